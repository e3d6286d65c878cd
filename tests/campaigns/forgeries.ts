/**
 * What a partner can try who has all files, their own passphrase and the couple key: Sam is the forger and Noa is at the door. The
 * list is data; tests/campaigns/attack-forgery.ts tries every one and SECURITY.md shows what came of it.
 */
import { readBackupHeader } from "#shared/backup/backup-header.ts";
import { openBackup } from "#shared/backup/open-backup.ts";
import { verifyBackup } from "#shared/backup/verify.ts";
import { concat, u32, u64 } from "#shared/base/bytes.ts";
import { codeOf } from "#shared/base/errors.ts";
import { createSlot, KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { openBytes, placeOf, sealBytes } from "#shared/crypto/sealed-record.ts";
import { sign } from "#shared/crypto/signature.ts";
import { fromBase64, hash256, randomBytes, sodium, utf8 } from "#shared/crypto/sodium.ts";
import { rebuild } from "#shared/ledger/rebuild.ts";
import { NOTHING, type StoredCommit } from "#shared/ledger/stored-commit.ts";
import { openAttachment, sealAttachment } from "#shared/vault/attachment.ts";
import { chainLink, issueGrant } from "#shared/vault/couple-key.ts";
import { openDraft, sealDraft } from "#shared/vault/draft.ts";
import { parseHeader, type SeatHeader, type VaultHeader } from "#shared/vault/header.ts";
import { certify, type Identity, newId, signBox } from "#shared/vault/identity.ts";
import { type OwnKeys, sealKeyring } from "#shared/vault/keyring.ts";
import { ROOT_PART, withEntry } from "#shared/vault/manifest.ts";
import type { ManifestPart, SealedRow } from "#shared/vault/session.ts";
import { openShelf, sealShelf, shelvesOf } from "#shared/vault/shelf.ts";
import { newPartner } from "#shared/vault/founding.ts";
import { backupOf, sourceOf } from "../shared/backup/a-backup.ts";
import { putTogether, takenApart } from "../support/forged-backup.ts";
import {
  aRecord,
  copyOf,
  NOA_PASSPHRASE,
  partKey,
  rowKey,
  SAM_PASSPHRASE,
  unlock,
  type Disk,
} from "../support/vault.ts";
import {
  type Answer,
  type aSceneWithALostNotebook,
  type Forged,
  forged,
  NEWER_PASSPHRASE,
  type Scene,
  type Seen,
  seenBy,
  zeros,
} from "./forgery-scene.ts";

export interface Forgery {
  readonly what: string;
  readonly how: string;
  readonly expected: Answer;
  /** Every way of doing it: each is tried, and each must come to what is expected. */
  readonly tries: (scene: Scene) => Iterable<Attempt> | AsyncIterable<Attempt>;
}

/** A disk that was forged, or what came of reading something else that was. */
type Attempt = Disk | Forged | Seen;

const spaceRows = (disk: Disk, space: string): SealedRow[] =>
  [...disk.rows.values()].filter((row) => row.space === space);
const shelfParts = (disk: Disk, shelf: string): ManifestPart[] =>
  [...disk.parts.values()].filter((part) => part.shelf === shelf);
const noaIdentity = ({ header }: { header: VaultHeader }): Identity => header.seats.a.identity;
const samIdentity = ({ header }: { header: VaultHeader }): Identity =>
  header.seats.b?.identity ?? header.seats.a.identity;
const noaPrivate = (scene: Scene) => noaIdentity(scene).privateSpace;
/** The shelves Noa's session reads. */
const shelvesOfNoa = (scene: Scene): string[] => {
  const { privateShelf, sharedShelf } = noaIdentity(scene);
  return [privateShelf, sharedShelf, samIdentity(scene).sharedShelf];
};
/** The rows Noa's session reads. */
const readable = (scene: Scene): SealedRow[] => [
  ...spaceRows(scene.disk, noaPrivate(scene)),
  ...spaceRows(scene.disk, scene.header.sharedSpace),
];
const newestCouple = ({ sam }: Scene) => sam.couple.at(-1) ?? { epoch: 1, key: new Uint8Array(32) };

const rowPlace = (scene: Scene, space: string, seq: number) =>
  placeOf("row", fromBase64(scene.header.vaultId), fromBase64(space), u64(seq));
const partPlace = (scene: Scene, shelf: string, part: number) =>
  placeOf("manifest", fromBase64(scene.header.vaultId), fromBase64(shelf), u32(part));

/** A shared row as whoever has the couple key can seal it. */
const sharedRow = (scene: Scene, seq: number, payload: Uint8Array): SealedRow => {
  const space = scene.header.sharedSpace;
  return { space, seq, sealed: sealBytes(payload, rowPlace(scene, space, seq), newestCouple(scene)) };
};
/** What is inside a shared row. */
const payloadOf = (scene: Scene, { space, seq, sealed }: SealedRow): Uint8Array => {
  const payload = openBytes(sealed, rowPlace(scene, space, seq), scene.sam.couple);
  if (payload === "unreadable") throw new Error("the forger cannot read what is shared");
  return payload;
};
const withRows = (disk: Disk, ...rows: readonly SealedRow[]): Disk => {
  const copy = copyOf(disk);
  for (const row of rows) copy.rows.set(rowKey(row), row);
  return copy;
};
const withoutRow = (disk: Disk, row: { space: string; seq: number }): Disk => {
  const copy = copyOf(disk);
  copy.rows.delete(rowKey(row));
  return copy;
};
const withParts = (disk: Disk, ...parts: readonly ManifestPart[]): Disk => {
  const copy = copyOf(disk);
  for (const part of parts) copy.parts.set(partKey(part), part);
  return copy;
};
/** The shared row that holds a record, as a disk has it. */
const rowOf = (scene: Scene, disk: Disk, id: string): SealedRow => {
  const found = spaceRows(disk, scene.header.sharedSpace).find((row) => {
    const payload = openBytes(row.sealed, rowPlace(scene, row.space, row.seq), scene.sam.couple);
    return payload !== "unreadable" && new TextDecoder().decode(payload.slice(64)).includes(id);
  });
  if (found === undefined) throw new Error("no such record");
  return found;
};
/** What one space of a disk holds, put into another disk: rows, and parts of these shelves. */
function spaceOf(from: Disk, into: Disk, spaces: readonly string[], shelves: readonly string[]): Disk {
  const copy = copyOf(into);
  for (const [key, { space }] of copy.rows) if (spaces.includes(space)) copy.rows.delete(key);
  for (const [key, { shelf }] of copy.parts) if (shelves.includes(shelf)) copy.parts.delete(key);
  for (const row of from.rows.values()) if (spaces.includes(row.space)) copy.rows.set(rowKey(row), row);
  for (const part of from.parts.values()) if (shelves.includes(part.shelf)) copy.parts.set(partKey(part), part);
  return copy;
}
const pairs = <T>(list: readonly T[]): (readonly [T, T])[] =>
  list.flatMap((one, at) => list.slice(at + 1).map((two) => [one, two] as const));

function* rowForgeries(): Generator<Forgery> {
  yield {
    what: "a row",
    how: "exchanged with another, of any space",
    expected: "noticed",
    *tries(scene) {
      for (const [one, two] of pairs(readable(scene)))
        yield withRows(scene.disk, { ...one, sealed: two.sealed }, { ...two, sealed: one.sealed });
    },
  };
  yield {
    what: "a row",
    how: "of Sam’s private space, or of another journal of the same two, in the place of Noa’s",
    expected: "noticed",
    *tries(scene) {
      const foreign = [...spaceRows(scene.disk, samIdentity(scene).privateSpace), ...scene.other.disk.rows.values()];
      for (const { sealed } of foreign)
        for (const row of readable(scene)) yield withRows(scene.disk, { ...row, sealed });
    },
  };
  yield {
    what: "a row",
    how: "deleted",
    expected: "noticed",
    *tries(scene) {
      for (const row of readable(scene)) yield withoutRow(scene.disk, row);
    },
  };
  yield {
    what: "a row",
    how: "an older one put back, beside the newer or instead of it",
    expected: "noticed",
    *tries(scene) {
      const spaces = [noaPrivate(scene), scene.header.sharedSpace];
      for (const older of [...scene.beforeAnew.rows.values(), ...scene.before.rows.values()]) {
        if (!spaces.includes(older.space) || scene.disk.rows.has(rowKey(older))) continue;
        yield withRows(scene.disk, older);
        for (const row of spaceRows(scene.disk, older.space)) yield withRows(withoutRow(scene.disk, row), older);
      }
    },
  };
  yield {
    what: "a shared row of Noa’s",
    how: "sealed anew in its place, or an older copy of hers in the place of the newer",
    expected: "noticed",
    *tries(scene) {
      const now = rowOf(scene, scene.disk, scene.need);
      yield withRows(scene.disk, sharedRow(scene, now.seq, payloadOf(scene, now)));
      for (const before of [scene.before, scene.beforeAnew])
        yield withRows(scene.disk, sharedRow(scene, now.seq, payloadOf(scene, rowOf(scene, before, scene.need))));
    },
  };
  yield {
    what: "a shared row of Noa’s",
    how: "one she took back put in again, beside her tombstone or over it",
    expected: "noticed",
    *tries(scene) {
      const old = payloadOf(scene, rowOf(scene, scene.before, scene.takenBack));
      const tombstone = rowOf(scene, scene.disk, scene.takenBack);
      yield withRows(scene.disk, sharedRow(scene, 700, old));
      yield withRows(scene.disk, sharedRow(scene, tombstone.seq, old));
    },
  };
  yield {
    what: "a shared row in Noa’s name",
    how: "words she never wrote: unsigned, signed by Sam, or under a signature of hers for something else",
    expected: "unverified",
    *tries(scene) {
      const vault = fromBase64(scene.header.vaultId);
      const author = noaIdentity(scene).partner;
      for (const id of [newId(), scene.need, scene.takenBack]) {
        const json = aRecord({ id, author, kind: "need", revision: 9, text: "words she never wrote" });
        const parts = [vault, fromBase64(author), utf8("need"), fromBase64(id), u64(9), utf8(json)];
        const hers = payloadOf(scene, rowOf(scene, scene.disk, scene.need)).slice(0, 64);
        for (const signature of [new Uint8Array(64), sign("record", parts, scene.sam.signing), hers]) {
          const payload = concat(signature, utf8(json));
          yield withRows(scene.disk, sharedRow(scene, 900, payload));
          yield withRows(scene.disk, sharedRow(scene, rowOf(scene, scene.disk, scene.need).seq, payload));
        }
      }
    },
  };
  yield {
    what: "a tombstone in Noa’s name",
    how: "over a need she shared",
    expected: "unverified",
    *tries(scene) {
      const { seq } = rowOf(scene, scene.disk, scene.need);
      const json = `{"author":"${noaIdentity(scene).partner}","id":"${scene.need}","kind":"gone","revision":3}`;
      const parts = [fromBase64(noaIdentity(scene).partner), utf8("gone"), fromBase64(scene.need), u64(3), utf8(json)];
      for (const signature of [
        new Uint8Array(64),
        sign("record", [fromBase64(scene.header.vaultId), ...parts], scene.sam.signing),
      ]) {
        yield withRows(scene.disk, sharedRow(scene, seq, concat(signature, utf8(json))));
        yield withRows(scene.disk, sharedRow(scene, 901, concat(signature, utf8(json))));
      }
    },
  };
  yield {
    what: "a tombstone of Noa’s own",
    how: "put in the place of something else of hers",
    expected: "noticed",
    *tries(scene) {
      const tombstone = payloadOf(scene, rowOf(scene, scene.disk, scene.takenBack));
      const { seq } = rowOf(scene, scene.disk, scene.need);
      yield withRows(scene.disk, sharedRow(scene, seq, tombstone));
      yield withRows(scene.disk, sharedRow(scene, 902, tombstone));
    },
  };
  yield {
    what: "a private row of Noa’s",
    how: "its lineage or anything else in it changed: Sam has no key that seals it",
    expected: "noticed",
    *tries(scene) {
      for (const row of spaceRows(scene.disk, noaPrivate(scene))) {
        for (const keys of [scene.sam.private, scene.sam.couple]) {
          const payload = concat(
            Uint8Array.of(1, 1, 0),
            new Uint8Array(16),
            utf8(aRecord({ author: noaIdentity(scene).partner })),
          );
          const key = { epoch: scene.noa.private.at(-1)?.epoch ?? 1, key: keys[0]?.key ?? new Uint8Array(32) };
          yield withRows(scene.disk, { ...row, sealed: sealBytes(payload, rowPlace(scene, row.space, row.seq), key) });
        }
      }
    },
  };
}

function* manifestForgeries(): Generator<Forgery> {
  yield {
    what: "a bucket or root",
    how: "deleted, or another part of any shelf or journal in its place",
    expected: "noticed",
    *tries(scene) {
      const parts = shelvesOfNoa(scene).flatMap((shelf) => shelfParts(scene.disk, shelf));
      const foreign = [
        ...parts,
        ...scene.other.disk.parts.values(),
        ...shelfParts(scene.disk, samIdentity(scene).privateShelf),
      ];
      for (const part of parts) {
        const copy = copyOf(scene.disk);
        copy.parts.delete(partKey(part));
        yield copy;
        for (const { sealed } of foreign) if (sealed !== part.sealed) yield withParts(scene.disk, { ...part, sealed });
      }
    },
  };
  yield {
    what: "a bucket",
    how: "rolled back alone",
    expected: "noticed",
    *tries(scene) {
      for (const older of [scene.before, scene.beforeAnew])
        for (const shelf of shelvesOfNoa(scene))
          for (const part of shelfParts(older, shelf)) {
            const now = scene.disk.parts.get(partKey(part));
            if (part.part !== ROOT_PART && now !== undefined && now.sealed !== part.sealed)
              yield withParts(scene.disk, part);
          }
    },
  };
  yield {
    what: "a root",
    how: "rolled back alone, or with all its buckets, or with its buckets and all rows of its space",
    expected: "noticed",
    *tries(scene) {
      const noa = noaIdentity(scene);
      for (const older of [scene.before, scene.beforeAnew]) {
        for (const shelf of shelvesOfNoa(scene)) {
          yield withParts(scene.disk, ...shelfParts(older, shelf).filter(({ part }) => part === ROOT_PART));
          yield spaceOf(older, scene.disk, [], [shelf]);
        }
        yield spaceOf(older, scene.disk, [noa.privateSpace], [noa.privateShelf]);
        yield spaceOf(older, scene.disk, [scene.header.sharedSpace], [noa.sharedShelf, samIdentity(scene).sharedShelf]);
        yield { ...older, header: scene.disk.header };
      }
    },
  };
  yield {
    what: "a bucket of Noa’s in the shared space",
    how: "sealed anew by Sam: as it was, emptied, or without one entry",
    expected: "noticed",
    *tries(scene) {
      const { sharedShelf: shelf } = noaIdentity(scene);
      for (const { part, sealed } of shelfParts(scene.disk, shelf)) {
        if (part === ROOT_PART) continue;
        const place = partPlace(scene, shelf, part);
        const bucket = openBytes(sealed, place, scene.sam.couple);
        if (bucket === "unreadable") throw new Error("the forger cannot read a shared bucket");
        for (const changed of new Set([bucket, new Uint8Array(), bucket.slice(56)]))
          yield withParts(scene.disk, { shelf, part, sealed: sealBytes(changed, place, newestCouple(scene)) });
      }
    },
  };
  yield {
    what: "a root of Noa’s in the shared space",
    how: "signed by Sam, unsigned, or hers with another number",
    expected: "noticed",
    *tries(scene) {
      const { sharedShelf: shelf, partner } = noaIdentity(scene);
      const place = partPlace(scene, shelf, ROOT_PART);
      const now = scene.disk.parts.get(partKey({ shelf, part: ROOT_PART }));
      const payload = openBytes(now?.sealed ?? new Uint8Array(), place, scene.sam.couple);
      if (payload === "unreadable") throw new Error("the forger cannot read a shared root");
      const [hers, root] = [payload.slice(0, 64), payload.slice(64)];
      const later = concat(u64(1_000_000), root.slice(8));
      const statement = [fromBase64(scene.header.vaultId), fromBase64(partner), fromBase64(shelf)];
      for (const body of [root, later])
        for (const signature of [new Uint8Array(64), sign("root", [...statement, body], scene.sam.signing), hers]) {
          if (signature === hers && body === root) continue;
          yield withParts(scene.disk, {
            shelf,
            part: ROOT_PART,
            sealed: sealBytes(concat(signature, body), place, newestCouple(scene)),
          });
        }
    },
  };
  yield {
    what: "a root of Noa’s in the shared space",
    how: "her own, sealed anew by Sam",
    expected: "harmless",
    *tries(scene) {
      const { sharedShelf: shelf } = noaIdentity(scene);
      const place = partPlace(scene, shelf, ROOT_PART);
      const now = scene.disk.parts.get(partKey({ shelf, part: ROOT_PART }));
      const payload = openBytes(now?.sealed ?? new Uint8Array(), place, scene.sam.couple);
      if (payload === "unreadable") throw new Error("the forger cannot read a shared root");
      yield withParts(scene.disk, { shelf, part: ROOT_PART, sealed: sealBytes(payload, place, newestCouple(scene)) });
    },
  };
  yield {
    what: "a part that no root names, or of no shelf",
    how: "added",
    expected: "harmless",
    *tries(scene) {
      for (const shelf of shelvesOfNoa(scene)) {
        const written = new Set(shelfParts(scene.disk, shelf).map(({ part }) => part));
        const part = Array.from({ length: 256 }, (_, at) => at).find((at) => !written.has(at)) ?? 0;
        yield withParts(scene.disk, { shelf, part, sealed: randomBytes(1100) });
      }
      yield withParts(scene.disk, { shelf: newId(), part: 256, sealed: randomBytes(1100) });
    },
  };
  yield {
    what: "Sam’s own shelf",
    how: "made to list words in Noa’s name",
    expected: "unverified",
    *tries(scene) {
      const id = newId();
      const json = aRecord({ id, author: noaIdentity(scene).partner, kind: "need", text: "words she never wrote" });
      const row = sharedRow(scene, 905, concat(new Uint8Array(64), utf8(json)));
      const shelf = shelvesOf(scene.sam).find((one) => one.space === "shared" && one.seat === "b");
      if (shelf === undefined) throw new Error("no shelf");
      const state = openShelf(
        shelf,
        new Map(shelfParts(scene.disk, shelf.id).map(({ part, sealed }) => [part, sealed])),
      );
      const part = fromBase64(id)[0] ?? 0;
      const bucket = withEntry(state.buckets[part] ?? new Uint8Array(), fromBase64(id), {
        seq: 905,
        hash: hash256(row.sealed),
      });
      yield withParts(withRows(scene.disk, row), ...sealShelf(shelf, state, new Map([[part, bucket]]), 905, 0).parts);
    },
  };
}

const seatA = (header: VaultHeader, change: Partial<SeatHeader>): void => {
  header.seats = { ...header.seats, a: { ...header.seats.a, ...change } };
};
const seatB = (header: VaultHeader, change: Partial<SeatHeader>): void => {
  const { b } = header.seats;
  if (b !== null) header.seats = { ...header.seats, b: { ...b, ...change } };
};

function* secretForgeries(): Generator<Forgery> {
  yield {
    what: "Noa’s slots",
    how: "exchanged, Sam’s own, of another journal, or from before she started anew",
    expected: "refused",
    *tries(scene) {
      const { a, b } = scene.header.seats;
      const { passphrase, words } = a.slots;
      const theirs = b?.slots.passphrase ?? passphrase;
      const elsewhere = parseHeader(scene.other.disk.header).seats.a.slots.passphrase;
      const older = parseHeader(scene.beforeAnew.header).seats.a.slots;
      for (const slots of [
        { passphrase: words, words: passphrase },
        { passphrase: theirs, words },
        { passphrase: elsewhere, words },
        older,
      ])
        for (const typed of [NEWER_PASSPHRASE, NOA_PASSPHRASE, SAM_PASSPHRASE])
          yield { disk: forged(scene.disk, ({ header }) => seatA(header, { slots })), passphrase: typed };
    },
  };
  yield {
    what: "Noa’s slot",
    how: "a new one, under a passphrase and around a root key that Sam knows, with and without a keyring to fit",
    expected: "refused",
    *tries(scene) {
      const partner = noaIdentity(scene).partner;
      const owner = {
        vault: fromBase64(scene.header.vaultId),
        partner: fromBase64(partner),
        kind: "passphrase" as const,
      };
      const passphrase = createSlot(randomBytes(32), "planted", KDF_FLOOR, owner);
      const { slots } = scene.header.seats.a;
      const planted = (keyring?: string) =>
        forged(scene.disk, ({ header }) => {
          seatA(header, { slots: { ...slots, passphrase }, ...(keyring === undefined ? {} : { keyring }) });
        });
      // He has none of her secret keys: a keyring of his own making holds others, or public keys that are not hers.
      const made = newPartner(partner);
      const ring = { ...scene.sam, seat: "a" as const, signing: made.signing, box: made.box };
      const keyring = sealKeyring(scene.header.vaultId, ring, randomBytes(32));
      for (const typed of ["planted", NEWER_PASSPHRASE])
        for (const disk of [planted(), planted(keyring)]) yield { disk, passphrase: typed };
    },
  };
  yield {
    what: "Noa’s keyring",
    how: "Sam’s, of another journal, from before she started anew, or of Sam’s making",
    expected: "refused",
    *tries(scene) {
      const { a, b } = scene.header.seats;
      const made = newPartner(a.identity.partner);
      const ring: OwnKeys = { ...scene.sam, seat: "a", signing: made.signing, box: made.box };
      for (const keyring of [
        b?.keyring ?? "",
        parseHeader(scene.other.disk.header).seats.a.keyring,
        parseHeader(scene.beforeAnew.header).seats.a.keyring,
        sealKeyring(scene.header.vaultId, ring, scene.sam.keyringKey),
        sealKeyring(scene.header.vaultId, ring, randomBytes(32)),
      ])
        yield forged(scene.disk, ({ header }) => seatA(header, { keyring }));
    },
  };
  yield {
    what: "Noa’s keyring",
    how: "her own, of a session before: alone it says nothing that is not there",
    expected: "harmless",
    *tries(scene) {
      yield forged(scene.disk, ({ header }) =>
        seatA(header, { keyring: parseHeader(scene.before.header).seats.a.keyring }),
      );
    },
  };
  yield {
    what: "the two seats",
    how: "exchanged, Sam’s twice, or seat b emptied",
    expected: "refused",
    *tries(scene) {
      yield forged(scene.disk, ({ header }) => {
        const { a, b } = header.seats;
        if (b !== null) header.seats = { a: b, b: a };
      });
      yield forged(scene.disk, ({ header }) => {
        const { b } = header.seats;
        if (b !== null) header.seats = { a: b, b };
      });
      yield forged(scene.disk, ({ header }) => {
        header.seats = { a: { ...header.seats.a, byOther: null }, b: null };
        header.grants = header.grants.filter(({ to }) => to === "a");
      });
    },
  };
}

function* publicForgeries(): Generator<Forgery> {
  yield {
    what: "a certificate",
    how: "left out, of the other, of another journal, or made by who may not",
    expected: "refused",
    *tries(scene) {
      const { a, b } = scene.header.seats;
      const elsewhere = parseHeader(scene.other.disk.header).seats;
      const { vaultId } = scene.header;
      const bySam = certify(vaultId, "a", a.identity, scene.sam.signing);
      const ofSam = certify(vaultId, "b", samIdentity(scene), scene.sam.signing);
      for (const bySelf of [zeros(64), bySam, b?.bySelf ?? "", elsewhere.a.bySelf])
        yield forged(scene.disk, ({ header }) => seatA(header, { bySelf }));
      for (const byOther of [null, zeros(64), a.bySelf, elsewhere.a.byOther])
        yield forged(scene.disk, ({ header }) => seatA(header, { byOther }));
      for (const byOther of [null, zeros(64), ofSam, elsewhere.b?.byOther ?? null])
        yield forged(scene.disk, ({ header }) => seatB(header, { byOther }));
    },
  };
  yield {
    what: "an identity",
    how: "any member of Noa’s or Sam’s changed, certified by Sam wherever he can",
    expected: "refused",
    *tries(scene) {
      const { vaultId } = scene.header;
      const made = newPartner();
      for (const seat of ["a", "b"] as const)
        for (const member of Object.keys(made.identity) as (keyof Identity)[]) {
          const own = seat === "a" ? noaIdentity(scene) : samIdentity(scene);
          const identity = { ...own, [member]: made.identity[member] };
          const bySam = certify(vaultId, seat, identity, scene.sam.signing);
          const byMade = certify(vaultId, seat, identity, made.signing);
          const bySelf = member === "signing" ? byMade : bySam;
          yield forged(scene.disk, ({ header }) =>
            seat === "a" ? seatA(header, { identity, bySelf, byOther: bySam }) : seatB(header, { identity, bySelf }),
          );
        }
    },
  };
  yield {
    what: "Noa’s identity",
    how: "a new one that Sam made and certified from both sides, with her slots, keyring and grant or his",
    expected: "refused",
    *tries(scene) {
      const { vaultId, seats } = scene.header;
      for (const keep of [{}, { privateSpace: noaPrivate(scene) }]) {
        const made = newPartner(noaIdentity(scene).partner);
        const identity = { ...made.identity, ...keep };
        const certificates = {
          bySelf: certify(vaultId, "a", identity, made.signing),
          byOther: certify(vaultId, "a", identity, scene.sam.signing),
        };
        const issuer = { seat: "b" as const, identity: samIdentity(scene), secretKey: scene.sam.signing };
        const grant = issueGrant(vaultId, newestCouple(scene), { seat: "a", identity }, issuer);
        for (const newerBox of [seats.a.newerBox, null])
          yield forged(scene.disk, ({ header }) => {
            seatA(header, { identity, ...certificates, newerBox });
            header.grants = [grant, ...header.grants.filter(({ to }) => to === "b")];
          });
      }
    },
  };
  yield {
    what: "Noa’s newer box key",
    how: "taken away, or one of Sam’s making",
    expected: "refused",
    *tries(scene) {
      const made = newPartner();
      const pin = { number: 2, box: made.identity.box };
      const bySam = signBox(scene.header.vaultId, noaIdentity(scene), pin, scene.sam.signing);
      for (const newerBox of [null, bySam, { ...bySam, number: 1 }])
        yield forged(scene.disk, ({ header }) => seatA(header, { newerBox }));
    },
  };
  yield {
    what: "a grant",
    how: "left out, twice, exchanged, to or from somebody else, of another journal, of an older couple key, or badly signed",
    expected: "refused",
    *tries(scene) {
      const { grants } = scene.header;
      const [toA, toB] = [grants.find(({ to }) => to === "a"), grants.find(({ to }) => to === "b")];
      if (toA === undefined || toB === undefined) throw new Error("no grants");
      const older = parseHeader(scene.beforeAnew.header).grants;
      const elsewhere = parseHeader(scene.other.disk.header).grants;
      const numbered = (of: typeof older) => of.map((grant) => ({ ...grant, epoch: toA.epoch }));
      for (const changed of [
        [toB],
        [toB, toB],
        [toA, toA],
        [{ ...toA, sealed: toB.sealed }, toB],
        [{ ...toB, to: "a" as const }, toB],
        [{ ...toA, issuer: "b" as const }, toB],
        [{ ...toA, signature: zeros(64) }, toB],
        older,
        numbered(older),
        elsewhere,
        numbered(elsewhere),
      ])
        yield forged(scene.disk, ({ header }) => {
          header.grants = [...changed];
        });
      yield forged(scene.disk, ({ header }) => {
        header.grants = older;
        header.chain = [];
      });
    },
  };
  yield {
    what: "a grant",
    how: "of another couple key, well signed by Sam: nothing shared opens",
    expected: "noticed",
    *tries(scene) {
      const issuer = { seat: "b" as const, identity: samIdentity(scene), secretKey: scene.sam.signing };
      const to = { seat: "a" as const, ...scene.header.seats.a };
      const key = { epoch: newestCouple(scene).epoch, key: randomBytes(32) };
      yield forged(scene.disk, ({ header }) => {
        const link = chainLink(header.vaultId, scene.sam.couple[0] ?? key, key);
        header.grants = [
          issueGrant(header.vaultId, key, to, issuer),
          ...header.grants.filter((grant) => grant.to === "b"),
        ];
        header.chain = [link];
      });
    },
  };
  yield {
    what: "the chain of couple keys",
    how: "a link left out, doubled, of another journal, or under another key",
    expected: "refused",
    *tries(scene) {
      const { vaultId, chain } = scene.header;
      const [first] = chain;
      const older = scene.sam.couple[0];
      if (first === undefined || older === undefined) throw new Error("no chain");
      const newest = newestCouple(scene);
      for (const links of [
        [],
        [first, first],
        [chainLink(scene.other.sam.vaultId, older, newest)],
        [chainLink(vaultId, older, { ...newest, key: randomBytes(32) })],
        [""],
      ])
        yield forged(scene.disk, ({ header }) => {
          header.chain = links;
        });
    },
  };
  yield {
    what: "a new couple key",
    how: "begun by Sam as the app would: either may",
    expected: "harmless",
    *tries(scene) {
      const { vaultId, chain, seats } = scene.header;
      const newest = { epoch: newestCouple(scene).epoch + 1, key: randomBytes(32) };
      const issuer = { seat: "b" as const, identity: samIdentity(scene), secretKey: scene.sam.signing };
      yield forged(scene.disk, ({ header }) => {
        header.chain = [...chain, chainLink(vaultId, newestCouple(scene), newest)];
        header.grants = (["a", "b"] as const).map((seat) =>
          issueGrant(vaultId, newest, { seat, ...(seats[seat] ?? seats.a) }, issuer),
        );
      });
    },
  };
  yield {
    what: "the shared space’s id",
    how: "changed",
    expected: "noticed",
    *tries(scene) {
      yield forged(scene.disk, ({ header }) => {
        header.sharedSpace = newId();
      });
    },
  };
  yield {
    what: "the covers",
    how: "exchanged, or others: what lies behind each stays what it was",
    expected: "harmless",
    *tries(scene) {
      yield forged(scene.disk, ({ header }) => {
        const [one, two] = [header.seats.a.cover, header.seats.b?.cover ?? "wheat"];
        seatA(header, { cover: two });
        seatB(header, { cover: one });
      });
      yield forged(scene.disk, ({ header }) => {
        seatA(header, { cover: "mulberry" });
        header.coverForB = "lichen";
      });
    },
  };
  yield {
    what: "the header",
    how: "of another journal of the same two",
    expected: "refused",
    *tries(scene) {
      const disk = { ...copyOf(scene.disk), header: scene.other.disk.header };
      yield { disk, passphrase: NEWER_PASSPHRASE };
      yield disk;
    },
  };
  yield {
    what: "the header",
    how: "rolled back alone to before Noa started anew",
    expected: "refused",
    *tries(scene) {
      yield { disk: { ...copyOf(scene.disk), header: scene.beforeAnew.header }, passphrase: NEWER_PASSPHRASE };
    },
  };
  yield {
    what: "the header",
    how: "the same, and Noa types her passphrase of then",
    expected: "noticed",
    *tries(scene) {
      yield { disk: { ...copyOf(scene.disk), header: scene.beforeAnew.header }, passphrase: NOA_PASSPHRASE };
    },
  };
}

function* wholeForgeries(): Generator<Forgery> {
  yield {
    what: "everything but Noa’s keyring",
    how: "rolled back together",
    expected: "noticed",
    *tries(scene) {
      yield forged(scene.before, ({ header }) => seatA(header, { keyring: scene.header.seats.a.keyring }));
    },
  };
  yield {
    what: "everything",
    how: "rolled back together, the header too",
    expected: "not defended",
    *tries(scene) {
      yield copyOf(scene.before);
    },
  };
  yield {
    what: "Noa’s private space with her keyring",
    how: "rolled back together: all that could tell is in it",
    expected: "not defended",
    *tries(scene) {
      const { privateSpace, privateShelf } = noaIdentity(scene);
      const { keyring } = parseHeader(scene.before.header).seats.a;
      const disk = spaceOf(scene.before, scene.disk, [privateSpace], [privateShelf]);
      yield forged(disk, ({ header }) => seatA(header, { keyring }));
    },
  };
}

/** Whether something throws a typed refusal, or says that it cannot be read. */
function refusing(work: () => unknown): Seen {
  try {
    const answer = work();
    if (answer === "unreadable") return { answer: "refused", by: answer };
    return { answer: "not defended", by: "it opens" };
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === "bug") throw thrown;
    return { answer: "refused", by: code };
  }
}

