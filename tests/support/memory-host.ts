/** The one double of the page's tests: a Host whose files live in memory and whose user always agrees. */
import { TwofoldError } from "#shared/base/errors.ts";
import { FileId, type Host } from "#shared/host/host.ts";

export interface MemoryHost extends Host {
  /** Files that were kept, by name. */
  readonly kept: Map<string, Uint8Array>;
  /** What the next `openFile` finds; null means the user cancels. */
  chosen: { name: string; bytes: Uint8Array } | null;
  /** Whether the next `createFile` is cancelled. */
  cancels: boolean;
  /** How often the page asked to be replaced. */
  replaced: number;
  sessionOpen: boolean;
}

export function memoryHost(): MemoryHost {
  const files = new Map<string, { name: string; bytes: Uint8Array[] }>();
  let next = 0;
  const fileId = () => FileId.parse(`file-${(next++).toString(16).padStart(32, "0")}`);
  const held = (file: string) => {
    const found = files.get(file);
    if (found === undefined) throw new TwofoldError("bad-call", "no such file");
    return found;
  };
  const whole = (file: string) => {
    const parts = held(file).bytes;
    const joined = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    held(file).bytes = [joined];
    return joined;
  };
  const host: MemoryHost = {
    kept: new Map(),
    chosen: null,
    cancels: false,
    replaced: 0,
    sessionOpen: false,
    describe: () =>
      Promise.resolve({
        shell: "browser",
        appVersion: "0.0.0",
        ledger: false,
        locksOnSuspend: false,
        nativeDialogs: false,
        backupFolder: false,
        engine: "Memory 1",
      }),
    createFile({ suggestedName }) {
      if (host.cancels) return Promise.resolve("cancelled");
      const file = fileId();
      files.set(file, { name: suggestedName, bytes: [] });
      return Promise.resolve({ file });
    },
    writeFile(file, bytes) {
      held(file).bytes.push(bytes.slice());
      return Promise.resolve();
    },
    syncFile: (file) => Promise.resolve(void held(file)),
    readFile: (file, offset, length) => Promise.resolve(whole(file).slice(offset, offset + length)),
    keepFile(file) {
      const { name } = held(file);
      host.kept.set(name, whole(file));
      files.delete(file);
      return Promise.resolve({ name });
    },
    dropFile: (file) => Promise.resolve(void files.delete(file)),
    openFile() {
      if (host.chosen === null) return Promise.resolve("cancelled");
      const file = fileId();
      files.set(file, { name: host.chosen.name, bytes: [host.chosen.bytes] });
      return Promise.resolve({ file, name: host.chosen.name, size: host.chosen.bytes.length });
    },
    createOwnFile: () => Promise.reject(new TwofoldError("bad-call", "createOwnFile")),
    openOwnFile: async () => "absent",
    appendLedger: () => Promise.reject(new TwofoldError("bad-call", "appendLedger")),
    setLedgerAside: async () => "absent",
    listBackups: async () => ({ place: null, backups: [], parts: [] }),
    removeBackup: async () => undefined,
    chooseBackupFolder: () => Promise.reject(new TwofoldError("bad-call", "chooseBackupFolder")),
    sessionChanged(open) {
      host.sessionOpen = open;
      return Promise.resolve();
    },
    replaceWindow() {
      host.replaced += 1;
      return Promise.resolve();
    },
    onCommand: () => () => {},
  };
  return host;
}
