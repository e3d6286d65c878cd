// Texts that try to become something else, in every text field: refused, or kept and exported as words.
import { runCampaign } from "./program.mjs";

await runCampaign("hostile-text.ts", "hostileText");
