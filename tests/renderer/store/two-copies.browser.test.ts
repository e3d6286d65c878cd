import { afterEach, beforeEach, expect, test } from "vitest";
import { TwofoldError } from "#shared/base/errors.ts";
import { createEntry } from "#shared/domain/entry.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { appendFrame, readLedger, type LedgerEnd } from "#shared/ledger/ledger-file.ts";
import type { SealedRow } from "#shared/vault/session.ts";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { LEDGER, memoryHost, type MemoryHost } from "../../support/memory-host.ts";
import { deleteEverything, inDatabase } from "../../support/stores.ts";

// What one copy must not take from the other. Real worker, real libsodium at the default cost, real Dexie; only the Host is a double.
const NOA = "quiet lamp over the stairs";
const SAM = "seven plums in a paper bag";
const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };

let host: MemoryHost;
let journal: Journal;

/** The app started anew: over a fresh shell, which knows nothing of what the one before appended. */
async function restart(): Promise<void> {
  await journal.lock();
  host = memoryHost("desktop", host.own);
  await look();
}

async function look(): Promise<void> {
  journal = startJournal(host, clock);
  await journal.look();
}

function snapshot(): Snapshot {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
  return state.snapshot;
}

/** Waits until the journal is open, checked and mended, and its automatic backup is through. */
async function settled(): Promise<Snapshot> {
  await journal.settled();
  await expect.poll(() => journal.kept()?.isRunning, { timeout: 20_000 }).toBe(true);
  await expect.poll(() => journal.kept()?.isRunning, { timeout: 20_000 }).toBe(false);
  return snapshot();
}

async function unlock(seat: "a" | "b", passphrase: string): Promise<Snapshot> {
  expect(await journal.unlock(seat, { passphrase })).toBe("open");
  return settled();
}

async function write(title: string): Promise<void> {
  const { session } = snapshot();
  if (session.kind !== "one") throw new Error("together");
  const act = { author: session.me.id, now: journal.now(), id: journal.newId() };
  const plain = { mood: null, feelings: [], tags: [], needs: [] };
  const body = richTextFromParagraphs([`What happened on the day of ${title}.`]);
  await journal.put(createEntry({ ...plain, title, body, day: journal.today(), timeZone: journal.timeZone() }, act));
}

const titles = ({ mine }: Snapshot): string[] =>
  mine.flatMap((record) => (record.kind === "entry" ? [record.title] : [])).sort();

const ledger = (): Uint8Array => host.own.get(LEDGER) ?? new Uint8Array();
const asides = (): string[] => [...host.own.keys()].filter((name) => name.endsWith(".ledger-aside"));
const backups = (): string[] => [...host.own.keys()].filter((name) => name.endsWith(".twofold"));

async function currentDatabase(): Promise<string> {
  const pointer: unknown = await inDatabase("twofold", "pointers", (store) => store.get("current"));
  return (pointer as { name: string }).name;
}

const rowsOfStore = async () =>
  (await inDatabase(await currentDatabase(), "rows", (store) => store.getAll())) as SealedRow[];

/** Rows of the ledger, and where it ends: what anybody can read of it. */
async function readRows(): Promise<{ readonly rows: readonly SealedRow[]; readonly end: LedgerEnd }> {
  await sodiumReady;
  const bytes = ledger();
  const rows: SealedRow[] = [];
  const source = {
    size: bytes.length,
    read: async (offset: number, length: number) => bytes.slice(offset, offset + length),
  };
  const read = await readLedger(source, null, ({ putRows }) => void rows.push(...putRows));
  if (read.kind !== "ledger") throw new Error(read.why);
  return { rows, end: read.end };
}

async function join(): Promise<void> {
  await (await journal.join({ name: "Sam", passphrase: SAM })).confirm();
  await look();
}

beforeEach(async () => {
  await deleteEverything();
  host = memoryHost("desktop");
  await look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  await settled();
  await write("one");
  await write("two");
});

afterEach(async () => {
  await journal.lock();
});

test("[L6] other locks that the store refused do not come true at the next start", async () => {
  const founding = await journal.join({ name: "Sam", passphrase: SAM });
  const database = await currentDatabase();
  const spaces = new Map<string, number>();
  for (const { space, seq } of await rowsOfStore()) spaces.set(space, Math.max(seq, spaces.get(space) ?? 0));
  // Rows where the second partner's first ones would go: the store's transaction aborts, once the ledger has it all.
  const planted = [...spaces].flatMap(([space, highest]) =>
    Array.from({ length: 4 }, (_, at) => ({ space, seq: highest + 1 + at, sealed: new Uint8Array(1) })),
  );
  for (const row of planted) await inDatabase(database, "rows", (store) => store.add(row));
  await expect(founding.confirm()).rejects.toMatchObject({ code: "storage-failed" });
  for (const { space, seq } of planted) await inDatabase(database, "rows", (store) => store.delete([space, seq]));
  await restart();
  expect(journal.state()).toMatchObject({ kind: "closed", door: { seats: { b: null } } });
  const open = await unlock("a", NOA);
  expect(titles(open)).toEqual(["one", "two"]);
  expect(open.findings).toEqual([]);
});

