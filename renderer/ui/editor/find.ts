/** Finding in the text that is open: places are shown beside the document, which never changes by it. */
import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { marksIn } from "#shared/analysis/search.ts";

interface Found {
  readonly query: string;
  readonly places: readonly { readonly from: number; readonly to: number }[];
  /** Which of the places is looked at; -1 when there is none. */
  readonly current: number;
}

const NOTHING: Found = { query: "", places: [], current: -1 };
const foundKey = new PluginKey<Found>("found");

/** What is looked for, how often it is there, and at which of them one is. */
export const foundIn = (state: EditorState): Found => foundKey.getState(state) ?? NOTHING;

/** Where all of what is looked for stands together, within one line of text: accents and case do not matter. */
function placesIn(doc: Node, query: string): Found["places"] {
  const phrase = query.replace(/["“”„«»]/gu, " ").trim();
  if (phrase === "") return [];
  const places: { from: number; to: number }[] = [];
  doc.descendants((block, at) => {
    if (!block.isTextblock) return true;
    const text = block.textBetween(0, block.content.size, undefined, "\n"); // each leaf is one position, and one sign here
    for (const { from, to } of marksIn(text, `"${phrase}"`)) places.push({ from: at + 1 + from, to: at + 1 + to });
    return false;
  });
  return places;
}

/** The first place that does not end before a position; the first of all when none does. */
function placeFrom(places: Found["places"], position: number): number {
  const next = places.findIndex(({ to }) => to >= position);
  return next === -1 ? Math.min(0, places.length - 1) : next;
}

const transactionOf = (state: EditorState, found: Partial<Found>): Transaction =>
  state.tr.setMeta(foundKey, found).setMeta("addToHistory", false);

/** Looks for something, beginning where the caret is; "" looks for nothing. */
export function lookFor(view: EditorView, query: string): void {
  const { state } = view;
  const places = placesIn(state.doc, query);
  view.dispatch(transactionOf(state, { query, places, current: placeFrom(places, state.selection.from) }));
  showCurrent(view);
}

/** Goes to the next place, or the one before; around at the ends. */
export function lookOn(view: EditorView, step: 1 | -1): void {
  const { places, current } = foundIn(view.state);
  if (places.length === 0) return;
  view.dispatch(transactionOf(view.state, { current: (current + step + places.length) % places.length }));
  showCurrent(view);
}

function showCurrent(view: EditorView): void {
  view.dom.querySelector(".found-current")?.scrollIntoView({ block: "center" });
}

/** Keeps and shows what is found. */
export const finding = Extension.create({
  name: "finding",
  addProseMirrorPlugins: () => [
    new Plugin<Found>({
      key: foundKey,
      state: {
        init: () => NOTHING,
        apply(transaction, found) {
          const asked = transaction.getMeta(foundKey) as Partial<Found> | undefined;
          if (asked !== undefined) return { ...found, ...asked };
          if (!transaction.docChanged || found.query === "") return found;
          const places = placesIn(transaction.doc, found.query);
          const at = found.places[found.current]?.from ?? 0;
          return { ...found, places, current: placeFrom(places, transaction.mapping.map(at)) };
        },
      },
      props: {
        decorations(state) {
          const { places, current } = foundIn(state);
          if (places.length === 0) return null;
          return DecorationSet.create(
            state.doc,
            places.map(({ from, to }, at) =>
              Decoration.inline(from, to, { class: at === current ? "found found-current" : "found" }),
            ),
          );
        },
      },
    }),
  ],
});
