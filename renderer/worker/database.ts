/**
 * The store: what stands in IndexedDB, all of it sealed but the vault header and two facts about backups. One
 * journal is one database; a pointer names the current one, so that a restore fills a new database and flips.
 */
import Dexie, { type Table } from "dexie";
import { TwofoldError } from "#shared/base/errors.ts";
import type { Commit, ManifestPart, SealedRow } from "#shared/vault/session.ts";
import { formatHeader, parseHeader, type VaultHeader } from "#shared/vault/header.ts";

/** A sealed draft. Its id is random and says nothing; whose it is shows only by whose key opens it. */
export interface SealedDraft {
  readonly id: string;
  readonly sealed: Uint8Array;
}

/** Facts kept beside the sealed rows, readable before unlock. */
interface Fact {
  readonly name: "header" | "last-backup";
  readonly text: string;
}

interface JournalDatabase extends Dexie {
  readonly rows: Table<SealedRow, [string, number]>;
  readonly parts: Table<ManifestPart, [string, number]>;
  readonly drafts: Table<SealedDraft, string>;
  readonly facts: Table<Fact, string>;
}

interface Pointer {
  readonly id: "current";
  readonly name: string;
}

interface SetAside {
  readonly name: string;
  /** Milliseconds since 1970, when a restore replaced it. */
  readonly since: number;
}

const SAMPLE_NAME = "twofold-sample";
const KEPT_ASIDE_MS = 30 * 24 * 3600 * 1000;
const WATCHDOG_MS = 10_000;

/** A strict transaction: acknowledged only when the operating system says the bytes are on the disk. */
function openDatabase(name: string): JournalDatabase {
  const database = new Dexie(name, { chromeTransactionDurability: "strict" }) as JournalDatabase;
  database.version(1).stores({ rows: "[space+seq]", parts: "[shelf+part]", drafts: "id", facts: "name" });
  return database;
}

function openPointers() {
  const database = new Dexie("twofold", { chromeTransactionDurability: "strict" }) as Dexie & {
    readonly pointers: Table<Pointer, string>;
    readonly aside: Table<SetAside, string>;
  };
  database.version(1).stores({ pointers: "id", aside: "name" });
  return database;
}

/** Turns what Dexie throws into codes. A transaction may never fire any event on a full disk, hence the watchdog. */
async function watched<T>(work: PromiseLike<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TwofoldError("storage-failed", "watchdog")), WATCHDOG_MS);
  });
  try {
    return await Promise.race([work, late]);
  } catch (thrown) {
    if (thrown instanceof TwofoldError) throw thrown;
    throw new TwofoldError(
      isQuota(thrown) ? "storage-full" : "storage-failed",
      thrown instanceof Error ? thrown.name : "",
    );
  } finally {
    clearTimeout(timer);
  }
}

function isQuota(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const inner = (thrown as { inner?: unknown }).inner;
  return thrown.name === "QuotaExceededError" || (inner !== undefined && isQuota(inner));
}

/** One journal's database, open. Every method rejects with storage-full or storage-failed when the disk does not follow. */
export interface Store {
  readonly name: string;
  header(): Promise<VaultHeader | null>;
  /** All rows of one space, newest first. */
  rows(space: string): Promise<SealedRow[]>;
  everyRow(): Promise<SealedRow[]>;
  parts(shelves: readonly string[]): Promise<ManifestPart[]>;
  everyPart(): Promise<ManifestPart[]>;
  /** Writes commits in one strict transaction: all of them or nothing. */
  write(...commits: readonly Commit[]): Promise<void>;
  /** Fills an empty store in one strict transaction. */
  fill(header: VaultHeader, rows: readonly SealedRow[], parts: readonly ManifestPart[]): Promise<void>;
  drafts(): Promise<SealedDraft[]>;
  keepDraft(draft: SealedDraft): Promise<void>;
  dropDraft(id: string): Promise<void>;
  lastBackup(): Promise<string | null>;
  setLastBackup(text: string): Promise<void>;
  close(): void;
}

