// `node tests/campaigns/chrome-offline.mjs [--full]`: the story without a network, every address it reaches for traced.
// Exit code 3 and a sentence, instead of figures, where the machine does not allow it.
import process from "node:process";
import { load, run } from "./chrome-run.mjs";

if (process.argv.includes("--inside")) {
  const { liveInside } = await load("chrome-offline.ts");
  await liveInside();
  process.exit(0);
}
await run("chrome-offline.ts", "chromeOffline");
