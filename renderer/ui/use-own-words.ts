import { useCallback, useMemo } from "react";
import type { Journal } from "#renderer/store/journal.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { TwofoldError } from "#shared/base/errors.ts";
import {
  createOwnWords,
  editOwnWords,
  NO_OWN_WORDS,
  type OwnWordLists,
  type OwnWords,
  ownWordsIn,
} from "#shared/domain/own-words.ts";
import type { JournalRecord } from "#shared/domain/record.ts";

const isOwnWords = (record: JournalRecord): record is OwnWords => record.kind === "own-words";

/** Writes a change into the newest record, and empties any other, so that one is left that says something [D84]. */
async function writeOwnWords(journal: Journal, change: (lists: OwnWordLists) => OwnWordLists): Promise<void> {
  await journal.settled(); // the record may be among what is still being read
  const state = journal.state();
  if (state.kind !== "open" || state.snapshot.session.kind !== "one") throw new TwofoldError("locked", state.kind);
  const { mine, session } = state.snapshot;
  const records = mine.filter(isOwnWords); // the one saved last first
  const [newest, ...others] = records;
  const act = { author: session.me.id, now: journal.now() };
  const wanted = change(ownWordsIn(records));
  const written =
    newest === undefined ? createOwnWords(wanted, { ...act, id: journal.newId() }) : editOwnWords(newest, wanted, act);
  const changed = [...others.map((other) => editOwnWords(other, NO_OWN_WORDS, act)), written];
  await journal.putAll(changed.filter((record) => !records.includes(record)));
}

/** The change under way: each begins from what the one before it left. */
let underWay: Promise<unknown> = Promise.resolve();

/** The open partner's own words and phrases, and how to change them. Together there are none: they are each one's alone. */
export function useOwnWords(): {
  own: OwnWordLists;
  /** Rejects with a TwofoldError; nothing is changed then. */
  change: (change: (lists: OwnWordLists) => OwnWordLists) => Promise<void>;
} {
  const journal = useJournal();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const own = useMemo(() => ownWordsIn(mine.filter(isOwnWords)), [mine]);
  const change = useCallback(
    (next: (lists: OwnWordLists) => OwnWordLists) => {
      const written = underWay.then(() => writeOwnWords(journal, next));
      underWay = written.catch(() => {}); // told to whoever asked for it
      return written;
    },
    [journal],
  );
  return { own, change };
}
