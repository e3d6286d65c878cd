/**
 * The Host of a plain browser. There is no file system to write to, so a created file is staged in the origin's private file
 * system and offered as a download once it has been verified; the app's own backups stay in there. No menus, no ledger, no lock on
 * sleep: `describe` says so. It does lock when nobody touches the page.
 */
import { TwofoldError } from "#shared/base/errors.ts";
import { eachCall } from "#shared/host/channels.ts";
import { heldFiles } from "#shared/host/held-files.ts";
import {
  callWith,
  FILE_ENDINGS,
  FOLDER_LIMITS,
  type BackupPlace,
  type FileId,
  type Host,
  type HostCalls,
  type HostCommand,
} from "#shared/host/host.ts";
import { watchIdleness } from "./idle.ts";
import { listOwnFiles, ownFile, privateFolder, putInPlace, removeFromPlace } from "./own-folders.ts";

/** How long a download may take to read its staged file: ten minutes. Removed earlier, what the couple saves would be cut short. */
const DOWNLOAD_MILLISECONDS = 10 * 60_000;

/** What becomes of a staged file when it is kept: a download under a name, or a file in a place of the app's own. */
type Destination = { readonly kind: "download"; readonly name: string } | BackupPlace;

/** A file between two calls; `staged` is its name in the private file system. */
type HeldFile =
  | {
      readonly kind: "writing";
      readonly to: Destination;
      readonly staged: string;
      readonly into: FileSystemWritableFileStream;
    }
  | { readonly kind: "synced"; readonly to: Destination; readonly staged: string; readonly content: File }
  | { readonly kind: "opened"; readonly content: File };

/**
 * The Host of the page it is called in.
 *
 * @param replacePage how the page ends itself; a test that must outlive it gives its own
 */
