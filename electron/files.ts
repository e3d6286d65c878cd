/**
 * The files the page works on, behind ids: those the couple chooses in a dialog and those of the app's own. The page never learns a
 * path, and no file bears its name before it is whole.
 */
import { randomBytes } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { BrowserWindow, Dialog } from "electron";
import { TwofoldError } from "#shared/base/errors.ts";
import { heldFiles } from "#shared/host/held-files.ts";
import { FILE_ENDINGS, FOLDER_LIMITS, type FileId, type HostCalls, type OwnPlace } from "#shared/host/host.ts";
import type { BackupFolder } from "./backup-folder.ts";
import {
  createTemporary,
  moveOnto,
  openPlainFile,
  orFileError,
  plainFilesIn,
  readListed,
  readUpTo,
  sizeOfPlainFile,
  unlessAbsent,
  writeAll,
} from "./disk.ts";
import type { Ledger } from "./ledger.ts";
import { TEXTS } from "./texts.ts";

/** Where a file will lie once it is kept. */
interface Destination {
  readonly name: string;
  /** Puts the whole, closed file there in one step, and that on the disk. */
  readonly take: (temporary: string) => Promise<void>;
}

/** A file between two calls; until it is kept it is written under a temporary name. */
type HeldFile =
  | {
      readonly kind: "writing";
      readonly to: Destination;
      readonly temporary: string;
      readonly handle: FileHandle;
      length: number;
    }
  | { readonly kind: "synced"; readonly to: Destination; readonly temporary: string; readonly handle: FileHandle }
  | { readonly kind: "opened"; readonly handle: FileHandle }
  /** One of a folder's, by its real path: thousands of open files are more than a system allows. */
  | { readonly kind: "listed"; readonly path: string };

export interface FileParts {
  readonly dialog: Pick<Dialog, "showSaveDialog" | "showOpenDialog">;
  /** The window a dialog belongs to. */
  readonly window: () => BrowserWindow;
  /** The folder a dialog begins in. */
  readonly folder: string;
  readonly ledger: Ledger;
  readonly backups: BackupFolder;
}

export type FileCalls = Omit<HostCalls, "describe" | "sessionChanged" | "replaceWindow"> & {
  /** Closes what the page that has gone still held, and removes what it had not kept. */
  dropAll(): Promise<void>;
};

