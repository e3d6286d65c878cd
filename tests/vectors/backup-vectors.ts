/** What make-backup-vectors.mjs freezes: the backup of a couple's small journal, written together. */
import { base64, randomBytes } from "#shared/crypto/sodium.ts";
import { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { writeRecord } from "#shared/domain/record.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { shareRecord } from "#shared/domain/sharing.ts";
import type { Change } from "#shared/vault/session.ts";
import { keysTogether } from "#shared/vault/vault.ts";
import { backupOf } from "../shared/backup/a-backup.ts";
import { anEntry, aNeed, aProfile, TODAY } from "../support/builders.ts";
import { aCouple, NOA_PASSPHRASE, SAM_PASSPHRASE, save, unlock } from "../support/vault.ts";

const LONG = "a long evening. ".repeat(900); // a row of more than one padding step

export async function backupVectors() {
  const { disk, noa, sam } = await aCouple();
  const originals: Record<"a" | "b", string[]> = { a: [], b: [] };
  const copies: string[] = [];
  for (const { seat, name, partner, keys } of [
    { seat: "a", name: "Noa", ...noa },
    { seat: "b", name: "Sam", ...sam },
  ] as const) {
    const { session, rows } = unlock(disk, keys);
    const author = PartnerId.parse(partner);
    const ofAuthor = () => ({ id: RecordId.parse(base64(randomBytes(16))), author });
    const sharing = { author, today: TODAY, sharedIds: new Set<RecordId>() };
    const need = shareRecord(aNeed(ofAuthor()), sharing);
    const profile = shareRecord(aProfile({ ...ofAuthor(), name }), sharing);
    const body = richTextFromParagraphs(["Rain until noon. \u{1F327}\uFE0F", "\u05E2\u05E8\u05D1 \u05D8\u05D5\u05D1", LONG]);
    const entry = anEntry({ ...ofAuthor(), title: "Überraschung", body });
    originals[seat].push(...[entry, need.original, profile.original].map(writeRecord));
    const copied = [need.copy, profile.copy].map(writeRecord);
    copies.push(...copied);
    save(
      disk,
      session,
      ...originals[seat].map((json): Change => ({ act: "put", space: "private", json })),
      ...copied.map((json): Change => ({ act: "put", space: "shared", json })),
      // The vault's own test record is none of the domain's.
      ...rows
        .filter((row) => row.author === author)
        .map(({ space, id }): Change => ({ act: "purge", space, id, author })),
    );
  }
  const { session } = unlock(disk, keysTogether(noa.keys, sam.keys));
  return {
    file: await backupOf(disk, session),
    facts: {
      passphrases: { a: NOA_PASSPHRASE, b: SAM_PASSPHRASE },
      words: { a: noa.words.join(" "), b: sam.words.join(" ") },
      originals,
      copies,
    },
  };
}
