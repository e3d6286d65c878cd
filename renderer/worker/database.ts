/**
 * The store: what stands in IndexedDB, all of it sealed but the vault header, where the ledger ends, and two facts about backups. One
 * journal is one database; a pointer names the current one, so that a restore fills a new database and flips.
 */
import Dexie, { type Table, type Transaction } from "dexie";
import { TwofoldError } from "#shared/base/errors.ts";
import type { Commit, ManifestPart, SealedRow } from "#shared/vault/session.ts";
import type { ListedPart } from "#shared/backup/part-list.ts";
import { LedgerEnd } from "#shared/ledger/ledger-file.ts";
import { partName, type SealedPart } from "#shared/vault/attachment.ts";
import { formatHeader, parseHeader, type VaultHeader } from "#shared/vault/header.ts";

/** A sealed draft. Its id is random and says nothing; whose it is shows only by whose key opens it. */
export interface SealedDraft {
  readonly id: string;
  readonly sealed: Uint8Array;
}

/** Facts kept beside the sealed rows, readable before unlock: JSON, but for the header's own text. */
interface Fact {
  readonly name: "header" | "last-backup" | "ledger-anchor" | "kept-backups";
  readonly text: string;
}
export type FactName = Exclude<Fact["name"], "header">;

/** All of a journal as it stood at one moment. */
export interface Everything {
  readonly header: VaultHeader;
  readonly rows: readonly SealedRow[];
  readonly parts: readonly ManifestPart[];
}

/** One sealed part of an attachment with its name and length, which an index lists without reading the part. */
interface StoredPart extends SealedPart, ListedPart {}

interface JournalDatabase extends Dexie {
  readonly rows: Table<SealedRow, [string, number]>;
  readonly parts: Table<ManifestPart, [string, number]>;
  readonly attachments: Table<StoredPart, [string, number]>;
  readonly drafts: Table<SealedDraft, string>;
  readonly facts: Table<Fact, string>;
}

interface Pointer {
  readonly id: "current";
  readonly name: string;
}

/** A journal's database that is not the current one. Only what is registered here is ever deleted. */
interface OffStage {
  readonly name: string;
  /** Being filled and never current yet, or replaced by a restore. */
  readonly why: "staged" | "replaced";
  /** Milliseconds since 1970. */
  readonly since: number;
}

const POINTERS_NAME = "twofold";
const SAMPLE_NAME = "twofold-sample";
const KEPT_ASIDE_MS = 30 * 24 * 3600 * 1000;
const JOURNAL_PREFIX = "twofold-journal-";
const WATCHDOG_MS = 10_000;
/** Whole tables are read at once: a slow disk gets a minute. */
const READ_PATIENCE_MS = 60_000;
/** Rows written in one transaction when a staged store is filled; the flip makes them one. */
const FILL_BATCH = 2_000;

/** A strict transaction: acknowledged only when the operating system says the bytes are on the disk. */
function openDatabase(name: string): JournalDatabase {
  const database = new Dexie(name, { chromeTransactionDurability: "strict" }) as JournalDatabase;
  database.version(1).stores({ rows: "[space+seq]", parts: "[shelf+part]", drafts: "id", facts: "name" });
  database.version(2).stores({ attachments: "[attachment+part], [attachment+part+name+bytes]" });
  // Dexie opens anew what was closed under it. Of a database that was deleted meanwhile it would make an empty one and save into that.
  let wasOpen = false;
  database.on("ready", () => {
    wasOpen = true;
  });
  database.on("populate", () => {
    if (wasOpen) throw new Error("deleted while it was open");
  });
  return database;
}

function openPointers() {
  const database = new Dexie(POINTERS_NAME, { chromeTransactionDurability: "strict" }) as Dexie & {
    readonly pointers: Table<Pointer, string>;
    readonly offStage: Table<OffStage, string>;
  };
  database.version(1).stores({ pointers: "id", offStage: "name" });
  return database;
}

/** Ends a transaction that did not answer in time: after a full disk it would hold every later one back for good. */
function giveUp(transaction: Transaction | null): void {
  try {
    transaction?.abort();
  } catch {
    // It is over, or being committed: its outcome tells which.
  }
}

