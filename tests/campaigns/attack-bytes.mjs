// Every byte flipped, every length cut, chunks and frames out of their place.
import { run } from "./chrome-run.mjs";

await run("attack-bytes.ts", "attackBytes");
