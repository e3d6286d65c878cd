/**
 * What a picture says beside its pixels: its type by its bytes, the size it claims, and the same picture without what was written into
 * it about its making. Nothing is decoded, so not a pixel changes. Of each format only the parts that are needed to show it are kept:
 * what is not known to be needed goes. Bytes may be anybody's: the work grows with their number, and what does not fit is "malformed".
 *
 * Sources: ITU-T T.81 annex B and T.871 (JPEG, JFIF), CIPA DC-008 (Exif), W3C PNG 3rd edition, RFC 9649 (WebP), GIF89a,
 * ISO/IEC 14496-12 and 23008-12 (the boxes of HEIC and AVIF).
 */
import { concat, u32 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";

/** Pictures of which what they say about their making can be cut out without touching a pixel. */
export type CuttablePicture = "image/jpeg" | "image/png" | "image/webp" | "image/gif";
/** Pictures the app shows. */
export type PictureType = CuttablePicture | "image/avif";

/** How a picture is turned to be shown, as Exif counts: 1 is as it is, 5 to 8 swap width and height. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const malformed = (where: string): TwofoldError => new TwofoldError("malformed", where);

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** The characters of a few bytes; shorter at the end of the bytes. */
const characters = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

const beginsWith = (bytes: Uint8Array, text: string, at = 0): boolean =>
  characters(bytes, at, at + text.length) === text;

/** The most parts of one picture that are looked at; a film of ten thousand frames has fewer. */
const MOST_PARTS = 65_536;

function* few<Part>(parts: Iterable<Part>): Generator<Part> {
  let count = 0;
  for (const part of parts) {
    if (++count > MOST_PARTS) throw malformed("too many parts");
    yield part;
  }
}

/** Byte strings end to end, however many there are. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** An unsigned number that has to be there. */
function number(bytes: Uint8Array, at: number, width: 2 | 3 | 4, order: "big" | "little"): number {
  if (at < 0 || at + width > bytes.length) throw malformed("end");
  let value = 0;
  for (let digit = 0; digit < width; digit++) {
    value = value * 256 + (bytes[order === "big" ? at + digit : at + width - 1 - digit] ?? 0);
  }
  return value;
}

const PNG_SIGNATURE = "\x89PNG\r\n\x1a\n";
const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"];
/** The most brands of a file type box that are read. */
const MOST_BRANDS = 64;

/** Whether a media type is of a picture the app shows. */
export const isPictureType = (type: string): type is PictureType => Object.hasOwn(CLAIMS, type);

/** The media type of bytes, told by how they begin: a picture's, "image/heic", "application/pdf", else "application/octet-stream". */
export function typeByBytes(
  bytes: Uint8Array,
): PictureType | "image/heic" | "application/pdf" | "application/octet-stream" {
  if (beginsWith(bytes, "\xff\xd8\xff")) return "image/jpeg";
  if (beginsWith(bytes, PNG_SIGNATURE)) return "image/png";
  if (beginsWith(bytes, "GIF87a") || beginsWith(bytes, "GIF89a")) return "image/gif";
  if (beginsWith(bytes, "RIFF") && beginsWith(bytes, "WEBP", 8)) return "image/webp";
  if (beginsWith(bytes, "%PDF-")) return "application/pdf";
  if (beginsWith(bytes, "ftyp", 4)) {
    const end = Math.min(number(bytes, 0, 4, "big"), bytes.length, 16 + 4 * MOST_BRANDS);
    const brands = [characters(bytes, 8, 12)];
    for (let at = 16; at + 4 <= end; at += 4) brands.push(characters(bytes, at, at + 4));
    if (brands.includes("avif") || brands.includes("avis")) return "image/avif";
    if (brands.some((brand) => HEIC_BRANDS.includes(brand))) return "image/heic";
  }
  return "application/octet-stream";
}

/**
 * The size in pixels a picture claims, before it is turned: the largest claim where several are made. Null where none can be read, or
 * none that is a size. Never throws.
 */
export function claimedSize(bytes: Uint8Array, type: PictureType): PictureSize | null {
  let largest: PictureSize | null = null;
  try {
    for (const { width, height } of CLAIMS[type](bytes)) {
      if (largest === null || width * height > largest.width * largest.height) largest = { width, height };
    }
  } catch (thrown) {
    if (!(thrown instanceof TwofoldError)) throw thrown; // what was claimed before the bytes stop to fit still counts
  }
  return largest !== null && largest.width > 0 && largest.height > 0 ? largest : null;
}

/**
 * The same picture without what it says about its making: no Exif, XMP, IPTC, comment, time, thumbnail or second picture, nothing behind
 * its end. Its pixels, colours, frames and the way it is turned stay. Throws "malformed" where its parts do not fit.
 */
export function withoutMetadata(bytes: Uint8Array, type: CuttablePicture): Uint8Array<ArrayBuffer> {
  return joined(CUTTERS[type](bytes));
}

// Exif: a TIFF whose first directory says how the picture is turned.

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;

/** How Exif says a picture is turned; 1 where it says nothing that fits. `tiff` begins with its byte order. */
function orientationOf(tiff: Uint8Array): Orientation {
  const mark = characters(tiff, 0, 2);
  if ((mark !== "II" && mark !== "MM") || tiff.length < 8) return 1;
  const order = mark === "II" ? "little" : "big";
  const directory = number(tiff, 4, 4, order);
  if (directory + 2 > tiff.length) return 1;
  const entries = number(tiff, directory, 2, order);
  for (let entry = 0, at = directory + 2; entry < entries && at + 12 <= tiff.length; entry++, at += 12) {
    if (number(tiff, at, 2, order) !== ORIENTATION_TAG || number(tiff, at + 2, 2, order) !== SHORT) continue;
    const value = number(tiff, at + 8, 2, order);
    return value >= 1 && value <= 8 ? (value as Orientation) : 1;
  }
  return 1;
}

/** Exif that says how a picture is turned, and nothing else. */
const exifOf = (orientation: Orientation): Uint8Array =>
  concat(
    ascii("MM\0*\0\0\0\x08"), // big-endian; the first directory follows
    ascii("\0\x01"), // of one entry
    ascii("\x01\x12\0\x03\0\0\0\x01"),
    Uint8Array.of(0, orientation, 0, 0),
    ascii("\0\0\0\0"), // and no other directory
  );

const EXIF_HEADER = "Exif\0\0";

// JPEG: segments, each FF, a marker and a length; behind a scan's header its data run on to the next marker.

interface Segment {
  readonly marker: number;
  /** From its FF to its end, with the data of a scan. */
  readonly bytes: Uint8Array;
}

const SCAN = 0xda;
const END = 0xd9;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
/** Frame headers: SOF0 to SOF15 without DHT, JPG and DAC, which stand among them. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** Frames, tables and scans: C0 to CF, and SOS, DQT, DNL, DRI, DHP and EXP. */
const isPartOfTheImage = (marker: number): boolean =>
  (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8) || (marker >= SCAN && marker <= 0xdf);
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
const standsAlone = (marker: number): boolean => marker === 0x00 || marker === 0x01 || isRestart(marker);

/** The segments up to the end of the first picture. A scan that stops short is the last one: the rest of such a picture is gray. */
function* segmentsOf(bytes: Uint8Array): Generator<Segment> {
  let isScanned = false;
  let at = 2;
  for (;;) {
    at = bytes.indexOf(0xff, at); // bytes between segments belong to none
    while (at !== -1 && bytes[at + 1] === 0xff) at += 1; // fill
    const marker = at === -1 ? undefined : bytes[at + 1];
    if (marker === undefined || marker === END) {
      if (!isScanned) throw malformed("no scan");
      return;
    }
    if (standsAlone(marker)) {
      at += 2;
      continue;
    }
    if (marker === 0xd8) throw malformed("a picture in a picture");
    const from = at;
    const length = from + 4 > bytes.length ? 0 : number(bytes, from + 2, 2, "big");
    let to = from + 2 + length;
    if (length < 2 || to > bytes.length) {
      if (isScanned) return;
      throw malformed("segment");
    }
    if (marker === SCAN) {
      isScanned = true;
      to = endOfScan(bytes, to);
    }
    yield { marker, bytes: bytes.subarray(from, to) };
    at = to;
  }
}

/** Where the data of a scan end: at the next marker and the fill before it, or with the bytes. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1) {
    let code = at + 1;
    while (bytes[code] === 0xff) code += 1;
    const next = bytes[code];
    if (next === undefined) break;
    if (next !== 0x00 && !isRestart(next)) return at;
    at = bytes.indexOf(0xff, code);
  }
  return bytes.length;
}

function* claimsOfJpeg(bytes: Uint8Array): Generator<PictureSize> {
  for (const { marker, bytes: segment } of few(segmentsOf(bytes))) {
    if (isFrame(marker)) yield { height: number(segment, 5, 2, "big"), width: number(segment, 7, 2, "big") };
  }
}

/** JFIF without its thumbnail, which may show what was cut off the picture. */
function plainJfif({ bytes: segment }: Segment): Uint8Array {
  if (segment.length < 18) throw malformed("jfif");
  return concat(ascii("\xff\xe0\0\x10"), segment.subarray(4, 16), Uint8Array.of(0, 0));
}

function cutJpeg(bytes: Uint8Array): Uint8Array[] {
  const jfif: Uint8Array[] = [];
  const kept: Uint8Array[] = [];
  let orientation: Orientation = 1;
  for (const segment of few(segmentsOf(bytes))) {
    const { marker, bytes: whole } = segment;
    if (isPartOfTheImage(marker)) kept.push(whole);
    else if (marker === APP0 && beginsWith(whole, "JFIF\0", 4) && jfif.length === 0) jfif.push(plainJfif(segment));
    else if (marker === APP2 && beginsWith(whole, "ICC_PROFILE\0", 4)) kept.push(whole);
    else if (marker === APP14 && beginsWith(whole, "Adobe", 4))
      kept.push(whole); // how its colours are coded
    else if (marker === APP1 && beginsWith(whole, EXIF_HEADER, 4) && orientation === 1)
      orientation = orientationOf(whole.subarray(10));
  }
  const tiff = exifOf(orientation);
  const exif = concat(
    ascii("\xff\xe1"),
    Uint8Array.of(0, 2 + EXIF_HEADER.length + tiff.length),
    ascii(EXIF_HEADER),
    tiff,
  );
  return [ascii("\xff\xd8"), ...jfif, ...(orientation === 1 ? [] : [exif]), ...kept, ascii("\xff\xd9")];
}

// PNG: chunks of a length, a name, their bytes and a check sum.

interface Chunk {
  readonly name: string;
  readonly content: Uint8Array;
  /** With its name and length, and what else belongs to it. */
  readonly bytes: Uint8Array;
}

/** What a PNG needs to be shown as it is: its image, its colours, its frames. */
const SHOWN_CHUNKS = new Set(
  "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT cICP mDCV mDCv cLLI cLLi bKGD pHYs sPLT hIST acTL fcTL fdAT".split(
    " ",
  ),
);

function* chunksOfPng(bytes: Uint8Array): Generator<Chunk> {
  for (let at = PNG_SIGNATURE.length; ;) {
    const length = number(bytes, at, 4, "big");
    const to = at + 12 + length;
    if (to > bytes.length) throw malformed("chunk");
    const chunk = {
      name: characters(bytes, at + 4, at + 8),
      content: bytes.subarray(at + 8, to - 4),
      bytes: bytes.subarray(at, to),
    };
    if ((at === PNG_SIGNATURE.length) !== (chunk.name === "IHDR")) throw malformed("header");
    yield chunk;
    if (chunk.name === "IEND") return;
    at = to;
  }
}

function* claimsOfPng(bytes: Uint8Array): Generator<PictureSize> {
  for (const { name, content } of few(chunksOfPng(bytes))) {
    if (name === "IHDR") yield { width: number(content, 0, 4, "big"), height: number(content, 4, 4, "big") };
  }
}

/** The check sum of a chunk over its name and bytes: CRC-32 as ISO 3309 has it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const u32Big = (value: number): Uint8Array => u32(value).reverse();

function cutPng(bytes: Uint8Array): Uint8Array[] {
  const kept: Uint8Array[] = [];
  let orientation: Orientation = 1;
  for (const { name, content, bytes: whole } of few(chunksOfPng(bytes))) {
    if (SHOWN_CHUNKS.has(name)) kept.push(whole);
    else if (name === "eXIf" && orientation === 1) orientation = orientationOf(content);
    else if (/^[A-Z]/.test(name)) throw malformed("unknown chunk that is needed");
  }
  if (orientation !== 1) {
    const exif = concat(ascii("eXIf"), exifOf(orientation));
    kept.splice(1, 0, concat(u32Big(exif.length - 4), exif, u32Big(crc32(exif)))); // behind the header
  }
  return [ascii(PNG_SIGNATURE), ...kept];
}

// WebP: chunks of RIFF. A picture with more than its pixels begins with VP8X, whose flags say what there is.

const EXIF_FLAG = 0x08;
const XMP_FLAG = 0x04;
const SHOWN_RIFF = new Set(["VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"]);
const SHOWN_IN_FRAME = new Set(["VP8 ", "VP8L", "ALPH"]);
/** What a frame of an animation says before its own chunks. */
const FRAME_HEADER_BYTES = 16;

function* chunksOfRiff(bytes: Uint8Array, from: number): Generator<Chunk> {
  for (let at = from; at < bytes.length;) {
    const end = at + 8 + number(bytes, at + 4, 4, "little");
    if (end > bytes.length) throw malformed("chunk");
    yield { name: characters(bytes, at, at + 4), content: bytes.subarray(at + 8, end), bytes: bytes.subarray(at, end) };
    at = end + ((end - at) % 2); // an odd one is filled up; the last one of a file may lack it
  }
}

function chunksOfWebp(bytes: Uint8Array): Generator<Chunk> {
  const end = 8 + number(bytes, 4, 4, "little");
  if (end > bytes.length) throw malformed("riff");
  return chunksOfRiff(bytes.subarray(0, end), 12);
}

const riffChunk = (name: string, content: Uint8Array): Uint8Array =>
  concat(ascii(name), u32(content.length), content, new Uint8Array(content.length % 2));

function* claimsOfWebp(bytes: Uint8Array): Generator<PictureSize> {
  for (const { name, content } of few(chunksOfWebp(bytes))) {
    if (name === "ANMF")
      for (const inner of few(chunksOfRiff(content, FRAME_HEADER_BYTES))) yield* claimOfWebpChunk(inner);
    else yield* claimOfWebpChunk({ name, content });
  }
}

function* claimOfWebpChunk({ name, content }: Pick<Chunk, "name" | "content">): Generator<PictureSize> {
  if (name === "VP8X") {
    yield { width: number(content, 4, 3, "little") + 1, height: number(content, 7, 3, "little") + 1 };
  } else if (name === "VP8 ") {
    yield { width: number(content, 6, 2, "little") & 0x3fff, height: number(content, 8, 2, "little") & 0x3fff };
  } else if (name === "VP8L") {
    const bits = number(content, 1, 4, "little");
    yield { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
}

function cutWebp(bytes: Uint8Array): Uint8Array[] {
  const kept: Chunk[] = [];
  let orientation: Orientation = 1;
  for (const chunk of few(chunksOfWebp(bytes))) {
    if (SHOWN_RIFF.has(chunk.name)) kept.push(chunk);
    else if (chunk.name === "EXIF" && orientation === 1)
      orientation = orientationOf(
        chunk.content.subarray(beginsWith(chunk.content, EXIF_HEADER) ? EXIF_HEADER.length : 0),
      );
  }
  const isExtended = kept[0]?.name === "VP8X";
  const isTurned = isExtended && orientation !== 1;
  const chunks = kept.map(({ name, content }) => {
    if (name === "VP8X") return riffChunk(name, withFlags(content, isTurned));
    return riffChunk(name, name === "ANMF" ? plainFrame(content) : content);
  });
  if (!kept.some(({ name }) => name === "VP8 " || name === "VP8L" || name === "ANMF")) throw malformed("no picture");
  if (isTurned) chunks.push(riffChunk("EXIF", exifOf(orientation)));
  const body = joined([ascii("WEBP"), ...chunks]);
  return [ascii("RIFF"), u32(body.length), body];
}

function withFlags(content: Uint8Array, hasExif: boolean): Uint8Array {
  const [flags = 0] = content;
  return concat(Uint8Array.of((flags & ~(EXIF_FLAG | XMP_FLAG)) | (hasExif ? EXIF_FLAG : 0)), content.subarray(1));
}

/** A frame of an animation with its picture alone. */
function plainFrame(content: Uint8Array): Uint8Array {
  if (content.length < FRAME_HEADER_BYTES) throw malformed("frame");
  const shown = [...few(chunksOfRiff(content, FRAME_HEADER_BYTES))].filter(({ name }) => SHOWN_IN_FRAME.has(name));
  return joined([
    content.subarray(0, FRAME_HEADER_BYTES),
    ...shown.map((chunk) => riffChunk(chunk.name, chunk.content)),
  ]);
}

// GIF: a screen, then blocks: images, and extensions of which comments and most applications' are not needed.

interface Block {
  readonly kind: "screen" | "image" | "extension";
  readonly isShown: boolean;
  readonly bytes: Uint8Array;
}

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const APPLICATION = 0xff;
const SHOWN_APPLICATIONS = ["NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"];
/** Graphic control, and plain text, which is drawn. */
const SHOWN_EXTENSIONS = [0xf9, 0x01];

/** The bytes of a colour table, whose size a byte of flags says. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0);

const byteAt = (bytes: Uint8Array, at: number): number => {
  const byte = bytes[at];
  if (byte === undefined) throw malformed("end");
  return byte;
};

/** Where a row of sub-blocks ends, each led by its length and the last one empty. */
function endOfRow(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let length = byteAt(bytes, at); length !== 0; length = byteAt(bytes, at)) at += 1 + length;
  return at + 1;
}

/** The blocks up to the trailer, or to the end of bytes that have none. */
function* blocksOf(bytes: Uint8Array): Generator<Block> {
  let from = 13 + tableBytes(byteAt(bytes, 10));
  if (from > bytes.length) throw malformed("screen");
  yield { kind: "screen", isShown: true, bytes: bytes.subarray(0, from) };
  while (from < bytes.length && bytes[from] !== TRAILER) {
    let to: number;
    if (bytes[from] === IMAGE) {
      to = endOfRow(bytes, from + 11 + tableBytes(byteAt(bytes, from + 9)));
      yield { kind: "image", isShown: true, bytes: bytes.subarray(from, to) };
    } else if (bytes[from] === EXTENSION) {
      const label = byteAt(bytes, from + 1);
      to = endOfRow(bytes, from + 2);
      const isShown =
        label === APPLICATION
          ? SHOWN_APPLICATIONS.includes(characters(bytes, from + 3, from + 14))
          : SHOWN_EXTENSIONS.includes(label);
      yield { kind: "extension", isShown, bytes: bytes.subarray(from, to) };
    } else {
      throw malformed("block");
    }
    from = to;
  }
}

function* claimsOfGif(bytes: Uint8Array): Generator<PictureSize> {
  for (const { kind, bytes: block } of few(blocksOf(bytes))) {
    const at = { screen: 6, image: 5, extension: null }[kind];
    if (at !== null) yield { width: number(block, at, 2, "little"), height: number(block, at + 2, 2, "little") };
  }
}

function cutGif(bytes: Uint8Array): Uint8Array[] {
  const kept = [...few(blocksOf(bytes))].filter(({ isShown }) => isShown);
  if (!kept.some(({ kind }) => kind === "image")) throw malformed("no picture");
  return [...kept.map((block) => block.bytes), Uint8Array.of(TRAILER)];
}

// AVIF: boxes. Its Exif lies among the bytes of its picture, so it is not cut here; its size is a property beside them.

interface Box {
  readonly name: string;
  readonly content: Uint8Array;
}

function* boxesOf(bytes: Uint8Array): Generator<Box> {
  for (let at = 0; at < bytes.length;) {
    const short = number(bytes, at, 4, "big");
    const header = short === 1 ? 16 : 8;
    const long = short === 1 ? number(bytes, at + 8, 4, "big") * 2 ** 32 + number(bytes, at + 12, 4, "big") : short;
    const size = short === 0 ? bytes.length - at : long; // the last one may run to the end
    if (size < header || at + size > bytes.length) throw malformed("box");
    yield { name: characters(bytes, at + 4, at + 8), content: bytes.subarray(at + header, at + size) };
    at += size;
  }
}

function* boxesNamed(bytes: Uint8Array, name: string): Generator<Uint8Array> {
  for (const box of few(boxesOf(bytes))) if (box.name === name) yield box.content;
}

function* claimsOfAvif(bytes: Uint8Array): Generator<PictureSize> {
  // A film's frames claim their size elsewhere: such a file has none that counts here.
  if ([...boxesNamed(bytes, "moov")].length > 0) return;
  for (const meta of boxesNamed(bytes, "meta"))
    for (const properties of boxesNamed(meta.subarray(4), "iprp"))
      for (const container of boxesNamed(properties, "ipco"))
        for (const size of boxesNamed(container, "ispe"))
          yield { width: number(size, 4, 4, "big"), height: number(size, 8, 4, "big") };
}

const CLAIMS: Record<PictureType, (bytes: Uint8Array) => Iterable<PictureSize>> = {
  "image/jpeg": claimsOfJpeg,
  "image/png": claimsOfPng,
  "image/webp": claimsOfWebp,
  "image/gif": claimsOfGif,
  "image/avif": claimsOfAvif,
};

const CUTTERS: Record<CuttablePicture, (bytes: Uint8Array) => Uint8Array[]> = {
  "image/jpeg": cutJpeg,
  "image/png": cutPng,
  "image/webp": cutWebp,
  "image/gif": cutGif,
};
