import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TwofoldError } from "#shared/base/errors.ts";
import { formatHeader, parseHeader, type Seat, type VaultHeader } from "#shared/vault/header.ts";
import type { Founding } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import {
  floorCouple,
  journalPage,
  NOA,
  SAM,
  SAMS_CANARY,
  titled,
  type FloorCouple,
  type JournalPage,
} from "../../support/floor-couple.ts";
import { LEDGER, memoryHost, type MemoryHost } from "../../support/memory-host.ts";
import { deleteEverything, inDatabase, journalDatabases } from "../../support/stores.ts";

const NEXT = "nine grey herons on one leg";

let couple: FloorCouple;
let host: MemoryHost;
let page: JournalPage;

async function headerHere(): Promise<VaultHeader> {
  const [name] = (await journalDatabases()) as [string];
  const fact = await inDatabase(name, "facts", (store) => store.get("header") as IDBRequest<{ text: string }>);
  return parseHeader(fact.text);
}

/** Everything that stands in databases and in the ledger, as text in which sealed slots show. */
async function everythingKept(): Promise<string> {
  const tables = ["rows", "parts", "drafts", "facts"];
  const kept = [new TextDecoder("latin1").decode(host.own.get(LEDGER))];
  for (const name of await journalDatabases())
    for (const table of tables)
      for (const value of await inDatabase(name, table, (store) => store.getAll())) kept.push(JSON.stringify(value));
  return kept.join("\n");
}

/** What only the slot of one secret of a seat has: its salt, and the root key sealed in it. */
const slotOf = (header: VaultHeader, seat: Seat, kind: "passphrase" | "words"): string[] =>
  Object.values(header.seats[seat]?.slots[kind] ?? {}).filter(
    (value): value is string => typeof value === "string" && value.length > 20,
  );

const sharedIds = ({ shared }: Snapshot): string[] =>
  shared
    .filter(({ record }) => record.kind !== "profile")
    .map(({ record }) => record.id)
    .sort();

const made = (founding: Founding | string): Founding => {
  if (typeof founding === "string") throw new Error(founding);
  return founding;
};

beforeAll(async () => {
  couple = await floorCouple();
});

beforeEach(async () => {
  host = memoryHost("desktop");
  page = journalPage(host);
  await page.begin(couple.backup);
});

afterEach(async () => {
  await page.journal.lock();
});

describe("[V18] another passphrase", () => {
  test("takes the place of the old one; words open as before, and nothing here still holds the old slot", async () => {
    const before = await page.open("a");
    const old = slotOf(await headerHere(), "a", "passphrase");
    expect(old.length).toBeGreaterThan(1);
    const found = await everythingKept();
    expect(old.filter((text) => found.includes(text))).toEqual(old); // the search finds them
    expect(await page.journal.changePassphrase({ passphrase: `${NOA}!` }, NEXT)).toBe("wrong-passphrase");
    expect(await page.journal.changePassphrase({ passphrase: NOA }, NEXT)).toBe("changed");
    const left = await everythingKept();
    expect(old.filter((text) => left.includes(text))).toEqual([]);
    await page.journal.put(page.entry("after")); // the session goes on
    await page.lockAndReload();
    expect(await page.journal.unlock("a", { passphrase: NOA })).toBe("wrong-passphrase");
    const open = await page.open("a", { passphrase: NEXT });
    expect(open.mine).toHaveLength(before.mine.length + 1);
    expect(open.findings).toEqual([]);
    await page.lockAndReload();
    await page.open("a", { words: couple.words.a.join(" ") });
  }, 60_000);

  test("for who forgot theirs: the words open, and set it", async () => {
    const words = couple.words.a.join(" ");
    await page.open("a", { words });
    expect(await page.journal.changePassphrase({ words: couple.words.b.join(" ") }, NEXT)).toBe("wrong-words");
    expect(await page.journal.changePassphrase({ words }, NEXT)).toBe("changed");
    await page.lockAndReload();
    await page.open("a", { passphrase: NEXT });
  }, 60_000);

  test("that the disk refuses, or a lock overtakes, leaves the old one as it was", async () => {
    await page.open("a");
    const header = formatHeader(await headerHere());
    const { appendLedger } = host;
    host.appendLedger = () => Promise.reject(new TwofoldError("storage-full"));
    const changing = page.journal.changePassphrase({ passphrase: NOA }, NEXT);
    await expect(changing).rejects.toMatchObject({ code: "storage-full" });
    expect(formatHeader(await headerHere())).toBe(header);
    host.appendLedger = appendLedger;
    await page.journal.put(page.entry("after"));
    const overtaken = page.journal.changePassphrase({ passphrase: NOA }, NEXT).catch((thrown: unknown) => thrown);
    await page.journal.lock();
    expect(await overtaken).toMatchObject({ code: "locked" });
    await page.reload();
    const open = await page.open("a");
    expect(titled(open, "after")).toEqual(["after"]);
    expect(open.findings).toEqual([]);
  }, 60_000);

  test("is nobody's to set in a session together", async () => {
    expect(await page.journal.unlockTogether({ a: NOA, b: SAM })).toBe("open");
    await page.settled();
    await expect(page.journal.changePassphrase({ passphrase: NOA }, NEXT)).rejects.toMatchObject({
      code: "not-allowed",
    });
  });
});

