import { z } from "../base/zod.ts";
import { line } from "./fields.ts";

/** The most bytes one file of an entry may have: 20 MiB [D61]. */
export const FILE_MAX_BYTES = 20 * 1024 * 1024;

const bytesAsText = (characters: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${characters}}$`));

/**
 * Where sealed bytes are and what opens them: the vault's AttachmentRef (../vault/SPEC.md, [V32]). Who reads it reads the file, so a
 * shared copy shares the file.
 */
export const SealedFile = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]$/),
  /** 32 bytes. */
  key: bytesAsText(43),
  bytes: z.int().min(0).max(FILE_MAX_BYTES),
  /** The names of its parts, in their order. */
  parts: z.array(bytesAsText(43)).min(1).max(64),
});
export type SealedFile = z.infer<typeof SealedFile>;

/** A photo or another file of an entry [D60]. Its bytes are sealed apart, as they are after what they said of a place was taken out. */
export const StoredFile = z.strictObject({
  sealed: SealedFile,
  name: line(200),
  /** Its media type, as "image/jpeg", in small letters without parameters. */
  type: z
    .string()
    .max(100)
    .regex(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/),
  /** For an image that can be shown: its size in pixels as it is shown, and a small picture of it. Null for any other file. */
  picture: z
    .strictObject({
      width: z.int().min(1).max(100_000),
      height: z.int().min(1).max(100_000),
      small: SealedFile.nullable(),
    })
    .nullable(),
});
export type StoredFile = z.infer<typeof StoredFile>;

/** Every sealed file behind a stored one: itself, and its small picture. */
export const sealedFilesOf = ({ sealed, picture }: StoredFile): SealedFile[] =>
  picture?.small == null ? [sealed] : [sealed, picture.small];