function* draftForgeries(): Generator<Forgery> {
  yield {
    what: "a draft of Noa’s",
    how: "one of Sam’s, of another journal’s Noa, or words sealed to her and signed by Sam or nobody",
    expected: "refused",
    *tries(scene) {
      const words = utf8("words she never wrote");
      const toHer = fromBase64(scene.header.seats.a.newerBox?.box ?? noaIdentity(scene).box);
      const parts = [fromBase64(scene.header.vaultId), fromBase64(noaIdentity(scene).partner), words];
      const planted = [new Uint8Array(64), sign("draft", parts, scene.sam.signing)].map((signature) => {
        const padded = new Uint8Array(16 * 1024);
        padded.set(concat(signature, words, Uint8Array.of(0x80)));
        return sodium.crypto_box_seal(padded, toHer);
      });
      for (const sealed of [sealDraft(scene.sam, "b", words), sealDraft(scene.other.noa, "a", words), ...planted])
        yield refusing(() => openDraft(scene.noa, sealed));
    },
  };
  yield {
    what: "a draft of Noa’s",
    how: "deleted, or an older one of hers put back: drafts are in no manifest",
    expected: "not defended",
    *tries(scene) {
      const older = sealDraft(scene.noa, "a", utf8("older"));
      const opened = openDraft(scene.noa, older);
      yield opened === "unreadable"
        ? { answer: "refused", by: opened }
        : { answer: "not defended", by: "her own words, of before" };
    },
  };
}

