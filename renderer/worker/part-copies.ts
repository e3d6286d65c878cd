/**
 * The copies of attachments' parts outside the store, each in a file named by its hash: beside the ledger, put there before the store
 * has them, and beside the backups that are kept. What the store lost comes back from them.
 */
import type { PartsBeside } from "#shared/backup/backup-body.ts";
import { codeOf, type ErrorCode } from "#shared/base/errors.ts";
import { PartName, type OwnPlace } from "#shared/host/host.ts";
import { formatPartFile, parsePartFile, PART_FILE_MAX_BYTES } from "#shared/ledger/part-file.ts";
import { partName, SEALED_PART_MAX_BYTES, type SealedPart } from "#shared/vault/attachment.ts";
import type { ListedPart } from "#shared/backup/part-list.ts";
import type { Store } from "./database.ts";
import type { Desk } from "./desk.ts";
import { sourceOf, writeWhole, type OwnFiles } from "./own-files.ts";

/** Puts a small own file in its place, on the disk and in one step. */
async function putOwnFile(files: OwnFiles, place: OwnPlace, bytes: Uint8Array): Promise<void> {
  const { file } = await files.createOwnFile(place);
  try {
    await writeWhole((_, piece) => files.writeFile(file, piece), bytes);
    await files.syncFile(file);
    await files.keepFile(file);
  } catch (thrown) {
    await files.dropFile(file).catch(() => {}); // what went wrong first is what is told
    throw thrown;
  }
}

/** Up to `most` bytes of an own file and one more, which tells that it is too long. */
async function readOwnFile(files: OwnFiles, place: OwnPlace, most: number): Promise<Uint8Array | "missing"> {
  const opened = await files.openOwnFile(place);
  if (opened === "absent") return "missing";
  try {
    return await sourceOf(files, opened.file, opened.size).read(0, Math.min(opened.size, most + 1));
  } finally {
    await files.dropFile(opened.file);
  }
}

/** Reads the parts that are kept once beside backups. */
export const besideBackups =
  (files: OwnFiles): PartsBeside =>
  ({ name, bytes }) =>
    readOwnFile(files, { kind: "backup-part", name: PartName.parse(name) }, bytes);

/** Puts a part beside the backups. */
export const keepBesideBackups = (files: OwnFiles, name: string, sealed: Uint8Array): Promise<void> =>
  putOwnFile(files, { kind: "backup-part", name: PartName.parse(name) }, sealed);

/** Puts a part beside the ledger. */
const keepBesideLedger = (files: OwnFiles, vaultId: string, part: SealedPart): Promise<void> =>
  putOwnFile(
    files,
    { kind: "ledger-part", name: PartName.parse(partName(part.sealed)) },
    formatPartFile(vaultId, part),
  );

/** The files of the ledger the store is beside; null where there is none, as for the sample couple. */
const ledgerFilesOf = ({ ledger, ledgerFiles }: Desk): OwnFiles | null => (ledger.kind === "none" ? null : ledgerFiles);

/** Removes parts that lie beside the ledger. */
export async function removeBesideLedger(desk: Desk, names: readonly string[]): Promise<void> {
  await ledgerFilesOf(desk)?.removeLedgerParts(names.map((name) => PartName.parse(name)));
}

/** Puts parts beside the ledger, where there is one: all of them, or those that were put are removed again. */
export async function keepAllBesideLedger(desk: Desk, vaultId: string, parts: readonly SealedPart[]): Promise<void> {
  const files = ledgerFilesOf(desk);
  if (files === null) return;
  const kept: string[] = [];
  try {
    for (const part of parts) {
      await keepBesideLedger(files, vaultId, part);
      kept.push(partName(part.sealed));
    }
  } catch (thrown) {
    await removeBesideLedger(desk, kept).catch(() => {}); // what went wrong first is what is told
    throw thrown;
  }
}

async function readBesideLedger(files: OwnFiles, name: string) {
  const file = await readOwnFile(files, { kind: "ledger-part", name: PartName.parse(name) }, PART_FILE_MAX_BYTES);
  return file === "missing" ? "damaged" : parsePartFile(name, file);
}

/** What is said of a place that cannot be reached: a disk that fails, or is unplugged. Then no copy is there. */
const OUT_OF_REACH: readonly ErrorCode[] = ["file-failed", "storage-failed", "not-found"];

async function unlessOutOfReach<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (thrown) {
    if (OUT_OF_REACH.includes(codeOf(thrown))) return null;
    throw thrown;
  }
}

/** The sealed bytes of this name from a copy outside the store: beside the ledger, else beside the backups; null where neither is whole. */
async function copyOutside(desk: Desk, name: string): Promise<Uint8Array | null> {
  const { files } = desk;
  const beside = ledgerFilesOf(desk);
  const ofLedger = beside === null ? null : await unlessOutOfReach(readBesideLedger(beside, name));
  if (ofLedger !== null && ofLedger !== "damaged") return ofLedger.part.sealed;
  if (files === null) return null;
  const place = { kind: "backup-part", name: PartName.parse(name) } as const;
  const ofBackups = await unlessOutOfReach(readOwnFile(files, place, SEALED_PART_MAX_BYTES));
  const isWhole = ofBackups !== null && ofBackups !== "missing" && partName(ofBackups) === name;
  return isWhole ? ofBackups : null;
}

/**
 * A part's sealed bytes, and whether the store lost them: has nothing there, or not what it wrote. "missing" and "damaged" say how the
 * store's are where no copy is whole.
 */
type WholePart = { readonly sealed: Uint8Array; readonly isLost: boolean } | "missing" | "damaged";

/** A part as its name says it is: the store's, else a copy outside it. */
export async function wholePart(
  desk: Desk,
  store: Store,
  { attachment, part, name }: Pick<ListedPart, "attachment" | "part" | "name">,
): Promise<WholePart> {
  const there = await unlessOutOfReach(store.attachmentPart({ attachment, part }));
  const stored = there === null ? null : partName(there.sealed);
  if (there !== null && stored === name) return { sealed: there.sealed, isLost: false };
  const copy = await copyOutside(desk, name);
  if (copy !== null) return { sealed: copy, isLost: there === null || stored !== there.name };
  return there === null ? "missing" : "damaged";
}

/** Puts beside the ledger what the store has and is not there: a ledger that was begun, or a backup that was restored, has none of it. */
export async function completeBesideLedger(desk: Desk, store: Store, vaultId: string): Promise<void> {
  const { ledgerFiles: files } = desk;
  if (files === null || store.kind === "sample") return;
  const there = new Set<string>((await files.listLedgerParts()).map(({ name }) => name));
  for (const listed of await store.listAttachments()) {
    if (there.has(listed.name)) continue;
    const whole = await wholePart(desk, store, listed);
    if (typeof whole !== "string") await keepBesideLedger(files, vaultId, { ...listed, sealed: whole.sealed });
  }
}

/** Brings into a store what lies beside the ledger of this vault and is not in it: it was lost, or is older than they are. */
export async function bringFromBesideLedger(files: OwnFiles | null, store: Store, vaultId: string): Promise<void> {
  if (files === null) return;
  const there = new Set((await store.listAttachments()).map(({ name }) => name));
  for (const { name } of await files.listLedgerParts()) {
    if (there.has(name)) continue;
    const file = await unlessOutOfReach(readBesideLedger(files, name));
    if (file !== null && file !== "damaged" && file.vaultId === vaultId) await store.putAttachmentParts([file.part]);
  }
}
