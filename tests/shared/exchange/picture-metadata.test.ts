import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, u32 } from "#shared/base/bytes.ts";
import { TwofoldError } from "#shared/base/errors.ts";
import {
  claimedSize,
  isPictureType,
  typeByBytes,
  withoutMetadata,
  type CuttablePicture,
} from "#shared/exchange/picture-metadata.ts";
import {
  ascii,
  avifOfSize,
  CANARY,
  exifWithPlace,
  fileType,
  gifExtension,
  gifImage,
  gifScreen,
  JPEG_BEGIN,
  JPEG_END,
  jpegExif,
  jpegSegment,
  jpegXmp,
  PNG_SIGNATURE,
  pngChunk,
  pngHeader,
  riffChunk,
  u32Big,
  webpExtended,
  webpOf,
  xmpWithPlace,
} from "../../support/made-pictures.ts";

/** A piece of a picture and what is to be left of it: itself where it is needed to show the picture. */
interface Piece {
  readonly bytes: Uint8Array;
  readonly left: Uint8Array | null;
}

const needed = (bytes: Uint8Array): Piece => ({ bytes, left: bytes });
const gone = (bytes: Uint8Array): Piece => ({ bytes, left: null });
const all = (pieces: readonly Piece[]): Uint8Array => concat(...pieces.map(({ bytes }) => bytes));
const left = (pieces: readonly Piece[]): Uint8Array => concat(...pieces.map(({ left }) => left ?? new Uint8Array()));
const secret = ascii(`taken at ${CANARY}`);

const bytes = (maxLength = 40) => fc.uint8Array({ maxLength });
const some = (...pieces: readonly fc.Arbitrary<Piece>[]) => fc.array(fc.oneof(...pieces), { maxLength: 12 });
const known = (make: (content: Uint8Array) => Piece) => bytes().map(make);

/** A made picture, and exactly what is to be left of it. */
interface Made {
  readonly type: CuttablePicture;
  readonly whole: Uint8Array;
  readonly cut: Uint8Array;
}

