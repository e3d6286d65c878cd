/**
 * A second reader of a journal, written from shared/crypto/FORMAT.md and shared/vault/SPEC.md alone: it shares no code with
 * the app but libsodium. What it cannot open, the specifications do not say. It reads honest journals and checks as
 * it goes; telling damage apart is the app's business.
 */
import { Buffer } from "node:buffer";
import sodium from "libsodium-wrappers-sumo";

interface StoredJournal {
  readonly header: string;
  readonly rows: readonly { space: string; seq: number; sealed: Uint8Array }[];
  readonly parts: readonly { shelf: string; part: number; sealed: Uint8Array }[];
}

export interface SecondReading {
  readonly seat: string;
  /** Tombstones too. `lineage` is each run's tag in hexadecimal and the revision it reaches. */
  readonly rows: {
    space: string;
    seq: number;
    json: string;
    lineage: [string, number][];
    signed: boolean | null;
    listed: boolean;
  }[];
  readonly roots: { shelf: string; sequence: number; highestSeq: number }[];
}

type Json = Record<string, unknown>;

const bytesOf = (encoded: unknown): Buffer => Buffer.from(String(encoded), "base64url");
const utf8 = (text: string): Buffer => Buffer.from(text, "utf8");

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** [F1] */
const framed = (...parts: Uint8Array[]): Buffer =>
  Buffer.concat(parts.flatMap((part) => [u32(part.length), Buffer.from(part)]));

