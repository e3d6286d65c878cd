/** Opening a backup: its header is held to be authentic before anything of its body is read [B6]. */
import { concat, sameBytes } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { isSignedBy } from "../crypto/signature.ts";
import { fromBase64, wipe } from "../crypto/sodium.ts";
import { type Keys, openSealedBox } from "../vault/keyring.ts";
import type { BackupHeader, ByteSource } from "./backup-header.ts";
import { macOf, subkeysOf } from "./layout.ts";

/** A backup whose header is authentic to one of its partners. Its body is authenticated as it is read. */
export interface OpenedBackup {
  readonly source: ByteSource;
  readonly header: BackupHeader;
  readonly keys: Keys;
  readonly streamKey: Uint8Array;
}

/**
 * Checks that the header is authentic to the holder of `keys`: the file key opens, the MAC and every writer's signature
 * fit [B6]. `keys` come from `openKeys(header.vault, …)`, run elsewhere, or from the session that wrote the file.
 * Keys of a session together open no file key: give the `fileKey` it was written with, or it throws "not-allowed".
 * Throws "foreign-vault" for keys of another journal, else "damaged".
 */
export function openBackup(
  source: ByteSource,
  header: BackupHeader,
  keys: Keys,
  fileKey: Uint8Array = unsealFileKey(header, keys),
): OpenedBackup {
  if (keys.vaultId !== header.vault.vaultId) throw new TwofoldError("foreign-vault", "B6");
  const { macKey, streamKey } = subkeysOf(fileKey);
  const digested = concat(header.signed, header.signatures.a, header.signatures.b, header.digest);
  const authentic = sameBytes(macOf(digested, macKey), header.mac);
  wipe(macKey);
  if (!authentic) throw new TwofoldError("damaged", "B6 MAC");
  for (const seat of header.json.writers) {
    const identity = keys.identities[seat];
    const signature = header.signatures[seat];
    if (identity === null || !isSignedBy(fromBase64(identity.signing), "backup", [header.signed], signature)) {
      throw new TwofoldError("damaged", "B6 signature");
    }
  }
  return { source, header, keys, streamKey };
}

function unsealFileKey(header: BackupHeader, keys: Keys): Uint8Array {
  if (keys.kind === "together") throw new TwofoldError("not-allowed", "B6 together");
  if (keys.vaultId !== header.vault.vaultId) throw new TwofoldError("foreign-vault", "B6");
  const sealed = header.json.fileKey[keys.seat];
  const fileKey = sealed === null ? "unreadable" : openSealedBox(keys, fromBase64(sealed));
  if (fileKey === "unreadable") throw new TwofoldError("damaged", "B6 file key");
  return fileKey;
}
