/** Any record a couple could write, for properties: every kind, every field over its whole range. */
import * as fc from "fast-check";
import { type Day, type Instant, weekOf } from "#shared/base/time.ts";
import { CLOSED_STATUSES, MET_BY, WISHES } from "#shared/domain/need.ts";
import { AGREEMENT_TYPES } from "#shared/domain/agreement.ts";
import { AGREEMENT_VERDICTS, REPAIR_REPLIES, REPLIES } from "#shared/domain/answer.ts";
import { BOUNDARY_EVENTS, BOUNDARY_KINDS } from "#shared/domain/boundary.ts";
import type { FiveSteps, PartnerId, RecordId } from "#shared/domain/fields.ts";
import { GOAL_OUTCOMES } from "#shared/domain/goal.ts";
import { UNREAD_REASONS } from "#shared/domain/import.ts";
import { INTENTION_REVIEWS } from "#shared/domain/intention.ts";
import { INVENTORY_PARTS } from "#shared/domain/inventory.ts";
import { MOMENTS } from "#shared/domain/moment.ts";
import { PROMPT_THEMES } from "#shared/domain/prompts.ts";
import { type JournalRecord, parseRecord, writeRecord } from "#shared/domain/record.ts";
import { SACRIFICE_REASONS } from "#shared/domain/sacrifice.ts";
import type { RichBlock, RichInline, RichMark, RichText } from "#shared/domain/rich-text.ts";
import { NOA, recordId, SAM } from "./builders.ts";

/** Far from the ids that `nextId` gives out and below the partners'. */
const id: fc.Arbitrary<RecordId> = fc.integer({ min: 1_000_000, max: 1_010_000 }).map(recordId);
const partner: fc.Arbitrary<PartnerId> = fc.constantFrom(NOA, SAM);
const moment: fc.Arbitrary<Instant> = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString() as Instant);
const day: fc.Arbitrary<Day> = moment.map((instant) => instant.slice(0, 10) as Day);
const steps: fc.Arbitrary<FiveSteps> = fc.constantFrom(0, 1, 2, 3, 4);

/** Text of any script, with what Markdown, HTML, JSON and YAML take for signs. */
const piece = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom(
    "שלום",
    "مرحبا",
    "👩‍👩‍👧",
    "# ",
    "- ",
    "1. ",
    "**",
    "_",
    "`",
    "<script>",
    "&amp;",
    "](x)",
    "---",
    '"',
    "\\",
    "\u2028",
  ),
);
const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(""));
const line = text.map((raw) => raw.replace(/\p{Cc}/gu, " ").slice(0, 60));
const someLine = line.filter((raw) => raw !== "");
const words = fc.array(line, { maxLength: 3 }).map((lines) => lines.join("\n"));

const marks: fc.Arbitrary<{ marks?: RichMark[] }> = fc
  .subarray<RichMark>([
    { type: "bold" },
    { type: "italic" },
    { type: "strike" },
    { type: "underline" },
    { type: "highlight" },
    { type: "link", attrs: { href: "https://example.invalid/a?b=1&c=2" } },
  ])
  .map((some) => (some.length > 0 ? { marks: some } : {}));
const inline: fc.Arbitrary<RichInline> = fc.oneof(
  fc
    .record({ marks, text: text.filter((raw) => raw !== "") })
    .map((of) => ({ type: "text" as const, text: of.text, ...of.marks })),
  marks.map((some) => ({ type: "hardBreak" as const, ...some })),
);
const inlines = fc.array(inline, { maxLength: 4 }).map((content) => (content.length > 0 ? { content } : {}));
const paragraph: fc.Arbitrary<RichBlock> = inlines.map((content) => ({ type: "paragraph", ...content }));

const { block } = fc.letrec<{ block: RichBlock }>((tie) => {
  const items = fc.array(
    fc
      .tuple(paragraph, fc.array(tie("block"), { maxLength: 2 }))
      .map(([first, more]) => ({ type: "listItem" as const, content: [first, ...more] })),
    { minLength: 1, maxLength: 3 },
  );
  const tasks = fc.array(
    fc
      .tuple(fc.boolean(), paragraph, fc.array(tie("block"), { maxLength: 2 }))
      .map(([checked, first, more]) => ({ type: "taskItem" as const, attrs: { checked }, content: [first, ...more] })),
    { minLength: 1, maxLength: 3 },
  );
  return {
    block: fc.oneof(
      { maxDepth: 4, depthIdentifier: "rich-text" },
      paragraph,
      fc
        .record({ level: fc.constantFrom(1 as const, 2 as const, 3 as const), content: inlines })
        .map(({ level, content }): RichBlock => ({ type: "heading", attrs: { level }, ...content })),
      fc.constant<RichBlock>({ type: "horizontalRule" }),
      items.map((content): RichBlock => ({ type: "bulletList", content })),
      tasks.map((content): RichBlock => ({ type: "taskList", content })),
      fc.record({ file: id, alt: line }).map((attrs): RichBlock => ({ type: "image", attrs })),
      fc
        .record({ start: fc.nat({ max: 999 }), content: items })
        .map(({ start, content }): RichBlock => ({ type: "orderedList", attrs: { start }, content })),
      fc
        .array(tie("block"), { minLength: 1, maxLength: 3 })
        .map((content): RichBlock => ({ type: "blockquote", content })),
    ),
  };
});

