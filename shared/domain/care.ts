import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { type OwnFields, PartnerId, RecordId, recordFields, words } from "./fields.ts";
import { type Act, allow, fitting, type NewAct, newOriginal, revised, tidyWords } from "./revision.ts";
import { ifShared, never, shared, type Sharing } from "./shared-fields.ts";

/** A care moment: somebody did something for a need of `receiver`. Either partner may record it. */
export const Care = z.strictObject({
  kind: z.literal("care"),
  v: z.literal(2),
  ...recordFields,
  giver: z.union([PartnerId, z.literal("others")]),
  receiver: PartnerId,
  /** Who of the people its author can turn to it came from; only of care by others, and never shared [D81]. */
  person: RecordId.nullable(),
  day: Day,
  what: words(2_000),
  /** The need it was for; null for free care. In a shared copy only a need that is shared too [D22]. */
  need: RecordId.nullable(),
  /** What it cost the giver, 0 nothing to 3 a lot. Only the giver's own record holds it, and no shared copy [D21]. */
  cost: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  /** Why the giver did it, private to the giver [D21]. */
  reason: words(2_000),
});
export type Care = z.infer<typeof Care>;

/** Care is shared without what it cost and why [D21], and with its need only where that is shared too [D22]. */
export const careSharing: Sharing<Care> = {
  giver: shared,
  receiver: shared,
  person: never(null),
  day: shared,
  what: shared,
  need: ifShared,
  cost: never(null),
  reason: never(""),
};

export type CareDraft = Omit<OwnFields<Care>, "person"> & Partial<Pick<OwnFields<Care>, "person">>;

const tidy = <D extends Partial<CareDraft>>(draft: D): D => ({
  ...draft,
  ...(draft.what === undefined ? {} : { what: tidyWords(draft.what) }),
  ...(draft.reason === undefined ? {} : { reason: tidyWords(draft.reason) }),
});

function allowed(care: Care): Care {
  const { author, giver, receiver, person, cost, reason } = care;
  allow(author === giver || author === receiver, "D20 care is recorded by who gave it or who received it");
  allow(author === giver || (cost === null && reason === ""), "D21 cost and reason are the giver's");
  allow(giver === "others" || person === null, "D81 a person one turns to is named for care by others");
  return care;
}

/**
 * Records care: by the partner who gave it, or by the one who received it (from the other, from others or from themselves). Throws
 * "not-allowed" for someone who was neither [D20], and for a cost or reason from anyone but the giver [D21].
 */
export const createCare = (draft: CareDraft, act: NewAct): Care =>
  allowed(fitting(Care, { kind: "care", v: 2, ...newOriginal(act), person: null, ...tidy(draft) }));

/** The next revision; the same care when nothing differs [D11]. Only by who recorded it [D4], under the rules of `createCare`. */
export const editCare = (care: Care, changes: Partial<CareDraft>, act: Act): Care =>
  allowed(revised({ schema: Care, sharing: careSharing }, care, tidy(changes), act));

/** Version 1 did not say which of the people one can turn to. */
export const careOfVersion1 = (older: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...older,
  person: null,
});
