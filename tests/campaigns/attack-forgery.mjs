// A partner with all files, their own passphrase and the couple key tries to speak, write and delete as the other.
import { runCampaign } from "./program.mjs";

await runCampaign("attack-forgery.ts", "attackForgery");
