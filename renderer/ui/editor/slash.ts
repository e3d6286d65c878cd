/** The slash menu's state: opened by typing "/" where nothing else could be meant, closed by everything that is not choosing. */
import { Extension, type ChainedCommands, type Editor } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { marksIn } from "#shared/analysis/search.ts";
import type { IconName } from "../Icon.tsx";

export type SlashName =
  | "heading1"
  | "heading"
  | "heading3"
  | "bullets"
  | "numbers"
  | "tasks"
  | "quote"
  | "divider"
  | "highlight"
  | "date"
  | "photo"
  | "prompt"
  | "template";

/** One thing the menu offers. */
export interface SlashChoice {
  readonly name: SlashName;
  readonly icon: IconName;
  /** Its word, and what its filter also knows it by. */
  readonly label: string;
  readonly alsoCalled: string;
  /** What it does to the text, in the same step in which the slash and what was typed behind it go. */
  readonly shape?: (chain: ChainedCommands) => ChainedCommands;
  /** What it opens then. */
  readonly open?: () => void;
}

/** An open menu. */
interface OpenSlash {
  /** Where the slash stands, and where what was typed behind it ends. */
  readonly from: number;
  readonly to: number;
  readonly query: string;
  readonly active: number;
}

type Asked = { open: number } | { active: number } | { close: true };

const slashKey = new PluginKey<OpenSlash | null>("slash");

/** The menu as it is open now, or null. */
export const openSlash = (state: EditorState): OpenSlash | null => slashKey.getState(state) ?? null;

/** How the menu's elements are named, for `aria-controls` and `aria-activedescendant`. */
export const optionId = (menu: string, at: number): string => `${menu}-${at}`;

/** The choices that what was typed behind the slash still means: accents and case do not matter. */
export const choicesFor = (choices: readonly SlashChoice[], query: string): readonly SlashChoice[] =>
  query === ""
    ? choices
    : choices.filter(({ label, alsoCalled }) => marksIn(`${label}\n${alsoCalled}`, `"${query}"`).length > 0);

/** Longer than any name of a choice. */
const LONGEST_QUERY = 30;

/** Whether a slash typed here may open the menu: alone in its block, or after a space. */
function opensAt({ selection, doc }: EditorState, from: number, to: number): boolean {
  if (!selection.empty || from !== to) return false;
  const { parent, parentOffset } = doc.resolve(from);
  if (!parent.isTextblock) return false;
  if (parent.content.size === 0) return true;
  return parentOffset > 0 && /\s/u.test(parent.textBetween(parentOffset - 1, parentOffset, undefined, "\n"));
}

/** What the menu becomes by a change; null when what was typed no longer means it. */
function after({ doc, selection }: Pick<EditorState, "doc" | "selection">, from: number, active: number) {
  const { $from } = selection;
  const start = $from.pos - $from.parentOffset;
  if (!selection.empty || from < start || $from.pos <= from) return null;
  const typed = doc.textBetween(from, $from.pos, "\0", "\0");
  const query = typed.slice(1);
  if (!typed.startsWith("/") || query.startsWith(" ") || query.includes("\0") || query.length > LONGEST_QUERY)
    return null;
  return { from, to: $from.pos, query, active };
}

/** Marks one of the choices as the one Enter takes. */
export const activate = (view: EditorView, active: number): void =>
  view.dispatch(view.state.tr.setMeta(slashKey, { active } satisfies Asked));

/** Takes a choice. */
export function choose(editor: Editor, choice: SlashChoice): void {
  const open = openSlash(editor.state);
  if (open === null) return;
  const chain = editor.chain().focus().deleteRange({ from: open.from, to: open.to });
  (choice.shape?.(chain) ?? chain).run();
  choice.open?.();
}

/**
 * The menu for an editor.
 *
 * @param menu the id of the list of choices
 * @param choices what is offered now
 */
export const slash = ({ menu, choices }: { menu: string; choices: () => readonly SlashChoice[] }): Extension =>
  Extension.create({
    name: "slash",
    priority: 1_000, // its keys come before those of lists
    addProseMirrorPlugins() {
      const { editor } = this;
      const shown = (state: EditorState): { open: OpenSlash; offered: readonly SlashChoice[] } | null => {
        const open = openSlash(state);
        if (open === null) return null;
        const offered = choicesFor(choices(), open.query);
        return offered.length === 0 ? null : { open, offered };
      };
      return [
        new Plugin<OpenSlash | null>({
          key: slashKey,
          state: {
            init: () => null,
            apply(transaction, open, _before, state) {
              const asked = transaction.getMeta(slashKey) as Asked | undefined;
              if (asked !== undefined && "close" in asked) return null;
              if (asked !== undefined && "open" in asked) return after(state, asked.open, 0);
              if (open === null) return null;
              if (asked !== undefined) return { ...open, active: asked.active };
              const { deleted, pos } = transaction.mapping.mapResult(open.from, 1);
              const next = deleted ? null : after(state, pos, open.active);
              return next !== null && next.query !== open.query ? { ...next, active: 0 } : next;
            },
          },
          props: {
            handleTextInput(view, from, to, text) {
              if (text !== "/" || view.composing || !opensAt(view.state, from, to)) return false;
              view.dispatch(view.state.tr.insertText("/", from, to).setMeta(slashKey, { open: from } satisfies Asked));
              return true;
            },
            handleKeyDown(view, event) {
              const menuNow = shown(view.state);
              if (menuNow === null || event.isComposing) return false;
              const { open, offered } = menuNow;
              const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
              if (step !== undefined) {
                activate(view, (open.active + step + offered.length) % offered.length);
                return true;
              }
              const chosen = offered[open.active];
              if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && chosen !== undefined) {
                choose(editor, chosen);
                return true;
              }
              if (event.key !== "Escape") return false;
              event.stopPropagation();
              view.dispatch(view.state.tr.setMeta(slashKey, { close: true } satisfies Asked));
              return true;
            },
            handleDOMEvents: {
              blur(view) {
                if (openSlash(view.state) !== null)
                  view.dispatch(view.state.tr.setMeta(slashKey, { close: true } satisfies Asked));
                return false;
              },
            },
            attributes(state) {
              const menuNow = shown(state);
              return menuNow === null
                ? { "aria-haspopup": "listbox", "aria-autocomplete": "list" }
                : {
                    "aria-haspopup": "listbox",
                    "aria-autocomplete": "list",
                    "aria-controls": menu,
                    "aria-activedescendant": optionId(menu, menuNow.open.active),
                  };
            },
          },
        }),
      ];
    },
  });
