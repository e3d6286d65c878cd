/**
 * Backups that stay inside this browser: folders of the origin's private file system, which no other page and no file manager shows.
 * Whoever empties the browser's data empties these too.
 */
import { BackupName, PartName, type BackupList, type BackupPlace } from "#shared/host/host.ts";

declare global {
  interface FileSystemFileHandle {
    /** Moves a file in one step in place of what bore the name. Every browser that has a private file system has it; TypeScript does not. */
    move(folder: FileSystemDirectoryHandle, name: string): Promise<void>;
  }
}

const FOLDERS: Readonly<Record<BackupPlace["kind"], string>> = { backup: "backups", "backup-part": "backup-parts" };

/** A folder at the root of the origin's private file system. */
export async function privateFolder(name: string): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
}

/** The file in a place, or null. */
export async function ownFile({ kind, name }: BackupPlace): Promise<File | null> {
  const folder = await privateFolder(FOLDERS[kind]);
  const found = await unlessNotFound(folder.getFileHandle(name));
  return found === null ? null : found.getFile();
}

/** Puts a whole staged file in a place, in one step in place of what was there. */
export async function putInPlace(staged: FileSystemFileHandle, { kind, name }: BackupPlace): Promise<void> {
  await staged.move(await privateFolder(FOLDERS[kind]), name);
}

/** Removes what is in a place. Nothing when nothing is. */
export async function removeFromPlace({ kind, name }: BackupPlace): Promise<void> {
  await unlessNotFound((await privateFolder(FOLDERS[kind])).removeEntry(name));
}

/** `listBackups` of a plain browser. */
export async function listOwnFiles(): Promise<BackupList> {
  return {
    place: null,
    backups: await filesIn(FOLDERS.backup, BackupName),
    parts: await filesIn(FOLDERS["backup-part"], PartName),
  };
}

async function filesIn<Name extends string>(
  folder: string,
  kind: { safeParse(name: string): { data?: Name | undefined } },
): Promise<{ name: Name; size: number }[]> {
  const found: { name: Name; size: number }[] = [];
  for await (const [entry, handle] of (await privateFolder(folder)).entries()) {
    const name = kind.safeParse(entry).data;
    if (name === undefined || !(handle instanceof FileSystemFileHandle)) continue;
    const file = await unlessNotFound(handle.getFile()); // another tab may have removed it since
    if (file !== null) found.push({ name, size: file.size });
  }
  return found;
}

async function unlessNotFound<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === "NotFoundError") return null;
    throw thrown;
  }
}
