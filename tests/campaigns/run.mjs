// `npm run campaign -- [name…] [--full] [--seed N] [--record]`: the long attacks, one after another, and their figures.
// Each is a program of this folder that ends by printing one line of JSON, and exits 1 when anything is wrong.
//   --full     the long form; without it the short one, which `npm test` runs too
//   --seed N   the chance of a campaign that takes any, 1 if not said
//   --record   keeps the figures in results.json and writes the tables of SECURITY.md from it
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import { figuresTable, forgeryTable, isAttack, putBetween, ratesTable, sortedLike } from "./figures.mjs";

/** In the order of SECURITY.md's table. */
const CAMPAIGNS = [
  "attack-bytes",
  "attack-forgery",
  "limits",
  "hostile-text",
  "hostile-text-screens",
  "reader",
  "mutations",
  "chance", // its table stands in shared/analysis/SPEC.md
  "shell",
  "ledger-kill", // this and the next two are lines that shell prints
  "backup-writer-kill",
  "full-disk",
  "chrome-kill",
  "chrome-typing",
  "chrome-ledger",
  "chrome-leveldb",
  "chrome-fullstore",
  "chrome-canary",
  "chrome-offline",
];

/** A campaign ends with this when the machine forbids it, or a part of it: nothing is wrong, and nothing was shown. */
const LEFT_OUT = 3;

const here = import.meta.dirname;
const recorded = resolve(here, "results.json");
const security = resolve(here, "../../SECURITY.md");
const analysis = resolve(here, "../../shared/analysis/SPEC.md");

const { values, positionals } = parseArgs({
  options: { full: { type: "boolean" }, seed: { type: "string", default: "1" }, record: { type: "boolean" } },
  allowPositionals: true,
});
const programOf = (name) => resolve(here, `${name}.mjs`);
const names = positionals.length > 0 ? positionals : CAMPAIGNS.filter((name) => existsSync(programOf(name)));
const unknown = names.filter((name) => !existsSync(programOf(name)));
if (unknown.length > 0) {
  process.stderr.write(`There is no campaign ${unknown.join(", ")}; they are ${CAMPAIGNS.join(", ")}.\n`);
  process.exit(2);
}

/** Runs one campaign; what it says on the way goes to stderr as it comes. */
function run(name) {
  const asked = [...(values.full ? ["--full"] : []), "--seed", values.seed];
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [programOf(name), ...asked], { stdio: ["ignore", "pipe", "inherit"] });
    let printed = "";
    child.stdout.on("data", (text) => (printed += String(text)));
    child.once("error", failed);
    child.once("close", (code) => {
      const lines = printed.split("\n").filter((line) => line.startsWith('{"campaign"')); // shell prints three
      try {
        done({ code, figures: lines.map((line) => JSON.parse(line)) });
      } catch {
        done({ code: code === 0 ? 1 : code, figures: [] });
      }
    });
  });
}

const figures = [];
for (const name of names) {
  process.stderr.write(`${name} …\n`);
  const result = await run(name);
  if (result.code === LEFT_OUT)
    process.stderr.write(`${name}, or a part of it, was left out: this machine does not let it.\n`);
  else if (result.code !== 0 || result.figures.length === 0) {
    process.stderr.write(`${name} ended with ${result.code} and ${result.figures.length} lines of figures.\n`);
    process.exitCode = 1;
  }
  figures.push(...result.figures);
}
process.stdout.write(`${figuresTable(figures)}\n`);
if (values.record && process.exitCode !== 1) {
  const before = existsSync(recorded) ? JSON.parse(readFileSync(recorded, "utf8")) : [];
  const all = new Map([...before, ...figures].map((one) => [one.campaign, one]));
  const kept = sortedLike(CAMPAIGNS, [...all.values()]);
  const style = { ...(await resolveConfig(recorded)), filepath: recorded };
  writeFileSync(recorded, await format(JSON.stringify(kept), style));
  if (existsSync(security)) {
    let text = putBetween(readFileSync(security, "utf8"), "campaigns", figuresTable(kept.filter(isAttack)));
    const outcomes = kept.find((one) => one.outcomes !== undefined)?.outcomes;
    if (outcomes !== undefined) text = putBetween(text, "forgery", forgeryTable(outcomes));
    writeFileSync(security, text);
    const rates = kept.find((one) => one.rates !== undefined)?.rates;
    if (rates !== undefined)
      writeFileSync(analysis, putBetween(readFileSync(analysis, "utf8"), "chance", ratesTable(rates)));
  }
}