export const arbitraryRichText: fc.Arbitrary<RichText> = fc
  .array(block, { minLength: 1, maxLength: 4 })
  .map((content) => ({ type: "doc", content }));

const standing = fc.record({
  copies: fc.integer({ min: 1, max: 50 }),
  shared: fc.option(fc.record({ ofRevision: fc.integer({ min: 1, max: 99 }), on: day })),
});
const original = fc
  .record({ createdAt: moment, updatedAt: moment, standing: fc.option(standing) })
  .map(({ standing: some, ...times }) => ({ ...times, ...(some ?? { copies: 0, shared: null }) }));
const head = { v: fc.constant(1), id, author: partner, revision: fc.integer({ min: 1, max: 99 }), original };

const base64url = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."ABCwxyz019-_"), minLength: length, maxLength: length });
const sealed = fc.record({
  id,
  key: base64url(43),
  bytes: fc.nat({ max: 20_971_520 }),
  parts: fc.array(base64url(43), { minLength: 1, maxLength: 3 }),
});
const pixels = fc.integer({ min: 1, max: 100_000 });
const file = fc.record({
  sealed,
  name: line,
  type: fc.constantFrom("image/jpeg", "image/png", "application/pdf", "application/vnd.oasis.opendocument.text"),
  picture: fc.option(fc.record({ width: pixels, height: pixels, small: fc.option(sealed) })),
});
const entry = fc.record({
  kind: fc.constant("entry"),
  ...head,
  v: fc.constant(2),
  time: fc.option(fc.constantFrom("00:00", "09:30", "23:59")),
  files: fc.array(file, { maxLength: 2 }),
  star: fc.boolean(),
  secondLock: fc.boolean(),
  trashedOn: fc.option(day),
  source: fc.option(
    fc.record({ app: fc.constantFrom("day-one", "jrnl", "mini-diary", "markdown", "twofold"), id: line, import: id }),
  ),
  day,
  timeZone: fc.constantFrom("UTC", "Europe/Lisbon", "Asia/Kolkata"),
  title: line,
  body: arbitraryRichText,
  mood: fc.option(steps),
  feelings: fc.array(line, { maxLength: 4 }),
  tags: fc.array(line, { maxLength: 4 }),
  needs: fc.array(id, { maxLength: 3 }),
});
const need = fc.record({
  kind: fc.constant("need"),
  ...head,
  noticed: words,
  felt: words,
  need: fc.oneof(
    fc.constantFrom("rest", "company"),
    line.filter((raw) => raw !== ""),
  ),
  request: words,
  wish: fc.option(fc.constantFrom(...WISHES)),
  importance: fc.constantFrom(1, 2, 3),
  voicedOn: day,
  closing: fc.option(
    fc.record({
      status: fc.constantFrom(...CLOSED_STATUSES),
      on: day,
      metBy: fc.constantFrom(...MET_BY),
      felt: fc.option(steps),
      words,
    }),
  ),
  continues: fc.option(id),
});
const care = fc.record({
  kind: fc.constant("care"),
  ...head,
  v: fc.constant(2),
  person: fc.option(id),
  giver: fc.oneof(partner, fc.constant("others")),
  receiver: partner,
  day,
  what: words,
  need: fc.option(id),
  cost: fc.option(fc.constantFrom(0, 1, 2, 3)),
  reason: words,
});
const answer = fc.record({
  kind: fc.constant("answer"),
  ...head,
  v: fc.constant(3),
  day,
  sealed: fc.option(
    fc.record({ key: base64url(43), commitment: id, met: fc.record({ commitment: id, hash: base64url(43) }) }),
  ),
  body: fc.oneof(
    fc.record({ type: fc.constant("need-reply"), need: id, reply: fc.constantFrom(...REPLIES), words }),
    fc.record({ type: fc.constant("care-felt"), care: id, felt: steps, words }),
    fc.record({ type: fc.constant("entry-reply"), entry: id, words }),
    fc.record({ type: fc.constant("reply-felt"), reply: id, felt: steps, words }),
    fc.record({ type: fc.constant("goal-backing"), goal: id, words }),
    fc.record({ type: fc.constant("decision-wanted"), decision: id, words }),
    fc.record({
      type: fc.constant("decision-outcome"),
      decision: id,
      outcome: fc.constantFrom(-2, -1, 0, 1, 2),
      say: steps,
      words,
    }),
    fc.record({ type: fc.constant("sacrifice-seen"), sacrifice: id, words }),
    fc.record({ type: fc.constant("repair-reply"), repair: id, reply: fc.constantFrom(...REPAIR_REPLIES), words }),
    fc.record({ type: fc.constant("season-named"), season: id, name: someLine, from: day, to: fc.option(day), words }),
    fc.record({ type: fc.constant("signature"), agreement: id, text: words, words }),
    fc.record({
      type: fc.constant("agreement-review"),
      agreement: id,
      verdict: fc.constantFrom(...AGREEMENT_VERDICTS),
      next: fc.option(day),
      words,
    }),
    fc.record({ type: fc.constant("agreement-end"), agreement: id, words }),
    fc.record({
      type: fc.constant("check-in-part"),
      checkIn: id,
      appreciation: words,
      mood: fc.option(steps),
      youNeed: words,
      wentWell: words,
      request: words,
      offer: words,
      words,
    }),
  ),
});
const some = words.filter((raw) => raw !== "");
const threeSteps = fc.constantFrom(0, 1, 2, 3);
const hours = fc.option(fc.nat({ max: 168 }));
const goal = fc.record({
  kind: fc.constant("goal"),
  ...head,
  whose: fc.constantFrom("own", "both"),
  what: someLine,
  why: words,
  by: fc.option(day),
  backing: words,
  outcome: fc.option(fc.record({ became: fc.constantFrom(...GOAL_OUTCOMES), on: day, words })),
});
const decision = fc.record({
  kind: fc.constant("decision"),
  ...head,
  what: someLine,
  options: fc.array(someLine, { maxLength: 4 }),
  wanted: words,
  choice: words,
  decidedOn: fc.option(day),
  lookAgainOn: fc.option(day),
});
const sacrifice = fc.record({
  kind: fc.constant("sacrifice"),
  ...head,
  day,
  what: some,
  for: fc.constantFrom("partner", "both", "others"),
  decision: fc.option(id),
  cost: fc.option(fc.record({ steps: threeSteps, told: fc.boolean() })),
  gain: words,
  cameBack: words,
  reason: fc.option(fc.constantFrom(...SACRIFICE_REASONS)),
  why: words,
});
const boundary = fc.record({
  kind: fc.constant("boundary"),
  ...head,
  about: fc.constantFrom(...BOUNDARY_KINDS),
  noticed: words,
  body: words,
  says: some,
  yesTo: words,
  reviewOn: fc.option(day),
  letGoOn: fc.option(day),
});
const boundaryEvent = fc.record({
  kind: fc.constant("boundary-event"),
  ...head,
  boundary: fc.option(id),
  day,
  event: fc.constantFrom(...BOUNDARY_EVENTS),
  words,
});
const repair = fc.record({
  kind: fc.constant("repair"),
  ...head,
  day,
  after: fc.constantFrom("promise", "boundary", "other"),
  of: fc.option(id),
  happened: some,
  willDo: words,
  doneOn: fc.option(day),
});
const season = fc.record({ kind: fc.constant("season"), ...head, name: someLine, from: day, to: fc.option(day) });
const agreement = fc.record({
  kind: fc.constant("agreement"),
  ...head,
  type: fc.constantFrom(...AGREEMENT_TYPES),
  says: some,
  owner: fc.oneof(partner, fc.constant("both")),
  goodEnough: words,
  due: fc.option(day),
  reviewOn: fc.option(day),
  continues: fc.option(id),
});
const moments = fc.record({
  kind: fc.constant("moment"),
  ...head,
  day,
  moment: fc.constantFrom(...MOMENTS),
  words: some,
});
const balance = fc.record({
  kind: fc.constant("balance"),
  ...head,
  week: day.map(weekOf),
  own: hours,
  friends: hours,
  community: hours,
  together: hours,
});
const inventory = fc.record({
  kind: fc.constant("inventory"),
  ...head,
  day,
  part: fc.constantFrom(...INVENTORY_PARTS),
  items: fc.array(fc.record({ item: someLine, steps, told: fc.boolean() }), { maxLength: 4 }),
  words,
});
const checkIn = fc.record({ kind: fc.constant("check-in"), ...head, week: day.map(weekOf) });
const consent = fc.record({ kind: fc.constant("consent"), ...head, analysis: fc.constantFrom("agreed", "paused") });
const commitment = fc.record({ kind: fc.constant("commitment"), ...head, subject: id, hash: base64url(43) });
const profile = fc.record({ kind: fc.constant("profile"), ...head, name: line.filter((raw) => raw !== "") });

