import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { concat, u64 } from "#shared/base/bytes.ts";
import { base64, randomBytes, sodiumReady, utf8 } from "#shared/crypto/sodium.ts";
import {
  decodeLineage,
  encodeLineage,
  extended,
  isAncestor,
  LINEAGE_MOST_RUNS,
  newTag,
  NO_LINEAGE,
  type Lineage,
  type RecordState,
} from "#shared/vault/lineage.ts";

beforeAll(() => sodiumReady);

const OLDER = "AAAAAAAAAAA";
const tagOf = (first: number): string => base64(Uint8Array.of(first, ...new Uint8Array(7)));
const decoded = (payload: Uint8Array) => decodeLineage(payload, new Map());
const runBytes = (tag: Uint8Array, upTo: Uint8Array) => concat(tag, upTo);
const prefix = (count: number, ...runs: Uint8Array[]) =>
  concat(Uint8Array.of(1, count % 256, Math.floor(count / 256)), ...runs);

/** Any line at all, of so few tags and revisions that they often begin alike. */
const line: fc.Arbitrary<Lineage> = fc
  .array(fc.record({ tag: fc.constantFrom(1, 2, 3), step: fc.integer({ min: 1, max: 2 }) }), { maxLength: 4 })
  .chain((runs) => fc.record({ runs: fc.constant(runs), older: fc.integer({ min: 0, max: 2 }) }))
  .map(({ runs, older }) => {
    const made: { tag: string; upTo: number }[] = older > 0 && runs.length > 0 ? [{ tag: OLDER, upTo: older }] : [];
    for (const { tag, step } of runs)
      if (made.at(-1)?.tag !== tagOf(tag)) made.push({ tag: tagOf(tag), upTo: (made.at(-1)?.upTo ?? 0) + step });
    return made;
  });
const state: fc.Arbitrary<RecordState> = fc
  .tuple(line, fc.integer({ min: 1, max: 4 }))
  .map(([lineage, older]) => ({ lineage, revision: lineage.at(-1)?.upTo ?? older }));

describe("[V10] a lineage in a payload", () => {
  test("[V10] comes back as it was, before whatever JSON, and its tags once each", () => {
    fc.assert(
      fc.property(line, fc.json(), (lineage, json) => {
        const known = new Map<bigint, string>();
        const read = decodeLineage(concat(encodeLineage(lineage), utf8(json)), known);
        expect(read.lineage).toEqual(lineage);
        expect(read.json).toEqual(utf8(json));
        expect(known.size).toBe(new Set(lineage.map(({ tag }) => tag)).size);
      }),
    );
  });

  test("[V10] a payload of the older form is JSON alone, and so is one with an empty lineage", () => {
    const json = utf8('{"id":1}');
    expect(decoded(json)).toEqual({ lineage: [], json });
    expect(encodeLineage(NO_LINEAGE).length).toBe(0);
  });

  test("[V10] is 3 bytes and 16 a run", () => {
    const lineage = [
      { tag: OLDER, upTo: 3 },
      { tag: tagOf(9), upTo: 2 ** 40 },
    ];
    const expected = prefix(2, new Uint8Array(8), u64(3), Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0), u64(2 ** 40));
    expect(encodeLineage(lineage)).toEqual(expected);
  });

  test("[V10] with no runs, runs cut off, out of order, twice from one session or not whole numbers is damaged", () => {
    const [older, one, two] = [new Uint8Array(8), randomBytes(8), randomBytes(8)];
    const json = utf8("{}");
    expect(decoded(prefix(2, runBytes(one, u64(1)), runBytes(two, u64(2)), json)).lineage.length).toBe(2);
    const refused: Uint8Array[] = [
      prefix(0, json),
      prefix(1, runBytes(one, u64(0))),
      prefix(1, runBytes(older, u64(1))),
      prefix(2, runBytes(one, u64(2)), runBytes(two, u64(2))),
      prefix(2, runBytes(one, u64(2)), runBytes(two, u64(1))),
      prefix(2, runBytes(one, u64(1)), runBytes(one, u64(2))),
      prefix(2, runBytes(one, u64(1)), runBytes(older, u64(2))),
      prefix(1, runBytes(one, new Uint8Array(8).fill(255))),
    ];
    for (const payload of refused) expect(() => decoded(payload)).toThrow("damaged");
    const whole = prefix(2, runBytes(one, u64(1)), runBytes(two, u64(2)));
    for (let length = 1; length < whole.length; length++)
      expect(() => decoded(whole.subarray(0, length)), `${length}`).toThrow("damaged");
  });

  test("[V10] that no reader would accept is not written", () => {
    const [one, two] = [newTag(), newTag()];
    const refused: Lineage[] = [
      [{ tag: one, upTo: 0 }],
      [{ tag: one, upTo: 1.5 }],
      [{ tag: OLDER, upTo: 1 }],
      [{ tag: base64(randomBytes(9)), upTo: 1 }],
      [
        { tag: one, upTo: 2 },
        { tag: two, upTo: 2 },
      ],
      [
        { tag: one, upTo: 1 },
        { tag: one, upTo: 2 },
      ],
    ];
    for (const lineage of refused) expect(() => encodeLineage(lineage)).toThrow("malformed");
  });

  test("[V10] of more runs than the limit is refused by its number alone, written or read", () => {
    const runs = Array.from({ length: LINEAGE_MOST_RUNS + 1 }, (_, at) => ({ tag: tagOf((at % 2) + 1), upTo: at + 1 }));
    expect(() => encodeLineage(runs)).toThrow("over-limit");
    const most = runs.slice(0, LINEAGE_MOST_RUNS);
    expect(decoded(encodeLineage(most)).lineage).toEqual(most);
    expect(() => decoded(prefix(LINEAGE_MOST_RUNS + 1))).toThrow("over-limit");
    expect(() => decoded(prefix(65_535))).toThrow("over-limit");
  });
});