function* attachmentForgeries(): Generator<Forgery> {
  yield {
    what: "a part of an attachment",
    how: "left out, doubled, exchanged, of another attachment, or of another journal",
    expected: "refused",
    *tries(scene) {
      const file = randomBytes(2_200_000);
      const { vaultId } = scene.header;
      const [one, two] = [sealAttachment(file, vaultId), sealAttachment(file, vaultId)];
      const elsewhere = sealAttachment(file, scene.other.sam.vaultId);
      for (const [at, part] of one.parts.entries()) {
        const next = one.parts[(at + 1) % one.parts.length] ?? part;
        const replacedBy = (sealed: Uint8Array) => one.parts.with(at, { ...part, sealed });
        for (const parts of [
          one.parts.toSpliced(at, 1),
          [...one.parts, part],
          replacedBy(next.sealed),
          replacedBy(two.parts[at]?.sealed ?? file),
          replacedBy(elsewhere.parts[at]?.sealed ?? file),
          one.parts.with(at, next),
        ])
          yield refusing(() => openAttachment(one.ref, vaultId, parts));
      }
      yield refusing(() => openAttachment(one.ref, vaultId, two.parts));
      yield refusing(() => openAttachment(one.ref, scene.other.sam.vaultId, one.parts));
    },
  };
}

