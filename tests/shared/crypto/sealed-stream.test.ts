import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { concat, sameBytes } from "#shared/base/bytes.ts";
import { CHUNK_BYTES, CHUNK_OVERHEAD_BYTES, openStream, sealStream } from "#shared/crypto/sealed-stream.ts";
import { randomBytes, sodiumReady, utf8 } from "#shared/crypto/sodium.ts";

let key: Uint8Array;
const place = Uint8Array.of(1, 2, 3);
beforeAll(async () => {
  await sodiumReady;
  key = randomBytes(32);
});

interface Stream {
  readonly header: Uint8Array;
  readonly chunks: readonly Uint8Array[];
}

function sealAll(bytes: Uint8Array, under = key, at = place): Stream {
  const sealer = sealStream(under, at);
  const chunks: Uint8Array[] = [];
  for (let from = 0; ; from += CHUNK_BYTES) {
    const last = from + CHUNK_BYTES >= bytes.length;
    chunks.push(sealer.seal(bytes.subarray(from, from + CHUNK_BYTES), last));
    if (last) return { header: sealer.header, chunks };
  }
}

/** All plain bytes; throws when the end was not where the stream says. */
function openAll({ header, chunks }: Stream, under = key, at = place): Uint8Array {
  const opener = openStream(under, header, at);
  const opened = chunks.map((chunk) => opener.open(chunk));
  if (opened.at(-1)?.last !== true) throw new Error("no end");
  return concat(...opened.map(({ chunk }) => chunk));
}

describe("[F10] a sealed stream", () => {
  test("[F10] bytes of any length come back, and every chunk but the last is full", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 * CHUNK_BYTES }), (length) => {
        const bytes = randomBytes(length);
        const sealed = sealAll(bytes);
        expect(sealed.chunks.slice(0, -1).every((chunk) => chunk.length === CHUNK_BYTES + CHUNK_OVERHEAD_BYTES)).toBe(
          true,
        );
        expect(sameBytes(openAll(sealed), bytes)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test("[F10] whole multiples and nothing at all end with a last chunk too", () => {
    for (const length of [0, 1, CHUNK_BYTES, 2 * CHUNK_BYTES]) {
      const sealed = sealAll(new Uint8Array(length));
      expect(sealed.chunks.length).toBe(Math.max(1, Math.ceil(length / CHUNK_BYTES)));
      expect(openAll(sealed).length).toBe(length);
    }
  });

  test("[F10] chunks swapped, dropped, doubled, cut or from another stream are damage", () => {
    const bytes = randomBytes(3 * CHUNK_BYTES + 5);
    const { header, chunks } = sealAll(bytes);
    const [one, two, three, last] = chunks as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    const other = sealAll(bytes);
    const broken: Uint8Array[][] = [
      [two, one, three, last],
      [one, three, last],
      [one, one, two, three, last],
      [two, three, last],
      [one, two, three, last, last],
      [one, two, three, last, one],
      [one, other.chunks[1]!, three, last],
      [one, two, three, last.subarray(0, -1)],
      [one, two, three, last.subarray(0, 16)],
      [one, two, three, concat(last, utf8("x"))],
      [concat(one, two), three, last],
    ];
    for (const chunksOf of broken) expect(() => openAll({ header, chunks: chunksOf })).toThrow("damaged");
    expect(() => openAll({ header: other.header, chunks })).toThrow("damaged");
    expect(() => openAll({ header, chunks: [one, two, three] })).toThrow("no end");
  });

  test("[F10] the first chunk is bound to its place, the stream to its key", () => {
    const sealed = sealAll(utf8("short"));
    expect(() => openAll(sealed, key, Uint8Array.of(1, 2, 4))).toThrow("damaged");
    expect(() => openAll(sealed, randomBytes(32))).toThrow("damaged");
    expect(() => openStream(key, sealed.header.subarray(1), place)).toThrow("damaged");
  });

  test("[F10] any byte changed is damage", () => {
    const { header, chunks } = sealAll(utf8("a short last chunk"));
    const whole = concat(header, chunks[0]!);
    for (let at = 0; at < whole.length; at++) {
      const changed = whole.slice();
      changed[at]! ^= 1;
      const stream = { header: changed.subarray(0, 24), chunks: [changed.subarray(24)] };
      expect(() => openAll(stream), `byte ${at}`).toThrow("damaged");
    }
  });

  test("[F10] a chunk of another length, or after the last, is a fault of the writer", () => {
    const sealer = sealStream(key, place);
    expect(() => sealer.seal(new Uint8Array(5), false)).toThrow("bug");
    expect(() => sealer.seal(new Uint8Array(CHUNK_BYTES + 1), true)).toThrow("bug");
    sealer.seal(new Uint8Array(5), true);
    expect(() => sealer.seal(new Uint8Array(0), true)).toThrow("bug");
  });
});
