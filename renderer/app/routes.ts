/** The places of an open journal. They live in memory alone: nothing one looks at reaches the URL or the history. */
import type { KeysTask } from "#renderer/features/keys/tasks.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { OpenSession } from "#renderer/store/snapshot.ts";

export type Place =
  | { readonly name: "today" }
  | { readonly name: "together" }
  | { readonly name: "journal"; readonly entry: RecordId | null }
  | { readonly name: "needs"; readonly need: RecordId | null }
  | { readonly name: "insights" }
  | { readonly name: "backup" }
  /** `kept` is the name of a kept backup; null where a file is to be chosen. */
  | { readonly name: "restore"; readonly kept: string | null }
  | { readonly name: "join" }
  | { readonly name: "settings"; readonly task: KeysTask | null }
  | { readonly name: "kept-words" }
  | { readonly name: "trash" }
  /** `print` is an entry to be printed at once; null where nothing is asked yet. */
  | { readonly name: "moving"; readonly print: RecordId | null };

/** Places shown in the navigation, in order. Joint sessions have no private place. */
export function placesOf(
  session: OpenSession,
): readonly ("today" | "together" | "journal" | "needs" | "insights" | "backup")[] {
  return session.kind === "together"
    ? ["together", "needs", "insights", "backup"]
    : ["today", "journal", "needs", "insights", "backup"];
}

/** The place of a name, without anything opened in it. */
export function placeNamed(name: Place["name"]): Place {
  if (name === "journal") return { name, entry: null };
  if (name === "needs") return { name, need: null };
  if (name === "restore") return { name, kept: null };
  if (name === "settings") return { name, task: null };
  if (name === "moving") return { name, print: null };
  return { name };
}

/** Where a session begins: a blank page for one, the shared page for both; never the last entry. */
export const startOf = (session: OpenSession): Place => placeNamed(session.kind === "together" ? "together" : "today");
