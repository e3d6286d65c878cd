/** Keeps zod from compiling its schemas with `new Function`, which the page's policy refuses. Import before any schema runs. */
import { config } from "zod";

config({ jitless: true });
