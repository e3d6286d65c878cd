/** The editor. This folder alone knows TipTap, and is loaded lazily: it is larger than the rest of a page. */
import { closeHistory } from "@tiptap/pm/history";
import { Fragment, type Node as DocumentNode } from "@tiptap/pm/model";
import { Selection, TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { EditorContent, useEditor, useEditorState, type Editor } from "@tiptap/react";
import {
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type JSX,
  type KeyboardEvent,
  type Ref,
} from "react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { StoredFile } from "#shared/domain/file.ts";
import type { RichBlock, RichText } from "#shared/domain/rich-text.ts";
import { isWrittenIn } from "../focus.ts";
import type { IconName } from "../Icon.tsx";
import { useFormat } from "../use-format.ts";
import { countsIn, type Count } from "./count.ts";
import type { EditorHandle } from "./editor-handle.ts";
import { extensionsFor, textIn, TYPED_SHORTCUTS, type Refusal } from "./extensions.ts";
import { finding } from "./find.ts";
import { FindBar } from "./FindBar.tsx";
import { PageFilesContext } from "./ImageBlock.tsx";
import { LinkBar, LinkDialog } from "./LinkBar.tsx";
import { cleanedHtml, plainSlice } from "./paste.ts";
import { slash, type SlashChoice, type SlashName } from "./slash.ts";
import { SlashMenu } from "./SlashMenu.tsx";
import { Toolbar } from "./Toolbar.tsx";
import "../rich-text.css";
import "./rich-text-editor.css";

interface RichTextEditorProps {
  ref?: Ref<EditorHandle>;
  /** The text as it was when the page was opened. Later values are not read: one editor is one opening, give it a key. */
  initial: RichText;
  label: string;
  placeholder?: string;
  /** The page's files, for the pictures in its text. A picture of any other file is not taken in. */
  files?: readonly StoredFile[];
  /** On ruled paper, as a blank page is. */
  ruled?: boolean;
  /** Whether the caret comes to the end of the text once it is there, unless someone writes in a field already. */
  focused?: boolean;
  /** Whether the page stands alone in the window now; without it, it cannot. */
  alone?: boolean;
  /** Called for what a person changed, never for the loading itself. */
  onChange: (text: RichText) => void;
  /** Takes files that were pasted or dropped into the text. */
  onFiles?: (files: readonly File[]) => void;
  onAlone?: () => void;
  /** Today as a line of text, and what is chosen outside the editor: each offered in the slash menu where it is given. */
  today?: () => string;
  onPhoto?: () => void;
  onPrompt?: () => void;
  onTemplate?: () => void;
}

/**
 * Writing with a few shapes. Nothing is said to `onChange` until a person changes something, and undo reaches back to
 * the loaded text, no further. What does not fit one text [D8] is refused with a sentence: what is shown is what is kept.
 */
export function RichTextEditor({
  ref,
  initial,
  label,
  placeholder = "",
  files = [],
  ruled = false,
  focused = false,
  alone,
  onChange,
  onFiles,
  onAlone,
  today,
  onPhoto,
  onPrompt,
  onTemplate,
}: RichTextEditorProps): JSX.Element {
  const { t } = useTranslation("writing");
  const menu = useId();
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [finds, setFinds] = useState(false);
  const [links, setLinks] = useState(false);
  const tools = useRef<HTMLDivElement>(null);
  const choices = useMemo(
    () => slashChoices(t, { today, onPhoto, onPrompt, onTemplate }),
    [t, today, onPhoto, onPrompt, onTemplate],
  );
  // The editor is made once; what it asks for is what the last rendering knows.
  const now = useRef({ files, choices, onFiles });
  useEffect(() => {
    now.current = { files, choices, onFiles };
  });
  const [hasFile] = useState(() => (file: string) => now.current.files.some(({ sealed }) => sealed.id === file));
  const [offered] = useState(() => () => now.current.choices);

  const editor = useEditor({
    injectCSS: false, // the page's style policy refuses injected styles; ProseMirror's few rules are in our own file
    content: initial,
    textDirection: "auto",
    enableInputRules: TYPED_SHORTCUTS,
    enablePasteRules: false, // what is pasted means what it says
    extensions: [
      ...extensionsFor({ placeholder, unnamedTask: t("editor.task"), hasFile, onRefused: setRefused }),
      finding,
      slash({ menu, choices: offered }),
    ],
    editorProps: {
      attributes: {
        class: ruled ? "rich-text rich-text-ruled" : "rich-text",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        spellcheck: "false", // a browser's own checker may send what is typed to its maker
      },
      handleDOMEvents: { click: staysHere, auxclick: staysHere },
      transformPastedHTML: (html) => cleanedHtml(html, hasFile),
      clipboardTextParser: (text, context, _plain, view) => plainSlice(text, context, view.state.schema),
      handlePaste: (_view, event) => {
        const pasted = [...(event.clipboardData?.files ?? [])];
        const { onFiles: take } = now.current;
        // Word puts a picture of the words beside the words; a copied picture comes without any.
        if (take === undefined || pasted.length === 0 || event.clipboardData?.getData("text/plain").trim())
          return false;
        take(pasted);
        return true;
      },
      handleDrop: (view, event) => {
        const dropped = [...(event.dataTransfer?.files ?? [])];
        const { onFiles: take } = now.current;
        if (take === undefined || dropped.length === 0) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
        if (at !== undefined) {
          view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at))));
        }
        take(dropped);
        return true;
      },
    },
    onUpdate: ({ editor: changed }) => {
      setRefused(null);
      onChange(textIn(changed.state.doc));
    },
  });

  // What is inserted into a text nobody has put a caret into yet comes at its end.
  const touched = useRef(false);
  useEffect(() => {
    const touch = (): void => void (touched.current = true);
    editor.on("focus", touch);
    return () => void editor.off("focus", touch);
  }, [editor]);

  useEffect(() => {
    // Whoever writes already, in the title say, goes on there. At once: TipTap's own focus comes a frame later, between two words.
    if (!focused || editor.isDestroyed || isWrittenIn(document.activeElement)) return;
    const { state, view } = editor;
    view.dispatch(state.tr.setSelection(Selection.atEnd(state.doc)));
    view.focus(); // the page stays where it is: what stands above it may be worth reading first
  }, [editor, focused]);

  useImperativeHandle(ref, (): EditorHandle => {
    const insert = (blocks: readonly RichBlock[]): void => {
      const { state, view } = editor;
      const at = touched.current ? state.selection.to : state.doc.content.size;
      const transaction = insertion(state, at, blocks);
      if (transaction !== null) view.dispatch(transaction);
      touched.current = true;
      view.focus();
    };
    return {
      insert,
      insertImage: (file, alt = "") => insert([{ type: "image", attrs: { file: file.sealed.id, alt } }]),
      focus: () => editor.view.focus(),
    };
  }, [editor]);

  function press(event: KeyboardEvent): void {
    const withCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const key = event.key.toLowerCase();
    if (withCommand && key === "f") setFinds(true);
    else if (withCommand && key === "k") setLinks(true);
    else if (event.altKey && event.key === "F10")
      tools.current?.querySelector<HTMLButtonElement>("button[tabindex='0']")?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <PageFilesContext value={files}>
      <div className="rich-text-editor" onKeyDown={press}>
        {finds && (
          <FindBar
            editor={editor}
            onClose={() => {
              setFinds(false);
              editor.commands.focus(null, { scrollIntoView: true });
            }}
          />
        )}
        <EditorContent editor={editor} className="rich-text-page" />
        {refused !== null && (
          <p className="rich-text-refused" role="alert">
            {t(`editor.${refused}`)}
          </p>
        )}
        <LinkBar editor={editor} onChange={() => setLinks(true)} />
        <div className="rich-text-foot">
          <Toolbar
            ref={tools}
            editor={editor}
            alone={onAlone === undefined ? null : alone === true}
            onLink={() => {
              editor.view.focus(); // where the focus comes back to
              setLinks(true);
            }}
            onFind={() => setFinds(true)}
            onAlone={() => onAlone?.()}
          />
          <Counted editor={editor} />
        </div>
        <SlashMenu id={menu} editor={editor} choices={choices} />
        {links && (
          <LinkDialog
            editor={editor}
            onClose={() => {
              setLinks(false);
              editor.view.focus();
            }}
          />
        )}
      </div>
    </PageFilesContext>
  );
}

