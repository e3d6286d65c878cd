/** Benches of the store, where it lives: in a worker, on real Dexie and libsodium. The page sends a size and hears rows. */
import Dexie from "dexie";
import { backupContents } from "#shared/backup/backup-body.ts";
import { readBackupHeader } from "#shared/backup/backup-header.ts";
import { openBackup } from "#shared/backup/open-backup.ts";
import { backupChunks } from "#shared/backup/write-backup.ts";
import { verifyBackup } from "#shared/backup/verify.ts";
import { asDay, asInstant } from "#shared/base/time.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { base64, randomBytes, sodium, sodiumReady } from "#shared/crypto/sodium.ts";
import { createEntry } from "#shared/domain/entry.ts";
import { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { createProfile } from "#shared/domain/profile.ts";
import { writeRecord, type JournalRecord } from "#shared/domain/record.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { createNeed } from "#shared/domain/need.ts";
import { shareRecord } from "#shared/domain/sharing.ts";
import type { SealedFile } from "#shared/domain/file.ts";
import { openAttachment, sealAttachment } from "#shared/vault/attachment.ts";
import { foundVault } from "#shared/vault/founding.ts";
import { openSession, type ManifestPart, type SealedRow, type Session } from "#shared/vault/session.ts";
import { flipTo, stageStore, type Store } from "#renderer/worker/database.ts";
import { attachmentCalls } from "#renderer/worker/attachment-calls.ts";
import { openDesk } from "#renderer/worker/desk.ts";
import { openedPages } from "#renderer/worker/opened-pages.ts";
import { alternately, median, row, type Row } from "./measure.ts";

const NOW = asInstant("2026-05-17T08:30:00.000Z");
const TODAY = asDay("2026-05-17");
const RUNS = 5;
const SAVES = 25;
const MiB = 1024 * 1024;

const recordId = () => RecordId.parse(base64(randomBytes(16)));
/** Two kilobytes of words that compress no better than a person's. */
const words = () => Array.from({ length: 24 }, () => base64(randomBytes(63))).join(" ");

/** One third entries of 2 KB, two thirds small records, as ten years of two people would be. */
function recordAt(at: number, author: PartnerId): JournalRecord {
  const act = { author, now: NOW, today: TODAY, id: recordId() };
  if (at % 3 === 0) {
    return createEntry(
      {
        title: "A day",
        body: richTextFromParagraphs([words()]),
        day: TODAY,
        timeZone: "UTC",
        mood: null,
        feelings: [],
        tags: [],
        needs: [],
      },
      act,
    );
  }
  return createNeed(
    {
      noticed: "The table was laid at seven.",
      felt: "tense",
      need: "rest",
      request: "one evening",
      wish: "time",
      importance: 2,
    },
    act,
  );
}

interface Journal {
  readonly session: Session;
  readonly store: Store;
  readonly author: PartnerId;
  readonly rows: readonly SealedRow[];
  readonly parts: readonly ManifestPart[];
}

/** A journal of `size` rows, written to a store of its own: the last two thirds also shared are left out on purpose. */
async function journalOf(size: number): Promise<Journal> {
  const { session, partner, commit } = foundVault({
    cover: "tide",
    coverForB: "wheat",
    passphrase: "bench passphrase",
    cost: KDF_FLOOR,
  });
  const author = PartnerId.parse(partner);
  const rows: SealedRow[] = [];
  const parts = new Map(commit.putParts.map((part) => [`${part.shelf} ${part.part}`, part]));
  const keep = (staged: typeof commit) => {
    session.settle(staged);
    rows.push(...staged.putRows);
    for (const part of staged.putParts) parts.set(`${part.shelf} ${part.part}`, part);
  };
  const profile = shareRecord(createProfile({ name: "Noa" }, { author, now: NOW, id: recordId() }), {
    author,
    today: TODAY,
    sharedIds: new Set(),
  });
  keep(
    session.stage([
      { act: "put", space: "private", json: writeRecord(profile.original) },
      { act: "put", space: "shared", json: writeRecord(profile.copy) },
    ]),
  );
  for (let at = 0; at < size; at += 1_000) {
    const batch = Array.from({ length: Math.min(1_000, size - at) }, (_, index) => recordAt(at + index, author));
    keep(session.stage(batch.map((record) => ({ act: "put", space: "private", json: writeRecord(record) }))));
  }
  const store = await stageStore("journal", `bench-${size}-${base64(randomBytes(6))}`, Date.parse(NOW));
  await store.fill({ header: session.header, rows, parts: [...parts.values()] });
  return { session, store, author, rows, parts: [...parts.values()] };
}

/** The same records as plain rows: what an app without a vault would keep. */
async function plainTable(journal: Journal) {
  const database = new Dexie(`${journal.store.name}-plain`, { chromeTransactionDurability: "strict" });
  database.version(1).stores({ rows: "id" });
  const reading = openSession(journal.session.header, journal.session.keys);
  await database.table("rows").bulkPut(
    journal.rows.map((sealed) => {
      const opened = reading.openRow(sealed);
      return opened === "unreadable" ? { id: "none", json: "{}" } : { id: opened.id, json: opened.json };
    }),
  );
  return database;
}

async function unlockRows(journal: Journal, plain: Dexie, size: number): Promise<Row[]> {
  const [ours, shared] = journal.session.spaces() as [string, string];
  const first: number[] = [];
  const all = await alternately(
    RUNS,
    async () => {
      // Sealed rows are read while Argon2id runs: not part of what is waited for after the key is there.
      const read = [await journal.store.rows(ours), await journal.store.rows(shared)] as const;
      const parts = await journal.store.parts(journal.session.shelves());
      const before = performance.now();
      const reading = openSession(journal.session.header, journal.session.keys);
      const pages = openedPages(reading, read[0], read[1], parts);
      pages.next();
      first.push(performance.now() - before);
      for (const page of pages) if (page.findings.length > 0) throw new Error("findings in a bench journal");
      opened.push(performance.now() - before);
    },
    async () => {
      for (const { json } of await plain.table<{ json: string }>("rows").toArray()) JSON.parse(json);
    },
  );
  const against = "reading and parsing plain rows";
  return [
    row(
      `first screen after the key, ${size} rows`,
      against,
      { measured: median(first), reference: all.reference },
      0.15,
    ),
    row(
      `all records open after the key, rows read ahead, ${size} rows`,
      against,
      { measured: median(opened.splice(0)), reference: all.reference },
      1,
    ),
    row(`the same with reading the rows, ${size} rows`, against, all, null),
  ];
}
const opened: number[] = [];

async function saves(journal: Journal, plain: Dexie, size: number): Promise<{ rows: Row[]; save_ms: number }> {
  const writing = openSession(journal.session.header, journal.session.keys);
  for (const space of writing.spaces()) for (const sealed of await journal.store.rows(space)) writing.openRow(sealed);
  writing.check(await journal.store.parts(writing.shelves()));
  let at = 1;
  const result = await alternately(
    SAVES,
    async () => {
      const commit = writing.stage([
        { act: "put", space: "private", json: writeRecord(recordAt((at += 3), journal.author)) },
      ]);
      await journal.store.write(commit, null).acknowledged;
      writing.settle(commit);
    },
    () =>
      plain.table("rows").put({ id: base64(randomBytes(16)), json: writeRecord(recordAt((at += 3), journal.author)) }),
  );
  return {
    rows: [row(`one save acknowledged, ${size} rows`, "one plain strict put", result, 2)],
    save_ms: result.measured,
  };
}

async function backups(journal: Journal): Promise<Row[]> {
  const { rows, parts } = await journal.store.everything(); // in the order of their keys
  const session = openSession(journal.session.header, journal.session.keys);
  const plain = new Uint8Array([...rows, ...parts].reduce((total, { sealed }) => total + sealed.length, 0));
  const chunk = 64 * 1024;
  const streamOf = () => {
    const { state } = sodium.crypto_secretstream_xchacha20poly1305_init_push(new Uint8Array(32));
    for (let at = 0; at < plain.length; at += chunk) {
      sodium.crypto_secretstream_xchacha20poly1305_push(state, plain.subarray(at, at + chunk), null, 0);
    }
  };
  let pieces: Uint8Array[] = [];
  const written = await alternately(
    RUNS,
    async () => {
      pieces = [];
      for await (const piece of backupChunks(session, rows, parts, { now: NOW })) pieces.push(piece);
    },
    streamOf,
  );
  const file = new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
  const source = {
    size: file.length,
    read: (offset: number, length: number) => Promise.resolve(file.slice(offset, offset + length)),
  };
  const authenticated = await alternately(
    RUNS,
    async () => {
      let items = 0;
      for await (const batch of backupContents(openBackup(source, await readBackupHeader(source), session.keys)))
        items += batch.length;
      if (items !== rows.length + parts.length) throw new Error("a bench backup is not whole");
    },
    streamOf,
  );
  const verified = await alternately(
    RUNS,
    async () => {
      const report = await verifyBackup(openBackup(source, await readBackupHeader(source), session.keys));
      if (!report.ok) throw new Error("a bench backup did not verify");
    },
    streamOf,
  );
  let made = 0;
  const restored = await alternately(
    RUNS,
    async () => {
      const staged = await stageStore("journal", `bench-restore-${made++}`, Date.parse(NOW));
      await staged.fill({ header: session.header, rows, parts });
    },
    async () => {
      const table = new Dexie(`bench-bulk-${made++}`, { chromeTransactionDurability: "strict" });
      table.version(1).stores({ rows: "[space+seq]" });
      await table.table("rows").bulkAdd(rows);
    },
  );
  const size = `${rows.length} rows, ${Math.round(plain.length / MiB)} MiB`;
  return [
    row(`backup written, ${size}`, "raw secretstream of the same bytes", written, 4),
    row(`backup authenticated, no row opened, ${size}`, "raw secretstream of the same bytes", authenticated, 1.5),
    row(`backup verified, every row opened, ${size}`, "raw secretstream of the same bytes", verified, 1.5),
    row(`restore written, ${size}`, "plain bulkAdd of the same rows", restored, 2),
  ];
}

/** A photo of five megabytes kept and read, against sealing and opening it alone: what the disk and the list of own files cost. */
async function photos({ session, store }: Journal): Promise<Row[]> {
  const desk = Object.assign(openDesk(), { store, session });
  const { keepFile, readFile } = attachmentCalls(desk);
  const photo = new Uint8Array(5_000_000);
  const kept: SealedFile[] = [];
  const keeping = await alternately(
    RUNS,
    async () => kept.push(await keepFile({ bytes: photo })),
    () => sealAttachment(photo, session.header.vaultId),
  );
  const { ref, parts } = sealAttachment(photo, session.header.vaultId);
  const reading = await alternately(
    RUNS,
    async () => readFile({ file: kept.pop()! }),
    () => openAttachment(ref, session.header.vaultId, parts),
  );
  return [
    row("a photo of 5 MB kept, on the disk", "sealing it alone", keeping, null),
    row("a photo of 5 MB read", "opening it alone", reading, null),
  ];
}

self.onmessage = async ({ data }: MessageEvent<{ readonly sizes: readonly number[]; readonly keep: number }>) => {
  await sodiumReady;
  const results: Row[] = [];
  const saveTimes = new Map<number, number>();
  for (const size of [1_000, ...data.sizes]) {
    const journal = await journalOf(size);
    const plain = await plainTable(journal);
    if (size !== 1_000) results.push(...(await unlockRows(journal, plain, size)));
    const saved = await saves(journal, plain, size);
    saveTimes.set(size, saved.save_ms);
    results.push(...saved.rows);
    if (size === data.sizes[0]) results.push(...(await backups(journal)), ...(await photos(journal)));
    if (size === data.keep) await flipTo(journal.store, Date.parse(NOW));
    plain.close();
  }
  const largest = Math.max(...data.sizes);
  results.push(
    row(
      `one save at ${largest} rows`,
      "one save at 1000 rows",
      { measured: saveTimes.get(largest) ?? 0, reference: saveTimes.get(1_000) ?? 0 },
      1.3,
    ),
  );
  self.postMessage(results);
};
