// `npm run pack`: builds what is stale and packs the desktop app for this machine, then reads back what was packed.
// Where Electron's program was not installed, Linux packs around a stub and says so; more arguments go to electron-builder.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { getCurrentFuseWire, FuseState, FuseV1Options } from "@electron/fuses";
import { listPackage } from "@electron/asar";
import { z } from "zod";
import { buildStale } from "./build.mjs";
import { FUSES } from "./fuses.mjs";
import { makeStubElectron } from "./stub-electron.mjs";

const ROOT = resolve(import.meta.dirname, "..");
/** Where electron-builder leaves the app of a platform, and its program and archive in there. */
const UNPACKED = {
  linux: { flag: "--linux", folder: "linux-unpacked", program: "twofold", archive: "resources/app.asar" },
  darwin: {
    flag: "--mac",
    folder: process.arch === "arm64" ? "mac-arm64" : "mac",
    program: "Twofold.app",
    archive: "Twofold.app/Contents/Resources/app.asar",
  },
  win32: { flag: "--win", folder: "win-unpacked", program: "Twofold.exe", archive: "resources/app.asar" },
};

const say = (/** @type {string} */ sentence) => process.stderr.write(`${sentence}\n`);

process.exitCode = await pack();

async function pack() {
  const place = UNPACKED[/** @type {keyof typeof UNPACKED} */ (process.platform)];
  if (place === undefined) {
    say(`Twofold is packed on Linux, macOS and Windows, not on ${process.platform}.`);
    return 1;
  }
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(ROOT, "node_modules/electron/package.json"), "utf8")));
  const real = join(ROOT, "node_modules/electron/dist");
  const stub = join(ROOT, "dist/stub-electron");
  const hasElectron = existsSync(join(real, "version"));
  if (!hasElectron && process.platform !== "linux") {
    say(
      "Electron's program is not installed, and nothing can be packed around a stub here: run `npx install-electron` first.",
    );
    return 1;
  }
  if (!hasElectron) {
    say("Electron's program is not installed: packing a folder around a stub. What comes out cannot be run.");
    makeStubElectron(stub, version);
  }

  await buildStale(["renderer", "main", "preload"]);
  const targets = hasElectron ? [place.flag] : [place.flag, "dir"];
  const code = await electronBuilder([
    ...targets,
    "--config=build/electron-builder.yml",
    `--config.electronVersion=${version}`,
    `--config.electronDist=${hasElectron ? real : stub}`,
    "--publish=never",
    ...process.argv.slice(2),
  ]);
  if (code !== 0) return code;

  const folder = join(ROOT, "dist", place.folder);
  const faults = [...archiveFaults(join(folder, place.archive)), ...(await fuseFaults(join(folder, place.program)))];
  for (const fault of faults) say(fault);
  if (faults.length > 0) return 1;
  say(`packed ${folder}: only the app's own files, all ${Object.keys(FUSES).length} fuses as they should be`);
  return 0;
}

/**
 * Runs it to its end and gives its exit code.
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
function electronBuilder(args) {
  const program = join(ROOT, "node_modules/electron-builder/cli.js");
  const child = spawn(process.execPath, [program, ...args], { cwd: ROOT, stdio: ["inherit", "pipe", "inherit"] });
  createInterface(child.stdout).on("line", (line) => {
    // A list of everything npm installed twice, of which nothing is packed.
    if (!line.includes("duplicate dependency references")) say(line);
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

/**
 * What is in the archive and should not be, and what should be and is not.
 * @param {string} archive
 */
function archiveFaults(archive) {
  const files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll("\\", "/"));
  const strangers = files.filter((file) => !/^\/(package\.json$|out$|out\/(main|preload|renderer)(\/|$))/.test(file));
  const needed = ["/package.json", "/out/main/main.js", "/out/preload/preload.cjs", "/out/renderer/index.html"];
  return [
    ...strangers.map((file) => `${file} was packed and should not have been.`),
    ...needed.filter((file) => !files.includes(file)).map((file) => `${file} was not packed.`),
  ];
}

/**
 * Each fuse that does not stand as FUSES says.
 * @param {string} program
 */
async function fuseFaults(program) {
  const wire = await getCurrentFuseWire(program);
  return Object.entries(FUSES)
    .filter(
      ([fuse, on]) => wire[/** @type {FuseV1Options} */ (Number(fuse))] !== (on ? FuseState.ENABLE : FuseState.DISABLE),
    )
    .map(([fuse, on]) => `The fuse ${FuseV1Options[Number(fuse)]} is not ${on ? "on" : "off"}.`);
}
