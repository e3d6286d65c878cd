/**
 * What of a record its author's partner may read. Each kind says it for each of its fields, beside its schema; a field
 * nobody decided on does not compile. `sharing.ts` makes the copy.
 */
import { TwofoldError } from "../base/errors.ts";
import type { OwnFields, RecordId } from "./fields.ts";

/** Whether a record with this id stands in the shared space. */
export type IsShared = (id: RecordId) => boolean;

/** What the field of a shared copy holds, given the original's. */
type FieldSharing<T> = (value: T, isShared: IsShared) => T;

/** For each field a kind adds, what a shared copy holds of it [D3]. */
export type Sharing<R> = { readonly [F in keyof OwnFields<R>]: FieldSharing<OwnFields<R>[F]> };

/** Shared as it is. */
export const shared = <T>(value: T): T => value;

/** Never shared: every copy holds this one value instead, whatever the original says. */
export const never =
  <T>(blank: T): (() => T) =>
  () =>
    blank;

/** A link to another record: shared only while that record is shared too [D22]. */
export const ifShared = (id: RecordId | null, isShared: IsShared): RecordId | null =>
  id !== null && isShared(id) ? id : null;

/** Of a kind that is never shared at all: making a copy throws "not-allowed" [D52]. */
export function withheld(): never {
  throw new TwofoldError("not-allowed", "D52 this kind is its author's alone");
}
