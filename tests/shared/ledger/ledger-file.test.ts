import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { concat, u32, u64 } from "#shared/base/bytes.ts";
import { SEALED_MAX_BYTES } from "#shared/crypto/sealed-record.ts";
import { base64, fromBase64, hash256, sodiumReady } from "#shared/crypto/sodium.ts";
import { appendFrame, baseFrames, beginLedger, readLedger, type LedgerEnd } from "#shared/ledger/ledger-file.ts";
import { applyCommit, emptyState, partsOf, rowsOf } from "#shared/ledger/sealed-state.ts";
import { NOTHING, type StoredCommit } from "#shared/ledger/stored-commit.ts";
import type { Commit, SealedRow } from "#shared/vault/session.ts";
import { recordId } from "../../support/builders.ts";
import { arbitraryCommit, begun, CHAIN_BYTES, forgedFrame, LEDGER, readAll, sourceOf, VAULT } from "./a-ledger.ts";

beforeAll(() => sodiumReady);

const SPACE = recordId(10);
const SHELF = recordId(11);
const bytesOf = (...numbers: number[]): Uint8Array => Uint8Array.from(numbers);

/** What one save writes, in small. */
const aSave = (seq: number): Commit => ({
  putRows: [{ space: SPACE, seq, sealed: bytesOf(seq, 1, 2, 3) }],
  dropRows: seq > 1 ? [{ space: SPACE, seq: seq - 1 }] : [],
  putParts: [
    { shelf: SHELF, part: 7, sealed: bytesOf(seq, 7) },
    { shelf: SHELF, part: 256, sealed: bytesOf(seq, 0, 1) },
  ],
  header: null,
});

/** A ledger of a header and `saves` saves, with every place between two frames. */
function aLedger(saves: number): { bytes: Uint8Array; ends: LedgerEnd[] } {
  const first = begun();
  const pieces = [first.bytes];
  const ends = [first.end];
  for (const { bytes, end } of baseFrames(first.end, '{"header":true}', [], [])) {
    pieces.push(bytes);
    ends.push(end);
  }
  for (let seq = 1; seq <= saves; seq++) {
    const { bytes, end } = appendFrame(ends.at(-1)!, aSave(seq));
    pieces.push(bytes);
    ends.push(end);
  }
  return { bytes: concat(...pieces), ends };
}

/** Whether `given` are some of `written`, in their order. */
function isPartOf(given: readonly StoredCommit[], written: readonly StoredCommit[]): boolean {
  const texts = written.map((commit) => JSON.stringify(commit));
  let from = 0;
  return given.every((commit) => {
    const at = texts.indexOf(JSON.stringify(commit), from);
    from = at + 1;
    return at >= 0;
  });
}

test("[L1] [L2] [L3] [L4] the bytes are those of the rules, written out by hand", () => {
  const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  const idBytes = [LEDGER, VAULT, SPACE, SHELF].map(fromBase64) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const [ledger, vault, space, shelf] = idBytes;
  const beginning = concat(ascii("TWOLEDG\n"), u32(1), ledger, vault, bytesOf(1), space);
  const chain0 = hash256(beginning);
  const begins = beginLedger({ ledger: LEDGER, vaultId: VAULT, replaces: [SPACE] });
  expect(begins.bytes).toEqual(concat(beginning, chain0));
  expect(begins.end).toEqual({ ledger: LEDGER, length: 93, chain: base64(chain0) });

  const commit = concat(
    concat(u32(1), space, u64(2), u32(4), bytesOf(2, 1, 2, 3)),
    concat(u32(1), space, u64(1)),
    concat(u32(2), shelf, u32(7), u32(2), bytesOf(2, 7), shelf, u32(256), u32(3), bytesOf(2, 0, 1)),
    u32(0),
  );
  const frame = concat(u32(commit.length), bytesOf(1), commit);
  const chain1 = hash256(concat(chain0, frame));
  const appended = appendFrame(begins.end, aSave(2));
  expect(appended.bytes).toEqual(concat(frame, chain1));
  expect(appended.end).toEqual({ ledger: LEDGER, length: 93 + frame.length + 32, chain: base64(chain1) });

  const header = ascii('{"header":true}');
  const [based] = [...baseFrames(begins.end, '{"header":true}', [], [])];
  expect(based!.bytes.slice(5, -32)).toEqual(concat(u32(0), u32(0), u32(0), u32(header.length), header));
});

