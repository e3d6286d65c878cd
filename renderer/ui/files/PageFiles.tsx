import type { JSX, Ref } from "react";
import type { EditorHandle, FilesHandle } from "../editor/editor-handle.ts";
import type { OpenPage, PageText } from "../open-page.ts";

/** The photos and files of a page that is being written: adding them by button, drop and paste, seeing, saving and removing them. */
export function PageFiles(_props: {
  ref?: Ref<FilesHandle>;
  page: OpenPage;
  text: PageText;
  editor: Pick<EditorHandle, "insertImage">;
}): JSX.Element {
  return <></>;
}
