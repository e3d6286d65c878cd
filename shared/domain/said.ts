/**
 * What a record of the joint kinds says, part by part, in the order in which it is read: one description for previews, pages, kept
 * texts, prints and the Markdown export. The labels and the words for choices are in the catalogue, by kind and field.
 */
import { assertNever } from "../base/errors.ts";
import type { Day, Week } from "../base/time.ts";
import type { Agreement } from "./agreement.ts";
import type { PartnerId } from "./fields.ts";
import type { JournalRecord, RecordKind } from "./record.ts";

/** One part of what a record says. `field` names its label: `<kind>.<field>`. */
export type Said = { readonly field: string } & (
  | { readonly type: "words"; readonly words: string }
  /** `choice` names its words: `<kind>.<field>Choices.<choice>`. */
  | { readonly type: "choice"; readonly choice: string }
  | { readonly type: "day"; readonly day: Day }
  | { readonly type: "week"; readonly week: Week }
  /** Steps from 0 to `of`. */
  | { readonly type: "steps"; readonly steps: number; readonly of: number }
  | { readonly type: "hours"; readonly hours: number }
  | { readonly type: "partner"; readonly partner: PartnerId | "both" }
  | { readonly type: "list"; readonly list: readonly string[] }
  /** An item of the inventory, by its key, and its steps from 0 to 4. */
  | { readonly type: "item"; readonly item: string; readonly steps: number }
);

/** Kinds that are read by this description. The others have pages of their own, or no words. */
export type SaidKind = Exclude<
  RecordKind,
  | "entry"
  | "need"
  | "care"
  | "answer"
  | "profile"
  | "version"
  | "keepsake"
  | "earlier"
  | "import"
  | "prompts"
  | "commitment"
>;
export type SaidRecord = Extract<JournalRecord, { kind: SaidKind }>;

/** The words of a catalogue for them: of each kind, its fields and their choices. */
export type SaidTexts = {
  readonly lists: Readonly<Record<SaidKind, string>>;
  readonly both: string;
  readonly items: Readonly<Record<string, string>>;
} & Readonly<Record<SaidKind, Readonly<Record<string, string | Readonly<Record<string, string>>>>>>;

/** These kinds, in the order in which they are written. */
export const SAID_KINDS = [
  "goal",
  "decision",
  "sacrifice",
  "agreement",
  "repair",
  "boundary",
  "boundary-event",
  "season",
  "moment",
  "balance",
  "inventory",
  "intention",
  "early-need",
  "person",
  "pulse",
  "own-words",
  "consent",
  "check-in",
] as const satisfies readonly SaidKind[];

/** Whether a record is read by this description. */
export const isSaid = (record: JournalRecord): record is SaidRecord =>
  (SAID_KINDS as readonly string[]).includes(record.kind);

const words = (field: string, text: string): Said[] => (text === "" ? [] : [{ field, type: "words", words: text }]);
const choice = (field: string, chosen: string | null): Said[] =>
  chosen === null ? [] : [{ field, type: "choice", choice: chosen }];
const day = (field: string, on: Day | null): Said[] => (on === null ? [] : [{ field, type: "day", day: on }]);
const steps = (field: string, given: number | null, of: number): Said[] =>
  given === null ? [] : [{ field, type: "steps", steps: given, of }];
const hours = (field: string, given: number | null): Said[] =>
  given === null ? [] : [{ field, type: "hours", hours: given }];
const list = (field: string, given: readonly string[]): Said[] =>
  given.length === 0 ? [] : [{ field, type: "list", list: given }];

/** Whose an agreement is to see to; a principle is of both, and says so. */
const agreed = ({ type, owner }: Agreement): Said[] =>
  type === "principle" ? [] : [{ field: type === "promise" ? "promisedBy" : "owner", type: "partner", partner: owner }];