function* numberForgeries(): Generator<Forgery> {
  yield {
    what: "a row with the highest number there is",
    how: "put into a space, so that no number is left for Noa’s next save",
    expected: "noticed",
    *tries(scene) {
      const highest = Number.MAX_SAFE_INTEGER;
      for (const space of [noaPrivate(scene), scene.header.sharedSpace]) {
        const disk = withRows(scene.disk, { space, seq: highest, sealed: randomBytes(1100) });
        const { session, findings } = unlock(disk, scene.noa);
        const json = aRecord({ author: noaIdentity(scene).partner });
        const name = space === scene.header.sharedSpace ? "shared" : "private";
        try {
          session.stage([{ act: "put", space: name, json }]);
          yield { answer: findings.length > 0 ? "noticed" : "not defended", by: "and she saves as before" };
        } catch (thrown) {
          yield { answer: "not defended", by: `she can save nothing more: ${codeOf(thrown)}` };
        }
      }
    },
  };
}

/** A side of a rebuild: commits, whenever they are asked for. */
const evidence =
  (...commits: readonly StoredCommit[]) =>
  async (take: (commit: StoredCommit) => void): Promise<void> =>
    commits.forEach(take);

function* ledgerForgeries(): Generator<Forgery> {
  yield {
    what: "the ledger",
    how: "frames added that drop every row and set every part back, and the store spoilt: it is rebuilt as the manifests name it",
    expected: "harmless",
    async *tries(scene) {
      const [rows, parts] = [[...scene.disk.rows.values()], [...scene.disk.parts.values()]];
      const whole = { putRows: rows, dropRows: [], putParts: parts, header: scene.disk.header };
      const drops = { ...NOTHING, dropRows: rows };
      const older = {
        ...NOTHING,
        putRows: [...scene.before.rows.values()],
        putParts: [...scene.before.parts.values()],
      };
      const own = (space: string): boolean => space === noaPrivate(scene);
      for (const store of [
        { ...whole, putRows: [] },
        { ...whole, putParts: [] },
        { ...whole, putRows: rows.filter(({ space }) => !own(space)) },
        { ...whole, putRows: rows.filter(({ space }) => own(space)) },
      ])
        for (const added of [[drops], [older], [older, drops], [drops, older]]) {
          const sides = { store: evidence(store), ledger: evidence(whole, ...added) };
          const rebuilt = await rebuild({ header: scene.header, keys: scene.noa, ...sides, surer: "store" });
          yield {
            header: scene.disk.header,
            rows: new Map(rebuilt.rows.map((row) => [rowKey(row), row])),
            parts: new Map(rebuilt.parts.map((part) => [partKey(part), part])),
          };
        }
    },
  };
}

