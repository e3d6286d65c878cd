/** The places of an open journal. They live in memory alone: nothing one looks at reaches the URL or the history. */
import type { KeysTask } from "#renderer/features/keys/tasks.ts";
import type { Prefill } from "#renderer/features/needs/SayNeed.tsx";
import type { RecordId } from "#shared/domain/fields.ts";
import { assertNever } from "#shared/base/errors.ts";
import type { Due } from "#shared/domain/due.ts";
import type { OpenSession } from "#renderer/store/snapshot.ts";

/** What stands under Together: the matter of both, and what each tells of their own weeks and looks. */
const TOGETHER_PARTS = [
  "check-in",
  "goals",
  "decisions",
  "sacrifices",
  "agreements",
  "repairs",
  "boundaries",
  "seasons",
  "moments",
  "balance",
  "inventory",
] as const;
export type TogetherPart = (typeof TOGETHER_PARTS)[number];

/** What stands under Together for so many partners: while there is one, nobody is told anything. */
export const togetherParts = (partners: number): readonly TogetherPart[] =>
  partners < 2 ? TOGETHER_PARTS.filter((part) => part !== "balance" && part !== "inventory") : TOGETHER_PARTS;

/** What stands under Me: one's own. */
export const ME_PARTS = [
  "pulse",
  "balance",
  "boundaries",
  "inventory",
  "intentions",
  "giving",
  "people",
  "early-needs",
  "own-words",
] as const;
export type MePart = (typeof ME_PARTS)[number];

export type Place =
  | { readonly name: "today" }
  /** `open` is a record to begin with; `part` null is the list of the parts. */
  | { readonly name: "together"; readonly part: TogetherPart | null; readonly open: RecordId | null }
  | { readonly name: "me"; readonly part: MePart | null; readonly open: RecordId | null }
  | { readonly name: "journal"; readonly entry: RecordId | null }
  /** `prefill` is what a new need begins with, `care` one to begin with in the list of all care, or what may have gone unseen. */
  | {
      readonly name: "needs";
      readonly need: RecordId | null;
      readonly prefill?: Prefill;
      readonly care?: RecordId | "unseen";
    }
  | { readonly name: "insights" }
  | { readonly name: "backup" }
  /** `kept` is the name of a kept backup; null where a file is to be chosen. */
  | { readonly name: "restore"; readonly kept: string | null }
  | { readonly name: "join" }
  | { readonly name: "settings"; readonly task: KeysTask | null }
  /** `from` is where somebody came from who reads it; without it, from the settings. */
  | { readonly name: "support"; readonly from?: Place }
  | { readonly name: "kept-words" }
  | { readonly name: "trash" }
  /** `print` is an entry to be printed at once; null where nothing is asked yet. */
  | { readonly name: "moving"; readonly print: RecordId | null };

/** Places shown in the navigation, in order. Joint sessions have no private place. */
export function placesOf(
  session: OpenSession,
): readonly ("today" | "together" | "journal" | "needs" | "insights" | "me" | "backup")[] {
  return session.kind === "together"
    ? ["together", "needs", "insights", "backup"]
    : ["today", "journal", "needs", "together", "insights", "me", "backup"];
}

/** The place of a name, without anything opened in it. */
export function placeNamed(name: Place["name"]): Place {
  if (name === "together" || name === "me") return { name, part: null, open: null };
  if (name === "journal") return { name, entry: null };
  if (name === "needs") return { name, need: null };
  if (name === "restore") return { name, kept: null };
  if (name === "settings") return { name, task: null };
  if (name === "moving") return { name, print: null };
  return { name };
}

/** Where a session begins: a blank page for one, the shared page for both; never the last entry. */
export const startOf = (session: OpenSession): Place => placeNamed(session.kind === "together" ? "together" : "today");

/** Where what is due is done. */
export function placeOfDue({ what, id: open }: Due): Place {
  switch (what) {
    case "sign":
    case "promise":
    case "agreement-review":
      return { name: "together", part: "agreements", open };
    case "decision-outcome":
      return { name: "together", part: "decisions", open };
    case "boundary-review":
      return { name: "me", part: "boundaries", open };
    case "intention-review":
      return { name: "me", part: "intentions", open };
    default:
      return assertNever(what);
  }
}
