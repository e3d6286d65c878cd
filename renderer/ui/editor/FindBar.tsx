import { useEditorState, type Editor } from "@tiptap/react";
import { useEffect, useRef, useState, type JSX, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../Icon.tsx";
import { foundIn, lookFor, lookOn } from "./find.ts";

/**
 * Finds in the text below it: Enter and F3 go on, with Shift back. Nothing is changed and the caret stays; closing goes
 * back to it.
 */
export function FindBar({ editor, onClose }: { editor: Editor; onClose: () => void }): JSX.Element {
  const { t } = useTranslation("writing");
  const [query, setQuery] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const { count, current } = useEditorState({
    editor,
    selector: ({ editor: at }) => ({
      count: foundIn(at.state).places.length,
      current: foundIn(at.state).current,
    }),
  });

  useEffect(() => {
    field.current?.focus();
    return () => {
      if (!editor.isDestroyed) lookFor(editor.view, "");
    };
  }, [editor]);

  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const again = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f";
    if (event.key === "Escape") onClose();
    else if (again) field.current?.select();
    else if (event.key === "F3" || (event.key === "Enter" && event.target === field.current))
      lookOn(editor.view, event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const says = query.trim() === "" ? "" : count === 0 ? t("find.none") : t("find.of", { at: current + 1, count });
  return (
    <div className="rich-text-find" role="search" aria-label={t("find.label")} onKeyDown={press}>
      <Icon name="search" small />
      <input
        ref={field}
        className="field-input"
        dir="auto"
        spellCheck={false}
        autoComplete="off"
        maxLength={200}
        aria-label={t("find.what")}
        placeholder={t("find.what")}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          lookFor(editor.view, event.target.value);
        }}
      />
      <span className="quiet rich-text-found" role="status">
        {says}
      </span>
      {(
        [
          ["up", -1, "find.before"],
          ["down", 1, "find.next"],
        ] as const
      ).map(([icon, step, label]) => (
        <button
          key={icon}
          type="button"
          aria-label={t(label)}
          title={t(label)}
          aria-disabled={count === 0 || undefined}
          onClick={() => lookOn(editor.view, step)}
        >
          <Icon name={icon} small />
        </button>
      ))}
      <button type="button" aria-label={t("find.close")} title={t("find.close")} onClick={onClose}>
        <Icon name="close" small />
      </button>
    </div>
  );
}
