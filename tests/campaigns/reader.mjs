// A second program, in another language and from the specification alone, reads what Twofold writes and refuses what it refuses.
import { run } from "./chrome-run.mjs";

await run("reader.ts", "independentReader");