describe("[L2] the beginning", () => {
  test("[L2] says which ledger of which vault it is, and the last sixteen it was compacted from", async () => {
    const older = Array.from({ length: 20 }, (_, number) => recordId(100 + number));
    const { bytes, end } = beginLedger({ ledger: LEDGER, vaultId: VAULT, replaces: older });
    expect(end).toMatchObject({ ledger: LEDGER, length: bytes.length });
    expect((await readAll(bytes, end)).reading).toEqual({
      kind: "ledger",
      vaultId: VAULT,
      replaces: older.slice(4),
      end,
      frames: 0,
      skipped: 0,
      tail: "none",
      hasHeader: false,
      hasAnchor: true,
    });
  });

  test("[L2] another magic is no ledger, a higher version a newer one, and anything else in its bytes damage", async () => {
    const { bytes } = begun();
    const why = async (at: number, byte: number) => {
      const changed = bytes.slice();
      changed[at] = byte;
      const { reading } = await readAll(changed);
      return reading.kind === "no-ledger" ? reading.why : reading.kind;
    };
    expect(await why(0, 0x55)).toBe("not-a-ledger");
    expect(await why(8, 2)).toBe("newer-version");
    expect(await why(8, 0)).toBe("damaged");
    expect(await why(44, 17)).toBe("damaged"); // more ids than there may be
    for (let at = 12; at < bytes.length; at++) expect(await why(at, bytes[at]! ^ 1)).toBe("damaged");
  });
});

describe("[L4] one commit, one spelling", () => {
  test("[L3] [L4] whatever is appended is read again, piece by piece, in the order of its keys", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryCommit, { maxLength: 5 }), async (commits) => {
        const { bytes, end } = begun();
        const pieces = [bytes];
        const ends: LedgerEnd[] = [];
        for (const commit of commits) {
          const frame = appendFrame(ends.at(-1) ?? end, commit);
          pieces.push(frame.bytes);
          ends.push(frame.end);
        }
        const read = await readAll(concat(...pieces));
        expect(read.ends).toEqual(ends);
        expect(read.reading).toMatchObject({ frames: commits.length, skipped: 0, tail: "none" });
        const key = (piece: object): string => JSON.stringify(piece);
        const sorted = ({ putRows, dropRows, putParts }: Omit<Commit, "header">) =>
          [putRows, dropRows, putParts].map((pieces) => [...pieces].map(key).sort());
        expect(read.commits.map(sorted)).toEqual(commits.map(sorted));
      }),
    );
  });

  test("[L4] the order in which a commit names its pieces does not show", () => {
    const { end } = begun();
    const save = aSave(3);
    const turned = { ...save, putParts: save.putParts.toReversed() };
    expect(appendFrame(end, turned)).toEqual(appendFrame(end, save));
  });

  test("[L4] a commit that puts one thing twice is a bug", () => {
    const [row] = aSave(1).putRows;
    expect(() => appendFrame(begun().end, { ...NOTHING, header: null, putRows: [row!, row!] })).toThrow("bug");
  });

  /** A row put, as bytes. */
  const rowBytes = (space: string, seq: number, sealed = bytesOf(9)) =>
    concat(fromBase64(space), u64(seq), u32(sealed.length), sealed);
  const [low, high] = [recordId(10), recordId(11)].map((id) => rowBytes(id, 1)) as [Uint8Array, Uint8Array];
  const none = u32(0);
  const refused: [string, Uint8Array][] = [
    ["rows out of order", concat(u32(2), high, low, none, none, none)],
    ["a row twice", concat(u32(2), low, low, none, none, none)],
    ["a byte too many", concat(none, none, none, none, bytesOf(0))],
    ["a byte too few", concat(none, none, none, bytesOf(0, 0, 0))],
    ["seq 0", concat(u32(1), rowBytes(SPACE, 0), none, none, none)],
    ["a seq over 2^53 - 1", concat(u32(1), rowBytes(SPACE, 2 ** 53), none, none, none)],
    ["part 257", concat(none, none, u32(1), fromBase64(SHELF), u32(257), u32(0), none)],
    ["more rows than there is room for", concat(u32(0xffff_ffff), none, none, none)],
    ["a row longer than what is left", concat(u32(1), fromBase64(SPACE), u64(1), u32(5), none, none, none)],
    ["a row over the limit", concat(u32(1), fromBase64(SPACE), u64(1), u32(SEALED_MAX_BYTES + 1), none, none, none)],
    ["a header that is not UTF-8", concat(none, none, none, u32(1), bytesOf(0xff))],
    ["a header with a byte order mark", concat(none, none, none, u32(3), bytesOf(0xef, 0xbb, 0xbf))],
    ["a header longer than what is left", concat(none, none, none, u32(9), bytesOf(0x7b))],
    ["a header over the limit", concat(none, none, none, u32(256 * 1024 + 1), new Uint8Array(256 * 1024 + 1))],
    ["nothing at all", bytesOf()],
  ];
  test.each(refused)("[L4] %s is not a commit, though the chain fits", async (_, payload) => {
    const { bytes, ends } = aLedger(1);
    const forged = concat(bytes, forgedFrame(bytes, payload));
    const followed = concat(forged, forgedFrame(forged, concat(none, none, none, none)));
    expect((await readAll(forged)).reading).toMatchObject({ frames: 2, skipped: 0, tail: "damaged", end: ends.at(-1) });
    expect((await readAll(followed)).reading).toMatchObject({ frames: 3, skipped: 1, tail: "none" });
  });

  test("[L3] a frame of another type is not a commit", async () => {
    const { bytes } = aLedger(1);
    const forged = concat(bytes, forgedFrame(bytes, concat(none, none, none, none), 2));
    expect((await readAll(forged)).reading).toMatchObject({ frames: 2, tail: "damaged" });
  });
});