/** What a record says, without what is blank. */
export function saidIn(record: SaidRecord): readonly Said[] {
  switch (record.kind) {
    case "goal":
      return [
        ...words("what", record.what),
        { field: "whose", type: "partner", partner: record.whose === "both" ? "both" : record.author },
        ...words("why", record.why),
        ...day("by", record.by),
        ...words("backing", record.backing),
        ...(record.outcome === null
          ? []
          : [
              ...choice("became", record.outcome.became),
              ...day("becameOn", record.outcome.on),
              ...words("becameWords", record.outcome.words),
            ]),
      ];
    case "decision":
      return [
        ...words("what", record.what),
        ...list("options", record.options),
        ...words("wanted", record.wanted),
        ...words("choice", record.choice),
        ...day("decidedOn", record.decidedOn),
        ...day("lookAgainOn", record.lookAgainOn),
      ];
    case "sacrifice":
      return [
        ...day("day", record.day),
        ...words("what", record.what),
        ...choice("for", record.for),
        ...steps("cost", record.cost?.steps ?? null, 3),
        ...words("gain", record.gain),
        ...words("cameBack", record.cameBack),
        ...choice("reason", record.reason),
        ...words("why", record.why),
      ];
    case "boundary":
      return [
        ...choice("about", record.about),
        ...words("says", record.says),
        ...words("yesTo", record.yesTo),
        ...words("noticed", record.noticed),
        ...words("body", record.body),
        ...day("reviewOn", record.reviewOn),
        ...day("letGoOn", record.letGoOn),
      ];
    case "boundary-event":
      return [...day("day", record.day), ...choice("event", record.event), ...words("words", record.words)];
    case "repair":
      return [
        ...day("day", record.day),
        ...choice("after", record.after),
        ...words("happened", record.happened),
        ...words("willDo", record.willDo),
        ...day("doneOn", record.doneOn),
      ];
    case "season":
      return [...words("name", record.name), ...day("from", record.from), ...day("to", record.to)];
    case "agreement":
      return [
        ...choice("type", record.type),
        ...words("says", record.says),
        ...agreed(record),
        ...words("goodEnough", record.goodEnough),
        ...day("due", record.due),
        ...day("reviewOn", record.reviewOn),
      ];
    case "moment":
      return [...day("day", record.day), ...choice("moment", record.moment), ...words("words", record.words)];
    case "pulse":
      return [
        ...day("day", record.day),
        ...steps("mood", record.mood, 4),
        ...steps("closeness", record.closeness, 4),
        ...steps("lookedAfter", record.lookedAfter, 4),
        ...steps("ownTime", record.ownTime, 4),
        ...words("words", record.words),
      ];
    case "balance":
      return [
        { field: "week", type: "week", week: record.week },
        ...hours("own", record.own),
        ...hours("friends", record.friends),
        ...hours("community", record.community),
        ...hours("together", record.together),
      ];
    case "inventory":
      return [
        ...day("day", record.day),
        ...choice("part", record.part),
        ...record.items.map((each): Said => ({ field: "item", type: "item", item: each.item, steps: each.steps })),
        ...words("words", record.words),
      ];
    case "intention":
      return [
        ...words("says", record.says),
        ...day("begunOn", record.begunOn),
        ...day("reviewOn", record.reviewOn),
        ...(record.review === null
          ? []
          : [
              ...choice("how", record.review.how),
              ...day("reviewedOn", record.review.on),
              ...words("reviewWords", record.review.words),
            ]),
      ];
    case "person":
      return [...words("name", record.name), ...words("turnTo", record.turnTo), ...words("reach", record.reach)];
    case "early-need":
      return [
        ...day("day", record.day),
        ...words("learned", record.learned),
        ...words("shows", record.shows),
        ...words("askFor", record.askFor),
        ...record.revisits.flatMap((revisit) => [
          ...day("revisitedOn", revisit.on),
          ...words("revisitWords", revisit.words),
        ]),
      ];
    case "check-in":
      return [{ field: "week", type: "week", week: record.week }];
    case "consent":
      return choice("analysis", record.analysis);
    case "own-words":
      return [
        ...list("needs", record.needs),
        ...list("feelings", record.feelings),
        ...list("judging", record.judging),
        ...list("quiet", record.quiet),
      ];
    default:
      return assertNever(record);
  }
}

/** As many UTF-16 code units of a line as a title has. */
const TITLE_MAX = 160;

/** A record in one line: the first written line of what it says, cut between words where it is long; null where there is none. */
export function titleOf(record: SaidRecord): string | null {
  const first = saidIn(record).find((said) => said.type === "words");
  const line = first?.type === "words" ? first.words.split("\n").find((each) => each.trim() !== "") : undefined;
  if (line === undefined || line.length <= TITLE_MAX) return line ?? null;
  const begins = line.slice(0, TITLE_MAX);
  const end = begins.lastIndexOf(" ");
  return `${end > TITLE_MAX / 2 ? begins.slice(0, end) : begins.replace(/[\uD800-\uDBFF]$/, "")} …`;
}
