/**
 * Records for tests: whole and valid, with only what a test cares about said. Each is an original by Noa unless told otherwise. Ids
 * count up from 1 in each test file, so that a run is the same every time.
 */
import { asDay, asInstant, type Day, type Instant } from "#shared/base/time.ts";
import { Agreement, agreementText } from "#shared/domain/agreement.ts";
import { Answer } from "#shared/domain/answer.ts";
import { Balance } from "#shared/domain/balance.ts";
import { Boundary, BoundaryEvent } from "#shared/domain/boundary.ts";
import { Care } from "#shared/domain/care.ts";
import { CheckIn } from "#shared/domain/check-in.ts";
import { Commitment } from "#shared/domain/commitment.ts";
import { Consent } from "#shared/domain/consent.ts";
import { Decision } from "#shared/domain/decision.ts";
import { EarlyNeed } from "#shared/domain/early-need.ts";
import { Earlier } from "#shared/domain/earlier.ts";
import { Entry } from "#shared/domain/entry.ts";
import { type Original, PartnerId, RecordId } from "#shared/domain/fields.ts";
import { SealedFile, StoredFile } from "#shared/domain/file.ts";
import { Goal } from "#shared/domain/goal.ts";
import { Import } from "#shared/domain/import.ts";
import { Intention } from "#shared/domain/intention.ts";
import { Inventory } from "#shared/domain/inventory.ts";
import { Keepsake } from "#shared/domain/keepsake.ts";
import { Moment } from "#shared/domain/moment.ts";
import { Closing, Need } from "#shared/domain/need.ts";
import { OwnWords } from "#shared/domain/own-words.ts";
import { Person } from "#shared/domain/person.ts";
import { Prompts } from "#shared/domain/prompts.ts";
import { Profile } from "#shared/domain/profile.ts";
import { Pulse } from "#shared/domain/pulse.ts";
import { type JournalRecord, writeRecord } from "#shared/domain/record.ts";
import { Repair } from "#shared/domain/repair.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { Sacrifice } from "#shared/domain/sacrifice.ts";
import { Season } from "#shared/domain/season.ts";
import { Version } from "#shared/domain/version.ts";

/** The id with this number: the same number, the same id. No two are the same without regard to case, as no two random ones are. */
const idText = (number: number): string => `${number.toString(16).padStart(21, "0")}A`;

export const recordId = (number: number): RecordId => RecordId.parse(idText(number));

let issued = 0;
/** A record id that no other builder of this test file got. */
export const nextId = (): RecordId => recordId(++issued);

/** The sample partners: Noa is a, Sam is b. Their ids lie far above the records'. */
export const NOA: PartnerId = PartnerId.parse(idText(64 ** 4));
export const SAM: PartnerId = PartnerId.parse(idText(64 ** 4 + 1));

export const TODAY: Day = asDay("2026-05-17");
export const NOW: Instant = asInstant("2026-05-17T08:30:00.000Z");

const original = (): Original => ({ createdAt: NOW, updatedAt: NOW, copies: 0, shared: null });
const head = () => ({ v: 1 as const, id: nextId(), author: NOA, revision: 1, original: original() });

/** What a shared copy says of itself, to spread over a record: its number, and nothing of an original. */
export const asCopy = (number = 1) => ({ revision: number, original: null });

/** A short entry of today. */
export const anEntry = (said: Partial<Entry> = {}): Entry =>
  Entry.parse({
    ...head(),
    kind: "entry",
    v: 2,
    day: TODAY,
    time: "09:30",
    timeZone: "Europe/Lisbon",
    title: "A slow morning",
    body: richTextFromParagraphs(["We did not set an alarm."]),
    mood: 3,
    feelings: ["rested"],
    tags: ["mornings"],
    needs: [],
    files: [],
    star: false,
    secondLock: false,
    trashedOn: null,
    source: null,
    ...said,
  });

/** Where sealed bytes are: any, nothing in the domain reads it. */
export const aSealedFile = (said: Partial<SealedFile> = {}): SealedFile =>
  SealedFile.parse({ id: nextId(), key: "k".repeat(43), bytes: 1_234, parts: ["p".repeat(43)], ...said });

/** A photo of an entry. */
export const aPhoto = (said: Partial<StoredFile> = {}): StoredFile =>
  StoredFile.parse({
    sealed: aSealedFile(),
    name: "harbour.jpg",
    type: "image/jpeg",
    picture: { width: 1600, height: 1200, small: aSealedFile({ bytes: 321 }) },
    ...said,
  });

