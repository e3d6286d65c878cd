// `node tests/campaigns/shell.mjs [--full] [--kills N] [--seed S]`: kill -9 and a full disk against the shell's own file code.
// One line of figures for each of its campaigns. Ends with 1 when anything was lost or wrong, and with 3 when nothing was but the full
// disk had to be left out: mounting one takes root.
import { resolve } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

const { values } = parseArgs({
  options: { full: { type: "boolean" }, kills: { type: "string" }, seed: { type: "string", default: "1" } },
});
const full = values.full === true;
const rounds = Number(values.kills ?? (full ? 300 : 12));
const run = { rounds, stride: full ? 1 : 5, seed: Number(values.seed), form: full ? "full" : "short" };

const { module } = await runnerImport(resolve(import.meta.dirname, "shell-faults.ts"), {
  configFile: false,
  logLevel: "error",
});
for (const campaign of [module.ledgerKill, module.backupKill, module.fullDisk]) {
  const figures = await campaign(run);
  if (figures === null) {
    process.stderr.write("full-disk was left out: no disk can be mounted here.\n");
    process.exitCode ??= 3;
  } else {
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    if (figures.lost + figures.wrong > 0) process.exitCode = 1;
  }
}
