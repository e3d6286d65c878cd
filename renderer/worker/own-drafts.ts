/** The open partner's drafts in the store: sealed to them, one for each place. */
import { TwofoldError } from "#shared/base/errors.ts";
import type { Instant } from "#shared/base/time.ts";
import { base64, randomBytes, text, utf8 } from "#shared/crypto/sodium.ts";
import { openDraft, sealDraft } from "#shared/vault/draft.ts";
import type { Desk } from "./desk.ts";

const DRAFT_ID_BYTES = 16;

/** A draft inside its seal. */
interface KeptDraft {
  readonly place: string;
  readonly at: Instant;
  readonly value: unknown;
}

/** The newest draft of each place, and its exact text. From now on that place is kept under the id it has. */
export async function openOwnDrafts(desk: Desk): Promise<readonly (KeptDraft & { readonly json: string })[]> {
  const { keys } = desk.openedSession();
  const newest = new Map<string, KeptDraft & { readonly id: string; readonly json: string }>();
  for (const { id, sealed } of await desk.openedStore().drafts()) {
    const bytes = openDraft(keys, sealed);
    if (bytes === "unreadable") continue; // the other partner's, or damaged: it stays where it is
    const json = text(bytes);
    const draft = { id, json, ...(JSON.parse(json) as KeptDraft) };
    const other = newest.get(draft.place);
    if (other === undefined || other.at < draft.at) newest.set(draft.place, draft);
  }
  for (const { place, id } of newest.values()) desk.draftIds.set(place, id);
  return [...newest.values()];
}

/** Seals a draft in the place of the one before it, on the disk. Throws "not-allowed" together. */
export async function keepOwnDraft(desk: Desk, draft: KeptDraft): Promise<void> {
  const { keys } = desk.openedSession();
  if (keys.kind !== "one") throw new TwofoldError("not-allowed", "a joint session has no drafts yet");
  const id = desk.draftIds.get(draft.place) ?? base64(randomBytes(DRAFT_ID_BYTES));
  desk.draftIds.set(draft.place, id); // before the disk answers: a late answer must not leave a second draft of one place
  await desk.openedStore().keepDraft({ id, sealed: sealDraft(keys, keys.seat, utf8(JSON.stringify(draft))) });
}
