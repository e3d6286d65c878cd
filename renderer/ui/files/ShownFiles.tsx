import type { JSX } from "react";
import type { StoredFile } from "#shared/domain/file.ts";
import type { RichText } from "#shared/domain/rich-text.ts";

/** The photos and files of a text that is read. Pictures that stand in `text` are shown there and left out here. Nothing for no files. */
export function ShownFiles(_props: { files: readonly StoredFile[]; text?: RichText }): JSX.Element | null {
  return null;
}
