/**
 * The Host of a plain browser. There is no file system to write to, so a created file is staged in the origin's private file
 * system and offered as a download once it has been verified. No menus, no ledger, no lock on sleep: `describe` says so.
 * It does lock when nobody touches the page.
 */
import { TwofoldError } from "#shared/base/errors.ts";
import { eachCall } from "#shared/host/channels.ts";
import { heldFiles } from "#shared/host/held-files.ts";
import { callWith, type FilePurpose, type Host, type HostCalls, type HostCommand } from "#shared/host/host.ts";
import { watchIdleness } from "./idle.ts";

/** How long a download may take to read its staged file: ten minutes. Removed earlier, what the couple saves would be cut short. */
const DOWNLOAD_MILLISECONDS = 10 * 60_000;

const ENDINGS: Readonly<Record<FilePurpose, string>> = { backup: ".twofold" };

/** A file between two calls: `staged` is its name in the private file system, `name` the one the couple will see. */
type HeldFile =
  | {
      readonly kind: "writing";
      readonly name: string;
      readonly staged: string;
      readonly into: FileSystemWritableFileStream;
    }
  | { readonly kind: "synced"; readonly name: string; readonly staged: string; readonly content: File }
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

  const calls: HostCalls = {
    describe: async () => ({
      shell: "browser",
      appVersion: String(import.meta.env["VITE_APP_VERSION"] ?? "unbuilt"), // defined by build/vite.renderer.config.ts
      ledger: false,
      locksOnSuspend: false,
      nativeDialogs: false,
      backupFolder: false,
      engine: navigator.userAgent.slice(0, 200),
    }),

    async createFile({ suggestedName }) {
      await removeStaleFiles();
      const staged = `${crypto.randomUUID()}.part`;
      const handle = await (await stagingFolder()).getFileHandle(staged, { create: true });
      const into = await handle.createWritable();
      return { file: files.hold({ kind: "writing", name: suggestedName, staged, into }) };
    },

    async writeFile(id, bytes) {
      await files.in(id, "writing").into.write(bytes.slice()); // a copy: the caller may reuse its buffer before the stream reads it
    },

    async syncFile(id) {
      const { name, staged, into } = files.in(id, "writing");
      await into.close();
      const handle = await (await stagingFolder()).getFileHandle(staged);
      files.advance(id, { kind: "synced", name, staged, content: await handle.getFile() });
    },

    async readFile(id, offset, length) {
      const { content } = files.in(id, "synced", "opened");
      return new Uint8Array(await content.slice(offset, offset + length).arrayBuffer());
    },

    async keepFile(id) {
      const { name, content } = files.in(id, "synced");
      files.release(id);
      offerDownload(content, name);
      return { name };
    },

    async dropFile(id) {
      const file = files.in(id, "writing", "synced", "opened");
      files.release(id);
      if (file.kind === "writing") await file.into.abort();
      if (file.kind !== "opened") await (await stagingFolder()).removeEntry(file.staged);
    },

    async openFile({ purpose }) {
      const content = await chosenFile(ENDINGS[purpose]);
      if (content === null) return "cancelled";
      return { file: files.hold({ kind: "opened", content }), name: content.name, size: content.size };
    },

    createOwnFile: () => Promise.reject(new TwofoldError("bad-call", "createOwnFile")),
    openOwnFile: async () => "absent",
    appendLedger: () => Promise.reject(new TwofoldError("bad-call", "appendLedger")),
    setLedgerAside: async () => "absent",
    listBackups: async () => ({ place: null, backups: [], parts: [] }),
    removeBackup: async () => undefined,
    chooseBackupFolder: () => Promise.reject(new TwofoldError("bad-call", "chooseBackupFolder")),

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

async function stagingFolder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle("staged-files", { create: true });
}

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

/** The file chosen in the browser's own dialog, unread, or null when it was dismissed. */
function chosenFile(ending: string): Promise<File | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ending;
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve(input.files?.item(0) ?? null), { once: true });
    input.addEventListener("cancel", () => resolve(null), { once: true });
    input.click();
  });
}