describe("[V10] being an ancestor", () => {
  test("[V10] is a strict partial order, whatever lineages say", () => {
    fc.assert(
      fc.property(state, state, state, (x, y, z) => {
        expect(isAncestor(x, x)).toBe(false);
        expect(isAncestor(x, y) && isAncestor(y, x)).toBe(false);
        if (isAncestor(x, y) && isAncestor(y, z)) expect(isAncestor(x, z)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test("[V10] the property above is no empty one: ancestors are drawn, and ancestors of ancestors", () => {
    const drawn = fc.sample(fc.tuple(state, state, state), { numRuns: 3000, seed: 7 });
    expect(drawn.filter(([x, y]) => isAncestor(x, y)).length).toBeGreaterThan(100);
    expect(drawn.filter(([x, y, z]) => isAncestor(x, y) && isAncestor(y, z)).length).toBeGreaterThan(5);
  });

  /** A history of one record: each sitting goes on from some earlier state, with revisions that rise by one or more. */
  const sittings = fc.array(
    fc.record({
      from: fc.nat(),
      steps: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  );

  test("[V10] agrees with how every state truly came about, in histories that fork anywhere", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), sittings, (olderRevisions, life) => {
        const states: RecordState[] = [];
        const before: Set<number>[] = [];
        for (let revision = 1; revision <= olderRevisions; revision++) {
          before.push(new Set(states.keys()));
          states.push({ lineage: NO_LINEAGE, revision });
        }
        for (const { from, steps } of life) {
          const tag = newTag();
          let at = states.length === 0 ? null : from % states.length;
          for (const step of steps) {
            const replaced: RecordState | null = at === null ? null : states[at]!;
            const revision = (replaced?.revision ?? 0) + step;
            before.push(at === null ? new Set() : new Set([...before[at]!, at]));
            at = states.push({ lineage: extended(replaced, tag, revision), revision }) - 1;
          }
        }
        for (const [y, later] of states.entries())
          for (const [x, earlier] of states.entries())
            expect(isAncestor(earlier, later), `${x} of ${y}`).toBe(before[y]!.has(x));
      }),
      { numRuns: 200 },
    );
  });

  test("[V10] a row of the older form is an ancestor of what replaced it, here and in a copy that went on apart", () => {
    const older = { lineage: NO_LINEAGE, revision: 4 };
    const [here, there] = [newTag(), newTag()].map((tag) => ({ lineage: extended(older, tag, 5), revision: 5 }));
    expect(here!.lineage[0]).toEqual({ tag: OLDER, upTo: 4 });
    for (const next of [here!, there!]) expect(isAncestor(older, next)).toBe(true);
    expect(isAncestor(here!, there!) || isAncestor(there!, here!)).toBe(false);
    const olderStill = { lineage: NO_LINEAGE, revision: 5 }; // saved by an older program from the same revision 4
    expect(isAncestor(olderStill, here!) || isAncestor(here!, olderStill)).toBe(false);
  });
});

describe("[V10] extending a lineage", () => {
  test("[V10] the same session goes on with its run, another begins one", () => {
    const [one, two] = [newTag(), newTag()];
    const first = extended(null, one, 1);
    const second = extended({ lineage: first, revision: 1 }, one, 2);
    expect(second).toEqual([{ tag: one, upTo: 2 }]);
    expect(extended({ lineage: second, revision: 2 }, two, 3)).toEqual([...second, { tag: two, upTo: 3 }]);
    expect(() => extended({ lineage: second, revision: 2 }, two, 2)).toThrow("bug");
  });

  test("[V10] a full line goes on in its session and begins anew in the next, which has no ancestor then", () => {
    const full = Array.from({ length: LINEAGE_MOST_RUNS }, (_, at) => ({ tag: tagOf((at % 2) + 1), upTo: at + 1 }));
    const standing = { lineage: full, revision: full.length };
    const same = extended(standing, full.at(-1)!.tag, full.length + 1);
    expect(same.length).toBe(LINEAGE_MOST_RUNS);
    const tag = newTag();
    const anew = extended(standing, tag, full.length + 1);
    expect(anew).toEqual([{ tag, upTo: full.length + 1 }]);
    expect(isAncestor(standing, { lineage: anew, revision: full.length + 1 })).toBe(false);
  });
});
