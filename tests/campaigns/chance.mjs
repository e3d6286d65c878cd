// How often the analysis is wrong on made-up couples whose truth is known: false alarms, true differences found, coverage.
import { run } from "./chrome-run.mjs";

await run("chance.ts", "chance");
