/** What claims to be far more than it may be, in every place that reads a claim. For the limits campaign and its bench. */
import { readBackupHeader } from "#shared/backup/backup-header.ts";
import { openBackup } from "#shared/backup/open-backup.ts";
import { verifyBackup } from "#shared/backup/verify.ts";
import { concat, framed, u32, u64 } from "#shared/base/bytes.ts";
import { codeOf, type ErrorCode } from "#shared/base/errors.ts";
import { placeOf, sealBytes } from "#shared/crypto/sealed-record.ts";
import { base64, fromBase64, hash256, randomBytes, utf8 } from "#shared/crypto/sodium.ts";
import { beginLedger, readLedger } from "#shared/ledger/ledger-file.ts";
import { openAttachment } from "#shared/vault/attachment.ts";
import { formatHeader, parseHeader, type VaultHeader } from "#shared/vault/header.ts";
import { newId } from "#shared/vault/identity.ts";
import { openKeyring } from "#shared/vault/keyring.ts";
import { openSession } from "#shared/vault/session.ts";
import { openKeys } from "#shared/vault/vault.ts";
import { backupOf, sourceOf } from "../shared/backup/a-backup.ts";
import { frameBytes, putTogether, takenApart } from "./forged-backup.ts";
import { aCouple, NOA_PASSPHRASE, unlock } from "./vault.ts";

const KiB = 1024;
const TiB = KiB ** 4;

export interface HostileInput {
  readonly name: string;
  /** What it must come to. "unreadable": a row that is counted and passed over; "noticed": read, and told as damaged. */
  readonly expected: ErrorCode | "unreadable" | "noticed";
  /** Reads it as the app does; what it came to. */
  readonly read: () => Promise<string>;
}

/** What reading threw, or what it answered. */
const answerOf = async (work: () => unknown): Promise<string> => {
  try {
    return String(await work());
  } catch (thrown) {
    return codeOf(thrown);
  }
};

const deepArrays = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

/** A header in which Noa's slot asks for this much, its own digest made anew. */
function asking(header: VaultHeader, memoryBytes: number, passes: number): string {
  const { a } = header.seats;
  const { salt, check, nonce, wrapped } = a.slots.passphrase;
  const owner = [fromBase64(a.identity.partner), utf8("passphrase")];
  const lock = [u64(memoryBytes), u32(passes), fromBase64(salt), fromBase64(check)];
  const place = placeOf("slot", fromBase64(header.vaultId), ...owner, ...lock);
  const digest = base64(hash256(concat(place, framed(fromBase64(nonce), fromBase64(wrapped)))));
  const passphrase = { ...a.slots.passphrase, memoryBytes, passes, digest };
  return formatHeader({ ...header, seats: { ...header.seats, a: { ...a, slots: { ...a.slots, passphrase } } } });
}