/** What an entry of Noa's said before she changed it. */
export const anEarlier = (said: Partial<Earlier> = {}): Earlier => {
  const before = anEntry({ title: "An early morning", revision: 3 });
  return Earlier.parse({
    ...head(),
    kind: "earlier",
    of: before.id,
    ofRevision: before.revision,
    record: writeRecord(before),
    ...said,
  });
};

/** What came of bringing a file in: one entry, and something that could not be read. */
export const anImport = (said: Partial<Import> = {}): Import =>
  Import.parse({
    ...head(),
    kind: "import",
    app: "day-one",
    file: "Export.zip",
    on: TODAY,
    entries: 1,
    unread: [{ place: "Journal.json, entry 2", why: "no-date", text: '{"text":"Undated."}' }],
    undoneOn: null,
    ...said,
  });

/** Noa's own prompts. */
export const aPrompts = (said: Partial<Prompts> = {}): Prompts =>
  Prompts.parse({
    ...head(),
    kind: "prompts",
    hidden: ["gratitude-01"],
    own: [{ theme: "us", words: "What made us laugh?" }],
    ...said,
  });

/** An open need voiced today. */
export const aNeed = (said: Partial<Need> = {}): Need =>
  Need.parse({
    ...head(),
    kind: "need",
    noticed: "The week had no empty evening.",
    felt: "Tired, and a little short.",
    need: "rest",
    request: "One evening with nothing planned.",
    wish: "time",
    importance: 2,
    voicedOn: TODAY,
    closing: null,
    continues: null,
    ...said,
  });

/** How a need came out: met today, by both, felt good. */
export const aClosing = (said: Partial<Closing> = {}): Closing =>
  Closing.parse({
    status: "met",
    on: TODAY,
    metBy: "both",
    felt: 3,
    words: "We left the phones in the hall.",
    ...said,
  });

/** Care that Noa gave Sam today, with what it cost her. */
export const aCare = (said: Partial<Care> = {}): Care =>
  Care.parse({
    ...head(),
    kind: "care",
    v: 2,
    person: null,
    giver: NOA,
    receiver: SAM,
    day: TODAY,
    what: "Took the early walk with the dog.",
    need: null,
    cost: 1,
    reason: "I wanted to.",
    ...said,
  });

/** Sam's answer to a need of Noa's: yes. */
export const aReply = (said: Partial<Answer> = {}): Answer =>
  Answer.parse({
    ...head(),
    kind: "answer",
    v: 3,
    author: SAM,
    day: TODAY,
    sealed: null,
    body: { type: "need-reply", need: nextId(), reply: "yes", words: "Thursday is free." },
    ...said,
  });

/** Sam's word on how care felt: good. */
export const aFelt = (said: Partial<Answer> = {}): Answer =>
  aReply({ body: { type: "care-felt", care: nextId(), felt: 3, words: "It let me sleep." }, ...said });

/** Sam's answer to an entry of Noa's. */
export const anEntryReply = (said: Partial<Answer> = {}): Answer =>
  aReply({ body: { type: "entry-reply", entry: nextId(), words: "I remember the rain too." }, ...said });

/** A joint goal of Noa's to write down. */
export const aGoal = (said: Partial<Goal> = {}): Goal =>
  Goal.parse({
    ...head(),
    kind: "goal",
    whose: "both",
    what: "A garden on the balcony",
    why: "To sit in something green.",
    by: "2026-08-01",
    backing: "Carry the soil up with me.",
    outcome: null,
    ...said,
  });

/** A decision of both, written down by Noa, and made today. */
export const aDecision = (said: Partial<Decision> = {}): Decision =>
  Decision.parse({
    ...head(),
    kind: "decision",
    what: "Where we spend the summer",
    options: ["By the sea", "At home"],
    wanted: "The sea.",
    choice: "A week each.",
    decidedOn: TODAY,
    lookAgainOn: "2026-09-01",
    ...said,
  });

/** What Noa gave up, with what it cost her and why. */
export const aSacrifice = (said: Partial<Sacrifice> = {}): Sacrifice =>
  Sacrifice.parse({
    ...head(),
    kind: "sacrifice",
    day: TODAY,
    what: "Stayed home from the choir tour.",
    for: "both",
    decision: null,
    cost: { steps: 2, told: false },
    gain: "A calm week for both.",
    cameBack: "The next tour is in the calendar.",
    reason: "expected-to",
    why: "I did not want to ask.",
    ...said,
  });