const size = { width: 40, height: 30 };
const frame = jpegSegment(0xc0, Uint8Array.of(8, 0, size.height, 0, size.width, 1, 1, 0x11, 0));
const jpegPieces = some(
  known((content) => needed(jpegSegment(0xdb, content))),
  known((content) => needed(jpegSegment(0xc4, content))),
  known((content) => needed(jpegSegment(0xe2, concat(ascii("ICC_PROFILE\0\x01\x01"), content)))),
  known((content) => needed(jpegSegment(0xee, concat(ascii("Adobe"), content)))),
  fc.constantFrom(
    gone(jpegExif(exifWithPlace())),
    gone(jpegXmp),
    gone(jpegSegment(0xed, concat(ascii("Photoshop 3.0\0"), secret))),
    gone(jpegSegment(0xe2, concat(ascii("MPF\0"), secret))),
    gone(jpegSegment(0xe0, concat(ascii("JFXX\0"), secret))),
    gone(jpegSegment(0xfe, secret)),
    gone(jpegSegment(0xf5, secret)),
    gone(ascii("\xff\xff\xff\x01")), // fill, and a marker that stands alone
  ),
);
/** A scan: its header, then data in which FF is followed by 00 or a restart. */
const scans = fc
  .array(
    fc.tuple(bytes(10), fc.array(fc.oneof(fc.integer({ min: 0, max: 254 }), fc.constantFrom("\xff\0", "\xff\xd3")))),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((several) =>
    several.map(([header, data]) =>
      needed(
        concat(
          jpegSegment(0xda, header),
          ...data.map((code) => (typeof code === "number" ? Uint8Array.of(code) : ascii(code))),
        ),
      ),
    ),
  );
const jpegs: fc.Arbitrary<Made> = fc
  .record({ before: jpegPieces, scans, between: jpegPieces, behind: fc.constantFrom(new Uint8Array(), secret) })
  .map(({ before, scans, between, behind }) => {
    const [first, ...later] = scans;
    const pieces = [...before, needed(frame), ...(first === undefined ? [] : [first]), ...between, ...later];
    return {
      type: "image/jpeg",
      whole: concat(JPEG_BEGIN, all(pieces), JPEG_END, behind),
      cut: concat(JPEG_BEGIN, left(pieces), JPEG_END),
    };
  });

const pngs: fc.Arbitrary<Made> = fc
  .record({
    pieces: some(
      fc
        .tuple(fc.constantFrom("PLTE", "IDAT", "tRNS", "iCCP", "gAMA", "sRGB", "fcTL", "fdAT", "pHYs"), bytes())
        .map(([name, content]) => needed(pngChunk(name, content))),
      fc
        .constantFrom("tEXt", "zTXt", "iTXt", "tIME", "caBX", "prVt", "iDOT")
        .map((name) => gone(pngChunk(name, secret))),
      fc.constant(gone(pngChunk("eXIf", exifWithPlace()))),
    ),
    behind: fc.constantFrom(new Uint8Array(), secret),
  })
  .map(({ pieces, behind }) => {
    const framed = [needed(pngHeader(size.width, size.height)), ...pieces, needed(pngChunk("IEND", new Uint8Array()))];
    return {
      type: "image/png",
      whole: concat(PNG_SIGNATURE, all(framed), behind),
      cut: concat(PNG_SIGNATURE, left(framed)),
    };
  });

const lossless = needed(
  riffChunk("VP8L", concat(Uint8Array.of(0x2f), u32((size.width - 1) | ((size.height - 1) << 14)))),
);
const webps: fc.Arbitrary<Made> = fc
  .record({
    flags: fc.constantFrom(0x10, 0x20, 0x30),
    pieces: some(
      known((content) => needed(riffChunk("ALPH", content))),
      known((content) => needed(riffChunk("ICCP", content))),
      fc.constantFrom(
        gone(riffChunk("EXIF", exifWithPlace())),
        gone(riffChunk("XMP ", xmpWithPlace)),
        gone(riffChunk("C2PA", secret)),
        {
          bytes: riffChunk("ANMF", concat(new Uint8Array(16), lossless.bytes, riffChunk("note", secret))),
          left: riffChunk("ANMF", concat(new Uint8Array(16), lossless.bytes)),
        },
      ),
    ),
    behind: fc.constantFrom(new Uint8Array(), secret),
  })
  .map(({ flags, pieces, behind }) => ({
    type: "image/webp",
    whole: concat(webpOf(webpExtended(flags | 0x0c, size.width, size.height), all(pieces), lossless.bytes), behind),
    cut: webpOf(webpExtended(flags, size.width, size.height), left(pieces), lossless.bytes),
  }));

const gifs: fc.Arbitrary<Made> = fc
  .record({
    pieces: some(
      known((content) => needed(gifExtension(0xf9, Uint8Array.of(4, ...content.subarray(0, 3))))),
      bytes(600).map((content) => needed(gifImage(size.width, size.height, content))),
      fc.constant(needed(gifExtension(0xff, ascii("NETSCAPE2.0"), Uint8Array.of(1, 0, 0)))),
      fc.constantFrom(
        gone(gifExtension(0xfe, secret)),
        gone(gifExtension(0xff, ascii("XMP DataXMP"), secret)),
        gone(gifExtension(0xff, ascii("MGK8BIM0000"), secret)),
      ),
    ),
    behind: fc.constantFrom(new Uint8Array(), Uint8Array.of(0x3b), concat(Uint8Array.of(0x3b), secret)),
  })
  .map(({ pieces, behind }) => {
    const framed = [
      needed(gifScreen(size.width, size.height)),
      ...pieces,
      needed(gifImage(size.width, size.height, Uint8Array.of(0x4c, 0x01))),
    ];
    return {
      type: "image/gif",
      whole: concat(all(framed), behind),
      cut: concat(left(framed), Uint8Array.of(0x3b)),
    };
  });

const FORMATS = [
  ["JPEG", jpegs],
  ["PNG", pngs],
  ["WebP", webps],
  ["GIF", gifs],
] as const;

/** The picture without its metadata, or "malformed"; any other failure is one of the test's. */
function cutOf(whole: Uint8Array, type: CuttablePicture): Uint8Array | "malformed" {
  try {
    return withoutMetadata(whole, type);
  } catch (thrown) {
    if (thrown instanceof TwofoldError && thrown.code === "malformed") return "malformed";
    throw thrown;
  }
}

const says = (picture: Uint8Array, words: string): boolean => Buffer.from(picture).includes(words, 0, "latin1");

describe.each(FORMATS)("[D61] a %s", (_name, pictures) => {
  test("keeps what shows it to the letter, and nothing of its making, in between or behind its end", () => {
    fc.assert(
      fc.property(pictures, ({ type, whole, cut }) => {
        expect(typeByBytes(whole)).toBe(type);
        expect(claimedSize(whole, type)).toEqual(size);
        expect(Buffer.from(withoutMetadata(whole, type))).toEqual(Buffer.from(cut));
        expect(Buffer.from(withoutMetadata(cut, type))).toEqual(Buffer.from(cut));
        expect(says(cut, CANARY)).toBe(false);
      }),
    );
  });

  test("that was cut short is malformed, or what is left of it says nothing", () => {
    fc.assert(
      fc.property(pictures, fc.nat(), ({ type, whole }, at) => {
        const short = whole.subarray(0, at % whole.length);
        const cut = cutOf(short, type);
        if (cut !== "malformed") expect(says(cut, CANARY)).toBe(false);
        claimedSize(short, type);
      }),
    );
  });

  test("whose bytes are anything behind its first ones ends in an answer no longer than it is, but for how it is turned", () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(pictures, damage, bytes(200), ({ type, whole }, changes, noise) => {
        for (const hostile of [whole.slice(), concat(whole.subarray(0, 12), noise)]) {
          for (const [at, byte] of changes) hostile[at % hostile.length] = byte;
          const cut = cutOf(hostile, type);
          if (cut !== "malformed") expect(cut.length).toBeLessThanOrEqual(hostile.length + 64);
          claimedSize(hostile, type);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const turned = exifWithPlace({ orientation: 6 });
const KEPT_TURN = Buffer.from("4d4d002a00000008000101120003000000010006000000000000", "hex");
const scan = concat(jpegSegment(0xda, Uint8Array.of(1)), ascii("pixels"));

test.each([
  ["JPEG", "image/jpeg", concat(JPEG_BEGIN, jpegExif(turned), frame, scan, JPEG_END), "Exif"],
  [
    "JPEG of the other byte order",
    "image/jpeg",
    concat(JPEG_BEGIN, jpegExif(exifWithPlace({ orientation: 6, order: "II" })), frame, scan, JPEG_END),
    "Exif",
  ],
  [
    "PNG",
    "image/png",
    concat(
      PNG_SIGNATURE,
      pngHeader(4, 4),
      pngChunk("IDAT", new Uint8Array(8)),
      pngChunk("eXIf", turned),
      pngChunk("IEND", new Uint8Array()),
    ),
    "eXIf",
  ],
  ["WebP", "image/webp", webpOf(webpExtended(0x08, 4, 4), lossless.bytes, riffChunk("EXIF", turned)), "EXIF"],
] as const)("[D61] how a %s is turned stays, alone", (_name, type, picture, where) => {
  const cut = withoutMetadata(picture, type);
  expect(says(cut, where)).toBe(true);
  expect(Buffer.from(cut).includes(KEPT_TURN)).toBe(true);
  expect(says(cut, CANARY)).toBe(false);
  expect(Buffer.from(withoutMetadata(cut, type))).toEqual(Buffer.from(cut));
  if (type === "image/png") expect(Buffer.from(cut).includes(Buffer.from(pngChunk("eXIf", KEPT_TURN)))).toBe(true); // with its check sum
  if (type === "image/webp") expect(cut[20]).toBe(0x08); // its flags say that it is there
});

test("[D61] a JFIF header stays without its thumbnail", () => {
  const header = concat(ascii("JFIF\0"), Uint8Array.of(1, 2, 1, 0, 72, 0, 72));
  const whole = concat(
    JPEG_BEGIN,
    jpegSegment(0xe0, concat(header, Uint8Array.of(4, 4), secret)),
    frame,
    scan,
    JPEG_END,
  );
  const plain = concat(JPEG_BEGIN, jpegSegment(0xe0, concat(header, Uint8Array.of(0, 0))), frame, scan, JPEG_END);
  expect(Buffer.from(withoutMetadata(whole, "image/jpeg"))).toEqual(Buffer.from(plain));
});

test("[D61] pictures whose parts do not fit are malformed", () => {
  const png = (...chunks: readonly Uint8Array[]) => concat(PNG_SIGNATURE, ...chunks);
  const end = pngChunk("IEND", new Uint8Array());
  const cases: readonly (readonly [CuttablePicture, Uint8Array])[] = [
    ["image/jpeg", JPEG_BEGIN],
    ["image/jpeg", concat(JPEG_BEGIN, JPEG_END)],
    ["image/jpeg", concat(JPEG_BEGIN, frame, JPEG_BEGIN, scan, JPEG_END)],
    ["image/jpeg", concat(JPEG_BEGIN, ascii("\xff\xdb\0\x01"))],
    ["image/png", png(end)],
    ["image/png", png(pngHeader(4, 4), pngHeader(4, 4), end)],
    ["image/png", png(pngHeader(4, 4), pngChunk("NEED", secret), end)],
    ["image/png", png(pngHeader(4, 4), u32Big(0xffff_ffff), ascii("IDAT"))],
    ["image/webp", webpOf()],
    ["image/webp", webpOf(webpExtended(0, 4, 4))],
    ["image/webp", webpOf(riffChunk("ANMF", new Uint8Array(4)))],
    ["image/webp", concat(ascii("RIFF"), u32(0xffff_fff0), ascii("WEBP"))],
    ["image/gif", gifScreen(4, 4)],
    ["image/gif", concat(gifScreen(4, 4), ascii("?"))],
    ["image/gif", concat(gifScreen(4, 4), Uint8Array.of(0x2c, 0, 0))],
  ];
  expect(cases.map(([type, picture]) => cutOf(picture, type))).toEqual(cases.map(() => "malformed"));
  const grain = Array.from({ length: 70_000 }, () => pngChunk("IDAT", new Uint8Array()));
  expect(cutOf(png(pngHeader(4, 4), joined(grain), end), "image/png")).toBe("malformed"); // more parts than any picture needs
});

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

test("[D61] the size that counts is the largest a picture claims", () => {
  const claims = (type: CuttablePicture | "image/avif", picture: Uint8Array) => claimedSize(picture, type);
  expect(claims("image/png", concat(PNG_SIGNATURE, pngHeader(60_000, 50_000)))).toEqual({
    width: 60_000,
    height: 50_000,
  });
  expect(claims("image/gif", concat(gifScreen(2, 2), gifImage(9_000, 8_000, Uint8Array.of(1))))).toEqual({
    width: 9_000,
    height: 8_000,
  });
  expect(
    claims(
      "image/webp",
      webpOf(webpExtended(0x02, 2, 2), riffChunk("ANMF", concat(new Uint8Array(16), lossless.bytes))),
    ),
  ).toEqual(size);
  expect(claims("image/webp", webpOf(riffChunk("VP8 ", ascii("\0\0\0\x9d\x01\x2a\x40\x01\xf0\0"))))).toEqual({
    width: 320,
    height: 240,
  });
  expect(claims("image/avif", avifOfSize(16_000, 12_000))).toEqual({ width: 16_000, height: 12_000 });
  expect(claims("image/avif", concat(avifOfSize(4, 4), ascii("\0\0\0\x08moov")))).toBeNull(); // a film's size stands elsewhere
  expect(claims("image/jpeg", concat(JPEG_BEGIN, jpegSegment(0xc2, new Uint8Array(9)), scan))).toBeNull();
});

test("a type is told by how the bytes begin, and only five are pictures", () => {
  const types = [
    [fileType("heic", "mif1", "heic"), "image/heic"],
    [fileType("mif1", "heic"), "image/heic"],
    [fileType("hevc", "msf1"), "image/heic"],
    [fileType("mif1", "avif", "miaf"), "image/avif"],
    [fileType("isom", "mp42"), "application/octet-stream"],
    [concat(u32Big(0xffff_ffff), ascii("ftypheic")), "image/heic"],
    [ascii("%PDF-1.7"), "application/pdf"],
    [ascii("<svg xmlns='http://www.w3.org/2000/svg'/>"), "application/octet-stream"],
    [ascii("<!doctype html>"), "application/octet-stream"],
    [ascii("BM"), "application/octet-stream"],
    [new Uint8Array(), "application/octet-stream"],
  ] as const;
  expect(types.map(([begin]) => typeByBytes(begin))).toEqual(types.map(([, type]) => type));
  expect(types.filter(([, type]) => isPictureType(type)).map(([, type]) => type)).toEqual(["image/avif"]);
});