/** [V2] */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `"${name}":${canonical((value as Json)[name])}`).join()}}`;
}

function must(condition: boolean, rule: string): void {
  if (!condition) throw new Error(rule);
}

/** [F3], [F4]: opens sealed bytes with the key of their epoch. */
function open(sealed: Uint8Array, place: Buffer, keys: ReadonlyMap<number, Uint8Array>): Buffer {
  const bytes = Buffer.from(sealed);
  must(bytes[0] === 1, "F3 version");
  const key = keys.get(bytes.readUInt32LE(1));
  if (key === undefined) throw new Error("F3 epoch");
  const additional = Buffer.concat([place, bytes.subarray(0, 5)]);
  const padded = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
    null,
    bytes.subarray(29),
    additional,
    bytes.subarray(5, 29),
    key,
  );
  return Buffer.from(sodium.unpad(padded, padded.length));
}

const isSigned = (signature: Uint8Array, statement: string, parts: Uint8Array[], publicKey: unknown): boolean =>
  sodium.crypto_sign_verify_detached(signature, framed(utf8(`twofold/v1/${statement}`), ...parts), bytesOf(publicKey));

/** [F7], [F8]: the root key in a slot. */
function openSlot(slot: Json, vault: Buffer, partner: Buffer, kind: string, secret: string): Uint8Array {
  const [memoryBytes, passes] = [Number(slot["memoryBytes"]), Number(slot["passes"])];
  const [salt, check, nonce, wrapped] = ["salt", "check", "nonce", "wrapped"].map((name) => bytesOf(slot[name])) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ];
  const place = framed(utf8("twofold/v1/slot"), vault, partner, utf8(kind), u64(memoryBytes), u32(passes), salt, check);
  const digest = sodium.crypto_generichash(32, Buffer.concat([place, framed(nonce, wrapped)]), null);
  must(bytesOf(slot["digest"]).equals(digest), "F8 digest");
  const derived = sodium.crypto_pwhash(
    32,
    utf8(secret.normalize("NFC")),
    salt,
    passes,
    memoryBytes,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  );
  must(check.equals(sodium.crypto_kdf_derive_from_key(16, 2, "twofslot", derived)), "F8 check");
  const wrapping = sodium.crypto_kdf_derive_from_key(32, 1, "twofslot", derived);
  return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, wrapped, place, nonce, wrapping);
}

/** [V3] to [V8]: a checked header and one seat's keyring. `secret` is the passphrase, or the 24 words with single spaces. */
export async function keyringSecondly(
  headerText: string,
  seat: "a" | "b",
  kind: "passphrase" | "words",
  secret: string,
) {
  await sodium.ready;
  const { digest, ...header } = JSON.parse(headerText) as Json;
  must(canonical({ ...header, digest }) === headerText, "V3 text");
  const headerHash = sodium.crypto_generichash(32, framed(utf8("twofold/v1/header"), utf8(canonical(header))), null);
  must(bytesOf(digest).equals(headerHash), "V3 digest");
  const vault = bytesOf(header["vaultId"]);
  const seats = header["seats"] as Record<string, Json>;
  const identities = Object.fromEntries(
    Object.entries(seats).map(([name, held]) => [name, held["identity"] as Json]),
  ) as Record<string, Json>;

  const own = identities[seat]!;
  const partner = bytesOf(own["partner"]);
  const slot = (seats[seat]!["slots"] as Record<string, Json>)[kind]!;
  const rootKey = openSlot(slot, vault, partner, kind, secret);
  const keyringKey = sodium.crypto_kdf_derive_from_key(32, 1, "twofroot", rootKey);
  const keyringPlace = framed(utf8("twofold/v1/keyring"), vault, partner);
  const keyringText = open(bytesOf(seats[seat]!["keyring"]), keyringPlace, new Map([[0, keyringKey]])).toString("utf8");
  const keyring = JSON.parse(keyringText) as Json;
  must(canonical(keyring) === keyringText, "V2 keyring");
  must(canonical(keyring["identities"]) === canonical(identities), "V8 pins");
  const byOther = seats[seat]!["byOther"];
  const certified = ["partner", "signing", "box", "privateSpace", "privateShelf", "sharedShelf"];
  const certificate = [vault, utf8(seat), ...certified.map((name) => bytesOf(own[name]))];
  const other = identities[seat === "a" ? "b" : "a"]!;
  must(isSigned(bytesOf(seats[seat]!["bySelf"]), "identity", certificate, own["signing"]), "V4 by self");
  must(isSigned(bytesOf(byOther), "identity", certificate, other["signing"]), "V4 by other");
  return { header, vault, identities, own, partner, keyring };
}

/** "Reading a journal, start to end", as SPEC.md has it. */
export async function readSecondly(
  journal: StoredJournal,
  seat: "a" | "b",
  kind: "passphrase" | "words",
  secret: string,
): Promise<SecondReading> {
  // 1. slot, keyring, pins
  const { header, vault, identities, own, partner, keyring } = await keyringSecondly(
    journal.header,
    seat,
    kind,
    secret,
  );

  // 2. couple keys
  const grant = (header["grants"] as Json[]).find(({ to }) => to === seat)!;
  const epoch = Number(grant["epoch"]);
  const issuer = identities[String(grant["issuer"])]!;
  const grantParts = [vault, u32(epoch), partner, bytesOf(issuer["partner"]), bytesOf(grant["sealed"])];
  must(isSigned(bytesOf(grant["signature"]), "grant", grantParts, issuer["signing"]), "V6 signature");
  const newest = sodium.crypto_box_seal_open(bytesOf(grant["sealed"]), bytesOf(own["box"]), bytesOf(keyring["box"]));
  const couple = new Map([[epoch, newest]]);
  for (let older = epoch - 1; older >= 1; older--) {
    const place = framed(utf8("twofold/v1/couple-key"), vault, u32(older));
    couple.set(older, open(bytesOf((header["chain"] as string[])[older - 1]), place, couple));
  }
  const privateKeys = new Map(
    (keyring["private"] as Json[]).map((held) => [Number(held["epoch"]), new Uint8Array(bytesOf(held["key"]))]),
  );

  // 4. before 3, as the rows are told what lists them: roots and buckets
  const listed = new Map<string, string>();
  const roots: SecondReading["roots"] = [];
  const shelves = [
    { shelf: own["privateShelf"], keys: privateKeys, author: own, signed: false },
    ...["a", "b"].map((name) => {
      const author = identities[name]!;
      return { shelf: author["sharedShelf"], keys: couple, author, signed: true };
    }),
  ];
  for (const { shelf, keys, author, signed } of shelves) {
    const place = (part: number) => framed(utf8("twofold/v1/manifest"), vault, bytesOf(shelf), u32(part));
    const sealed = (part: number) => journal.parts.find((held) => held.shelf === shelf && held.part === part)!.sealed;
    let root = open(sealed(256), place(256), keys);
    if (signed) {
      const [signature, body] = [root.subarray(0, 64), root.subarray(64)];
      const parts = [vault, bytesOf(author["partner"]), bytesOf(shelf), body];
      must(isSigned(signature, "root", parts, author["signing"]), "V12 signature");
      root = body;
    }
    must(root.length === 8240, "V12 root");
    roots.push({
      shelf: String(shelf),
      sequence: Number(root.readBigUInt64LE(0)),
      highestSeq: Number(root.readBigUInt64LE(8)),
    });
    for (let part = 0; part < 256; part++) {
      const hash = root.subarray(48 + part * 32, 80 + part * 32);
      if (hash.every((byte) => byte === 0)) continue;
      must(hash.equals(sodium.crypto_generichash(32, sealed(part), null)), "V12 bucket hash");
      const bucket = open(sealed(part), place(part), keys);
      for (let at = 0; at < bucket.length; at += 56) {
        must(bucket[at] === part, "V12 bucket");
        const seq = Number(bucket.readBigUInt64LE(at + 16));
        const rowHash = bucket.subarray(at + 24, at + 56).toString("base64url");
        listed.set(
          `${signed} ${seq} ${rowHash}`,
          `${String(author["partner"])} ${bucket.subarray(at, at + 16).toString("base64url")}`,
        );
      }
    }
  }

  // 3. rows
  const rows: SecondReading["rows"] = [];
  for (const { space, seq, sealed } of journal.rows) {
    const isShared = space === header["sharedSpace"];
    if (!isShared && space !== own["privateSpace"]) continue;
    const place = framed(utf8("twofold/v1/row"), vault, bytesOf(space), u64(seq));
    const payload = open(sealed, place, isShared ? couple : privateKeys);
    const lineage: [string, number][] = [];
    if (!isShared && payload[0] === 1)
      for (let at = 3; lineage.length < payload.readUInt16LE(1); at += 16)
        lineage.push([payload.subarray(at, at + 8).toString("hex"), Number(payload.readBigUInt64LE(at + 8))]);
    const bytes = payload.subarray(isShared ? 64 : lineage.length === 0 ? 0 : 3 + 16 * lineage.length);
    const json = bytes.toString("utf8");
    const { id, author, kind, revision } = JSON.parse(json) as Json;
    must(lineage.length === 0 || lineage.at(-1)![1] === revision, "V10 lineage");
    must(kind !== "gone" || canonical({ id, author, kind, revision }) === json, "V10 tombstone");
    const writer = Object.values(identities).find((identity) => identity["partner"] === author)!;
    const parts = [vault, bytesOf(author), utf8(String(kind)), bytesOf(id), u64(Number(revision)), bytes];
    const hash = Buffer.from(sodium.crypto_generichash(32, sealed, null)).toString("base64url");
    rows.push({
      space,
      seq,
      json,
      lineage,
      signed: isShared ? isSigned(payload.subarray(0, 64), "record", parts, writer["signing"]) : null,
      listed: listed.get(`${isShared} ${seq} ${hash}`) === `${String(author)} ${String(id)}`,
    });
  }
  return { seat, rows, roots };
}
