/** The one double of the page's tests: a Host whose files live in memory and whose user always agrees. It keeps the Host's contract. */
import { TwofoldError } from "#shared/base/errors.ts";
import { eachCall } from "#shared/host/channels.ts";
import { heldFiles } from "#shared/host/held-files.ts";
import {
  BackupName,
  callWith,
  PartName,
  type Host,
  type HostCalls,
  type HostCommand,
  type OwnPlace,
} from "#shared/host/host.ts";

export interface MemoryHost extends Host {
  /** Files that were kept, by name. */
  readonly kept: Map<string, Uint8Array>;
  /** The app's own files, by name; the ledger is LEDGER. Another host given the same ones is the same place after a restart. */
  readonly own: Map<string, Uint8Array>;
  /** What the next `openFile` finds; null means the user cancels. */
  chosen: { name: string; bytes: Uint8Array } | null;
  /** What the next `openFolder` finds, by relative path; null means the user cancels. */
  chosenFolder: { name: string; contents: Readonly<Record<string, Uint8Array>> } | null;
  /** Whether the next `createFile` or `chooseBackupFolder` is cancelled. */
  cancels: boolean;
  /** How often the page asked to be replaced. */
  replaced: number;
  sessionOpen: boolean;
  /** What is not yet kept and not dropped. */
  readonly staged: () => number;
  /** Sends a command to the page, as a menu would. */
  readonly send: (command: HostCommand) => void;
}

/** The name of the ledger in `own`. */
export const LEDGER = "journal.ledger";

/** The name in `own` of a part beside the ledger; those beside backups bear their bare names. */
export const besideLedger = (name: string): string => `parts/${name}`;

type HeldFile =
  | { readonly kind: "writing"; readonly keep: (bytes: Uint8Array) => string; readonly parts: Uint8Array[] }
  | { readonly kind: "synced"; readonly keep: (bytes: Uint8Array) => string; readonly bytes: Uint8Array }
  | { readonly kind: "opened"; readonly bytes: Uint8Array };

