import type { Journal } from "#renderer/store/journal.ts";
import { TwofoldError } from "#shared/base/errors.ts";
import { FILE_MAX_BYTES, type StoredFile } from "#shared/domain/file.ts";
import { tidyLine } from "#shared/domain/revision.ts";
import {
  claimedSize,
  isPictureType,
  typeByBytes,
  withoutMetadata,
  type CuttablePicture,
  type PictureType,
} from "#shared/exchange/picture-metadata.ts";

/** A file of the person's own, as the browser hands it over or as an archive held it. */
export type FileToAdd = File | { readonly name: string; readonly bytes: Uint8Array };

/** A file as it will be sealed. */
export interface PreparedFile {
  readonly kind: "prepared";
  /** Tidied to one line of at most 200 characters without folders; empty where nothing is left of it. */
  readonly name: string;
  /** Told by its bytes, never by its name. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** For a picture that is shown: its size in pixels as it is shown, and a small one of it. */
  readonly picture: { readonly width: number; readonly height: number; readonly small: Uint8Array<ArrayBuffer> } | null;
  /** Whether it said where it was taken, which was taken out. */
  readonly placeTakenOut: boolean;
  /** Whether it had to be made anew as WebP, as what it says about its making could not be cut out of it. */
  readonly madeAnew: boolean;
}

/** A file that is not taken, and why. Nothing of it was kept. */
export interface RefusedFile {
  readonly kind: "refused";
  readonly name: string;
  readonly why: "too-big" | "empty" | "heic" | "too-many-pixels" | "unreadable";
}

/** The most pixels a picture may claim: more is refused before it is decoded. */
export const MOST_PIXELS = 100_000_000;
/** The longest side of a small picture, in pixels. */
const SMALL_SIDE = 480;
/** The longest side WebP can have. */
const WEBP_SIDE = 16_383;
const NAME_LENGTH = 200;
/** The longest ending of a name that is kept when the name is cut. */
const ENDING_LENGTH = 20;

/**
 * Reads a file and makes it ready to be sealed: its type by its bytes, without what a picture says about its making, with a small
 * picture. What cannot be taken is an answer. Bigger than 20 MiB is refused unread, more than 100 megapixels undecoded. What is no
 * picture, or one that this browser cannot decode, is kept byte for byte.
 */
export async function prepareFile(file: FileToAdd): Promise<PreparedFile | RefusedFile> {
  const name = tidyName(file.name);
  const refused = (why: RefusedFile["why"]): RefusedFile => ({ kind: "refused", name, why });

  const size = file instanceof File ? file.size : file.bytes.length;
  if (size > FILE_MAX_BYTES) return refused("too-big");
  const bytes = await bytesOf(file);
  if (bytes === null) return refused("unreadable");
  if (bytes.length === 0) return refused("empty");
  if (bytes.length > FILE_MAX_BYTES) return refused("too-big"); // it grew since it was chosen

  const type = typeByBytes(bytes);
  if (type === "image/heic") return refused("heic");
  const asItIs: PreparedFile = {
    kind: "prepared",
    name,
    type,
    bytes,
    picture: null,
    placeTakenOut: false,
    madeAnew: false,
  };
  if (!isPictureType(type)) return asItIs;

  const claimed = claimedSize(bytes, type);
  if (claimed === null) return asItIs;
  if (claimed.width * claimed.height > MOST_PIXELS) return refused("too-many-pixels");
  const picture = (await cutPicture(bytes, type)) ?? (await pictureMadeAnew(bytes, type));
  if (picture === null) return asItIs;
  const prepared: PreparedFile = {
    ...asItIs,
    ...picture,
    name: picture.madeAnew ? `${clipped(stemOf(name), NAME_LENGTH - ".webp".length)}.webp` : name,
    placeTakenOut: await saysWhereItWasTaken(bytes),
  };
  return prepared.bytes.length > FILE_MAX_BYTES ? refused("too-big") : prepared;
}

/** Seals a prepared file and its small picture. It is nobody's until a record that names it is saved. Rejects as `keepFile` does. */
export async function keepPrepared(
  journal: Pick<Journal, "keepFile">,
  { name, type, bytes, picture }: PreparedFile,
): Promise<StoredFile> {
  const sealed = await journal.keepFile(bytes);
  if (picture === null) return { sealed, name, type, picture };
  const { width, height, small } = picture;
  return { sealed, name, type, picture: { width, height, small: await journal.keepFile(small) } };
}

/** Characters that make text run the other way. They show nothing themselves. */
export const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** All bytes of a file; null where it is a folder, or went away since it was chosen. */
async function bytesOf(file: FileToAdd): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!(file instanceof File)) return file.bytes.slice();
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return null; // the answer says it
  }
}