function storeOf(database: JournalDatabase): Store {
  const fact = async (name: Fact["name"]) => (await watched(database.facts.get(name)))?.text ?? null;
  return {
    name: database.name,
    async header() {
      const text = await fact("header");
      return text === null ? null : parseHeader(text);
    },
    rows: (space) =>
      watched(
        database.rows.where("[space+seq]").between([space, Dexie.minKey], [space, Dexie.maxKey]).reverse().toArray(),
      ),
    everyRow: () => watched(database.rows.toArray()),
    parts: (shelves) =>
      watched(
        database.parts
          .where("[shelf+part]")
          .inAnyRange(
            shelves.map((shelf) => [
              [shelf, Dexie.minKey],
              [shelf, Dexie.maxKey],
            ]),
          )
          .toArray(),
      ),
    everyPart: () => watched(database.parts.toArray()),
    write: (...commits) =>
      watched(
        database.transaction("rw", database.rows, database.parts, database.facts, async () => {
          for (const commit of commits) {
            await database.rows.bulkAdd([...commit.putRows]);
            await database.rows.bulkDelete(commit.dropRows.map(({ space, seq }): [string, number] => [space, seq]));
            await database.parts.bulkPut([...commit.putParts]);
            if (commit.header !== null) await database.facts.put({ name: "header", text: formatHeader(commit.header) });
          }
        }),
      ),
    fill: (header, rows, parts) =>
      watched(
        database.transaction("rw", database.rows, database.parts, database.facts, async () => {
          await database.facts.add({ name: "header", text: formatHeader(header) });
          await database.rows.bulkAdd([...rows]);
          await database.parts.bulkAdd([...parts]);
        }),
      ),
    drafts: () => watched(database.drafts.toArray()),
    keepDraft: async (draft) => void (await watched(database.drafts.put(draft))),
    dropDraft: (id) => watched(database.drafts.delete(id)),
    lastBackup: () => fact("last-backup"),
    setLastBackup: async (text) => void (await watched(database.facts.put({ name: "last-backup", text }))),
    close: () => database.close(),
  };
}

/** Opens the current journal's store, or null when there has never been one here. */
export async function openCurrentStore(): Promise<Store | null> {
  const pointers = openPointers();
  try {
    const pointer = await watched(pointers.pointers.get("current"));
    return pointer === undefined ? null : storeOf(openDatabase(pointer.name));
  } finally {
    pointers.close();
  }
}

/** The sample couple's store if one was left open, apart from the journal. */
export async function openSampleStore(): Promise<Store | null> {
  return (await Dexie.exists(SAMPLE_NAME)) ? storeOf(openDatabase(SAMPLE_NAME)) : null;
}

/** Makes an empty store that is not yet the current one. `sample` replaces what the sample's store held. */
export async function stageStore(kind: "journal" | "sample", random: string): Promise<Store> {
  if (kind === "sample") await dropSampleStore();
  return storeOf(openDatabase(kind === "sample" ? SAMPLE_NAME : `twofold-journal-${random}`));
}

/** Makes a staged store the current one in one write; the one before is kept aside for 30 days. */
export async function flipTo(store: Store, now: number): Promise<void> {
  const pointers = openPointers();
  try {
    await watched(
      pointers.transaction("rw", pointers.pointers, pointers.aside, async () => {
        const before = await pointers.pointers.get("current");
        await pointers.pointers.put({ id: "current", name: store.name });
        if (before !== undefined) await pointers.aside.put({ name: before.name, since: now });
      }),
    );
  } finally {
    pointers.close();
  }
}

/** Deletes stores that a restore set aside more than 30 days ago, and staged ones that never became current. */
export async function clearSetAside(now: number): Promise<void> {
  const pointers = openPointers();
  try {
    const current = await watched(pointers.pointers.get("current"));
    const aside = await watched(pointers.aside.toArray());
    const keep = new Set([
      current?.name,
      ...aside.filter(({ since }) => now - since < KEPT_ASIDE_MS).map(({ name }) => name),
    ]);
    for (const name of await watched(Dexie.getDatabaseNames())) {
      if (name.startsWith("twofold-journal-") && !keep.has(name)) await watched(Dexie.delete(name));
    }
    await watched(pointers.aside.bulkDelete(aside.map(({ name }) => name).filter((name) => !keep.has(name))));
  } finally {
    pointers.close();
  }
}

/** Deletes a staged store that will not be used. */
export async function dropStagedStore(store: Store): Promise<void> {
  store.close();
  await watched(Dexie.delete(store.name));
}

/** Throws the sample couple's store away. */
export async function dropSampleStore(): Promise<void> {
  await watched(Dexie.delete(SAMPLE_NAME));
}
