/**
 * The Host port: all that the page asks of its shell, be it Electron or a plain browser. The shell moves files of sealed bytes,
 * menu clicks and the moments to lock; it never sees a key or a word of the journal. Both adapters
 * (renderer/host/electron.ts, renderer/host/browser.ts) fulfil the one suite in tests/contracts/host.ts.
 */
import { z } from "../base/zod.ts";
import { ERROR_CODES, TwofoldError } from "../base/errors.ts";
import type { HostCall } from "./channels.ts";

/** The most bytes one write or read may carry: 4 MiB. */
export const MAX_CHUNK_BYTES = 4 * 1024 * 1024;

/** A file the shell holds open for the page. It says nothing of where the file lies, and means nothing after the window is gone. */
export const FileId = z
  .string()
  .regex(/^file-[0-9a-f]{32}$/)
  .brand<"FileId">();
export type FileId = z.infer<typeof FileId>;

const CreatedPurpose = z.enum(["backup", "export", "file"]);
const OpenedPurpose = z.enum(["backup", "import"]);
/** What a file is for; it decides the dialog's words, its filter and the ending of the name. */
export type FilePurpose = z.infer<typeof CreatedPurpose> | z.infer<typeof OpenedPurpose>;

/** The endings of a purpose's files, without the dot: a created file has the first. A file that was in an entry has any. */
export const FILE_ENDINGS: Readonly<Record<FilePurpose, readonly [string, ...string[]]>> = {
  backup: ["twofold"],
  export: ["zip"],
  file: ["*"],
  import: ["zip", "json", "jrnl", "md", "markdown", "txt"],
};

/** What of a chosen folder is opened at most: more files than this, or folders deeper than this, are counted and left. */
export const FOLDER_LIMITS = { files: 20_000, depth: 20 } as const;

/** The name of a backup the app makes by itself: the UTC instant it was made. Only files of such a name are listed or removed. */
export const BackupName = z
  .string()
  .regex(/^Twofold \d{4}-\d\d-\d\d \d\d-\d\d-\d\dZ\.twofold$/)
  .brand<"BackupName">();
export type BackupName = z.infer<typeof BackupName>;

/** The name of an attachment's part, beside the ledger and beside backups: the base64url of a 32-byte hash. */
export const PartName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .brand<"PartName">();
export type PartName = z.infer<typeof PartName>;

const BackupPlace = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("backup"), name: BackupName }),
  z.strictObject({ kind: z.literal("backup-part"), name: PartName }),
]);
/** A place in the backup folder. */
export type BackupPlace = z.infer<typeof BackupPlace>;

const OwnPlace = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ledger") }),
  z.strictObject({ kind: z.literal("ledger-part"), name: PartName }),
  ...BackupPlace.options,
]);
/** A place for a file that the app writes without asking the couple: the shell knows where it lies, the page only what it is. */
export type OwnPlace = z.infer<typeof OwnPlace>;