function parsedFrom(value: { kind: string }): JournalRecord {
  const parsed = parseRecord(value);
  if (parsed.kind !== "record") throw new Error(`the arbitrary made no record: ${value.kind}, ${parsed.reason}`);
  return parsed.record;
}

/**
 * Any original of a kind that can be shared. Not all could come about by the rules: a property of reading and writing must hold for every
 * one that parses.
 */
export const arbitraryOriginal: fc.Arbitrary<JournalRecord> = fc
  .oneof(
    ...[entry, need, care, answer, profile, goal, decision, sacrifice, boundary, boundaryEvent, repair, season],
    ...[agreement, moments, balance, inventory, consent, checkIn, commitment],
  )
  .map(parsedFrom);

const version = fc.record({
  kind: fc.constant("version"),
  ...head,
  of: id,
  ofKind: fc.constantFrom("entry", "need", "gone", "a-kind-of-later"),
  ofRevision: fc.integer({ min: 1, max: 99 }),
  node: fc.record({ tag: base64url(11), hash: base64url(43) }),
  lineage: fc.nat({ max: 60 }).chain(base64url),
  record: fc.option(text),
});
const keepsake = fc.record({
  kind: fc.constant("keepsake"),
  ...head,
  from: line,
  ofKind: fc.constantFrom("entry", "care", "a-kind-of-later"),
  on: day,
  record: arbitraryOriginal.map(writeRecord),
});

