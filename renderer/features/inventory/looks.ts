/** What the looks at oneself say over time, item by item, as pure functions of the records. Nothing is summed [D80]. */
import { addMonths, type Day, latestFirst, type Month, monthOf } from "#shared/base/time.ts";
import type { FiveSteps, PartnerId } from "#shared/domain/fields.ts";
import { INVENTORY, type Inventory, type InventoryPart } from "#shared/domain/inventory.ts";
import type { JournalRecord } from "#shared/domain/record.ts";

/** A group of items: of habits, of skills, of the two of us. */
export interface ItemGroup {
  readonly key: string;
  readonly items: readonly string[];
}

/** The groups of a part, in the order in which they are asked. */
export const groupsOf = (part: InventoryPart): readonly ItemGroup[] =>
  Object.entries<readonly string[]>(INVENTORY[part]).map(([key, items]) => ({ key, items }));

/** The items of a part, in that order. */
export const itemsOf = (part: InventoryPart): readonly string[] => groupsOf(part).flatMap(({ items }) => items);

/**
 * One partner's looks at a part, the first one first. Of several of one day, the one begun later comes later, however late an earlier one was
 * put right. A copy does not say when it was begun: of those the one made later comes later, as a snapshot has the newest first.
 */
export const looksOf = (
  part: InventoryPart,
  author: PartnerId,
  records: readonly JournalRecord[],
): readonly Inventory[] =>
  records
    .filter((record): record is Inventory => record.kind === "inventory")
    .filter((look) => look.part === part && look.author === author)
    .sort((one, other) => latestFirst(one.day, other.day) || latestFirst(begun(one), begun(other)))
    .reverse();

const begun = ({ original }: Inventory): string => original?.createdAt ?? "";

/** The months in which somebody looked, the first one first. */
export const monthsOf = (looks: readonly Inventory[]): readonly Month[] =>
  [...new Set(looks.map(({ day }) => monthOf(day)))].sort();

/** The months from the first of some to the last, those between them too: in a figure over time a gap stays a gap. */
export function monthsThrough(months: readonly Month[]): readonly Month[] {
  const through: Month[] = [];
  const last = months.at(-1);
  for (let month = months[0]; month !== undefined && last !== undefined && month <= last; month = addMonths(month, 1))
    through.push(month);
  return through;
}

/** What was said of an item last in a month; null where nothing was, or nothing is told. */
export const saidInMonth = (item: string, month: Month, looks: readonly Inventory[]): FiveSteps | null =>
  lastSaid(
    item,
    looks.filter(({ day }) => monthOf(day) === month),
  )?.steps ?? null;

const stepsOf = (look: Inventory, item: string): FiveSteps | null =>
  look.items.find((each) => each.item === item)?.steps ?? null;

/** What was said last of an item, and when; null where nothing was. */
function lastSaid(item: string, looks: readonly Inventory[]): { readonly steps: FiveSteps; readonly day: Day } | null {
  for (const look of [...looks].reverse()) {
    const steps = stepsOf(look, item);
    if (steps !== null) return { steps, day: look.day };
  }
  return null;
}

/** An item one may want to work on. */
export interface Gap {
  readonly item: string;
  readonly group: string;
  readonly steps: FiveSteps;
}

const FEW = 1;
const OFTEN = 3;

/**
 * The gaps as they were said last: skills and what holds between the two that are there hardly or a little, habits that come often or
 * always. Each is one item; the plainest ones first, otherwise in the order in which they are asked.
 */
export function gapsIn(part: InventoryPart, looks: readonly Inventory[]): readonly Gap[] {
  const isGap = (steps: FiveSteps): boolean => (part === "habits" ? steps >= OFTEN : steps <= FEW);
  const plain = (steps: FiveSteps): number => (part === "habits" ? -steps : steps);
  return groupsOf(part)
    .flatMap(({ key, items }) =>
      items.flatMap((item) => {
        const said = lastSaid(item, looks);
        return said !== null && isGap(said.steps) ? [{ item, group: key, steps: said.steps }] : [];
      }),
    )
    .sort((one, other) => plain(one.steps) - plain(other.steps));
}

/** An item of which there is more, or less, than when it was said first. */
export interface Change {
  readonly item: string;
  readonly is: "more" | "less";
  /** When it was said first. */
  readonly since: Day;
}

/** What changed between the first and the last word on each item, in the order in which they are asked. */
export const changesIn = (part: InventoryPart, looks: readonly Inventory[]): readonly Change[] =>
  itemsOf(part).flatMap((item): Change[] => {
    const first = lastSaid(item, [...looks].reverse());
    const last = lastSaid(item, looks);
    if (first === null || last === null || first.steps === last.steps) return [];
    return [{ item, is: last.steps > first.steps ? "more" : "less", since: first.day }];
  });

/** The groups that an intention may come from, for its words; null for none or one of a later list. */
export const groupNamed = (key: string): string | null => {
  const isGroup = (Object.keys(INVENTORY) as InventoryPart[]).some((part) =>
    groupsOf(part).some((group) => group.key === key),
  );
  return isGroup ? key : null;
};
