import { useEditorState, type Editor } from "@tiptap/react";
import { useEffect, useLayoutEffect, useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../Icon.tsx";
import { activate, choicesFor, choose, openSlash, optionId, type SlashChoice } from "./slash.ts";

/** Least distance of the menu from the window's edges, in CSS pixels. */
const EDGE = 8;

/**
 * The choices behind a slash, beside it. The focus stays in the text: arrow keys, Enter and Escape are heard there, and
 * `aria-activedescendant` says which choice is meant.
 */
export function SlashMenu({
  id,
  editor,
  choices,
}: {
  id: string;
  editor: Editor;
  choices: readonly SlashChoice[];
}): JSX.Element | null {
  const { t } = useTranslation("writing");
  const open = useEditorState({ editor, selector: ({ editor: at }) => openSlash(at.state) });
  const list = useRef<HTMLUListElement>(null);
  const [resized, setResized] = useState(0);
  const offered = open === null ? [] : choicesFor(choices, open.query);
  const from = offered.length === 0 ? null : (open?.from ?? null);
  const length = offered.length;

  useEffect(() => {
    if (from === null) return;
    const again = (): void => setResized((count) => count + 1);
    window.addEventListener("resize", again);
    return () => window.removeEventListener("resize", again);
  }, [from]);

  // Below the slash, above it where there is no room below; at its side of the text, and always inside the window.
  useLayoutEffect(() => {
    const menu = list.current;
    const around = menu?.offsetParent;
    if (from === null || menu === null || around == null) return;
    const caret = editor.view.coordsAtPos(from);
    const { left: aroundLeft, top: aroundTop } = around.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const { offsetWidth: width, offsetHeight: height } = menu;
    const block = editor.view.domAtPos(from).node.parentElement;
    const rtl = block !== null && getComputedStyle(block).direction === "rtl";
    const left = Math.max(EDGE, Math.min(rtl ? caret.right - width : caret.left, clientWidth - width - EDGE));
    const below = caret.bottom + EDGE / 2;
    const above = caret.top - height - EDGE / 2;
    const top = below + height > clientHeight - EDGE && above >= EDGE ? above : below;
    menu.style.left = `${left - aroundLeft}px`;
    menu.style.top = `${top - aroundTop}px`;
  }, [editor, from, length, resized]);

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [open?.active]);

  if (open === null || offered.length === 0) return null;
  return (
    <ul
      className="slash-menu"
      role="listbox"
      id={id}
      aria-label={t("slash.label")}
      tabIndex={0} // where it scrolls; Tab itself takes a choice
      ref={list}
      onMouseDown={(event) => event.preventDefault()} // the caret stays in the text
    >
      {offered.map((choice, at) => (
        <li
          key={choice.name}
          id={optionId(id, at)}
          role="option"
          aria-selected={at === open.active}
          onMouseMove={() => at !== open.active && activate(editor.view, at)}
          onClick={() => choose(editor, choice)}
        >
          <Icon name={choice.icon} small />
          {choice.label}
        </li>
      ))}
    </ul>
  );
}
