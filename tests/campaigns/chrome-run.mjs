// Runs a campaign that is written in TypeScript: Node 20 strips no types, so a loader takes them off. Resolution, dynamic
// imports and processes stay Node's own, which a campaign that kills processes and boots the shell's bundle needs.
import { register } from "node:module";
import { resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

register(
  `data:text/javascript,${encodeURIComponent(`
    import { readFile } from "node:fs/promises";
    import { fileURLToPath } from "node:url";
    import { transformWithOxc } from ${JSON.stringify(import.meta.resolve("vite"))};
    export async function load(url, context, next) {
      if (!url.startsWith("file:") || !/[.]ts$/.test(new URL(url).pathname)) return next(url, context);
      const path = fileURLToPath(url);
      const { code } = await transformWithOxc(await readFile(path, "utf8"), path);
      return { format: "module", source: code, shortCircuit: true };
    }
  `)}`,
);

/** A campaign that the machine does not let run ends with this, and shows nothing. */
const FORBIDDEN = 3;

/**
 * What a file beside this one exports.
 *
 * @param {string} file
 */
export const load = (file) => import(pathToFileURL(resolve(import.meta.dirname, file)).href);

/**
 * Runs the campaign a file exports. Its figures are the last line that is printed; exit code 1 when anything was lost or wrong,
 * 3 and a sentence instead of figures when the machine forbids it.
 *
 * @param {string} file
 * @param {string} name
 */
export async function run(file, name) {
  const campaign = (await load(file))[name];
  const { values } = parseArgs({ options: { full: { type: "boolean" }, seed: { type: "string", default: "1" } } });
  try {
    const figures = await campaign({ full: values.full === true, seed: Number(values.seed) });
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    process.exit(figures.lost + figures.wrong === 0 ? 0 : 1);
  } catch (thrown) {
    if (thrown?.constructor?.name !== "Forbidden") throw thrown;
    process.stderr.write(`${thrown.message}\n`);
    process.exit(FORBIDDEN);
  }
}
