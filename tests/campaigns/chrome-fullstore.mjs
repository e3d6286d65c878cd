// `node tests/campaigns/chrome-fullstore.mjs [--full]`: saving on a full disk, in a second tab, and after the database was deleted.
// Exit code 3 and a sentence, instead of figures, where no disk may be mounted.
import { run } from "./chrome-run.mjs";

await run("chrome-fullstore.ts", "chromeFullstore");
