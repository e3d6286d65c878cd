import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openSlot, type SlotKind } from "#shared/crypto/keyslot.ts";
import { openBytes } from "#shared/crypto/sealed-record.ts";
import { openStream } from "#shared/crypto/sealed-stream.ts";
import { isSignedBy, type Statement } from "#shared/crypto/signature.ts";
import { base64, fromBase64, sodiumReady, text } from "#shared/crypto/sodium.ts";
import { openDraft } from "#shared/vault/draft.ts";
import { keysTogether } from "#shared/vault/vault.ts";
import { readSecondly } from "../../support/second-reader.ts";
import { emptyDisk, keysOf, unlock, write, type Disk } from "../../support/vault.ts";
import type { vaultVectors } from "../../vectors/vault-vectors.ts";

type Vectors = Awaited<ReturnType<typeof vaultVectors>>;

const vectors = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../vectors/vault.v1.json"), "utf8"),
) as Vectors;
const { journal } = vectors;
let disk: Disk;
beforeAll(async () => {
  await sodiumReady;
  disk = emptyDisk();
  write(disk, {
    putRows: journal.rows.map((row) => ({ ...row, sealed: fromBase64(row.sealed) })),
    dropRows: [],
    putParts: journal.parts.map((part) => ({ ...part, sealed: fromBase64(part.sealed) })),
    header: null,
  });
  disk.header = journal.header;
});

describe("a journal frozen in format 1", () => {
  test.each(["a", "b"] as const)(
    "[V8] [V13] seat %s opens it, by passphrase and by words, and all is there",
    (seat) => {
      const keys = keysOf(disk, seat, { passphrase: journal.passphrases[seat] });
      expect(keysOf(disk, seat, { words: journal.words[seat].join(" ") })).toEqual(keys);
      const { session, rows, findings } = unlock(disk, keys);
      expect(findings).toEqual([]);
      expect(rows.map(({ space, seq, json }) => ({ space, seq, json }))).toEqual(journal.opened[seat]);
      expect(rows.every((row) => session.isVerified(row))).toBe(true);
    },
  );

  test("[V9] both open it together", () => {
    const [a, b] = (["a", "b"] as const).map((seat) => keysOf(disk, seat, { passphrase: journal.passphrases[seat] }));
    const { rows, findings } = unlock(disk, keysTogether(a!, b!));
    expect(findings).toEqual([]);
    expect(rows.map(({ json }) => json)).toEqual(
      journal.opened["a"]!.filter(({ space }) => space === "shared").map(({ json }) => json),
    );
  });

  test("[V17] its draft opens for its author", () => {
    const opened = openDraft(
      keysOf(disk, "a", { passphrase: journal.passphrases.a }),
      fromBase64(journal.draft.sealed),
    );
    expect(opened === "unreadable" ? opened : text(opened)).toBe(journal.draft.plain);
  });
});

describe("a reader written from the specifications alone", () => {
  test.each([
    ["a", "passphrase"],
    ["a", "words"],
    ["b", "passphrase"],
    ["b", "words"],
  ] as const)("[F3] [V10] [V12] seat %s by %s reads every row, finds it signed and listed", async (seat, kind) => {
    const secret = kind === "words" ? journal.words[seat].join(" ") : journal.passphrases[seat];
    const stored = { header: disk.header, rows: [...disk.rows.values()], parts: [...disk.parts.values()] };
    const read = await readSecondly(stored, seat, kind, secret);
    expect(read.rows.map(({ seq, json }) => [seq, json])).toEqual(
      journal.opened[seat]!.map(({ seq, json }) => [seq, json]),
    );
    const { sharedSpace } = JSON.parse(journal.header) as { sharedSpace: string };
    for (const { space, signed, listed } of read.rows)
      expect([signed, listed]).toEqual([space === sharedSpace ? true : null, true]);
    expect(read.roots.every(({ sequence, highestSeq }) => sequence >= 2 && highestSeq >= 1)).toBe(true);
  });
});

describe("each format by itself", () => {
  test("[F7] [F8] the slot", () => {
    const { slot, vault, partner, kind, secret, rootKey } = vectors.slot;
    const owner = { vault: fromBase64(vault), partner: fromBase64(partner), kind: kind as SlotKind };
    const opened = openSlot(slot, secret, owner);
    expect(opened === "wrong" ? opened : base64(opened)).toBe(rootKey);
  });

  test("[F3] [F4] sealed bytes, of every kind of length", () => {
    for (const { sealed, place, key, epoch, payload } of vectors.sealed) {
      const opened = openBytes(fromBase64(sealed), fromBase64(place), [{ epoch, key: fromBase64(key) }]);
      expect(opened === "unreadable" ? opened : base64(opened)).toBe(payload);
    }
  });

  test("[F9] the signature", () => {
    const { publicKey, statement, parts, signature } = vectors.signature;
    const said = [fromBase64(publicKey), statement as Statement, parts.map(fromBase64)] as const;
    expect(isSignedBy(...said, fromBase64(signature))).toBe(true);
  });

  test("[F10] the stream", () => {
    const { key, header, place, chunks, plain } = vectors.stream;
    const opener = openStream(fromBase64(key), fromBase64(header), fromBase64(place));
    const opened = chunks.map((chunk) => opener.open(fromBase64(chunk)));
    expect(opened.map(({ last }) => last)).toEqual([false, true]);
    expect(opened.map(({ chunk }) => Buffer.from(chunk).toString("hex")).join("")).toBe(
      Buffer.from(fromBase64(plain)).toString("hex"),
    );
  });
});
