// `node tests/campaigns/chrome-canary.mjs [--full]`: words in every field, then every file the browser wrote searched for them.
import { run } from "./chrome-run.mjs";

await run("chrome-canary.ts", "chromeCanary");
