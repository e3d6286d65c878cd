import type { StoredFile } from "#shared/domain/file.ts";
import type { RichBlock, RichText } from "#shared/domain/rich-text.ts";

/** What pictures show in words, where a text says it, by the id of their file. */
export function descriptionsIn(text: RichText): ReadonlyMap<string, string> {
  const descriptions = new Map<string, string>();
  const look = (blocks: readonly RichBlock[]): void => {
    for (const block of blocks) {
      if (block.type === "image") {
        if (block.attrs.alt !== "") descriptions.set(block.attrs.file, block.attrs.alt);
      } else if (block.type === "blockquote") {
        look(block.content);
      } else if (block.type === "bulletList" || block.type === "orderedList" || block.type === "taskList") {
        for (const item of block.content) look(item.content);
      }
    }
  };
  look(text.content);
  return descriptions;
}

/** A file that is shown as a picture. */
export interface ShownPicture extends StoredFile {
  readonly picture: NonNullable<StoredFile["picture"]>;
}

export const isShownPicture = (file: StoredFile): file is ShownPicture => file.picture !== null;