/** The Host's file calls over Node's file system and Electron's dialogs. */
export function fileCalls({ dialog, window, folder, ledger, backups }: FileParts): FileCalls {
  const files = heldFiles<HeldFile>(() => randomBytes(16).toString("hex"));

  let pagesGone = 0; // a call that began under another count was made by a page that has gone since

  async function drop(file: HeldFile): Promise<void> {
    if (file.kind === "listed") return;
    try {
      await file.handle.close();
    } finally {
      if (file.kind !== "opened") await rm(file.temporary, { force: true });
    }
  }

  /** Holds a file, or drops it and gives null when its page went while it was being opened: `dropAll` could not know of it. */
  async function hold(goneBefore: number, file: HeldFile): Promise<FileId | null> {
    if (goneBefore === pagesGone) return files.hold(file);
    await orFileError(drop(file));
    return null;
  }

  /** Begins a file for a place of the app's own, in the folder of that place. */
  async function begin(place: OwnPlace): Promise<HeldFile> {
    if (place.kind === "ledger") return writing(await ledger.begin(), { name: ledger.name, take: ledger.replaceWith });
    const folder = place.kind === "ledger-part" ? await ledger.partFolder() : await backups.path();
    const path = join(folder, place.name);
    return writing(await createTemporary(dirname(path)), onto(path));
  }

  async function opened(place: OwnPlace): Promise<{ handle: FileHandle; size: number } | "absent"> {
    if (place.kind === "ledger") return ledger.open();
    const folder = place.kind === "ledger-part" ? await ledger.partFolder() : await backups.path();
    return unlessAbsent(openPlainFile(join(folder, place.name), "read"));
  }

  return {
    async createFile({ suggestedName, purpose }) {
      const goneBefore = pagesGone;
      const texts = TEXTS.dialogs[purpose];
      const answer = await dialog.showSaveDialog(window(), {
        title: texts.save,
        defaultPath: join(folder, suggestedName),
        filters: [{ name: texts.kind, extensions: [...FILE_ENDINGS[purpose]] }],
        properties: ["createDirectory", "showOverwriteConfirmation", "dontAddToRecent"],
      });
      if (answer.canceled) return "cancelled";
      // In the chosen folder, as a rename is one step only within one file system.
      const begun = await orFileError(createTemporary(dirname(answer.filePath)));
      const file = await hold(goneBefore, writing(begun, onto(answer.filePath)));
      return file === null ? "cancelled" : { file };
    },

    async writeFile(id, bytes) {
      const file = files.in(id, "writing");
      const at = file.length;
      file.length += bytes.length; // before any await: writes called without waiting still land in order
      await orFileError(writeAll(file.handle, bytes, at));
    },

    async syncFile(id) {
      const goneBefore = pagesGone;
      const { to, temporary, handle } = files.in(id, "writing");
      await orFileError(handle.sync());
      await orFileError(handle.close());
      const file: HeldFile = { kind: "synced", to, temporary, handle: await orFileError(open(temporary, "r")) };
      if (goneBefore === pagesGone) files.advance(id, file);
      else await orFileError(drop(file));
    },

    async readFile(id, offset, length) {
      const file = files.in(id, "synced", "opened", "listed");
      if (file.kind === "listed") return orFileError(readListed(file.path, offset, length));
      return orFileError(readUpTo(file.handle, offset, length));
    },

    async keepFile(id) {
      const { to, temporary, handle } = files.in(id, "synced");
      await orFileError(handle.close()); // Windows renames no open file
      await orFileError(to.take(temporary));
      files.release(id); // only now: after an error the page drops the file, which must still be one it knows
      return { name: to.name };
    },

    async dropFile(id) {
      const file = files.in(id, "writing", "synced", "opened", "listed");
      files.release(id);
      await orFileError(drop(file));
    },

    async openFile({ purpose }) {
      const goneBefore = pagesGone;
      const texts = TEXTS.dialogs[purpose];
      const answer = await dialog.showOpenDialog(window(), {
        title: texts.open,
        defaultPath: folder,
        filters: [{ name: texts.kind, extensions: [...FILE_ENDINGS[purpose]] }],
        properties: ["openFile", "dontAddToRecent"],
      });
      const path = answer.filePaths[0];
      if (answer.canceled || path === undefined) return "cancelled";
      const handle = await orFileError(open(path, "r"));
      const size = await orFileError(sizeOfPlainFile(handle));
      const file = await hold(goneBefore, { kind: "opened", handle });
      return file === null ? "cancelled" : { file, name: basename(path), size };
    },

    async openFolder() {
      const goneBefore = pagesGone;
      const answer = await dialog.showOpenDialog(window(), {
        title: TEXTS.dialogs.importFolder,
        defaultPath: folder,
        properties: ["openDirectory", "dontAddToRecent"],
      });
      const path = answer.filePaths[0];
      if (answer.canceled || path === undefined) return "cancelled";
      const found = await orFileError(plainFilesIn(path, FOLDER_LIMITS));
      if (goneBefore !== pagesGone) return "cancelled";
      return {
        name: basename(path),
        files: found.files.map(({ path, real, size }) => ({
          file: files.hold({ kind: "listed", path: real }),
          path,
          size,
        })),
        left: found.left,
      };
    },

    async createOwnFile(place) {
      const goneBefore = pagesGone;
      const file = await hold(goneBefore, await orFileError(begin(place)));
      if (file === null) throw new TwofoldError("bad-call", "page gone");
      return { file };
    },

    async openOwnFile(place) {
      const goneBefore = pagesGone;
      const found = await orFileError(opened(place));
      if (found === "absent") return "absent";
      const file = await hold(goneBefore, { kind: "opened", handle: found.handle });
      if (file === null) throw new TwofoldError("bad-call", "page gone");
      return { file, size: found.size };
    },

    appendLedger: (at, bytes) => orFileError(ledger.append(at, bytes)),
    setLedgerAside: () => orFileError(ledger.setAside()),

    removeLedgers: (which) => orFileError(ledger.remove(which)),
    listLedgerParts: () => orFileError(ledger.listParts()),
    removeLedgerParts: (names) => orFileError(ledger.removeParts(names)),
    listBackups: () => orFileError(backups.list()),
    removeBackup: ({ name }) => orFileError(backups.remove(name)),

    async chooseBackupFolder() {
      const goneBefore = pagesGone;
      const answer = await dialog.showOpenDialog(window(), {
        title: TEXTS.dialogs.backupFolder,
        defaultPath: folder,
        properties: ["openDirectory", "createDirectory", "dontAddToRecent"],
      });
      const path = answer.filePaths[0];
      if (answer.canceled || path === undefined || goneBefore !== pagesGone) return "cancelled";
      return orFileError(backups.choose(path));
    },

    async dropAll() {
      pagesGone += 1;
      await Promise.allSettled(files.releaseAll().map(drop)); // a page that has gone can be told nothing
    },
  };
}

const writing = (begun: { temporary: string; handle: FileHandle }, to: Destination): HeldFile => ({
  kind: "writing",
  to,
  ...begun,
  length: 0,
});

const onto = (path: string): Destination => ({
  name: basename(path),
  take: (temporary) => moveOnto(temporary, path),
});
