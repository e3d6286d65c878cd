import { z } from "../base/zod.ts";
import { Day, latestFirst } from "../base/time.ts";
import { line, recordFields, words } from "./fields.ts";
import { type Act, allow, type Dated, type NewAct, writing } from "./revision.ts";
import { type Sharing, withheld } from "./shared-fields.ts";

export const INTENTION_REVIEWS = ["grew", "on-the-way", "not-now"] as const;

/** One thing its author works on, until they look at it again. Never shared [D80]. */
export const Intention = z.strictObject({
  kind: z.literal("intention"),
  v: z.literal(1),
  ...recordFields,
  says: words(500).min(1),
  /** The group of the inventory it came from, as its key; blank where it came from none. */
  from: line(60),
  begunOn: Day,
  /** When its author looks at it again. */
  reviewOn: Day,
  /** Null while it is being worked on. */
  review: z.strictObject({ how: z.enum(INTENTION_REVIEWS), on: Day, words: words(2_000) }).nullable(),
});
export type Intention = z.infer<typeof Intention>;

export const intentionSharing: Sharing<Intention> = {
  says: withheld,
  from: withheld,
  begunOn: withheld,
  reviewOn: withheld,
  review: withheld,
};

export const { create: createIntention, edit: editIntention } = writing<Intention>({
  kind: "intention",
  v: 1,
  schema: Intention,
  sharing: intentionSharing,
  lines: ["from"],
});

/** Of one partner's intentions those under way, the one begun last first. One at most, but where a merge left several [D80]. */
export const underWay = (intentions: readonly Intention[]): Intention[] =>
  intentions.filter(({ review }) => review === null).sort((one, other) => latestFirst(one.begunOn, other.begunOn));

/**
 * Begins an intention as of today. Throws "not-allowed" while one is under way: there is one at a time [D80].
 *
 * @param before all that its author began before
 */
export function beginIntention(
  draft: Pick<Intention, "says" | "from" | "reviewOn">,
  before: readonly Intention[],
  act: NewAct & Dated,
): Intention {
  allow(underWay(before).length === 0, "D80 there is one intention at a time");
  return createIntention({ ...draft, begunOn: act.today, review: null }, act);
}

/** Says how it went, as of today. Throws "not-allowed" when that was said already. */
export function reviewIntention(
  intention: Intention,
  review: Omit<NonNullable<Intention["review"]>, "on">,
  act: Act & Dated,
): Intention {
  allow(intention.review === null, "D80 an intention is reviewed once");
  return editIntention(intention, { review: { ...review, on: act.today } }, act);
}

/**
 * Takes away what was said by mistake of how it went; it is under way as it was [D80]. Throws "not-allowed" while one is under way: there is
 * one at a time.
 *
 * @param all all that its author began
 */
export function reopenIntention(intention: Intention, all: readonly Intention[], act: Act): Intention {
  allow(intention.review !== null, "D80 only an intention that was reviewed is opened again");
  allow(underWay(all).length === 0, "D80 there is one intention at a time");
  return editIntention(intention, { review: null }, act);
}
