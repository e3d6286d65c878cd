/**
 * Looking what is on this laptop before any key is there: the store, the ledger beside it, and which of the two to go by
 * [L7]. What only the ledger has is brought back here; what needs keys to judge waits for the unlock.
 */
import { assertNever, codeOf, TwofoldError } from "#shared/base/errors.ts";
import { compare, surerSide, type Wear } from "#shared/ledger/compare.ts";
import type { LedgerEnd } from "#shared/ledger/ledger-file.ts";
import { applyCommit, emptyState, partsOf, rowsOf, type SealedState } from "#shared/ledger/sealed-state.ts";
import type { StoredCommit } from "#shared/ledger/stored-commit.ts";
import { doorOf, parseHeader } from "#shared/vault/header.ts";
import type { Commit } from "#shared/vault/session.ts";
import { LastBackup, type Looked, type Mended } from "./calls.ts";
import { openCurrentStore, type Everything, type Store } from "./database.ts";
import type { Desk } from "./desk.ts";
import { installJournal } from "./install.ts";
import { findLedger, ledgerEvidence, type FoundLedger } from "./ledger.ts";
import type { OwnFiles } from "./own-files.ts";

/** Closes what was open and makes this the store of the desk. */
export async function showStore(desk: Desk, found: Store | null, mended: Mended | null = null): Promise<Looked> {
  desk.forgetSession();
  if (desk.store !== found) desk.store?.close();
  desk.store = found;
  desk.header = (await found?.header()) ?? null;
  desk.isEmptyPlace = found === null;
  if (found === null || desk.header === null) return { kind: "empty" };
  const last = await found.fact("last-backup");
  return {
    kind: "closed",
    door: doorOf(desk.header),
    lastBackup: last === null ? null : LastBackup.parse(JSON.parse(last)),
    mended,
  };
}

const orDamaged = (thrown: unknown): "damaged" => {
  if (codeOf(thrown) === "damaged") return "damaged";
  throw thrown;
};

/** Looks at the journal of this laptop. Throws "damaged" when one was here and nothing of it can be opened. */
export async function lookAtJournal(desk: Desk, now: number): Promise<Looked> {
  const found = (await openCurrentStore().catch(orDamaged)) ?? "absent";
  const files = desk.ledgerFiles;
  if (files === null) {
    desk.ledger = { kind: "none" };
    if (found === "damaged") throw new TwofoldError("damaged", "store");
    return showStore(desk, found === "absent" ? null : found);
  }
  return lookAtBoth(desk, files, found, now);
}

async function lookAtBoth(
  desk: Desk,
  files: OwnFiles,
  found: Store | "absent" | "damaged",
  now: number,
): Promise<Looked> {
  const store = typeof found === "string" ? null : found;
  const anchor = (await store?.anchor()) ?? null;
  const ledger = await findLedger(files, anchor);
  const vaultId = (await store?.header())?.vaultId ?? "";
  const comparison = compare(
    typeof found === "string" ? found : { vaultId, anchor },
    ledger === "absent" ? ledger : ledger.reading,
  );
  desk.surer = surerSide(comparison);
  desk.ledger = { kind: "behind", replaces: [], setAside: false };
  switch (comparison.kind) {
    case "nothing-here":
      return showStore(desk, null);
    case "both-lost":
      throw new TwofoldError("damaged", "store and ledger");
    case "newer-ledger":
      throw new TwofoldError("newer-version", "ledger");
    case "no-ledger":
      desk.ledger = { kind: "behind", replaces: [], setAside: comparison.inItsPlace !== "nothing" };
      return showStore(desk, store);
    case "apart":
      desk.ledger = { kind: "behind", replaces: [], setAside: true };
      return showStore(desk, store);
    case "in-step":
      standAt(desk, ledger, comparison.wear);
      return showStore(desk, store);
    case "ledger-ahead":
      return catchUp(desk, store as Store, ledger as FoundLedger, comparison.wear);
    case "store-lost":
    case "ledger-renewed":
      return takeLedgerState(desk, files, store, ledger as FoundLedger, comparison.wear, now);
    default:
      return assertNever(comparison);
  }
}

