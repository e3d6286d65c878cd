// What electron-builder needs to find of Electron for Linux when its program cannot be had: everything is packed as it will be,
// around a script that only says so. It carries a fuse wire, so that the fuses are really flipped and read back.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FuseV1Options } from "@electron/fuses";

const FUSE_SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"; // as @electron/fuses looks for it
const WIRE_VERSION = 1;

/**
 * Makes the folder anew.
 * @param {string} folder
 * @param {string} version Electron's
 */
export function makeStubElectron(folder, version) {
  const fuses = Object.values(FuseV1Options).filter((value) => typeof value === "number");
  const program = Buffer.concat([
    Buffer.from('#!/bin/sh\necho "This was packed without Electron: there is no app to run." >&2\nexit 1\n#'),
    Buffer.from(FUSE_SENTINEL),
    Buffer.from([WIRE_VERSION, fuses.length]),
    Buffer.from("1".repeat(fuses.length)), // all on: whatever is off afterwards was turned off
    Buffer.from("\n"),
  ]);
  /** @type {readonly (readonly [string, string | Buffer, number])[]} */
  const files = [
    ["electron", program, 0o755],
    ["chrome-sandbox", "", 0o755],
    ["version", version, 0o644],
    ["LICENSE", "", 0o644],
    ["LICENSES.chromium.html", "", 0o644],
    ["locales/en-US.pak", "", 0o644],
    ["resources/.keep", "", 0o644],
  ];
  rmSync(folder, { recursive: true, force: true });
  for (const [name, content, mode] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content, { mode });
  }
}
