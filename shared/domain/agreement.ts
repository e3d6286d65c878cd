import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { canonicalJson } from "./canonical-json.ts";
import { PartnerId, RecordId, recordFields, words } from "./fields.ts";
import { allow, type NewAct, writing } from "./revision.ts";
import { ifShared, shared, type Sharing } from "./shared-fields.ts";

export const AGREEMENT_TYPES = ["principle", "arrangement", "promise"] as const;

/**
 * What both hold to: a principle, an arrangement with an owner and what is good enough, or a promise with a date. It holds once both have
 * signed its very words; a change of it is a new agreement that continues it [D77].
 */
export const Agreement = z.strictObject({
  kind: z.literal("agreement"),
  v: z.literal(1),
  ...recordFields,
  type: z.enum(AGREEMENT_TYPES),
  says: words(2_000).min(1),
  /** Whose it is to see to; of a promise, who promises. A principle is of both. */
  owner: z.union([PartnerId, z.literal("both")]),
  /** What is good enough, of an arrangement. */
  goodEnough: words(2_000),
  /** When a promise is due. */
  due: Day.nullable(),
  /** When both look at it again. */
  reviewOn: Day.nullable(),
  /** The agreement this one continues, or null. */
  continues: RecordId.nullable(),
});
export type Agreement = z.infer<typeof Agreement>;

export const agreementSharing: Sharing<Agreement> = {
  type: shared,
  says: shared,
  owner: shared,
  goodEnough: shared,
  due: shared,
  reviewOn: shared,
  continues: ifShared,
};

function hold({ type, owner, goodEnough, due }: Agreement): void {
  allow(type === "promise" || due === null, "D77 only a promise is due");
  allow(type !== "promise" || due !== null, "D77 a promise has a date");
  allow(type !== "principle" || owner === "both", "D77 a principle is of both");
  allow(type === "arrangement" || goodEnough === "", "D77 what is good enough is said of an arrangement");
}

export const { create: createAgreement, edit: editAgreement } = writing<Agreement>({
  kind: "agreement",
  v: 1,
  schema: Agreement,
  sharing: agreementSharing,
  hold,
});

/** The very words that are signed: all an agreement says, which one it is and which one it continues [D77]. */
export const agreementText = ({ id, type, says, owner, goodEnough, due, reviewOn, continues }: Agreement): string =>
  canonicalJson({ id, type, says, owner, goodEnough, due, reviewOn, continues });

const Signed = Agreement.pick({
  id: true,
  type: true,
  says: true,
  owner: true,
  goodEnough: true,
  due: true,
  reviewOn: true,
  continues: true,
});

/**
 * The agreement as it was signed: what `text` of a signature says in the place of what the agreement says now. Null for a text that is not
 * one of this agreement's: a signature is shared by somebody's program, and this one did not write it.
 */
export function agreementAsSigned(agreement: Agreement, text: string): Agreement | null {
  const signed = Signed.safeParse(parsedJson(text));
  return signed.success && signed.data.id === agreement.id ? { ...agreement, ...signed.data } : null;
}

/** What a JSON text holds; undefined, which no JSON text is, for any other text. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A new agreement that continues another, with the same words unless changed [D77]. Either partner may propose it. */
export const continueAgreement = (
  { id, type, says, owner, goodEnough, due, reviewOn }: Agreement,
  changes: Partial<Omit<Agreement, "continues">>,
  act: NewAct,
): Agreement => createAgreement({ type, says, owner, goodEnough, due, reviewOn, ...changes, continues: id }, act);
