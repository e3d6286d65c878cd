import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  gatherBackup,
  gatherSide,
  heads,
  merged,
  type MergeCounts,
  type MergePlan,
  type MergeSide,
  type Node,
  planMerge,
  withKeptText,
} from "#shared/backup/merge.ts";
import { asInstant, instantAt } from "#shared/base/time.ts";
import { base64, hash256, sodiumReady, utf8 } from "#shared/crypto/sodium.ts";
import { createEntry, editEntry, type Entry } from "#shared/domain/entry.ts";
import { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { type JournalRecord, parseRecord, writeRecord } from "#shared/domain/record.ts";
import { changedSince, inStep, shareRecord, type Standing, takeBackRecord } from "#shared/domain/sharing.ts";
import { emptyVersion, type Version } from "#shared/domain/version.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { foundVault } from "#shared/vault/founding.ts";
import { newId } from "#shared/vault/identity.ts";
import type { OwnKeys } from "#shared/vault/keyring.ts";
import { extended, NO_LINEAGE } from "#shared/vault/lineage.ts";
import { GONE, tombstone } from "#shared/vault/record-row.ts";
import { parseHeader } from "#shared/vault/header.ts";
import { type Change, type Finding, type OpenedRow, openSession, type Session } from "#shared/vault/session.ts";
import { keysTogether } from "#shared/vault/vault.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { recordId, TODAY } from "../../support/builders.ts";
import { aCouple, copyOf, type Couple, type Disk, emptyDisk, rowKey, save, write } from "../../support/vault.ts";
import { backupOf, opened as openedBackup } from "./a-backup.ts";

const RUNS = 500;
const PATIENCE_MS = 60_000;

beforeAll(() => sodiumReady);

/** A state of one record in a made-up history, with the state it was truly made from. */
interface Made {
  readonly node: Node;
  readonly from: number | null;
}

/** One step: from which state, in the same session where that can go on, whether it removes, what it says, how far it counts. */
interface Step {
  readonly from: number;
  readonly goesOn: boolean;
  readonly removes: boolean;
  readonly text: string;
  readonly by: number;
}

const ID = recordId(7);
const AUTHOR = recordId(8);

const ZERO: MergeCounts = { new: 0, newer: 0, same: 0, conflict: 0, gone: 0, older: 0 };
const titleIn = ({ record }: Version): string => (JSON.parse(record ?? "{}") as Partial<Entry>).title ?? "";

function stateOf(said: { text: string; revision: number; lineage: Node["lineage"]; removes: boolean }): Node {
  const { text, revision, lineage, removes } = said;
  const names = { id: ID, author: AUTHOR, revision };
  const json = removes ? tombstone(names) : JSON.stringify({ ...names, kind: "entry", text });
  const hash = base64(hash256(utf8(json)));
  const kind = removes ? GONE : "entry";
  return { id: ID, kind, revision, lineage, json: removes ? null : json, hash, at: instantAt(0) };
}

/** A tag no other session of this history has; the same one in every run. */
const tagOf = (session: number): string => base64(hash256(utf8(`session ${session}`)).subarray(0, 8));

/** A true history of one record over profiles copied back and continued: a tag goes on only from the state it saved last. */
function historyOf(isOlderForm: boolean, steps: readonly Step[]): Made[] {
  const first = isOlderForm ? NO_LINEAGE : extended(null, tagOf(0), 1);
  const made: Made[] = [{ node: stateOf({ text: "", revision: 1, lineage: first, removes: false }), from: null }];
  const continued = new Set<number>();
  for (const { from: any, goesOn, removes, text, by } of steps) {
    const from = any % made.length;
    const { node } = made[from]!;
    const last = node.lineage.at(-1);
    const tag = goesOn && last !== undefined && !continued.has(from) ? last.tag : tagOf(made.length);
    continued.add(from);
    const revision = node.revision + by;
    made.push({ node: stateOf({ text, revision, lineage: extended(node, tag, revision), removes }), from });
  }
  return made;
}

const step: fc.Arbitrary<Step> = fc.record({
  from: fc.nat({ max: 20 }),
  goesOn: fc.boolean(),
  removes: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
  text: fc.constantFrom("a", "b"), // few, so that states made apart come to say the same
  by: fc.integer({ min: 1, max: 2 }),
});
const history = fc
  .record({ isOlderForm: fc.boolean(), steps: fc.array(step, { minLength: 1, maxLength: 12 }) })
  .map(({ isOlderForm, steps }) => historyOf(isOlderForm, steps));

/** A history, and what three copies of the journal know of it: any states, some without their words. */
const known = history.chain((made) => {
  const one = fc.record({
    node: fc.constantFrom(...made.map(({ node }) => node)),
    isEmptied: fc.integer({ min: 0, max: 5 }).map((any) => any === 0),
  });
  const some = fc
    .array(one, { minLength: 1, maxLength: 6 })
    .map((ones) => ones.map(({ node, isEmptied }): Node => (isEmptied ? { ...node, json: null } : node)));
  return fc.record({ made: fc.constant(made), a: some, b: some, c: some });
});

const isSame = (left: Node, right: Node): boolean =>
  left.hash === right.hash && JSON.stringify(left.lineage) === JSON.stringify(right.lineage);

/** Whether a state was truly made from another, by whatever way. */
function wasMadeFrom(made: readonly Made[], later: Node, earlier: Node): boolean {
  let at = made.find(({ node }) => isSame(node, later))?.from ?? null;
  while (at !== null) {
    const { node, from } = made[at]!;
    if (isSame(node, earlier)) return true;
    at = from;
  }
  return false;
}

const property = (holds: (known: { made: Made[]; a: Node[]; b: Node[]; c: Node[] }) => void): void =>
  fc.assert(
    fc.property(known, (one) => {
      holds(one);
    }),
    { numRuns: RUNS },
  );

describe("the states of one record", () => {
  test("[B21] merging is commutative", () => {
    property(({ a, b }) => expect(merged(heads(a), heads(b))).toEqual(merged(heads(b), heads(a))));
  });

  test("[B21] merging is associative", () => {
    property(({ a, b, c }) => {
      const [one, two, three] = [heads(a), heads(b), heads(c)];
      expect(merged(merged(one, two), three)).toEqual(merged(one, merged(two, three)));
    });
  });

  test("[B21] merging is idempotent, and taking the heads of heads changes nothing", () => {
    property(({ a, b }) => {
      const one = heads(a);
      expect(merged(one, one)).toEqual(one);
      const both = merged(one, heads(b));
      expect(merged(both, one)).toEqual(both);
      expect(heads(both)).toEqual(both);
    });
  });

  test("[B21] what two copies know together is the same whether they met before or not", () => {
    property(({ a, b }) => expect(merged(heads(a), heads(b))).toEqual(heads([...a, ...b])));
  });

  test("[B22] never loses a head: every state that nothing was made from is there", () => {
    property(({ made, a, b }) => {
      const all = [...a, ...b];
      const result = merged(heads(a), heads(b));
      for (const node of all)
        if (!all.some((other) => wasMadeFrom(made, other, node)))
          expect(result.some((one) => isSame(one, node))).toBe(true);
    });
  });

  test("[B22] no state stands, nor is kept, beside one that was made from it", () => {
    property(({ made, a, b }) => {
      const result = merged(heads(a), heads(b));
      for (const node of result) for (const other of [...a, ...b]) expect(wasMadeFrom(made, other, node)).toBe(false);
    });
  });

  test("[B22] a removal never stands over words it has not seen", () => {
    property(({ made, a, b }) => {
      const [stands] = merged(heads(a), heads(b));
      if (stands === undefined || stands.json !== null) return;
      const isLetGo = (node: Node): boolean => [...a, ...b].some((one) => isSame(one, node) && one.json === null);
      for (const node of [...a, ...b])
        if (!isLetGo(node)) expect([...a, ...b].some((other) => wasMadeFrom(made, other, node))).toBe(true);
    });
  });

  test("[B24] words that were let go in one copy do not come back from another", () => {
    property(({ a, b }) => {
      const gone = [...a, ...b].filter(({ json }) => json === null);
      for (const node of merged(heads(a), heads(b)))
        if (node.json !== null) expect(gone.some((one) => isSame(one, node))).toBe(false);
    });
  });

  test("[B21] of two made apart the higher revision stands, then the higher hash; words before a removal", () => {
    const root = stateOf({ text: "", revision: 1, lineage: extended(null, tagOf(0), 1), removes: false });
    let sessions = 0;
    const child = (text: string, by: number, removes = false): Node =>
      stateOf({ text, revision: 1 + by, lineage: extended(root, tagOf(++sessions), 1 + by), removes });
    const [low, high, removed] = [child("low", 1), child("high", 2), child("", 3, true)];
    expect(heads([low, removed, root, high])).toEqual([high, low, removed]);
    const other = child("other", 1);
    const byHash = [low, other].toSorted((left, right) => (left.hash > right.hash ? -1 : 1));
    expect(heads([other, low])).toEqual(byHash);
  });
});

/** One session on a disk, with what it read. */
interface Open {
  readonly session: Session;
  readonly side: MergeSide;
  readonly findings: readonly Finding[];
}

let couple: Couple;
let noa: PartnerId;
/** Noa's journal with two entries and a need of hers, each shared or not; what every laptop here was copied from. */
let origin: Disk;

const NOW = asInstant("2026-05-17T08:30:00.000Z");
let clock = 0;
/** Moments differ, as they do: a second for every act. */
const act = () => ({ author: noa, now: instantAt(Date.parse(NOW) + 1000 * ++clock) });

/** What was read of a disk since it was last written to. */
const read = new WeakMap<Disk, Open>();

function opened(disk: Disk, keys: OwnKeys): Open {
  const session = openSession(parseHeader(disk.header), keys);
  const { take, done } = gatherSide(session);
  for (const row of disk.rows.values()) take(row);
  const findings = session.check([...disk.parts.values()].filter(({ shelf }) => session.shelves().includes(shelf)));
  return { session, side: done(findings), findings };
}

function open(disk: Disk, keys: OwnKeys = couple.noa.keys): Open {
  if (keys !== couple.noa.keys) return opened(disk, keys);
  const one = read.get(disk) ?? opened(disk, keys);
  read.set(disk, one);
  return one;
}

/** Saves changes, and ends the session: what comes next is another's. */
function saveIn(disk: Disk, session: Session, changes: readonly Change[]): void {
  save(disk, session, ...changes);
  read.delete(disk);
}

/** Merges what stands on one disk into the journal on another, as that journal's owner would. */
function merge(here: Disk, backup: Disk, keys?: OwnKeys): MergePlan {
  const [left, right] = [open(here, keys), open(backup, keys)];
  const plan = planMerge(left.side, right.side);
  if (plan.changes.length > 0) saveIn(here, left.session, plan.changes);
  return plan;
}

const mergedDisk = (here: Disk, ...backups: readonly Disk[]): Disk => {
  const disk = copyOf(here);
  for (const backup of backups) merge(disk, backup);
  return disk;
};

/** All that a journal says for Noa, but where its rows stand: records, lineages, versions, tombstones, copies. */
function contents(disk: Disk): string[] {
  const { side } = open(disk);
  // The lineage of a version says who wrote it down, and nothing reads it.
  const said = ({ space, kind, json, lineage }: OpenedRow): string =>
    `${space} ${kind === "version" ? "" : JSON.stringify(lineage)} ${json}`;
  return [...side.own, ...side.copies].map(said).toSorted();
}

const NOTHING_TO_DO = { new: 0, newer: 0, conflict: 0, gone: 0 };

/** The merged journal is whole, says the same whoever merged, and has nothing more to merge. */
function expectMerged(disk: Disk, ...backups: readonly Disk[]): void {
  expect(open(disk).findings).toEqual([]);
  for (const backup of backups) {
    const again = planMerge(open(disk).side, open(backup).side);
    expect(again.changes).toEqual([]);
    expect(again.counts).toMatchObject(NOTHING_TO_DO);
    for (const counts of Object.values(again.byKind.shared)) expect(counts).toMatchObject(NOTHING_TO_DO);
  }
}

const recordsOf = (disk: Disk): JournalRecord[] =>
  open(disk).side.own.flatMap(({ json }) => {
    const parsed = parseRecord(JSON.parse(json));
    return parsed.kind === "record" ? [parsed.record] : [];
  });
const entriesOf = (disk: Disk): Entry[] =>
  recordsOf(disk).flatMap((record) => (record.kind === "entry" ? [record] : []));
const versionsOf = (disk: Disk): Version[] =>
  recordsOf(disk).flatMap((record) => (record.kind === "version" ? [record] : []));
const titlesOf = (disk: Disk): string[] =>
  entriesOf(disk)
    .map(({ title }) => title)
    .toSorted();
const entryOn = (disk: Disk, id: string): Entry => {
  const found = entriesOf(disk).find((entry) => entry.id === id);
  if (found === undefined) throw new Error("no such entry");
  return found;
};

function newEntry(title: string): Entry {
  const body = richTextFromParagraphs([title]);
  const draft = { day: TODAY, timeZone: "UTC", title, body, mood: null, feelings: [], tags: [], needs: [] };
  return createEntry(draft, { ...act(), id: RecordId.parse(newId()) });
}

const putOwn = (record: JournalRecord): Change => ({ act: "put", space: "private", json: writeRecord(record) });
const putCopy = (record: JournalRecord): Change => ({ act: "put", space: "shared", json: writeRecord(record) });
const removeFrom = (space: "private" | "shared", id: string): Change => ({ act: "remove", space, id, author: noa });

/** Saves changes in a session of their own. */
const saveOn = (disk: Disk, ...changes: Change[]): void => saveIn(disk, open(disk).session, changes);

/** What is in the shared space under an id of Noa's, as the journal is told. */
function standingOn(disk: Disk, id: string): Standing<Entry> | null {
  const row = open(disk).side.copies.find((one) => one.id === id);
  if (row === undefined) return null;
  return { number: row.revision, copy: row.kind === GONE ? null : (JSON.parse(row.json) as Entry) };
}

/** An entry as the journal shows it: in step with its copy. */
const shownOn = (disk: Disk, id: string): Entry => inStep(entryOn(disk, id), standingOn(disk, id));

const retitle = (disk: Disk, id: string, title: string): void =>
  saveOn(disk, putOwn(editEntry(shownOn(disk, id), { title }, act())));

function share(disk: Disk, id: string): void {
  const { original, copy } = shareRecord(shownOn(disk, id), { author: noa, today: TODAY, sharedIds: new Set() });
  saveOn(disk, putOwn(original), putCopy(copy));
}

function takeBack(disk: Disk, id: string): void {
  const shown = shownOn(disk, id);
  if (shown.original?.shared !== null)
    saveOn(disk, putOwn(takeBackRecord(shown, { author: noa })), removeFrom("shared", id));
}

/** Removes an entry, and its copy where one stands, as the journal does. */
function remove(disk: Disk, id: string): void {
  const copy = standingOn(disk, id)?.copy ?? null;
  saveOn(disk, removeFrom("private", id), ...(copy === null ? [] : [removeFrom("shared", id)]));
}

const only = (disk: Disk): Entry => {
  const [entry] = entriesOf(disk);
  if (entry === undefined) throw new Error("no entry");
  return entry;
};

describe("merging two journals that went on apart", () => {
  beforeAll(async () => {
    couple = await aCouple();
    noa = PartnerId.parse(couple.noa.partner);
    origin = copyOf(couple.disk);
    saveOn(origin, putOwn(newEntry("origin")));
  }, PATIENCE_MS);

  test("[B22] [B27] what is new there is taken, what is newer there is taken, what is newer here stays", () => {
    const [here, there] = [copyOf(origin), copyOf(origin)];
    saveOn(there, putOwn(newEntry("new")));
    saveOn(here, putOwn(newEntry("only here")));
    retitle(there, only(origin).id, "newer");
    const both = mergedDisk(here, there);
    expect(titlesOf(both)).toEqual(["new", "newer", "only here"]);
    expect(planMerge(open(here).side, open(there).side).counts).toEqual({ ...ZERO, new: 1, newer: 1 });
    expect(planMerge(open(there).side, open(here).side).counts).toEqual({ ...ZERO, new: 1, older: 1, same: 0 });
    expect(contents(mergedDisk(there, here))).toEqual(contents(both));
    expectMerged(both, here, there);
  });

  test("[B22] [B23] of two edits made apart the one saved more often stands; the other is a version with its exact text", () => {
    const [here, there] = [copyOf(origin), copyOf(origin)];
    const { id } = only(origin);
    retitle(here, id, "once");
    retitle(there, id, "twice, first");
    retitle(there, id, "twice");
    const lost = writeRecord(entryOn(here, id));
    const plan = planMerge(open(here).side, open(there).side);
    expect(plan.counts).toEqual({ ...ZERO, conflict: 1 });
    expect(plan.byKind.private).toEqual({ entry: { ...ZERO, conflict: 1 } });
    const [one, other] = [mergedDisk(here, there), mergedDisk(there, here)];
    expect(titlesOf(one)).toEqual(["twice"]);
    expect(versionsOf(one)).toMatchObject([{ of: id, ofKind: "entry", ofRevision: 2, record: lost, revision: 1 }]);
    expect(contents(other)).toEqual(contents(one));
    expectMerged(one, here, there, other);
    expectMerged(other, here, there, one);
  });

  test("[B23] [V35] a version whose text was written anew still names a state of its record: removing that lets go of it", () => {
    const [here, there] = [copyOf(origin), copyOf(origin)];
    const { id } = only(origin);
    retitle(here, id, "once");
    retitle(there, id, "twice, first");
    retitle(there, id, "twice");
    const one = mergedDisk(here, there);
    const [version] = versionsOf(one);
    if (version?.record == null) throw new Error("no version");
    expect(withKeptText(version, version.record)).toEqual(version);
    const anew = withKeptText(version, version.record.replace("once", "anew"));
    expect(titleIn(anew)).toBe("anew");
    saveOn(one, removeFrom("private", version.id), putOwn(anew));
    const removed = copyOf(one);
    remove(removed, id);
    for (const both of [mergedDisk(one, removed), mergedDisk(removed, one)]) {
      const left = versionsOf(both).filter(({ record }) => record !== null);
      expect(left).toEqual([]);
    }
  });

  test("[B23] a version that its own line goes on from is no version any more; the line it lost to becomes one", () => {
    const [here, there] = [copyOf(origin), copyOf(origin)];
    const { id } = only(origin);
    retitle(here, id, "here");
    retitle(here, id, "here, again");
    retitle(there, id, "there");
    const both = mergedDisk(here, there);
    expect(versionsOf(both).map(titleIn)).toEqual(["there"]);
    for (const title of ["there, on", "there, on and on"]) retitle(there, id, title);
    expect(merge(both, there).counts).toMatchObject({ conflict: 1 });
    expect(titlesOf(both)).toEqual(["there, on and on"]);
    expect(versionsOf(both).map(titleIn)).toEqual(["here, again"]);
    expectMerged(both, here, there);
  });

  test("[B22] a removal that had seen the entry is carried out; one that had not gives way to the edit", () => {
    const [here, there] = [copyOf(origin), copyOf(origin)];
    const { id } = only(origin);
    remove(there, id);
    expect(planMerge(open(here).side, open(there).side).counts).toEqual({ ...ZERO, gone: 1 });
    const seen = mergedDisk(here, there);
    expect(titlesOf(seen)).toEqual([]);
    expectMerged(seen, here, there);
    expect(planMerge(open(there).side, open(here).side).counts).toEqual({ ...ZERO, older: 1 });

    retitle(here, id, "edited");
    for (const [one, other] of [
      [here, there],
      [there, here],
    ] as const) {
      const both = mergedDisk(one, other);
      expect(titlesOf(both)).toEqual(["edited"]);
      expect(versionsOf(both)).toMatchObject([{ of: id, ofKind: GONE, record: null }]);
      expectMerged(both, here, there);
    }
  });

  test("[B22] removed on both sides is gone, and nobody is told of it", () => {
    const [here, there] = [copyOf(origin), copyOf(origin)];
    for (const disk of [here, there]) remove(disk, only(origin).id);
    const both = mergedDisk(here, there);
    expect(planMerge(open(here).side, open(there).side).counts).toEqual(ZERO);
    expect(titlesOf(both)).toEqual([]);
    expect(contents(mergedDisk(there, here))).toEqual(contents(both));
    expectMerged(both, here, there);
  });

  test("[B24] removing a record lets go of its versions: none comes back, nor what they came from", () => {
    const [here, there] = [copyOf(origin), copyOf(origin)];
    const { id } = only(origin);
    retitle(there, id, "there, older");
    const older = copyOf(there);
    retitle(there, id, "there");
    for (const title of ["here", "here, again", "here, and again"]) retitle(here, id, title);
    merge(here, there);
    expect(versionsOf(here).map(titleIn)).toEqual(["there"]);
    remove(here, id);
    for (const backup of [there, older, origin]) {
      expect(merge(here, backup).counts).toEqual({ ...ZERO, older: 1 });
      expect(titlesOf(here)).toEqual([]);
    }
    expect(versionsOf(here)).toMatchObject([{ of: id, record: null }]);
    expectMerged(here, there, older);
    // Edited there since: that was not seen.
    retitle(there, id, "there, since");
    merge(here, there);
    expect(titlesOf(here)).toEqual(["there, since"]);
  });

  test("[B24] a version that was emptied, or removed, stays without its words", () => {
    for (const letGo of ["empty", "remove"] as const) {
      const [here, there] = [copyOf(origin), copyOf(origin)];
      const { id } = only(origin);
      retitle(there, id, "there");
      for (const title of ["here", "here, again"]) retitle(here, id, title);
      merge(here, there);
      const [version] = versionsOf(here);
      if (version === undefined) throw new Error("no version");
      saveOn(
        here,
        letGo === "empty" ? putOwn(emptyVersion(version, { author: noa })) : removeFrom("private", version.id),
      );
      expect(merge(here, there).counts).toEqual({ ...ZERO, [letGo === "empty" ? "same" : "older"]: 1 });
      expect(titlesOf(here)).toEqual(["here, again"]);
      expect(versionsOf(here)).toMatchObject([{ id: version.id, revision: 2, record: null }]);
      const other = mergedDisk(there, here);
      expect(JSON.stringify(recordsOf(other))).not.toContain('"there"');
      expectMerged(here, there, other);
      expectMerged(other, there, here);
    }
  });

  test("[B20] rows nobody vouches for take no part, on either side, and are counted", () => {
    const [here, there] = [copyOf(origin), copyOf(origin)];
    retitle(there, only(origin).id, "newer");
    const replaced = [...origin.rows.values()].filter((row) => !there.rows.has(rowKey(row)));
    for (const row of replaced) there.rows.set(rowKey(row), row); // put back by somebody
    const [anyRow] = [...there.rows.values()].filter(({ space }) => space === couple.header.sharedSpace);
    there.rows.set("moved", { ...anyRow!, seq: 900 });
    const plan = planMerge(open(here).side, open(there).side);
    expect(replaced).toHaveLength(1);
    expect(plan).toMatchObject({ setAside: { here: 0, inBackup: 2 }, counts: { ...ZERO, newer: 1 } });
    expect(planMerge(open(there).side, open(here).side)).toMatchObject({
      setAside: { here: 2, inBackup: 0 },
      counts: { ...ZERO, older: 1 },
      changes: [],
    });
  });

  test("[B20] two laptops that one backup was restored to, merged through backup files both ways, come to the same journal", async () => {
    const { id } = only(origin);
    const laptops = [copyOf(origin), copyOf(origin)] as const; // an empty place gets all that a backup holds, as it stands
    retitle(laptops[0], id, "on one");
    share(laptops[0], id);
    retitle(laptops[1], id, "on the other");
    saveOn(laptops[1], putOwn(newEntry("new on the other")));
    const files = await Promise.all(laptops.map((disk) => backupOf(disk, open(disk).session)));
    const [one, other] = laptops.map(copyOf) as [Disk, Disk];
    for (const [disk, file] of [
      [one, files[1]!],
      [other, files[0]!],
    ] as const) {
      const inBackup = await gatherBackup(await openedBackup(file, couple.noa.keys));
      const { side, session } = open(disk);
      saveIn(disk, session, planMerge(side, inBackup).changes);
      expect(planMerge(open(disk).side, inBackup).changes).toEqual([]);
    }
    expect(titlesOf(one)).toEqual(["new on the other", "on one"]);
    expect(versionsOf(one).map(titleIn)).toEqual(["on the other"]);
    expect(contents(other)).toEqual(contents(one));
    expectMerged(one, other, ...laptops);
    expectMerged(other, one, ...laptops);
  });

  test("[B26] the other partner's rows wait: they are counted, and nothing of theirs is touched", () => {
    const [here, there] = [copyOf(origin), copyOf(origin)];
    const sam = PartnerId.parse(couple.sam.partner);
    const byOther: Change[] = [];
    for (const space of ["private", "shared"] as const)
      byOther.push({ act: "put", space, json: writeRecord({ ...newEntry("theirs"), author: sam }) });
    saveIn(there, open(there, couple.sam.keys).session, byOther);
    const plan = planMerge(open(here).side, open(there).side);
    expect(plan).toMatchObject({ waits: 2, counts: { ...ZERO, same: 1 }, changes: [] });
    expect(planMerge(open(there).side, open(here).side).waits).toBe(0);
    expect(merge(here, there, couple.sam.keys)).toMatchObject({ waits: 0, counts: { new: 1 } });
    expect(planMerge(open(here).side, open(there).side).waits).toBe(1); // sealed anew: the same words in other bytes
  });

  test("[B20] another vault, another partner and a session together are refused", () => {
    const foreign = emptyDisk();
    const founded = foundVault({ cover: "tide", coverForB: "wheat", passphrase: "x", cost: KDF_FLOOR });
    write(foreign, founded.commit);
    const { side } = open(origin);
    expect(() => planMerge(side, open(foreign, founded.session.keys as OwnKeys).side)).toThrow("foreign-vault");
    expect(() => planMerge(side, open(origin, couple.sam.keys).side)).toThrow("not-allowed");
    const together = openSession(couple.header, keysTogether(couple.noa.keys, couple.sam.keys));
    expect(() => gatherSide(together)).toThrow("not-allowed");
  });

  test("[B20] [B27] planning writes nothing, and its counts hold no word of the journal", () => {
    const [here, there] = [copyOf(origin), copyOf(origin)];
    retitle(there, only(origin).id, "canary-52");
    const { changes, ...told } = planMerge(open(here).side, open(there).side);
    expect(JSON.stringify(changes)).toContain("canary-52");
    expect(JSON.stringify(told)).not.toContain("canary-52");
    expect(told).toEqual(JSON.parse(JSON.stringify(told)));
  });
});

describe("merging what was shared", () => {
  test("[B25] the highest number stands, and a copy taken back stands over one of its number", () => {
    const shared = copyOf(origin);
    const { id } = only(origin);
    share(shared, id);
    const [here, there] = [copyOf(shared), copyOf(shared)];
    takeBack(there, id);
    const plan = planMerge(open(here).side, open(there).side);
    expect(plan.byKind.shared).toEqual({ entry: { ...ZERO, gone: 1 }, profile: { ...ZERO, same: 1 } });
    for (const both of [mergedDisk(here, there), mergedDisk(there, here)]) {
      expect(standingOn(both, id)).toEqual({ number: 1, copy: null });
      expectMerged(both, here, there);
    }
    share(here, id); // a second copy, not knowing that the first was taken back
    for (const both of [mergedDisk(here, there), mergedDisk(there, here)]) {
      expect(standingOn(both, id)?.copy?.revision).toBe(2);
      expectMerged(both, here, there);
    }
  });

  test("[B25] [D53] two texts shared apart under one number: one stands, and the original says which", () => {
    const [here, there] = [copyOf(origin), copyOf(origin)];
    const { id } = only(origin);
    retitle(here, id, "told here");
    share(here, id);
    retitle(there, id, "told there");
    share(there, id);
    const both = mergedDisk(here, there);
    expect(contents(mergedDisk(there, here))).toEqual(contents(both));
    expectMerged(both, here, there);
    const shown = shownOn(both, id);
    expect(standingOn(both, id)?.copy?.title).toMatch(/^told (here|there)$/);
    expect(changedSince(shown)).toBe(standingOn(both, id)?.copy?.title !== shown.title);
    share(both, id);
    expect(standingOn(both, id)?.copy).toMatchObject({ revision: 2, title: shown.title });
    expectMerged(both, here, there);
  });

  test("[D53] an original that lost count of its copies numbers the next one above them all, so that no old backup takes it back", () => {
    const [here, there] = [copyOf(origin), copyOf(origin)];
    const { id } = only(origin);
    for (let times = 0; times < 2; times++) {
      share(there, id);
      takeBack(there, id);
    }
    for (let edits = 0; edits < 6; edits++) retitle(here, id, `edit ${edits}`);
    merge(here, there);
    expect(entryOn(here, id)).toMatchObject({ title: "edit 5", original: { copies: 0 } });
    expect(standingOn(here, id)).toEqual({ number: 2, copy: null });
    share(here, id);
    merge(here, there);
    expect(standingOn(here, id)?.copy).toMatchObject({ revision: 3, title: "edit 5" });
    expectMerged(here, there);
  });

  test("[B25] [D53] a copy shared on the line that lost stands, and the original says that it is shared and changed since", () => {
    const [here, there] = [copyOf(origin), copyOf(origin)];
    const { id } = only(origin);
    share(there, id);
    for (let edits = 0; edits < 3; edits++) retitle(here, id, `edit ${edits}`);
    merge(here, there);
    expect(entryOn(here, id).original?.shared).toBeNull();
    const shown = shownOn(here, id);
    expect(shown.original).toMatchObject({ copies: 1, shared: { on: TODAY } });
    expect(changedSince(shown)).toBe(true);
    takeBack(here, id);
    expect(standingOn(here, id)).toEqual({ number: 1, copy: null });
    expectMerged(here, there);
  });
});

/** What somebody does on one of three laptops, each begun from the same journal. */
interface Deed {
  readonly on: number;
  readonly what: "new" | "edit" | "share" | "take back" | "remove" | "empty" | "merge";
  /** Which entry, version or other laptop. */
  readonly which: number;
}

const deed: fc.Arbitrary<Deed> = fc.record({
  on: fc.nat({ max: 2 }),
  what: fc.constantFrom("new", "edit", "edit", "edit", "share", "take back", "remove", "empty", "merge"),
  which: fc.nat({ max: 2 }),
});

function carryOut(disks: readonly Disk[], { on, what, which }: Deed, nth: number): void {
  const disk = disks[on]!;
  const entries = entriesOf(disk).toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const id = entries[which % Math.max(1, entries.length)]?.id;
  const version = versionsOf(disk)[which];
  if (what === "new") saveOn(disk, putOwn(newEntry(`new ${nth}`)));
  else if (what === "merge") merge(disk, disks[which]!);
  else if (what === "empty" && version !== undefined) saveOn(disk, putOwn(emptyVersion(version, { author: noa })));
  else if (id === undefined) return;
  else if (what === "edit") retitle(disk, id, `edit ${nth}`);
  else if (what === "share") share(disk, id);
  else if (what === "take back") takeBack(disk, id);
  else if (what === "remove") remove(disk, id);
}

describe("any three journals that went on apart, and met in between", () => {
  test(
    "[B20] merge to the same journal whoever merges whom and in whatever order, whole and with nothing left to merge",
    () => {
      fc.assert(
        fc.property(fc.array(deed, { minLength: 4, maxLength: 16 }), (deeds) => {
          const begun = copyOf(origin);
          const older = writeRecord(newEntry("from before rows had a lineage"));
          saveOn(begun, { act: "put", space: "private", json: older, lineage: NO_LINEAGE });
          const disks = [copyOf(begun), copyOf(begun), copyOf(begun)] as const;
          deeds.forEach((one, nth) => carryOut(disks, one, nth));
          const [a, b, c] = disks;
          const both = mergedDisk(a, b);
          expect(contents(mergedDisk(b, a))).toEqual(contents(both));
          expectMerged(both, a, b);
          const all = mergedDisk(both, c);
          expect(contents(mergedDisk(a, mergedDisk(b, c)))).toEqual(contents(all));
          expect(contents(mergedDisk(c, b, a))).toEqual(contents(all));
          expectMerged(all, a, b, c, both);
        }),
        { numRuns: 25 },
      );
    },
    PATIENCE_MS,
  );
});
