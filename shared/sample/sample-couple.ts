/**
 * Noa and Sam, who do not exist: a couple's journal of any length, for looking around, for tests and for benches.
 * Day by day they write, say needs, answer, take care and close, through the same functions as the app.
 */
import { addDays, asDay, type Day, timeIn, weekOf } from "../base/time.ts";
import { type Answer, markFelt, replyToEntry, replyToNeed } from "../domain/answer.ts";
import { type Care, createCare } from "../domain/care.ts";
import { createEarlier } from "../domain/earlier.ts";
import { createEntry, editEntry, type Entry } from "../domain/entry.ts";
import type { FiveSteps, PartnerId, RecordId } from "../domain/fields.ts";
import {
  type ClosedStatus,
  closeNeed,
  createNeed,
  editNeed,
  isOpen,
  type MetBy,
  type Need,
  type NeedDraft,
  voiceAgain,
} from "../domain/need.ts";
import { createProfile } from "../domain/profile.ts";
import { type JournalRecord, writeRecord } from "../domain/record.ts";
import type { Act } from "../domain/revision.ts";
import { CARE_BY_OTHERS, CARE_BY_PEOPLE, CARE_FOR, FREE_CARE, GIVING_REASONS, SELF_CARE } from "./care-stock.ts";
import { type Chance, chanceFrom, type Weights } from "./chance.ts";
import {
  CLOSING_WORDS,
  FELT_WORDS,
  NEEDS,
  type NeedStock,
  NOTICED_TAILS,
  OWN_WORDS,
  ENTRY_REPLIES,
  REPLY_WORDS,
  type SampleNeed,
} from "./need-stock.ts";
import { type Commit, jointLifeOf } from "./joint-life.ts";
import { emptyNotebooks, type Notebooks } from "./notebooks.ts";
import { entryWriter } from "./sample-entry.ts";
import { ADDED_LATER, type SampleName } from "./scenes.ts";
import { filled } from "./sentences.ts";

export interface SamplePartner {
  readonly id: PartnerId;
  readonly name: SampleName;
  /** What stands in their private space, in the order of its last change. */
  readonly originals: readonly JournalRecord[];
}

export interface SampleCouple {
  readonly partners: readonly [noa: SamplePartner, sam: SamplePartner];
  /** The copies that stand in the shared space, in the order they were last shared. */
  readonly shared: readonly JournalRecord[];
}

/** How often things happen to each of them, per day or per thing: the same for both. */
const SHARES = {
  need: 0.65,
  freeCare: 0.42,
  ownWord: 0.03,
  noticedTail: 0.55,
  needShared: 0.8,
  entryShared: 0.12,
  entryAnswered: 0.35,
  entryStarred: 0.04,
  entryOfNeed: 0.15,
  careShared: 0.85,
  replied: 0.72,
  careFelt: 0.55,
  editedAfterSharing: 0.05,
  sharedAgain: 0.4,
  takenBack: 0.02,
  voicedAgain: 0.3,
  addedLater: 0.04,
} as const;

const ENTRIES_A_DAY = { none: 24, one: 57, two: 19 } as const;

/** Weeks go well or badly for both at once, as weeks do. */
const WEEKS = { good: 35, plain: 45, hard: 20 } as const;

/** How a need said in such a week comes out. */
const OUTCOMES: Readonly<Record<keyof typeof WEEKS, Weights<ClosedStatus | "open">>> = {
  good: { met: 74, partly: 11, declined: 2, "let-go": 6, open: 7 },
  plain: { met: 54, partly: 18, declined: 6, "let-go": 8, open: 14 },
  hard: { met: 32, partly: 24, declined: 15, "let-go": 9, open: 20 },
};

/** What each of them needs more often; a word not named weighs 1. Two different lives, neither the harder one. */
const LEANINGS: Readonly<Record<SampleName, Partial<Record<SampleNeed, number>>>> = {
  Noa: {
    "to-be-heard": 2.6,
    "time-alone": 2.2,
    "shared-load": 2,
    thanks: 1.8,
    quiet: 1.7,
    "time-for-two": 1.5,
    tidiness: 1.4,
  },
  Sam: { rest: 2.6, company: 2.2, touch: 2, sleep: 1.8, fun: 1.8, "time-for-two": 1.5, "to-be-included": 1.4 },
};