/** What Noa is told of a backup. */
async function toldOf(file: Uint8Array, keys: OwnKeys): Promise<Seen> {
  try {
    const source = sourceOf(file);
    const { findings, ok } = await verifyBackup(openBackup(source, await readBackupHeader(source), keys));
    const by = findings.map(({ kind, space }) => `${kind} (${space})`).join(", ");
    return ok ? { answer: "not defended", by: "it is taken for whole" } : { answer: "noticed", by };
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === "bug") throw thrown;
    return { answer: "refused", by: code };
  }
}

function* backupForgeries(): Generator<Forgery> {
  yield {
    what: "a backup",
    how: "written by Sam in Noa’s name, or his with her signature of another",
    expected: "refused",
    async *tries(scene) {
      const file = await backupOf(scene.disk, unlock(scene.disk, scene.sam).session);
      yield await toldOf(putTogether(takenApart(file, scene.sam), { ...scene.sam, seat: "a" }), scene.noa);
      const hers = await backupOf(scene.disk, unlock(scene.disk, scene.noa).session);
      const headerBytes = new DataView(hers.buffer, hers.byteOffset).getUint32(12, true);
      const parts = takenApart(hers, scene.sam);
      const renamed = putTogether(parts, { ...scene.sam, seat: "a" });
      const replayed = renamed.slice();
      replayed.set(hers.subarray(16 + headerBytes, 80 + headerBytes), 16 + headerBytes);
      yield await toldOf(replayed, scene.noa);
    },
  };
  yield {
    what: "a backup",
    how: "of Sam’s own writing, with rows or parts of Noa’s left out",
    expected: "noticed",
    async *tries(scene) {
      const file = await backupOf(scene.disk, unlock(scene.disk, scene.sam).session);
      const parts = takenApart(file, scene.sam);
      const spaces = parts.header["spaces"] as { space: string; rows: number }[];
      const shelves = parts.header["shelves"] as { shelf: string; parts: number; root: string | null }[];
      for (const [at, { type, index, number }] of parts.frames.entries()) {
        const space = type === 1 ? spaces[index]?.space : undefined;
        const shelf = type === 2 ? shelves[index]?.shelf : undefined;
        if (space === undefined && shelf === undefined) continue;
        if (space === samIdentity(scene).privateSpace || shelf === samIdentity(scene).privateShelf) continue;
        const header = {
          ...parts.header,
          spaces: spaces.map((one) => (one.space === space ? { ...one, rows: one.rows - 1 } : one)),
          shelves: shelves.map((one) =>
            one.shelf === shelf ? { ...one, parts: one.parts - 1, root: number === ROOT_PART ? null : one.root } : one,
          ),
        };
        const frames = parts.frames.toSpliced(at, 1);
        yield await toldOf(putTogether({ ...parts, header, frames }, scene.sam), scene.noa);
      }
    },
  };
}

