/**
 * A second reader of a backup file, written from shared/backup/FORMAT.md and what it refers to alone: it shares no code with
 * the app but libsodium. What it cannot open, the specification does not say.
 */
import { Buffer } from "node:buffer";
import sodium from "libsodium-wrappers-sumo";
import { keyringSecondly, readSecondly, type SecondReading } from "./second-reader.ts";

type Json = Record<string, unknown>;

const bytesOf = (encoded: unknown): Buffer => Buffer.from(String(encoded), "base64url");
const hash = (bytes: Uint8Array): Buffer => Buffer.from(sodium.crypto_generichash(32, bytes, null));

function must(condition: boolean, rule: string): void {
  if (!condition) throw new Error(rule);
}

/** An attachment part, as the store would keep it. */
interface Part {
  readonly attachment: string;
  readonly part: number;
  readonly sealed: Uint8Array;
}

interface SecondBackup extends SecondReading {
  readonly version: number;
  readonly writtenAt: string;
  readonly carried: number;
  /** Those inside the file, or those beside it. */
  readonly attachments: readonly Part[];
}

/** Opens a backup with one partner's secret, and the journal in it. `beside` are the files of its folder by name [B12]. */
export async function readBackupSecondly(
  file: Buffer,
  seat: "a" | "b",
  kind: "passphrase" | "words",
  secret: string,
  beside: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<SecondBackup> {
  await sodium.ready;
  // [B1], [B2]
  must(file.subarray(0, 8).toString("latin1") === "TWOFOLD\n" && [1, 2].includes(file.readUInt32LE(8)), "B1");
  const version = file.readUInt32LE(8);
  const h = file.readUInt32LE(12);
  must(hash(file.subarray(0, 144 + h)).equals(file.subarray(144 + h, 176 + h)), "B2");
  const json = JSON.parse(file.subarray(16, 16 + h).toString("utf8")) as Json;
  const payloadBytes = Number(json["payloadBytes"]);
  const chunks = Math.max(1, Math.ceil(payloadBytes / 65_536));
  must(file.length === 232 + h + payloadBytes + 17 * chunks, "B1 length");

  // [B6]
  const headerText = String(json["vault"]);
  const { identities, keyring } = await keyringSecondly(headerText, seat, kind, secret);
  const sealedKey = bytesOf((json["fileKey"] as Json)[seat]);
  const boxes = [keyring["box"], ...((keyring["newerBoxes"] as string[] | undefined) ?? [])];
  const box = bytesOf(boxes.at(-1));
  const fileKey = sodium.crypto_box_seal_open(sealedKey, sodium.crypto_scalarmult_base(box), box);
  const macKey = sodium.crypto_kdf_derive_from_key(32, 1, "twofback", fileKey);
  const mac = Buffer.from(sodium.crypto_generichash(32, file.subarray(0, 176 + h), macKey));
  must(mac.equals(file.subarray(176 + h, 208 + h)), "B6 MAC");
  for (const writer of json["writers"] as string[]) {
    const signature = file.subarray(16 + h + (writer === "a" ? 0 : 64)).subarray(0, 64);
    const statement = Buffer.from("twofold/v1/backup");
    const lengths = [statement.length, 16 + h].map((length) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(length);
      return bytes;
    }) as [Buffer, Buffer];
    const message = Buffer.concat([lengths[0], statement, lengths[1], file.subarray(0, 16 + h)]);
    const key = bytesOf(identities[writer]?.["signing"]);
    must(sodium.crypto_sign_verify_detached(signature, message, key), "B6 signature");
  }

  // [B7]
  const streamKey = sodium.crypto_kdf_derive_from_key(32, 2, "twofback", fileKey);
  const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(file.subarray(208 + h, 232 + h), streamKey);
  const plain: Buffer[] = [];
  for (let at = 232 + h, index = 0; at < file.length; at += 65_553, index++) {
    const additional = index === 0 ? file.subarray(144 + h, 176 + h) : null;
    const opened = sodium.crypto_secretstream_xchacha20poly1305_pull(state, file.subarray(at, at + 65_553), additional);
    if (opened === false) throw new Error("B7 chunk");
    must((opened.tag === 3) === (index === chunks - 1), "B7 last");
    plain.push(Buffer.from(opened.message));
  }
  const payload = Buffer.concat(plain);
  must(payload.length === payloadBytes, "B7 length");

  // [B5], [B7]
  const spaces = json["spaces"] as { space: string; rows: number }[];
  const shelves = json["shelves"] as { shelf: string; parts: number; root: string | null }[];
  const rows: { space: string; seq: number; sealed: Uint8Array }[] = [];
  const parts: { shelf: string; part: number; sealed: Uint8Array }[] = [];
  const inside: Uint8Array[] = [];
  const pieces: Uint8Array[] = [];
  let before = -1;
  for (let at = 0; at < payload.length;) {
    const [type, index] = [payload.readUInt8(at), payload.readUInt8(at + 1)];
    const number = Number(payload.readBigUInt64LE(at + 2));
    const sealed = payload.subarray(at + 14, at + 14 + payload.readUInt32LE(at + 10));
    at += 14 + sealed.length;
    must(type >= before && type <= 3, "B7 order");
    before = type;
    if (type === 1) rows.push({ space: spaces[index]!.space, seq: number, sealed });
    else if (type === 2) parts.push({ shelf: shelves[index]!.shelf, part: number, sealed });
    else {
      const held = type === 0 ? pieces : inside;
      must(version === 2 && index === 0 && number === held.length, "B7 number");
      held.push(sealed);
    }
  }
  for (const { space, rows: said } of spaces)
    must(rows.filter((row) => row.space === space).length === said, "B5 rows");
  for (const { shelf, parts: said, root } of shelves) {
    const held = parts.filter((part) => part.shelf === shelf);
    must(held.length === said, "B5 parts");
    const rootPart = held.find(({ part }) => part === 256);
    must((rootPart === undefined ? null : hash(rootPart.sealed).toString("base64url")) === root, "B5 root");
  }

  // [B11], [B12]
  const list = Buffer.concat(pieces);
  const said = (json["attachments"] ?? {
    parts: 0,
    bytes: 0,
    place: "inside",
    list: hash(list).toString("base64url"),
  }) as Json;
  must(list.length === 56 * Number(said["parts"]) && hash(list).toString("base64url") === said["list"], "B11 list");
  must(
    pieces.every((piece, index) => piece.length === Math.min(57_344, list.length - index * 57_344)),
    "B11 pieces",
  );
  const attachments: Part[] = [];
  let bytes = 0;
  for (let at = 0; at < list.length; at += 56) {
    const name = list.subarray(at + 20, at + 52).toString("base64url");
    const sealed = said["place"] === "inside" ? inside.shift() : beside.get(name);
    if (sealed === undefined) throw new Error("B12 missing");
    must(sealed.length === list.readUInt32LE(at + 52) && hash(sealed).toString("base64url") === name, "B11 part");
    bytes += sealed.length;
    attachments.push({ attachment: list.toString("base64url", at, at + 16), part: list.readUInt32LE(at + 16), sealed });
  }
  must(inside.length === 0 && bytes === said["bytes"], "B11 bytes");

  const reading = await readSecondly({ header: headerText, rows, parts }, seat, kind, secret);
  const carried = rows.length - reading.rows.length;
  return { ...reading, version, writtenAt: String(json["writtenAt"]), carried, attachments };
}

