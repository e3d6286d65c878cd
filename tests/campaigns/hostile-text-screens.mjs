// A backup whose records hold hostile texts in every field, restored in the app and looked at in every place: no script runs.
import { run } from "./chrome-run.mjs";

await run("hostile-text-screens.ts", "hostileTextOnScreens");