describe("[L5] reading a damaged ledger", () => {
  test("[L5] every bit flipped: seen, answered with a verdict, and nothing given that was not written", async () => {
    const { bytes } = aLedger(4);
    const whole = await readAll(bytes);
    expect(whole.reading).toMatchObject({ frames: 5, skipped: 0, tail: "none", hasHeader: true });
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      const { reading, commits } = await readAll(changed);
      const isSound = reading.kind === "ledger" && reading.skipped === 0 && reading.tail === "none";
      expect(isSound).toBe(false);
      expect(isPartOf(commits, whole.commits)).toBe(true);
      expect(reading.kind === "no-ledger" || reading.frames === commits.length).toBe(true);
    }
  });

  test("[L5] every cut: what stands before it is given, and what is left of a frame is torn", async () => {
    const { bytes, ends } = aLedger(4);
    const { commits: written } = await readAll(bytes);
    for (let length = 0; length < bytes.length; length++) {
      const { reading, commits } = await readAll(bytes.slice(0, length));
      if (length < ends[0]!.length) {
        expect(reading).toEqual({ kind: "no-ledger", why: length < 8 ? "not-a-ledger" : "damaged" });
        continue;
      }
      const behind = ends.findLastIndex((end) => end.length <= length);
      expect(commits).toEqual(written.slice(0, behind));
      expect(reading).toMatchObject({
        end: ends[behind],
        skipped: 0,
        tail: ends[behind]!.length === length ? "none" : "torn",
      });
    }
  });

  test("[L5] damage inside one frame costs that frame, in its chain also the next, in its length all that follow", async () => {
    const { bytes, ends } = aLedger(6);
    const [start, after] = [ends[3]!.length, ends[4]!.length];
    const flippedAt = async (at: number, bit = 1) => {
      const changed = bytes.slice();
      changed[at]! ^= bit;
      return (await readAll(changed)).reading;
    };
    for (let at = start + 4; at < after - CHAIN_BYTES; at++)
      expect(await flippedAt(at)).toMatchObject({ frames: 6, skipped: 1, tail: "none", end: ends.at(-1) });
    for (let at = after - CHAIN_BYTES; at < after; at++)
      expect(await flippedAt(at)).toMatchObject({ frames: 5, skipped: 2, tail: "none", end: ends.at(-1) });
    expect(await flippedAt(start + 3, 0x80)).toMatchObject({ frames: 3, skipped: 0, tail: "damaged", end: ends[3] });
    expect(await flippedAt(start + 2)).toMatchObject({ frames: 3, skipped: 0, tail: "torn", end: ends[3] });
  });

  test("[L5] random bytes, alone or in the place of some: a verdict, and nothing given that was not written", async () => {
    const { bytes } = aLedger(3);
    const { commits: written } = await readAll(bytes);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length),
        fc.nat(60),
        fc.uint8Array({ maxLength: 90 }),
        async (at, dropped, random) => {
          const { commits } = await readAll(concat(bytes.slice(0, at), random, bytes.slice(at + dropped)));
          expect(isPartOf(commits, written)).toBe(true);
          expect((await readAll(random)).commits).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("[L5] frames exchanged, doubled or left out are not taken for a ledger that was written so", async () => {
    const { bytes, ends } = aLedger(3);
    const { commits: written } = await readAll(bytes);
    const frame = (number: number) => bytes.slice(ends[number]!.length, ends[number + 1]!.length);
    const [one, two, three] = [frame(1), frame(2), frame(3)];
    const beginning = bytes.slice(0, ends[1]!.length);
    for (const frames of [
      [two, one, three],
      [one, one, two, three],
      [one, three],
      [three, two, one],
    ]) {
      const { reading, commits } = await readAll(concat(beginning, ...frames));
      const isSound = reading.kind === "ledger" && reading.skipped === 0 && reading.tail === "none";
      expect(isSound).toBe(false);
      expect(isPartOf(commits, written)).toBe(true);
    }
  });

  test("[L5] a length over the limit is damage, and nothing is read for it; no read goes beyond the file", async () => {
    const { bytes, ends } = aLedger(2);
    for (const claimed of [64 * 1024 * 1024 + 1, 0xffff_ffff]) {
      const hostile = concat(bytes, u32(claimed), bytesOf(1), new Uint8Array(100));
      let most = 0;
      const source = sourceOf(hostile);
      const reading = await readLedger(
        {
          size: source.size,
          read: (offset, length) => {
            most = Math.max(most, offset + length);
            return source.read(offset, length);
          },
        },
        null,
        () => undefined,
      );
      expect(reading).toMatchObject({ frames: 3, tail: "damaged", end: ends.at(-1) });
      expect(most).toBeLessThanOrEqual(hostile.length);
    }
  });

  test("[L5] a source that gives less than it said is a failure of the file, not a verdict on it", async () => {
    const { bytes } = aLedger(1);
    const short = { size: bytes.length + 10, read: sourceOf(bytes).read };
    await expect(readLedger(short, null, () => undefined)).rejects.toMatchObject({ code: "file-failed" });
  });
});

describe("[L6] anchors", () => {
  test("[L6] every place between two frames is found, in a damaged ledger too; no other is", async () => {
    const { bytes, ends } = aLedger(4);
    const damaged = bytes.slice();
    damaged[ends[2]!.length + 10]! ^= 1;
    const hasAnchor = async (anchor: LedgerEnd, of = bytes) => {
      const { reading } = await readAll(of, anchor);
      return reading.kind === "ledger" && reading.hasAnchor;
    };
    for (const end of ends) {
      expect(await hasAnchor(end)).toBe(true);
      expect(await hasAnchor(end, damaged)).toBe(true);
      expect(await hasAnchor({ ...end, length: end.length + 1 })).toBe(false);
      expect(await hasAnchor({ ...end, ledger: VAULT })).toBe(false);
      expect(await hasAnchor({ ...end, chain: ends[(ends.indexOf(end) + 1) % ends.length]!.chain })).toBe(false);
    }
    expect(await hasAnchor(ends.at(-1)!, bytes.slice(0, ends.at(-2)!.length))).toBe(false);
  });
});

describe("[L3] a journal written as a whole", () => {
  test("[L3] comes back as it was, in frames of about a mebibyte, its header first", async () => {
    const rows = Array.from({ length: 40 }, (_, at) => ({
      space: SPACE,
      seq: at + 1,
      sealed: new Uint8Array(100_000).fill(at),
    }));
    const large = { space: SHELF, seq: 1, sealed: new Uint8Array(3_000_000).fill(1) };
    const parts = [{ shelf: SHELF, part: 256, sealed: bytesOf(1, 2) }];
    const { bytes, end } = begun();
    const frames = [...baseFrames(end, '{"header":true}', [...rows, large], parts)];
    const sizes = frames.map((frame) => frame.bytes.length);
    expect(sizes.filter((size) => size > 1_100_000)).toHaveLength(1); // the row that is larger than that itself
    expect(sizes).toHaveLength(2 + 4 + 1);

    const { reading, commits } = await readAll(concat(bytes, ...frames.map((frame) => frame.bytes)));
    expect(reading).toMatchObject({ frames: frames.length, hasHeader: true, tail: "none", end: frames.at(-1)!.end });
    expect(commits[0]).toEqual({ ...NOTHING, header: '{"header":true}' });
    const state = emptyState();
    for (const commit of commits) applyCommit(state, commit);
    const named = ({ space, seq, sealed }: SealedRow) => `${space} ${seq} ${base64(hash256(sealed))}`;
    expect([...rowsOf(state)].map(named)).toEqual([...rows, large].map(named));
    expect([...partsOf(state)]).toEqual(parts);
    expect(state.header).toBe('{"header":true}');
  });

  test("[L3] a commit that no reader would take is refused before it is written", () => {
    const sealed = new Uint8Array(SEALED_MAX_BYTES);
    const putRows = Array.from({ length: 8 }, (_, at) => ({ space: SPACE, seq: at + 1, sealed }));
    const { end } = begun();
    expect(() => appendFrame(end, { ...NOTHING, header: null, putRows })).toThrow("over-limit");
    const over = { space: SPACE, seq: 1, sealed: new Uint8Array(SEALED_MAX_BYTES + 1) };
    expect(() => appendFrame(end, { ...NOTHING, header: null, putRows: [over] })).toThrow("over-limit");
  });

  test("[L3] commits applied in order leave what the last ones put and did not drop", () => {
    const state = emptyState();
    for (const seq of [1, 2, 3]) applyCommit(state, { ...aSave(seq), header: seq === 2 ? "two" : null });
    expect([...rowsOf(state)]).toEqual(aSave(3).putRows);
    expect([...partsOf(state)]).toEqual(aSave(3).putParts);
    expect(state.header).toBe("two");
  });
});