/** All of them, made from one couple's journal. Four derivations, before anything is measured. */
export async function hostileInputs(): Promise<readonly HostileInput[]> {
  const { disk, header, noa, sam } = await aCouple();
  const file = await backupOf(disk, unlock(disk, sam.keys).session);
  const parts = takenApart(file, sam.keys);
  const [frame] = parts.frames;
  if (frame === undefined) throw new Error("a backup without frames");
  const { vaultId } = header;

  const openVault = (text: string) => () =>
    answerOf(() => openKeys(parseHeader(text), "a", { passphrase: NOA_PASSPHRASE }));
  const openFile = (bytes: Uint8Array) => () =>
    answerOf(async () => {
      const source = sourceOf(bytes);
      const opened = openBackup(source, await readBackupHeader(source), noa.keys);
      return (await verifyBackup(opened)).ok ? "accepted" : "noticed";
    });
  const readRow = (payload: Uint8Array, shared: boolean) => {
    const space = shared ? header.sharedSpace : header.seats.a.identity.privateSpace;
    const place = placeOf("row", fromBase64(vaultId), fromBase64(space), u64(9));
    const key = (shared ? noa.keys.couple : noa.keys.private).at(-1);
    if (key === undefined) throw new Error("no key");
    const row = { space, seq: 9, sealed: sealBytes(payload, place, key) };
    return async () => {
      const opened = openSession(header, noa.keys).openRow(row);
      return opened === "unreadable" ? opened : "accepted";
    };
  };
  const readALedger = (frames: Uint8Array) => {
    const { bytes } = beginLedger({ ledger: newId(), vaultId, replaces: [] });
    const whole = concat(bytes, frames);
    return async () => {
      const reading = await readLedger(sourceOf(whole), null, () => undefined);
      return reading.kind === "no-ledger" || reading.tail !== "none" || reading.skipped > 0 ? "noticed" : "accepted";
    };
  };

  const withHeader = (change: Record<string, unknown>) =>
    putTogether({ ...parts, header: { ...parts.header, ...change } }, sam.keys);
  const spaces = parts.header["spaces"] as { space: string; rows: number }[];
  const shelves = parts.header["shelves"] as { shelf: string }[];
  const claimed = (length: number) => concat(file.subarray(0, 12), u32(length), file.subarray(16));
  const framesClaiming = (claims: number) => putTogether(parts, sam.keys, { payload: frameBytes(frame, claims) });
  const million = 1_000_000;
  const empty = (count: number) => {
    const payload = new Uint8Array(14 * count);
    const view = new DataView(payload.buffer);
    for (let at = 0; at < count; at++) {
      view.setUint8(14 * at, 1);
      view.setUint32(14 * at + 2, at + 1, true);
    }
    return payload;
  };
  const claimingRows = spaces.map((space, at) => ({ ...space, rows: at === 0 ? million : 0 }));
  const noParts = shelves.map(({ shelf }) => ({ shelf, parts: 0, root: null }));
  const emptyFrames = putTogether(
    { ...parts, header: { ...parts.header, spaces: claimingRows, shelves: noParts } },
    sam.keys,
    { payload: empty(million) },
  );
  const emptyUnclaimed = putTogether(parts, sam.keys, { payload: empty(million) });

  const ring = placeOf("keyring", fromBase64(vaultId), fromBase64(noa.partner));
  const deepKeyring = base64(sealBytes(utf8(deepArrays(10_000)), ring, { epoch: 0, key: noa.keys.keyringKey }));
  const deepRecord = `{"id":"${newId()}","author":"${noa.partner}","kind":"entry","revision":1,"x":${deepArrays(10_000)}}`;
  const lineage = (runs: number) => concat(Uint8Array.of(1, runs % 256, Math.floor(runs / 256)), new Uint8Array(16));
  const deepHeader = utf8(deepArrays(10_000));
  const deepFile = concat(file.subarray(0, 12), u32(deepHeader.length), deepHeader, new Uint8Array(128));
  const ref = { id: newId(), key: base64(randomBytes(32)), parts: [base64(randomBytes(32))] };
  const list = (count: number) => {
    const payload = concat(u32(count), new Uint8Array(64));
    const body = concat(u32(payload.length), Uint8Array.of(1), payload);
    return concat(body, new Uint8Array(32));
  };

  return [
    { name: "4 TiB of Argon2id", expected: "over-limit", read: openVault(asking(header, 4 * TiB, 3)) },
    {
      name: "2^53 - 1024 bytes of Argon2id",
      expected: "over-limit",
      read: openVault(asking(header, 2 ** 53 - KiB, 3)),
    },
    {
      name: "4 billion passes of Argon2id",
      expected: "over-limit",
      read: openVault(asking(header, 64 * KiB ** 2, 2 ** 32 - 1)),
    },
    { name: "Argon2id below the floor", expected: "over-limit", read: openVault(asking(header, 8 * KiB, 1)) },
    {
      name: "4 TiB of Argon2id in a backup",
      expected: "over-limit",
      read: openFile(withHeader({ vault: asking(header, 4 * TiB, 3) })),
    },
    { name: "a header 10,000 deep", expected: "over-limit", read: openVault(deepArrays(10_000)) },
    {
      name: "a header of 1 MiB",
      expected: "over-limit",
      read: openVault(`{"version":1,"x":"${"x".repeat(KiB ** 2)}"}`),
    },
    {
      name: "a keyring 10,000 deep",
      expected: "over-limit",
      read: () => answerOf(() => openKeyring(vaultId, noa.partner, deepKeyring, noa.keys.keyringKey)),
    },
    { name: "a private record 10,000 deep", expected: "unreadable", read: readRow(utf8(deepRecord), false) },
    {
      name: "a shared record 10,000 deep",
      expected: "unreadable",
      read: readRow(concat(new Uint8Array(64), utf8(deepRecord)), true),
    },
    { name: "a lineage of 65,535 runs", expected: "unreadable", read: readRow(lineage(65_535), false) },
    { name: "a lineage of 4,096 runs that are not there", expected: "unreadable", read: readRow(lineage(4096), false) },
    {
      name: "a row of 64 MiB",
      expected: "unreadable",
      read: async () =>
        openSession(header, noa.keys).openRow({ space: header.sharedSpace, seq: 9, sealed: LARGE }) === "unreadable"
          ? "unreadable"
          : "accepted",
    },
    {
      name: "a backup’s header 10,000 deep",
      expected: "over-limit",
      read: openFile(concat(deepFile, hash256(deepFile), new Uint8Array(200))),
    },
    { name: "a backup’s header of 2 GiB", expected: "over-limit", read: openFile(claimed(2 ** 31)) },
    { name: "a backup’s header of 4 GiB", expected: "over-limit", read: openFile(claimed(2 ** 32 - 1)) },
    {
      name: "1e9 rows",
      expected: "over-limit",
      read: openFile(withHeader({ spaces: spaces.map((space) => ({ ...space, rows: 1e9 })) })),
    },
    {
      name: "1e6 rows in each space",
      expected: "over-limit",
      read: openFile(withHeader({ spaces: spaces.map((space) => ({ ...space, rows: 1e6 })) })),
    },
    {
      name: "1e9 parts of a shelf",
      expected: "over-limit",
      read: openFile(withHeader({ shelves: noParts.map((shelf) => ({ ...shelf, parts: 1e9 })) })),
    },
    { name: "a frame of 2 GiB", expected: "over-limit", read: openFile(framesClaiming(2 ** 31)) },
    { name: "a frame of 4 GiB", expected: "over-limit", read: openFile(framesClaiming(2 ** 32 - 1)) },
    { name: "1e6 empty frames nobody announced", expected: "damaged", read: openFile(emptyUnclaimed) },
    { name: "1e6 empty frames", expected: "noticed", read: openFile(emptyFrames) },
    {
      name: "a ledger’s frame of 4 GiB",
      expected: "noticed",
      read: readALedger(concat(u32(2 ** 32 - 1), new Uint8Array(200))),
    },
    { name: "a ledger’s commit of 1e9 rows", expected: "noticed", read: readALedger(list(1e9)) },
    {
      name: "an attachment of 1 TiB",
      expected: "over-limit",
      read: () => answerOf(() => openAttachment({ ...ref, bytes: TiB }, vaultId, [])),
    },
    {
      name: "an attachment of 64 MiB that is not there",
      expected: "damaged",
      read: () => answerOf(() => openAttachment({ ...ref, bytes: 64 * KiB ** 2 }, vaultId, [])),
    },
  ];
}

const LARGE = new Uint8Array(64 * KiB ** 2);