/** A bare file name, without folders, that every file system of the three desktops accepts. */
const FileName = z
  .string()
  .max(120)
  // eslint-disable-next-line no-control-regex -- control characters are what this refuses
  .regex(/^(?![ .])[^\u0000-\u001f\u007f/\\:*?"<>|]+(?<![ .])$/u);

/** What the shell asks of the page: menu items and moments to lock. */
export const HostCommand = z.enum([
  "lock",
  "new-entry",
  "new-need",
  "export-backup",
  "restore-backup",
  "open-settings",
]);
export type HostCommand = z.infer<typeof HostCommand>;

const HostFacts = z.strictObject({
  shell: z.enum(["desktop", "browser"]),
  appVersion: z.string(),
  /** Whether the shell keeps a ledger beside the store. */
  ledger: z.boolean(),
  /** Whether the shell sends "lock" when the machine sleeps, its screen locks or nobody touches it. */
  locksOnSuspend: z.boolean(),
  /** Whether the couple chooses the place of a file in a dialog; otherwise a kept file is a download. */
  nativeDialogs: z.boolean(),
  /** Whether the couple can choose the folder of backups; otherwise they stay inside this browser. */
  backupFolder: z.boolean(),
  /** What runs the page and its database, with its version. A backup is made after it has changed. */
  engine: z.string().min(1).max(200),
});
/** What kind of shell this is, so that the app can say plainly what it does and does not do. */
export type HostFacts = z.infer<typeof HostFacts>;

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "bytes");
const Chunk = Bytes.refine((bytes) => bytes.length <= MAX_CHUNK_BYTES, "chunk too long");
const Offset = z.int().nonnegative();
const Cancelled = z.literal("cancelled");
const Nothing = z.void();

const BackupList = z.strictObject({
  /** The folder as it is shown to people, or null inside this browser. It is no path to open anything by. */
  place: z.string().nullable(),
  backups: z.array(z.strictObject({ name: BackupName, size: Offset })).readonly(),
  parts: z.array(z.strictObject({ name: PartName, size: Offset })).readonly(),
});
/** What lies in the backup folder, in no order. */
export type BackupList = z.infer<typeof BackupList>;

const OpenedFolder = z.strictObject({
  name: z.string(),
  files: z
    .array(z.strictObject({ file: FileId, path: z.string().min(1).max(4_096), size: Offset }))
    .max(FOLDER_LIMITS.files)
    .readonly(),
  /** What was left: links, what is neither file nor folder, and what is beyond FOLDER_LIMITS. */
  left: Offset,
});
/** A folder the couple chose: its plain files, each to be read and dropped like an opened file. Hidden ones are passed over. */
export type OpenedFolder = z.infer<typeof OpenedFolder>;

/** The schema of every call's arguments and result. The shell parses the first, the page the second. */
export const HOST_SCHEMA = {
  describe: { args: z.tuple([]), result: HostFacts },
  createFile: {
    args: z.tuple([z.strictObject({ suggestedName: FileName, purpose: CreatedPurpose })]),
    result: z.union([z.strictObject({ file: FileId }), Cancelled]),
  },
  writeFile: { args: z.tuple([FileId, Chunk]), result: Nothing },
  syncFile: { args: z.tuple([FileId]), result: Nothing },
  readFile: { args: z.tuple([FileId, Offset, z.int().positive().max(MAX_CHUNK_BYTES)]), result: Chunk },
  keepFile: { args: z.tuple([FileId]), result: z.strictObject({ name: z.string() }) },
  dropFile: { args: z.tuple([FileId]), result: Nothing },
  openFile: {
    args: z.tuple([z.strictObject({ purpose: OpenedPurpose })]),
    result: z.union([z.strictObject({ file: FileId, name: z.string(), size: Offset }), Cancelled]),
  },
  openFolder: { args: z.tuple([]), result: z.union([OpenedFolder, Cancelled]) },
  createOwnFile: { args: z.tuple([OwnPlace]), result: z.strictObject({ file: FileId }) },
  openOwnFile: {
    args: z.tuple([OwnPlace]),
    result: z.union([z.strictObject({ file: FileId, size: Offset }), z.literal("absent")]),
  },
  appendLedger: { args: z.tuple([Offset, Chunk]), result: Nothing },
  removeLedgers: { args: z.tuple([z.strictObject({ current: z.boolean() })]), result: Nothing },
  setLedgerAside: { args: z.tuple([]), result: z.union([z.strictObject({ name: z.string() }), z.literal("absent")]) },
  listLedgerParts: {
    args: z.tuple([]),
    result: z.array(z.strictObject({ name: PartName, size: Offset })).readonly(),
  },
  removeLedgerParts: { args: z.tuple([z.array(PartName).max(10_000)]), result: Nothing },
  listBackups: { args: z.tuple([]), result: BackupList },
  removeBackup: { args: z.tuple([BackupPlace]), result: Nothing },
  chooseBackupFolder: { args: z.tuple([]), result: z.union([z.strictObject({ place: z.string() }), Cancelled]) },
  sessionChanged: { args: z.tuple([z.boolean()]), result: Nothing },
  replaceWindow: { args: z.tuple([]), result: Nothing },
} as const satisfies Record<HostCall, { args: z.ZodTuple; result: z.ZodType }>;

/** What a call takes, parsed. */
export type HostArgs<Call extends HostCall> = z.infer<(typeof HOST_SCHEMA)[Call]["args"]>;
/** What a call gives. */
export type HostResult<Call extends HostCall> = z.infer<(typeof HOST_SCHEMA)[Call]["result"]>;

/**
 * What comes back over IPC: a value, or a code and nothing else. Electron would send an error's message across, and a file
 * system's message names a path.
 */
export const HostReply = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), code: z.enum(ERROR_CODES) }),
]);
export type HostReply = z.infer<typeof HostReply>;

/** The calls as functions, as a shell fulfils them: arguments already parsed. Each rejects with a TwofoldError. */
export type HostCalls = { readonly [Call in HostCall]: (...args: HostArgs<Call>) => Promise<HostResult<Call>> };

/** Makes one call with arguments nobody has looked at yet. Rejects with "bad-call" when they do not fit the call's schema. */
export async function callWith(calls: HostCalls, name: HostCall, args: readonly unknown[]): Promise<unknown> {
  const parsed = HOST_SCHEMA[name].args.safeParse(args);
  if (!parsed.success) throw new TwofoldError("bad-call", name);
  // The arguments were parsed by this very call's schema; TypeScript cannot follow a union indexed by a parameter.
  return (calls[name] as (...args: readonly unknown[]) => Promise<unknown>)(...parsed.data);
}

/**
 * The shell as the page sees it. A created file is written in order, then synced, read back and verified, then kept:
 * `createFile` -> `writeFile`* -> `syncFile` -> `readFile`* -> `keepFile`, or `dropFile` at any point. An opened file is only
 * read, then dropped. A file for a place of the app's own is written and kept the same way. Nothing bears the chosen name until `keepFile`, so a crash leaves the older file of that name whole.
 *
 * Errors: "bad-call" for arguments off the schema, an unknown file or a call out of that order; "file-failed" when the file
 * system refuses; "storage-full" when it is full. After any error of a created file, drop it.
 */
