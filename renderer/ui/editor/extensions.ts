/** What the editor's documents are made of: the grammar of ../../../shared/domain/rich-text.ts, and the shortcuts of Markdown. */
import { Extension, InputRule, markInputRule, Node, type Extensions } from "@tiptap/core";
import { Highlight } from "@tiptap/extension-highlight";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import { Focus, Placeholder } from "@tiptap/extensions";
import type { Node as DocumentNode } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { ReactNodeViewRenderer } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { codeOf } from "#shared/base/errors.ts";
import { isAddress, RICH_TEXT_LIMITS, richTextOf, type RichText } from "#shared/domain/rich-text.ts";
import { ImageBlock } from "./ImageBlock.tsx";

/** Why a change was not let in: it would not fit one text [D8]. */
export type Refusal = "tooLong" | "tooDeep";

interface ExtensionsOptions {
  placeholder: string;
  /** What a task is called whose own line says nothing. */
  unnamedTask: string;
  /** Whether a picture's file is one of the page's: no other picture is taken in. */
  hasFile: (file: string) => boolean;
  onRefused: (why: Refusal) => void;
}

/** Everything a document may hold, and nothing that changes one by opening it. */
export const extensionsFor = ({ placeholder, unnamedTask, hasFile, onRefused }: ExtensionsOptions): Extensions => [
  StarterKit.configure({
    heading: { levels: [1, 2, 3] },
    code: false,
    codeBlock: false,
    trailingNode: false, // it would change a text by opening it
    undoRedo: { depth: 500 },
    link: {
      openOnClick: false,
      autolink: false,
      linkOnPaste: false,
      isAllowedUri: (uri) => isAddress(uri),
      HTMLAttributes: { target: null, rel: null },
    },
  }),
  Highlight,
  TaskList,
  taskItem(unnamedTask),
  imageBlock(hasFile),
  Placeholder.configure({ placeholder }),
  Focus.configure({ mode: "shallowest", className: "at-caret" }),
  markdownMarks,
  withinLimits(onRefused),
];

/** The extensions whose own rules for what is typed are kept; the rules of marks are `markdownMarks`. */
export const TYPED_SHORTCUTS = [
  "heading",
  "bulletList",
  "orderedList",
  "blockquote",
  "horizontalRule",
  "markdownMarks",
];

/** What a task is called: the words of its own line. */
const taskName = (task: DocumentNode, unnamed: string): string => task.firstChild?.textContent.trim() || unnamed;

const taskItem = (unnamed: string) =>
  TaskItem.extend({
    addKeyboardShortcuts() {
      return {
        ...this.parent?.(),
        "Mod-Enter": ({ editor }) =>
          editor.isActive("taskItem") &&
          editor.commands.updateAttributes("taskItem", {
            checked: editor.getAttributes("taskItem")["checked"] !== true,
          }),
      };
    },
  }).configure({ nested: true, a11y: { checkboxLabel: (task) => taskName(task, unnamed) } });

/** A picture stands alone, is chosen by the arrow keys, and goes by Delete. Its address is never in the markup: nothing is fetched. */
const imageBlock = (hasFile: (file: string) => boolean) =>
  Node.create({
    name: "image",
    group: "block",
    atom: true,
    selectable: true,
    draggable: false,
    addAttributes: () => ({
      file: {
        default: "",
        parseHTML: (element) => element.getAttribute("data-file"),
        renderHTML: ({ file }) => ({ "data-file": String(file) }),
      },
      alt: { default: "", parseHTML: (element) => element.getAttribute("alt") ?? "" },
    }),
    parseHTML: () => [
      { tag: "img[data-file]", getAttrs: (img) => (hasFile(img.getAttribute("data-file") ?? "") ? null : false) },
    ],
    renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
    renderText: ({ node }) => String(node.attrs["alt"]), // copied as plain text
    addNodeView: () => ReactNodeViewRenderer(ImageBlock, { className: "rich-text-image" }),
  });

/** At the beginning or after a space: the sign, what it holds without a space at either end, and the sign again. */
function between(sign: string): RegExp {
  const [first] = sign;
  const seen = `[^\\s${first}]`;
  const written = sign.replaceAll("*", "\\*");
  return new RegExp(`(?:^|\\s)(${written}(${seen}(?:[^${first}]*${seen})?)${written})$`, "u");
}

/**
 * Marks as they are typed in Markdown, tighter than TipTap's: a sign in the middle of a word or beside a space is a sign,
 * so that "2 * 3 * 4" and "snake_case_name" stay as they are typed. And "[ ] " begins a task, in a list too.
 */
const markdownMarks = Extension.create({
  name: "markdownMarks",
  addInputRules() {
    const { schema } = this.editor;
    const mark = (name: string, sign: string): InputRule[] => {
      const type = schema.marks[name];
      return type === undefined ? [] : [markInputRule({ find: between(sign), type })];
    };
    return [
      ...mark("bold", "**"),
      ...mark("bold", "__"),
      ...mark("italic", "*"),
      ...mark("italic", "_"),
      ...mark("strike", "~~"),
      ...mark("highlight", "=="),
      new InputRule({
        find: /^\[([ xX])?\]\s$/,
        handler: ({ state, range, match, chain }) => {
          const { $from } = state.selection;
          const item = $from.node(-1);
          if ($from.parent.type.name !== "paragraph" || item?.type.name === "taskItem") return null;
          const checked = match[1] === "x" || match[1] === "X";
          const typed = chain().deleteRange(range);
          if (item?.type.name === "listItem") typed.liftListItem("listItem");
          typed.toggleTaskList().updateAttributes("taskItem", { checked }).run();
        },
      }),
    ];
  },
});

/** Texts by the editor's (immutable) documents: each is read once, when it is let in. */
const texts = new WeakMap<DocumentNode, RichText>();

/** The text of a document. Throws "over-limit" when it is more than a text may hold. */
export function textIn(doc: DocumentNode): RichText {
  const text = texts.get(doc) ?? richTextOf(doc.toJSON());
  texts.set(doc, text);
  return text;
}

/** Why a document cannot be kept as it stands, or null. */
function refusalOf(doc: DocumentNode, before: DocumentNode): Refusal | null {
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
function levelsOf(node: DocumentNode, level = 1): number {
  const isItem = node.type.name === "listItem" || node.type.name === "taskItem";
  let deepest = isItem ? level - 1 : level;
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
