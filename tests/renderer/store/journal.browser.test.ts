import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEntry } from "#shared/domain/entry.ts";
import { closeNeed, createNeed, type Need } from "#shared/domain/need.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { SAMPLE_PASSPHRASES } from "#renderer/worker/key-jobs.ts";
import { memoryHost, type MemoryHost } from "../../support/memory-host.ts";
import { deleteEverything, inDatabase, journalDatabases } from "../../support/stores.ts";

// Real worker, real libsodium at the default cost, real Dexie; only the Host is a double.
const NOA = "quiet lamp over the stairs";
const SAM = "seven plums in a paper bag";
const SAMPLE_A = { passphrase: SAMPLE_PASSPHRASES.a };
const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };

let host: MemoryHost;
let journal: Journal;

/** What a page does when it starts anew: a fresh journal over the same store. */
async function reload(): Promise<void> {
  journal = startJournal(host, clock);
  await journal.look();
}

async function lockAndReload(): Promise<void> {
  await journal.lock();
  await reload();
}

function snapshot(): Snapshot {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
  return state.snapshot;
}

async function complete(): Promise<Snapshot> {
  while (!snapshot().complete) await new Promise((resolve) => journal.subscribe(() => resolve(null)));
  return snapshot();
}

function me() {
  const { session } = snapshot();
  if (session.kind !== "one") throw new Error("together");
  return session.me;
}

const act = () => ({ author: me().id, now: journal.now(), today: journal.today(), id: journal.newId() });

const entry = (title: string, words: string) =>
  createEntry(
    {
      title,
      body: richTextFromParagraphs([words]),
      day: journal.today(),
      timeZone: journal.timeZone(),
      mood: null,
      feelings: [],
      tags: [],
      needs: [],
    },
    act(),
  );

const need = (request: string): Need =>
  createNeed(
    { noticed: "The table was laid at seven.", felt: "tense", need: "rest", request, wish: "time", importance: 2 },
    act(),
  );

async function foundNoa(): Promise<readonly string[]> {
  const founding = await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA });
  await founding.confirm();
  await complete();
  return founding.words;
}

async function joinSam(): Promise<void> {
  const founding = await journal.join({ name: "Sam", passphrase: SAM });
  await founding.confirm();
  await reload();
}

beforeEach(async () => {
  await deleteEverything();
  host = memoryHost();
  await reload();
});

afterEach(async () => {
  await journal.lock();
});

describe("founding and opening", () => {
  test("nothing is written before the words are confirmed", async () => {
    expect(journal.state().kind).toBe("empty");
    const founding = await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA });
    expect(founding.words).toHaveLength(24);
    await founding.abandon();
    await lockAndReload();
    expect(journal.state().kind).toBe("empty");
  });

  test("opens with the passphrase and with the words; a wrong one is an answer and changes nothing", async () => {
    const words = await foundNoa();
    await journal.put(entry("A slow morning", "Rain on the skylight."));
    await lockAndReload();
    expect(journal.state()).toMatchObject({ kind: "closed", door: { seats: { a: { cover: "tide" }, b: null } } });
    expect(await journal.unlock("a", { passphrase: `${NOA}.` })).toBe("wrong-passphrase");
    expect(await journal.unlock("a", { words: words.toReversed().join(" ") })).toBe("wrong-words");
    expect(journal.state().kind).toBe("closed");
    expect(await journal.unlock("a", { words: words.join(" ").toUpperCase() })).toBe("open");
    await lockAndReload();
    expect(await journal.unlock("a", { passphrase: NOA })).toBe("open");
    const { mine, findings, unreadable } = await complete();
    expect(mine.map(({ kind }) => kind).sort()).toEqual(["entry", "profile"]);
    expect(findings).toEqual([]);
    expect(unreadable).toEqual([]);
    expect(me().name).toBe("Noa");
  });

  test("a second window is told so and opens nothing", async () => {
    await foundNoa();
    const second = startJournal(host, clock);
    await second.look();
    expect(second.state()).toEqual({ kind: "failed", code: "open-elsewhere" });
  });
});

