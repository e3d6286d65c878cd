/**
 * What the sample couple want, decide, give up, hold to and come through, beside what they write and need: every joint kind in a year, each
 * through the same functions as the app, and what a person keeps of their own. With a chance of its own, so that the rest of their life is the
 * same with it and without. Only what programs make is not here: versions come of a merge, keepsakes of leaving, an import of an import.
 */
import { addDays, type Day, weekOf } from "../base/time.ts";
import { continueAgreement, createAgreement, type Agreement } from "../domain/agreement.ts";
import {
  AGREEMENT_VERDICTS,
  type Answer,
  backGoal,
  endAgreement,
  meetCommitment,
  nameSeason,
  REPAIR_REPLIES,
  replyToRepair,
  reviewAgreement,
  sayOutcome,
  sayReplyFelt,
  sayWanted,
  sealAnswer,
  sealedText,
  seeSacrifice,
  signAgreement,
  takePart,
} from "../domain/answer.ts";
import { createBalance } from "../domain/balance.ts";
import { BOUNDARY_EVENTS, createBoundary, createBoundaryEvent, editBoundary } from "../domain/boundary.ts";
import { createCheckIn } from "../domain/check-in.ts";
import { createCommitment } from "../domain/commitment.ts";
import { createConsent } from "../domain/consent.ts";
import { createDecision, type Decision, editDecision, type Outcome } from "../domain/decision.ts";
import { createEarlyNeed, revisitEarlyNeed } from "../domain/early-need.ts";
import type { FiveSteps, PartnerId, RecordId } from "../domain/fields.ts";
import { createGoal, endGoal, GOAL_OUTCOMES } from "../domain/goal.ts";
import { createIntention, INTENTION_REVIEWS, reviewIntention } from "../domain/intention.ts";
import { createInventory, INVENTORY, INVENTORY_PARTS } from "../domain/inventory.ts";
import { createMoment, MOMENTS } from "../domain/moment.ts";
import type { Need } from "../domain/need.ts";
import { createOwnWords } from "../domain/own-words.ts";
import { createPerson } from "../domain/person.ts";
import { createPrompts } from "../domain/prompts.ts";
import { createPulse } from "../domain/pulse.ts";
import type { JournalRecord } from "../domain/record.ts";
import { createRepair, editRepair } from "../domain/repair.ts";
import { createSacrifice, SACRIFICE_REASONS } from "../domain/sacrifice.ts";
import { createSeason } from "../domain/season.ts";
import { type Chance, chanceFrom } from "./chance.ts";
import {
  AGREEMENTS,
  BACKINGS,
  BOUNDARIES,
  CAME_BACK,
  CHECK_IN,
  DECISIONS,
  EARLY,
  EVENT_WORDS,
  GOAL_ENDINGS,
  GOALS,
  INTENTION_WORDS,
  INTENTIONS,
  INVENTORY_WORDS,
  MOMENTS_TOLD,
  OPEN_DECISIONS,
  OUTCOME_WORDS,
  OWN_WORDS_KEPT,
  PEOPLE,
  PROMPTS_KEPT,
  PULSE_WORDS,
  REPAIR_WORDS,
  REPAIRS,
  REVIEW_WORDS,
  REVISITS,
  SACRIFICE_WHY,
  SACRIFICES,
  SEASONS_NAMED,
  SEEN_WORDS,
  WANTED,
} from "./joint-stock.ts";
import type { Notebooks } from "./notebooks.ts";
import type { SampleName } from "./scenes.ts";
import { filled } from "./sentences.ts";

/** The hash that fixes a text under a key, as the vault makes it; without one the two give sealed answers at one screen. */
export type Commit = (text: string, key: string) => string;

interface Person {
  readonly id: PartnerId;
  readonly name: SampleName;
}

/** Days from one thing of a kind to the next, for each of the two or for both: from, to. */
const EVERY = {
  goal: [50, 90],
  decision: [12, 24],
  openDecision: [80, 130],
  sacrifice: [15, 35],
  boundary: [60, 110],
  boundaryEvent: [12, 30],
  repair: [35, 70],
  season: [110, 190],
  agreement: [20, 40],
  moment: [8, 20],
  inventory: [28, 33],
  intention: [30, 40],
  earlyNeed: [120, 200],
} as const;

