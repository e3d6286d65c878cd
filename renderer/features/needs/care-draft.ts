/** What is typed while care is recorded or changed, as it is kept as a sealed draft, and the care that comes of it. */
import { z } from "#shared/base/zod.ts";
import { Day } from "#shared/base/time.ts";
import type { Care, CareDraft as CareFields } from "#shared/domain/care.ts";
import { FiveSteps, type PartnerId, RecordId } from "#shared/domain/fields.ts";

/** Who gave care one had, seen from its receiver. */
export const GIVERS = ["other", "others", "self"] as const;
const Cost = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).nullable();

const Source = z.object({
  from: z.enum(GIVERS),
  /** Who of the people one can turn to; only of care by others. Drafts older than those have none. */
  person: RecordId.nullable().default(null),
});
export type Source = z.infer<typeof Source>;

const Given = z.object({ what: z.string(), need: RecordId.nullable(), cost: Cost, reason: z.string() });

/** What was done for me first, then what I did. */
const CareDraft = z.object({
  day: Day.nullable(),
  received: Source.extend({ what: z.string(), need: RecordId.nullable(), felt: FiveSteps.nullable() }),
  given: Given,
});
export type CareDraft = z.infer<typeof CareDraft>;

/** What a kept draft holds; null when it is none. */
export function readCareDraft(kept: unknown): CareDraft | null {
  const parsed = CareDraft.safeParse(kept);
  return parsed.success ? parsed.data : null;
}

export const isBlankCare = ({ received, given }: CareDraft): boolean =>
  received.what.trim() === "" && given.what.trim() === "" && given.reason.trim() === "";

/** One care moment in other words. */
const CareChange = Source.extend(Given.shape).extend({ day: Day });
export type CareChange = z.infer<typeof CareChange>;

/** What a kept change holds; null when it is none. */
export function readCareChange(kept: unknown): CareChange | null {
  const parsed = CareChange.safeParse(kept);
  return parsed.success ? parsed.data : null;
}

/** A care moment as the form that changes it begins. */
export const changeOf = ({ giver, receiver, person, day, what, need, cost, reason }: Care): CareChange => ({
  from: giver === "others" ? "others" : giver === receiver ? "self" : "other",
  person,
  what,
  need,
  cost,
  reason,
  day,
});

/** Who gave it and, where that was neither of the two, which of the people one can turn to [D81]. */
export const giverOf = (
  { from, person }: Source,
  me: PartnerId,
  other: PartnerId | null,
): Pick<CareFields, "giver"> & { person: RecordId | null } => ({
  giver: from === "self" ? me : from === "others" || other === null ? "others" : other,
  person: from === "others" ? person : null,
});

/** Where the drafts of what is said of care are kept. */
export const carePlace = (forNeed: RecordId | null): string => (forNeed === null ? "care:new" : `care:for:${forNeed}`);
export const changePlace = (care: RecordId): string => `care:${care}:edit`;
export const feltPlace = (care: RecordId): string => `care:${care}:felt`;
