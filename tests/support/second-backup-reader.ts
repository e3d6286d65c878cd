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

/** Opens a whole backup with one partner's secret, and the journal in it. */
export async function readBackupSecondly(
  file: Buffer,
  seat: "a" | "b",
  kind: "passphrase" | "words",
  secret: string,
): Promise<SecondReading & { readonly writtenAt: string; readonly carried: number }> {
  await sodium.ready;
  // [B1], [B2]
  must(file.subarray(0, 8).toString("latin1") === "TWOFOLD\n" && file.readUInt32LE(8) === 1, "B1");
  const h = file.readUInt32LE(12);
  must(hash(file.subarray(0, 144 + h)).equals(file.subarray(144 + h, 176 + h)), "B2");
  const json = JSON.parse(file.subarray(16, 16 + h).toString("utf8")) as Json;
  const payloadBytes = Number(json["payloadBytes"]);
  const chunks = Math.max(1, Math.ceil(payloadBytes / 65_536));
  must(file.length === 232 + h + payloadBytes + 17 * chunks, "B1 length");

  // [B6]
  const headerText = String(json["vault"]);
  const { identities, own, keyring } = await keyringSecondly(headerText, seat, kind, secret);
  const sealedKey = bytesOf((json["fileKey"] as Json)[seat]);
  const fileKey = sodium.crypto_box_seal_open(sealedKey, bytesOf(own["box"]), bytesOf(keyring["box"]));
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
  for (let at = 0; at < payload.length;) {
    const [type, index] = [payload.readUInt8(at), payload.readUInt8(at + 1)];
    const number = Number(payload.readBigUInt64LE(at + 2));
    const sealed = payload.subarray(at + 14, at + 14 + payload.readUInt32LE(at + 10));
    at += 14 + sealed.length;
    if (type === 1) rows.push({ space: spaces[index]!.space, seq: number, sealed });
    else parts.push({ shelf: shelves[index]!.shelf, part: number, sealed });
  }
  for (const { space, rows: said } of spaces)
    must(rows.filter((row) => row.space === space).length === said, "B5 rows");
  for (const { shelf, parts: said, root } of shelves) {
    const held = parts.filter((part) => part.shelf === shelf);
    must(held.length === said, "B5 parts");
    const rootPart = held.find(({ part }) => part === 256);
    must((rootPart === undefined ? null : hash(rootPart.sealed).toString("base64url")) === root, "B5 root");
  }

  const reading = await readSecondly({ header: headerText, rows, parts }, seat, kind, secret);
  return { ...reading, writtenAt: String(json["writtenAt"]), carried: rows.length - reading.rows.length };
}
