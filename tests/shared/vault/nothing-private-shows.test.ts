/**
 * Two lives of one couple on two disks: the same in all that Noa tells, and different in that in one of them her originals hold all that
 * stays with her, lead to records nobody shared, and stand beside a year of private ones. What Sam's session opens must not tell them apart; what the disk shows must be what SECURITY.md says it shows.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { summary } from "#shared/analysis/summary.ts";
import { monthWindow, yearWindow } from "#shared/analysis/windows.ts";
import { asDay, asInstant, asMonth } from "#shared/base/time.ts";
import type { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { isAnalysisAgreed, seasonsOfBoth } from "#shared/domain/joint.ts";
import { type JournalRecord, parseRecord, RECORD_KINDS, writeRecord } from "#shared/domain/record.ts";
import { SACRIFICE_REASONS } from "#shared/domain/sacrifice.ts";
import { shareRecord } from "#shared/domain/sharing.ts";
import { sampleCouple } from "#shared/sample/sample-couple.ts";
import { openDraft, sealDraft } from "#shared/vault/draft.ts";
import type { Change } from "#shared/vault/session.ts";
import {
  aBoundaryEvent,
  aCheckIn,
  aCommitment,
  aSealedAnswer,
  nextId,
  NOA,
  oneOfEach,
  oneOfEachShared,
  SAM,
} from "../../support/builders.ts";
import { aCouple, copyOf, type Couple, type Disk, save, unlock } from "../../support/vault.ts";

const AT_ONCE = 40;

/** What an original may hold of which its copy says nothing. */
const SAID_TO_NOBODY = [
  "agreement.continues",
  "boundary-event.boundary",
  "boundary.body",
  "boundary.noticed",
  "boundary.reviewOn",
  "care.cost",
  "care.need",
  "care.person",
  "care.reason",
  "entry.feelings",
  "entry.mood",
  "entry.needs",
  "entry.secondLock",
  "entry.star",
  "entry.tags",
  "entry.time",
  "entry.timeZone",
  "inventory.items",
  "inventory.words",
  "need.continues",
  "repair.of",
  "sacrifice.cost",
  "sacrifice.decision",
  "sacrifice.reason",
  "sacrifice.why",
];

interface Life {
  readonly disk: Disk;
  /** Noa's private records on it. */
  readonly privately: readonly JournalRecord[];
}

/** One more of every kind and of every type of answer, as Noa's own, which nobody shared. */
function oneMoreOfEach(noaId: PartnerId, samId: PartnerId): JournalRecord[] {
  return [...oneOfEach(), aSealedAnswer()].map((record) => {
    const text = writeRecord(record).replaceAll(record.author, noaId).replaceAll(NOA, noaId).replaceAll(SAM, samId);
    const parsed = parseRecord(JSON.parse(text));
    if (parsed.kind !== "record") throw new Error(text);
    return parsed.record;
  });
}

/** What an original may hold, of its own kind, that no copy has: her own words, and links to what is `hers` alone. */
function keptToHerself(record: JournalRecord, hers: (kind: JournalRecord["kind"]) => RecordId): object {
  switch (record.kind) {
    case "agreement":
      return { continues: record.continues ?? hers("agreement") };
    case "boundary":
      return { noticed: "On the stairs.", body: "A stone.", reviewOn: asDay("2026-05-30") };
    case "boundary-event":
      return { boundary: record.boundary ?? hers("boundary") };
    case "care": {
      const given = record.giver === record.author ? { cost: 3, reason: "So that it is quiet." } : {};
      const person = record.giver === "others" ? { person: hers("person") } : {};
      return { need: record.need ?? hers("need"), ...given, ...person };
    }
    case "entry":
      return {
        time: "07:12",
        timeZone: "Europe/Berlin",
        mood: 1,
        feelings: ["sad"],
        tags: ["kitchen"],
        needs: [hers("need")],
        star: true,
        secondLock: true,
      };
    case "inventory":
      return {
        words: "More than I thought.",
        items: [{ item: "told-to-nobody", steps: 4, told: false }, ...record.items],
      };
    case "need":
      return { continues: record.continues ?? hers("need") };
    case "repair":
      return { of: record.of ?? hers("boundary") };
    case "sacrifice": {
      const untold = record.cost === null ? { cost: { steps: 3, told: false } } : {};
      return {
        decision: record.decision ?? hers("decision"),
        reason: SACRIFICE_REASONS[0],
        why: "To have peace.",
        ...untold,
      };
    }
    default:
      return {};
  }
}

const [CHECK_IN, COMMITMENT, EVENT] = [nextId(), nextId(), nextId()];
let takenBack = 0;
/** The fields in which an original held more in the one life than its copy. */
const fuller = new Set<string>();

