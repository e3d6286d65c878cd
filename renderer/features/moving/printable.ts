/** What can be chosen to be printed: own entries, and records of either that say something in words. */
import { mondayOf, type Day } from "#shared/base/time.ts";
import type { Care } from "#shared/domain/care.ts";
import type { Need } from "#shared/domain/need.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { isSaid, SAID_KINDS, type SaidKind, type SaidRecord } from "#shared/domain/said.ts";

/** Kinds that say nothing to a reader on paper, or that are told on none: who paused the analysis [D83]. */
const LEFT_OUT = ["consent", "check-in", "own-words"] as const satisfies readonly SaidKind[];

export type PrintableRecord = Need | Care | Exclude<SaidRecord, { kind: (typeof LEFT_OUT)[number] }>;

/** These kinds, in the order in which they are offered and printed. */
export const PRINTABLE_KINDS: readonly PrintableRecord["kind"][] = [
  "need",
  "care",
  ...SAID_KINDS.filter((kind): kind is Exclude<SaidKind, (typeof LEFT_OUT)[number]> => !isLeftOut(kind)),
];

function isLeftOut(kind: SaidKind): kind is (typeof LEFT_OUT)[number] {
  return (LEFT_OUT as readonly SaidKind[]).includes(kind);
}

/** Whether a record can be chosen to be printed. Entries are chosen by themselves. */
export const isPrintable = (record: JournalRecord): record is PrintableRecord =>
  record.kind === "need" || record.kind === "care" || (isSaid(record) && !isLeftOut(record.kind));

/** The day a record is of; null where it has none, as a boundary or a goal. */
export function dayOf(record: PrintableRecord): Day | null {
  switch (record.kind) {
    case "need":
      return record.voicedOn;
    case "season":
      return record.from;
    case "balance":
      return mondayOf(record.week);
    case "intention":
      return record.begunOn;
    case "decision":
      return record.decidedOn;
    case "care":
    case "sacrifice":
    case "boundary-event":
    case "repair":
    case "moment":
    case "inventory":
    case "early-need":
    case "pulse":
      return record.day;
    case "goal":
    case "agreement":
    case "boundary":
    case "person":
      return null;
  }
}
