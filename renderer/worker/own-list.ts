/**
 * Which files the open partner kept here: a list sealed to them alone. Whose a file is shows nowhere else, and the other's private
 * records may name any: only what is on one's own list, and is named by nothing one can read, is ever cleared.
 */
import { z } from "#shared/base/zod.ts";
import { instantAt } from "#shared/base/time.ts";
import { collectNamedFiles } from "#shared/domain/sealed-files.ts";
import type { Desk } from "./desk.ts";
import { keepOwnDraft, openOwnDrafts } from "./own-drafts.ts";
import { removeBesideLedger } from "./part-copies.ts";

/** The place of the list among the drafts. No draft that a person wrote has it. */
export const OWN_LIST = "kept-files";

const OwnList = z.array(z.string());

async function ownList(desk: Desk): Promise<ReadonlySet<string>> {
  if (desk.ownFiles !== null) return desk.ownFiles;
  const found = (await openOwnDrafts(desk)).find(({ place }) => place === OWN_LIST);
  desk.ownFiles ??= new Set(found === undefined ? [] : OwnList.parse(found.value)); // another call may have read it meanwhile
  return desk.ownFiles;
}

async function writeList(desk: Desk, ids: ReadonlySet<string>): Promise<void> {
  desk.ownFiles = ids; // before the disk answers: what another call adds or takes off meanwhile is not to undo this
  await keepOwnDraft(desk, { place: OWN_LIST, at: instantAt(0), value: [...ids] });
}

/**
 * Adds a file to the list, on the disk: before the file itself is, so that none is ever there that nobody knows as theirs. What is kept
 * while the journal is still being read counts as named at this unlock: its page may not be sealed yet.
 */
export async function addToOwnList(desk: Desk, id: string): Promise<void> {
  desk.opened?.named.add(id);
  await ownList(desk);
  await writeList(desk, new Set([...(desk.ownFiles ?? []), id]));
}

/** Takes files off the list. */
export async function takeOffOwnList(desk: Desk, gone: ReadonlySet<string>): Promise<void> {
  await ownList(desk);
  const list = desk.ownFiles ?? new Set<string>();
  const left = new Set([...list].filter((id) => !gone.has(id)));
  if (left.size < list.size) await writeList(desk, left);
}

/** Adds to `ids` what the open partner's drafts name. */
export async function collectNamedByDrafts(desk: Desk, ids: Set<string>): Promise<void> {
  for (const { place, json } of await openOwnDrafts(desk)) if (place !== OWN_LIST) collectNamedFiles(json, ids);
}

/**
 * Clears the files the open partner kept that nothing of theirs names any more: never saved, or named only by what was removed since.
 * Nothing is cleared unless all of this unlock opened and was found in order: what could not be read may name any of them.
 */
export async function clearUnnamed(desk: Desk): Promise<void> {
  const { opened, session, unmended } = desk;
  if (session?.keys.kind !== "one" || opened?.state !== "whole" || unmended !== null) return;
  const inNoRow = [...(await ownList(desk))].filter((id) => !opened.named.has(id));
  const inDrafts = new Set<string>();
  if (inNoRow.length > 0) await collectNamedByDrafts(desk, inDrafts);
  const unnamed = new Set(inNoRow.filter((id) => !inDrafts.has(id)));
  if (unnamed.size === 0) return;
  const store = desk.openedStore();
  const listed = (await store.listAttachments()).filter(({ attachment }) => unnamed.has(attachment));
  await removeBesideLedger(
    desk,
    listed.map(({ name }) => name),
  );
  await store.dropAttachments([...unnamed]);
  await takeOffOwnList(desk, unnamed); // last: where any of it failed, it is done again at the next unlock
}
