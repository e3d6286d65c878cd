import type { SealedFile } from "#shared/domain/file.ts";

export type FileUrl =
  | { readonly kind: "opening" }
  | { readonly kind: "shown"; readonly url: string }
  /** Its parts are not there. */
  | { readonly kind: "missing" }
  /** Its parts are not whole, or not the picture they are said to be. */
  | { readonly kind: "damaged" };

/**
 * A blob: URL of a picture, revoked when its component leaves and when the journal locks. Null opens nothing yet. Only bytes that are a
 * picture of this type get one: never markup, whatever a record says of them.
 */
export function useFileUrl(_file: SealedFile | null, _type: string): FileUrl {
  return { kind: "opening" };
}
