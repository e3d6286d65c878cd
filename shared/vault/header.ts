/**
 * The header: everything of a vault that is stored in the clear, as one canonical JSON text [V3]. It says who
 * holds which public keys and carries the slots, keyrings and grants; no name, date or word of the journal.
 */
import { z } from "../base/zod.ts";
import { TwofoldError } from "../base/errors.ts";
import { encodedAtMost, encodedBytes } from "../crypto/encoded.ts";
import { checkSlot, Slot } from "../crypto/keyslot.ts";
import type { SlotKind } from "../crypto/keyslot.ts";
import { SIGNATURE_BYTES } from "../crypto/signature.ts";
import { base64, fromBase64, hash256, utf8 } from "../crypto/sodium.ts";
import { framed } from "../base/bytes.ts";
import { CoverName, coversDiffer } from "./cover.ts";
import { Id, Identity, isCertified, isSignedBox, NewerBox } from "./identity.ts";
import type { Seat } from "./identity.ts";
import { canonicalJson, parseJson } from "./json.ts";

export type { Seat } from "./identity.ts";

/** The most a header's text may hold, in bytes [V2]. */
export const HEADER_MAX_BYTES = 256 * 1024;
const HEADER_MAX_DEPTH = 16;
/** The newest version read. Written is the lowest that can say what the header says [V3]. */
const HEADER_VERSION = 2;
const KEYRING_MAX_BYTES = 64 * 1024;
/** Couple keys a vault can have had before its newest [V6]. */
export const CHAIN_MAX_LINKS = 64;
const CHAIN_LINK_MAX_BYTES = 2048;
/** Identities a vault can have lost [V21]. */
export const FORMER_MAX = 16;

const Certificate = encodedBytes(SIGNATURE_BYTES);

const SeatVersion1 = z.strictObject({
  cover: CoverName,
  identity: Identity,
  /** This seat's identity, signed by itself. */
  bySelf: Certificate,
  /** This seat's identity, signed by the other; null while seat b is empty. */
  byOther: Certificate.nullable(),
  slots: z.strictObject({ passphrase: Slot, words: Slot }),
  /** The sealed keyring. */
  keyring: encodedAtMost(KEYRING_MAX_BYTES),
});
const SeatVersion2 = SeatVersion1.extend({ newerBox: NewerBox.nullable() });

/** One seat of the header. `newerBox` is null for as long as its box key is the identity's own [V20]. */
export type SeatHeader = z.infer<typeof SeatVersion2>;

const FormerSeat = SeatVersion2.extend({ seat: z.enum(["a", "b"]), byOther: Certificate });
/** A seat as it was when somebody else was invited to it: whole, so that who remembers a secret opens it still [V21]. */
export type FormerSeat = z.infer<typeof FormerSeat>;

/** The couple key of one epoch, sealed to one partner and signed by whoever issued it [V6]. */
export const Grant = z.strictObject({
  epoch: z.int().min(1).max(0xffff_ffff),
  to: z.enum(["a", "b"]),
  issuer: z.enum(["a", "b"]),
  /** crypto_box_seal of the 32-byte key. */
  sealed: encodedBytes(32 + 48),
  signature: encodedBytes(SIGNATURE_BYTES),
});
export type Grant = z.infer<typeof Grant>;

const Version1 = z.strictObject({
  version: z.literal(1),
  vaultId: Id,
  /** The space of what either published. */
  sharedSpace: Id,
  /** The cover kept for the second partner. */
  coverForB: CoverName,
  seats: z.strictObject({ a: SeatVersion1, b: SeatVersion1.nullable() }),
  /** One for each seat taken, all of the newest epoch. */
  grants: z.array(Grant).min(1).max(2),
  /** The key of epoch 1 sealed under that of epoch 2, and so on up to the newest [V6]. */
  chain: z.array(encodedAtMost(CHAIN_LINK_MAX_BYTES)).max(CHAIN_MAX_LINKS),
  digest: encodedBytes(32),
});
const Version2 = Version1.extend({
  version: z.literal(HEADER_VERSION),
  seats: z.strictObject({ a: SeatVersion2, b: SeatVersion2.nullable() }),
  /** Oldest first. */
  former: z.array(FormerSeat).max(FORMER_MAX),
});
const StoredHeader = z.discriminatedUnion("version", [Version1, Version2]);
const Versioned = z.object({ version: z.int() });

/** A header, of whatever version it was read from. */
export type VaultHeader = Omit<z.infer<typeof Version2>, "version" | "digest">;

/** What the unlock screen shows. */
export interface Door {
  readonly vaultId: string;
  readonly seats: { readonly a: { readonly cover: CoverName }; readonly b: { readonly cover: CoverName } | null };
  /** The cover kept for the second partner, for as long as their seat is empty. */
  readonly coverForB: CoverName;
}

/** The members of a header's text but its digest: of version 1 wherever that can say it, so that older apps read it. */
function storedForm({ former, seats, ...rest }: VaultHeader): object {
  const { a, b } = seats;
  if (former.length > 0 || a.newerBox !== null || (b?.newerBox ?? null) !== null)
    return { ...rest, seats, former, version: HEADER_VERSION };
  const first = ({ newerBox: _none, ...seat }: SeatHeader) => seat;
  return { ...rest, seats: { a: first(a), b: b && first(b) }, version: 1 };
}

