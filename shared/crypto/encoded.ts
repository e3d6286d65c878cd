/** Schemas for bytes written as text in the clear parts of a format. */
import { z } from "../base/zod.ts";

const LAST_CHARACTER = { 0: "[A-Za-z0-9_-]", 1: "[AQgw]", 2: "[AEIMQUYcgkosw048]" } as const;

/** Exactly `length` bytes as base64url without padding, in its one canonical spelling [F1]. */
export function encodedBytes(length: number) {
  const characters = Math.ceil((length * 4) / 3);
  const last = LAST_CHARACTER[(length % 3) as 0 | 1 | 2];
  return z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${characters - 1}}${last}$`));
}

/** Any number of bytes up to `most` as base64url without padding; its spelling is checked when it is decoded [F1]. */
export function encodedAtMost(most: number) {
  return z
    .string()
    .max(Math.ceil((most * 4) / 3))
    .regex(/^[A-Za-z0-9_-]*$/);
}
