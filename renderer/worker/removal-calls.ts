/** Deleting for good: what was dropped leaves no trace in this laptop's files, as far as a program can see to that. */
import type { Room } from "./calls.ts";
import { clearOffStage, deleteDatabases } from "./database.ts";
import type { Desk } from "./desk.ts";
import { installJournal } from "./install.ts";

export function removalCalls(desk: Desk) {
  return {
    async purge({ now }) {
      await desk.bringLedgerInStep();
      const before = desk.openedStore();
      // A database keeps what was deleted in its files for a while, and a ledger for ever: both are written anew without it.
      const fresh = await installJournal(desk, await before.everything(), { now: Date.parse(now), setAside: false });
      before.close();
      desk.store = fresh;
      await clearOffStage(Date.parse(now), { keepReplaced: false });
      await desk.ledgerFiles?.removeLedgers({ current: false });
      return null;
    },

    async deleteJournal() {
      desk.forgetSession();
      desk.openedStore().close();
      desk.store = null;
      desk.header = null;
      await desk.ledgerFiles?.removeLedgers({ current: true }); // first: a ledger without its store would be rebuilt from
      await deleteDatabases();
      return null;
    },
  } satisfies Partial<Room>;
}
