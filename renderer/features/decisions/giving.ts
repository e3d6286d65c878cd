/** What one's own giving cost, for oneself alone, as pure functions of one's own records. Nothing is weighed against the other's [D86]. */
import { addMonths, type Day, latestFirst, monthOf } from "#shared/base/time.ts";
import type { PartnerId, RecordId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { Sacrifice } from "#shared/domain/sacrifice.ts";

/** Something one gave that cost something, as its giver wrote it down. */
export interface Given {
  readonly kind: "care" | "sacrifice";
  readonly id: RecordId;
  readonly day: Day;
  readonly what: string;
  /** From 1, a little, to 3, a lot. */
  readonly cost: 1 | 2 | 3;
  /** Chosen of a sacrifice; null of care. */
  readonly reason: Sacrifice["reason"];
  /** In the giver's own words. */
  readonly why: string;
}

/** What one's own giving cost, the last first. `mine` are one's own originals. */
export function givenBy(me: PartnerId, mine: readonly JournalRecord[]): readonly Given[] {
  return mine
    .flatMap((record): Given[] => {
      if (record.kind === "care" && record.giver === me && record.cost !== null && record.cost !== 0) {
        const { kind, id, day, what, cost, reason: why } = record;
        return [{ kind, id, day, what, cost, reason: null, why }];
      }
      if (record.kind === "sacrifice") {
        const { kind, id, day, what, reason, why } = record;
        const cost = record.cost?.steps ?? 0;
        return cost === 0 ? [] : [{ kind, id, day, what, cost, reason, why }];
      }
      return [];
    })
    .sort((left, right) => latestFirst(left.day, right.day));
}

/** How many months are looked back on with this one, and in how many of them giving cost more than a little before a word is said of it. */
const MONTHS_BACK = 4;
const MONTHS_THAT_COST = 3;

/**
 * Whether giving has cost more than a little month after month: in three of the last four, this one among them. The page then says a word
 * of it, to its giver alone.
 */
export function keepsCosting(given: readonly Given[], today: Day): boolean {
  const first = addMonths(monthOf(today), 1 - MONTHS_BACK);
  const months = given.filter(({ cost }) => cost > 1).map(({ day }) => monthOf(day));
  return new Set(months.filter((month) => month >= first && month <= monthOf(today))).size >= MONTHS_THAT_COST;
}
