// Inputs that claim to be far more than they may be: refused before any derivation and without making room for the claim.
import { runCampaign } from "./program.mjs";

await runCampaign("limits.ts", "limits");
