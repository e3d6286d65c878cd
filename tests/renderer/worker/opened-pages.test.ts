import { expect, test } from "vitest";
import { text } from "#shared/crypto/sodium.ts";
import { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { writeRecord } from "#shared/domain/record.ts";
import { shareRecord } from "#shared/domain/sharing.ts";
import { newId } from "#shared/vault/identity.ts";
import { openSession } from "#shared/vault/session.ts";
import { openedPages } from "#renderer/worker/opened-pages.ts";
import { aNeed, TODAY } from "../../support/builders.ts";
import { aCouple, save, unlock } from "../../support/vault.ts";

test("[V10] no page that is opened for the screen shows a tombstone", async () => {
  const { disk, header, noa } = await aCouple();
  const { session } = unlock(disk, noa.keys);
  const author = PartnerId.parse(noa.partner);
  const needs = [newId(), newId()].map((id) =>
    shareRecord(aNeed({ id: RecordId.parse(id), author }), { author, today: TODAY, sharedIds: new Set() }),
  );
  for (const { original, copy } of needs)
    save(
      disk,
      session,
      { act: "put", space: "private", json: writeRecord(original) },
      { act: "put", space: "shared", json: writeRecord(copy) },
    );
  const { id } = needs[0]!.original;
  save(disk, session, { act: "remove", space: "private", id, author }, { act: "remove", space: "shared", id, author });

  const reading = openSession(header, noa.keys);
  const [own, shared] = reading.spaces().map((space) => [...disk.rows.values()].filter((row) => row.space === space));
  expect([own!.length, shared!.length]).toEqual([2, 4]); // beside them the vault's two test profiles
  const pages = [...openedPages(reading, own!, shared!, [...disk.parts.values()])];
  const written = pages.map((page) => text(page.text)).join("");
  expect(written.match(/"kind":"need"/g)?.length).toBe(2);
  expect(written).not.toContain("gone");
  expect(pages.flatMap(({ unverified, unlisted, findings }) => [unverified, unlisted, findings].flat())).toEqual([]);
  // The two profiles are none of the domain's; a tombstone is not counted among what cannot be read.
  expect(pages.flatMap(({ unreadable }) => unreadable).length).toBe(2);
});
