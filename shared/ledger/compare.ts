/** Store and ledger beside each other, before any key: which of the two to go by [L7]. FORMAT.md says for each case what protects it. */
import { TwofoldError } from "../base/errors.ts";
import type { LedgerEnd, LedgerReading, NoLedger } from "./ledger-file.ts";

/** The store as it was found. "damaged": it should be here and is not, or does not open, or has no header that parses. */
export type StoreFound =
  "absent" | "damaged" | { readonly vaultId: string; /** Its ledger-anchor. */ readonly anchor: LedgerEnd | null };

/** Whether a ledger may be gone on with: "worn" ones are written anew after a clean unlock. */
export type Wear = "sound" | "torn" | "damaged";

export type Comparison =
  /** 1. Neither is here: a first start. The only case in which Welcome may be offered. */
  | { readonly kind: "nothing-here" }
  /** 2. Something was here and neither gives a header: never an empty journal. Restoring is offered. */
  | { readonly kind: "both-lost" }
  /** 3. The ledger was written by a newer Twofold. Nothing is opened or written. */
  | { readonly kind: "newer-ledger" }
  /** 4. The store is lost and the ledger is not: fill a new store with the ledger's state. */
  | { readonly kind: "store-lost"; readonly wear: Wear }
  /** 5. No ledger for this store. Go by the store; write a new ledger when it is clean at unlock. `setAside`: a file stands in its place. */
  | { readonly kind: "no-ledger"; readonly setAside: boolean }
  /** 6. The store's anchor is the ledger's end. */
  | { readonly kind: "in-step"; readonly wear: Wear }
  /** 7. The store's anchor lies before the ledger's end: the frames behind it go into the store. */
  | { readonly kind: "ledger-ahead"; readonly wear: Wear }
  /** 8. The ledger was compacted from the one the store knew: its whole state is newer than the store. */
  | { readonly kind: "ledger-renewed"; readonly wear: Wear }
  /** 9. Both of this journal, and neither known to follow the other. Go by the store if it is clean at unlock, else by both. */
  | { readonly kind: "apart" };

/** The case that store and ledger are in. */
export function compare(_store: StoreFound, _ledger: LedgerReading | NoLedger | "absent"): Comparison {
  throw new TwofoldError("bug", "not yet");
}
