import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { framed } from "#shared/base/bytes.ts";
import { commitmentTo, isCommittedTo, newCommitmentKey } from "#shared/crypto/commitment.ts";
import { base64, fromBase64, sodium, sodiumReady, utf8 } from "#shared/crypto/sodium.ts";
import { Answer, sealedText } from "#shared/domain/answer.ts";
import { RecordId } from "#shared/domain/fields.ts";
import { aSealedAnswer } from "../../support/builders.ts";
import type { commitmentVector } from "../../vectors/vault-vectors.ts";

const PYTHON = "/usr/bin/python3";
const here = (path: string): string => resolve(import.meta.dirname, "../..", path);
const vector = JSON.parse(readFileSync(here("vectors/commitment.v1.json"), "utf8")) as ReturnType<
  typeof commitmentVector
>;

beforeAll(() => sodiumReady);

const anyText = fc.string({ unit: "binary", maxLength: 200 });
const anyKey = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe("commitments [F11]", () => {
  test("[F11] a text fits its hash, and no other text, place, key or hash does", () => {
    fc.assert(
      fc.property(anyText, anyText, anyKey, fc.nat({ max: 255 }), (text, place, bytes, at) => {
        const key = base64(bytes);
        const hash = commitmentTo(text, { place, key });
        expect(isCommittedTo(text, { place, key, hash })).toBe(true);
        expect(isCommittedTo(`${text} `, { place, key, hash })).toBe(false);
        expect(isCommittedTo(text, { place: `${place} `, key, hash })).toBe(false);
        const flipped = (encoded: string): string => {
          const changed = fromBase64(encoded);
          changed[at >> 3]! ^= 1 << (at & 7);
          return base64(changed);
        };
        expect(isCommittedTo(text, { place, key: flipped(key), hash })).toBe(false);
        expect(isCommittedTo(text, { place, key, hash: flipped(hash) })).toBe(false);
      }),
    );
  });

  test("[F11] where a place ends and a text begins is part of it", () => {
    fc.assert(
      fc.property(anyText, anyText, anyKey, (one, other, bytes) => {
        fc.pre(other !== "");
        const key = base64(bytes);
        const hash = commitmentTo(one, { place: other, key });
        expect(isCommittedTo(one + other, { place: "", key, hash })).toBe(false);
      }),
    );
  });

  test("[F11] it is plain keyed BLAKE2b over the framed place and text", () => {
    const key = newCommitmentKey();
    const message = framed(utf8("twofold-commitment-1"), utf8("here"), utf8("five"));
    expect(commitmentTo("five", { place: "here", key })).toBe(
      base64(sodium.crypto_generichash(32, message, fromBase64(key))),
    );
  });

  test("[F11] a key is 32 bytes and new each time; another form is refused, and fits nothing", () => {
    const keys = Array.from({ length: 100 }, newCommitmentKey);
    expect(new Set(keys).size).toBe(100);
    expect(keys.every((key) => fromBase64(key).length === 32)).toBe(true);
    const hash = commitmentTo("five", { place: "here", key: keys[0]! });
    for (const key of ["", "A", base64(new Uint8Array(31)), base64(new Uint8Array(33)), "not base64 at all"]) {
      expect(() => commitmentTo("five", { place: "here", key })).toThrow("damaged");
      expect(isCommittedTo("five", { place: "here", key, hash })).toBe(false);
    }
    for (const other of ["", "A", `${hash}AAAA`, "not base64 at all"])
      expect(isCommittedTo("five", { place: "here", key: keys[0]!, hash: other })).toBe(false);
  });
});

describe("a sealed answer frozen in version 1", () => {
  const { vault: place, key, hash, text } = vector;
  const answer = Answer.parse({ ...aSealedAnswer(), author: vector.author, body: vector.body });
  const commitment = RecordId.parse(vector.commitment);

  test("[V23] fits its hash as it did", () => {
    expect(sealedText(answer, commitment)).toBe(text);
    expect(isCommittedTo(text, { place, key, hash })).toBe(true);
  });

  test("[V23] does not fit under another author, commitment, subject, outcome, say or word", () => {
    const { author, body } = answer;
    if (body.type !== "decision-outcome") throw new Error("another answer");
    const other = RecordId.parse("AAAAAAAAAAAAAAAAAAAAAA");
    const others = [
      sealedText({ author: answer.id as unknown as typeof author, body }, commitment),
      sealedText({ author, body }, other),
      ...[{ decision: other }, { outcome: 2 as const }, { say: 4 as const }, { words: "" }].map((changed) =>
        sealedText({ author, body: { ...body, ...changed } }, commitment),
      ),
    ];
    expect(new Set([text, ...others]).size).toBe(7);
    for (const said of others) expect(isCommittedTo(said, { place, key, hash })).toBe(false);
  });

  const isSkipped = !existsSync(PYTHON) && process.env["CI"] !== "true";
  test.skipIf(isSkipped)("[F11] [V23] has the same hash for a reader in Python, written from the texts alone", () => {
    const { status, stdout } = spawnSync(PYTHON, [here("reader/check_commitment.py")], {
      input: JSON.stringify(vector),
      encoding: "utf8",
    });
    expect([status, stdout.trim()]).toEqual([0, hash]);
  });
});
