// `node tests/campaigns/chrome-kill.mjs [--full]`: kill -9 of real Chromium while it saves and while it restores.
import { run } from "./chrome-run.mjs";

await run("chrome-kill.ts", "chromeKill");
