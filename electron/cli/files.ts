/** Files of the command: read at any offset, and written so that a name only ever belongs to a whole, checked file. */
import { randomBytes } from "node:crypto";
import {
  type FileHandle,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
} from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { TwofoldError } from "#shared/base/errors.ts";
import type { PartsBeside } from "#shared/backup/backup-body.ts";
import type { ByteSource } from "#shared/backup/backup-header.ts";
import { syncFolder } from "../disk.ts";
import { Refused } from "./outcome.ts";

/** Opens a file for reading, lends it to `use`, and closes it. Refuses "no-such-file". */
export async function withSource<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const handle = await orRefused(open(path, "r"), path);
  try {
    const facts = await orRefused(handle.stat(), path);
    if (!facts.isFile()) throw new Refused("no-such-file", path);
    return await use(sourceOf(handle, facts.size, path));
  } finally {
    await handle.close();
  }
}

function sourceOf(handle: FileHandle, size: number, path: string): ByteSource {
  return {
    size,
    async read(offset, length) {
      const buffer = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await orRefused(handle.read(buffer, done, length - done, offset + done), path);
        if (bytesRead === 0) return buffer.subarray(0, done);
        done += bytesRead;
      }
      return buffer;
    },
  };
}

/** Reads the attachment parts that a rotating backup refers to: from its own folder, or from `parts` in it. */
export function partsBeside(file: string): PartsBeside {
  const folder = dirname(resolve(file));
  return async ({ name, bytes }) => {
    for (const path of [join(folder, name), join(folder, "parts", name)]) {
      if (!(await exists(path))) continue;
      // Of another size it is not the part: nothing of it needs to be read to know that.
      return withSource(path, async ({ size, read }) => (size === bytes ? read(0, size) : new Uint8Array()));
    }
    return "missing";
  };
}

/**
 * Writes a new file: a temporary one beside it, synced, opened again and handed to `check`, and only then given its
 * name. Refuses "file-exists" before any work and again at the end; leaves nothing behind when it fails.
 */
export async function writeNewFile(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  check: (source: ByteSource) => Promise<void>,
): Promise<void> {
  await refuseExisting(path);
  const temporary = temporaryBeside(path);
  try {
    const handle = await orRefused(open(temporary, "wx", 0o600), path);
    try {
      for await (const chunk of chunks) await orRefused(handle.writeFile(chunk), path);
      await orRefused(handle.sync(), path);
    } finally {
      await handle.close();
    }
    await withSource(temporary, check);
    await giveName(temporary, path);
    await orRefused(syncFolder(dirname(resolve(path))), path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Refuses "file-exists". */
export async function refuseExisting(path: string): Promise<void> {
  if (await exists(path)) throw new Refused("file-exists", path);
}

/** A hard link fails when the name is taken, which a rename does not; where there are none, the second look has to do. */
async function giveName(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
    await unlink(temporary);
  } catch (thrown) {
    if (causeOf(thrown) === "EEXIST") throw new Refused("file-exists", path);
    await refuseExisting(path);
    await orRefused(rename(temporary, path), path);
  }
}

export interface NewFile {
  /** Relative, with "/" between folders. */
  readonly path: string;
  /** Text is written as UTF-8. */
  readonly content: string | Uint8Array;
}

/**
 * Fills a new or an empty folder: everything is written and read back in a temporary one beside it, which then takes
 * its name. Gives the number of files. Refuses "folder-not-empty".
 */
export async function writeNewFolder(folder: string, files: AsyncIterable<NewFile>): Promise<number> {
  await refuseFilled(folder);
  const temporary = temporaryBeside(folder);
  try {
    await orRefused(mkdir(temporary, { mode: 0o700 }), folder);
    let count = 0;
    for await (const { path, content } of files) {
      await writeWithin(temporary, path, typeof content === "string" ? Buffer.from(content, "utf8") : content);
      count += 1;
    }
    // Only an empty folder can be taken away; what somebody put there meanwhile stays.
    if (await exists(folder)) await orRefused(rmdir(folder), folder);
    await orRefused(rename(temporary, folder), folder);
    await orRefused(syncFolder(dirname(resolve(folder))), folder);
    return count;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Refuses "folder-not-empty" for anything but a new name or an empty folder. */
export async function refuseFilled(folder: string): Promise<void> {
  if (!(await exists(folder))) return;
  const facts = await orRefused(stat(folder), folder);
  if (!facts.isDirectory() || (await orRefused(readdir(folder), folder)).length > 0) {
    throw new Refused("folder-not-empty", folder);
  }
}

async function writeWithin(root: string, path: string, bytes: Uint8Array): Promise<void> {
  const target = resolve(root, path);
  if (!target.startsWith(resolve(root) + sep)) throw new TwofoldError("bug", "a path out of its folder");
  await orRefused(mkdir(dirname(target), { recursive: true, mode: 0o700 }), path);
  const handle = await orRefused(open(target, "wx", 0o600), path);
  try {
    await orRefused(handle.writeFile(bytes), path);
    await orRefused(handle.sync(), path);
  } finally {
    await handle.close();
  }
  if (!(await orRefused(readFile(target), path)).equals(bytes)) throw new TwofoldError("file-failed", "read back");
}

function temporaryBeside(path: string): string {
  const whole = resolve(path);
  return join(dirname(whole), `.${basename(whole)}.${randomBytes(6).toString("hex")}.twofold-part`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (thrown) {
    if (["ENOENT", "ENOTDIR"].includes(causeOf(thrown))) return false;
    throw refusalFor(thrown, path);
  }
}

async function orRefused<T>(doing: Promise<T>, path: string): Promise<T> {
  try {
    return await doing;
  } catch (thrown) {
    throw refusalFor(thrown, path);
  }
}

function refusalFor(thrown: unknown, path: string): Error {
  switch (causeOf(thrown)) {
    case "ENOENT":
      return new Refused("no-such-file", path);
    case "EEXIST":
      return new Refused("file-exists", path);
    case "ENOTEMPTY":
      return new Refused("folder-not-empty", path);
    case "ENOSPC":
    case "EDQUOT":
      return new TwofoldError("storage-full");
    default:
      return new TwofoldError("file-failed", causeOf(thrown));
  }
}

function causeOf(thrown: unknown): string {
  return thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "";
}
