/** The month summary against one bare pass over the same records, at 1k, 10k and 100k records. */
import { addDays, asDay, asMonth, type Day, weekOf } from "#shared/base/time.ts";
import { summary } from "#shared/analysis/summary.ts";
import { monthWindow } from "#shared/analysis/windows.ts";
import type { Care } from "#shared/domain/care.ts";
import type { Entry } from "#shared/domain/entry.ts";
import { CLOSED_STATUSES, MET_BY, type Need } from "#shared/domain/need.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { emptyRichText } from "#shared/domain/rich-text.ts";
import { aBalance, aDecision, aReply, aSacrifice, NOA, recordId, SAM } from "../support/builders.ts";
import { alternately, type Row, row } from "./measure.ts";

const RUNS = 31;
const FIRST_DAY = asDay("2016-05-17");
const YEARS_OF_DAYS = 3_652;
const asked = { partners: [NOA, SAM], today: asDay("2026-05-17"), ...monthWindow(asMonth("2026-04")) };

/**
 * Ten years of two people, evenly spread: of twenty records five entries, six needs, five care moments, a decision with both outcomes, and
 * something given up or the hours of a week.
 */
function recordsOf(count: number): JournalRecord[] {
  const days = Array.from({ length: YEARS_OF_DAYS + 30 }, (_, at) => addDays(FIRST_DAY, at));
  const dayAt = (at: number): Day => days[at] ?? asked.today;
  return Array.from({ length: count }, (_, at): JournalRecord => {
    const daysIn = Math.floor((at * YEARS_OF_DAYS) / count);
    const day = dayAt(daysIn);
    const author = Math.floor(at / 20) % 2 === 0 ? NOA : SAM;
    const head = { v: 1 as const, id: recordId(at), author, revision: 1, original: null };
    const place = at % 20;
    if (place < 5) return entryOn(head, day);
    if (place < 11) return needFrom(head, at, day, dayAt(daysIn + (at % 25)));
    if (place < 16) return careOn(head, day);
    if (place === 16) return aDecision({ ...head, decidedOn: day });
    if (place < 19) {
      const outcome = (((at * 7) % 5) - 2) as -2 | -1 | 0 | 1 | 2;
      const body = {
        type: "decision-outcome",
        decision: recordId(at - place + 16),
        outcome,
        say: 2,
        words: "",
      } as const;
      return aReply({ ...head, v: 3, author: place === 17 ? NOA : SAM, day, body });
    }
    if (at % 40 < 20) return aSacrifice({ ...head, v: 1, author: at % 80 < 40 ? NOA : SAM, day });
    return aBalance({ ...head, author: at % 80 < 40 ? NOA : SAM, week: weekOf(day), community: 1 });
  });
}

type Head = Pick<Need, "v" | "id" | "author" | "revision" | "original">;

const entryOn = (head: Head, day: Day): Entry => ({
  kind: "entry",
  ...head,
  v: 2,
  day,
  time: null,
  files: [],
  star: false,
  secondLock: false,
  trashedOn: null,
  source: null,
  timeZone: "Europe/Lisbon",
  title: "",
  body: emptyRichText(),
  mood: null,
  feelings: [],
  tags: [],
  needs: [],
});

const needFrom = (head: Head, at: number, voicedOn: Day, on: Day): Need => ({
  kind: "need",
  ...head,
  noticed: "",
  felt: "",
  need: "rest",
  request: "",
  wish: null,
  importance: 2,
  voicedOn,
  closing:
    at % 7 === 0
      ? null
      : {
          status: CLOSED_STATUSES[at % CLOSED_STATUSES.length] ?? "met",
          on,
          metBy: MET_BY[at % MET_BY.length] ?? "both",
          felt: null,
          words: "",
        },
  continues: null,
});

const careOn = (head: Head, day: Day): Care => ({
  kind: "care",
  ...head,
  v: 2,
  giver: head.author,
  receiver: head.author === NOA ? SAM : NOA,
  person: null,
  day,
  what: "",
  need: null,
  cost: null,
  reason: "",
});

/** What nobody can do without: look at the kind, the author and the day of every record. */
function barePass(records: readonly JournalRecord[]): number {
  let held = 0;
  for (const record of records) {
    const day = record.kind === "need" ? record.voicedOn : "day" in record ? record.day : null;
    if (day === null) continue;
    if (day >= "2026-04-01" && day <= "2026-04-30" && (record.author === NOA || record.author === SAM)) held += 1;
  }
  return held;
}

/** One row a size, and one for all days; performance.md's bar is for 100,000 records. The last row says how the cost grows. */
export async function monthSummaryRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const medians = new Map<number, { readonly measured: number; readonly reference: number }>();
  let seen = 0; // keeps the engine from dropping work whose result nobody reads
  const few = recordsOf(10_000);
  for (let run = 0; run < RUNS; run++) seen += summary(few, asked).held.needs + barePass(few); // both compiled before the clock runs
  for (const size of [1_000, 10_000, 100_000]) {
    const records = recordsOf(size);
    const times = await alternately(
      RUNS,
      () => (seen += summary(records, asked).held.needs),
      () => (seen += barePass(records)),
    );
    medians.set(size, times);
    const name = `month summary, ${size / 1000}k records`;
    rows.push(row(name, "one bare pass over them", times, size === 100_000 ? 5 : null));
  }
  const records = recordsOf(100_000);
  const all = await alternately(
    RUNS,
    () => (seen += summary(records, { ...asked, from: FIRST_DAY, to: asked.today }).held.needs),
    () => (seen += barePass(records)),
  );
  rows.push(row("summary of all ten years, 100k records", "one bare pass over them", all, null));
  const [small, large] = [medians.get(10_000), medians.get(100_000)];
  if (small === undefined || large === undefined) throw new Error("the bench lost a size");
  const grown = { measured: large.measured, reference: (small.measured * large.reference) / small.reference };
  rows.push(row("month summary, from 10k to 100k", "growing as the bare pass does", grown, 1.5));
  if (seen === 0) throw new Error("the bench's month holds nothing");
  return rows;
}
