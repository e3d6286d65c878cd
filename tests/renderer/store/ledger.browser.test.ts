import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEntry, type Entry } from "#shared/domain/entry.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { TwofoldError } from "#shared/base/errors.ts";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { LEDGER, memoryHost, type MemoryHost } from "../../support/memory-host.ts";
import { copyOf, deleteEverything, dropTable, inDatabase, journalDatabases, putBack } from "../../support/stores.ts";

// Real worker, real libsodium at the default cost, real Dexie; the Host's desktop double keeps the ledger in memory.
const NOA = "quiet lamp over the stairs";
const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };

let host: MemoryHost;
let journal: Journal;

async function reload(): Promise<void> {
  journal = startJournal(host, clock);
  await journal.look();
}

function snapshot(): Snapshot {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
  return state.snapshot;
}

/** Waits until the journal is open, checked, mended where it had to be, and today's backup is kept. */
async function settled(): Promise<Snapshot> {
  await journal.settled();
  await expect.poll(() => journal.kept()?.isRunning, { timeout: 20_000 }).toBe(false);
  await expect.poll(() => journal.kept()?.backups.length, { timeout: 20_000 }).toBe(1);
  return snapshot();
}

async function unlock(): Promise<Snapshot> {
  expect(await journal.unlock("a", { passphrase: NOA })).toBe("open");
  return settled();
}

const entry = (title: string): Entry => {
  const { session } = snapshot();
  if (session.kind !== "one") throw new Error("together");
  const act = { author: session.me.id, now: journal.now(), id: journal.newId() };
  const plain = { mood: null, feelings: [], tags: [], needs: [] };
  const body = richTextFromParagraphs([`What happened on the day of ${title}.`]);
  return createEntry({ ...plain, title, body, day: journal.today(), timeZone: journal.timeZone() }, act);
};

const titles = ({ mine }: Snapshot): string[] =>
  mine.flatMap((record) => (record.kind === "entry" ? [record.title] : [])).sort();

const ledger = (): Uint8Array => host.own.get(LEDGER) ?? new Uint8Array();
const asides = (): number => [...host.own.keys()].filter((name) => name.endsWith(".ledger-aside")).length;

async function currentDatabase(): Promise<string> {
  const pointer: unknown = await inDatabase("twofold", "pointers", (store) => store.get("current"));
  return (pointer as { name: string }).name;
}

beforeEach(async () => {
  await deleteEverything();
  host = memoryHost("desktop");
  await reload();
  const founding = await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA });
  await founding.confirm();
  await settled();
  await journal.put(entry("one"));
  await journal.put(entry("two"));
});

afterEach(async () => {
  await journal.lock();
});

describe("[L7] before any key", () => {
  test("a store that is gone is rebuilt from the ledger, every acknowledged save in it", async () => {
    await journal.lock();
    await deleteEverything();
    await reload();
    expect(journal.state()).toMatchObject({ kind: "closed" });
    expect(journal.mended()).toMatchObject({ how: "rebuilt", ledgerDamage: 0 });
    const open = await unlock();
    expect(titles(open)).toEqual(["one", "two"]);
    expect(open.findings).toEqual([]);
    await journal.put(entry("three"));
    await journal.lock();
    await deleteEverything();
    await reload();
    expect(titles(await unlock())).toEqual(["one", "three", "two"]); // and the ledger went on
  });

  test("what only the ledger has is caught up: a crash fell between it and the store", async () => {
    const name = await currentDatabase();
    const before = await copyOf(name);
    await journal.put(entry("three"));
    await journal.lock();
    await putBack(name, before);
    await reload();
    expect(journal.mended()).toMatchObject({ how: "caught-up", fromLedger: 1 });
    const open = await unlock();
    expect(titles(open)).toEqual(["one", "three", "two"]);
    expect(open.findings).toEqual([]);
  });

  test("without a store, a ledger in which nothing is left is damage and never an empty journal", async () => {
    await journal.lock();
    await deleteEverything();
    host.own.set(LEDGER, ledger().slice(0, 40));
    await reload();
    expect(journal.state()).toEqual({ kind: "failed", code: "damaged" });
    expect(journal.kept()?.backups).toHaveLength(1); // and this is what is left
  });

  test("a torn last frame was never acknowledged: it is cut off and the journal goes on", async () => {
    const before = ledger().length;
    await journal.put(entry("then"));
    const frame = ledger().slice(before);
    await journal.lock();
    host.own.set(LEDGER, Uint8Array.from([...ledger(), ...frame.slice(0, frame.length - 7)]));
    host = Object.assign(memoryHost("desktop", host.own), { replaced: 0 });
    await reload();
    expect(journal.mended()).toBeNull();
    await unlock();
    await journal.put(entry("three"));
    await journal.lock();
    await deleteEverything();
    await reload();
    expect(titles(await unlock())).toEqual(["one", "then", "three", "two"]);
    expect(asides()).toBe(0);
  });
});

