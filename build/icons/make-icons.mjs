// `node build/icons/make-icons.mjs`: draws icon.svg in Chromium at every size the three desktops ask for, and packs an .ico and an .icns.
// Its results are kept in the repository, so that packing needs no browser.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { findChromium, HEADLESS_FLAGS } from "../find-chromium.mjs";

const FOLDER = import.meta.dirname;
const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512];
const ICO_SIZES = [16, 32, 48, 64, 128, 256];
/** Apple's names for PNGs in an .icns, by their pixels. */
const ICNS_TYPES = /** @type {const} */ ([
  ["icp4", 16],
  ["icp5", 32],
  ["ic07", 128],
  ["ic08", 256],
  ["ic09", 512],
  ["ic10", 1024],
]);

const found = await findChromium();
if (found.kind === "missing") throw new Error(found.sentence);
const svg = readFileSync(join(FOLDER, "icon.svg"), "utf8");
const browser = await chromium.launch({ executablePath: found.path, args: HEADLESS_FLAGS });
const page = await browser.newPage();

/** @type {Map<number, Buffer>} */
const drawn = new Map();
for (const size of new Set([...LINUX_SIZES, ...ICO_SIZES, ...ICNS_TYPES.map(([, pixels]) => pixels)])) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  drawn.set(size, await page.screenshot({ omitBackground: true }));
}
await browser.close();

const png = (/** @type {number} */ size) => /** @type {Buffer} */ (drawn.get(size));
for (const size of LINUX_SIZES) writeFileSync(join(FOLDER, `${size}x${size}.png`), png(size));
writeFileSync(join(FOLDER, "icon.ico"), ico(ICO_SIZES));
writeFileSync(join(FOLDER, "icon.icns"), icns());

/**
 * A Windows icon of PNGs: a directory of 16 bytes each, then the images.
 * @param {readonly number[]} sizes
 */
function ico(sizes) {
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2); // an icon, not a cursor
  head.writeUInt16LE(sizes.length, 4);
  let at = head.length;
  sizes.forEach((size, index) => {
    const entry = 6 + 16 * index;
    head.writeUInt8(size % 256, entry); // 0 says 256
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4); // planes
    head.writeUInt16LE(32, entry + 6); // bits of a pixel
    head.writeUInt32LE(png(size).length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += png(size).length;
  });
  return Buffer.concat([head, ...sizes.map(png)]);
}

/** A macOS icon: each part is its type, its length with these 8 bytes, and a PNG. */
function icns() {
  const parts = ICNS_TYPES.map(([type, size]) => part(type, png(size)));
  return part("icns", Buffer.concat(parts));
}

/**
 * @param {string} type
 * @param {Buffer} content
 */
function part(type, content) {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}
