/** Saving records and keeping drafts in the open session. */
import { TwofoldError } from "#shared/base/errors.ts";
import type { Instant } from "#shared/base/time.ts";
import { base64, randomBytes, text, utf8 } from "#shared/crypto/sodium.ts";
import { parseRecord, writeRecord } from "#shared/domain/record.ts";
import { openDraft, sealDraft } from "#shared/vault/draft.ts";
import type { Change } from "#shared/vault/session.ts";
import type { RecordChange, Room } from "./calls.ts";
import type { Desk } from "./desk.ts";

const DRAFT_ID_BYTES = 16;

/** A draft inside its seal. */
interface KeptDraft {
  readonly place: string;
  readonly at: Instant;
  readonly value: unknown;
}

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

    async drafts() {
      const { keys } = desk.openedSession();
      const newest = new Map<string, KeptDraft & { readonly id: string }>();
      for (const { id, sealed } of await desk.openedStore().drafts()) {
        const bytes = openDraft(keys, sealed);
        if (bytes === "unreadable") continue; // the other partner's, or damaged: it stays where it is
        const draft = { id, ...(JSON.parse(text(bytes)) as KeptDraft) };
        const other = newest.get(draft.place);
        if (other === undefined || other.at < draft.at) newest.set(draft.place, draft);
      }
      for (const { place, id } of newest.values()) desk.draftIds.set(place, id);
      return [...newest.values()].map(({ place, value }) => ({ place, value }));
    },

    async keepDraft({ place, value, now }) {
      const { keys } = desk.openedSession();
      if (keys.kind !== "one") throw new TwofoldError("not-allowed", "a joint session has no drafts yet");
      const id = desk.draftIds.get(place) ?? base64(randomBytes(DRAFT_ID_BYTES));
      desk.draftIds.set(place, id); // before the disk answers: a late answer must not leave a second draft of one place
      const draft: KeptDraft = { place, at: now, value };
      await desk.openedStore().keepDraft({ id, sealed: sealDraft(keys, keys.seat, utf8(JSON.stringify(draft))) });
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