/** The header that a stored one of either version says. */
function fromStored(stored: z.infer<typeof StoredHeader>): VaultHeader {
  const { version: _read, digest: _checkedByTheText, ...header } = stored;
  if ("former" in header) return header;
  const { a, b } = header.seats;
  return { ...header, seats: { a: { ...a, newerBox: null }, b: b && { ...b, newerBox: null } }, former: [] };
}

/** The one text of a header: sorted keys, no white space, its digest among them [V3]. */
export function formatHeader(header: VaultHeader): string {
  const stored = storedForm(header);
  const digest = base64(hash256(framed(utf8("twofold/v1/header"), utf8(canonicalJson(stored)))));
  return canonicalJson({ ...stored, digest });
}

/** The seats that are taken, in the order of the journal. */
export function takenSeats(header: VaultHeader): { readonly seat: Seat; readonly holder: SeatHeader }[] {
  const { a, b } = header.seats;
  return [{ seat: "a" as const, holder: a }, ...(b === null ? [] : [{ seat: "b" as const, holder: b }])];
}

/** The number of the newest couple key. */
export const coupleEpochOf = (header: VaultHeader): number => header.chain.length + 1;

function requireWhole(condition: boolean, rule: string): void {
  if (!condition) throw new TwofoldError("damaged", rule);
}

/** The seat beside one. */
export const otherSeat = (seat: Seat): Seat => (seat === "a" ? "b" : "a");

/** Throws unless a seat, taken or former, fits its own identity [V4], [F8], [V20]. */
function checkSeat(vaultId: string, seat: Seat, { identity, bySelf, newerBox, slots }: SeatHeader): void {
  requireWhole(isCertified(vaultId, seat, identity, bySelf, identity), "V4 by self");
  requireWhole(newerBox === null || isSignedBox(vaultId, identity, newerBox), "V20 box");
  for (const kind of ["passphrase", "words"] as const satisfies SlotKind[])
    checkSlot(slots[kind], { vault: fromBase64(vaultId), partner: fromBase64(identity.partner), kind });
}

/** Throws unless the parts of a header fit each other as far as anybody can tell without a secret [V3], [V4], [V6], [V21]. */
function checkConsistent(header: VaultHeader): void {
  const { vaultId, seats, grants, former } = header;
  const taken = takenSeats(header);
  const gone = former.map((holder) => ({ seat: holder.seat, holder }));
  requireWhole(coversDiffer(seats.a.cover, seats.b?.cover ?? header.coverForB), "V3 covers");
  const ids = [...taken, ...gone].flatMap(({ holder: { identity } }) => [
    identity.partner,
    identity.privateSpace,
    identity.privateShelf,
    identity.sharedShelf,
  ]);
  requireWhole(new Set([vaultId, header.sharedSpace, ...ids]).size === ids.length + 2, "V1 ids");
  for (const { seat, holder } of taken) {
    const { identity, byOther } = holder;
    const other = seats[otherSeat(seat)];
    requireWhole((byOther === null) === (other === null), "V4 by other");
    if (byOther !== null && other !== null)
      requireWhole(isCertified(vaultId, seat, identity, byOther, other.identity), "V4 by other");
    requireWhole(grants.filter((grant) => grant.to === seat).length === 1, "V6 grants");
  }
  requireWhole(grants.length === taken.length, "V6 grants");
  requireWhole(
    grants.every((grant) => grant.epoch === coupleEpochOf(header) && seats[grant.issuer] !== null),
    "V6 epoch",
  );
  requireWhole(gone.length === 0 || seats.b !== null, "V21 seats");
  for (const { seat, holder } of gone) {
    const others = [...taken, ...gone].filter((held) => held.seat === otherSeat(seat));
    requireWhole(
      others.some((held) => isCertified(vaultId, seat, holder.identity, holder.byOther, held.holder.identity)),
      "V21 by other",
    );
  }
  for (const { seat, holder } of [...taken, ...gone]) checkSeat(vaultId, seat, holder);
}

/**
 * Reads a header. Before any derivation: "over-limit" for a text, a depth or a slot's cost over the limits,
 * "newer-version", and "damaged" when a single byte is not as it was written [V3]. What a partner with write access
 * wrote anew on purpose passes here and is refused by `openKeys` [V8].
 */
export function parseHeader(headerText: string): VaultHeader {
  if (headerText.length > HEADER_MAX_BYTES) throw new TwofoldError("over-limit", "V2 header");
  const parsed = parseJson(utf8(headerText), HEADER_MAX_DEPTH);
  if (parsed === "not-json") throw new TwofoldError("damaged", "V3 json");
  const versioned = Versioned.safeParse(parsed.value);
  if (versioned.success && versioned.data.version > HEADER_VERSION) throw new TwofoldError("newer-version", "V3");
  const stored = StoredHeader.safeParse(parsed.value);
  if (!stored.success) throw new TwofoldError("damaged", "V3 shape");
  const header = fromStored(stored.data);
  requireWhole(formatHeader(header) === headerText, "V3 text");
  checkConsistent(header);
  return header;
}

/** What the unlock screen needs of a header. */
export function doorOf(header: VaultHeader): Door {
  const { a, b } = header.seats;
  return {
    vaultId: header.vaultId,
    seats: { a: { cover: a.cover }, b: b === null ? null : { cover: b.cover } },
    coverForB: header.coverForB,
  };
}