/** How the ledger stands once the store holds all that it holds. A worn one is written anew after a clean unlock. */
function standAt(desk: Desk, ledger: FoundLedger | "absent", wear: Wear): void {
  if (ledger === "absent" || ledger.reading.kind === "no-ledger") return;
  const { end, replaces } = ledger.reading;
  desk.ledger =
    wear === "damaged" || ledger.isMostlyOld
      ? { kind: "behind", replaces: [...replaces, end.ledger], setAside: wear === "damaged" }
      : { kind: "in-step", end, replaces };
}

const damageOf = ({ reading }: FoundLedger): number =>
  reading.kind === "no-ledger" ? 0 : reading.skipped + (reading.tail === "damaged" ? 1 : 0);

/** A commit as the ledger has it, for the store. Null when its header is none of this journal. */
function asCommit(stored: StoredCommit, vaultId: string): Commit | null {
  if (stored.header === null) return { ...stored, header: null };
  const header = parseHeader(stored.header);
  return header.vaultId === vaultId ? { ...stored, header } : null;
}

/** Writes to the store what was saved to the ledger and not to it: a crash fell between the two. */
async function catchUp(desk: Desk, store: Store, ledger: FoundLedger, wear: Wear): Promise<Looked> {
  const vaultId = (await store.header())?.vaultId ?? "";
  const later = ledger.later.map(({ commit, end }) => ({ commit: asCommit(commit, vaultId), end }));
  for (const { commit, end } of later) {
    if (commit === null) {
      desk.ledger = { kind: "behind", replaces: [], setAside: true };
      return showStore(desk, store);
    }
    await store.replay(commit, end); // one by one: a row put in one of them may be dropped in the next
  }
  standAt(desk, ledger, wear);
  const rows = later.reduce((sum, { commit }) => sum + (commit?.putRows.length ?? 0), 0);
  return showStore(desk, store, {
    how: "caught-up",
    rows,
    of: rows,
    fromLedger: rows,
    leftBehind: 0,
    ledgerDamage: damageOf(ledger),
  });
}

const everythingOf = (state: SealedState): Everything => ({
  header: parseHeader(state.header ?? ""),
  rows: [...rowsOf(state)],
  parts: [...partsOf(state)],
});

/** Fills a new store with all that the ledger holds. A store that is there was older, or is the same. */
async function takeLedgerState(
  desk: Desk,
  files: OwnFiles,
  store: Store | null,
  ledger: FoundLedger,
  wear: Wear,
  now: number,
): Promise<Looked> {
  const state = emptyState();
  await ledgerEvidence(files)((commit) => applyCommit(state, commit));
  desk.store = store;
  const everything = everythingOf(state);
  if (store !== null && (await holdsTheSame(store, state, everything.rows.length))) {
    const { end } = ledger.reading as { readonly end: LedgerEnd };
    await store.setAnchor(end); // compacted, and ended before the store was told
    standAt(desk, ledger, wear);
    return showStore(desk, store);
  }
  const installed = await installJournal(desk, everything, { now, setAside: wear === "damaged" });
  const rows = everything.rows.length;
  return showStore(desk, installed, {
    how: "rebuilt",
    rows,
    of: rows,
    fromLedger: rows,
    leftBehind: 0,
    ledgerDamage: damageOf(ledger),
  });
}

async function holdsTheSame(store: Store, state: SealedState, rowsInLedger: number): Promise<boolean> {
  const { rows, parts } = await store.everything();
  const sameRows = rows.every(({ space, seq, sealed }) => isSame(state.rows.get(space)?.get(seq), sealed));
  const sameParts = parts.every(({ shelf, part, sealed }) => isSame(state.parts.get(shelf)?.get(part), sealed));
  return rows.length === rowsInLedger && sameRows && sameParts;
}

const isSame = (one: Uint8Array | undefined, other: Uint8Array): boolean =>
  one !== undefined && one.length === other.length && one.every((byte, at) => byte === other[at]);