describe("[V18] other recovery words", () => {
  test("open once they are confirmed, and not before", async () => {
    await page.open("a");
    const abandoned = made(await page.journal.renewWords({ passphrase: NOA }));
    await abandoned.abandon();
    const old = slotOf(await headerHere(), "a", "words");
    const renewed = made(await page.journal.renewWords({ passphrase: NOA }));
    expect(renewed.words).toHaveLength(24);
    expect(slotOf(await headerHere(), "a", "words")).toEqual(old);
    await renewed.confirm();
    const left = await everythingKept();
    expect(old.filter((text) => left.includes(text))).toEqual([]);
    await page.lockAndReload();
    expect(await page.journal.unlock("a", { words: couple.words.a.join(" ") })).toBe("wrong-words");
    expect(await page.journal.unlock("a", { words: abandoned.words.join(" ") })).toBe("wrong-words");
    await page.open("a", { words: renewed.words.join(" ") });
  }, 60_000);
});

describe("[V20] a new start", () => {
  test("ends in a lock; old secrets open nothing, all is readable, and both read what is shared from then on", async () => {
    const before = await page.open("a");
    const old = await headerHere();
    expect(await page.journal.startAnew({ passphrase: "something else" }, NEXT)).toBe("wrong-passphrase");
    const anew = made(await page.journal.startAnew({ passphrase: NOA }, NEXT));
    await anew.confirm();
    expect(page.journal.state().kind).toBe("locking");
    await page.reload();
    const left = await everythingKept();
    const locks = [...slotOf(old, "a", "passphrase"), ...slotOf(old, "a", "words"), old.seats.a.keyring];
    expect(locks.filter((text) => left.includes(text))).toEqual([]);
    expect(await page.journal.unlock("a", { passphrase: NOA })).toBe("wrong-passphrase");
    expect(await page.journal.unlock("a", { words: couple.words.a.join(" ") })).toBe("wrong-words");
    const open = await page.open("a", { passphrase: NEXT });
    expect(open.mine.map(({ id }) => id).sort()).toEqual(before.mine.map(({ id }) => id).sort());
    expect(sharedIds(open)).toEqual(sharedIds(before));
    expect([open.findings, open.unreadable]).toEqual([[], []]);
    const told = page.entry("told after it");
    await page.journal.putAndShare(told);
    await page.lockAndReload();
    const sams = await page.open("b");
    expect([sams.findings, sams.unreadable]).toEqual([[], []]);
    expect(sharedIds(sams)).toContain(told.id);
    expect(sams.shared.every(({ verified }) => verified)).toBe(true);
    const answered = page.entry("told back");
    await page.journal.putAndShare(answered);
    await page.lockAndReload();
    const noas = await page.open("a", { words: anew.words.join(" ") });
    expect(sharedIds(noas)).toContain(answered.id);
    expect(noas.findings).toEqual([]);
  }, 120_000);

  test("abandoned, or refused by the disk, changes nothing", async () => {
    await page.open("a");
    await made(await page.journal.startAnew({ passphrase: NOA }, NEXT)).abandon();
    const anew = made(await page.journal.startAnew({ passphrase: NOA }, NEXT));
    host.appendLedger = () => Promise.reject(new TwofoldError("storage-full"));
    await expect(anew.confirm()).rejects.toMatchObject({ code: "storage-full" });
    await page.lockAndReload();
    const open = await page.open("a");
    expect(open.findings).toEqual([]);
  }, 60_000);
});

