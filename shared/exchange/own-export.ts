/**
 * The layout of our own export, a zip that reads back without loss [D40]: `records.jsonl`, and beside it the opened bytes of every sealed
 * file its records name, small pictures included.
 */
import type { SealedFile } from "../domain/file.ts";

/** The name of the records' file, at the root of the zip. */
export const OWN_RECORDS = "records.jsonl";

/** What it is, in plain words for people, and in numbers; neither is read when it comes in again. */
export const OWN_README = "readme.txt";
export const OWN_MANIFEST = "manifest.json";

const FILES = "files/";

/**
 * Where the bytes of a sealed file lie in the zip. The ending is for people who look into it; reading back goes by the id alone.
 *
 * @param name the file's name, whose ending is taken when it is short and plain
 */
export function ownExportPath({ id }: Pick<SealedFile, "id">, name: string): string {
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0].toLowerCase() ?? "";
  return `${FILES}${id}${ending}`;
}

/** The id of the sealed file whose bytes lie at a path; null for any other path. */
export const fileIdAt = (path: string): string | null =>
  /^files\/([A-Za-z0-9_-]{21}[AQgw])(?:\.[a-z0-9]{1,8})?$/.exec(path)?.[1] ?? null;
