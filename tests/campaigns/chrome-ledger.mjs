// `node tests/campaigns/chrome-ledger.mjs [--full]`: the desktop's store and ledger damaged, then the app opened on what is left.
import { run } from "./chrome-run.mjs";

await run("chrome-ledger.ts", "chromeLedger");
