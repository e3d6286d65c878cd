import type { JSX, ReactNode, Ref } from "react";
import type { EditorHandle, PromptsHandle } from "../editor/editor-handle.ts";
import type { OpenPage, PageText } from "../open-page.ts";

/**
 * What a page has beside its title and text: prompts and templates to begin from, mood, feelings, tags, the needs it speaks of, and the
 * star. `children` are more tools in the same row.
 */
export function EntryExtras(_props: {
  ref?: Ref<PromptsHandle>;
  page: OpenPage;
  text: PageText;
  editor: Pick<EditorHandle, "insert" | "focus">;
  children?: ReactNode;
}): JSX.Element {
  return <></>;
}
