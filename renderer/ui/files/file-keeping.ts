import type { SealedFile } from "#shared/domain/file.ts";

/** What the journal does with the bytes of files. */
export interface FileKeeping {
  /** Seals a file and puts its parts on the disk. It is nobody's until a record that names it is saved. */
  keepFile(bytes: Uint8Array): Promise<SealedFile>;
  /** Opens it again. Throws "damaged" or "not-found" where its parts are not whole. */
  readFile(file: SealedFile): Promise<Uint8Array>;
}
