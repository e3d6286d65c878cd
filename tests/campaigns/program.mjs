// What a campaign written in TypeScript needs to be a program: its arguments, its figures as the last line, its exit.
import { resolve } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

/**
 * Runs `exported` of a TypeScript file of this folder with `{ full, seed }`, and prints the figures it resolves to.
 *
 * @param {string} file
 * @param {string} exported
 */
export async function runCampaign(file, exported) {
  const { values } = parseArgs({ options: { full: { type: "boolean" }, seed: { type: "string", default: "1" } } });
  const { module } = await runnerImport(resolve(import.meta.dirname, file), { configFile: false, logLevel: "error" });
  const figures = await module[exported]({ full: values.full === true, seed: Number(values.seed) });
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit(figures.wrong === 0 && figures.lost === 0 ? 0 : 1);
}