/** [V30] to [V33]: a file from its ref and its parts. */
export function openAttachmentSecondly(ref: unknown, vaultId: string, parts: readonly Part[]): Buffer {
  const { id, key, bytes, parts: names } = ref as { id: string; key: string; bytes: number; parts: readonly string[] };
  let filled = bytes;
  if (bytes > 955_833) for (filled = 955_833; filled < bytes;) filled = Math.floor((filled * 112) / 100);
  const count = Math.max(1, Math.ceil(filled / 955_833));
  must(names.length === count && parts.length === count, "V33 count");
  const number = (value: number): Buffer => {
    const four = Buffer.alloc(4);
    four.writeUInt32LE(value);
    return four;
  };
  const framed = (...all: Buffer[]): Buffer => Buffer.concat(all.flatMap((one) => [number(one.length), one]));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes));
  const plain = names.map((name, index) => {
    const found = parts.find((part) => part.attachment === id && part.part === index);
    const sealed = Buffer.from(found?.sealed ?? []);
    must(hash(sealed).toString("base64url") === name, "V33 name");
    const what = Buffer.from("twofold/v1/attachment");
    const place = framed(what, bytesOf(vaultId), bytesOf(id), number(index), number(count), length);
    const opened = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      sealed.subarray(29),
      Buffer.concat([place, sealed.subarray(0, 5)]),
      sealed.subarray(5, 29),
      bytesOf(key),
    );
    return sodium.unpad(opened, opened.length);
  });
  const file = Buffer.concat(plain);
  must(file.length === filled, "V31 length");
  return file.subarray(0, bytes);
}
