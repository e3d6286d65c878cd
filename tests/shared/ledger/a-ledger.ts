/** Ledgers in memory for the tests of this folder. */
import fc from "fast-check";
import { concat } from "#shared/base/bytes.ts";
import { hash256 } from "#shared/crypto/sodium.ts";
import {
  beginLedger,
  readLedger,
  type LedgerEnd,
  type LedgerReading,
  type LedgerSource,
  type NoLedger,
} from "#shared/ledger/ledger-file.ts";
import type { StoredCommit } from "#shared/ledger/stored-commit.ts";
import type { Commit } from "#shared/vault/session.ts";
import { recordId } from "../../support/builders.ts";

export const LEDGER = recordId(1);
export const VAULT = recordId(2);
export const CHAIN_BYTES = 32;

export function sourceOf(bytes: Uint8Array): LedgerSource {
  return { size: bytes.length, read: async (offset, length) => bytes.slice(offset, offset + length) };
}

export interface Read {
  readonly reading: LedgerReading | NoLedger;
  readonly commits: readonly StoredCommit[];
  readonly ends: readonly LedgerEnd[];
}

export async function readAll(bytes: Uint8Array, anchor: LedgerEnd | null = null): Promise<Read> {
  const commits: StoredCommit[] = [];
  const ends: LedgerEnd[] = [];
  const reading = await readLedger(sourceOf(bytes), anchor, (commit, end) => {
    commits.push(commit);
    ends.push(end);
  });
  return { reading, commits, ends };
}

/** A frame whose chain fits, around any payload: what somebody with write access can append. */
export function forgedFrame(before: Uint8Array, payload: Uint8Array, type = 1): Uint8Array {
  const head = new Uint8Array(5);
  new DataView(head.buffer).setUint32(0, payload.length, true);
  head[4] = type;
  const frame = concat(head, payload);
  return concat(frame, hash256(concat(before.slice(-CHAIN_BYTES), frame)));
}

export const begun = (): { readonly bytes: Uint8Array; readonly end: LedgerEnd } =>
  beginLedger({ ledger: LEDGER, vaultId: VAULT, replaces: [] });

const id = fc.integer({ min: 10, max: 14 }).map(recordId);
const sealed = fc.uint8Array({ minLength: 0, maxLength: 40 });
const seq = fc.oneof(
  fc.integer({ min: 1, max: 30 }),
  fc.maxSafeNat().filter((number) => number > 0),
);

/** Commits of a few pieces, of no vault. */
export const arbitraryCommit: fc.Arbitrary<Commit> = fc.record({
  putRows: fc.uniqueArray(fc.record({ space: id, seq, sealed }), {
    maxLength: 4,
    selector: ({ space, seq: number }) => `${space}/${number}`,
  }),
  dropRows: fc.uniqueArray(fc.record({ space: id, seq }), {
    maxLength: 3,
    selector: ({ space, seq: number }) => `${space}/${number}`,
  }),
  putParts: fc.uniqueArray(fc.record({ shelf: id, part: fc.integer({ min: 0, max: 256 }), sealed }), {
    maxLength: 3,
    selector: ({ shelf, part }) => `${shelf}/${part}`,
  }),
  header: fc.constant(null),
});