const earlier = fc.record({
  kind: fc.constant("earlier"),
  ...head,
  of: id,
  ofRevision: fc.integer({ min: 1, max: 99 }),
  record: entry.map(parsedFrom).map(writeRecord),
});
const imported = fc.record({
  kind: fc.constant("import"),
  ...head,
  app: fc.constantFrom("day-one", "jrnl", "mini-diary", "markdown", "twofold"),
  file: line,
  on: day,
  entries: fc.nat({ max: 10_000 }),
  unread: fc.array(fc.record({ place: line, why: fc.constantFrom(...UNREAD_REASONS), text: fc.option(text) }), {
    maxLength: 2,
  }),
  undoneOn: fc.option(day),
});
const prompts = fc.record({
  kind: fc.constant("prompts"),
  ...head,
  hidden: fc.array(line, { maxLength: 2 }),
  own: fc.array(fc.record({ theme: fc.constantFrom(...PROMPT_THEMES), words: line.filter((raw) => raw !== "") }), {
    maxLength: 2,
  }),
});
const pulse = fc.record({
  kind: fc.constant("pulse"),
  ...head,
  day,
  mood: fc.option(steps),
  closeness: fc.option(steps),
  lookedAfter: fc.option(steps),
  ownTime: fc.option(steps),
  words,
});
const intention = fc.record({
  kind: fc.constant("intention"),
  ...head,
  says: some,
  from: line,
  begunOn: day,
  reviewOn: day,
  review: fc.option(fc.record({ how: fc.constantFrom(...INTENTION_REVIEWS), on: day, words })),
});
const person = fc.record({ kind: fc.constant("person"), ...head, name: someLine, turnTo: words, reach: words });
const earlyNeed = fc.record({
  kind: fc.constant("early-need"),
  ...head,
  day,
  learned: words,
  shows: words,
  askFor: words,
  revisits: fc.array(fc.record({ on: day, words: some }), { maxLength: 2 }),
});
const ownWords = fc.record({
  kind: fc.constant("own-words"),
  ...head,
  needs: fc.array(someLine, { maxLength: 2 }),
  feelings: fc.array(someLine, { maxLength: 2 }),
  judging: fc.array(someLine, { maxLength: 2 }),
  quiet: fc.array(someLine, { maxLength: 2 }),
});

/** Any record of one's own, of the kinds that are never shared too. */
export const arbitraryRecord: fc.Arbitrary<JournalRecord> = fc.oneof(
  { arbitrary: arbitraryOriginal, weight: 5 },
  { arbitrary: version.map(parsedFrom), weight: 1 },
  { arbitrary: keepsake.map(parsedFrom), weight: 1 },
  { arbitrary: earlier.map(parsedFrom), weight: 1 },
  { arbitrary: imported.map(parsedFrom), weight: 1 },
  { arbitrary: prompts.map(parsedFrom), weight: 1 },
  { arbitrary: fc.oneof(pulse, intention, person, earlyNeed, ownWords).map(parsedFrom), weight: 2 },
);
