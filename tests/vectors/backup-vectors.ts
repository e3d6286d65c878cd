/** What make-backup-vectors.mjs freezes: two backups of a couple's small journal with attachments, written together. */
import { base64, randomBytes, utf8 } from "#shared/crypto/sodium.ts";
import { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { writeRecord } from "#shared/domain/record.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { shareRecord } from "#shared/domain/sharing.ts";
import { partName, sealAttachment } from "#shared/vault/attachment.ts";
import type { Change } from "#shared/vault/session.ts";
import { keysTogether } from "#shared/vault/vault.ts";
import { backupOf } from "../shared/backup/a-backup.ts";
import { anEntry, aNeed, aProfile, TODAY } from "../support/builders.ts";
import { aCouple, NOA_PASSPHRASE, SAM_PASSPHRASE, save, unlock } from "../support/vault.ts";

/** Small ones, each of one part: a file that is kept for good must not be large. */
const FILES = ["", "a photo of the lake", "minutes ".repeat(400)];
const LONG = "a long evening. ".repeat(900); // a row of more than one padding step

export async function backupVectors() {
  const { disk, header, noa, sam } = await aCouple();
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
    const removed = writeRecord(anEntry({ ...ofAuthor(), title: "taken out again" }));
    save(disk, session, { act: "put", space: "private", json: removed });
    const { id } = JSON.parse(removed) as { id: string };
    save(disk, session, { act: "remove", space: "private", id, author });
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
  // Issue 4 gives refs a place in records; until then they stand beside them.
  const files = FILES.map((text) => ({ text, ...sealAttachment(utf8(text), header.vaultId) }));
  const all = files.flatMap(({ parts }) => parts).sort((left, right) => (left.attachment < right.attachment ? -1 : 1));
  const parts = all.map(({ attachment, part, sealed }) => {
    return { attachment, part, name: partName(sealed), bytes: sealed.length };
  });
  const sealedOf = new Map(all.map(({ sealed }) => [partName(sealed), sealed]));
  const read = ({ name }: { readonly name: string }) => Promise.resolve(sealedOf.get(name) ?? new Uint8Array());
  return {
    whole: await backupOf(disk, session, undefined, { place: "inside", parts, read }),
    rotating: await backupOf(disk, session, undefined, { place: "beside", parts }),
    parts: sealedOf,
    facts: {
      vaultId: header.vaultId,
      attachments: files.map(({ text, ref }) => ({ text, ref })),
      passphrases: { a: NOA_PASSPHRASE, b: SAM_PASSPHRASE },
      words: { a: noa.words.join(" "), b: sam.words.join(" ") },
      originals,
      copies,
    },
  };
}
