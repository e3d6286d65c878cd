import { TwofoldError } from "#shared/base/errors.ts";
import type { StoredFile } from "#shared/domain/file.ts";
import type { FileKeeping } from "./file-keeping.ts";

/** A file of the person's own, as the browser hands it over or as an archive held it. */
export type FileToAdd = File | { readonly name: string; readonly bytes: Uint8Array };

/** A file as it will be sealed. */
export interface PreparedFile {
  readonly kind: "prepared";
  /** Tidied to one line of at most 200 characters, never empty. */
  readonly name: string;
  /** Told by its bytes, never by its name. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** For a picture that is shown: its size in pixels as it is shown, and a small WebP of it. */
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

/**
 * Reads a file and makes it ready to be sealed: its type by its bytes, without what a picture says about its making, with a small
 * picture. What cannot be taken is an answer. Bigger than 20 MiB is refused unread, more than 100 megapixels undecoded.
 */
export async function prepareFile(_file: FileToAdd): Promise<PreparedFile | RefusedFile> {
  throw new TwofoldError("bug", "not there yet");
}

/** Seals a prepared file and its small picture. It is nobody's until a record that names it is saved. Rejects as `keepFile` does. */
export async function keepPrepared(_journal: Pick<FileKeeping, "keepFile">, _file: PreparedFile): Promise<StoredFile> {
  throw new TwofoldError("bug", "not there yet");
}