/** A link in a page is text. Chromium follows one in an editable page only with a modifier or the middle button; not even then. */
function staysHere(_view: EditorView, event: MouseEvent): boolean {
  if ((event.target as Element).closest("a") !== null) event.preventDefault();
  return false;
}

/** How much is written, and how much of it is chosen. Quiet: nobody is asked to write more. */
function Counted({ editor }: { editor: Editor }): JSX.Element {
  const { t } = useTranslation("writing");
  const format = useFormat();
  const { all, chosen } = useEditorState({ editor, selector: ({ editor: at }) => countsIn(at.state) });
  const said = ({ words, characters }: Count): string =>
    `${t("count.words", { count: words, words: format.number(words) })}, ${t("count.characters", {
      count: characters,
      characters: format.number(characters),
    })}`;
  return (
    <p className="quiet rich-text-count">
      {chosen === null ? said(all) : t("count.chosen", { chosen: said(chosen), all: said(all) })}
    </p>
  );
}

/**
 * Puts blocks in below the one at a position, or in the place of it when it is an empty paragraph; never in the place of
 * anything written. Null when they are no blocks of the grammar.
 */
function insertion(state: EditorState, at: number, blocks: readonly RichBlock[]): Transaction | null {
  const { doc, schema } = state;
  const nodes = blocks.map((block) => schema.nodeFromJSON(block));
  const { paragraph } = schema.nodes;
  if (nodes.length === 0 || paragraph === undefined) return null;
  const $at = doc.resolve(at);
  const index = Math.min($at.index(0), doc.childCount - 1);
  const start = $at.posAtIndex(index, 0);
  const here = doc.child(index);
  const end = start + here.nodeSize;
  const from = here.type === paragraph && here.content.size === 0 ? start : end;

  // The caret comes into the first empty line of what was put in, else into a line after it.
  const fragment = Fragment.from(nodes);
  const empty = emptyLineIn(fragment);
  const next = doc.childCount > index + 1 ? doc.child(index + 1) : null;
  const needsLine = empty === null && next?.isTextblock !== true;
  const content = needsLine ? fragment.addToEnd(paragraph.create()) : fragment;
  const transaction = closeHistory(state.tr).replaceWith(from, end, content);
  const caret = from + (empty ?? fragment.size) + 1;
  return transaction.setSelection(TextSelection.near(transaction.doc.resolve(caret))).scrollIntoView();
}