/** Turns what Dexie throws into codes. A transaction may never fire any event on a full disk, hence the watchdog. */
async function watched<T>(work: PromiseLike<T>, patience = WATCHDOG_MS): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TwofoldError("storage-failed", "watchdog")), patience);
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
  readonly kind: "journal" | "sample";
  header(): Promise<VaultHeader | null>;
  /** All rows of one space, newest first. */
  rows(space: string): Promise<SealedRow[]>;
  parts(shelves: readonly string[]): Promise<ManifestPart[]>;
  /** Header, rows and parts in one transaction: no save falls between them. Throws "damaged" without a header. */
  everything(): Promise<Everything>;
  /**
   * Writes a commit in one strict transaction: all of it or nothing, and with it where the ledger ends that has it
   * already. `acknowledged` rejects when the disk does not answer in time; what became of the transaction in the end is
   * known only when `outcome` resolves.
   */
  write(commit: Commit, anchor: LedgerEnd | null): Write;
  /** Writes a commit that the ledger has and this store may have or not. */
  replay(commit: Commit, anchor: LedgerEnd): Promise<void>;
  /** Fills an empty store in batches, the header last, and counts what it holds. Throws "storage-failed" when that differs. */
  fill(everything: Everything): Promise<void>;
  /** Where the ledger ended at the last save; null when there was none, or in a form this version does not know. */
  anchor(): Promise<LedgerEnd | null>;
  setAnchor(anchor: LedgerEnd): Promise<void>;
  fact(name: FactName): Promise<string | null>;
  setFact(name: FactName, text: string): Promise<void>;
  /** The attachment parts there are, in the order of their key, without reading them. */
  listAttachments(): Promise<ListedPart[]>;
  /** Null when it is not there. */
  attachmentPart(of: Pick<SealedPart, "attachment" | "part">): Promise<StoredPart | null>;
  /** Writes parts in one strict transaction: all of them or none. */
  putAttachmentParts(parts: readonly SealedPart[]): Promise<void>;
  /** Removes all parts of these attachments. */
  dropAttachments(attachments: readonly string[]): Promise<void>;
  drafts(): Promise<SealedDraft[]>;
  keepDraft(draft: SealedDraft): Promise<void>;
  dropDraft(id: string): Promise<void>;
  close(): void;
}

/** A write under way. */
export interface Write {
  readonly acknowledged: Promise<void>;
  readonly outcome: Promise<"written" | "not-written">;
}

const keyOf = ({ space, seq }: { readonly space: string; readonly seq: number }): [string, number] => [space, seq];