const MET_BY: Readonly<Record<ClosedStatus, Weights<MetBy>>> = {
  met: { self: 21, partner: 44, both: 21, others: 11, nobody: 3 },
  partly: { self: 24, partner: 42, both: 18, others: 12, nobody: 4 },
  declined: { self: 10, partner: 0, both: 0, others: 6, nobody: 84 },
  "let-go": { self: 30, partner: 4, both: 2, others: 6, nobody: 58 },
};

const REPLIES = {
  met: { yes: 78, partly: 18, "not-now": 4 },
  partly: { yes: 30, partly: 60, "not-now": 10 },
  declined: { yes: 2, partly: 13, "not-now": 85 },
  "let-go": { yes: 50, partly: 30, "not-now": 20 },
  open: { yes: 55, partly: 25, "not-now": 20 },
} as const;

/** How a closing felt, from empty to full, by how the need came out. */
const CLOSING_FELT = {
  met: { 0: 0, 1: 2, 2: 15, 3: 48, 4: 35 },
  partly: { 0: 2, 1: 22, 2: 50, 3: 22, 4: 4 },
  declined: { 0: 20, 1: 45, 2: 30, 3: 5, 4: 0 },
  "let-go": { 0: 3, 1: 15, 2: 60, 3: 18, 4: 4 },
} as const;

const CARE_FELT = { 0: 0, 1: 3, 2: 20, 3: 45, 4: 32 } as const;
const CARE_RECORDED_BY = { giver: 54, receiver: 38, both: 8 } as const;
const CARE_COST = { none: 12, 0: 34, 1: 32, 2: 17, 3: 5 } as const;
const DAYS_TO_CLOSE = { soon: 45, days: 40, weeks: 15 } as const;

const SAMPLE_NEEDS = Object.keys(NEEDS) as SampleNeed[];

/**
 * The couple's records of the `months` calendar months that end with the day `until`. The same arguments give the very
 * same records, ids included. A year holds about 700 entries, 500 needs and 800 care moments.
 */
export function sampleCouple({
  seed,
  months,
  until,
  partnerIds,
  commit = null,
}: {
  readonly seed: number;
  readonly months: number;
  readonly until: Day;
  /** Who they are in a vault that exists already. Drawn from the seed when left out. */
  readonly partnerIds?: readonly [noa: PartnerId, sam: PartnerId];
  /** How sealed answers are committed to in that vault. Left out, the two give them at one screen. */
  readonly commit?: Commit | null;
}): SampleCouple {
  const chance = chanceFrom(seed);
  const [noaId, samId] = partnerIds ?? samplePartnerIds(seed);
  const noa: Person = { id: noaId, name: "Noa" };
  const sam: Person = { id: samId, name: "Sam" };
  const books = emptyNotebooks(chance);
  const joint = jointLifeOf([noa, sam], { books, seed, commit });
  const live = lifeOf([noa, sam], books, { chance, aside: chanceFrom(seed ^ 0x1a7e), answered: joint.answered });
  for (let day = firstDay(until, months); day <= until; day = addDays(day, 1)) {
    live(day);
    joint.live(day);
  }
  return {
    partners: [
      { ...noa, originals: books.originalsOf(noa.id) },
      { ...sam, originals: books.originalsOf(sam.id) },
    ],
    shared: books.copies(),
  };
}

/** The ids that a seed gives the two, for a vault made for them. */
export function samplePartnerIds(seed: number): readonly [noa: PartnerId, sam: PartnerId] {
  // A line of chance of its own, so that giving the ids changes nothing else.
  const chance = chanceFrom(~seed);
  return [chance.id() as PartnerId, chance.id() as PartnerId];
}

