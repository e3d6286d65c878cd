/**
 * The only door to zod. It never compiles a schema with `new Function`, which the page's policy refuses: zod looks at this
 * setting when a schema is made, so it stands before every schema by being where they get `z`.
 */
import { config, z } from "zod";

config({ jitless: true });

export { z };