const clipped = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, "");

const stemOf = (name: string): string => name.replace(/\.[^.]*$/, "");

/** A name without its folders, on one line, reading in one direction, and short enough: its ending stays when it is cut. */
function tidyName(name: string): string {
  const tidy = tidyLine((/[^/\\]*$/.exec(name)?.[0] ?? "").replace(TURNING, ""));
  if (tidy.length <= NAME_LENGTH) return tidy;
  const ending = /\.[^.]*$/.exec(tidy)?.[0] ?? "";
  if (ending.length > ENDING_LENGTH) return clipped(tidy, NAME_LENGTH);
  return clipped(stemOf(tidy), NAME_LENGTH - ending.length) + ending;
}

type ShownPicture = Pick<PreparedFile, "type" | "bytes" | "picture" | "madeAnew">;

/** The picture without what it says about its making, pixel for pixel; null where that cannot be cut out of it. */
async function cutPicture(bytes: Uint8Array<ArrayBuffer>, type: PictureType): Promise<ShownPicture | null> {
  if (type === "image/avif") return null; // its Exif lies among the bytes of its pixels
  const cut = cutOrNull(bytes, type);
  const bitmap = cut === null ? null : await decoded(cut, type);
  if (cut === null || bitmap === null) return null;
  try {
    const small = await drawn(bitmap, SMALL_SIDE, 0.8);
    return { type, bytes: cut, picture: { width: bitmap.width, height: bitmap.height, small }, madeAnew: false };
  } finally {
    bitmap.close();
  }
}

function cutOrNull(bytes: Uint8Array, type: CuttablePicture): Uint8Array<ArrayBuffer> | null {
  try {
    return withoutMetadata(bytes, type);
  } catch (thrown) {
    if (thrown instanceof TwofoldError && thrown.code === "malformed") return null;
    throw thrown;
  }
}

/** What the browser shows of a picture, as WebP: its pixels and nothing else. Null where it cannot be decoded. */
async function pictureMadeAnew(bytes: Uint8Array<ArrayBuffer>, type: PictureType): Promise<ShownPicture | null> {
  const bitmap = await decoded(bytes, type);
  if (bitmap === null) return null;
  try {
    const { width, height } = fitted(bitmap, WEBP_SIDE);
    const small = await drawn(bitmap, SMALL_SIDE, 0.8);
    const whole = await drawn(bitmap, WEBP_SIDE, 0.92);
    return { type: "image/webp", bytes: whole, picture: { width, height, small }, madeAnew: true };
  } finally {
    bitmap.close();
  }
}

/** The first frame, turned as it is to be shown; null where the browser cannot decode it. */
async function decoded(bytes: Uint8Array<ArrayBuffer>, type: PictureType): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(new Blob([bytes], { type }));
  } catch {
    return null; // then it is no picture to this browser
  }
}

function fitted({ width, height }: { width: number; height: number }, longest: number) {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A bitmap as WebP whose longest side is no longer than this. */
async function drawn(bitmap: ImageBitmap, longest: number, quality: number): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = fitted(bitmap, longest);
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d");
  if (pen === null) throw new TwofoldError("bug", "no canvas");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, width, height);
  const blob = await canvas.convertToBlob({ type: "image/webp", quality });
  return new Uint8Array(await blob.arrayBuffer());
}

const PLACE_IN_XMP =
  /GPS(?:Dest)?(?:Latitude|Longitude)|photoshop:(?:City|State|Country)|Iptc4xmp(?:Core|Ext):(?:Location|City|Sublocation)/;
const PLACE_IN_IPTC = ["City", "Sub-location", "Province/State", "Country/Primary Location Name"];

/** Whether a picture says where it was taken. What cannot be read is taken out all the same: only the word about it is missing then. */
async function saysWhereItWasTaken(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const { load } = await import("exifreader");
  let isInXmp = false;
  // The page's policy lets no string become a document, and all that is asked of XMP is whether it names a place.
  const domParser = {
    parseFromString(xml: string): never {
      isInXmp ||= PLACE_IN_XMP.test(xml);
      throw new TwofoldError("malformed", "read no further");
    },
  };
  try {
    const { exif, gps, iptc } = await load(bytes.buffer, { expanded: true, async: true, domParser });
    const isInExif = gps?.Latitude !== undefined || gps?.Longitude !== undefined || exif?.GPSLatitude !== undefined;
    return isInXmp || isInExif || PLACE_IN_IPTC.some((field) => Object.hasOwn(iptc ?? {}, field));
  } catch {
    return isInXmp; // one with no metadata at all is thrown too
  }
}
