// Texts that try to become something else, in every text field: refused, or kept and exported as words.
import { run } from "./chrome-run.mjs";

await run("hostile-text.ts", "hostileText");
