/** Saving records and keeping drafts in the open session. */
import { TwofoldError } from "#shared/base/errors.ts";
import { commitmentTo, isCommittedTo, newCommitmentKey } from "#shared/crypto/commitment.ts";
import { parseRecord, writeRecord } from "#shared/domain/record.ts";
import type { Change } from "#shared/vault/session.ts";
import type { RecordChange, Room } from "./calls.ts";
import type { Desk } from "./desk.ts";
import { keepOwnDraft, openOwnDrafts } from "./own-drafts.ts";
import { OWN_LIST } from "./own-list.ts";

function toChange(change: RecordChange): Change {
  if (change.act !== "put") return change;
  const parsed = parseRecord(change.record);
  if (parsed.kind === "unreadable") throw new TwofoldError("malformed", parsed.reason);
  const isCopy = parsed.record.original === null;
  if (isCopy !== (change.space === "shared"))
    throw new TwofoldError("not-allowed", "D3 originals are private, copies shared");
  return { act: "put", space: change.space, json: writeRecord(parsed.record) };
}

export function recordCalls(desk: Desk) {
  return {
    async save({ changes }) {
      const parsed = changes.map(toChange);
      await desk.write((opened) => opened.stage(parsed));
      return null;
    },

    async commit({ text }) {
      const place = desk.openedSession().header.vaultId;
      const key = newCommitmentKey();
      return { key, hash: commitmentTo(text, { place, key }) };
    },

    async isCommitted({ text, key, hash }) {
      return isCommittedTo(text, { place: desk.openedSession().header.vaultId, key, hash });
    },

    async drafts() {
      const drafts = await openOwnDrafts(desk);
      return drafts.flatMap(({ place, value }) => (place === OWN_LIST ? [] : [{ place, value }]));
    },

    async keepDraft({ place, value, now }) {
      await keepOwnDraft(desk, { place, at: now, value });
      return null;
    },

    async dropDraft({ place }) {
      const id = desk.draftIds.get(place);
      if (id !== undefined) await desk.openedStore().dropDraft(id);
      desk.draftIds.delete(place);
      return null;
    },
  } satisfies Partial<Room>;
}