function firstDay(until: Day, months: number): Day {
  const date = new Date(`${addDays(until, 1)}T00:00:00.000Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return asDay(date.toISOString().slice(0, 10));
}

interface Person {
  readonly id: PartnerId;
  readonly name: SampleName;
}

/** A need with what will become of it. */
interface Course {
  readonly need: Need;
  readonly owner: Person;
  readonly other: Person;
  /** Its stock; own words borrow one. */
  readonly word: SampleNeed;
  readonly outcome: ClosedStatus | "open";
  readonly metBy: MetBy;
}

/** Gives a function that lives one day after another. */
function lifeOf(
  [noa, sam]: readonly [Person, Person],
  books: Notebooks,
  {
    chance,
    aside,
    answered,
  }: {
    chance: Chance;
    /** A line of chance of its own: what is drawn from it changes nothing else. */
    aside: Chance;
    answered: (need: Need, reply: Answer) => void;
  },
): (day: Day) => void {
  const writeEntry = entryWriter(chance);
  /** What is to happen on a later day, in the order it was decided. */
  const ahead = new Map<Day, (() => void)[]>();
  const lately: Record<SampleName, Need[]> = { Noa: [], Sam: [] };
  const pages: Record<SampleName, Entry[]> = { Noa: [], Sam: [] };
  let today: Day | null = null;
  let week: keyof typeof WEEKS = "plain";

  const say = (sentences: readonly string[], speaker: Person): string =>
    filled(chance.deal(sentences), { chance, speaker: speaker.name });

  function later(days: number, happening: () => void): void {
    if (today === null) return;
    const day = addDays(today, days);
    ahead.set(day, [...(ahead.get(day) ?? []), happening]);
  }

  /** Today for 0 days, else on that day. */
  function after(days: number, happening: () => void): void {
    if (days === 0) happening();
    else later(days, happening);
  }

  function begin(): void {
    for (const person of [noa, sam]) {
      const profile = createProfile({ name: person.name }, books.act(person.id));
      books.put(profile);
      books.share(profile);
    }
  }

  function anEntry(author: Person, day: Day): void {
    const recent = lately[author.name];
    const act = books.act(author.id);
    const entry = createEntry(
      {
        ...writeEntry(author.name, day),
        day,
        time: timeIn(act.now, "UTC"),
        star: chance.happens(SHARES.entryStarred),
        timeZone: "UTC",
        needs: recent.length > 0 && chance.happens(SHARES.entryOfNeed) ? [chance.pick(recent).id] : [],
      },
      act,
    );
    books.put(entry);
    pages[author.name] = [entry, ...pages[author.name]].slice(0, 6);
    if (!chance.happens(SHARES.entryShared)) return;
    books.share(entry);
    if (chance.happens(SHARES.entryAnswered)) later(chance.whole(1, 2), () => answerEntry(entry));
    if (chance.happens(SHARES.editedAfterSharing)) {
      later(chance.whole(1, 4), () => {
        const { title } = books.get(entry);
        rewrite(entry, { title: `${title === "" ? "Later" : title} (changed)` }, books.act(author.id));
      });
    }
    if (chance.happens(SHARES.takenBack)) later(chance.whole(2, 9), () => books.takeBack(entry));
  }

  /** Changes an entry, and keeps what it said before beside it, as the app does [D64]. */
  function rewrite(entry: Entry, changes: Partial<Pick<Entry, "title" | "body">>, act: Act & { id: RecordId }): void {
    const before = books.get(entry);
    books.put(createEarlier({ entry: before, json: writeRecord(before) }, act));
    books.put(editEntry(before, changes, act));
  }

  /** Reads a page of the last days again, and adds a line to it. */
  function addLater(author: Person): void {
    const pagesOfLate = pages[author.name].filter(({ day }) => day !== books.today());
    if (pagesOfLate.length === 0) return;
    const entry = aside.pick(pagesOfLate);
    const text = filled(aside.deal(ADDED_LATER), { chance: aside, speaker: author.name });
    const { body } = books.get(entry);
    const added = { type: "paragraph" as const, content: [{ type: "text" as const, text }] };
    rewrite(entry, { body: { ...body, content: [...body.content, added] } }, books.act(author.id, aside));
  }

  function answerEntry(entry: Entry): void {
    if (!books.isShared(entry)) return;
    const other = entry.author === noa.id ? sam : noa;
    const said = replyToEntry(entry, { words: say(ENTRY_REPLIES, other) }, books.act(other.id));
    books.put(said);
    books.share(said);
  }

  function aNeed(owner: Person): void {
    const leanings: Partial<Record<string, number>> = LEANINGS[owner.name];
    const weights = Object.fromEntries(SAMPLE_NEEDS.map((word) => [word, leanings[word] ?? 1]));
    const word = chance.weighed(weights) as SampleNeed;
    const need = createNeed(draftOf(word, owner), books.act(owner.id));
    follow(need, word, owner);
  }

  function draftOf(word: SampleNeed, owner: Person): NeedDraft {
    const stock: NeedStock = NEEDS[word];
    const noticed = [say(stock.noticed, owner)];
    if (chance.happens(SHARES.noticedTail)) noticed.push(say(NOTICED_TAILS, owner));
    return {
      noticed: noticed.join(" "),
      felt: say(stock.felt, owner),
      need: chance.happens(SHARES.ownWord) ? chance.deal(OWN_WORDS) : word,
      request: say(stock.request, owner),
      wish: chance.happens(0.9) ? chance.pick(stock.wishes) : null,
      importance: ({ low: 1, middle: 2, high: 3 } as const)[chance.weighed({ low: 30, middle: 48, high: 22 })],
    };
  }

  /** Keeps a need just said and decides what becomes of it. */
  function follow(need: Need, word: SampleNeed, owner: Person): void {
    books.put(need);
    lately[owner.name] = [need, ...lately[owner.name]].slice(0, 4);
    const outcome = chance.weighed(OUTCOMES[week]);
    const metBy = outcome === "open" ? "nobody" : chance.weighed(MET_BY[outcome]);
    const course: Course = { need, owner, other: owner === noa ? sam : noa, word, outcome, metBy };
    const closesIn = daysToClose();
    if (chance.happens(SHARES.needShared)) {
      after(chance.happens(0.85) ? 0 : chance.whole(1, 3), () => {
        books.share(need);
        if (chance.happens(SHARES.replied)) after(Math.min(closesIn, chance.whole(0, 3)), () => reply(course));
        if (chance.happens(SHARES.editedAfterSharing)) later(chance.whole(1, 5), () => edit(course));
      });
    }
    careFor(course, closesIn);
    if (outcome !== "open") after(closesIn, () => close(course, outcome));
  }

  function daysToClose(): number {
    switch (chance.weighed(DAYS_TO_CLOSE)) {
      case "soon":
        return chance.whole(1, 5);
      case "days":
        return chance.whole(4, 13);
      case "weeks":
        return chance.whole(14, 33);
    }
  }

  function reply({ need, other, outcome }: Course): void {
    if (!books.isShared(need)) return;
    const answer = chance.weighed(REPLIES[outcome]);
    const said = replyToNeed(need, { reply: answer, words: say(REPLY_WORDS[answer], other) }, books.act(other.id));
    books.put(said);
    books.share(said);
    answered(need, said);
  }

  function edit({ need, owner, word }: Course): void {
    const now = books.get(need);
    if (!isOpen(now)) return;
    books.put(editNeed(now, { request: say(NEEDS[word].request, owner) }, books.act(owner.id)));
    if (chance.happens(SHARES.sharedAgain)) books.share(need);
  }

  function close({ need, owner, word, metBy }: Course, status: ClosedStatus): void {
    const felt = chance.happens(0.85) ? (Number(chance.weighed(CLOSING_FELT[status])) as FiveSteps) : null;
    const closing = { status, metBy, felt, words: say(CLOSING_WORDS[status], owner) };
    books.put(closeNeed(books.get(need), closing, books.act(owner.id)));
    // Closing a shared need publishes how it came out.
    if (books.isShared(need)) books.share(need);
    if (status === "met" || !chance.happens(SHARES.voicedAgain)) return;
    later(chance.whole(8, 40), () => {
      const changes = chance.happens(0.7) ? { request: say(NEEDS[word].request, owner) } : {};
      follow(voiceAgain(books.get(need), changes, books.act(owner.id)), word, owner);
    });
  }

  /** What is done for a need before it closes, by those who will have met it. */
  function careFor(course: Course, closesIn: number): void {
    const { metBy, outcome } = course;
    const day = (): number => chance.whole(0, closesIn);
    if (metBy === "partner" || metBy === "both") {
      for (let times = chance.whole(1, 2); times > 0; times--) after(day(), () => byPartner(course));
    }
    if ((metBy === "self" || metBy === "both") && chance.happens(0.55)) after(day(), () => bySelf(course));
    if (metBy === "others") after(day(), () => byOthers(course.owner, course.need));
    // Some care is given and is not what was needed, or not yet.
    if (outcome === "open" && chance.happens(0.3)) after(day(), () => byPartner(course));
  }

  function byPartner({ need, owner, other, word }: Course): void {
    // A giver knows only of needs that were shared.
    const recordedBy = books.isShared(need) ? chance.weighed(CARE_RECORDED_BY) : "receiver";
    if (recordedBy !== "receiver") given(other, owner, say(CARE_FOR[word], other), need);
    if (recordedBy !== "giver") received(owner, other.id, say(CARE_FOR[word], owner), need);
  }

  /** Care as its giver records it, with what it cost and why. */
  function given(giver: Person, receiver: Person, what: string, need: Need | null): void {
    const cost = chance.weighed(CARE_COST);
    const care = createCare(
      {
        giver: giver.id,
        receiver: receiver.id,
        day: books.today(),
        what,
        need: need?.id ?? null,
        cost: cost === "none" ? null : (Number(cost) as 0 | 1 | 2 | 3),
        reason: say(GIVING_REASONS, giver),
      },
      books.act(giver.id),
    );
    if (!kept(care) || !chance.happens(SHARES.careFelt)) return;
    after(chance.whole(0, 2), () => feel(care, receiver));
  }

  /** Care as its receiver records it. */
  function received(
    receiver: Person,
    giver: PartnerId | "others",
    what: string,
    need: Need | null,
    person: RecordId | null = null,
  ): void {
    const care = createCare(
      {
        giver,
        receiver: receiver.id,
        person,
        day: books.today(),
        what,
        need: need?.id ?? null,
        cost: null,
        reason: "",
      },
      books.act(receiver.id),
    );
    if (kept(care) && chance.happens(0.15)) feel(care, receiver);
  }

  /** Keeps care, and says whether it was shared too. */
  function kept(care: Care): boolean {
    books.put(care);
    if (!chance.happens(SHARES.careShared)) return false;
    books.share(care);
    return true;
  }

  function feel(care: Care, receiver: Person): void {
    if (!books.isShared(care)) return;
    const felt = Number(chance.weighed(CARE_FELT)) as FiveSteps;
    const answer = markFelt(care, { felt, words: say(FELT_WORDS, receiver) }, books.act(receiver.id));
    books.put(answer);
    books.share(answer);
  }

  function bySelf({ owner, need }: Course): void {
    received(owner, owner.id, say(SELF_CARE, owner), need);
  }

  function byOthers(receiver: Person, need: Need | null): void {
    const sentence = chance.deal(CARE_BY_OTHERS);
    const what = filled(sentence, { chance, speaker: receiver.name });
    received(receiver, "others", what, need, personOf(receiver, CARE_BY_PEOPLE[sentence]));
  }

  /** Who of the people somebody can turn to has a name; null where nobody has. */
  const personOf = ({ id }: Person, name: string | undefined): RecordId | null =>
    books.originalsOf(id).find((record) => record.kind === "person" && record.name === name)?.id ?? null;

  function freeCare(person: Person, other: Person): void {
    const way = chance.weighed({ given: 52, received: 38, others: 10 });
    if (way === "given") given(person, other, say(FREE_CARE, person), null);
    else if (way === "received") received(person, other.id, say(FREE_CARE, person), null);
    else byOthers(person, null);
  }

  return (day) => {
    books.begin(day);
    if (today === null) begin();
    if (today === null || weekOf(day) !== weekOf(today)) week = chance.weighed(WEEKS);
    today = day;
    for (const happening of ahead.get(day) ?? []) happening();
    ahead.delete(day);
    // Whoever comes first today: not always the same one.
    for (const person of chance.happens(0.5) ? [noa, sam] : [sam, noa]) {
      const entries = chance.weighed(ENTRIES_A_DAY);
      if (entries !== "none") anEntry(person, day);
      if (chance.happens(SHARES.need)) aNeed(person);
      if (entries === "two") anEntry(person, day);
      if (chance.happens(SHARES.freeCare)) freeCare(person, person === noa ? sam : noa);
    }
    for (const person of [noa, sam]) if (aside.happens(SHARES.addedLater)) addLater(person);
  };
}
