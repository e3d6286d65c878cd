/**
 * What make-vault-vectors.mjs freezes: a couple's small journal with two couple keys, each crypto format by itself, and a journal
 * with lineages and tombstones.
 */
import { u64 } from "#shared/base/bytes.ts";
import { commitmentTo, newCommitmentKey } from "#shared/crypto/commitment.ts";
import { createSlot, KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { placeOf, sealBytes } from "#shared/crypto/sealed-record.ts";
import { CHUNK_BYTES, sealStream } from "#shared/crypto/sealed-stream.ts";
import { sign } from "#shared/crypto/signature.ts";
import { base64, randomBytes, sodium, utf8 } from "#shared/crypto/sodium.ts";
import { type Answer, sealedText } from "#shared/domain/answer.ts";
import { RecordId } from "#shared/domain/fields.ts";
import { chainLink, issueGrant } from "#shared/vault/couple-key.ts";
import { sealDraft } from "#shared/vault/draft.ts";
import { formatHeader } from "#shared/vault/header.ts";
import { newId } from "#shared/vault/identity.ts";
import type { Change } from "#shared/vault/session.ts";
import {
  aCouple,
  aRecord,
  keysOf,
  NOA_PASSPHRASE,
  SAM_PASSPHRASE,
  save,
  unlock,
  write,
  type Couple,
} from "../support/vault.ts";

const text = (author: string, written: string, more: object = {}): string =>
  JSON.stringify({ ...(JSON.parse(aRecord({ author, text: written })) as object), ...more });

/** A new couple key, granted by Noa, with the old one chained under it. */
function rotate({ disk, header, noa }: Couple): void {
  const { vaultId, seats } = header;
  const newest = { epoch: 2, key: randomBytes(32) };
  const issuer = { seat: "a" as const, identity: seats.a.identity, secretKey: noa.keys.signing };
  const grants = (["a", "b"] as const).map((seat) =>
    issueGrant(vaultId, newest, { seat, identity: seats[seat]!.identity }, issuer),
  );
  disk.header = formatHeader({ ...header, grants, chain: [chainLink(vaultId, noa.keys.couple[0]!, newest)] });
}

async function journalVector() {
  const couple = await aCouple();
  const { disk, noa, sam } = couple;
  const id = newId();
  const first = unlock(disk, noa.keys).session;
  save(disk, first, { act: "put", space: "private", json: text(noa.partner, "Rain all day. \u{1F327}\uFE0F") });
  save(disk, first, { act: "put", space: "private", json: text(noa.partner, "a long evening. ".repeat(700), { id }) });
  save(disk, first, { act: "put", space: "shared", json: text(noa.partner, "rest", { kind: "need", id }) });
  rotate(couple);
  const sams = unlock(disk, keysOf(disk, "b", { passphrase: SAM_PASSPHRASE })).session;
  save(disk, sams, { act: "put", space: "private", json: text(sam.partner, "\u05E2\u05E8\u05D1 \u05D8\u05D5\u05D1") });
  save(disk, sams, { act: "put", space: "shared", json: text(sam.partner, "took the early shift", { kind: "care" }) });
  const noas = unlock(disk, keysOf(disk, "a", { passphrase: NOA_PASSPHRASE })).session;
  save(disk, noas, {
    act: "put",
    space: "shared",
    json: text(noa.partner, "rest, now and then", { kind: "need", id, revision: 2 }),
  });
  for (const session of [noas, sams]) session.check([...disk.parts.values()]);
  write(disk, noas.stageSeen()!);
  const opened = Object.fromEntries(
    (["a", "b"] as const).map((seat) => {
      const passphrase = seat === "a" ? NOA_PASSPHRASE : SAM_PASSPHRASE;
      const { rows } = unlock(disk, keysOf(disk, seat, { passphrase }));
      return [seat, rows.map(({ space, seq, json }) => ({ space, seq, json }))];
    }),
  );
  return {
    passphrases: { a: NOA_PASSPHRASE, b: SAM_PASSPHRASE },
    words: { a: noa.words, b: sam.words },
    header: disk.header,
    rows: [...disk.rows.values()].map(({ space, seq, sealed }) => ({ space, seq, sealed: base64(sealed) })),
    parts: [...disk.parts.values()].map(({ shelf, part, sealed }) => ({ shelf, part, sealed: base64(sealed) })),
    draft: { seat: "a", plain: "half a thought", sealed: base64(sealDraft(noas.keys, "a", utf8("half a thought"))) },
    opened,
  };
}

function cryptoVectors() {
  const [vault, partner, space, rootKey, key] = [16, 16, 16, 32, 32].map(randomBytes) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const secret = "cafe\u0301 at the corner"; // decomposed: NFC makes one letter of it
  const signer = sodium.crypto_sign_keypair();
  const stream = sealStream(key, utf8("place"));
  const plain = randomBytes(CHUNK_BYTES + 3);
  return {
    slot: {
      vault: base64(vault),
      partner: base64(partner),
      kind: "words",
      secret,
      rootKey: base64(rootKey),
      slot: createSlot(rootKey, secret, KDF_FLOOR, { vault, partner, kind: "words" }),
    },
    sealed: [0, 1023, 1024, 8191, 8192, 20_000].map((length) => {
      const payload = randomBytes(length);
      const place = placeOf("row", vault, space, u64(2 ** 40 + length));
      return {
        key: base64(key),
        epoch: 3,
        place: base64(place),
        payload: base64(payload),
        sealed: base64(sealBytes(payload, place, { epoch: 3, key })),
      };
    }),
    signature: {
      publicKey: base64(signer.publicKey),
      statement: "record",
      parts: [base64(utf8("one")), base64(utf8(""))],
      signature: base64(sign("record", [utf8("one"), utf8("")], signer.privateKey)),
    },
    stream: {
      key: base64(key),
      place: base64(utf8("place")),
      header: base64(stream.header),
      plain: base64(plain),
      chunks: [stream.seal(plain.subarray(0, CHUNK_BYTES), false), stream.seal(plain.subarray(CHUNK_BYTES), true)].map(
        base64,
      ),
    },
  };
}

/** Everything vault.v1.json holds. */
export async function vaultVectors() {
  return { format: 1, journal: await journalVector(), ...cryptoVectors() };
}

/**
 * Everything lineage.v1.json holds: Noa's private space with a row of the older form, one that replaced such a row, one saved in
 * two sessions and a tombstone, and in the shared space the tombstone of her copy.
 */
export async function lineageVectors() {
  const { disk, noa } = await aCouple();
  const author = noa.partner;
  const put = (id: string, revision: number, written: string): Change => ({
    act: "put",
    space: "private",
    json: text(author, written, { id, revision }),
  });
  const [kept, continued, twice, removed] = [newId(), newId(), newId(), newId()] as [string, string, string, string];
  const first = unlock(disk, noa.keys).session;
  for (const id of [kept, continued])
    save(disk, first, { ...put(id, 3, "before there was a lineage"), lineage: [] } as Change);
  save(disk, first, put(continued, 4, "after it"), put(twice, 1, "one evening"), put(removed, 1, "not for long"));
  save(disk, first, { act: "put", space: "shared", json: text(author, "rest", { kind: "need", id: twice, revision: 2 }) });
  const second = unlock(disk, noa.keys).session;
  save(disk, second, put(twice, 2, "one evening, and the next"), {
    act: "remove",
    space: "private",
    id: removed,
    author,
  });
  save(disk, second, { act: "remove", space: "shared", id: twice, author });
  return {
    format: 1,
    passphrase: NOA_PASSPHRASE,
    header: disk.header,
    rows: [...disk.rows.values()].map(({ space, seq, sealed }) => ({ space, seq, sealed: base64(sealed) })),
    parts: [...disk.parts.values()].map(({ shelf, part, sealed }) => ({ shelf, part, sealed: base64(sealed) })),
    opened: unlock(disk, noa.keys).rows.map(({ space, seq, kind, revision, json, lineage }) => ({
      space,
      seq,
      kind,
      revision,
      json,
      lineage: lineage.map(({ tag, upTo }) => ({ tag, upTo })),
    })),
  };
}

/** Everything commitment.v1.json holds: a sealed answer [V23] with words of every kind, its key and its hash. */
export function commitmentVector() {
  const [vault, author, decision, commitment] = [newId(), newId(), newId(), newId()] as [string, string, string, string];
  const words = 'We "agreed".\n\tFür mich: \u05D8\u05D5\u05D1 \u{1F327}\uFE0F \u2028 \\ /';
  const body = { type: "decision-outcome", decision, outcome: -1, say: 1, words };
  const key = newCommitmentKey();
  const text = sealedText({ author, body } as Pick<Answer, "author" | "body">, RecordId.parse(commitment));
  return { format: 1, vault, author, commitment, body, key, text, hash: commitmentTo(text, { place: vault, key }) };
}