describe("two partners", () => {
  test("each sees the shared copies of the other and nothing else", async () => {
    await foundNoa();
    await joinSam();
    await journal.unlock("a", { passphrase: NOA });
    await complete();
    const secret = entry("Only mine", "not for anybody");
    const told = need("One evening without a plan");
    await journal.put(secret);
    await journal.putAndShare(told);
    await lockAndReload();

    expect(await journal.unlock("b", { passphrase: SAM })).toBe("open");
    const sams = await complete();
    expect(sams.partners.map(({ name }) => name)).toEqual(["Noa", "Sam"]);
    expect(sams.mine.map(({ kind }) => kind)).toEqual(["profile"]);
    expect(sams.shared.every(({ verified }) => verified)).toBe(true);
    expect(sams.shared.map(({ record }) => record.id)).toContain(told.id);
    expect(JSON.stringify(sams)).not.toContain("not for anybody");
    await lockAndReload();

    expect(await journal.unlockTogether({ a: NOA, b: NOA })).toEqual({ wrong: "b" });
    expect(await journal.unlockTogether({ a: NOA, b: SAM })).toBe("open");
    const both = await complete();
    expect(both.session.kind).toBe("together");
    expect(both.mine).toEqual([]);
    expect(JSON.stringify(both)).not.toContain("not for anybody");
    await expect(journal.put(secret)).rejects.toMatchObject({ code: "not-allowed" });
  });

  test("closing shares the outcome without the owner's words; taking back removes the copy only", async () => {
    await foundNoa();
    await joinSam();
    await journal.unlock("a", { passphrase: NOA });
    await complete();
    const told = need("One evening without a plan");
    await journal.putAndShare(told);
    const stored = (await complete()).mine.find(({ id }) => id === told.id) as Need;
    const closed = closeNeed(stored, { status: "met", metBy: "both", felt: 3, words: "phones in the hall" }, act());
    await journal.putAndShare(closed);
    const copy = snapshot().shared.find(({ record }) => record.id === told.id)?.record as Need;
    expect(copy.closing).toMatchObject({ status: "met", metBy: "both", words: "" });
    await journal.takeBack(told.id);
    expect(snapshot().shared.map(({ record }) => record.kind)).toEqual(["profile", "profile"]);
    await lockAndReload();
    await journal.unlock("a", { passphrase: NOA });
    const { mine, shared, findings } = await complete();
    expect(findings).toEqual([]);
    expect((mine.find(({ id }) => id === told.id) as Need).closing?.words).toBe("phones in the hall");
    expect(shared.some(({ record }) => record.id === told.id)).toBe(false);
  });
});

describe("drafts", () => {
  test("survive a lock and open for their author alone", async () => {
    await foundNoa();
    await joinSam();
    await journal.unlock("a", { passphrase: NOA });
    await complete();
    await journal.keepDraft("entry:new", { words: "half a sentence, שלום 🙂" });
    await lockAndReload();
    await journal.unlock("b", { passphrase: SAM });
    expect(journal.drafts().size).toBe(0);
    await lockAndReload();
    await journal.unlock("a", { passphrase: NOA });
    expect(journal.drafts().get("entry:new")).toEqual({ words: "half a sentence, שלום 🙂" });
    await journal.dropDraft("entry:new");
    await lockAndReload();
    await journal.unlock("a", { passphrase: NOA });
    expect(journal.drafts().size).toBe(0);
  });

  test("go with what they were of, wherever its id stands in their place, deleted or deleted for good", async () => {
    await foundNoa();
    await journal.unlock("a", { passphrase: NOA });
    await complete();
    for (const remove of [(id: Need["id"]) => journal.remove(id), (id: Need["id"]) => journal.deleteForGood([id])]) {
      const [gone, left] = [need("An hour outside"), need("A walk")];
      await journal.putAll([gone, left]);
      const places = ({ id }: Need): string[] => [`need:${id}:close`, `need:edit:${id}`, `need:${id}:felt:${left.id}`];
      for (const place of [...places(gone), `need:${left.id}:close`]) await journal.keepDraft(place, "half a sentence");
      await remove(gone.id);
      expect([...journal.drafts().keys()]).toEqual([`need:${left.id}:close`]);
      await lockAndReload();
      await journal.unlock("a", { passphrase: NOA });
      await complete();
      expect([...journal.drafts().keys()]).toEqual([`need:${left.id}:close`]);
      await journal.dropDraft(`need:${left.id}:close`);
    }
  });

  test("what was typed last is kept by the lock itself", async () => {
    await foundNoa();
    journal.beforeLock(() => journal.keepDraft("entry:new", "typed just before the lock"));
    await lockAndReload();
    await journal.unlock("a", { passphrase: NOA });
    expect(journal.drafts().get("entry:new")).toBe("typed just before the lock");
  });
});