const KEY_LAST = "AEIMQUYcgkosw048";
const KEY_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** How long somebody's first boundary stands: by then there is another, at which things happen. */
const DAYS_TO_LET_GO = [120, 150] as const;

/** The key of a commitment as a chance draws it. It can be guessed: nobody's words but theirs are sealed with it. */
const keyBy = (chance: Chance): string =>
  Array.from({ length: 42 }, () => KEY_CHARACTERS.charAt(chance.whole(0, 63))).join("") +
  KEY_LAST.charAt(chance.whole(0, 15));

/** Gives a function that lives one day, and one that hears of an answer to a need. */
export function jointLifeOf(
  [noa, sam]: readonly [Person, Person],
  { books, seed, commit }: { books: Notebooks; seed: number; commit: Commit | null },
): { readonly live: (day: Day) => void; readonly answered: (need: Need, reply: Answer) => void } {
  const chance: Chance = chanceFrom(seed ^ 0x70ac);
  const weekly: Chance = chanceFrom(seed ^ 0x57ee); // a check-in more or less changes nothing else
  const aside: Chance = chanceFrom(seed ^ 0x51de); // nor does what is drawn from this one
  const ahead = new Map<Day, (() => void)[]>();
  const next = new Map<string, Day>();
  const people = [noa, sam] as const;
  const own = new Map<PartnerId, { boundaries: RecordId[]; isBusy: boolean }>(
    people.map(({ id }) => [id, { boundaries: [], isBusy: false }]),
  );
  const gone = new Set<RecordId>();
  let begun = false;
  let seasons = 0;

  const act = (author: PartnerId) => books.act(author, chance);
  const other = (person: Person): Person => (person === noa ? sam : noa);
  const say = (sentence: string, speaker: Person): string => filled(sentence, { chance, speaker: speaker.name });
  const deal = (sentences: readonly string[], speaker: Person): string => say(chance.deal(sentences), speaker);
  const steps = (): FiveSteps => chance.whole(0, 4) as FiveSteps;
  const inDays = (days: number): Day => addDays(books.today(), days);

  function later(days: number, happening: () => void): void {
    const day = inDays(Math.max(1, days));
    ahead.set(day, [...(ahead.get(day) ?? []), happening]);
  }
  function keep(record: JournalRecord, isShared: boolean): void {
    books.put(record);
    if (isShared) books.share(record);
  }
  /** Runs `happening` on its first day within the first span, and again and again after. */
  function every(what: keyof typeof EVERY, whose: string, happening: () => void, by: Chance = chance): void {
    const [from, to] = EVERY[what];
    const key = `${what} ${whose}`;
    const due = next.get(key) ?? inDays(by.whole(1, Math.max(2, Math.floor(from / 4))));
    if (books.today() < due) return void next.set(key, due);
    next.set(key, inDays(by.whole(from, to)));
    happening();
  }

  function begin(): void {
    for (const person of people) {
      keep(createConsent({ analysis: "agreed" }, act(person.id)), true);
      const { needs, feelings, judging, quiet } = OWN_WORDS_KEPT[person.name];
      keep(
        createOwnWords(
          { needs: [...needs], feelings: [...feelings], judging: [...judging], quiet: [...quiet] },
          act(person.id),
        ),
        false,
      );
      for (const some of PEOPLE.slice(person === noa ? 0 : 1, person === noa ? 3 : 4))
        keep(createPerson(some, act(person.id)), false);
      const { hidden, own: prompts } = PROMPTS_KEPT[person.name];
      keep(createPrompts({ hidden: [...hidden], own: [...prompts] }, books.act(person.id, aside)), false);
    }
  }

  function aGoal(person: Person): void {
    const { what, why, backing } = chance.deal(GOALS);
    const goal = createGoal(
      {
        whose: chance.happens(0.5) ? "both" : "own",
        what: say(what, person),
        why,
        by: inDays(chance.whole(60, 200)),
        backing,
        outcome: null,
      },
      act(person.id),
    );
    const isShared = chance.happens(0.85);
    keep(goal, isShared);
    if (isShared) {
      later(chance.whole(1, 6), () => {
        keep(backGoal(goal, { words: deal(BACKINGS, other(person)) }, act(other(person).id)), true);
      });
    }
    if (!chance.happens(0.7)) return;
    later(chance.whole(30, 120), () => {
      const became = chance.pick(GOAL_OUTCOMES);
      keep(endGoal(books.get(goal), { became, words: deal(GOAL_ENDINGS, person) }, act(person.id)), isShared);
    });
  }

  function aDecision(person: Person): void {
    const { what, options, choice } = chance.deal(DECISIONS);
    const decision = createDecision(
      {
        what,
        options: options.map((option) => say(option, person)),
        wanted: deal(WANTED, person),
        choice: say(choice, person),
        decidedOn: books.today(),
        lookAgainOn: inDays(30),
      },
      act(person.id),
    );
    keep(decision, true);
    const theOther = other(person);
    later(chance.whole(1, 3), () => {
      keep(sayWanted(decision, { words: deal(WANTED, theOther) }, act(theOther.id)), true);
    });
    if (chance.happens(0.9)) later(chance.whole(25, 40), () => outcomes(decision));
    if (chance.happens(0.3)) later(chance.whole(1, 5), () => aSacrifice(theOther, decision));
  }

  /** One they take their time over, and half of these are open still. */
  function anOpenDecision(): void {
    const person = aside.pick(people);
    const theOther = other(person);
    const { what, options, choice } = aside.deal(OPEN_DECISIONS);
    const words = (sentence: string, speaker: Person): string =>
      filled(sentence, { chance: aside, speaker: speaker.name });
    const decision = createDecision(
      {
        what: words(what, person),
        options: options.map((option) => words(option, person)),
        wanted: words(aside.deal(WANTED), person),
        choice: "",
        decidedOn: null,
        lookAgainOn: null,
      },
      books.act(person.id, aside),
    );
    keep(decision, true);
    later(aside.whole(1, 3), () => {
      const said = { words: words(aside.deal(WANTED), theOther) };
      keep(sayWanted(decision, said, books.act(theOther.id, aside)), true);
    });
    if (aside.happens(0.5)) return;
    later(aside.whole(30, 50), () => {
      const changes = { choice: words(choice, person), decidedOn: books.today(), lookAgainOn: inDays(60) };
      keep(editDecision(books.get(decision), changes, books.act(person.id, aside)), true);
    });
  }

  /** Both gain more often than one does. */
  function outcomes(decision: Decision): void {
    const mood = chance.weighed({ well: 55, mixed: 25, badly: 20 });
    const drawn = (): Outcome => {
      if (mood === "well") return chance.whole(1, 2) as Outcome;
      return (mood === "mixed" ? chance.whole(-1, 2) : chance.whole(-2, 0)) as Outcome;
    };
    const said = (person: Person): Answer =>
      sayOutcome(decision, { outcome: drawn(), say: steps(), words: deal(OUTCOME_WORDS, person) }, act(person.id));
    bothAnswer(decision.id, said, chance);
  }

  /** A look at the week that ends, by both; one thing or another is left blank. */
  function aCheckIn(): void {
    const checkIn = createCheckIn({ week: weekOf(books.today()) }, books.act(weekly.pick(people).id, weekly));
    keep(checkIn, true);
    const said = (person: Person): Answer => {
      const words = (sentences: readonly string[], share: number): string =>
        weekly.happens(share) ? filled(weekly.deal(sentences), { chance: weekly, speaker: person.name }) : "";
      const part = {
        appreciation: words(CHECK_IN.appreciation, 1),
        mood: weekly.happens(0.9) ? (weekly.whole(0, 4) as FiveSteps) : null,
        youNeed: words(CHECK_IN.youNeed, 0.75),
        wentWell: words(CHECK_IN.wentWell, 0.7),
        request: words(CHECK_IN.request, 0.7),
        offer: words(CHECK_IN.offer, 0.8),
        words: "",
      };
      return takePart(checkIn, part, books.act(person.id, weekly));
    };
    bothAnswer(checkIn.id, said, weekly);
  }

  /** What each says of one thing, apart and sealed or with both at the screen. */
  function bothAnswer(subject: RecordId, said: (person: Person) => Answer, by: Chance): void {
    if (commit === null || by.happens(0.25)) {
      for (const person of people) keep(said(person), true);
      return;
    }
    const sealed = people.map((person) => {
      const answer = said(person);
      const committing = books.act(person.id, by);
      const key = keyBy(by);
      const hash = commit(sealedText(answer, committing.id), key);
      const commitment = createCommitment({ subject, hash }, committing);
      return { person, commitment, answer: sealAnswer(answer, { key, commitment: commitment.id }) };
    });
    const [first, second] = by.happens(0.5) ? sealed : sealed.toReversed();
    if (first === undefined || second === undefined) return;
    keep(first.commitment, true);
    keep(first.answer, false);
    if (!by.happens(0.9)) return; // one has answered, and the other has not yet
    later(by.whole(1, 5), () => {
      keep(second.commitment, true);
      books.put(second.answer);
      for (const [one, theirs] of [
        [second, first],
        [first, second],
      ] as const) {
        keep(meetCommitment(books.get(one.answer), theirs.commitment, books.act(one.person.id, by)), true);
      }
    });
  }

  function aSacrifice(person: Person, decision: Decision | null = null): void {
    const { what, gain } = chance.deal(SACRIFICES);
    const sacrifice = createSacrifice(
      {
        day: books.today(),
        what: say(what, person),
        for: chance.weighed({ both: 5, partner: 4, others: 1 }),
        decision: decision?.id ?? null,
        cost: chance.happens(0.85) ? { steps: chance.whole(0, 3) as 0 | 1 | 2 | 3, told: chance.happens(0.4) } : null,
        gain,
        cameBack: chance.deal(CAME_BACK),
        reason: chance.happens(0.8) ? chance.pick(SACRIFICE_REASONS) : null,
        why: chance.deal(SACRIFICE_WHY),
      },
      act(person.id),
    );
    const isShared = chance.happens(0.7);
    keep(sacrifice, isShared);
    if (!isShared || !chance.happens(0.6)) return;
    later(chance.whole(1, 8), () => {
      keep(seeSacrifice(sacrifice, { words: chance.deal(SEEN_WORDS) }, act(other(person).id)), true);
    });
  }

  function aBoundary(person: Person): void {
    const { about, says, noticed, body, yesTo } = chance.deal(BOUNDARIES);
    const boundary = createBoundary(
      { about, says: say(says, person), noticed, body, yesTo, reviewOn: inDays(90), letGoOn: null },
      act(person.id),
    );
    keep(boundary, chance.happens(0.6));
    const boundaries = own.get(person.id)?.boundaries ?? [];
    boundaries.push(boundary.id);
    if (boundaries.length > 1) return;
    later(aside.whole(...DAYS_TO_LET_GO), () => {
      const letGo = editBoundary(books.get(boundary), { letGoOn: books.today() }, books.act(person.id, aside));
      keep(letGo, books.isShared(boundary));
      gone.add(boundary.id);
    });
  }

  function aBoundaryEvent(person: Person): void {
    const boundaries = own.get(person.id)?.boundaries ?? [];
    if (boundaries.length === 0) return;
    const picked = chance.pick(boundaries);
    const id = gone.has(picked) ? (boundaries.at(-1) ?? picked) : picked; // nothing happens at one that was let go
    const event = chance.weighed({ kept: 6, "no-respected": 3, crossed: 2 } satisfies Record<
      (typeof BOUNDARY_EVENTS)[number],
      number
    >);
    const record = createBoundaryEvent(
      { boundary: id, day: books.today(), event, words: chance.deal(EVENT_WORDS) },
      act(person.id),
    );
    const isShared = books.isShared({ id });
    keep(record, isShared);
    if (event === "crossed" && isShared) later(chance.whole(1, 3), () => aRepair(other(person), record.id));
  }

  function aRepair(person: Person, of: RecordId | null = null): void {
    const { happened, willDo } = chance.deal(REPAIRS);
    const repair = createRepair(
      {
        day: books.today(),
        after: of === null ? chance.weighed({ promise: 2, other: 1 }) : "boundary",
        of,
        happened: say(happened, person),
        willDo,
        doneOn: null,
      },
      act(person.id),
    );
    keep(repair, true);
    later(chance.whole(1, 4), () => {
      const said = { reply: chance.pick(REPAIR_REPLIES), words: chance.deal(REPAIR_WORDS) };
      keep(replyToRepair(repair, said, act(other(person).id)), true);
    });
    if (aside.happens(0.4)) return;
    later(aside.whole(5, 20), () => {
      const done = editRepair(books.get(repair), { doneOn: books.today() }, books.act(person.id, aside));
      keep(done, true);
    });
  }

  function aSeason(person: Person): void {
    const from = books.today();
    const to = chance.happens(0.8) ? inDays(chance.whole(10, 40)) : inDays(60);
    const season = createSeason({ name: chance.deal(SEASONS_NAMED), from, to }, act(person.id));
    keep(season, true);
    if (!chance.happens(0.8)) return;
    later(chance.whole(1, 5), () => {
      keep(nameSeason(season, { to, words: "" }, act(other(person).id)), true);
    });
  }

  function anAgreement(person: Person): void {
    const { type, says, goodEnough } = chance.deal(AGREEMENTS);
    const agreement = createAgreement(
      {
        type,
        says: say(says, person),
        owner: type === "principle" ? "both" : type === "promise" ? person.id : chance.pick([noa.id, sam.id, "both"]),
        goodEnough,
        due: type === "promise" ? inDays(chance.whole(5, 20)) : null,
        reviewOn: type === "promise" ? null : inDays(30),
        continues: null,
      },
      act(person.id),
    );
    propose(agreement, person);
  }

  function propose(agreement: Agreement, person: Person): void {
    keep(agreement, true);
    keep(signAgreement(agreement, act(person.id)), true);
    if (!chance.happens(0.75)) return;
    later(chance.whole(1, 4), () => {
      keep(signAgreement(agreement, act(other(person).id)), true);
      later(chance.whole(20, 40), () => review(agreement));
    });
  }

  function review(agreement: Agreement): void {
    const person = chance.pick(people);
    const verdict = chance.weighed({ kept: 6, partly: 3, "not-kept": 2, changed: 1, "let-go": 1 } satisfies Record<
      (typeof AGREEMENT_VERDICTS)[number],
      number
    >);
    const goesOn = agreement.type !== "promise" && verdict !== "changed" && verdict !== "let-go";
    const said = { verdict, next: goesOn ? inDays(30) : null, words: deal(REVIEW_WORDS, person) };
    keep(reviewAgreement(agreement, said, act(person.id)), true);
    if (goesOn) later(chance.whole(28, 34), () => review(agreement));
    if (verdict === "not-kept" && agreement.type === "promise") later(1, () => aRepair(person, agreement.id));
    if (verdict !== "changed" && verdict !== "let-go") return;
    keep(endAgreement(agreement, { words: "" }, act(person.id)), true);
    if (verdict !== "changed" || agreement.type === "promise") return;
    const changes = {
      reviewOn: inDays(30),
      says: `${agreement.says} From now on, both of us.`,
      owner: "both" as const,
    };
    propose(continueAgreement(agreement, changes, act(person.id)), person);
  }

  function aMoment(person: Person): void {
    const moment = chance.pick(MOMENTS);
    const words = deal(MOMENTS_TOLD[moment], person);
    keep(createMoment({ day: books.today(), moment, words }, act(person.id)), chance.happens(0.7));
  }

  function aPulse(person: Person): void {
    const said = (): FiveSteps | null => (chance.happens(0.85) ? steps() : null);
    const draft = {
      day: books.today(),
      mood: said(),
      closeness: said(),
      lookedAfter: said(),
      ownTime: said(),
      words: deal(PULSE_WORDS, person),
    };
    keep(createPulse(draft, act(person.id)), false);
  }

  function aWeek(person: Person): void {
    const hours = (most: number): number | null => (chance.happens(0.9) ? chance.whole(0, most) : null);
    const draft = {
      week: weekOf(books.today()),
      own: hours(14),
      friends: hours(8),
      community: hours(6),
      together: hours(24),
    };
    keep(createBalance(draft, act(person.id)), chance.happens(0.6));
  }

  function anInventory(person: Person): void {
    const part = chance.deal(INVENTORY_PARTS);
    const isShared = chance.happens(0.3);
    const items = Object.values<readonly string[]>(INVENTORY[part])
      .flat()
      .map((item) => ({ item, steps: steps(), told: isShared && chance.happens(0.3) }));
    const draft = { day: books.today(), part, items, words: chance.deal(INVENTORY_WORDS) };
    const isTold = items.some(({ told }) => told);
    keep(createInventory(draft, act(person.id)), isTold);
  }

  function anIntention(person: Person): void {
    const mine = own.get(person.id);
    if (mine === undefined || mine.isBusy) return;
    mine.isBusy = true;
    const { says, from } = chance.deal(INTENTIONS);
    const draft = { says, from, begunOn: books.today(), reviewOn: inDays(28), review: null };
    const intention = createIntention(draft, act(person.id));
    keep(intention, false);
    later(28, () => {
      const review = { how: chance.pick(INTENTION_REVIEWS), words: chance.deal(INTENTION_WORDS) };
      keep(reviewIntention(books.get(intention), review, act(person.id)), false);
      mine.isBusy = false;
    });
  }

  function anEarlyNeed(person: Person): void {
    const draft = { ...chance.deal(EARLY), day: books.today(), revisits: [] };
    const earlyNeed = createEarlyNeed(draft, act(person.id));
    keep(earlyNeed, false);
    later(chance.whole(40, 70), () => {
      keep(revisitEarlyNeed(books.get(earlyNeed), chance.deal(REVISITS), act(person.id)), false);
    });
  }

  return {
    live(day) {
      if (!begun) begin();
      begun = true;
      for (const happening of ahead.get(day) ?? []) happening();
      ahead.delete(day);
      every("decision", "both", () => aDecision(chance.pick(people)));
      every("openDecision", "both", anOpenDecision, aside);
      every("season", "both", () => aSeason(people[seasons++ % 2] ?? noa));
      every("agreement", "both", () => anAgreement(chance.pick(people)));
      for (const person of people) {
        const { name } = person;
        every("goal", name, () => aGoal(person));
        every("sacrifice", name, () => aSacrifice(person));
        every("boundary", name, () => aBoundary(person));
        every("boundaryEvent", name, () => aBoundaryEvent(person));
        every("repair", name, () => aRepair(person));
        every("moment", name, () => aMoment(person));
        every("inventory", name, () => anInventory(person));
        every("intention", name, () => anIntention(person));
        every("earlyNeed", name, () => anEarlyNeed(person));
        if (chance.happens(0.7)) aPulse(person);
        if (weekOf(addDays(day, 1)) !== weekOf(day) && chance.happens(0.85)) aWeek(person);
      }
      if (weekOf(addDays(day, 1)) !== weekOf(day) && weekly.happens(0.8)) aCheckIn();
    },
    answered(need, reply) {
      if (!chance.happens(0.4)) return;
      const owner = need.author === noa.id ? noa : sam;
      later(chance.whole(1, 4), () => {
        if (!books.isShared(reply)) return;
        const felt = chance.weighed({ 0: 1, 1: 6, 2: 20, 3: 45, 4: 28 });
        const said = { felt: Number(felt) as FiveSteps, words: "" };
        keep(sayReplyFelt(need, reply, said, act(owner.id)), true);
      });
    },
  };
}