/** A boundary of Noa's. */
export const aBoundary = (said: Partial<Boundary> = {}): Boundary =>
  Boundary.parse({
    ...head(),
    kind: "boundary",
    about: "mental",
    noticed: "When we talk about work at night.",
    body: "My jaw is tight.",
    says: "No talk about work after ten.",
    yesTo: "At breakfast, gladly.",
    reviewOn: "2026-08-01",
    letGoOn: null,
    ...said,
  });

/** Noa's boundary was kept today. */
export const aBoundaryEvent = (said: Partial<BoundaryEvent> = {}): BoundaryEvent =>
  BoundaryEvent.parse({
    ...head(),
    kind: "boundary-event",
    boundary: null,
    day: TODAY,
    event: "kept",
    words: "We stopped in the middle.",
    ...said,
  });

/** Noa owns up. */
export const aRepair = (said: Partial<Repair> = {}): Repair =>
  Repair.parse({
    ...head(),
    kind: "repair",
    day: TODAY,
    after: "promise",
    of: null,
    happened: "I did not ring on Tuesday.",
    willDo: "I put it in the calendar now.",
    doneOn: null,
    ...said,
  });

/** A season Noa named. */
export const aSeason = (said: Partial<Season> = {}): Season =>
  Season.parse({ ...head(), kind: "season", name: "The move", from: "2026-04-01", to: null, ...said });

/** An arrangement Noa proposed, hers to see to. */
export const anAgreement = (said: Partial<Agreement> = {}): Agreement =>
  Agreement.parse({
    ...head(),
    kind: "agreement",
    type: "arrangement",
    says: "The kitchen is clear at night.",
    owner: NOA,
    goodEnough: "Nothing on the stove.",
    due: null,
    reviewOn: "2026-06-01",
    continues: null,
    ...said,
  });

export const aMoment = (said: Partial<Moment> = {}): Moment =>
  Moment.parse({
    ...head(),
    kind: "moment",
    day: TODAY,
    moment: "felt-seen",
    words: "You had kept the article for me.",
    ...said,
  });

export const aPulse = (said: Partial<Pulse> = {}): Pulse =>
  Pulse.parse({
    ...head(),
    kind: "pulse",
    day: TODAY,
    mood: 3,
    closeness: 2,
    lookedAfter: null,
    ownTime: 4,
    words: "A light day.",
    ...said,
  });

export const aBalance = (said: Partial<Balance> = {}): Balance =>
  Balance.parse({
    ...head(),
    kind: "balance",
    week: "2026-W20",
    own: 6,
    friends: 3,
    community: null,
    together: 12,
    ...said,
  });

/** Noa's look at her habits: one item told, one not. */
export const anInventory = (said: Partial<Inventory> = {}): Inventory =>
  Inventory.parse({
    ...head(),
    kind: "inventory",
    day: TODAY,
    part: "habits",
    items: [
      { item: "say-fine", steps: 3, told: true },
      { item: "guilty-resting", steps: 1, told: false },
    ],
    words: "Less than in spring.",
    ...said,
  });

export const anIntention = (said: Partial<Intention> = {}): Intention =>
  Intention.parse({
    ...head(),
    kind: "intention",
    says: "Say it the same day.",
    from: "swallowed-feelings",
    begunOn: TODAY,
    reviewOn: "2026-06-17",
    review: null,
    ...said,
  });

/** Somebody Noa can turn to. */
export const aPerson = (said: Partial<Person> = {}): Person =>
  Person.parse({
    ...head(),
    kind: "person",
    name: "The neighbour upstairs",
    turnTo: "When the evenings are long.",
    reach: "Ring twice.",
    ...said,
  });

export const anEarlyNeed = (said: Partial<EarlyNeed> = {}): EarlyNeed =>
  EarlyNeed.parse({
    ...head(),
    kind: "early-need",
    day: TODAY,
    learned: "That asking was a bother.",
    shows: "I wait until somebody notices.",
    askFor: "A hug when I come in.",
    revisits: [],
    ...said,
  });

export const aCheckIn = (said: Partial<CheckIn> = {}): CheckIn =>
  CheckIn.parse({ ...head(), kind: "check-in", week: "2026-W20", ...said });

export const aConsent = (said: Partial<Consent> = {}): Consent =>
  Consent.parse({ ...head(), kind: "consent", analysis: "agreed", ...said });

export const anOwnWords = (said: Partial<OwnWords> = {}): OwnWords =>
  OwnWords.parse({
    ...head(),
    kind: "own-words",
    needs: ["sea air"],
    feelings: ["wobbly"],
    judging: ["as usual"],
    quiet: ["always"],
    ...said,
  });

