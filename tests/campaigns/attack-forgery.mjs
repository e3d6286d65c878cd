// A partner with all files, their own passphrase and the couple key tries to speak, write and delete as the other.
import { run } from "./chrome-run.mjs";

await run("attack-forgery.ts", "attackForgery");