export function browserHost(replacePage = () => location.replace(location.pathname)): Host {
  const files = heldFiles<HeldFile>(() => crypto.randomUUID().replaceAll("-", ""));
  const listeners = new Set<(command: HostCommand) => void>();
  let stopWatching = (): void => undefined;

  async function stage(to: Destination): Promise<{ file: FileId }> {
    await removeStaleFiles();
    const staged = `${crypto.randomUUID()}.part`;
    const handle = await (await stagingFolder()).getFileHandle(staged, { create: true });
    return { file: files.hold({ kind: "writing", to, staged, into: await handle.createWritable() }) };
  }

  const calls: HostCalls = {
    describe: async () => ({
      shell: "browser",
      appVersion: String(import.meta.env["VITE_APP_VERSION"] ?? "unbuilt"), // defined by build/vite.renderer.config.ts
      ledger: false,
      locksOnSuspend: false,
      nativeDialogs: false,
      backupFolder: false,
      engine: navigator.userAgent.slice(0, 200) || "unknown",
    }),

    createFile: ({ suggestedName }) => stage({ kind: "download", name: suggestedName }),

    async writeFile(id, bytes) {
      await files.in(id, "writing").into.write(bytes.slice()); // a copy: the caller may reuse its buffer before the stream reads it
    },

    async syncFile(id) {
      const { to, staged, into } = files.in(id, "writing");
      await into.close();
      const handle = await (await stagingFolder()).getFileHandle(staged);
      files.advance(id, { kind: "synced", to, staged, content: await handle.getFile() });
    },

    async readFile(id, offset, length) {
      const { content } = files.in(id, "synced", "opened");
      return new Uint8Array(await content.slice(offset, offset + length).arrayBuffer());
    },

    async keepFile(id) {
      const { to, staged, content } = files.in(id, "synced");
      if (to.kind === "download") offerDownload(content, to.name);
      else await putInPlace(await (await stagingFolder()).getFileHandle(staged), to);
      files.release(id); // only now: after an error the page drops the file, which must still be one it knows
      return { name: to.name };
    },

    async dropFile(id) {
      const file = files.in(id, "writing", "synced", "opened");
      files.release(id);
      if (file.kind === "writing") await file.into.abort();
      if (file.kind !== "opened") await (await stagingFolder()).removeEntry(file.staged);
    },

    async openFile({ purpose }) {
      const [content] = await chosenFiles((input) => {
        input.accept = FILE_ENDINGS[purpose].map((ending) => `.${ending}`).join(",");
      });
      if (content === undefined) return "cancelled";
      return { file: files.hold({ kind: "opened", content }), name: content.name, size: content.size };
    },

    async openFolder() {
      const chosen = await chosenFiles((input) => {
        input.webkitdirectory = true; // the browser leaves out links that lead out of the folder
      });
      const [first] = chosen;
      if (first === undefined) return "cancelled"; // an empty folder tells its name to nobody
      const found = chosen
        .map((content) => ({ content, steps: content.webkitRelativePath.split("/").slice(1) }))
        .filter(({ steps }) => !steps.some((step) => step.startsWith(".")));
      const taken = found.filter(({ steps }) => steps.length <= FOLDER_LIMITS.depth).slice(0, FOLDER_LIMITS.files);
      return {
        name: first.webkitRelativePath.split("/")[0] ?? "",
        files: taken
          .map(({ content, steps }) => ({ content, path: steps.join("/") }))
          .sort((one, other) => (one.path < other.path ? -1 : 1))
          .map(({ content, path }) => ({ file: files.hold({ kind: "opened", content }), path, size: content.size })),
        left: found.length - taken.length,
      };
    },

    async createOwnFile(place) {
      if (place.kind === "ledger" || place.kind === "ledger-part") throw new TwofoldError("bad-call", "no ledger");
      return stage(place);
    },

    async openOwnFile(place) {
      const content = place.kind === "ledger" || place.kind === "ledger-part" ? null : await ownFile(place);
      return content === null ? "absent" : { file: files.hold({ kind: "opened", content }), size: content.size };
    },

    async appendLedger() {
      throw new TwofoldError("bad-call", "no ledger");
    },

    setLedgerAside: async () => "absent",

    removeLedgers: async () => undefined, // there is none
    listLedgerParts: async () => [],
    removeLedgerParts: async () => undefined,
    listBackups: listOwnFiles,
    removeBackup: removeFromPlace,

    async chooseBackupFolder() {
      throw new TwofoldError("bad-call", "no folder to choose");
    },

    async sessionChanged(open) {
      // A page cannot learn that the machine sleeps or its screen locks; `describe` says so.
      stopWatching();
      stopWatching = open
        ? watchIdleness(() => {
            for (const listener of listeners) listener("lock");
          })
        : () => undefined;
    },

    async replaceWindow() {
      replacePage();
    },
  };

  const parsedCalls = eachCall(async (name, args) => {
    try {
      return await callWith(calls, name, args);
    } catch (thrown) {
      throw asFileError(thrown);
    }
  }) as HostCalls; // the same calls, each behind its own schema
  return {
    ...parsedCalls,
    onCommand(listener) {
      const heard = (command: HostCommand): void => listener(command); // each call is its own, whatever it listens with
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
  };
}

/** A quota is the browser's full disk; everything else it refuses is a failed file. Its message stays behind: it may hold a name. */
function asFileError(thrown: unknown): TwofoldError {
  if (thrown instanceof TwofoldError) return thrown;
  return new TwofoldError(
    thrown instanceof DOMException && thrown.name === "QuotaExceededError" ? "storage-full" : "file-failed",
  );
}

const stagingFolder = (): Promise<FileSystemDirectoryHandle> => privateFolder("staged-files");

/** Removes what earlier downloads and pages that ended midway left, once nobody can still be reading or writing it. */
async function removeStaleFiles(): Promise<void> {
  const folder = await stagingFolder();
  for await (const [name, handle] of folder.entries()) {
    if (!(handle instanceof FileSystemFileHandle)) continue;
    const { lastModified } = await handle.getFile();
    if (Date.now() - lastModified <= DOWNLOAD_MILLISECONDS) continue;
    await folder.removeEntry(name).catch(() => undefined); // still being written by another page: its own to remove
  }
}

/** Hands a file to the browser's downloads. It is read from the private file system as it is saved, never whole in memory. */
function offerDownload(content: File, name: string): void {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(content);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), DOWNLOAD_MILLISECONDS);
}

/** What was chosen in the browser's own dialog, unread; nothing when it was dismissed. */
function chosenFiles(ask: (input: HTMLInputElement) => void): Promise<readonly File[]> {
  const input = document.createElement("input");
  input.type = "file";
  ask(input);
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve([...(input.files ?? [])]), { once: true });
    input.addEventListener("cancel", () => resolve([]), { once: true });
    input.click();
  });
}
