/** Pictures made byte by byte, as cameras and programs write them: with where they were taken in every place they put that. */
import { concat, u32 } from "#shared/base/bytes.ts";

export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const u16Big = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 255);
const u16Little = (value: number): Uint8Array => u16Big(value).reverse();
export const u32Big = (value: number): Uint8Array => u32(value).reverse();

/** Words that stand only in what has to go. */
export const CANARY = "Wilhelmstrasse 91";

/** An Exif block (without its "Exif" header) of a photo taken in a place: orientation, maker, and a GPS directory. */
export function exifWithPlace({ orientation = 1, order = "MM" }: { orientation?: number; order?: "II" | "MM" } = {}) {
  const u16 = order === "MM" ? u16Big : u16Little;
  const u32In = order === "MM" ? u32Big : u32;
  const entry = (tag: number, type: number, count: number, value: Uint8Array) =>
    concat(u16(tag), u16(type), u32In(count), value, new Uint8Array(4 - value.length));
  const ratio = (value: number) => concat(u32In(value), u32In(1));
  const maker = ascii(`${CANARY}\0`);
  const [ifd0, gps, data] = [8, 8 + 2 + 3 * 12 + 4, 8 + 2 + 3 * 12 + 4 + 2 + 4 * 12 + 4];
  return concat(
    ascii(order),
    u16(42),
    u32In(ifd0),
    u16(3),
    entry(0x010f, 2, maker.length, u32In(data + 48)),
    entry(0x0112, 3, 1, u16(orientation)),
    entry(0x8825, 4, 1, u32In(gps)),
    u32In(0),
    u16(4),
    entry(1, 2, 2, ascii("N\0")),
    entry(2, 5, 3, u32In(data)),
    entry(3, 2, 2, ascii("E\0")),
    entry(4, 5, 3, u32In(data + 24)),
    u32In(0),
    ...[52, 31, 12, 13, 24, 18].map(ratio),
    maker,
  );
}

export const xmpWithPlace = ascii(
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description exif:GPSLatitude="52,31.2N" note="${CANARY}"/></rdf:RDF></x:xmpmeta>`,
);

// JPEG

export const jpegSegment = (marker: number, content: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(0xff, marker), u16Big(content.length + 2), content);
export const jpegExif = (tiff: Uint8Array): Uint8Array => jpegSegment(0xe1, concat(ascii("Exif\0\0"), tiff));
export const jpegXmp = jpegSegment(0xe1, concat(ascii("http://ns.adobe.com/xap/1.0/\0"), xmpWithPlace));
export const JPEG_BEGIN = Uint8Array.of(0xff, 0xd8);
export const JPEG_END = Uint8Array.of(0xff, 0xd9);

/** A JPEG with segments put behind its beginning, and bytes behind its end. */
export const jpegWith = (
  jpeg: Uint8Array,
  segments: readonly Uint8Array[],
  behind: Uint8Array = new Uint8Array(),
): Uint8Array => concat(jpeg.subarray(0, 2), ...segments, jpeg.subarray(2), behind);

// PNG

export const PNG_SIGNATURE = ascii("\x89PNG\r\n\x1a\n");

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

export function pngChunk(name: string, content: Uint8Array): Uint8Array {
  const named = concat(ascii(name), content);
  return concat(u32Big(content.length), named, u32Big(crcOf(named)));
}
export const pngHeader = (width: number, height: number): Uint8Array =>
  pngChunk("IHDR", concat(u32Big(width), u32Big(height), Uint8Array.of(8, 2, 0, 0, 0)));

/** A PNG with chunks put behind its header, and bytes behind its end. */
export const pngWith = (
  png: Uint8Array,
  chunks: readonly Uint8Array[],
  behind: Uint8Array = new Uint8Array(),
): Uint8Array => concat(png.subarray(0, 33), ...chunks, png.subarray(33), behind);

// WebP

export const riffChunk = (name: string, content: Uint8Array): Uint8Array =>
  concat(ascii(name), u32(content.length), content, new Uint8Array(content.length % 2));
export const webpOf = (...chunks: readonly Uint8Array[]): Uint8Array => {
  const body = concat(ascii("WEBP"), ...chunks);
  return concat(ascii("RIFF"), u32(body.length), body);
};
const u24 = (value: number): Uint8Array => u32(value).subarray(0, 3);
export const webpExtended = (flags: number, width: number, height: number): Uint8Array =>
  riffChunk("VP8X", concat(Uint8Array.of(flags, 0, 0, 0), u24(width - 1), u24(height - 1)));

// GIF

const gifRow = (content: Uint8Array): Uint8Array => {
  const rows: Uint8Array[] = [];
  for (let at = 0; at < content.length; at += 255) {
    const row = content.subarray(at, at + 255);
    rows.push(Uint8Array.of(row.length), row);
  }
  return concat(...rows, Uint8Array.of(0));
};
export const gifExtension = (label: number, ...rows: readonly Uint8Array[]): Uint8Array =>
  concat(Uint8Array.of(0x21, label), ...rows.map((row) => concat(Uint8Array.of(row.length), row)), Uint8Array.of(0));
export const gifScreen = (width: number, height: number): Uint8Array =>
  concat(ascii("GIF89a"), u16Little(width), u16Little(height), Uint8Array.of(0x80, 0, 0, 0, 0, 0, 255, 255, 255));
export const gifImage = (width: number, height: number, data: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(0x2c, 0, 0, 0, 0), u16Little(width), u16Little(height), Uint8Array.of(0, 2), gifRow(data));

// HEIC and AVIF

const box = (name: string, ...content: readonly Uint8Array[]): Uint8Array => {
  const whole = concat(...content);
  return concat(u32Big(whole.length + 8), ascii(name), whole);
};
export const fileType = (...[major = "", ...compatible]: readonly string[]): Uint8Array =>
  box("ftyp", ascii(major), u32Big(0), ascii(compatible.join("")));
export const avifOfSize = (width: number, height: number): Uint8Array =>
  concat(
    fileType("avif", "mif1", "miaf"),
    box(
      "meta",
      u32Big(0),
      box("iprp", box("ipco", box("ispe", u32Big(0), u32Big(width), u32Big(height)))),
      box("Exif", exifWithPlace()),
    ),
    box("mdat", ascii(CANARY)),
  );
