// A second program, in another language and from the specification alone, reads what Twofold writes and refuses what it refuses.
import { runCampaign } from "./program.mjs";

await runCampaign("reader.ts", "independentReader");
