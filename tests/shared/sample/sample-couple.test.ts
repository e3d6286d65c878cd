import { describe, expect, test } from "vitest";
import { addDays, asDay, type Day } from "#shared/base/time.ts";
import { Answer } from "#shared/domain/answer.ts";
import { isRewritten } from "#shared/domain/earlier.ts";
import type { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { CLOSED_STATUSES, MET_BY, type Need } from "#shared/domain/need.ts";
import { agreementState, checkIns } from "#shared/domain/joint.ts";
import { type JournalRecord, keptRecord, parseRecord, RECORD_KINDS, type RecordKind } from "#shared/domain/record.ts";
import { plainText } from "#shared/domain/rich-text.ts";
import { type Question, sealedState } from "#shared/domain/sealed.ts";
import { changedSince, sharedCopyOf } from "#shared/domain/sharing.ts";
import { FEELING_WORDS, NEED_WORDS } from "#shared/domain/vocabulary.ts";
import { OWN_WORDS } from "#shared/sample/need-stock.ts";
import { sampleCouple, samplePartnerIds } from "#shared/sample/sample-couple.ts";
import { SCENES } from "#shared/sample/scenes.ts";
import prompts from "../../../renderer/app/text/en/prompts.json" with { type: "json" };

const ANSWER_TYPES = Answer.shape.body.options.map(({ shape }) => shape.type.value).sort();

const UNTIL = asDay("2026-05-31");
const YEAR = sampleCouple({ seed: 7, months: 12, until: UNTIL });
const [NOA, SAM] = YEAR.partners;
const ORIGINALS = YEAR.partners.flatMap(({ originals }) => originals);

const ofKind = <K extends JournalRecord["kind"]>(records: readonly JournalRecord[], kind: K) =>
  records.filter((record): record is Extract<JournalRecord, { kind: K }> => record.kind === kind);

const stateOf = (subject: RecordId, type: Question["type"], records: readonly JournalRecord[]) =>
  sealedState({ subject, type }, NOA.id, [NOA.id, SAM.id], records);

const dayOf = (record: JournalRecord): Day | null =>
  record.kind === "need" ? record.voicedOn : "day" in record ? record.day : null;

describe("the sample couple", () => {
  test("is the same for the same seed, ids included, and another for another", () => {
    const again = sampleCouple({ seed: 7, months: 12, until: UNTIL });
    expect(JSON.stringify(again)).toBe(JSON.stringify(YEAR));
    const other = sampleCouple({ seed: 8, months: 12, until: UNTIL });
    const ids = new Set(ORIGINALS.map(({ id }) => id));
    expect(other.partners[0].originals.some(({ id }) => ids.has(id))).toBe(false);
  });

  test("takes the ids of a vault's partners, which change nothing else", () => {
    const [a, b] = samplePartnerIds(7);
    expect([NOA.id, SAM.id]).toEqual([a, b]);
    const ids = ["AAAAAAAAAAAAAAAAAAAAAA", "BAAAAAAAAAAAAAAAAAAAAA"] as unknown as [PartnerId, PartnerId];
    const elsewhere = sampleCouple({ seed: 7, months: 12, until: UNTIL, partnerIds: ids });
    const renamed = JSON.stringify(elsewhere).replaceAll(ids[0], a).replaceAll(ids[1], b);
    expect(renamed).toBe(JSON.stringify(YEAR));
  });

  test("writes a year of about 700 entries, 500 needs and 800 care moments, half by each", () => {
    for (const seed of [1, 2, 3]) {
      const { partners } = sampleCouple({ seed, months: 12, until: UNTIL });
      const [noa, sam] = partners.map(({ originals }): Record<string, number> => ({
        entries: ofKind(originals, "entry").length,
        needs: ofKind(originals, "need").length,
        care: ofKind(originals, "care").length,
      })) as [Record<string, number>, Record<string, number>];
      for (const [what, expected] of Object.entries({ entries: 700, needs: 500, care: 800 })) {
        const [ofNoa = 0, ofSam = 0] = [noa[what], sam[what]];
        expect(Math.abs(ofNoa + ofSam - expected)).toBeLessThan(expected * 0.15);
        expect(Math.min(ofNoa, ofSam) / Math.max(ofNoa, ofSam)).toBeGreaterThan(0.75);
      }
    }
  });

  test("fills exactly the months asked for", () => {
    const days = ORIGINALS.map(dayOf)
      .filter((day): day is Day => day !== null)
      .sort();
    expect(days[0]).toBe("2025-06-01");
    expect(days.at(-1)).toBe(UNTIL);
    const march = sampleCouple({ seed: 1, months: 1, until: asDay("2026-03-31") });
    const marchDays = march.partners.flatMap(({ originals }) => originals.map(dayOf)).filter((day) => day !== null);
    expect(marchDays.every((day) => day.startsWith("2026-03"))).toBe(true);
  });

  test("[D1] holds records that the domain reads back as they are", () => {
    for (const record of [...ORIGINALS, ...YEAR.shared]) {
      const json: unknown = JSON.parse(JSON.stringify(record));
      expect(parseRecord(json)).toEqual({ kind: "record", record });
    }
  });

  test("[D3] [D6] shares the copies that sharing makes, and some originals have changed since", () => {
    const originalsById = new Map(ORIGINALS.map((record) => [record.id, record]));
    const sharedIds = new Set(YEAR.shared.map(({ id }) => id));
    let changed = 0;
    for (const copy of YEAR.shared) {
      const original = originalsById.get(copy.id);
      if (original === undefined) throw new Error("a copy of nothing");
      expect(original.original?.shared).not.toBeNull();
      if (changedSince(original)) changed += 1;
      // Links depend on what was shared at the time: a need taken back since is still named by older care.
      else if (copy.kind !== "care" && copy.kind !== "need") {
        expect(sharedCopyOf(original, { copy: copy.revision, sharedIds })).toEqual(copy);
      }
    }
    expect(changed).toBeGreaterThan(1);
    const standing = ORIGINALS.filter(({ original }) => original?.shared != null);
    expect(standing.length).toBe(YEAR.shared.length);
    expect(ofKind(YEAR.shared, "care").every(({ cost, reason }) => cost === null && reason === "")).toBe(true);
    expect(ORIGINALS.some(({ original }) => original?.copies === 1 && original.shared === null)).toBe(true);
  });

  test("shows every way a need can go, for both", () => {
    for (const { originals } of YEAR.partners) {
      const needs = ofKind(originals, "need");
      const closings = needs.flatMap(({ closing }) => (closing === null ? [] : [closing]));
      for (const status of CLOSED_STATUSES) expect(closings.map((closing) => closing.status)).toContain(status);
      for (const by of MET_BY) expect(closings.map(({ metBy }) => metBy)).toContain(by);
      expect(needs.some(({ closing }) => closing === null)).toBe(true);
      expect(needs.some(({ continues }) => continues !== null)).toBe(true);
      expect(needs.some(({ original }) => original?.copies === 0)).toBe(true);
      const answers = ofKind(originals, "answer").map(({ body }) => (body.type === "need-reply" ? body.reply : "felt"));
      expect(new Set(answers)).toEqual(new Set(["yes", "partly", "not-now", "felt"]));
    }
  });

  test("draws neither as the bad one: over several years of lives their met shares are alike", () => {
    const metShare = (needs: readonly Need[]): number => {
      const closed = needs.filter(({ closing }) => closing !== null && closing.status !== "let-go");
      const points = closed.map(({ closing }) =>
        closing?.status === "met" ? 1 : closing?.status === "partly" ? 0.5 : 0,
      );
      return points.reduce<number>((total, point) => total + point, 0) / points.length;
    };
    const lives = [1, 2, 3, 4, 5].map((seed) => sampleCouple({ seed, months: 12, until: UNTIL }));
    const [noa, sam] = [0, 1].map((at) =>
      metShare(lives.flatMap(({ partners }) => ofKind(partners[at]?.originals ?? [], "need"))),
    ) as [number, number];
    expect(Math.abs(noa - sam)).toBeLessThan(0.05);
    const words = YEAR.partners.map(({ originals }) => {
      const counts = new Map<string, number>();
      for (const { need } of ofKind(originals, "need")) counts.set(need, (counts.get(need) ?? 0) + 1);
      return [...counts].sort((left, right) => right[1] - left[1])[0]?.[0];
    });
    expect(words[0]).not.toBe(words[1]);
  });

  test("uses the words of our lists, and a few of their own", () => {
    const needWords = new Set<string>([...Object.values(NEED_WORDS).flat(), ...OWN_WORDS]);
    const feelings = new Set<string>([...Object.values(FEELING_WORDS).flat(), "useful"]);
    expect(ofKind(ORIGINALS, "need").filter(({ need }) => !needWords.has(need))).toEqual([]);
    const unknown = SCENES.flatMap((scene) => scene.feelings).filter((feeling) => !feelings.has(feeling));
    expect(unknown).toEqual([]);
  });

  test("does not read like a loop", () => {
    const bodies = ofKind(ORIGINALS, "entry").map(({ body }) => plainText(body));
    expect(new Set(bodies).size / bodies.length).toBeGreaterThan(0.97);
    const told = new Map<string, number>();
    for (const text of bodies.flatMap((body) => body.split("\n"))) told.set(text, (told.get(text) ?? 0) + 1);
    for (const [text, times] of told) if (text.length > 60) expect(times).toBeLessThanOrEqual(5);
    const lengths = bodies.map((body) => body.length).sort((left, right) => left - right);
    expect(lengths.at(-1)).toBeGreaterThan(6 * (lengths[Math.floor(lengths.length / 4)] ?? 0));
    const noticed = ofKind(ORIGINALS, "need").map((need) => need.noticed);
    expect(new Set(noticed).size / noticed.length).toBeGreaterThan(0.6);
  });

  test("leaves no gap unfilled", () => {
    expect(JSON.stringify(YEAR).match(/\{[a-z]+\d?(\|cap)?\}/)).toBeNull();
    expect(JSON.stringify(YEAR)).not.toContain("undefined");
  });

  test("grows with the months, for benches", () => {
    const short = sampleCouple({ seed: 1, months: 1, until: UNTIL });
    const first = ofKind(short.partners[0].originals, "entry")[0];
    expect(first !== undefined && first.day >= addDays(UNTIL, -30)).toBe(true);
    expect(short.shared.length).toBeLessThan(YEAR.shared.length / 6);
  });
});

describe("what both live by", () => {
  const withSeals = sampleCouple({ seed: 7, months: 12, until: UNTIL, commit: () => "h".repeat(42) + "A" });
  const originals = withSeals.partners.flatMap((partner) => partner.originals);
  const isNobodys = (id: RecordId): boolean =>
    stateOf(id, "decision-outcome", [...originals, ...withSeals.shared]) === "nobody";

  test("is there in a year, every kind a person writes and every type of answer, by each of the two", () => {
    const made: readonly RecordKind[] = ["version", "keepsake", "import"]; // by programs: in a merge, on leaving, in an import
    const kinds = Object.keys(RECORD_KINDS).filter((kind) => !made.includes(kind as RecordKind));
    for (const partner of withSeals.partners) {
      const own = partner.originals.map(({ kind }) => kind);
      expect(kinds.filter((kind) => !own.includes(kind as RecordKind))).toEqual([]);
    }
    const types = new Set(ofKind(originals, "answer").map(({ body }) => body.type));
    expect([...types].sort()).toEqual(ANSWER_TYPES);
  });

  test("shows what comes to an end and what is open still: a boundary let go, a repair done, a decision to come", () => {
    const boundaries = ofKind(originals, "boundary");
    const gone = boundaries.filter(({ letGoOn }) => letGoOn !== null);
    expect(new Set(gone.map(({ author }) => author))).toEqual(new Set([NOA.id, SAM.id]));
    expect(gone.length).toBeLessThan(boundaries.length / 2);
    for (const { id, letGoOn } of gone) {
      const events = ofKind(originals, "boundary-event").filter(({ boundary }) => boundary === id);
      expect(events.every(({ day }) => letGoOn !== null && day <= letGoOn)).toBe(true);
    }
    const done = ofKind(originals, "repair").filter(({ doneOn }) => doneOn !== null);
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(ofKind(originals, "repair").length);
    expect(done.every(({ day, doneOn }) => doneOn !== null && day < doneOn)).toBe(true);
    const open = ofKind(originals, "decision").filter(({ decidedOn }) => decidedOn === null);
    expect(open.length).toBeGreaterThan(0);
    expect(open.every(({ id, choice }) => choice === "" && isNobodys(id))).toBe(true);
  });

  test("[D81] says of some care by others who of one's own people it came from, and in no copy", () => {
    const care = ofKind(originals, "care");
    for (const { id } of withSeals.partners) {
      const people = new Set(
        ofKind(originals, "person").flatMap((person) => (person.author === id ? [person.id] : [])),
      );
      const named = care.flatMap(({ author, person }) => (author === id && person !== null ? [person] : []));
      expect(named.length).toBeGreaterThan(1);
      expect(named.every((person) => people.has(person))).toBe(true);
    }
    expect(care.some(({ giver, person }) => giver === "others" && person === null)).toBe(true);
    expect(ofKind(withSeals.shared, "care").every(({ person }) => person === null)).toBe(true);
  });

  test("[D64] keeps what a page said before it was written on", () => {
    const entries = new Map(ofKind(originals, "entry").map((entry) => [entry.id, entry]));
    for (const earlier of ofKind(originals, "earlier")) {
      const entry = entries.get(earlier.of);
      const kept = keptRecord(earlier);
      if (kept?.kind !== "record" || kept.record.kind !== "entry" || entry === undefined) throw new Error("an entry");
      expect(kept.record.revision).toBe(earlier.ofRevision);
      expect(kept.record.revision).toBeLessThan(entry.revision);
      expect(isRewritten(kept.record, entry)).toBe(true);
    }
  });

  test("[D65] hides prompts that are in the library", () => {
    const keys = new Set(Object.values(prompts.library).flatMap((theme) => Object.keys(theme)));
    const hidden = ofKind(originals, "prompts").flatMap((own) => own.hidden);
    expect(hidden.length).toBeGreaterThan(0);
    expect(hidden.filter((key) => !keys.has(key))).toEqual([]);
  });

  test("changes nothing of what they write, need and do for one another", () => {
    const kinds = ["entry", "need", "care"] as const;
    const life = (of: readonly JournalRecord[]) => kinds.flatMap((kind) => ofKind(of, kind)).map(({ id }) => id);
    expect(life(originals)).toEqual(life(ORIGINALS));
  });

  test("[D85] has sealed answers in every stand: nobody's, one's, both open", () => {
    const decisions = ofKind(originals, "decision");
    const stands = new Set(
      decisions.map(({ id }) => stateOf(id, "decision-outcome", [...originals, ...withSeals.shared])),
    );
    expect(stands).toContain("open");
    expect(stands).toContain("nobody");
    expect(ofKind(withSeals.shared, "answer").every(({ sealed }) => sealed === null || sealed.met !== null)).toBe(true);
  });

  test("[D88] holds a check-in in most weeks, one a week, and most are open to both", () => {
    const records = [...originals, ...withSeals.shared];
    const all = checkIns(withSeals.shared);
    expect(all.length).toBe(ofKind(withSeals.shared, "check-in").length);
    expect(all.length).toBeGreaterThan(26);
    expect(all.length).toBeLessThan(52);
    const open = all.filter(({ id }) => stateOf(id, "check-in-part", records) === "open");
    expect(open.length).toBeGreaterThan(all.length / 2);
    expect(open.length).toBeLessThan(all.length);
  });

  test("[D77] has agreements that hold, that wait, and that ended", () => {
    const both = [NOA.id, SAM.id];
    const stands = ofKind(withSeals.shared, "agreement").map(
      (agreement) => agreementState(agreement, both, withSeals.shared).kind,
    );
    expect(new Set(stands)).toEqual(new Set(["holds", "proposed", "ended"]));
  });
});
