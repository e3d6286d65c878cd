import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entropyOf, suggestPassphrase, wordsOf } from "#shared/vault/recovery-words.ts";

describe("[V5] recovery words", () => {
  test("[V5] any 32 bytes become 24 words and come back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (entropy) => {
        const words = wordsOf(entropy);
        expect(words.length).toBe(24);
        expect(entropyOf(words.join(" "))).toEqual(entropy);
      }),
    );
  });

  test("[V5] they are BIP39's, so that any other program of that standard reads them", () => {
    expect(wordsOf(new Uint8Array(32))).toEqual([...Array<string>(23).fill("abandon"), "art"]);
  });

  test("[V5] case, line breaks and runs of spaces do not matter", () => {
    const entropy = Uint8Array.from({ length: 32 }, (_, at) => at * 7);
    const words = wordsOf(entropy);
    expect(entropyOf(`\n ${words.join(" \t\n ").toUpperCase()} `)).toEqual(entropy);
  });

  test("[V5] an unknown word, a missing word or two exchanged are an answer", () => {
    const words = wordsOf(Uint8Array.from({ length: 32 }, (_, at) => at * 7));
    expect(entropyOf(["notaword", ...words.slice(1)].join(" "))).toBe("not-words");
    expect(entropyOf(words.slice(1).join(" "))).toBe("not-words");
    expect(entropyOf([...words, words[0]].join(" "))).toBe("not-words");
    expect(entropyOf([words[1], words[0], ...words.slice(2)].join(" "))).toBe("not-words");
    expect(entropyOf("")).toBe("not-words");
  });

  test("[V5] twelve valid words are not twenty-four", () => {
    expect(entropyOf(`${"abandon ".repeat(11)}about`)).toBe("not-words");
  });

  test("[V5] fewer or more bytes make no words", () => {
    expect(() => wordsOf(new Uint8Array(16))).toThrow("bug");
  });
});

describe("a suggested passphrase", () => {
  test("is six words of the list, one for every two bytes of chance", () => {
    expect(suggestPassphrase(new Uint8Array(12))).toBe("abandon abandon abandon abandon abandon abandon");
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (random) => {
        expect(suggestPassphrase(random)).toMatch(/^[a-z]+( [a-z]+){5}$/);
      }),
    );
  });
});
