/** How originals begin and change: by their author alone, one revision at a time. */
import { z } from "../base/zod.ts";
import { TwofoldError } from "../base/errors.ts";
import type { Day, Instant } from "../base/time.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Original, OwnFields, PartnerId, RecordId } from "./fields.ts";
import type { Sharing } from "./shared-fields.ts";

/** Who writes, and when. */
export interface Act {
  readonly author: PartnerId;
  readonly now: Instant;
}

/** Who writes a new record, when, and the id it gets. */
export interface NewAct extends Act {
  readonly id: RecordId;
}

/** The local calendar day of an act that is dated. */
export interface Dated {
  readonly today: Day;
}

/** What every record of a kind has, so far as these functions need it. */
interface Authored {
  id: RecordId;
  author: PartnerId;
  revision: number;
  original: Original | null;
}

/** Throws "not-allowed", naming the rule, unless the domain permits the act. */
export function allow(permitted: boolean, rule: string): asserts permitted {
  if (!permitted) throw new TwofoldError("not-allowed", rule);
}

/** Checks what a form gave against the schema. Throws "malformed" with the names of the fields, never their text. */
export function fitting<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new TwofoldError("malformed", result.error.issues.map((issue) => issue.path.join(".")).join(" "));
}

/** The fields every new original begins with: revision 1, never shared. */
export const newOriginal = ({ id, author, now }: NewAct) => ({
  id,
  author,
  revision: 1,
  original: { createdAt: now, updatedAt: now, copies: 0, shared: null },
});

/**
 * The next revision of an original with some fields changed; the very same record when nothing differs, so that opening and leaving
 * writes nothing [D11]. A change of private fields alone leaves the shared copy up to date [D6].
 * Throws "not-allowed" for a copy or for anyone but the author [D4], "malformed" when the result does not fit its schema.
 */
export function revised<R extends Authored>(
  kind: { readonly schema: z.ZodType<R>; readonly sharing: Sharing<R> },
  record: R,
  changes: Partial<OwnFields<R>>,
  { author, now }: Act,
): R {
  const { original } = record;
  allow(original !== null, "D4 only an original changes");
  allow(record.author === author, "D4 only its author changes a record");
  const fields = Object.keys(changes) as (keyof OwnFields<R>)[];
  const after: R = { ...record, ...changes };
  const changed = fields.filter((field) => canonicalJson(after[field]) !== canonicalJson(record[field]));
  if (changed.length === 0) return record;
  const everyLink = (): boolean => true; // a link counts as changed even where neither end is shared yet
  const inCopy = (of: R, field: keyof OwnFields<R>): string => canonicalJson(kind.sharing[field](of[field], everyLink));
  const { shared } = original;
  const upToDate =
    shared?.ofRevision === record.revision && changed.every((field) => inCopy(after, field) === inCopy(record, field));
  const revision = record.revision + 1;
  return fitting(kind.schema, {
    ...after,
    revision,
    original: { ...original, updatedAt: now, shared: upToDate ? { ...shared, ofRevision: revision } : shared },
  });
}

/** What a person typed or pasted as a line: one line, without control characters or spaces at its ends. */
export const tidyLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

/** What a person typed or pasted as sentences: line breaks as \n, no other control characters, no spaces at the ends. */
export const tidyWords = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .trim();

/** What a kind is written by: its schema, its version, and what of it is shared. `lines` are the fields of one line; other text is tidied as sentences. */
interface Written<R extends Authored & { kind: string; v: number }> {
  readonly kind: R["kind"];
  readonly v: R["v"];
  readonly schema: z.ZodType<R>;
  readonly sharing: Sharing<R>;
  readonly lines?: readonly (keyof OwnFields<R>)[];
  /** What the kind asks beyond its fields: throws "not-allowed" [D70]. */
  readonly hold?: (record: R) => void;
}

/**
 * How records of a kind begin and change where nothing but the common rules holds: by their author alone [D4], tidied [D11], an edit that
 * changes nothing giving back the same record. Both throw "malformed" when a field does not fit.
 */
export function writing<R extends Authored & { kind: string; v: number }>({
  kind,
  v,
  schema,
  sharing,
  lines = [],
  hold = () => undefined,
}: Written<R>): {
  create: (draft: OwnFields<R>, act: NewAct) => R;
  edit: (record: R, changes: Partial<OwnFields<R>>, act: Act) => R;
} {
  const tidy = <D extends Partial<OwnFields<R>>>(draft: D): D =>
    Object.fromEntries(
      Object.entries(draft).map(([field, value]) => [
        field,
        tidied(value, lines.includes(field as keyof OwnFields<R>) ? tidyLine : tidyWords),
      ]),
    ) as D;
  const held = (record: R): R => {
    hold(record);
    return record;
  };
  return {
    create: (draft, act) => held(fitting(schema, { kind, v, ...newOriginal(act), ...tidy(draft) })),
    edit: (record, changes, act) => held(revised({ schema, sharing }, record, tidy(changes), act)),
  };
}

/** A value with every text in it tidied; of a list of texts, blanks and repeats go. */
function tidied(value: unknown, tidyText: (text: string) => string): unknown {
  if (typeof value === "string") return tidyText(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => tidied(item, tidyText));
    return items.every((item) => typeof item === "string") ? [...new Set(items)].filter((item) => item !== "") : items;
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, tidied(inner, tidyText)]));
  }
  return value;
}