test("[L8] what the store lost of one partner is not lost with the ledger that the other has written anew", async () => {
  await join();
  const database = await currentDatabase();
  const bySpace = Object.entries(Object.groupBy(await rowsOfStore(), ({ space }) => space));
  // Noa's own space is the one with three rows: her profile and two pages. Shared are two profiles, and Sam has one of his own.
  const [noas] = bySpace.flatMap(([, rows]) => (rows?.length === 3 ? [rows] : []));
  for (const { space, seq } of noas ?? []) await inDatabase(database, "rows", (store) => store.delete([space, seq]));
  await unlock("b", SAM);
  expect(await journal.changePassphrase({ passphrase: SAM }, "eight plums in a paper bag")).toBe("changed");
  await restart();
  const open = await unlock("a", NOA);
  expect(noas).toHaveLength(3);
  expect(titles(open)).toEqual(["one", "two"]);
  expect(open.findings).toEqual([]);
}, 90_000);

test("[L7] a forged frame that drops everything takes nothing from a journal whose store is gone", async () => {
  await journal.lock();
  await deleteEverything();
  const { rows, end } = await readRows();
  const keys = new Map(rows.map(({ space, seq }) => [`${space} ${seq}`, { space, seq }]));
  const forged = appendFrame(end, { putRows: [], dropRows: [...keys.values()], putParts: [], header: null });
  host.own.set(LEDGER, Uint8Array.from([...ledger(), ...forged.bytes]));
  await restart();
  const open = await unlock("a", NOA);
  expect(titles(open)).toEqual(["one", "two"]);
  expect(open.findings).toEqual([]);
});

test("[L5] without a store, a ledger that ends too early is said to be damaged and is set aside", async () => {
  await journal.lock();
  await deleteEverything();
  host.own.set(LEDGER, ledger().slice(0, -7));
  await restart();
  expect(journal.mended()).toMatchObject({ how: "rebuilt", ledgerDamage: 1 });
  expect(asides()).toHaveLength(1);
});

test("[L7] a restore where both copies were lost sets the damaged ledger aside", async () => {
  await journal.lock();
  await deleteEverything();
  const damaged = ledger().slice();
  damaged[9] = 7; // a version no Twofold has written yet
  host.own.set(LEDGER, damaged);
  await restart();
  expect(journal.state()).toMatchObject({ kind: "failed", code: "newer-version" });
  const file = await journal.openKept(backups()[0] ?? "");
  expect(await file.unlock("a", { passphrase: NOA })).toBe("open");
  await file.plan();
  await file.restore();
  expect(asides().map((name) => host.own.get(name))).toEqual([damaged]);
});

test("[L8] a full disk keeps nobody from reading, and no ledger is replaced by less before there is room", async () => {
  await journal.lock();
  const [lost] = await rowsOfStore();
  const database = await currentDatabase();
  if (lost === undefined) throw new Error("no rows");
  await inDatabase(database, "rows", (store) => store.delete([lost.space, lost.seq]));
  await restart();
  const before = ledger();
  const { createOwnFile } = host;
  host.createOwnFile = () => Promise.reject(new TwofoldError("storage-full"));
  const poor = await unlock("a", NOA);
  expect(poor.findings.length).toBeGreaterThan(0);
  expect(ledger().slice(0, before.length)).toEqual(before);
  host.createOwnFile = createOwnFile;
  await restart();
  const open = await unlock("a", NOA);
  expect(titles(open)).toEqual(["one", "two"]);
  expect(open.findings).toEqual([]);
});

test("[B13] a file that somebody named like a backup of today does not keep the day from having one", async () => {
  await journal.lock();
  const [made] = backups();
  const bytes = host.own.get(made ?? "") ?? new Uint8Array();
  host.own.delete(made ?? "");
  host.own.set("Twofold 2026-05-17 05-00-00Z.twofold", bytes.slice(0, bytes.length - 9));
  await restart();
  await unlock("a", NOA);
  await expect.poll(() => journal.kept()?.backups.filter(({ health }) => health === "verified").length).toBe(1);
});
