import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Journal } from "#renderer/store/journal.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { TwofoldError } from "#shared/base/errors.ts";
import { createPrompts, editPrompts, type Prompts } from "#shared/domain/prompts.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { KeptPrompts, PromptLibrary } from "./prompt-deck.ts";

const isPrompts = (record: JournalRecord): record is Prompts => record.kind === "prompts";

/** What all of them say together: a merge may have left two. */
const together = (records: readonly Prompts[]): KeptPrompts => ({
  hidden: [...new Set(records.flatMap(({ hidden }) => hidden))],
  own: [...new Map(records.flatMap(({ own }) => own).map((prompt) => [prompt.words, prompt])).values()],
});

/** Writes a change of one's prompts: into the newest record, and out of any other, so that one is left that says something. */
async function writePrompts(journal: Journal, change: (kept: KeptPrompts) => KeptPrompts): Promise<void> {
  await journal.settled(); // the record may be among what is still being read
  const state = journal.state();
  if (state.kind !== "open" || state.snapshot.session.kind !== "one") throw new TwofoldError("locked", state.kind);
  const { mine, session } = state.snapshot;
  const records = mine.filter(isPrompts); // the one saved last first
  const [newest, ...others] = records;
  const act = { author: session.me.id, now: journal.now() };
  const wanted = change(together(records));
  const written =
    newest === undefined ? createPrompts(wanted, { ...act, id: journal.newId() }) : editPrompts(newest, wanted, act);
  const changed = [...others.map((other) => editPrompts(other, { hidden: [], own: [] }, act)), written];
  await journal.putAll(changed.filter((record) => !records.includes(record)));
}

/** The library in the chosen language, what the open partner hides and adds, and how to change that. */
export function usePrompts(): {
  library: PromptLibrary;
  kept: KeptPrompts;
  /** Rejects with a TwofoldError; nothing is changed then. */
  change: (change: (kept: KeptPrompts) => KeptPrompts) => Promise<void>;
} {
  const { i18n } = useTranslation("prompts");
  const journal = useJournal();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  // The catalogue's type is checked where it is imported, in app/i18n; i18next gives it back untyped.
  const { library } = i18n.getResourceBundle(i18n.language, "prompts") as { library: PromptLibrary };
  const kept = useMemo(() => together(mine.filter(isPrompts)), [mine]);
  const change = useCallback((next: (kept: KeptPrompts) => KeptPrompts) => writePrompts(journal, next), [journal]);
  return { library, kept, change };
}
