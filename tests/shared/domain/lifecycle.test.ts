import { describe, expect, it } from "vitest";
import { addDays, asDay, asInstant } from "#shared/base/time.ts";
import { type Answer, editAnswer, markFelt, replyToNeed } from "#shared/domain/answer.ts";
import { createCare, editCare } from "#shared/domain/care.ts";
import { createEntry, editEntry } from "#shared/domain/entry.ts";
import {
  closeNeed,
  createNeed,
  daysOpen,
  editNeed,
  isOpen,
  type NeedDraft,
  needTitle,
  reopenNeed,
  voiceAgain,
} from "#shared/domain/need.ts";
import { createProfile, renameProfile } from "#shared/domain/profile.ts";
import { careFor, feltAnswer, isFelt, repliesTo, withoutCopies } from "#shared/domain/related.ts";
import { emptyRichText, richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import {
  aCare,
  aClosing,
  aFelt,
  aNeed,
  anEntry,
  aProfile,
  aReply,
  asCopy,
  nextId,
  NOA,
  NOW,
  recordId,
  SAM,
  TODAY,
} from "../../support/builders.ts";

const later = { author: NOA, now: asInstant("2026-05-20T19:00:00.000Z"), today: asDay("2026-05-20") };
const bySam = { ...later, author: SAM };
const newByNoa = { ...later, id: recordId(9_001) };
const newBySam = { ...bySam, id: recordId(9_002) };
const closing = { status: "met", metBy: "both", felt: 3, words: "We left the phones in the hall." } as const;
const draft: NeedDraft = {
  noticed: "The table was laid at seven.",
  felt: "Tense first, then lonely.",
  need: "to-be-able-to-plan",
  request: "Would you send me a line by six?",
  wish: "change",
  importance: 2,
};

describe("every record", () => {
  it("[D4] begins as an original of revision 1, never shared", () => {
    const entry = createEntry(
      { day: TODAY, timeZone: "UTC", title: "", body: emptyRichText(), mood: null, feelings: [], tags: [], needs: [] },
      { id: recordId(1), author: NOA, now: NOW },
    );
    expect(entry).toMatchObject({
      id: recordId(1),
      author: NOA,
      revision: 1,
      original: { createdAt: NOW, updatedAt: NOW, copies: 0, shared: null },
    });
  });

  it("[D4] counts a revision and its time with each change, and keeps when it began", () => {
    const edited = editEntry(anEntry(), { title: "Rain" }, later);
    expect(edited).toMatchObject({ title: "Rain", revision: 2, original: { createdAt: NOW, updatedAt: later.now } });
  });

  it("[D11] is the very same when nothing differs", () => {
    const entry = anEntry();
    expect(
      editEntry(entry, { title: entry.title, body: structuredClone(entry.body), tags: [...entry.tags] }, later),
    ).toBe(entry);
    const need = aNeed();
    expect(editNeed(need, { request: `  ${need.request}\n` }, later)).toBe(need);
    const profile = aProfile();
    expect(renameProfile(profile, " Noa ", later)).toBe(profile);
  });

  it("[D4] is changed by its author alone, and only as an original", () => {
    const byOthers = [
      () => editEntry(anEntry(), { title: "x" }, bySam),
      () => editNeed(aNeed(), { importance: 3 }, bySam),
      () => closeNeed(aNeed(), closing, bySam),
      () => reopenNeed(aNeed({ closing: aClosing() }), bySam),
      () => voiceAgain(aNeed({ closing: aClosing() }), {}, newBySam),
      () => editCare(aCare(), { what: "x" }, bySam),
      () => editAnswer(aReply(), { ...aReply().body, words: "x" }, later),
      () => renameProfile(aProfile(), "Sam", bySam),
      () => editEntry(anEntry(asCopy()), { title: "x" }, later),
      () => closeNeed(aNeed(asCopy()), closing, later),
    ];
    for (const act of byOthers) expect(act).toThrow("not-allowed: D4");
  });

  it("names the field that does not fit and none of its text", () => {
    const secret = "a very private title".repeat(20);
    expect(() => editEntry(anEntry(), { title: secret }, later)).toThrow(/^malformed: title$/);
    expect(() => createNeed({ ...draft, need: "  " }, newByNoa)).toThrow(/^malformed: need$/);
    expect(() => createProfile({ name: "" }, newByNoa)).toThrow(/^malformed: name$/);
  });

  it("tidies what was pasted: one line stays one, line breaks are \\n, control characters go", () => {
    const need = createNeed(
      { ...draft, need: " a\u0000 walk\n", noticed: "one\r\ntwo\u2028three\u0007\tfour " },
      newByNoa,
    );
    expect(need.need).toBe("a  walk");
    expect(need.noticed).toBe("one\ntwo\nthree\tfour");
    const entry = editEntry(
      anEntry(),
      { title: "two\r\nlines", tags: [" rain ", "rain", ""], feelings: ["light", "light"] },
      later,
    );
    expect(entry).toMatchObject({ title: "two lines", tags: ["rain"], feelings: ["light"] });
  });

  it("keeps emoji with joiners and right-to-left marks as typed", () => {
    const words = "👩‍👩‍👧 \u200fשלום\u200e";
    expect(createNeed({ ...draft, felt: words }, newByNoa).felt).toBe(words);
  });
});

describe("a need", () => {
  it("[D12] is open from the day it is voiced until its owner closes it", () => {
    const need = createNeed(draft, newByNoa);
    expect(need).toMatchObject({ ...draft, author: NOA, voicedOn: later.today, closing: null, continues: null });
    expect(isOpen(need)).toBe(true);
    const closed = closeNeed(need, closing, later);
    expect(closed.closing).toEqual({ ...closing, on: later.today });
    expect(isOpen(closed)).toBe(false);
    expect(() => closeNeed(closed, closing, later)).toThrow("not-allowed: D12");
  });

  it("[D13] opens again when the closing was a mistake", () => {
    const need = aNeed({ closing: aClosing() });
    expect(reopenNeed(need, later)).toMatchObject({ closing: null, revision: 2, voicedOn: need.voicedOn });
    expect(() => reopenNeed(aNeed(), later)).toThrow("not-allowed: D13");
  });

  it("[D13] is voiced again as a new need that continues the closed one", () => {
    const need = aNeed({ closing: aClosing(), voicedOn: asDay("2026-03-01") });
    const again = voiceAgain(need, { request: "Two evenings." }, newByNoa);
    expect(again).toEqual({
      ...need,
      id: newByNoa.id,
      original: { createdAt: later.now, updatedAt: later.now, copies: 0, shared: null },
      request: "Two evenings.",
      voicedOn: later.today,
      closing: null,
      continues: need.id,
    });
    expect(() => voiceAgain(aNeed(), {}, newByNoa)).toThrow("not-allowed: D13");
  });

  it("has been open for whole days, up to its closing, never fewer than none", () => {
    const need = aNeed({ voicedOn: asDay("2026-05-10") });
    expect(daysOpen(need, asDay("2026-05-17"))).toBe(7);
    expect(daysOpen(need, asDay("2026-05-09"))).toBe(0);
    expect(daysOpen({ ...need, closing: aClosing({ on: asDay("2026-05-12") }) }, asDay("2026-05-17"))).toBe(2);
  });

  it("is called by the first line of its request, else of what was noticed, else by its word", () => {
    expect(needTitle(aNeed({ request: "\n One evening.\nPlease." }))).toBe("One evening.");
    expect(needTitle(aNeed({ request: " ", noticed: "The week was full." }))).toBe("The week was full.");
    expect(needTitle(aNeed({ request: "", noticed: "" }))).toBeNull();
  });
});

describe("care", () => {
  const given = { giver: NOA, receiver: SAM, day: TODAY, what: "The early walk.", need: null, cost: null, reason: "" };

  it("[D20] is recorded by who gave it or who received it", () => {
    expect(createCare({ ...given, cost: 2, reason: "I wanted to." }, newByNoa)).toMatchObject({ author: NOA, cost: 2 });
    expect(createCare(given, newBySam).author).toBe(SAM);
    expect(createCare({ ...given, giver: "others" }, newBySam).giver).toBe("others");
    expect(createCare({ ...given, giver: SAM }, newBySam)).toMatchObject({ giver: SAM, receiver: SAM });
    expect(() => createCare({ ...given, giver: SAM }, newByNoa)).toThrow("not-allowed: D20");
    expect(() => createCare({ ...given, giver: "others" }, newByNoa)).toThrow("not-allowed: D20");
  });

  it("[D21] has a cost and a reason only from its giver", () => {
    expect(() => createCare({ ...given, cost: 0 }, newBySam)).toThrow("not-allowed: D21");
    expect(() => createCare({ ...given, reason: "to please" }, newBySam)).toThrow("not-allowed: D21");
    const care = aCare();
    expect(() => editCare(care, { giver: SAM, receiver: NOA }, later)).toThrow("not-allowed: D21");
    expect(editCare(care, { giver: SAM, receiver: NOA, cost: null, reason: "" }, later)).toMatchObject({
      giver: SAM,
      revision: 2,
    });
  });
});

describe("answers", () => {
  it("[D23] a need is answered by the other partner alone", () => {
    const need = aNeed();
    expect(replyToNeed(need, { reply: "not-now", words: " After the move. " }, newBySam)).toMatchObject({
      author: SAM,
      day: later.today,
      body: { type: "need-reply", need: need.id, reply: "not-now", words: "After the move." },
    });
    expect(() => replyToNeed(need, { reply: "yes", words: "" }, newByNoa)).toThrow("not-allowed: D23");
  });

  it("[D23] how care felt is said by its receiver alone", () => {
    const care = aCare();
    expect(markFelt(care, { felt: 4, words: "" }, newBySam).body).toEqual({
      type: "care-felt",
      care: care.id,
      felt: 4,
      words: "",
    });
    expect(() => markFelt(care, { felt: 4, words: "" }, newByNoa)).toThrow("not-allowed: D23");
  });

  it("[D23] an answer changes its words, not what it answers", () => {
    const answer = aReply();
    const body = { ...answer.body, words: "Friday, then." };
    expect(editAnswer(answer, body, bySam)).toMatchObject({ revision: 2, body });
    const elsewhere: Answer["body"] = { type: "need-reply", need: nextId(), reply: "yes", words: "" };
    expect(() => editAnswer(answer, elsewhere, bySam)).toThrow("not-allowed: D23");
    expect(() => editAnswer(answer, aFelt().body, bySam)).toThrow("not-allowed: D23");
  });
});

describe("what belongs together", () => {
  const need = aNeed();
  const replyOn = (days: number) =>
    aReply({ day: addDays(TODAY, days), body: { type: "need-reply", need: need.id, reply: "yes", words: `${days}` } });

  it("[D25] one's own original stands for its copy, in either order", () => {
    const original = anEntry();
    const copy = { ...original, ...asCopy() };
    expect(withoutCopies([copy, original])).toEqual([original]);
    expect(withoutCopies([original, copy])).toEqual([original]);
    expect(withoutCopies([copy])).toEqual([copy]);
  });

  it("[D23] the other's answers to a need, oldest first; the owner's own and other needs' do not count", () => {
    const [early, late] = [replyOn(1), replyOn(3)];
    const own = { ...replyOn(2), author: NOA };
    expect(repliesTo(need, [late, own, aReply(), anEntry(), early, { ...early, ...asCopy() }])).toEqual([early, late]);
  });

  it("the care for a need, oldest first", () => {
    const first = aCare({ need: need.id });
    const second = aCare({ need: need.id, day: addDays(TODAY, 1) });
    expect(careFor(need, [second, aCare(), first, need])).toEqual([first, second]);
  });

  it("[D23] care was felt when its receiver says so, and the latest word holds", () => {
    const care = aCare();
    const said = (felt: 1 | 4, days: number) =>
      aFelt({ day: addDays(TODAY, days), body: { type: "care-felt", care: care.id, felt, words: "" } });
    const byGiver = { ...said(4, 0), author: NOA };
    expect(isFelt(care, [aFelt(), byGiver])).toBe(false);
    const [now, then] = [said(1, 5), said(4, 1)];
    expect(isFelt(care, [now, then])).toBe(true);
    expect(feltAnswer(care, [now, then])).toBe(now);
  });
});

describe("a long text in a short time", () => {
  it("keeps ten thousand words as one entry", () => {
    const body = richTextFromParagraphs(
      Array.from({ length: 500 }, () => "twenty words of an ordinary day ".repeat(4)),
    );
    expect(editEntry(anEntry(), { body }, later).body).toEqual(body);
  });
});
