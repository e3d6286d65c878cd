/** The folder in which the app's own backups lie: one in its own data, until the couple chooses another. */
import { lstat, mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { isAbsolute, join, sep } from "node:path";
import { TwofoldError } from "#shared/base/errors.ts";
import { z } from "#shared/base/zod.ts";
import { BackupName, PartName, type BackupList } from "#shared/host/host.ts";
import { createTemporary, moveOnto, plainFiles, syncFolder, unlessAbsent, writeAll } from "./disk.ts";

/** What the shell remembers of the choice, as JSON. */
const Choice = z.strictObject({ version: z.literal(1), folder: z.string().refine(isAbsolute) });

export interface BackupFolderParts {
  /** The folder of the app's own data. */
  readonly userData: string;
  /** The home folder of the couple's account, which is shown as ~. */
  readonly home: string;
}

/** Rejects with "file-failed" when the folder the couple chose is not there (a disk that is unplugged), else with Node's errors. */
export interface BackupFolder {
  path(): Promise<string>;
  list(): Promise<BackupList>;
  /** Removes a plain file of the folder. Nothing when nothing bears the name; "file-failed" for what is no plain file. */
  remove(name: BackupName | PartName): Promise<void>;
  /** Takes a folder that can be written to, and remembers it. */
  choose(folder: string): Promise<{ place: string }>;
}

export function backupFolder({ userData, home }: BackupFolderParts): BackupFolder {
  const ownFolder = join(userData, "backups");
  const remembered = join(userData, "backup-folder.json");

  const asShown = (folder: string): string =>
    folder === home || folder.startsWith(home + sep) ? `~${folder.slice(home.length)}` : folder;

  /** The chosen folder, or null: none was chosen, or what was remembered cannot be understood. `place` then says where backups go. */
  async function chosen(): Promise<string | null> {
    const text = await unlessAbsent(readFile(remembered, "utf8"));
    return text === "absent" ? null : (Choice.safeParse(fromJson(text)).data?.folder ?? null);
  }

  async function path(): Promise<string> {
    const folder = await chosen();
    if (folder === null) {
      await mkdir(ownFolder, { recursive: true, mode: 0o700 });
      return ownFolder;
    }
    if (!(await stat(folder)).isDirectory()) throw new TwofoldError("file-failed", "folder");
    return folder;
  }

  return {
    path,

    async list() {
      const folder = await path();
      const names = await readdir(folder);
      const [backups, parts] = await Promise.all([
        plainFiles(folder, names, BackupName),
        plainFiles(folder, names, PartName),
      ]);
      return { place: asShown(folder), backups, parts };
    },

    async remove(name) {
      const folder = await path();
      const status = await unlessAbsent(lstat(join(folder, name)));
      if (status === "absent") return;
      if (!status.isFile()) throw new TwofoldError("file-failed", "not a file");
      await rm(join(folder, name), { force: true });
      await syncFolder(folder);
    },

    async choose(folder) {
      const probe = await createTemporary(folder); // a folder that takes no file is refused here, and not by tonight's backup
      await probe.handle.close();
      await rm(probe.temporary);
      await remember({ version: 1, folder });
      return { place: asShown(folder) };
    },
  };

  async function remember(choice: z.infer<typeof Choice>): Promise<void> {
    const { temporary, handle } = await createTemporary(userData);
    try {
      try {
        await writeAll(handle, Buffer.from(JSON.stringify(choice)), 0);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await moveOnto(temporary, remembered);
    } catch (thrown) {
      await rm(temporary, { force: true });
      throw thrown;
    }
  }
}

/** A value, or undefined for what is no JSON. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // its schema refuses it as it does any other damage
  }
}
