/** Node's file system as the shell uses it: whole writes, steps that are on the disk when they end, and a code for what it refuses. */
import { randomBytes } from "node:crypto";
import { constants, lstat, open, readdir, realpath, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { TwofoldError } from "#shared/base/errors.ts";

/** A file that does not bear its name yet: hidden, and named so that no other program's file is taken for ours. */
const temporaryName = () => `.${randomBytes(8).toString("hex")}.twofold-part`;
const TEMPORARY_NAME = /^\.[0-9a-f]{16}\.twofold-part$/;

/** How long a temporary file that nobody writes any more is left alone: a day, more than any clock of a network folder is off. */
const LEFTOVER_MILLISECONDS = 24 * 60 * 60_000;

const codeOfNode = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? "";

/** The outcome of file work, or "storage-full" or "file-failed": only the code goes to the page, as Node's messages name paths. */
export async function orFileError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    if (thrown instanceof TwofoldError) throw thrown;
    throw new TwofoldError(["ENOSPC", "EDQUOT", "EFBIG"].includes(codeOfNode(thrown)) ? "storage-full" : "file-failed");
  }
}

/** The outcome of file work, or "absent" when nothing bears the name. */
export async function unlessAbsent<T>(work: Promise<T>): Promise<T | "absent"> {
  try {
    return await work;
  } catch (thrown) {
    if (codeOfNode(thrown) === "ENOENT") return "absent";
    throw thrown;
  }
}

/** Begins a file in a folder under a temporary name, readable by nobody else, and removes what a crash left of others long ago. */
export async function createTemporary(folder: string): Promise<{ temporary: string; handle: FileHandle }> {
  await removeLeftovers(folder);
  const temporary = join(folder, temporaryName());
  return { temporary, handle: await open(temporary, "wx", 0o600) };
}

/** The plain files among names that are of a kind; links, folders and what has gone since are left out. */
export async function plainFiles<Name extends string>(
  folder: string,
  names: readonly string[],
  kind: { safeParse(name: string): { data?: Name | undefined } },
): Promise<{ name: Name; size: number }[]> {
  const ofKind = names.flatMap((name) => kind.safeParse(name).data ?? []);
  const found = await Promise.all(
    ofKind.map(async (name) => {
      const status = await unlessAbsent(lstat(join(folder, name)));
      return status !== "absent" && status.isFile() ? [{ name, size: status.size }] : [];
    }),
  );
  return found.flat();
}

/** Gives a file another name in its folder, in one step in place of what bore it, and puts that on the disk. */
export async function moveOnto(temporary: string, path: string): Promise<void> {
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/**
 * Opens a file that lies exactly where it is said to: a symbolic link is not followed, and what is no plain file (a folder, a pipe)
 * is "file-failed".
 */
export async function openPlainFile(
  path: string,
  access: "read" | "write",
): Promise<{ handle: FileHandle; size: number }> {
  // Windows knows neither flag; there they are nothing. Without O_NONBLOCK a pipe would not be opened until somebody writes to it.
  const asItLies = constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(path, (access === "read" ? constants.O_RDONLY : constants.O_RDWR) | asItLies);
  return { handle, size: await sizeOfPlainFile(handle) };
}

/** The size of an open file. What is no plain file is closed and "file-failed". */
export async function sizeOfPlainFile(handle: FileHandle): Promise<number> {
  const status = await handle.stat();
  if (status.isFile()) return status.size;
  await handle.close();
  throw new TwofoldError("file-failed", "not a file");
}

/**
 * The plain files in a folder and the folders in it, in the order of their paths, which are relative with "/" between folders. No link
 * is followed but one the folder itself is; hidden names are passed over, and what else is no file, too deep or too much is counted.
 */
export async function plainFilesIn(
  folder: string,
  limits: { readonly files: number; readonly depth: number },
): Promise<{ files: { path: string; real: string; size: number }[]; left: number }> {
  const root = await realpath(folder);
  const files: { path: string; real: string; size: number }[] = [];
  let left = 0;
  async function look(within: readonly string[]): Promise<void> {
    const found = await readdir(join(root, ...within), { withFileTypes: true });
    for (const entry of found) {
      if (entry.name.startsWith(".")) continue;
      const steps = [...within, entry.name];
      if (entry.isDirectory() && steps.length < limits.depth) {
        await look(steps);
        continue;
      }
      if (!entry.isFile() || files.length >= limits.files) {
        left += 1;
        continue;
      }
      const real = join(root, ...steps);
      files.push({ path: steps.join("/"), real, size: (await lstat(real)).size });
    }
  }
  await look([]);
  return { files: files.sort((one, other) => (one.path < other.path ? -1 : 1)), left };
}

/** Up to `length` bytes of a file found so. "file-failed" when it, or a folder on its way, has become a link since. */
export async function readListed(real: string, offset: number, length: number): Promise<Uint8Array> {
  if ((await realpath(dirname(real))) !== dirname(real)) throw new TwofoldError("file-failed", "a link");
  const { handle } = await openPlainFile(real, "read");
  try {
    return await readUpTo(handle, offset, length);
  } finally {
    await handle.close();
  }
}

/** Writes all the bytes at a position. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Up to `length` bytes from `offset`; fewer only at the end of the file. */
export async function readUpTo(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) return bytes.slice(0, done);
    done += bytesRead;
  }
  return bytes;
}

/**
 * What file systems say that sync no folder (EINVAL, ENOTSUP, EISDIR: network shares, FUSE, some memory sticks), and what is said
 * where we may write into a folder and not open it (EACCES, EPERM). The file is whole and bears its name by then; calling it failed
 * would be untrue, and nothing we could do would make it safer.
 */
const UNSYNCABLE = ["EINVAL", "ENOTSUP", "EISDIR", "EACCES", "EPERM"];

/**
 * Puts the names in a folder on the disk, as far as its file system can. Windows cannot open a folder and needs no such step.
 * Rejects with Node's own error when the disk fails.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (!UNSYNCABLE.includes(codeOfNode(thrown))) throw thrown;
  }
}

/** Removes what a crash left of our own in a folder. A folder that hides or keeps its leftovers is no reason to write no backup. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []); // one may be allowed to write into a folder and not to list it
  const leftovers = names.filter((name) => TEMPORARY_NAME.test(name)).map((name) => join(folder, name));
  await Promise.allSettled(leftovers.map(removeIfOld)); // each on its own: what cannot be removed stays hidden where it is
}

async function removeIfOld(path: string): Promise<void> {
  const status = await lstat(path);
  if (status.isFile() && Date.now() - status.mtimeMs > LEFTOVER_MILLISECONDS) await rm(path);
}
