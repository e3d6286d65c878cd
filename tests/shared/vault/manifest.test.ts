import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { concat, u64 } from "#shared/base/bytes.ts";
import { base64, randomBytes, sodiumReady } from "#shared/crypto/sodium.ts";
import {
  decodeRoot,
  EMPTY_BUCKET,
  encodeRoot,
  entriesOf,
  findEntry,
  isBucket,
  nextAfter,
  NO_BUCKETS,
  NO_HASH,
  withEntry,
  withoutEntry,
  type Bucket,
} from "#shared/vault/manifest.ts";

beforeAll(() => sodiumReady);

const PART = 7;
/** Ids of one bucket, few enough that a run meets the same one again. */
const id = fc
  .uint8Array({ minLength: 2, maxLength: 2, max: 3 })
  .map((tail) => concat(Uint8Array.of(PART, tail[0]!), new Uint8Array(13), Uint8Array.of(tail[1]!)));
const entry = fc.record({
  seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  hash: fc.uint8Array({ minLength: 32, maxLength: 32 }),
});
const step = fc.oneof(
  fc.record({ act: fc.constant("list" as const), id, entry }),
  fc.record({ act: fc.constant("drop" as const), id }),
);

describe("[V12] buckets", () => {
  test("[V12] after any changes a bucket lists what was last said, in the order of ids, and is well-formed", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let bucket: Bucket = EMPTY_BUCKET;
        const model = new Map<string, { id: Uint8Array; seq: number; hash: Uint8Array }>();
        for (const change of steps) {
          if (change.act === "list") {
            bucket = withEntry(bucket, change.id, change.entry);
            model.set(base64(change.id), { id: change.id, ...change.entry });
          } else {
            bucket = withoutEntry(bucket, change.id);
            model.delete(base64(change.id));
          }
          expect(findEntry(bucket, change.id) === null).toBe(change.act === "drop");
        }
        const inOrder = [...model.values()].sort((left, right) => Buffer.from(left.id).compare(Buffer.from(right.id)));
        expect([...entriesOf(bucket)]).toEqual(inOrder.map(({ seq, hash }) => ({ seq, hash })));
        expect(isBucket(bucket, PART)).toBe(true);
      }),
    );
  });

  test("[V12] bytes that are not whole entries, ascending, each once, of this part, are no bucket", () => {
    const entryOf = (first: number, second: number, seq: Uint8Array = u64(1)) =>
      concat(Uint8Array.of(first, second), new Uint8Array(14), seq, new Uint8Array(32));
    const [one, two] = [entryOf(PART, 1), entryOf(PART, 2)];
    expect(isBucket(concat(one, two), PART)).toBe(true);
    expect(isBucket(EMPTY_BUCKET, PART)).toBe(true);
    expect(isBucket(concat(two, one), PART)).toBe(false);
    expect(isBucket(concat(one, one), PART)).toBe(false);
    expect(isBucket(concat(one, two.subarray(1)), PART)).toBe(false);
    expect(isBucket(concat(one, two), PART + 1)).toBe(false);
    expect(isBucket(concat(one, entryOf(PART + 1, 0)), PART)).toBe(false);
    expect(isBucket(entryOf(PART, 1, new Uint8Array(8).fill(255)), PART)).toBe(false);
  });
});

describe("[V12] roots", () => {
  test("[V12] a root comes back as it was, 8,240 bytes long", () => {
    const number = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(number, number, (sequence, highestSeq) => {
        const root = { sequence, highestSeq, previous: randomBytes(32), buckets: randomBytes(8192) };
        const bytes = encodeRoot(root);
        expect(bytes.length).toBe(8240);
        expect(decodeRoot(bytes)).toEqual(root);
      }),
      { numRuns: 5 },
    );
  });

  test("[V12] other lengths, sequence 0 and numbers above 2^53 - 1 are no root", () => {
    const root = encodeRoot({ sequence: 1, highestSeq: 0, previous: NO_HASH, buckets: NO_BUCKETS });
    expect(decodeRoot(root)).not.toBeNull();
    expect(decodeRoot(root.subarray(1))).toBeNull();
    expect(decodeRoot(concat(root, Uint8Array.of(0)))).toBeNull();
    expect(decodeRoot(concat(u64(0), root.subarray(8)))).toBeNull();
    expect(decodeRoot(concat(new Uint8Array(8).fill(255), root.subarray(8)))).toBeNull();
    expect(decodeRoot(concat(root.subarray(0, 8), new Uint8Array(8).fill(255), root.subarray(16)))).toBeNull();
  });
});

test("[V10] where numbers end, saving is refused rather than a number used twice", () => {
  expect(nextAfter(0)).toBe(1);
  expect(() => nextAfter(Number.MAX_SAFE_INTEGER)).toThrow("over-limit");
});
