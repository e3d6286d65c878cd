// The desktop's main process and its Chromium, as a process of its own that a campaign can kill: the built shell on the
// simulated Electron, showing the campaign's page. Started with a folder to live in and the folder of the campaign's files.
import process from "node:process";
import { load } from "./chrome-run.mjs";

const [folder, site] = process.argv.slice(2);
const { simulatedShell } = await load("../support/simulated-shell.ts");
/** Resolves when the parent's end of the pipe has it: it is not lost with this process. */
const tell = (message) => new Promise((done) => process.send?.(message, done));

// A page on its way when the campaign closes the shell does not arrive: that is no failure.
process.on("unhandledRejection", () => undefined);
const shell = await simulatedShell({ folder, beside: { folder: site, shown: "campaign.html" } });
await shell.page.exposeFunction("campaignTrying", (act) => tell({ trying: act }));
await shell.page.exposeFunction("campaignDone", (act) => tell({ done: act }));
await shell.page.waitForFunction(() => "campaign" in globalThis);
process.on("message", ({ number, name, args }) => {
  if (name === "stop") {
    void shell.stop().then(() => process.exit(0));
    return;
  }
  shell.page
    .evaluate(([called, given]) => globalThis.campaign[called](...given), [name, args])
    .then(
      (answer) => tell({ number, answer }),
      (thrown) => tell({ number, failed: String(thrown) }),
    );
});
process.once("disconnect", () => process.exit(1)); // nobody asks any more
await tell({ ready: true });
