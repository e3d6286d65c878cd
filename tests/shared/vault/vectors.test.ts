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
import type { lineageVectors, vaultVectors } from "../../vectors/vault-vectors.ts";

const frozen = (name: string): unknown =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, "../../vectors", name), "utf8"));
const vectors = frozen("vault.v1.json") as Awaited<ReturnType<typeof vaultVectors>>;
const lineages = frozen("lineage.v1.json") as Awaited<ReturnType<typeof lineageVectors>>;
const { journal } = vectors;

function diskOf({ header, rows, parts }: Pick<typeof journal, "header" | "rows" | "parts">): Disk {
  const disk = emptyDisk();
  write(disk, {
    putRows: rows.map((row) => ({ ...row, sealed: fromBase64(row.sealed) })),
    dropRows: [],
    putParts: parts.map((part) => ({ ...part, sealed: fromBase64(part.sealed) })),
    header: null,
  });
  disk.header = header;
  return disk;
}

let disk: Disk;
beforeAll(async () => {
  await sodiumReady;
  disk = diskOf(journal);
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

describe("a journal frozen with lineages and tombstones", () => {
  const kinds = ["profile", "profile", "entry", "entry", "entry", "gone", "gone"];

  test("[V10] opens with every row as it was, of the older form, of one session and of two, and removed", () => {
    const withLineages = diskOf(lineages);
    const { rows, findings, session } = unlock(
      withLineages,
      keysOf(withLineages, "a", { passphrase: lineages.passphrase }),
    );
    expect(findings).toEqual([]);
    const opened = rows.map(({ space, seq, kind, revision, json, lineage }) => ({
      space,
      seq,
      kind,
      revision,
      json,
      lineage,
    }));
    expect(opened).toEqual(lineages.opened);
    expect(opened.map(({ kind }) => kind).sort()).toEqual(kinds.sort());
    expect(rows.every((row) => session.isVerified(row) && session.isListed(row))).toBe(true);
    const runs = rows.filter(({ space }) => space === "private").map(({ lineage }) => lineage.map(({ upTo }) => upTo));
    expect(runs).toEqual([[], [3, 4], [1, 2], [1, 2]]);
  });

  test("[V10] opens to a reader written from the specification, lineages and all", async () => {
    const { header, rows, parts } = diskOf(lineages);
    const stored = { header, rows: [...rows.values()], parts: [...parts.values()] };
    const read = await readSecondly(stored, "a", "passphrase", lineages.passphrase);
    const hex = (tag: string) => Buffer.from(tag, "base64url").toString("hex");
    expect(read.rows.map(({ seq, json, lineage, listed }) => ({ seq, json, lineage, listed }))).toEqual(
      lineages.opened.map(({ seq, json, lineage }) => ({
        seq,
        json,
        lineage: lineage.map(({ tag, upTo }) => [hex(tag), upTo]),
        listed: true,
      })),
    );
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