/** Lives the year on a copy of the disk: Noa's copies, and Sam's own records; with or without what Noa keeps to herself. */
function lived(couple: Couple, withPrivate: boolean): Life {
  const disk = copyOf(couple.disk);
  const [noaId, samId] = [couple.noa.partner as PartnerId, couple.sam.partner as PartnerId];
  const year = sampleCouple({
    seed: 3,
    months: 3,
    until: asDay("2026-05-31"),
    partnerIds: [noaId, samId],
    commit: () => "h".repeat(42) + "A",
  });
  const [noa, sam] = year.partners;
  const noaSession = unlock(disk, couple.noa.keys).session;
  const put = (space: "private" | "shared", records: readonly JournalRecord[]): Change[] =>
    records.map((record) => ({ act: "put", space, json: writeRecord(record) }));
  const batches = <T>(items: readonly T[]): T[][] =>
    Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, at) => items.slice(at * AT_ONCE, (at + 1) * AT_ONCE));

  const privately = withPrivate
    ? [...noa.originals.filter(({ original }) => original?.copies === 0), ...oneMoreOfEach(noaId, samId)]
    : [];
  const week = aCheckIn({ author: noaId, id: CHECK_IN });
  const answered = aCommitment({ author: noaId, id: COMMITMENT, subject: week.id });
  const elsewhere = aBoundaryEvent({ author: noaId, id: EVENT, boundary: null });
  const told = [...year.shared.filter(({ author }) => author === noaId), week, answered, elsewhere];
  const sharedIds = new Set([...year.shared, ...told].map(({ id }) => id));
  const hers = (kind: JournalRecord["kind"]): RecordId => {
    const found = privately.find((record) => record.kind === kind);
    if (found === undefined) throw new Error(`nothing private: ${kind}`);
    return found.id;
  };
  const now = asInstant("2026-05-31T20:00:00.000Z");
  /** As the app shares a record: the original as it stands in this life, and the copy that is made of it. */
  const shares = (record: JournalRecord): JournalRecord[] => {
    const original = { createdAt: now, updatedAt: now, copies: record.revision - 1, shared: null };
    const kept = withPrivate ? keptToHerself(record, hers) : {};
    const text = JSON.stringify({ ...record, original, revision: withPrivate ? 9 : 1, ...kept });
    const parsed = parseRecord(JSON.parse(text) as unknown);
    if (parsed.kind !== "record") throw new Error(text);
    for (const [field, value] of Object.entries(kept))
      if (JSON.stringify(value) !== JSON.stringify(record[field as keyof JournalRecord]))
        fuller.add(`${record.kind}.${field}`);
    const { original: known, copy } = shareRecord(parsed.record, {
      author: noaId,
      today: asDay("2026-05-31"),
      sharedIds,
    });
    return [known, copy];
  };
  const kept = batches(privately);
  const acts = batches(told.map(shares));
  for (const [at, some] of acts.entries()) {
    // One save may hold both: sharing something beside a private change must not show either.
    const [originals, copies] = [some.flatMap(([known]) => known ?? []), some.flatMap(([, copy]) => copy ?? [])];
    save(disk, noaSession, ...put("private", [...(kept[at] ?? []), ...originals]), ...put("shared", copies));
  }
  for (const some of kept.slice(acts.length)) save(disk, noaSession, ...put("private", some));
  // What she takes back goes in both lives; in the one she changes something of her own in the same save.
  for (const { id, kind, author } of year.shared.filter((each) => each.author === noaId && each.kind === "moment")) {
    const beside = withPrivate ? privately.slice(0, 1) : [];
    save(disk, noaSession, { act: "remove", space: "shared", id, author }, ...put("private", beside));
    if (kind === "moment") takenBack += 1;
  }
  const samSession = unlock(disk, couple.sam.keys).session;
  for (const some of batches(sam.originals)) save(disk, samSession, ...put("private", some));
  for (const some of batches(year.shared.filter(({ author }) => author === samId)))
    save(disk, samSession, ...put("shared", some));
  return { disk, privately };
}

