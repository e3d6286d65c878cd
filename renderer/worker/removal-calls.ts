/** Deleting for good: what was dropped leaves no trace in this laptop's files, as far as a program can see to that. */
import { TwofoldError } from "#shared/base/errors.ts";
import { collectNamedFiles } from "#shared/domain/sealed-files.ts";
import type { Room } from "./calls.ts";
import { clearOffStage, deleteDatabases, type Everything } from "./database.ts";
import type { Desk } from "./desk.ts";
import { installJournal } from "./install.ts";
import { collectNamedByDrafts, takeOffOwnList } from "./own-list.ts";
import { removeBesideLedger } from "./part-copies.ts";

/** Of these files those that nothing names which this session can read. None, where a row cannot be read: it may name any. */
async function namedNoMore(desk: Desk, { rows }: Everything, files: readonly string[]): Promise<ReadonlySet<string>> {
  if (files.length === 0) return new Set();
  const session = desk.openedSession();
  const spaces = new Set(session.spaces());
  const named = new Set<string>();
  for (const row of rows) {
    if (!spaces.has(row.space)) continue;
    const opened = session.openRow(row);
    if (opened === "unreadable") return new Set();
    collectNamedFiles(opened.json, named);
  }
  await collectNamedByDrafts(desk, named);
  return new Set(files.filter((id) => !named.has(id)));
}

export function removalCalls(desk: Desk) {
  return {
    async purge({ now, files }) {
      const before = desk.openedStore();
      if (before.kind === "sample") return null; // it never becomes the journal, and is thrown away on leaving
      await desk.bringLedgerInStep();
      // A database keeps what was deleted in its files for a while, and a ledger for ever: both are written anew without it.
      const everything = await desk.wholeJournal();
      const without = await namedNoMore(desk, everything, files);
      const listed = (await before.listAttachments()).filter(({ attachment }) => without.has(attachment));
      await removeBesideLedger(
        desk,
        listed.map(({ name }) => name),
      );
      const at = Date.parse(now);
      const fresh = await installJournal(desk, async () => everything, { now: at, setAside: false, without });
      before.close();
      desk.store = fresh;
      await takeOffOwnList(desk, without);
      await desk.bringLedgerInStep(); // where the new one could not be taken, the old one has it still
      await clearOffStage(at, { keepReplaced: false });
      await desk.ledgerFiles?.removeLedgers({ current: false });
      return null;
    },

    async deleteJournal() {
      const store = desk.openedStore();
      const { keys, header } = desk.openedSession();
      if (store.kind === "sample") throw new TwofoldError("not-allowed", "the sample");
      // It is both notebooks: with a second partner, only both together delete them.
      if (keys.kind === "one" && header.seats.b !== null) throw new TwofoldError("not-allowed", "not together");
      desk.forgetSession();
      store.close();
      desk.store = null;
      desk.header = null;
      await desk.ledgerFiles?.removeLedgers({ current: true }); // first: a ledger without its store would be rebuilt from
      await deleteDatabases();
      return null;
    },
  } satisfies Partial<Room>;
}
