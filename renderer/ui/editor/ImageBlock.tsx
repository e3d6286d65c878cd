import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import { NodeViewWrapper, type ReactNodeViewProps } from "@tiptap/react";
import { createContext, useContext, useRef, type JSX, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { StoredFile } from "#shared/domain/file.ts";
import { RICH_TEXT_LIMITS } from "#shared/domain/rich-text.ts";
import { ShownImage } from "../files/ShownImage.tsx";

/** The files of the page that is open, for the pictures in its text. */
export const PageFilesContext = createContext<readonly StoredFile[]>([]);

/**
 * A picture in a text that is being written, and below it what it shows in words. Tab goes from the chosen picture to
 * its words; Enter, Escape and the arrow keys up and down go back into the text.
 */
export function ImageBlock({ editor, node, getPos, selected, updateAttributes }: ReactNodeViewProps): JSX.Element {
  const { t } = useTranslation("writing");
  const files = useContext(PageFilesContext);
  const words = useRef<HTMLInputElement>(null);
  const alt = String(node.attrs["alt"]);

  function leave(event: KeyboardEvent): void {
    const at = getPos();
    if (at === undefined || event.nativeEvent.isComposing) return;
    if (!["Enter", "Escape", "ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const { state, view } = editor;
    const beside = event.key === "ArrowUp" ? at : at + node.nodeSize;
    const selection =
      event.key === "Escape" || (event.key === "Enter" && beside >= state.doc.content.size)
        ? NodeSelection.create(state.doc, at)
        : TextSelection.near(state.doc.resolve(beside), event.key === "ArrowUp" ? -1 : 1);
    view.dispatch(state.tr.setSelection(selection).scrollIntoView());
    view.focus();
  }

  return (
    <NodeViewWrapper
      as="div"
      className="rich-text-picture"
      data-selected={selected || undefined}
      contentEditable={false}
      role="group"
      aria-label={alt === "" ? t("image.label") : t("image.labelled", { alt })}
    >
      <ShownImage file={String(node.attrs["file"])} alt={alt} files={files} />
      <input
        ref={words}
        className="rich-text-alt"
        dir="auto"
        autoComplete="off" // the browser would keep it in the clear, to suggest it again
        spellCheck={false}
        maxLength={RICH_TEXT_LIMITS.alt}
        aria-label={t("image.says")}
        placeholder={t("image.hint")}
        value={alt}
        onChange={(event) => updateAttributes({ alt: event.target.value })}
        onKeyDown={leave}
      />
    </NodeViewWrapper>
  );
}