/** That Noa has answered something. */
export const aCommitment = (said: Partial<Commitment> = {}): Commitment =>
  Commitment.parse({ ...head(), kind: "commitment", subject: nextId(), hash: "h".repeat(43), ...said });

/** One answer of every type to the joint kinds, by Sam unless only the other gives it. */
export const answersOfEachType = (): Answer[] => {
  const words = "I would like that.";
  const bodies: Answer["body"][] = [
    { type: "reply-felt", reply: nextId(), felt: 3, words },
    { type: "goal-backing", goal: nextId(), words },
    { type: "decision-wanted", decision: nextId(), words },
    { type: "decision-outcome", decision: nextId(), outcome: 1, say: 3, words },
    { type: "sacrifice-seen", sacrifice: nextId(), words },
    { type: "repair-reply", repair: nextId(), reply: "taken", words },
    { type: "season-named", season: nextId(), name: "The move", from: TODAY, to: null, words },
    { type: "signature", agreement: nextId(), text: agreementText(anAgreement()), words: "" },
    { type: "agreement-review", agreement: nextId(), verdict: "kept", next: null, words },
    { type: "agreement-end", agreement: nextId(), words },
    {
      type: "check-in-part",
      checkIn: nextId(),
      appreciation: "You rang my mother.",
      mood: 3,
      youNeed: "An evening without plans.",
      wentWell: "The walk by the weir.",
      request: "Tell me by noon when you are late.",
      offer: "I take the bins.",
      words,
    },
  ];
  return bodies.map((body) => aReply({ body }));
};

/** Sam's sealed answer to how a decision came out; not open yet. */
export const aSealedAnswer = (said: Partial<Answer> = {}): Answer =>
  aReply({
    body: { type: "decision-outcome", decision: nextId(), outcome: -1, say: 1, words: "I went along." },
    sealed: { key: "s".repeat(43), commitment: nextId(), met: null },
    ...said,
  });

export const aProfile = (said: Partial<Profile> = {}): Profile =>
  Profile.parse({ ...head(), kind: "profile", name: "Noa", ...said });

/** What an entry of Noa's said on a line that lost a merge. Its node is any: nothing in the domain reads it. */
export const aVersion = (said: Partial<Version> = {}): Version => {
  const lost = anEntry({ title: "A quick morning", revision: 4 });
  return Version.parse({
    ...head(),
    kind: "version",
    of: lost.id,
    ofKind: lost.kind,
    ofRevision: lost.revision,
    node: { tag: "c2Vzc2lvbiE", hash: "A".repeat(43) },
    lineage: "AQEAc2Vzc2lvbiEEAAAAAAAAAA",
    record: writeRecord(lost),
    ...said,
  });
};

/** An entry that Sam had shared, kept by Noa when she took her part. */
export const aKeepsake = (said: Partial<Keepsake> = {}): Keepsake => {
  const kept = anEntry({ author: SAM, title: "The long way home", timeZone: "UTC", ...asCopy(2) });
  return Keepsake.parse({
    ...head(),
    kind: "keepsake",
    from: "Sam",
    ofKind: kept.kind,
    on: TODAY,
    record: writeRecord(kept),
    ...said,
  });
};

/** Noa and Sam, each with a profile. */
export const aCouple = () => ({
  noa: { id: NOA, name: "Noa", profile: aProfile() },
  sam: { id: SAM, name: "Sam", profile: aProfile({ author: SAM, name: "Sam" }) },
});

/** One record of every kind that can be shared, and of every type of answer. */
export const oneOfEachShared = (): JournalRecord[] => [
  anEntry(),
  aNeed({ closing: aClosing() }),
  aCare(),
  aReply(),
  aFelt(),
  anEntryReply(),
  ...answersOfEachType(),
  aProfile(),
  aGoal(),
  aDecision(),
  aSacrifice(),
  aBoundary(),
  aBoundaryEvent(),
  aRepair(),
  aSeason(),
  anAgreement(),
  aMoment(),
  aBalance(),
  anInventory(),
  aConsent(),
  aCheckIn(),
  aCommitment(),
];

/** One record of every kind, and of every type of answer. */
export const oneOfEach = (): JournalRecord[] => [
  ...oneOfEachShared(),
  aVersion(),
  aKeepsake(),
  anEarlier(),
  anImport(),
  aPrompts(),
  aPulse(),
  anIntention(),
  aPerson(),
  anEarlyNeed(),
  anOwnWords(),
];
