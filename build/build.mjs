// `npm run build`: builds what is stale and nothing else. Says what it did on stderr; stdout belongs to whoever called.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const ROOT = resolve(import.meta.dirname, "..");
const STAMPS = join(ROOT, "out/.stamps");
// Every configuration and plugin in build/; its scripts change nothing that is built.
const CONFIGURATION = filesUnder("build").filter((file) => /^build.[^/\\]+\.(ts|cjs|json)$/.test(file));
const READ_BY_ALL = ["package.json", "package-lock.json", ...CONFIGURATION];

/** @typedef {{ readonly config: string, readonly output: string, readonly inputs: readonly string[] }} Target */

/** What can be built: the config that builds it, the file that proves it is there, and all that it may read. */
export const TARGETS = /** @satisfies {Record<string, Target>} */ ({
  renderer: {
    config: "build/vite.renderer.config.ts",
    output: "out/renderer/index.html",
    inputs: ["renderer", "shared", "build/icons"],
  },
  main: { config: "build/vite.main.config.ts", output: "out/main/main.js", inputs: ["electron", "shared"] },
  preload: {
    config: "build/vite.preload.config.ts",
    output: "out/preload/preload.cjs",
    inputs: ["electron", "shared"],
  },
  cli: {
    config: "build/vite.cli.config.ts",
    output: "out/cli/twofold.mjs",
    inputs: ["electron/cli", "shared", "renderer/app/text"],
  },
  headers: {
    config: "build/vite.headers.config.ts",
    output: "out/headers/response-headers.mjs",
    inputs: ["shared/host"],
  },
});

/** @typedef {keyof typeof TARGETS} TargetName */

/**
 * Builds those of the targets whose inputs have changed since they were last built, one after another.
 * Rejects when one does not build; its stamp is then gone, so the next call tries again.
 *
 * @param {readonly TargetName[]} names
 */
export async function buildStale(names) {
  for (const name of names) {
    const target = TARGETS[name];
    const stampFile = join(STAMPS, name);
    const stamp = stampOf(target); // before the build: an edit made meanwhile leaves the target stale
    if (existsSync(join(ROOT, target.output)) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) {
      continue;
    }
    const began = performance.now();
    rmSync(stampFile, { force: true });
    const { build } = await import("vite"); // slow to load, and mostly not needed
    await build({ configFile: join(ROOT, target.config) });
    mkdirSync(STAMPS, { recursive: true });
    writeFileSync(stampFile, stamp);
    process.stderr.write(`built ${name} in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  }
}

/** @param {Target} target */
function stampOf(target) {
  const hash = createHash("sha256");
  for (const file of [...READ_BY_ALL, ...target.inputs.flatMap(filesUnder)]) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(ROOT, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesUnder(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildStale(/** @type {TargetName[]} */ (Object.keys(TARGETS)));
}
