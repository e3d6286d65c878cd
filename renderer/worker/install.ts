/**
 * Putting one journal in the place of another, or of none: a new database is filled beside the current one, a new ledger
 * beside the current one, then the pointer is flipped. Until that one write the old journal is the journal.
 */
import { base64, randomBytes } from "#shared/crypto/sodium.ts";
import type { SealedPart } from "#shared/vault/attachment.ts";
import { dropStagedStore, flipTo, stageStore, type Everything, type FactName, type Store } from "./database.ts";
import type { Desk } from "./desk.ts";
import { stageLedger, type StagedLedger } from "./ledger.ts";
import { bringFromBesideLedger, completeBesideLedger, wholePart } from "./part-copies.ts";
import type { LedgerEnd } from "#shared/ledger/ledger-file.ts";

const STORE_NAME_BYTES = 12;

/** Facts about backups go along with a journal that is put in the place of an older form of itself. */
const KEPT_FACTS = ["last-backup", "kept-backups"] as const satisfies FactName[];

/** A journal to be installed; `put` brings parts of attachments along, one after the other, as they need not fit into memory. */
export type Bring = (put: (part: SealedPart) => Promise<void>) => Promise<Everything>;

/**
 * Copies everybody's drafts, attachments, and what is known of backups, from the store that is replaced. A part that is not whole
 * there comes from a copy outside it; where there is none either, it stays in the store that is kept aside.
 */
async function carryOver(desk: Desk, from: Store, to: Store, without: ReadonlySet<string>): Promise<void> {
  for (const draft of await from.drafts()) await to.keepDraft(draft);
  for (const part of await from.listAttachments()) {
    if (without.has(part.attachment)) continue;
    const whole = await wholePart(desk, from, part);
    if (typeof whole !== "string") await to.putAttachmentParts([{ ...part, sealed: whole.sealed }]);
  }
  for (const name of KEPT_FACTS) {
    const text = await from.fact(name);
    if (text !== null) await to.setFact(name, text);
  }
}

/** Fills a staged store, or leaves nothing of it. */
export async function fillStaged(
  kind: Store["kind"],
  bring: Bring,
  now: number,
): Promise<{ readonly store: Store; readonly everything: Everything }> {
  const staged = await stageStore(kind, base64(randomBytes(STORE_NAME_BYTES)), now);
  try {
    const everything = await bring((part) => staged.putAttachmentParts([part]));
    await staged.fill(everything);
    return { store: staged, everything };
  } catch (thrown) {
    await dropStagedStore(staged);
    throw thrown;
  }
}

/** After the flip: the store names the staged ledger, so a crash before it is taken leaves the store the one to go by. */
async function takeLedger(desk: Desk, staged: StagedLedger | null, setAside: boolean): Promise<void> {
  if (staged === null) return;
  try {
    if (setAside) await desk.ledgerFiles?.setLedgerAside();
    await staged.take();
    desk.ledger = { kind: "in-step", end: staged.end, replaces: [] };
  } catch {
    desk.ledger = { kind: "behind", replaces: [], setAside: true }; // written anew before the next save; the journal itself is in its place
  }
}

/** Makes a staged store the current one. Where that fails it is left: a flip that answers too late may name it yet; else it is cleared away one day. */
async function flip(store: Store, now: number): Promise<void> {
  try {
    await flipTo(store, now);
  } catch (thrown) {
    store.close();
    throw thrown;
  }
}

/**
 * Makes this the journal of this laptop, all or nothing. The database before it is kept aside for 30 days; its ledger is replaced, or
 * set aside when it was damaged. Rejects when the disk does not follow: the old journal then stands as before.
 *
 * @param bring the journal, with the parts that come with it beside those of the journal before it
 * @param setAside whether the ledger that is there is worth keeping as evidence
 * @param now milliseconds since 1970
 * @param without attachments that are deleted for good
 */
export async function installJournal(
  desk: Desk,
  bring: Bring,
  {
    now,
    setAside,
    without = new Set(),
  }: { readonly now: number; readonly setAside: boolean; readonly without?: ReadonlySet<string> },
): Promise<Store> {
  const { store, everything } = await fillStaged("journal", bring, now);
  let ledger: StagedLedger | null = null;
  try {
    if (desk.store !== null && desk.store.kind === "journal") await carryOver(desk, desk.store, store, without);
    const { vaultId } = everything.header;
    await bringFromBesideLedger(desk.ledgerFiles, store, vaultId);
    await completeBesideLedger(desk, store, vaultId);
    ledger = desk.ledgerFiles === null ? null : await stageLedger(desk.ledgerFiles, everything, []);
    if (ledger !== null) await store.setAnchor(ledger.end);
  } catch (thrown) {
    await ledger?.drop().catch(() => {}); // what went wrong first is what is told
    await dropStagedStore(store);
    throw thrown;
  }
  await flip(store, now).catch(async (thrown: unknown) => {
    await ledger?.drop().catch(() => {}); // what went wrong first is what is told
    throw thrown;
  });
  await takeLedger(desk, ledger, setAside || (desk.ledger.kind === "behind" && desk.ledger.setAside));
  return store;
}

/**
 * Makes what a ledger came to the journal of a laptop that has no other. The ledger stays as it is: what a forged frame of it
 * dropped is found at the unlock, and is still there to be chosen from [L8].
 *
 * @param end where the ledger ends
 * @param now milliseconds since 1970
 */
export async function installBesideLedger(
  desk: Desk,
  everything: Everything,
  end: LedgerEnd,
  now: number,
): Promise<Store> {
  const { store } = await fillStaged("journal", async () => everything, now);
  try {
    await bringFromBesideLedger(desk.ledgerFiles, store, everything.header.vaultId);
    await store.setAnchor(end);
  } catch (thrown) {
    await dropStagedStore(store);
    throw thrown;
  }
  await flip(store, now);
  return store;
}
