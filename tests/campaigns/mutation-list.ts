/** What can be broken of the rules of shared/domain/SPEC.md, each by itself. */

/**
 * What is broken: the rule, the file, and what is put in the place of a text wherever it stands. Null lets pass whatever a call of `allow`
 * refuses with that text.
 */
export type Mutation = readonly [rule: string, file: string, from: string, to: string | null];

/** A kind that is its author's alone, shared all the same. */
const shownAll = (rule: string, file: string): Mutation => [rule, file, "withheld,", "(value: never) => value,"];

const DOMAIN: readonly Mutation[] = [
  ["D1", "record.ts", "v > reading.version", "v > 9"],
  ["D2", "canonical-json.ts", "left < right ? -1 : 1", "left < right ? 1 : -1"],
  ["D3", "entry.ts", "mood: never(null)", "mood: shared"],
  ["D4", "revision.ts", "D4 only its author changes a record", null],
  ["D5", "sharing.ts", "original.original.copies + 1", "1"],
  ["D6", "revision.ts", "shared: upToDate ?", "shared: shared !== null ?"],
  ["D9", "care.ts", "...older,\n  person: null,", "...older,"],
  ["D11", "revision.ts", "if (changed.length === 0) return record;", ""],
  ["D12", "need.ts", "D12 a closed need is not closed again", null],
  ["D13", "need.ts", "D13 an open need is not voiced again", null],
  ["D14", "need.ts", '{ ...closing, words: "" }', "closing"],
  ["D20", "care.ts", "author === giver || author === receiver", "true"],
  ["D21", "care.ts", "cost: never(null)", "cost: shared"],
  ["D21", "care.ts", "D21 cost and reason are the giver's", null],
  ["D22", "shared-fields.ts", "id !== null && isShared(id) ? id : null", "id"],
  ["D23", "answer.ts", "D23 only the other partner answers a need", null],
  ["D24", "answer.ts", "D24 an answer is shared only with what it answers", null],
  ["D25", "related.ts", "record.original !== null || !once.has(name)", "!once.has(name)"],
  ["D50", "version.ts", "record: null }", "record: version.record }"],
  ["D51", "keepsake.ts", "D51 only the other's copies are kept", null],
  ["D53", "sharing.ts", "Math.max(copies, number)", "copies"],
  ["D63", "sharing.ts", "D63 nothing in the trash is shared", null],
  ["D70", "goal.ts", "D70 what became of a goal is said once", null],
  ["D70", "goal.ts", "D70 only a goal that is over is opened again", null],
  ["D70", "answer.ts", "D23 only the other partner backs a goal", null],
  ["D71", "answer.ts", "D71 only the need's owner says how an answer to it felt", null],
  ["D71", "answer.ts", "D71 only an answer to the need is felt", null],
  ["D72", "decision.ts", 'if (high <= -1) return "both-lose";', ""],
  ["D72", "decision.ts", "one < other ? [one, other] : [other, one]", "[one, other]"],
  ["D72", "answer.ts", "D72 what was not decided has no outcome", null],
  ["D72", "answer.ts", "D72 its author says in the decision what they wanted", null],
  ["D73", "sacrifice.ts", "cost?.told === true ? cost : null", "cost"],
  ["D73", "sacrifice.ts", 'why: never("")', "why: shared"],
  ["D74", "boundary.ts", 'body: never("")', "body: shared"],
  ["D74", "boundary.ts", 'noticed: never("")', "noticed: shared"],
  ["D75", "answer.ts", "D75 only the other partner takes a repair", null],
  ["D76", "joint.ts", "ends[0] ?? null", "ends.at(-1) ?? null"],
  ["D76", "joint.ts", "by !== author && ", ""],
  ["D76", "joint.ts", "body.name === name && body.from === from", "true"],
  ["D76", "season.ts", "D76 a season does not end before it begins", null],
  ["D77", "joint.ts", "({ body }) => body.text === text", "() => true"],
  ["D77", "joint.ts", "one === null || other === null ? null : one > other", "other === null || one! > other"],
  ["D77", "joint.ts", 'body.verdict === "let-go"', 'body.verdict !== "kept"'],
  ["D77", "answer.ts", "D77 what was signed stays signed", null],
  ["D77", "agreement.ts", "D77 a promise has a date", null],
  shownAll("D78", "pulse.ts"),
  ["D79", "balance.ts", "z.int()", "z.number()"],
  ["D80", "inventory.ts", "items.filter(({ told }) => told)", "items"],
  ["D80", "inventory.ts", 'words: never("")', "words: shared"],
  ["D80", "inventory.ts", "D80 an item is answered once", null],
  ["D80", "intention.ts", "D80 an intention is reviewed once", null],
  ["D80", "intention.ts", "D80 only an intention that was reviewed is opened again", null],
  ["D80", "intention.ts", "D80 there is one intention at a time", null],
  shownAll("D80", "intention.ts"),
  ["D81", "care.ts", "person: never(null)", "person: shared"],
  ["D81", "care.ts", "D81 a person one turns to is named for care by others", null],
  [
    "D81",
    "person.ts",
    "withheld, turnTo: withheld, reach: withheld",
    "(value) => value, turnTo: (value) => value, reach: (value) => value",
  ],
  ["D82", "early-need.ts", "[...earlyNeed.revisits, {", "[{"],
  shownAll("D82", "early-need.ts"),
  ["D83", "joint.ts", "partners.every((partner)", "partners.some((partner)"],
  ["D83", "joint.ts", "agreed.get(author) ?? true", "true"],
  ["D83", "joint.ts", "else if (isSharedNow(record))", "else"],
  ["D84", "own-words.ts", "records.flatMap((record) => record[list])", "records[0]?.[list] ?? []"],
  ["D84", "judging-words.ts", "silent.has(same)", "false"],
  shownAll("D84", "own-words.ts"),
  ["D85", "answer.ts", "D85 a sealed answer waits for both", null],
  ["D85", "answer.ts", "D85 a sealed answer does not change under its hash", null],
  ["D85", "answer.ts", "D85 what was open stays as it was", null],
  ["D85", "answer.ts", "D85 only some answers are sealed", null],
  ["D85", "commitment.ts", "D85 who answers what is not shared is not told", null],
  [
    "D85",
    "sealed.ts",
    "answersAbout(subject, type, records).filter(isSharedNow);\n  const met",
    "answersAbout(subject, type, records);\n  const met",
  ],
  ["D85", "sealed.ts", "partners.filter((partner) => said.has(partner))", "[...said]"],
  ["D85", "sealed.ts", "&& standing.has(answeredBy(each))", ""],
  ["D85", "sealed.ts", "record.author === me || ", "true || "],
  ["D86", "moment.ts", "day: Day,", "day: Day,\n  score: z.int().default(0),"],
  ["D87", "sharing.ts", "copies: copy.revision, shared }", "copies: 0, shared }"],
  ["D87", "sharing.ts", "D4 only its author adopts a copy", null],
  ["D88", "joint.ts", "order(one.id, other.id)", "order(other.id, one.id)"],
  ["D88", "answer.ts", "mood === null && Object.values(tidied)", "Object.values(tidied)"],
  ["D88", "check-in.ts", "week: Week,", 'week: Week,\n  note: z.string().default(""),'],
];

export const MUTATIONS: readonly Mutation[] = [
  ...DOMAIN.map(([rule, file, from, to]): Mutation => [rule, `shared/domain/${file}`, from, to]),
  ["D23", "renderer/ui/records/give-answer.ts", "last.id === answer.id", "true"],
  ["D78", "renderer/features/pulse/pulse-questions.ts", "mine.find(", "mine.findLast("],
  ["D79", "renderer/features/pulse/weeks-to-write.ts", "author === me", "author !== null"],
  ["D80", "renderer/features/inventory/looks.ts", "look.author === author", "true"],
];

/** A source with a rule broken; the same source where there is nothing to break. */
export function brokenSource(sound: string, [, , from, to]: Mutation): string {
  if (to !== null) return sound.replaceAll(from, to);
  const end = sound.indexOf(`"${from}"`);
  const start = sound.lastIndexOf("allow(", end);
  return end === -1 || start === -1 ? sound : `${sound.slice(0, start)}allow(true, ${sound.slice(end)}`;
}
