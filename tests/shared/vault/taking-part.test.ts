import { beforeAll, describe, expect, test } from "vitest";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { foundVault, type Founded } from "#shared/vault/founding.ts";
import { formatHeader, parseHeader } from "#shared/vault/header.ts";
import { openSession } from "#shared/vault/session.ts";
import { ownPartOf, takeMyPart, type OwnPart } from "#shared/vault/taking-part.ts";
import { keysTogether, openKeys } from "#shared/vault/vault.ts";
import {
  aCouple,
  aRecord,
  copyOf,
  emptyDisk,
  save,
  unlock,
  write,
  type Couple,
  type Disk,
} from "../../support/vault.ts";

const ALONE = "a lamp of my own";

let couple: Couple;
let disk: Disk;
let founded: Founded;
beforeAll(async () => {
  couple = await aCouple();
  disk = copyOf(couple.disk);
  const [noa, sam] = [couple.noa.partner, couple.sam.partner];
  const noas = unlock(disk, couple.noa.keys).session;
  const put = (author: string, text: string) => aRecord({ author, text });
  const gone = aRecord({ author: noa, text: "thought better of" });
  save(
    disk,
    noas,
    { act: "put", space: "private", json: put(noa, "mine alone") },
    { act: "put", space: "private", json: gone },
    { act: "put", space: "shared", json: put(noa, "mine, shared") },
  );
  save(disk, noas, { act: "remove", space: "private", id: (JSON.parse(gone) as { id: string }).id, author: noa });
  const sams = unlock(disk, couple.sam.keys).session;
  save(
    disk,
    sams,
    { act: "put", space: "private", json: put(sam, "Sam's alone") },
    { act: "put", space: "shared", json: put(sam, "Sam's, shared") },
  );
  founded = foundNew();
});

const foundNew = (): Founded =>
  foundVault({ cover: "umber", coverForB: "blush", passphrase: ALONE, cost: KDF_FLOOR, partner: couple.noa.partner });

const textsOf = (records: Iterable<string>): string[] =>
  [...records].map((json) => (JSON.parse(json) as { text: string }).text).filter((text) => text !== "");

/** A keepsake, as shared/domain makes one: the other's words, kept by who leaves. */
const keepsakes = ({ others, partner }: OwnPart): string[] =>
  others.map((json) =>
    aRecord({ author: partner, kind: "keepsake", text: (JSON.parse(json) as { text: string }).text }),
  );

describe("[V22] taking one's part", () => {
  const partNow = (): OwnPart => {
    const { session, rows, findings } = unlock(disk, couple.noa.keys);
    return ownPartOf(session, findings, rows);
  };

  test("[V22] it is what one wrote and published, and what the other published; nothing that was removed", () => {
    const { partner, originals, copies, others } = partNow();
    expect(partner).toBe(couple.noa.partner);
    expect([textsOf(originals), textsOf(copies), textsOf(others)]).toEqual([
      ["mine alone"],
      ["mine, shared"],
      ["Sam's, shared"],
    ]);
    expect([copies.length, others.length]).toEqual([2, 2]); // the two profiles
  });

  test("[V22] the new vault opens with its own passphrase, is whole, and holds nothing of the old one's keys or the other's seat", () => {
    const part = partNow();
    const taken = takeMyPart(founded, { private: [...part.originals, ...keepsakes(part)], shared: part.copies });
    const alone = emptyDisk();
    write(alone, { putRows: taken.rows, dropRows: [], putParts: taken.parts, header: taken.session.header });
    const keys = openKeys(parseHeader(alone.header), "a", { passphrase: ALONE });
    if (typeof keys === "string") throw new Error(keys);
    const { session, rows, findings } = unlock(alone, keys);
    expect(findings).toEqual([]);
    expect(rows.every((row) => session.isListed(row) && row.author === couple.noa.partner)).toBe(true);
    expect(rows.filter(({ space }) => space === "private").map(({ kind }) => kind)).toEqual([
      "entry",
      "keepsake",
      "keepsake",
    ]);
    const bytesThere = formatHeader(session.header);
    const { a, b } = couple.header.seats;
    const { identity } = b!;
    const foreign = [couple.header.vaultId, couple.header.sharedSpace, ...Object.values(identity), b!.keyring];
    foreign.push(a.identity.signing, a.identity.box, a.identity.privateSpace, a.slots.passphrase.salt, a.keyring);
    for (const value of foreign) expect(bytesThere).not.toContain(value);
    const sealed = new Set([...disk.rows.values()].map((row) => row.sealed));
    expect(taken.rows.some((row) => sealed.has(row.sealed))).toBe(false);
    expect(session.header.seats.b).toBeNull();
  });

  test("[V22] rows and parts come in the order a backup wants, each place once", () => {
    const part = partNow();
    const { rows, parts } = takeMyPart(foundNew(), { private: part.originals, shared: part.copies });
    const rowKeys = rows.map(({ space, seq }) => `${space} ${String(seq).padStart(9, "0")}`);
    const partKeys = parts.map(({ shelf, part: number }) => `${shelf} ${String(number).padStart(9, "0")}`);
    for (const keys of [rowKeys, partKeys]) expect(keys).toEqual([...new Set(keys)].sort());
  });

  test("[V22] thousands of records are staged in batches, over another session of the founding as well", () => {
    const fresh = foundNew();
    const session = openSession(fresh.session.header, fresh.session.keys);
    expect(session.check(fresh.commit.putParts)).toEqual([]);
    const many = Array.from({ length: 4_500 }, (_, at) => aRecord({ author: couple.noa.partner, text: String(at) }));
    const taken = takeMyPart({ session, commit: fresh.commit }, { private: many, shared: [] });
    expect(taken.rows).toHaveLength(4_500);
    const alone = emptyDisk();
    write(alone, { putRows: taken.rows, dropRows: [], putParts: taken.parts, header: session.header });
    const { rows, findings } = unlock(alone, session.keys);
    expect([rows.length, findings]).toEqual([4_500, []]);
  });

  test("[V22] what the other only seems to have published is left behind, and nobody takes a part together", () => {
    const planted = copyOf(disk);
    const sams = unlock(planted, couple.sam.keys).session;
    const published = aRecord({ author: couple.sam.partner, text: "taken back" });
    const { putRows } = save(planted, sams, { act: "put", space: "shared", json: published });
    const id = (JSON.parse(published) as { id: string }).id;
    save(planted, sams, { act: "purge", space: "shared", id, author: couple.sam.partner });
    write(planted, { putRows, dropRows: [], putParts: [], header: null }); // put there again
    const { session, rows, findings } = unlock(planted, couple.noa.keys);
    expect(findings).toEqual([{ kind: "unlisted", space: "shared", count: 1 }]);
    expect(textsOf(ownPartOf(session, findings, rows).others)).toEqual(["Sam's, shared"]);
    const together = unlock(disk, keysTogether(couple.noa.keys, couple.sam.keys));
    expect(() => ownPartOf(together.session, [], together.rows)).toThrow("not-allowed");
  });

  test("[V22] a record of the other's as it stands is not put into the new vault", () => {
    const part = partNow();
    expect(() => takeMyPart(foundNew(), { private: part.others, shared: [] })).toThrow("not-allowed");
  });
});
