/**
 * The header: everything of a vault that is stored in the clear, as one canonical JSON text [V3]. It says who
 * holds which public keys and carries the slots, keyrings and grants; no name, date or word of the journal.
 */
import { z } from "zod";
import { TwofoldError } from "../base/errors.ts";
import { Slot } from "../crypto/keyslot.ts";

/** Place in the journal: a founded it, b joined. The order everything is drawn in. */
export type Seat = "a" | "b";

/** Covers by which the two tell their notebooks apart on the unlock screen; a couple has one deep and one light. */
export const DEEP_COVERS = ["tide", "umber", "mulberry"] as const;
export const LIGHT_COVERS = ["wheat", "blush", "lichen"] as const;
export const CoverName = z.enum([...DEEP_COVERS, ...LIGHT_COVERS]);
export type CoverName = z.infer<typeof CoverName>;

/** What a seat is in public: the keys and opaque ids that both certificates sign [V4]. */
export const Identity = z.strictObject({
  partner: z.string(),
  signing: z.string(),
  box: z.string(),
  privateSpace: z.string(),
  privateShelf: z.string(),
  sharedShelf: z.string(),
});
export type Identity = z.infer<typeof Identity>;

export const SeatHeader = z.strictObject({
  cover: CoverName,
  identity: Identity,
  bySelf: z.string(),
  byOther: z.string().nullable(),
  slots: z.strictObject({ passphrase: Slot, words: Slot }),
  keyring: z.string(),
});
export type SeatHeader = z.infer<typeof SeatHeader>;

export const Grant = z.strictObject({
  epoch: z.int().min(1),
  to: z.enum(["a", "b"]),
  issuer: z.enum(["a", "b"]),
  sealed: z.string(),
  signature: z.string(),
});
export type Grant = z.infer<typeof Grant>;

export const VaultHeader = z.strictObject({
  version: z.literal(1),
  vaultId: z.string(),
  sharedSpace: z.string(),
  coverForB: CoverName,
  seats: z.strictObject({ a: SeatHeader, b: SeatHeader.nullable() }),
  grants: z.array(Grant),
  chain: z.array(z.string()),
});
export type VaultHeader = z.infer<typeof VaultHeader>;

/** What the unlock screen shows. */
export interface Door {
  readonly vaultId: string;
  readonly seats: { readonly a: { readonly cover: CoverName }; readonly b: { readonly cover: CoverName } | null };
  readonly coverForB: CoverName;
}

/** Reads a header. Throws "over-limit", "newer-version" or "damaged", before any derivation [V3]. */
export function parseHeader(_text: string): VaultHeader {
  throw new TwofoldError("bug", "not written yet");
}

/** The one text of a header [V3]. */
export function formatHeader(_header: VaultHeader): string {
  throw new TwofoldError("bug", "not written yet");
}

export function doorOf(header: VaultHeader): Door {
  const { a, b } = header.seats;
  return {
    vaultId: header.vaultId,
    seats: { a: { cover: a.cover }, b: b === null ? null : { cover: b.cover } },
    coverForB: header.coverForB,
  };
}
