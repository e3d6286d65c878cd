// `node tests/campaigns/chrome-leveldb.mjs [--full]`: the files of IndexedDB damaged, then the app opened on what is left.
import { run } from "./chrome-run.mjs";

await run("chrome-leveldb.ts", "chromeLeveldb");
