/** What a throwaway worker can be asked to do with a passphrase, and what the page hears of it. */
import { z } from "#shared/base/zod.ts";
import { Instant } from "#shared/base/time.ts";
import type { Seat, VaultHeader } from "#shared/vault/header.ts";
import type { Joined } from "#shared/vault/joining.ts";
import type { Keys } from "#shared/vault/keyring.ts";
import type { CoverName } from "#shared/vault/cover.ts";
import type { Commit, ManifestPart, SealedRow } from "#shared/vault/session.ts";
import type { SlotChange } from "#shared/vault/slot-change.ts";
import type { Renewal } from "#shared/vault/starting-anew.ts";
import type { WrongSecret } from "./calls.ts";

const seat = z.enum(["a", "b"]);
const passphrase = z.string().min(1).max(1_000);
const secret = z.union([z.strictObject({ passphrase }), z.strictObject({ words: z.string().min(1).max(1_000) })]);
const cover = z.enum(["tide", "umber", "mulberry", "wheat", "blush", "lichen"]);
const name = z.string().min(1).max(80);

export const KeyJob = z.discriminatedUnion("kind", [
  /** Opens one seat, or both for a session together, of the header the vault worker sends. */
  z.strictObject({ kind: z.literal("open"), secrets: z.array(z.strictObject({ seat, secret })).min(1).max(2) }),
  /** Makes a new journal's keys for its first partner. */
  z.strictObject({ kind: z.literal("found"), name, cover, coverForB: cover, passphrase, now: Instant }),
  /** Makes the second partner's keys. */
  z.strictObject({ kind: z.literal("join"), name, passphrase, now: Instant }),
  /** Makes the keys of a partner who lost passphrase and words, in the seat that was theirs. */
  z.strictObject({ kind: z.literal("invite-anew"), seat, name, cover, passphrase, now: Instant }),
  /** Tries a secret of a seat, and makes nothing. */
  z.strictObject({ kind: z.literal("confirm-secret"), seat, secret }),
  /** Another passphrase over the same keys. */
  z.strictObject({ kind: z.literal("change-passphrase"), seat, current: secret, next: passphrase }),
  /** Other recovery words over the same keys. */
  z.strictObject({ kind: z.literal("renew-words"), seat, current: secret }),
  /** Another passphrase, other words and other keys, for a passphrase that is known to somebody. */
  z.strictObject({ kind: z.literal("start-anew"), seat, current: secret, next: passphrase }),
  /** Founds a journal for one's own part, under the id one has. */
  z.strictObject({ kind: z.literal("take-my-part"), passphrase }),
  /** Makes the sample couple's backup, up to the day of `now`. */
  z.strictObject({ kind: z.literal("sample"), now: Instant, timeZone: z.string().max(64) }),
]);
export type KeyJob = z.infer<typeof KeyJob>;

/** Opens the sample couple's journal, which holds nothing of anybody's. Its Unlock screen shows them. */
export const SAMPLE_PASSPHRASES = { a: "two cups by the window", b: "a map with no corners" } as const;

/** Recovery words, for the page to show once. */
export interface KeyNews {
  readonly words: readonly string[];
}

/** What the worker hands to the vault worker for a job that changes the locks of a seat. */
export type KeysRemade =
  { readonly slot: SlotChange } | { readonly renewal: Renewal } | { readonly wrong: WrongSecret };

/** What the vault worker says to a "take-my-part" job. */
export interface PartFounder {
  readonly cover: CoverName;
  readonly coverForB: CoverName;
  readonly partner: string;
}

/** What the worker hands to the vault worker for an "open" job. */
export type KeysMade = { readonly keys: Keys } | { readonly wrong: WrongSecret; readonly seat: Seat };

/** What the worker says to the vault worker for a "confirm-secret" job. */
export interface SecretTried {
  readonly tried: "right" | WrongSecret;
}

/** A new journal, not yet written. */
export interface Founding {
  readonly header: VaultHeader;
  readonly keys: Keys;
  readonly commits: readonly Commit[];
}

/** The second partner's seat and first rows, not yet written. */
export interface Joining {
  readonly joined: Joined;
  readonly commits: readonly Commit[];
}

/** A whole sealed journal of the sample couple. */
export interface SampleMade {
  readonly header: VaultHeader;
  readonly rows: readonly SealedRow[];
  readonly parts: readonly ManifestPart[];
}
