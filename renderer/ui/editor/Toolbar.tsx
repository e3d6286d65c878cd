import { useEditorState, type Editor } from "@tiptap/react";
import { useState, type JSX, type KeyboardEvent, type Ref } from "react";
import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "../Icon.tsx";

interface Shape {
  readonly name:
    | "heading1"
    | "heading"
    | "heading3"
    | "bold"
    | "italic"
    | "strike"
    | "highlight"
    | "quote"
    | "bullets"
    | "numbers"
    | "tasks"
    | "divider"
    | "undo"
    | "redo";
  /** Whether the caret is in one; null for what is done, not put on. */
  readonly on: (editor: Editor) => boolean | null;
  readonly can: (editor: Editor) => boolean;
  readonly run: (editor: Editor) => void;
}

const always = (): boolean => true;
const neither = (): null => null;

const heading = (name: "heading1" | "heading" | "heading3", level: 1 | 2 | 3): Shape => ({
  name,
  on: (editor) => editor.isActive("heading", { level }),
  can: always,
  run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
});

const MARKS: readonly Shape[] = [
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
    name: "highlight",
    on: (editor) => editor.isActive("highlight"),
    can: always,
    run: (editor) => editor.chain().focus().toggleHighlight().run(),
  },
];

const BLOCKS: readonly Shape[] = [
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
    name: "tasks",
    on: (editor) => editor.isActive("taskList"),
    can: always,
    run: (editor) => editor.chain().focus().toggleTaskList().run(),
  },
  {
    name: "divider",
    on: neither,
    can: always,
    run: (editor) => editor.chain().focus().setHorizontalRule().run(),
  },
];

const STEPS: readonly Shape[] = [
  {
    name: "undo",
    on: neither,
    can: (editor) => editor.can().undo(),
    run: (editor) => editor.chain().focus().undo().run(),
  },
  {
    name: "redo",
    on: neither,
    can: (editor) => editor.can().redo(),
    run: (editor) => editor.chain().focus().redo().run(),
  },
];

/** The shapes a block or a stretch of text can be given, in the order of the toolbar. */
const SHAPES = [heading("heading1", 1), heading("heading", 2), heading("heading3", 3), ...MARKS, ...BLOCKS, ...STEPS];

interface Tool {
  readonly name: Shape["name"] | "link" | "find" | "alone";
  readonly on: boolean | null;
  readonly can: boolean;
  readonly keys?: string;
  readonly run: () => void;
}

/**
 * The tools of the text: one stop for Tab, the arrow keys and Home and End move within, as a toolbar does, and Escape
 * goes back into the text.
 */
export function Toolbar({
  ref,
  editor,
  alone,
  onLink,
  onFind,
  onAlone,
}: {
  ref: Ref<HTMLDivElement>;
  editor: Editor;
  /** Whether the page stands alone in the window; null where it cannot. */
  alone: boolean | null;
  onLink: () => void;
  onFind: () => void;
  onAlone: () => void;
}): JSX.Element {
  const { t } = useTranslation("writing");
  const [stop, setStop] = useState(0);
  const { shapes, inLink } = useEditorState({
    editor,
    selector: ({ editor: at }) => ({
      shapes: SHAPES.map((shape) => ({ on: shape.on(at), can: shape.can(at) })),
      inLink: at.isActive("link"),
    }),
  });

  const shaping = SHAPES.map((shape, at): Tool => {
    const { on, can } = shapes[at] ?? { on: null, can: false };
    return { name: shape.name, on, can, run: () => shape.run(editor) };
  });
  const marksEnd = SHAPES.findIndex(({ name }) => name === "highlight") + 1;
  const tools: readonly Tool[] = [
    ...shaping.slice(0, marksEnd),
    { name: "link", on: inLink, can: true, run: onLink },
    ...shaping.slice(marksEnd),
    { name: "find", on: null, can: true, run: onFind },
    ...(alone === null ? [] : [{ name: "alone" as const, on: alone, can: true, run: onAlone }]),
  ];

  function move(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      editor.commands.focus(null, { scrollIntoView: true });
      return;
    }
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    const to =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? tools.length - 1
          : step && (stop + step + tools.length) % tools.length;
    if (to === undefined) return;
    event.preventDefault();
    setStop(to);
    event.currentTarget.querySelectorAll<HTMLButtonElement>("button")[to]?.focus();
  }

  return (
    <div className="rich-text-tools" role="toolbar" aria-label={t("editor.toolbar")} ref={ref} onKeyDown={move}>
      {tools.map((tool, at) => (
        <button
          key={tool.name}
          type="button"
          className={`rich-text-tool-${tool.name}`}
          tabIndex={at === stop ? 0 : -1}
          aria-label={t(`editor.${tool.name}`)}
          title={t(`editor.${tool.name}`)}
          aria-pressed={tool.on ?? undefined}
          aria-disabled={!tool.can || undefined}
          onFocus={() => setStop(at)}
          onMouseDown={(event) => event.preventDefault()} // the caret stays in the text
          onClick={() => tool.can && tool.run()}
        >
          <Icon name={tool.name === "find" ? "search" : (tool.name satisfies IconName)} small />
        </button>
      ))}
    </div>
  );
}