describe("[V21] inviting anew", () => {
  test.each([
    { stays: "a", cover: "wheat" },
    { stays: "b", cover: "umber" },
  ] as const)(
    "from seat $stays: who is invited reads what was shared and writes; what was lost opens nothing",
    async ({ stays, cover }) => {
      const lost = stays === "a" ? "b" : "a";
      const before = await page.open(stays);
      const anew = await page.journal.inviteAnew({ name: "Ari", cover, passphrase: NEXT });
      expect(anew.words).toHaveLength(24);
      await anew.confirm();
      await page.reload();
      expect(await page.journal.unlock(lost, { passphrase: lost === "a" ? NOA : SAM })).toBe("wrong-passphrase");
      expect(await page.journal.unlock(lost, { words: couple.words[lost].join(" ") })).toBe("wrong-words");
      const aris = await page.open(lost, { passphrase: NEXT });
      expect(aris.mine.map(({ kind }) => kind)).toEqual(["profile"]);
      expect(sharedIds(aris)).toEqual(sharedIds(before));
      expect([aris.findings, aris.unreadable]).toEqual([[], []]);
      expect(JSON.stringify(aris)).not.toContain(SAMS_CANARY);
      const told = page.entry("told by Ari");
      await page.journal.putAndShare(told);
      await page.lockAndReload();
      const open = await page.open(stays);
      expect([open.findings, open.unreadable]).toEqual([[], []]);
      expect(sharedIds(open)).toContain(told.id);
      expect(open.mine).toHaveLength(before.mine.length);
      expect(open.partners.map(({ name }) => name).sort()).toContain("Ari");
    },
    90_000,
  );
});

describe("[V22] taking one's part", () => {
  test("makes a journal of its own out of what one may take, and leaves this one as it is", async () => {
    const before = await page.open("a");
    const ledger = host.own.get(LEDGER);
    const taken = await page.journal.takeMyPart(NEXT);
    expect(taken.words).toHaveLength(24);
    const written = await taken.write();
    if (written === "cancelled") throw new Error("cancelled");
    expect(written.report.ok).toBe(true);
    expect(host.own.get(LEDGER)).toBe(ledger);
    expect(page.snapshot().mine).toEqual(before.mine);
    await page.journal.put(page.entry("after")); // the session goes on
    await page.lockAndReload();
    const sams = await page.open("b");
    expect(titled(sams, SAMS_CANARY)).toEqual([SAMS_CANARY]);
    expect(sams.findings).toEqual([]);
    await page.journal.lock();

    const file = host.kept.get(written.name) as Uint8Array;
    await deleteEverything();
    host.own.clear();
    await page.reload();
    expect(page.journal.state().kind).toBe("empty");
    host.chosen = { name: written.name, bytes: file };
    const mine = await page.journal.chooseBackup();
    if (mine === "cancelled") throw new Error("cancelled");
    expect(await mine.unlock("a", { passphrase: NOA })).toBe("wrong-passphrase");
    expect(await mine.unlock("a", { words: taken.words.join(" ") })).toBe("open");
    await mine.plan();
    await mine.restore();
    const open = await page.open("a", { passphrase: NEXT });
    const ids = ({ mine: own }: Snapshot, kind: (name: string) => boolean) =>
      own.flatMap((record) => (kind(record.kind) ? [record.id] : [])).sort();
    const isBetweenTheTwo = (kind: string) => kind === "consent" || kind === "commitment"; // [D83] [D85]
    expect(ids(before, isBetweenTheTwo)).not.toEqual([]);
    expect(ids(open, (kind) => kind !== "keepsake")).toEqual(ids(before, (kind) => !isBetweenTheTwo(kind)));
    const me = before.session.kind === "one" ? before.session.me.id : "";
    const sharedBy = ({ shared }: Snapshot, isMine: boolean) =>
      shared
        .filter(({ record }) => (record.author === me) === isMine && !isBetweenTheTwo(record.kind))
        .map(({ record }) => record.id)
        .sort();
    expect(sharedBy(open, true)).toEqual(sharedBy(before, true));
    expect(sharedBy(open, false)).toEqual([]);
    const keepsakes = open.mine.filter((record) => record.kind === "keepsake");
    expect(keepsakes).toHaveLength(sharedBy(before, false).length - 1); // a name goes with what it is on
    expect(keepsakes.every(({ from }) => from === "Sam")).toBe(true);
    expect([open.findings, open.unreadable]).toEqual([[], []]);
    expect(JSON.stringify(open)).not.toContain(SAMS_CANARY);
  }, 120_000);

  test("is forgotten when it is abandoned, and nobody's together", async () => {
    await page.open("a");
    const taken = await page.journal.takeMyPart(NEXT);
    await taken.abandon();
    await expect(taken.write()).rejects.toMatchObject({ code: "bad-call" });
    expect(host.kept.size).toBe(0);
    expect(host.staged()).toBe(0);
    await page.lockAndReload();
    expect(await page.journal.unlockTogether({ a: NOA, b: SAM })).toBe("open");
    await page.settled();
    await expect(page.journal.takeMyPart(NEXT)).rejects.toMatchObject({ code: "not-allowed" });
  }, 60_000);
});
