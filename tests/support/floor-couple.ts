/**
 * The sample couple's journal with locks of the floor cost, so that a page of a browser test opens it in a moment, and such a page: a
 * journal over a Host's double, with a clock that stands until it is set.
 */
import { expect } from "vitest";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import { asDay, asInstant } from "#shared/base/time.ts";
import { backupChunks } from "#shared/backup/write-backup.ts";
import { sampleVault } from "#shared/backup/sample-backup.ts";
import { createEntry, type Entry } from "#shared/domain/entry.ts";
import { PartnerId } from "#shared/domain/fields.ts";
import { writeRecord } from "#shared/domain/record.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { ownIdentity } from "#shared/vault/keyring.ts";
import { startJournal, type Journal, type OpenedBackupFile, type Secret } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import type { Seat } from "#shared/vault/header.ts";
import { anEntry } from "./builders.ts";
import type { MemoryHost } from "./memory-host.ts";
import { deleteEverything } from "./stores.ts";

export const NOA = "quiet lamp over the stairs";
export const SAM = "seven plums in a paper bag";
/** Words that only Sam's private space has. */
export const SAMS_CANARY = "canary-of-sams-private-page";
const WRITTEN = asInstant("2026-05-10T20:00:00.000Z");

export interface FloorCouple {
  /** A backup of the whole journal, which Noa can open. */
  readonly backup: Uint8Array;
  readonly words: { readonly a: readonly string[]; readonly b: readonly string[] };
}

/** Four derivations: make one per file. */
export async function floorCouple(): Promise<FloorCouple> {
  await sodiumReady;
  const passphrases = { a: NOA, b: SAM };
  const wish = { seed: 7, months: 1, until: asDay("2026-05-10"), passphrases, cost: KDF_FLOOR };
  const { rows, parts, sessions, words } = sampleVault(wish);
  if (sessions.b.keys.kind !== "one") throw new Error("together");
  const author = PartnerId.parse(ownIdentity(sessions.b.keys).partner);
  const canary = anEntry({ author, title: SAMS_CANARY, body: richTextFromParagraphs([SAMS_CANARY]) });
  const commit = sessions.b.stage([{ act: "put", space: "private", json: writeRecord(canary) }]);
  const allParts = new Map([...parts, ...commit.putParts].map((part) => [`${part.shelf} ${part.part}`, part]));
  const order = (left: string, right: string, numbers: number) => (left === right ? numbers : left < right ? -1 : 1);
  const chunks = backupChunks(
    sessions.a,
    [...rows, ...commit.putRows].sort((one, other) => order(one.space, other.space, one.seq - other.seq)),
    [...allParts.values()].sort((one, other) => order(one.shelf, other.shelf, one.part - other.part)),
    { now: WRITTEN },
  );
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of chunks) pieces.push(chunk.slice());
  return { backup: new Uint8Array(await new Blob(pieces).arrayBuffer()), words };
}

export interface JournalPage {
  /** The journal of the page as it was loaded last. */
  readonly journal: Journal;
  /** Milliseconds since 1970; stands still. */
  at: number;
  /** Loads the page anew over the same store. */
  reload(): Promise<void>;
  lockAndReload(): Promise<void>;
  snapshot(): Snapshot;
  /** Opens a seat, and waits until all is read, checked and today's backup is kept. */
  open(seat: Seat, secret?: Secret): Promise<Snapshot>;
  settled(): Promise<Snapshot>;
  entry(title: string): Entry;
  /** Chooses these bytes as a backup file and opens it. */
  chosen(bytes: Uint8Array, seat?: Seat, secret?: Secret): Promise<OpenedBackupFile>;
  /** Exports the open journal and answers the file. */
  exported(): Promise<Uint8Array>;
  /** Deletes what is here and puts the journal of a backup in its place, closed. */
  begin(backup: Uint8Array): Promise<void>;
}

const SECRETS = { a: { passphrase: NOA }, b: { passphrase: SAM } } as const;

export function journalPage(host: MemoryHost): JournalPage {
  const clock = { now: () => page.at, timeZone: () => "Europe/Berlin" };
  let journal: Journal | null = null;
  const page: JournalPage = {
    get journal() {
      if (journal === null) throw new Error("not loaded");
      return journal;
    },
    at: Date.parse("2026-05-17T08:30:00.000Z"),
    async reload() {
      const loaded = startJournal(host, clock);
      journal = loaded;
      await loaded.look();
      const state = loaded.state();
      if (state.kind === "failed" && state.code === "open-elsewhere")
        throw new Error("the page before this one still has it");
    },
    async lockAndReload() {
      await page.journal.lock();
      await page.reload();
    },
    snapshot() {
      const state = page.journal.state();
      if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
      return state.snapshot;
    },
    async open(seat, secret = SECRETS[seat]) {
      expect(await page.journal.unlock(seat, secret)).toBe("open");
      return page.settled();
    },
    async settled() {
      await page.journal.settled();
      await new Promise((resolve) => setTimeout(resolve)); // the backup of the day begins behind it
      await expect.poll(() => page.journal.kept()?.isRunning, { timeout: 20_000 }).toBe(false);
      return page.snapshot();
    },
    entry(title) {
      const { session } = page.snapshot();
      const { journal } = page;
      if (session.kind !== "one") throw new Error("together");
      const act = { author: session.me.id, now: journal.now(), id: journal.newId() };
      const plain = { mood: null, feelings: [], tags: [], needs: [] };
      const body = richTextFromParagraphs([`What happened on the day of ${title}.`]);
      return createEntry({ ...plain, title, body, day: journal.today(), timeZone: journal.timeZone() }, act);
    },
    async chosen(bytes, seat = "a", secret = SECRETS[seat]) {
      host.chosen = { name: "chosen.twofold", bytes };
      const file = await page.journal.chooseBackup();
      if (file === "cancelled") throw new Error("cancelled");
      expect(await file.unlock(seat, secret)).toBe("open");
      return file;
    },
    async exported() {
      const written = await page.journal.exportBackup();
      if (written === "cancelled") throw new Error("cancelled");
      const bytes = host.kept.get(written.name);
      if (bytes === undefined) throw new Error("not kept");
      return bytes;
    },
    async begin(backup) {
      await deleteEverything();
      await page.reload();
      const file = await page.chosen(backup);
      await file.plan();
      await file.restore();
    },
  };
  return page;
}

/** Titles of the open partner's own entries that a test wrote, in order: the sample couple's have none of these words. */
export const titled = ({ mine }: Snapshot, ...words: readonly string[]): string[] =>
  mine.flatMap((record) => (record.kind === "entry" && words.includes(record.title) ? [record.title] : [])).sort();
