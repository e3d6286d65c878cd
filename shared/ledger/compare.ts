/**
 * Store and ledger beside each other, before any key: which of the two to go by [L7]. Nothing here proves anything, for neither the
 * anchor nor the chain has a key; what is gone by is a guess that the manifests confirm or refute at unlock [V13].
 */
import { codeOf } from "../base/errors.ts";
import { coupleEpochOf, parseHeader, type VaultHeader } from "../vault/header.ts";
import type { LedgerEnd, LedgerReading, NoLedger } from "./ledger-file.ts";

/** The store as it was found. "damaged": it should be here and is not, or does not open, or has no header that parses. */
export type StoreFound =
  | "absent"
  | "damaged"
  | {
      readonly vaultId: string;
      /** Its fact `ledger-anchor`; the one the ledger was read with. */
      readonly anchor: LedgerEnd | null;
    };

/** Whether a ledger may be appended to as it is. One that is torn or damaged is first written anew from the store. */
export type Wear = "sound" | "torn" | "damaged";

/** The nine cases of [L7], where each is explained. */
export type Comparison =
  /** 1. Neither is here. The only case in which a new journal is offered. */
  | { readonly kind: "nothing-here" }
  /** 2. Something was here, and neither gives a journal: never an empty one. Restoring is offered. */
  | { readonly kind: "both-lost" }
  /** 3. The store is lost, and the ledger was written by a newer Twofold. Nothing is opened and nothing written. */
  | { readonly kind: "newer-ledger" }
  /** 4. The store is lost: a new one is filled with the ledger's state. Unless sound, saves may be missing that nothing else tells of. */
  | { readonly kind: "store-lost"; readonly wear: Wear }
  /** 5. The store has no ledger. It gets one once it was clean at unlock. What stands in the ledger's place is set aside. */
  | { readonly kind: "no-ledger"; readonly inItsPlace: "nothing" | "unusable" | "another-journal" }
  /** 6. The store is where the ledger ends. */
  | { readonly kind: "in-step"; readonly wear: Wear }
  /** 7. The ledger goes on behind the store's anchor: those frames go into the store. */
  | { readonly kind: "ledger-ahead"; readonly wear: Wear }
  /** 8. The ledger was compacted from the one the store knows: the store is older or the same, and gets the ledger's state. */
  | { readonly kind: "ledger-renewed"; readonly wear: Wear }
  /** 9. Both are of this journal, and neither is known to follow the other. The store is gone by, and gets a new ledger. */
  | { readonly kind: "apart" };

function wearOf({ skipped, tail, hasHeader }: LedgerReading): Wear {
  if (skipped > 0 || tail === "damaged" || !hasHeader) return "damaged";
  return tail === "torn" ? "torn" : "sound";
}

function withoutStore(store: "absent" | "damaged", ledger: LedgerReading | NoLedger | "absent"): Comparison {
  if (ledger === "absent") return { kind: store === "absent" ? "nothing-here" : "both-lost" };
  if (ledger.kind === "no-ledger") return { kind: ledger.why === "newer-version" ? "newer-ledger" : "both-lost" };
  return ledger.hasHeader ? { kind: "store-lost", wear: wearOf(ledger) } : { kind: "both-lost" };
}

/** The case that store and ledger are in. */
export function compare(store: StoreFound, ledger: LedgerReading | NoLedger | "absent"): Comparison {
  if (typeof store === "string") return withoutStore(store, ledger);
  if (ledger === "absent") return { kind: "no-ledger", inItsPlace: "nothing" };
  if (ledger.kind === "no-ledger" || ledger.frames === 0) return { kind: "no-ledger", inItsPlace: "unusable" };
  if (ledger.vaultId !== store.vaultId) return { kind: "no-ledger", inItsPlace: "another-journal" };

  const { anchor } = store;
  const wear = wearOf(ledger);
  if (anchor === null) return { kind: "apart" };
  if (ledger.hasAnchor) return { kind: anchor.length < ledger.end.length ? "ledger-ahead" : "in-step", wear };
  return ledger.replaces.includes(anchor.ledger) ? { kind: "ledger-renewed", wear } : { kind: "apart" };
}

/** The side to go by where no manifest can tell, as in the other's private space [L8]. Only a ledger shows that its bytes are those written. */
export function surerSide(comparison: Comparison): "store" | "ledger" {
  switch (comparison.kind) {
    case "in-step":
    case "ledger-ahead":
      return comparison.wear === "damaged" ? "store" : "ledger";
    case "store-lost":
    case "ledger-renewed":
      return "ledger";
    default:
      return "store";
  }
}

/** The header in a text; null when there is none in it. Throws "newer-version". */
function parsed(text: string | null): VaultHeader | null {
  try {
    return text === null ? null : parseHeader(text);
  } catch (thrown) {
    if (codeOf(thrown) === "damaged" || codeOf(thrown) === "over-limit") return null;
    throw thrown;
  }
}

/**
 * The header to show the door from, out of the store's and the newest in the ledger [L7]; null when neither is one. Where both are on one
 * line it is the one with more couple keys, of which a vault never has fewer: a header set back alone is not shown. Throws
 * "newer-version" for a header this program cannot read.
 */
export function headerToShow(
  { kind }: Comparison,
  inStore: string | null,
  inLedger: string | null,
): VaultHeader | null {
  switch (kind) {
    case "nothing-here":
    case "both-lost":
    case "newer-ledger":
      return null;
    case "no-ledger":
    case "apart":
      return parsed(inStore);
    case "store-lost":
    case "in-step":
    case "ledger-ahead":
    case "ledger-renewed": {
      const [store, ledger] = [parsed(inStore), parsed(inLedger)];
      if (store === null || ledger === null) return store ?? ledger;
      const ahead = coupleEpochOf(ledger) - coupleEpochOf(store);
      return ahead > 0 || (ahead === 0 && kind !== "in-step") ? ledger : store;
    }
  }
}