/** A plain browser, or a desktop shell with a ledger and a backup folder. */
export function memoryHost(
  shell: "browser" | "desktop" = "browser",
  own: Map<string, Uint8Array> = new Map(),
): MemoryHost {
  const desktop = shell === "desktop";
  let ids = 0;
  const files = heldFiles<HeldFile>(() => (ids++).toString(16).padStart(32, "0"));
  const listeners = new Set<(command: HostCommand) => void>();
  let ledgerEnd: number | null = null; // known since the first append, as in electron/ledger.ts
  let asides = 0;
  let staged = 0;
  let folder = "~/backups";

  const into = (place: Map<string, Uint8Array>, name: string) => (bytes: Uint8Array) => {
    place.set(name, bytes);
    if (name === LEDGER) ledgerEnd = bytes.length;
    return name.startsWith(besideLedger("")) ? name.slice(besideLedger("").length) : name;
  };
  const begin = (keep: (bytes: Uint8Array) => string) => {
    staged += 1;
    return { file: files.hold({ kind: "writing", keep, parts: [] }) };
  };
  const nameIn = (place: OwnPlace): string => {
    if (place.kind === "ledger") return LEDGER;
    return place.kind === "ledger-part" ? besideLedger(place.name) : place.name;
  };
  const named = <Name extends string>(kind: { safeParse(name: string): { data?: Name | undefined } }) =>
    [...own].flatMap(([entry, bytes]) => {
      const name = kind.safeParse(entry).data;
      return name === undefined ? [] : [{ name, size: bytes.length }];
    });

  const calls: HostCalls = {
    describe: async () => ({
      shell,
      appVersion: "0.0.0",
      ledger: desktop,
      locksOnSuspend: desktop,
      nativeDialogs: desktop,
      backupFolder: desktop,
      engine: "Memory 1",
    }),
    createFile: async ({ suggestedName }) => (host.cancels ? "cancelled" : begin(into(host.kept, suggestedName))),
    async writeFile(file, bytes) {
      files.in(file, "writing").parts.push(bytes.slice());
    },
    async syncFile(file) {
      const { keep, parts } = files.in(file, "writing");
      files.advance(file, { kind: "synced", keep, bytes: joined(parts) });
    },
    readFile: async (file, offset, length) => files.in(file, "synced", "opened").bytes.slice(offset, offset + length),
    async keepFile(file) {
      const { keep, bytes } = files.in(file, "synced");
      files.release(file);
      staged -= 1;
      return { name: keep(bytes) };
    },
    async dropFile(file) {
      if (files.in(file, "writing", "synced", "opened").kind !== "opened") staged -= 1;
      files.release(file);
    },
    async openFolder() {
      if (host.chosenFolder === null) return "cancelled";
      const { name, contents } = host.chosenFolder;
      const shown = Object.entries(contents).filter(([path]) => !path.split("/").some((step) => step.startsWith(".")));
      const opened = shown.map(([path, bytes]) => ({
        file: files.hold({ kind: "opened", bytes }),
        path,
        size: bytes.length,
      }));
      return { name, files: opened.sort((one, other) => (one.path < other.path ? -1 : 1)), left: 0 };
    },
    async openFile() {
      if (host.chosen === null) return "cancelled";
      const { name, bytes } = host.chosen;
      return { file: files.hold({ kind: "opened", bytes }), name, size: bytes.length };
    },
    async createOwnFile(place) {
      const isOfLedger = place.kind === "ledger" || place.kind === "ledger-part";
      if (isOfLedger && !desktop) throw new TwofoldError("bad-call", "no ledger");
      return begin(into(own, nameIn(place)));
    },
    async openOwnFile(place) {
      const bytes = own.get(nameIn(place));
      return bytes === undefined ? "absent" : { file: files.hold({ kind: "opened", bytes }), size: bytes.length };
    },
    async appendLedger(at, bytes) {
      const ledger = own.get(LEDGER);
      if (ledger === undefined || (ledgerEnd === null ? at > ledger.length : at !== ledgerEnd))
        throw new TwofoldError("bad-call", "at");
      own.set(LEDGER, joined([ledger.slice(0, at), bytes]));
      ledgerEnd = at + bytes.length;
    },
    async setLedgerAside() {
      const ledger = own.get(LEDGER);
      if (ledger === undefined) return "absent";
      const name = `journal-${++asides}.ledger-aside`;
      own.set(name, ledger);
      own.delete(LEDGER);
      ledgerEnd = null;
      return { name };
    },
    async removeLedgers({ current }) {
      for (const name of [...own.keys()]) if (name.endsWith(".ledger-aside")) own.delete(name);
      if (current) {
        own.delete(LEDGER);
        for (const name of [...own.keys()]) if (name.startsWith(besideLedger(""))) own.delete(name);
        ledgerEnd = null;
      }
    },
    listLedgerParts: async () =>
      [...own].flatMap(([name, bytes]) => {
        const part = name.startsWith(besideLedger("")) ? PartName.parse(name.slice(besideLedger("").length)) : null;
        return part === null ? [] : [{ name: part, size: bytes.length }];
      }),
    async removeLedgerParts(names) {
      for (const name of names) own.delete(besideLedger(name));
    },
    listBackups: async () => ({
      place: desktop ? folder : null,
      backups: named(BackupName),
      parts: named(PartName),
    }),
    async removeBackup({ name }) {
      own.delete(name);
    },
    async chooseBackupFolder() {
      if (!desktop) throw new TwofoldError("bad-call", "no folder to choose");
      if (host.cancels) return "cancelled";
      for (const { name } of [...named(BackupName), ...named(PartName)]) own.delete(name); // they stay in the folder before
      folder = "~/chosen";
      return { place: folder };
    },
    async sessionChanged(open) {
      host.sessionOpen = open;
    },
    async replaceWindow() {
      host.replaced += 1;
    },
  };

  const host: MemoryHost = {
    ...(eachCall((name, args) => callWith(calls, name, args)) as HostCalls), // the same calls, each behind its own schema
    kept: new Map(),
    own,
    chosen: null,
    chosenFolder: null,
    cancels: false,
    replaced: 0,
    sessionOpen: false,
    staged: () => staged,
    send(command) {
      for (const listener of [...listeners]) listener(command);
    },
    onCommand(listener) {
      const heard = (command: HostCommand): void => listener(command);
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
  };
  return host;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
