// Inputs that claim to be far more than they may be: refused before any derivation and without making room for the claim.
import { run } from "./chrome-run.mjs";

await run("limits.ts", "limits");
