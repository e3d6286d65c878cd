/**
 * Looking what is on this laptop before any key is there: the store, the ledger beside it, and which of the two to go by
 * [L7]. What only the ledger has is brought back here; what needs keys to judge waits for the unlock.
 */
import { assertNever, codeOf, TwofoldError } from "#shared/base/errors.ts";
import { compare, headerToShow, surerSide, type Wear } from "#shared/ledger/compare.ts";
import { applyCommit, emptyState, partsOf, rowsOf } from "#shared/ledger/sealed-state.ts";
import { doorOf, formatHeader, parseHeader, type VaultHeader } from "#shared/vault/header.ts";
import { partName } from "#shared/vault/attachment.ts";
import { LastBackup, type Looked, type Mended } from "./calls.ts";
import { openCurrentStore, type Store } from "./database.ts";
import type { Desk } from "./desk.ts";
import { installBesideLedger, installJournal } from "./install.ts";
import { findLedger, ledgerEvidence, type FoundLedger } from "./ledger.ts";
import type { OwnFiles } from "./own-files.ts";
import { bringFromBesideLedger } from "./part-copies.ts";

type Progress = (done: number, total: number) => void;

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

/** How often a store that does not open is tried: Chromium refuses a damaged database once, and then begins an empty one. */
const TRIES = 3;
const BETWEEN_TRIES_MS = 500;

/**
 * The store as it is found. With a ledger to rebuild from, one that does not open counts as damaged; without, that it does not is
 * all that can be said.
 */
async function findStore(hasLedger: boolean): Promise<Store | "absent" | "damaged"> {
  for (let left = TRIES; ; left--) {
    try {
      return (await openCurrentStore()) ?? "absent";
    } catch (thrown) {
      if (codeOf(thrown) === "damaged") return "damaged";
      if (!hasLedger) throw thrown;
      if (left === 1) return "damaged";
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
    }
  }
}

/** Looks at the journal of this laptop. Throws "damaged" when one was here and nothing of it can be opened. */
export async function lookAtJournal(desk: Desk, now: number, onProgress: Progress): Promise<Looked> {
  const files = desk.ledgerFiles;
  const found = await findStore(files !== null);
  if (files === null) {
    desk.ledger = { kind: "none" };
    if (found === "damaged") throw new TwofoldError("damaged", "store");
    return showStore(desk, found === "absent" ? null : found);
  }
  return lookAtBoth(desk, files, found, now, onProgress);
}

async function lookAtBoth(
  desk: Desk,
  files: OwnFiles,
  found: Store | "absent" | "damaged",
  now: number,
  onProgress: Progress,
): Promise<Looked> {
  const store = typeof found === "string" ? null : found;
  const anchor = (await store?.anchor()) ?? null;
  const inStore = (await store?.header()) ?? null;
  const ledger = await findLedger(files, anchor);
  const comparison = compare(
    typeof found === "string" ? found : { vaultId: inStore?.vaultId ?? "", anchor },
    ledger === "absent" ? ledger : ledger.reading,
  );
  const header = headerToShow(comparison, inStore && formatHeader(inStore), ledger === "absent" ? null : ledger.header);
  desk.surer = surerSide(comparison);
  desk.chooseFromBoth = comparison.kind === "ledger-renewed";
  desk.unmended = null;
  desk.ledger = { kind: "behind", replaces: [], setAside: ledger !== "absent" }; // a restore, too, leaves what is there beside it
  switch (comparison.kind) {
    case "nothing-here":
      return showStore(desk, null);
    case "both-lost":
      throw new TwofoldError("damaged", "store and ledger");
    case "newer-ledger":
      throw new TwofoldError("newer-version", "ledger");
    case "store-lost":
      return fillFromLedger(desk, files, ledger as FoundLedger, comparison.wear, now, onProgress);
    case "no-ledger":
      desk.ledger = { kind: "behind", replaces: [], setAside: comparison.inItsPlace !== "nothing" };
      return showStore(desk, store);
    case "apart":
    case "ledger-renewed":
      desk.ledger = { kind: "behind", replaces: [], setAside: true };
      break;
    case "in-step":
      standAt(desk, ledger, comparison.wear);
      break;
    case "ledger-ahead":
      await catchUp(store as Store, ledger as FoundLedger, header);
      await bringFromBesideLedger(files, store as Store, inStore?.vaultId ?? "");
      standAt(desk, ledger, comparison.wear);
      return showStore(desk, store, caughtUp(ledger as FoundLedger));
    default:
      return assertNever(comparison);
  }
  // A header that was set back alone is not shown: the newer one is put where it was.
  if (store !== null && header !== null && anchor !== null && !isSameHeader(header, inStore))
    await store.replay({ ...NOTHING, header }, anchor);
  return showStore(desk, store);
}

