import { beforeAll, describe, expect, test } from "vitest";
import { epochOf } from "#shared/crypto/sealed-record.ts";
import { base64, fromBase64, randomBytes } from "#shared/crypto/sodium.ts";
import { chainLink, issueGrant } from "#shared/vault/couple-key.ts";
import { coupleEpochOf, formatHeader, parseHeader, type VaultHeader } from "#shared/vault/header.ts";
import { sealKeyring, type OwnKeys } from "#shared/vault/keyring.ts";
import {
  aCouple,
  aRecord,
  copyOf,
  keysOf,
  NOA_PASSPHRASE,
  SAM_PASSPHRASE,
  save,
  unlock,
  write,
  type Couple,
  type Disk,
} from "../../support/vault.ts";

/** A vault whose couple key was changed once by hand, as a rotation will: new grants, the old key under the new. */
let couple: Couple;
let disk: Disk;
let rotated: VaultHeader;
beforeAll(async () => {
  couple = await aCouple();
  disk = copyOf(couple.disk);
  const { header, noa } = couple;
  const { vaultId, seats } = header;
  const newest = { epoch: 2, key: randomBytes(32) };
  const issuer = { seat: "a" as const, identity: seats.a.identity, secretKey: noa.keys.signing };
  rotated = {
    ...header,
    grants: (["a", "b"] as const).map((seat) =>
      issueGrant(vaultId, newest, { seat, identity: seats[seat]!.identity }, issuer),
    ),
    chain: [chainLink(vaultId, noa.keys.couple[0]!, newest)],
  };
  disk.header = formatHeader(rotated);
});

const noaKeys = () => keysOf(disk, "a", { passphrase: NOA_PASSPHRASE });

describe("[V6] more than one couple key", () => {
  test("[V6] both partners hold every epoch, oldest first", () => {
    expect(coupleEpochOf(rotated)).toBe(2);
    const [noa, sam] = [noaKeys(), keysOf(disk, "b", { passphrase: SAM_PASSPHRASE })];
    expect(noa.couple.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(noa.couple).toEqual(sam.couple);
    expect(noa.couple[0]).toEqual(couple.noa.keys.couple[0]);
  });

  test("[V6] older rows and manifests open, new ones are sealed with the newest key", () => {
    const here = copyOf(disk);
    const { session, rows, findings } = unlock(here, noaKeys());
    expect([rows.length, findings]).toEqual([2, []]);
    const { putRows, putParts } = save(here, session, {
      act: "put",
      space: "shared",
      json: aRecord({ author: couple.noa.partner }),
    });
    expect([...putRows, ...putParts].map(({ sealed }) => epochOf(sealed))).toEqual([2, 2, 2]);
    const sam = unlock(here, keysOf(here, "b", { passphrase: SAM_PASSPHRASE }));
    expect([sam.rows.length, sam.findings]).toEqual([3, []]);
    // the keys of before the change do not open what came after it
    expect(unlock({ ...here, header: couple.disk.header }, couple.sam.keys).unreadable).toBe(1);
  });

  test("[V8] once the second epoch was seen, the first one's grants put back are refused", () => {
    const here = copyOf(disk);
    const { session } = unlock(here, noaKeys());
    write(here, session.stageSeen()!);
    expect(keysOf(here, "a", { passphrase: NOA_PASSPHRASE }).seen.coupleEpoch).toBe(2);
    const { seats } = parseHeader(here.header);
    const back = { ...parseHeader(here.header), grants: couple.header.grants, chain: [], seats };
    expect(() => keysOf({ ...here, header: formatHeader(back) }, "a", { passphrase: NOA_PASSPHRASE })).toThrow(
      "damaged",
    );
  });

  test("[V6] a changed link, or one of another vault's making, is damage", () => {
    const link = fromBase64(rotated.chain[0]!);
    link[200]! ^= 1;
    const foreign = chainLink(base64(randomBytes(16)), couple.noa.keys.couple[0]!, noaKeys().couple[1]!);
    for (const chain of [[base64(link)], [foreign], [""]])
      expect(() =>
        keysOf({ ...disk, header: formatHeader({ ...rotated, chain }) }, "a", { passphrase: NOA_PASSPHRASE }),
      ).toThrow("damaged");
  });
});

test("[V7] a private space with a second key opens both and writes with the newer", () => {
  const here = copyOf(couple.disk);
  const before = unlock(here, couple.noa.keys);
  save(here, before.session, { act: "put", space: "private", json: aRecord({ author: couple.noa.partner }) });
  const keys: OwnKeys = {
    ...couple.noa.keys,
    private: [...couple.noa.keys.private, { epoch: 2, key: randomBytes(32) }],
  };
  const { seats } = couple.header;
  const keyring = sealKeyring(keys.vaultId, keys, keys.keyringKey);
  write(here, {
    putRows: [],
    dropRows: [],
    putParts: [],
    header: { ...couple.header, seats: { ...seats, a: { ...seats.a, keyring } } },
  });
  const { session, rows, findings } = unlock(here, keysOf(here, "a", { passphrase: NOA_PASSPHRASE }));
  expect([rows.filter(({ space }) => space === "private").length, findings]).toEqual([1, []]);
  const { putRows } = save(here, session, {
    act: "put",
    space: "private",
    json: aRecord({ author: couple.noa.partner }),
  });
  expect(epochOf(putRows[0]!.sealed)).toBe(2);
  expect(unlock(here, keysOf(here, "a", { passphrase: NOA_PASSPHRASE })).findings).toEqual([]);
});