function storeOf(database: JournalDatabase): Store {
  const fact = async (name: Fact["name"]) => (await watched(database.facts.get(name)))?.text ?? null;
  const setFact = async (name: FactName, text: string) => void (await watched(database.facts.put({ name, text })));

  /** One strict transaction of all that a commit writes. */
  function written(
    { putRows, dropRows, putParts, header }: Commit,
    anchor: LedgerEnd | null,
    writeRows: (rows: SealedRow[]) => PromiseLike<unknown>,
    onBegun: (transaction: Transaction) => void = () => {},
  ): PromiseLike<void> {
    // A transaction costs by the tables and requests in it: a save of one row has two tables and two requests.
    const writesFacts = anchor !== null || header !== null;
    const tables = [database.rows, database.parts, ...(writesFacts ? [database.facts] : [])];
    return database.transaction("rw", tables, async (transaction) => {
      onBegun(transaction);
      const requests: PromiseLike<unknown>[] = [writeRows([...putRows]), database.parts.bulkPut([...putParts])];
      if (dropRows.length > 0) requests.push(database.rows.bulkDelete(dropRows.map(keyOf)));
      if (header !== null) requests.push(database.facts.put({ name: "header", text: formatHeader(header) }));
      if (anchor !== null) requests.push(database.facts.put({ name: "ledger-anchor", text: JSON.stringify(anchor) }));
      await Promise.all(requests);
    });
  }

  return {
    name: database.name,
    kind: database.name === SAMPLE_NAME ? "sample" : "journal",
    async header() {
      const text = await fact("header");
      return text === null ? null : parseHeader(text);
    },
    rows: (space) =>
      watched(
        database.rows.where("[space+seq]").between([space, Dexie.minKey], [space, Dexie.maxKey]).reverse().toArray(),
        READ_PATIENCE_MS,
      ),
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
    async everything() {
      const read = database.transaction("r", [database.rows, database.parts, database.facts], () =>
        Promise.all([database.facts.get("header"), database.rows.toArray(), database.parts.toArray()]),
      );
      const [header, rows, parts] = await watched(read, READ_PATIENCE_MS);
      if (header === undefined) throw new TwofoldError("damaged", "no header");
      return { header: parseHeader(header.text), rows, parts };
    },
    write(commit, anchor) {
      let begun: Transaction | null = null;
      const addRows = (rows: SealedRow[]) => database.rows.bulkAdd(rows); // no seq is used twice [V10]
      const transaction = written(commit, anchor, addRows, (one) => (begun = one));
      return {
        acknowledged: watched(transaction).catch((thrown: unknown) => {
          giveUp(begun);
          throw thrown;
        }),
        outcome: Promise.resolve(transaction).then(
          () => "written" as const,
          () => "not-written" as const, // `acknowledged` tells why
        ),
      };
    },
    replay: (commit, anchor) => watched(written(commit, anchor, (rows) => database.rows.bulkPut(rows))),
    async fill({ header, rows, parts }) {
      for (let at = 0; at < rows.length; at += FILL_BATCH) {
        await watched(database.rows.bulkAdd(rows.slice(at, at + FILL_BATCH)));
      }
      for (let at = 0; at < parts.length; at += FILL_BATCH) {
        await watched(database.parts.bulkAdd(parts.slice(at, at + FILL_BATCH)));
      }
      const held = [await watched(database.rows.count()), await watched(database.parts.count())];
      if (held[0] !== rows.length || held[1] !== parts.length) throw new TwofoldError("storage-failed", "fill");
      await watched(database.facts.add({ name: "header", text: formatHeader(header) }));
    },
    async listAttachments() {
      const keys = await watched(database.attachments.orderBy("[attachment+part+name+bytes]").keys());
      return (keys as unknown as [string, number, string, number][]).map(([attachment, part, name, bytes]) => ({
        attachment,
        part,
        name,
        bytes,
      }));
    },
    attachmentPart: async ({ attachment, part }) =>
      (await watched(database.attachments.get([attachment, part]))) ?? null,
    async putAttachmentParts(parts) {
      const rows = parts.map(({ attachment, part, sealed }) => {
        return { attachment, part, sealed, name: partName(sealed), bytes: sealed.length };
      });
      let begun: Transaction | null = null;
      const written = database.transaction("rw", [database.attachments], async (transaction) => {
        begun = transaction;
        await database.attachments.bulkPut(rows);
      });
      await watched(written, READ_PATIENCE_MS).catch((thrown: unknown) => {
        giveUp(begun);
        throw thrown;
      });
    },
    async dropAttachments(attachments) {
      const ranges = attachments.map((id): [unknown, unknown] => [
        [id, Dexie.minKey],
        [id, Dexie.maxKey],
      ]);
      const found = database.attachments.where("[attachment+part]").inAnyRange(ranges);
      await watched(found.delete(), READ_PATIENCE_MS);
    },
    drafts: () => watched(database.drafts.toArray()),
    keepDraft: async (draft) => void (await watched(database.drafts.put(draft))),
    dropDraft: (id) => watched(database.drafts.delete(id)),
    async anchor() {
      const text = await fact("ledger-anchor");
      const parsed = text === null ? null : LedgerEnd.safeParse(JSON.parse(text));
      return parsed?.success === true ? parsed.data : null;
    },
    setAnchor: (anchor) => setFact("ledger-anchor", JSON.stringify(anchor)),
    fact,
    setFact,
    close: () => database.close(),
  };
}

/** Journals' databases that no pointer and no register knows of: what is left when the pointer itself was lost. */
async function unregisteredJournals(pointers: ReturnType<typeof openPointers>): Promise<string[]> {
  const registered = new Set((await watched(pointers.offStage.toArray())).map(({ name }) => name));
  const names = await watched(Dexie.getDatabaseNames());
  return names.filter((name) => name.startsWith(JOURNAL_PREFIX) && !registered.has(name));
}