const NOTHING = { putRows: [], dropRows: [], putParts: [] } as const;

const isSameHeader = (one: VaultHeader, other: VaultHeader | null): boolean =>
  other !== null && formatHeader(one) === formatHeader(other);

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

/**
 * Writes to the store what was saved to the ledger and not to it: a crash fell between the two. One by one, as a row put in one commit
 * may be dropped in the next. Of their headers only the one to be shown is taken.
 */
async function catchUp(store: Store, { later }: FoundLedger, header: VaultHeader | null): Promise<void> {
  for (const [at, { commit, end }] of later.entries()) {
    const isLast = at === later.length - 1;
    await store.replay({ ...commit, header: isLast ? header : null }, end);
  }
}

function caughtUp(ledger: FoundLedger): Mended {
  const rows = ledger.later.reduce((sum, { commit }) => sum + commit.putRows.length, 0);
  return { how: "caught-up", rows, of: rows, fromLedger: rows, leftBehind: 0, ledgerDamage: damageOf(ledger) };
}

/** Fills a new store with all that the ledger holds: there is no other. */
async function fillFromLedger(
  desk: Desk,
  files: OwnFiles,
  ledger: FoundLedger,
  wear: Wear,
  now: number,
  onProgress: Progress,
): Promise<Looked> {
  const state = emptyState();
  await ledgerEvidence(files, 1, onProgress)((commit) => applyCommit(state, commit));
  const everything = {
    header: parseHeader(state.header ?? ""),
    rows: [...rowsOf(state)],
    parts: [...partsOf(state)],
  };
  const { reading } = ledger;
  let installed: Store;
  if (wear === "sound" && reading.kind === "ledger") {
    installed = await installBesideLedger(desk, everything, reading.end, now);
    standAt(desk, ledger, wear);
  } else installed = await installJournal(desk, async () => everything, { now, setAside: true });
  const rows = everything.rows.length;
  // A torn end was never acknowledged where a store says so. With none it may be all that follows a damaged length [L5].
  const ledgerDamage = damageOf(ledger) + (wear === "torn" ? 1 : 0);
  return showStore(desk, installed, { how: "rebuilt", rows, of: rows, fromLedger: rows, leftBehind: 0, ledgerDamage });
}

/** Takes along the parts of attachments that only a store has which cannot be read as a whole, as far as each can be read. */
async function carryParts(from: Store, to: Store): Promise<void> {
  const there = new Set((await to.listAttachments()).map(({ name }) => name));
  for (const listed of await from.listAttachments().catch(() => [])) {
    if (there.has(listed.name)) continue;
    const part = await from.attachmentPart(listed).catch(() => null); // of what cannot be read nothing is to be had
    if (part !== null && partName(part.sealed) === listed.name) await to.putAttachmentParts([part]);
  }
}

/**
 * Rebuilds, from the ledger alone, a store whose header opened and whose rows cannot be read. Drafts come along as far as they
 * can be read. Null when there is no ledger of this journal to rebuild from; the store is then as it was.
 */
export async function rebuildUnreadable(desk: Desk, now: number, onProgress: Progress): Promise<Mended | null> {
  const { ledgerFiles: files, header, store } = desk;
  if (files === null || header === null || store === null || store.kind === "sample") return null;
  const ledger = await findLedger(files, null);
  if (ledger === "absent" || ledger.reading.kind === "no-ledger" || ledger.reading.vaultId !== header.vaultId)
    return null;
  const comparison = compare("damaged", ledger.reading);
  if (comparison.kind !== "store-lost") return null;
  const drafts = await store.drafts().catch(() => []); // of a table that cannot be read nothing is to be had
  desk.store = null; // nothing more is asked of it
  const looked = await fillFromLedger(desk, files, ledger, comparison.wear, now, onProgress).catch(
    (thrown: unknown) => {
      desk.store = store;
      throw thrown;
    },
  );
  for (const draft of drafts) await desk.openedStore().keepDraft(draft);
  await carryParts(store, desk.openedStore());
  store.close();
  return looked.kind === "closed" ? looked.mended : null;
}
