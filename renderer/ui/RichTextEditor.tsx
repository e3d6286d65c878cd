/** The editor, and the only place that knows TipTap. Load it lazily: it is larger than the rest of a page. */
import { Extension } from "@tiptap/core";
import Placeholder from "@tiptap/extension-placeholder";
import type { Node } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { EditorContent, useEditor, useEditorState, type Editor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { useEffect, useRef, useState, type JSX, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { codeOf } from "#shared/base/errors.ts";
import { isAddress, RICH_TEXT_LIMITS, richTextOf, type RichText } from "#shared/domain/rich-text.ts";
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
}

/**
 * Writing with a few shapes. Nothing is said to `onChange` until a person changes something, and undo reaches back to
 * the loaded text, no further. What does not fit one text [D8] is refused with a sentence: what is shown is what is kept.
 */
export function RichTextEditor({
  initial,
  label,
  placeholder = "",
  ruled = false,
  focused = false,
  onChange,
}: RichTextEditorProps): JSX.Element {
  const { t } = useTranslation("ui");
  const [refused, setRefused] = useState<Refusal | null>(null);
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
      withinLimits(setRefused),
    ],
    editorProps: {
      attributes: {
        class: ruled ? "rich-text rich-text-ruled" : "rich-text",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        spellcheck: "false", // a browser's own checker may send what is typed to its maker
      },
      handleClick: (_view, _at, event) => {
        // A link in a page is text. Chromium follows one in an editable page only with a modifier; not even then.
        if ((event.target as Element).closest("a") === null) return false;
        event.preventDefault();
        return false;
      },
    },
    onUpdate: ({ editor: changed }) => {
      setRefused(null);
      onChange(textIn(changed.state.doc));
    },
  });

  useEffect(() => {
    // The page stays where it is: what stands above it may be worth reading first.
    if (focused && !editor.isDestroyed) editor.commands.focus("end", { scrollIntoView: false });
  }, [editor, focused]);

  return (
    <div className="rich-text-editor">
      <EditorContent editor={editor} className="rich-text-page" />
      {refused !== null && (
        <p className="rich-text-refused" role="alert">
          {t(`editor.${refused}`)}
        </p>
      )}
      <Toolbar editor={editor} label={t("editor.toolbar")} />
    </div>
  );
}

type Refusal = "tooLong" | "tooDeep";

/** Texts by the editor's (immutable) documents: each is read once, when it is let in. */
const texts = new WeakMap<Node, RichText>();

/** The text of a document. Throws "over-limit" when it is more than a text may hold. */
function textIn(doc: Node): RichText {
  const text = texts.get(doc) ?? richTextOf(doc.toJSON());
  texts.set(doc, text);
  return text;
}

/** Why a document cannot be kept as it stands, or null. */
function refusalOf(doc: Node, before: Node): Refusal | null {
  // A text may have come in as deep as this: it can still be written on.
  if (levelsOf(doc) > Math.max(DEEPEST_SHAPE, levelsOf(before))) return "tooDeep";
  try {
    textIn(doc);
    return null;
  } catch (thrown) {
    if (codeOf(thrown) !== "over-limit") throw thrown;
    return "tooLong";
  }
}

/** The level of the deepest list or quotation that `richTextOf` does not lay flat: it keeps room for an item and its text. */
const DEEPEST_SHAPE = RICH_TEXT_LIMITS.depth - 4;

/** The level of the deepest list or quotation; the document itself is at 1. */
function levelsOf(node: Node, level = 1): number {
  let deepest = node.type.name === "listItem" ? level - 1 : level;
  node.forEach((child) => {
    if (!child.isTextblock && !child.isLeaf) deepest = Math.max(deepest, levelsOf(child, level + 1));
  });
  return deepest;
}

/** Lets no change in whose text could not be kept, and says why. */
const withinLimits = (onRefused: (why: Refusal) => void): Extension =>
  Extension.create({
    name: "withinLimits",
    addProseMirrorPlugins: () => [
      new Plugin({
        filterTransaction(transaction, { doc: before }) {
          const why = transaction.docChanged ? refusalOf(transaction.doc, before) : null;
          if (why !== null) onRefused(why);
          return why === null;
        },
      }),
    ],
  });

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
