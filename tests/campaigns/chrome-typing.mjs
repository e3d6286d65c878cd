// `node tests/campaigns/chrome-typing.mjs [--full]`: kill, crash, lock and leave at any keystroke in the real editor.
import { run } from "./chrome-run.mjs";

await run("chrome-typing.ts", "chromeTyping");