export interface Host extends HostCalls {
  describe(): Promise<HostFacts>;
  /** Asks where to write and begins a file there under a temporary name. The browser asks nothing and stages the file instead. */
  createFile(wanted: {
    suggestedName: string;
    purpose: z.infer<typeof CreatedPurpose>;
  }): Promise<{ file: FileId } | "cancelled">;
  /** Appends at most MAX_CHUNK_BYTES. */
  writeFile(file: FileId, bytes: Uint8Array): Promise<void>;
  /** Puts all that was written on the disk, closes the file and reopens it for reading. No write after it. */
  syncFile(file: FileId): Promise<void>;
  /** Up to `length` bytes (at most MAX_CHUNK_BYTES) from `offset`; fewer only at the end of the file, none beyond it. */
  readFile(file: FileId, offset: number, length: number): Promise<Uint8Array>;
  /**
   * Gives a synced file its chosen name, replacing what bore it, and puts that on the disk too. The browser offers the staged
   * file as a download: whether it was saved, no page can know. The file is no longer held afterwards.
   */
  keepFile(file: FileId): Promise<{ name: string }>;
  /** Abandons a created file and removes what was written, or closes an opened one. */
  dropFile(file: FileId): Promise<void>;
  /** Asks for a file and opens it for reading. Its size is unbounded: read it in parts. */
  openFile(wanted: {
    purpose: z.infer<typeof OpenedPurpose>;
  }): Promise<{ file: FileId; name: string; size: number } | "cancelled">;
  /**
   * Asks for a folder and lists the plain files in it and in its folders, by paths relative to it with "/" between folders, in their
   * order. No link is followed, neither now nor when a file is read. Whoever has read a file drops it, as any opened one.
   */
  openFolder(): Promise<OpenedFolder | "cancelled">;
  /**
   * Begins a file for a place of the app's own, as `createFile` does for one the couple chooses; `keepFile` then puts it there in
   * one step in place of what was there. Kept in the place "ledger", it is the ledger, and `appendLedger` goes on at its end.
   * "bad-call" for the ledger of a shell that keeps none, and for its parts.
   */
  createOwnFile(place: OwnPlace): Promise<{ file: FileId }>;
  /** Opens what lies in a place, for reading. The ledger is as it stands after every append made so far, without any that failed. */
  openOwnFile(place: OwnPlace): Promise<{ file: FileId; size: number } | "absent">;
  /**
   * Puts bytes at the end of the ledger and on the disk. Appends are carried out in the order they were made; one that fails
   * leaves the ledger as long as it was.
   *
   * @param at where the ledger ends; "bad-call" when it ends elsewhere or there is none. The first append since the shell started
   *   may name an earlier end: what lies beyond it, the torn tail of an append that a crash cut short, is cut off first.
   */
  appendLedger(at: number, bytes: Uint8Array): Promise<void>;
  /** Renames the ledger beside itself and never deletes it: a damaged one, or another journal's. There is no ledger afterwards. */
  setLedgerAside(): Promise<{ name: string } | "absent">;
  /** Deletes every ledger that was set aside, for who deletes for good; with `current` the ledger and its parts too. Nothing where there is none. */
  removeLedgers(which: { current: boolean }): Promise<void>;
  /** What lies beside the ledger under the names of attachments' parts: plain files only. None for a shell that keeps no ledger. */
  listLedgerParts(): Promise<readonly { name: PartName; size: number }[]>;
  /** Removes parts that lie beside the ledger. Nothing for those that do not. */
  removeLedgerParts(names: readonly PartName[]): Promise<void>;
  /**
   * What lies in the backup folder under the names of backups and parts: plain files only. "file-failed" when the folder the
   * couple chose is not there: another is never taken in its stead.
   */
  listBackups(): Promise<BackupList>;
  /** Removes a backup or a part. Nothing when it is not there. */
  removeBackup(place: BackupPlace): Promise<void>;
  /**
   * Asks for the folder of backups and remembers it. What lies in the folder before stays there. "bad-call" where there is
   * nothing to choose, "file-failed" for a folder that cannot be written to: the one before it then stays.
   */
  chooseBackupFolder(): Promise<{ place: string } | "cancelled">;
  /** Tells the shell that a session opened or closed; while one is open it watches for idleness, sleep and the locked screen. */
  sessionChanged(open: boolean): Promise<void>;
  /** Ends this page and its memory and shows a fresh one, with nothing to go back to. The last call a page makes. */
  replaceWindow(): Promise<void>;
  /** Hears commands from the shell until the returned function is called. */
  onCommand(listener: (command: HostCommand) => void): () => void;
}

/** What the preload shows the page: the calls, unparsed in both directions, and commands as they come. */
export interface HostBridge extends Readonly<Record<HostCall, (...args: readonly unknown[]) => Promise<unknown>>> {
  readonly onCommand: (listener: (command: unknown) => void) => () => void;
}
