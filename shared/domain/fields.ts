/** What every record carries, and the small schemas its kinds are made of. Rules are numbered in SPEC.md. */
import { z } from "../base/zod.ts";
import { Day, Instant } from "../base/time.ts";

/** 16 random bytes as 22 characters of base64url without padding. */
const randomId = z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]$/);

export const RecordId = randomId.brand<"RecordId">();
export type RecordId = z.infer<typeof RecordId>;

/** One of the two people, for as long as they keep this notebook. */
export const PartnerId = randomId.brand<"PartnerId">();
export type PartnerId = z.infer<typeof PartnerId>;

/** A short line: a title, a word, a name. No line breaks or control characters; emoji and any script are welcome. */
export const line = (most: number) =>
  z
    .string()
    .max(most)
    // eslint-disable-next-line no-control-regex -- control characters are what this refuses
    .regex(/^[^\u0000-\u001f\u007f]*$/);

/** A few sentences. Line breaks and tabs are allowed, other control characters are not. */
export const words = (most: number) =>
  z
    .string()
    .max(most)
    // eslint-disable-next-line no-control-regex -- control characters are what this refuses
    .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f]*$/);

/** A five-step answer, from least to most. The words for the steps belong to the question. */
export const FiveSteps = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type FiveSteps = z.infer<typeof FiveSteps>;

/** What only the author's original carries and no shared copy does [D3]. */
export const Original = z.strictObject({
  createdAt: Instant,
  updatedAt: Instant,
  /** How many copies were ever shared, taken back or not: the next one's number is one more [D5]. */
  copies: z.int().min(0),
  /** The shared copy that stands in the shared space now, or null. Its number is `copies`. */
  shared: z
    .strictObject({
      /** The last revision whose shared fields are the copy's; "changed since" when the original's is higher [D6]. */
      ofRevision: z.int().min(1),
      on: Day,
    })
    .nullable(),
});
export type Original = z.infer<typeof Original>;

/**
 * The fields of every record. A shared copy is a record of the same shape whose `original` is null, whose
 * `revision` is the number of the copy, and whose private fields are null or empty [D3].
 */
export const recordFields = {
  id: RecordId,
  author: PartnerId,
  /** Counts saves of an original from 1; in a shared copy, the number of the copy. */
  revision: z.int().min(1),
  original: Original.nullable(),
};

/** The fields a kind has beyond those of every record: what a person fills in. */
export type OwnFields<R> = Omit<R, keyof typeof recordFields | "kind" | "v">;
