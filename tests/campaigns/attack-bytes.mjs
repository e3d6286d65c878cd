// Every byte flipped, every length cut, chunks and frames out of their place.
import { runCampaign } from "./program.mjs";

await runCampaign("attack-bytes.ts", "attackBytes");