describe("[L8] with keys", () => {
  test("rows and manifest parts that are missing come back, and damaged files are set aside", async () => {
    await journal.lock();
    const name = await currentDatabase();
    const rows = await inDatabase(name, "rows", (store) => store.getAllKeys());
    const parts = await inDatabase(name, "parts", (store) => store.getAllKeys());
    await inDatabase(name, "rows", (store) => store.delete(rows[0] as IDBValidKey));
    await inDatabase(name, "rows", (store) => store.delete(rows[1] as IDBValidKey));
    await inDatabase(name, "parts", (store) => store.delete(parts.at(-1) as IDBValidKey));
    await reload();
    const open = await unlock();
    expect(titles(open)).toEqual(["one", "two"]);
    expect(open.findings).toEqual([]);
    const { mended } = { mended: journal.mended() };
    expect(mended).toMatchObject({ how: "rebuilt", fromLedger: 2 });
    expect(mended?.rows).toBe(mended?.of);
    expect(await journalDatabases()).toHaveLength(2); // the damaged one is kept aside
    await journal.put(entry("three")); // and writing goes on
  });

  test("a ledger that is gone, or damaged beside a whole store, is written anew", async () => {
    for (const damage of ["gone", "flipped"] as const) {
      await journal.lock();
      if (damage === "gone") host.own.delete(LEDGER);
      else {
        const bytes = ledger().slice();
        bytes[200] = (bytes[200] ?? 0) ^ 1;
        host.own.set(LEDGER, bytes);
      }
      await reload();
      expect(journal.mended()).toBeNull();
      expect((await unlock()).findings).toEqual([]);
      expect(ledger().length).toBeGreaterThan(1_000);
      expect(asides()).toBe(damage === "gone" ? 0 : 1);
    }
    await journal.lock();
    await deleteEverything();
    await reload();
    expect(titles(await unlock())).toEqual(["one", "two"]);
  });

  test("store and ledger damaged in different places make one whole journal", async () => {
    await journal.lock();
    const name = await currentDatabase();
    const rows = await inDatabase(name, "rows", (store) => store.getAllKeys());
    await inDatabase(name, "rows", (store) => store.delete(rows.at(-1) as IDBValidKey));
    const bytes = ledger().slice();
    bytes[400] = (bytes[400] ?? 0) ^ 1; // in the first frame: what was there when the journal was founded
    host.own.set(LEDGER, bytes);
    await reload();
    const open = await unlock();
    expect(titles(open)).toEqual(["one", "two"]);
    expect(open.findings).toEqual([]);
    expect(asides()).toBe(1);
  });
});

describe("a store that does not answer", () => {
  test("is rebuilt from the ledger at the unlock when its rows cannot be read", async () => {
    await journal.lock();
    await dropTable(await currentDatabase(), "rows");
    await reload();
    expect(journal.state()).toMatchObject({ kind: "closed" });
    const open = await unlock();
    expect(titles(open)).toEqual(["one", "two"]);
    expect(open.findings).toEqual([]);
    expect(journal.mended()).toMatchObject({ how: "rebuilt" });
    await journal.put(entry("three"));
  });

  test("is rebuilt before the door is shown when it cannot be opened at all", async () => {
    await journal.lock();
    await dropTable(await currentDatabase(), "facts");
    await reload();
    expect(journal.state()).toMatchObject({ kind: "closed" });
    expect(journal.mended()).toMatchObject({ how: "rebuilt" });
    expect(titles(await unlock())).toEqual(["one", "two"]);
  });
});

describe("saved means both", () => {
  test("a save the ledger refuses is not in the journal, and the next one goes on", async () => {
    const { appendLedger } = host;
    host.appendLedger = () => Promise.reject(new TwofoldError("storage-full"));
    await expect(journal.put(entry("three"))).rejects.toMatchObject({ code: "storage-full" });
    expect(titles(snapshot())).toEqual(["one", "two"]);
    host.appendLedger = appendLedger;
    await journal.put(entry("four"));
    await journal.lock();
    await reload();
    const open = await unlock();
    expect(titles(open)).toEqual(["four", "one", "two"]);
    expect(open.findings).toEqual([]);
  });
});