function* crashForgeries(): Generator<Forgery> {
  yield {
    what: "a session that ended in a crash",
    how: "its saves rolled back, root and buckets too, to what was last seen",
    expected: "not defended",
    *tries(scene) {
      const before = seenBy({ ...scene, disk: scene.crashed }, scene.noa, { disk: scene.disk });
      yield before;
    },
  };
}

/** All of them, in the order of the table. */
export const forgeries: readonly Forgery[] = [
  ...rowForgeries(),
  ...numberForgeries(),
  ...manifestForgeries(),
  ...secretForgeries(),
  ...publicForgeries(),
  ...draftForgeries(),
  ...attachmentForgeries(),
  ...ledgerForgeries(),
  ...backupForgeries(),
  ...wholeForgeries(),
  ...crashForgeries(),
];

export type LostScene = Awaited<ReturnType<typeof aSceneWithALostNotebook>>;

/** What can be tried where a notebook was lost and its owner invited anew. */
export interface LostForgery extends Omit<Forgery, "tries"> {
  readonly tries: (scene: LostScene) => Iterable<Disk>;
}

export const lostForgeries: readonly LostForgery[] = [
  {
    what: "a former entry",
    how: "left out, doubled, made up, put back in its seat, or its identity or certificates changed",
    expected: "refused",
    *tries({ disk, before, header, sam }) {
      const [gone] = header.former;
      if (gone === undefined) throw new Error("nobody was lost");
      const made = newPartner();
      const certified = {
        identity: made.identity,
        bySelf: certify(header.vaultId, "b", made.identity, made.signing),
        byOther: certify(header.vaultId, "b", made.identity, sam.signing),
      };
      const withFormer = (...former: VaultHeader["former"]) =>
        forged(disk, (copy) => {
          copy.header.former = former;
        });
      yield withFormer();
      yield withFormer(gone, gone);
      yield withFormer({ ...gone, ...certified });
      yield withFormer(gone, { ...gone, ...certified });
      yield withFormer({ ...gone, seat: "a" });
      yield withFormer({ ...gone, byOther: zeros(64) });
      yield withFormer({ ...gone, identity: { ...gone.identity, sharedShelf: newId() } });
      yield forged({ ...copyOf(disk), header: before.header }, (copy) => {
        seatA(copy.header, { keyring: header.seats.a.keyring });
      });
    },
  },
  {
    what: "the header",
    how: "rolled back alone, keyrings and all, to before the notebook was lost",
    expected: "noticed",
    *tries({ disk, before }) {
      yield { ...copyOf(disk), header: before.header };
    },
  },
  {
    what: "a former entry",
    how: "its slots or keyring spoilt: its own notebook stays shut, Noa’s is what it was",
    expected: "harmless",
    *tries({ disk, header }) {
      const [gone] = header.former;
      if (gone === undefined) throw new Error("nobody was lost");
      yield forged(disk, (copy) => {
        copy.header.former = [{ ...gone, keyring: header.seats.a.keyring }];
      });
    },
  },
  {
    what: "a lost notebook’s keys",
    how: "found by somebody, who publishes in its name",
    expected: "unverified",
    *tries({ disk, lost, header }) {
      const [gone] = header.former;
      const shelf = shelvesOf({ ...lost, former: [] }).find((one) => one.space === "shared" && one.seat === "b");
      if (gone === undefined || shelf === undefined) throw new Error("nobody was lost");
      const parts = shelfParts(disk, shelf.id);
      const state = openShelf(shelf, new Map(parts.map(({ part, sealed }) => [part, sealed])));
      const id = newId();
      const json = aRecord({ id, author: gone.identity.partner, kind: "care", text: "after the notebook was lost" });
      const names = [fromBase64(gone.identity.partner), utf8("care"), fromBase64(id), u64(1), utf8(json)];
      const signature = sign("record", [fromBase64(header.vaultId), ...names], lost.signing);
      const space = header.sharedSpace;
      const place = placeOf("row", fromBase64(header.vaultId), fromBase64(space), u64(950));
      const older = lost.couple.at(-1) ?? { epoch: 1, key: new Uint8Array(32) };
      const row = { space, seq: 950, sealed: sealBytes(concat(signature, utf8(json)), place, older) };
      const part = fromBase64(id)[0] ?? 0;
      const entry = { seq: row.seq, hash: hash256(row.sealed) };
      const bucket = withEntry(state.buckets[part] ?? new Uint8Array(), fromBase64(id), entry);
      yield withParts(withRows(disk, row), ...sealShelf(shelf, state, new Map([[part, bucket]]), row.seq, 0).parts);
      yield withRows(disk, row);
    },
  },
  {
    what: "what a lost notebook had published",
    how: "a part or row of it deleted",
    expected: "noticed",
    *tries({ disk, header }) {
      const [gone] = header.former;
      for (const { shelf, part } of shelfParts(disk, gone?.identity.sharedShelf ?? "")) {
        const copy = copyOf(disk);
        copy.parts.delete(partKey({ shelf, part }));
        yield copy;
      }
      for (const row of spaceRows(disk, header.sharedSpace)) yield withoutRow(disk, row);
    },
  },
];
