import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "#shared/vault/identity.ts";
import { openKeys, keysTogether } from "#shared/vault/vault.ts";
import { aCouple, aRecord, cloned, copyOf, save, unlock, write } from "../../support/vault.ts";
import type { Couple } from "../../support/vault.ts";

let couple: Couple;
beforeAll(async () => {
  couple = await aCouple();
});

describe("two partners and one vault", () => {
  test("[V15] [V16] after founding and joining each opens both profiles and nothing is amiss", () => {
    for (const { keys } of [couple.noa, couple.sam]) {
      const { rows, findings, session } = unlock(couple.disk, cloned(keys));
      expect(findings).toEqual([]);
      expect(rows.map(({ kind, author }) => [kind, author])).toEqual([
        ["profile", couple.noa.partner],
        ["profile", couple.sam.partner],
      ]);
      expect(rows.every((row) => session.isVerified(row) && session.isListed(row))).toBe(true);
    }
  });

  test("[V14] what one saves is there at the next unlock, newest revision only", () => {
    const disk = copyOf(couple.disk);
    const { session } = unlock(disk, cloned(couple.noa.keys));
    const { partner } = couple.noa;
    const id = newId();
    save(disk, session, { act: "put", space: "private", json: aRecord({ id, author: partner, text: "first" }) });
    save(disk, session, { act: "put", space: "private", json: aRecord({ author: partner, text: "other" }) });
    save(disk, session, { act: "put", space: "private", json: aRecord({ id, author: partner, revision: 2 }) });
    save(disk, session, { act: "put", space: "shared", json: aRecord({ id, author: partner, text: "copy" }) });

    const again = unlock(disk, cloned(couple.noa.keys));
    expect(again.findings).toEqual([]);
    expect(again.rows.filter((row) => row.id === id).map(({ space, revision, seq }) => [space, revision, seq])).toEqual(
      [
        ["private", 2, 3],
        ["shared", 1, 3],
      ],
    );
    const sam = unlock(disk, cloned(couple.sam.keys));
    expect(sam.findings).toEqual([]);
    expect(sam.rows.filter((row) => row.id === id).map(({ space }) => space)).toEqual(["shared"]);
    expect(sam.session.isVerified(sam.rows.at(-1)!)).toBe(true);

    const seen = session.stageSeen()!;
    write(disk, seen);
    session.settle(seen);
    expect(session.stageSeen()).toBeNull();
    expect(unlock(disk, cloned(session.keys)).findings).toEqual([]);
  });

  test("[V9] together both write to the shared space under their own name", () => {
    const disk = copyOf(couple.disk);
    const keys = keysTogether(cloned(couple.noa.keys), cloned(couple.sam.keys));
    const { session, findings } = unlock(disk, keys);
    expect(findings).toEqual([]);
    expect(session.spaces()).toEqual([couple.header.sharedSpace]);
    for (const { partner } of [couple.noa, couple.sam])
      save(disk, session, { act: "put", space: "shared", json: aRecord({ author: partner, kind: "answer" }) });
    expect(unlock(disk, cloned(couple.noa.keys)).findings).toEqual([]);
    expect(unlock(disk, cloned(couple.sam.keys)).findings).toEqual([]);
  });

  test("[V5] recovery words open the same keys as the passphrase", () => {
    const keys = openKeys(couple.header, "a", { words: couple.noa.words.join("  ").toUpperCase() });
    expect(keys).toEqual(couple.noa.keys);
  });
});