/** Where the first empty line in a fragment begins. */
function emptyLineIn(fragment: Fragment): number | null {
  let found: number | null = null;
  fragment.descendants((node: DocumentNode, at) => {
    if (found === null && node.isTextblock && node.content.size === 0) found = at;
    return found === null;
  });
  return found;
}

const ICONS: Readonly<Record<SlashName, IconName>> = {
  heading1: "heading1",
  heading: "heading",
  heading3: "heading3",
  bullets: "bullets",
  numbers: "numbers",
  tasks: "tasks",
  quote: "quote",
  divider: "divider",
  highlight: "highlight",
  date: "today",
  photo: "photo",
  prompt: "talk",
  template: "scroll",
};

/** What is offered where it is given. */
type Asks = Readonly<Record<"onPhoto" | "onPrompt" | "onTemplate", (() => void) | undefined>> & {
  readonly today: (() => string) | undefined;
};

/** What the slash menu offers, in its order. `insertContent` would read a line as markup: a date goes in as text. */
function slashChoices(t: TFunction<"writing">, { today, onPhoto, onPrompt, onTemplate }: Asks): readonly SlashChoice[] {
  const choice = (name: SlashName, does: Pick<SlashChoice, "shape" | "open">): SlashChoice => ({
    name,
    icon: ICONS[name],
    label: t(`slash.${name}`),
    alsoCalled: t(`slash.also.${name}`),
    ...does,
  });
  return [
    choice("heading1", { shape: (chain) => chain.setHeading({ level: 1 }) }),
    choice("heading", { shape: (chain) => chain.setHeading({ level: 2 }) }),
    choice("heading3", { shape: (chain) => chain.setHeading({ level: 3 }) }),
    choice("bullets", { shape: (chain) => chain.toggleBulletList() }),
    choice("numbers", { shape: (chain) => chain.toggleOrderedList() }),
    choice("tasks", { shape: (chain) => chain.toggleTaskList() }),
    choice("quote", { shape: (chain) => chain.toggleBlockquote() }),
    choice("divider", { shape: (chain) => chain.setHorizontalRule() }),
    choice("highlight", { shape: (chain) => chain.setHighlight() }),
    ...(today === undefined
      ? []
      : [choice("date", { shape: (chain) => chain.insertContent({ type: "text", text: today() }) })]),
    ...(onPhoto === undefined ? [] : [choice("photo", { open: onPhoto })]),
    ...(onPrompt === undefined ? [] : [choice("prompt", { open: onPrompt })]),
    ...(onTemplate === undefined ? [] : [choice("template", { open: onTemplate })]),
  ];
}