describe("backup", () => {
  test("export, wipe, restore: every record comes back as it was", async () => {
    await foundNoa();
    await joinSam();
    await journal.unlock("b", { passphrase: SAM });
    await complete();
    await journal.put(entry("Sam's own", "kept by Sam"));
    await lockAndReload();
    await journal.unlock("a", { passphrase: NOA });
    await complete();
    await journal.put(entry("A slow morning", "Rain on the skylight."));
    await journal.putAndShare(need("One evening without a plan"));
    const before = snapshot();
    const exported = await journal.exportBackup();
    expect(exported).toMatchObject({ report: { ok: true } });
    const [[name, bytes]] = [...host.kept] as [[string, Uint8Array]];
    expect(journal.lastBackup()).toMatchObject({ verified: true });
    await journal.lock();
    await deleteEverything();
    await reload();
    expect(journal.state().kind).toBe("empty");

    host.chosen = { name, bytes };
    const file = await journal.chooseBackup();
    if (file === "cancelled") throw new Error("cancelled");
    expect(file.journalHere).toBe(false);
    expect(await file.unlock("a", { passphrase: "something else" })).toBe("wrong-passphrase");
    expect(await file.unlock("a", { passphrase: NOA })).toBe("open");
    expect(await file.verify()).toMatchObject({ ok: true });
    await file.plan();
    await file.restore();
    expect(journal.state().kind).toBe("closed");
    await journal.unlock("a", { passphrase: NOA });
    const after = await complete();
    const byId = (records: Snapshot["mine"]) => records.toSorted((left, right) => (left.id < right.id ? -1 : 1));
    expect(byId(after.mine)).toEqual(byId(before.mine));
    expect(byId(after.shared.map(({ record }) => record))).toEqual(byId(before.shared.map(({ record }) => record)));
    expect(after.findings).toEqual([]);
    await lockAndReload();
    await journal.unlock("b", { passphrase: SAM });
    expect(JSON.stringify((await complete()).mine)).toContain("kept by Sam");
  });

  test("a file that is no backup, and a damaged one, are refused and write nothing", async () => {
    await foundNoa();
    await journal.exportBackup();
    const [[name, bytes]] = [...host.kept] as [[string, Uint8Array]];
    host.chosen = { name: "photo.twofold", bytes: new TextEncoder().encode("not at all a backup, only text") };
    await expect(journal.chooseBackup()).rejects.toMatchObject({ code: "not-a-backup" });
    host.chosen = { name: "empty.twofold", bytes: new Uint8Array() };
    await expect(journal.chooseBackup()).rejects.toMatchObject({ code: "not-a-backup" });
    const flipped = bytes.slice();
    flipped[bytes.length - 9] = (flipped[bytes.length - 9] as number) ^ 1;
    host.chosen = { name, bytes: flipped };
    const file = await journal.chooseBackup();
    if (file === "cancelled") throw new Error("cancelled");
    expect(await file.unlock("a", { passphrase: NOA })).toBe("open");
    await expect(file.plan()).rejects.toMatchObject({ code: "damaged" });
    await expect(file.restore()).rejects.toMatchObject({ code: "bad-call" });
  });
});

describe("never a silently empty journal", () => {
  test("a lost pointer is put back; a lost database is said to be damaged, not replaced by Welcome", async () => {
    await foundNoa();
    await journal.put(entry("A slow morning", "Rain on the skylight."));
    await journal.lock();
    await inDatabase("twofold", "pointers", (store) => store.clear());
    await reload();
    expect(journal.state()).toMatchObject({ kind: "closed" });
    expect(await journal.unlock("a", { passphrase: NOA })).toBe("open");
    expect((await complete()).mine).toHaveLength(2);
    await journal.lock();
    const [name] = await journalDatabases();
    await new Promise((resolve) => (indexedDB.deleteDatabase(name as string).onsuccess = resolve));
    await reload();
    expect(journal.state()).toEqual({ kind: "failed", code: "damaged" });
    await expect(
      journal.found({ name: "Eve", cover: "tide", coverForB: "wheat", passphrase: NOA }),
    ).rejects.toMatchObject({ code: "already-exists" });
  });

  test("a row somebody put back is retracted and named, not shown as if it had never been deleted", async () => {
    await foundNoa();
    const gone = entry("Taken out", "not here any more");
    await journal.put(gone);
    const [name] = (await journalDatabases()) as [string];
    const before = await inDatabase(name, "rows", (store) => store.getAll());
    await journal.remove(gone.id);
    await journal.lock();
    for (const row of before) await inDatabase(name, "rows", (store) => store.put(row));
    await reload();
    await journal.unlock("a", { passphrase: NOA });
    const { mine, findings, unreadable } = await complete();
    expect(mine.map(({ kind }) => kind)).toEqual(["profile"]);
    expect(findings).toContainEqual({ kind: "unlisted", space: "private", count: 1 });
    expect(unreadable).toContainEqual({ space: "private", reason: "unlisted" });
  });
});

describe("the sample couple", () => {
  test("takes no restore, and leaves one's own journal as it was", async () => {
    await foundNoa();
    await lockAndReload();
    const own = await journalDatabases();
    await journal.openSample();
    await complete();
    await journal.exportBackup();
    const [[name, bytes]] = [...host.kept] as [[string, Uint8Array]];
    host.chosen = { name, bytes };
    const file = await journal.chooseBackup();
    if (file === "cancelled") throw new Error("cancelled");
    expect(await file.unlock("a", SAMPLE_A)).toBe("open");
    await expect(file.plan()).rejects.toMatchObject({ code: "not-allowed" });
    expect(await journalDatabases()).toEqual(own);
    await lockAndReload();
    await journal.leaveSample();
    expect(await journal.unlock("a", { passphrase: NOA })).toBe("open");
    expect((await complete()).partners.map(({ name: of }) => of)).toEqual(["Noa"]);
  });

  test("stands apart from one's own journal and is thrown away on leaving", async () => {
    await journal.openSample();
    const { partners, mine, shared } = await complete();
    expect(partners.map(({ name }) => name)).toEqual(["Noa", "Sam"]);
    expect(mine.length).toBeGreaterThan(300);
    expect(shared.length).toBeGreaterThan(300);
    await lockAndReload();
    expect(journal.state()).toMatchObject({ kind: "closed", sample: true });
    await journal.leaveSample();
    expect(journal.state().kind).toBe("empty");
  });
});
