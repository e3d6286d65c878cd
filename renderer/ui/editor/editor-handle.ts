/** What stands around the editor on a page, and the editor, know of one another. */
import type { StoredFile } from "#shared/domain/file.ts";
import type { RichBlock } from "#shared/domain/rich-text.ts";

/**
 * The editor of a page, for what stands around it. One for the whole opening of a page; what is asked of it before the
 * editor is loaded is done as soon as it is.
 */
export interface EditorHandle {
  /**
   * Puts blocks below the one the caret is in, or in the place of that one when it is an empty paragraph: no word goes.
   * The caret comes after them, in an empty paragraph or at their end. One step of undo. What would not fit the page [D8]
   * is refused with the editor's own sentence.
   */
  insert(blocks: readonly RichBlock[]): void;
  /** Puts a picture as a block of its own, as `insert` does. Its file has to be among the page's files already. */
  insertImage(file: StoredFile, alt?: string): void;
  /** Puts the focus into the text, where the caret last was. */
  focus(): void;
}

/** What the editor asks of a page's files: the `ref` of `<PageFiles>`. */
export interface FilesHandle {
  /** Opens the choice of a photo or another file: "Photo" of the slash menu. */
  choose(): void;
  /** Takes files in that were pasted into the text: prepared, kept, added to the page, its pictures put at the caret. */
  addFiles(files: readonly File[]): void;
}

/** What the editor asks of a page's prompts: the `ref` of `<EntryExtras>`. Both put what is chosen in by `EditorHandle.insert`. */
export interface PromptsHandle {
  choosePrompt(): void;
  chooseTemplate(): void;
}
