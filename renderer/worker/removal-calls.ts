/** Deleting for good: what was dropped leaves no trace in this laptop's files, as far as a program can see to that. */
import { TwofoldError } from "#shared/base/errors.ts";
import type { Room } from "./calls.ts";
import { clearOffStage, deleteDatabases } from "./database.ts";
import type { Desk } from "./desk.ts";
import { installJournal } from "./install.ts";

export function removalCalls(desk: Desk) {
  return {
    async purge({ now }) {
      const before = desk.openedStore();
      if (before.kind === "sample") return null; // it never becomes the journal, and is thrown away on leaving
      await desk.bringLedgerInStep();
      // A database keeps what was deleted in its files for a while, and a ledger for ever: both are written anew without it.
      const fresh = await installJournal(desk, await desk.wholeJournal(), { now: Date.parse(now), setAside: false });
      before.close();
      desk.store = fresh;
      await desk.bringLedgerInStep(); // where the new one could not be taken, the old one has it still
      await clearOffStage(Date.parse(now), { keepReplaced: false });
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
