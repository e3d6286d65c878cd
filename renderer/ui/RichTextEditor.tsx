/** The editor, and the only place that knows TipTap. Load it lazily: it is larger than the rest of a page. */
import Placeholder from "@tiptap/extension-placeholder";
import { EditorContent, useEditor, useEditorState, type Editor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { useEffect, useRef, useState, type JSX, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { isAddress, richTextOf, type RichText } from "#shared/domain/rich-text.ts";
import { Icon, type IconName } from "./Icon.tsx";
import "./rich-text.css";
import "./rich-text-editor.css";

interface RichTextEditorProps {
  /** The text as it was when the page was opened. Later values are not read: one editor is one opening, give it a key. */
  initial: RichText;
  label: string;
  placeholder?: string;
  /** On ruled paper, as a blank page is. */
  ruled?: boolean;
  focused?: boolean;
  /** Called for what a person changed, never for the loading itself. */
  onChange: (text: RichText) => void;
  /** The text has become more than one entry can hold [D8]: what was typed last is not in `onChange`. */
  onTooLong?: () => void;
}

/**
 * Writing with a few shapes. Nothing is said to `onChange` until a person changes something, and undo reaches back to
 * the loaded text, no further.
 */
export function RichTextEditor({
  initial,
  label,
  placeholder = "",
  ruled = false,
  focused = false,
  onChange,
  onTooLong,
}: RichTextEditorProps): JSX.Element {
  const { t } = useTranslation("ui");
  const editor = useEditor({
    injectCSS: false, // the page's style policy refuses injected styles; ProseMirror's few rules are in our own file
    content: initial,
    textDirection: "auto",
    extensions: [
      StarterKit.configure({
        heading: { levels: [1, 2, 3] },
        code: false,
        codeBlock: false,
        trailingNode: false, // it would change a text by opening it
        link: {
          openOnClick: false,
          autolink: false,
          linkOnPaste: false,
          isAllowedUri: (uri) => isAddress(uri),
        },
      }),
      Placeholder.configure({ placeholder }),
    ],
    editorProps: {
      attributes: {
        class: ruled ? "rich-text rich-text-ruled" : "rich-text",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        spellcheck: "true",
      },
      handleClick: (_view, _at, event) => {
        // A link in a page is text. Chromium follows one in an editable page only with a modifier; not even then.
        if ((event.target as Element).closest("a") === null) return false;
        event.preventDefault();
        return false;
      },
    },
    onUpdate: ({ editor: changed }) => {
      try {
        onChange(richTextOf(changed.getJSON()));
      } catch {
        onTooLong?.(); // the only thing richTextOf refuses
      }
    },
  });

  useEffect(() => {
    // The page stays where it is: what stands above it may be worth reading first.
    if (focused && !editor.isDestroyed) editor.commands.focus("end", { scrollIntoView: false });
  }, [editor, focused]);

  return (
    <div className="rich-text-editor">
      <EditorContent editor={editor} className="rich-text-page" />
      <Toolbar editor={editor} label={t("editor.toolbar")} />
    </div>
  );
}

interface Shape {
  readonly name: "heading" | "bold" | "italic" | "strike" | "quote" | "bullets" | "numbers" | "undo" | "redo";
  readonly on: (editor: Editor) => boolean | null;
  readonly can: (editor: Editor) => boolean;
  readonly run: (editor: Editor) => void;
}

const always = (): boolean => true;

const SHAPES: readonly Shape[] = [
  {
    name: "heading",
    on: (editor) => editor.isActive("heading"),
    can: always,
    run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    name: "bold",
    on: (editor) => editor.isActive("bold"),
    can: always,
    run: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    name: "italic",
    on: (editor) => editor.isActive("italic"),
    can: always,
    run: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    name: "strike",
    on: (editor) => editor.isActive("strike"),
    can: always,
    run: (editor) => editor.chain().focus().toggleStrike().run(),
  },
  {
    name: "quote",
    on: (editor) => editor.isActive("blockquote"),
    can: always,
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
  {
    name: "bullets",
    on: (editor) => editor.isActive("bulletList"),
    can: always,
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: "numbers",
    on: (editor) => editor.isActive("orderedList"),
    can: always,
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    name: "undo",
    on: () => null,
    can: (editor) => editor.can().undo(),
    run: (editor) => editor.chain().focus().undo().run(),
  },
  {
    name: "redo",
    on: () => null,
    can: (editor) => editor.can().redo(),
    run: (editor) => editor.chain().focus().redo().run(),
  },
];

/** One stop for Tab; the arrow keys move within, as a toolbar does. */
function Toolbar({ editor, label }: { editor: Editor; label: string }): JSX.Element {
  const { t } = useTranslation("ui");
  const [stop, setStop] = useState(0);
  const bar = useRef<HTMLDivElement>(null);
  const shown = useEditorState({
    editor,
    selector: ({ editor: at }) => SHAPES.map((shape) => ({ on: shape.on(at), can: shape.can(at) })),
  });

  function move(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? SHAPES.length - 1
          : step && (stop + step + SHAPES.length) % SHAPES.length;
    if (to === undefined) return;
    event.preventDefault();
    setStop(to);
    bar.current?.querySelectorAll<HTMLButtonElement>("button")[to]?.focus();
  }

  return (
    <div className="rich-text-tools" role="toolbar" aria-label={label} ref={bar} onKeyDown={move}>
      {SHAPES.map((shape, at) => {
        const { on, can } = shown[at] ?? { on: null, can: false };
        return (
          <button
            key={shape.name}
            type="button"
            tabIndex={at === stop ? 0 : -1}
            aria-label={t(`editor.${shape.name}`)}
            title={t(`editor.${shape.name}`)}
            aria-pressed={on ?? undefined}
            aria-disabled={!can || undefined}
            onFocus={() => setStop(at)}
            onMouseDown={(event) => event.preventDefault()} // the caret stays in the text
            onClick={() => can && shape.run(editor)}
          >
            <Icon name={shape.name satisfies IconName} small />
          </button>
        );
      })}
    </div>
  );
}