/**
 * Opens the current journal's store, or null when there has never been one here. A lost pointer is put back when only
 * one journal can be meant. Throws "damaged" when a journal should be here and is not, or cannot be told: an empty
 * journal is never offered in its place.
 */
export async function openCurrentStore(): Promise<Store | null> {
  const pointers = openPointers();
  try {
    const pointer = await watched(pointers.pointers.get("current"));
    const [left, ...others] = pointer === undefined ? await unregisteredJournals(pointers) : [];
    const name = pointer?.name ?? left;
    if (name === undefined) return null;
    if (others.length > 0 || !(await watched(Dexie.exists(name)))) throw new TwofoldError("damaged", "pointer");
    const store = storeOf(openDatabase(name));
    if ((await store.header()) === null) {
      store.close();
      throw new TwofoldError("damaged", "no header");
    }
    if (pointer === undefined) await watched(pointers.pointers.put({ id: "current", name }));
    return store;
  } finally {
    pointers.close();
  }
}

/** The sample couple's store if one was left open, apart from the journal. */
export async function openSampleStore(): Promise<Store | null> {
  return (await watched(Dexie.exists(SAMPLE_NAME))) ? storeOf(openDatabase(SAMPLE_NAME)) : null;
}

/** Makes an empty store that is not yet the current one. `sample` replaces what the sample's store held. */
export async function stageStore(kind: Store["kind"], random: string, now: number): Promise<Store> {
  if (kind === "sample") {
    await dropSampleStore();
    return storeOf(openDatabase(SAMPLE_NAME));
  }
  const name = `${JOURNAL_PREFIX}${random}`;
  const pointers = openPointers();
  try {
    await watched(pointers.offStage.put({ name, why: "staged", since: now }));
    return storeOf(openDatabase(name));
  } finally {
    pointers.close();
  }
}

/** Makes a staged store the current one in one write; the one before is kept aside for 30 days. */
export async function flipTo(store: Store, now: number): Promise<void> {
  const pointers = openPointers();
  try {
    await watched(
      pointers.transaction("rw", pointers.pointers, pointers.offStage, async () => {
        const before = await pointers.pointers.get("current");
        await pointers.pointers.put({ id: "current", name: store.name });
        await pointers.offStage.delete(store.name);
        if (before !== undefined) await pointers.offStage.put({ name: before.name, why: "replaced", since: now });
      }),
    );
  } finally {
    pointers.close();
  }
}

/** Deletes staged stores that never became current, and those that were replaced: more than 30 days ago, or all of them. */
export async function clearOffStage(now: number, { keepReplaced = true } = {}): Promise<void> {
  const pointers = openPointers();
  try {
    const current = await watched(pointers.pointers.get("current"));
    if (current === undefined) return;
    for (const { name, why, since } of await watched(pointers.offStage.toArray())) {
      if (name === current.name || (keepReplaced && why === "replaced" && now - since < KEPT_ASIDE_MS)) continue;
      await watched(Dexie.delete(name), READ_PATIENCE_MS);
      await watched(pointers.offStage.delete(name));
    }
  } finally {
    pointers.close();
  }
}

/** Deletes a staged store that will not be used. */
export async function dropStagedStore(store: Store): Promise<void> {
  store.close();
  await watched(Dexie.delete(store.name), READ_PATIENCE_MS);
}

/** Deletes the journal's databases, the current one and all others, and last what names them. */
export async function deleteDatabases(): Promise<void> {
  const names = await watched(Dexie.getDatabaseNames());
  for (const name of names.filter((name) => name.startsWith(JOURNAL_PREFIX))) {
    await watched(Dexie.delete(name), READ_PATIENCE_MS);
  }
  await watched(Dexie.delete(POINTERS_NAME), READ_PATIENCE_MS);
}

/** Throws the sample couple's store away. */
export async function dropSampleStore(): Promise<void> {
  await watched(Dexie.delete(SAMPLE_NAME));
}