describe("what the other can derive of private records", () => {
  let couple: Couple;
  let full: Life;
  let bare: Life;
  beforeAll(async () => {
    couple = await aCouple();
    full = lived(couple, true);
    bare = lived(couple, false);
  }, 60_000);

  /** All that Sam's session opens: each row's space, number, author and exact text, in the order of the disk. */
  const openedBySam = ({ disk }: Life) => {
    const { rows, findings, unreadable } = unlock(disk, couple.sam.keys);
    return { rows: rows.map(({ space, seq, author, json }) => ({ space, seq, author, json })), findings, unreadable };
  };

  test("[D3] [D52] the shared space, as the other's session opens it, is byte-equal with them and without", () => {
    expect(full.privately.length).toBeGreaterThan(150);
    expect(bare.privately).toEqual([]);
    expect(takenBack).toBeGreaterThan(2);
    expect([...fuller].sort()).toEqual(SAID_TO_NOBODY);
    const shared = (life: Life) => openedBySam(life).rows.filter(({ space }) => space === "shared");
    expect(shared(full).length).toBeGreaterThan(300);
    expect(JSON.stringify(shared(full))).toBe(JSON.stringify(shared(bare)));
    expect(openedBySam(full)).toEqual(openedBySam(bare));
    expect(openedBySam(full)).toMatchObject({ findings: [], unreadable: 0 });
  });

  test("[D52] [D85] [D88] there is something private of every kind, and something shared of every kind that can be", () => {
    const kinds = (records: readonly JournalRecord[]) => [...new Set(records.map(({ kind }) => kind))].sort();
    expect(kinds(full.privately)).toEqual(Object.keys(RECORD_KINDS).sort());
    const read = openedBySam(full).rows.flatMap(({ space, json }) => {
      const parsed = parseRecord(JSON.parse(json));
      return space === "shared" && parsed.kind === "record" ? [parsed.record] : [];
    });
    // Moments are those she took back.
    const shareable = new Set(oneOfEachShared().map(({ kind }) => kind));
    expect([...shareable].filter((kind) => kind !== "moment" && !kinds(read).includes(kind))).toEqual([]);
    // Answers that wait are among what she keeps, their commitments among what he reads, and nothing of the one in the other.
    const waiting = full.privately.flatMap((record) =>
      record.kind === "answer" && record.sealed !== null ? [record] : [],
    );
    expect(waiting.length).toBeGreaterThan(0);
    const text = JSON.stringify(read);
    for (const { id, sealed } of waiting)
      expect([id, sealed?.key ?? ""].filter((part) => text.includes(part))).toEqual([]);
  });

  test("[V17] what is typed and not kept is one of six sizes, under a name that says nothing, and opens for her alone", () => {
    const session = unlock(full.disk, couple.noa.keys).session;
    const lengths = new Set<number>();
    for (const words of [0, 40, 900, 14_000, 15_900, 60_000]) {
      const bytes = new TextEncoder().encode(JSON.stringify({ place: "early-need:new", learned: "x".repeat(words) }));
      const sealed = sealDraft(session.keys, "a", bytes);
      lengths.add(sealed.length);
      expect(openDraft(couple.sam.keys, sealed)).toBe("unreadable");
      expect(openDraft(couple.noa.keys, sealed)).toEqual(bytes);
    }
    expect(lengths.size).toBe(2);
  });

  test("[D3] what differs on the disk is Noa's own space: how many rows, saves and parts, and their padded sizes", () => {
    const noaSpaces = unlock(full.disk, couple.noa.keys).session;
    const samSpaces = new Set(unlock(full.disk, couple.sam.keys).session.spaces());
    const hers = noaSpaces.spaces().find((space) => !samSpaces.has(space));
    const samShelves = new Set(unlock(full.disk, couple.sam.keys).session.shelves());
    const herShelf = noaSpaces.shelves().filter((shelf) => !samShelves.has(shelf));
    expect(herShelf.length).toBe(1);
    /** The rest of the disk, to the size of each sealed thing: their bytes are under fresh nonces. */
    const rest = ({ disk }: Life) => ({
      header: disk.header,
      rows: [...disk.rows].filter(([, { space }]) => space !== hers).map(([key, { sealed }]) => [key, sealed.length]),
      parts: [...disk.parts]
        .filter(([, { shelf }]) => !herShelf.includes(shelf))
        .map(([key, { sealed }]) => [key, sealed.length])
        .sort(),
    });
    expect(rest(full)).toEqual(rest(bare));
    const rowsOfHers = ({ disk }: Life) => [...disk.rows.values()].filter(({ space }) => space === hers);
    expect(rowsOfHers(full).length - rowsOfHers(bare).length).toBe(full.privately.length);
    for (const row of rowsOfHers(full)) expect(Object.keys(row).sort()).toEqual(["sealed", "seq", "space"]);
    const sizes = rowsOfHers(full).map(({ sealed }) => sealed.length);
    expect(new Set(sizes).size).toBeLessThan(12); // steps of 1 KiB, then 12%: no row has a size of its own
  });

  test("[A10] [D83] no measure of both takes in what is private, not the consent either", () => {
    const records = (life: Life): JournalRecord[] =>
      openedBySam(life).rows.flatMap(({ space, json }) => {
        const parsed = parseRecord(JSON.parse(json));
        return space === "shared" && parsed.kind === "record" ? [parsed.record] : [];
      });
    const both = [couple.noa.partner as PartnerId, couple.sam.partner as PartnerId];
    expect(isAnalysisAgreed(both, records(full))).toBe(isAnalysisAgreed(both, records(bare)));
    const view = { partners: both, today: asDay("2026-05-31") };
    const measured = (life: Life): string =>
      JSON.stringify([
        summary(records(life), { ...view, ...monthWindow(asMonth("2026-05")) }),
        summary(records(life), { ...view, ...yearWindow(asMonth("2026-05")), seasons: seasonsOfBoth(records(life)) }),
      ]);
    expect(measured(full)).toBe(measured(bare));
    expect(measured(full)).toContain('"measured"');
    expect(records(full).every(({ original }) => original === null)).toBe(true);
  });
});
