/**
 * The ledger as the vault worker uses it: read when the store is looked at, appended to before every write, written anew
 * beside the present one when the two part. Its bytes are shared/ledger's, its file the Host's.
 */
import { TwofoldError } from "#shared/base/errors.ts";
import { base64, randomBytes } from "#shared/crypto/sodium.ts";
import {
  appendFrame,
  baseFrames,
  beginLedger,
  readLedger,
  type LedgerEnd,
  type LedgerReading,
  type LedgerSource,
  type NoLedger,
} from "#shared/ledger/ledger-file.ts";
import type { Evidence } from "#shared/ledger/rebuild.ts";
import { applyCommit, emptyState, partsOf, rowsOf } from "#shared/ledger/sealed-state.ts";
import type { StoredCommit } from "#shared/ledger/stored-commit.ts";
import { formatHeader } from "#shared/vault/header.ts";
import type { Commit, Session } from "#shared/vault/session.ts";
import type { Everything } from "./database.ts";
import { sourceOf, writeWhole, type OwnFiles } from "./own-files.ts";

const LEDGER = { kind: "ledger" } as const;
const LEDGER_ID_BYTES = 16;

/** What was saved, and where the ledger ends behind it. */
interface Saved {
  readonly commit: StoredCommit;
  readonly end: LedgerEnd;
}

/** A ledger that was read whole, without a key. */
export interface FoundLedger {
  readonly reading: LedgerReading | NoLedger;
  /** What was saved behind the store's anchor, when the ledger has it. */
  readonly later: readonly Saved[];
  /** The text of the newest header in it. */
  readonly header: string | null;
  /** Whether more of it was dropped or replaced since than still counts: worth writing anew. */
  readonly isMostlyOld: boolean;
}

/** A ledger below this is never written anew for its size alone. */
const SMALL_BYTES = 4 * 1024 * 1024;

/** No journal has more pieces than this: of a ledger that has, somebody made it to fill the memory, and nothing is counted. */
const MOST_PIECES = 1_000_000;

/** What a crash leaves behind an anchor is one frame, an old copy of a store some hundreds. More than this is held by nobody. */
const LATER_MOST_BYTES = 512 * 1024 * 1024;

/** Counts the bytes of what a ledger still holds, as it is read. */
function liveBytes(): { readonly take: (commit: StoredCommit) => void; readonly total: () => number } {
  const sizes = new Map<string, number>();
  return {
    take({ putRows, dropRows, putParts }) {
      if (sizes.size > MOST_PIECES) return;
      for (const { space, seq } of dropRows) sizes.delete(`${space} ${seq}`);
      for (const { space, seq, sealed } of putRows) sizes.set(`${space} ${seq}`, sealed.length);
      for (const { shelf, part, sealed } of putParts) sizes.set(`${shelf} ${part}`, sealed.length);
    },
    total: () => [...sizes.values()].reduce((sum, size) => sum + size, 0),
  };
}

async function readOwnLedger<T>(files: OwnFiles, read: (source: LedgerSource) => Promise<T>): Promise<T | "absent"> {
  const opened = await files.openOwnFile(LEDGER);
  if (opened === "absent") return opened;
  try {
    return await read(sourceOf(files, opened.file, opened.size));
  } finally {
    await files.dropFile(opened.file);
  }
}

/** Reads the ledger from its beginning to its end. */
export function findLedger(files: OwnFiles, anchor: LedgerEnd | null): Promise<FoundLedger | "absent"> {
  const later: Saved[] = [];
  const live = liveBytes();
  let header: string | null = null;
  return readOwnLedger(files, async (source) => {
    const reading = await readLedger(source, anchor, (commit, end) => {
      live.take(commit);
      header = commit.header ?? header;
      const isLater = anchor !== null && end.ledger === anchor.ledger && end.length > anchor.length;
      if (isLater && end.length - anchor.length <= LATER_MOST_BYTES) later.push({ commit, end });
    });
    const isTooFar =
      anchor !== null &&
      reading.kind === "ledger" &&
      reading.hasAnchor &&
      reading.end.length - anchor.length > LATER_MOST_BYTES;
    if (isTooFar) return { reading: { ...reading, hasAnchor: false }, later: [], header, isMostlyOld: false }; // then it is set aside
    return { reading, later, header, isMostlyOld: source.size > SMALL_BYTES && source.size > 2 * live.total() };
  });
}

/**
 * All that the ledger ever held, as often as it is asked.
 *
 * @param passes how often it will be asked
 * @param onProgress hears the bytes read of those of all passes
 */
export function ledgerEvidence(
  files: OwnFiles,
  passes: number,
  onProgress: (done: number, total: number) => void,
): Evidence {
  let before = 0;
  return (take) =>
    readOwnLedger(files, async (source) => {
      await readLedger(source, null, take, (done) => onProgress(before + done, passes * source.size));
      before += source.size;
    });
}

/**
 * A journal as the store holds it, and of spaces this session does not open as a whole ledger that the store follows has them: whether
 * the store lost a row of those nobody can tell before their owner's unlock, and then only the ledger has it [L8]. Nothing of the store
 * is left out. Without a session no space is open.
 */
export async function withOthersOf(files: OwnFiles, session: Session | null, inStore: Everything): Promise<Everything> {
  const state = emptyState();
  const reading = await readOwnLedger(files, (source) =>
    readLedger(source, null, (commit) => applyCommit(state, commit)),
  );
  if (reading === "absent" || reading.kind === "no-ledger" || reading.vaultId !== inStore.header.vaultId)
    return inStore;
  if (reading.skipped > 0 || reading.tail === "damaged") return inStore;
  const [spaces, shelves] = [new Set(session?.spaces()), new Set(session?.shelves())];
  const rows = new Map(inStore.rows.map((row) => [`${row.space} ${row.seq}`, row]));
  const parts = new Map(inStore.parts.map((part) => [`${part.shelf} ${part.part}`, part]));
  for (const row of rowsOf(state)) if (!spaces.has(row.space)) rows.set(`${row.space} ${row.seq}`, row);
  for (const part of partsOf(state)) if (!shelves.has(part.shelf)) parts.set(`${part.shelf} ${part.part}`, part);
  return { header: inStore.header, rows: [...rows.values()], parts: [...parts.values()] };
}

/** Appends a commit: it is on the disk when this answers, with where the ledger then ends. */
export async function appendCommit(files: OwnFiles, end: LedgerEnd, commit: Commit): Promise<LedgerEnd> {
  const frame = appendFrame(end, commit);
  await writeWhole((offset, piece) => files.appendLedger(end.length + offset, piece), frame.bytes);
  return frame.end;
}

/** A new ledger that is on the disk, was read back, and is not yet the ledger. */
export interface StagedLedger {
  readonly end: LedgerEnd;
  /** Makes it the ledger, in one step. */
  take(): Promise<void>;
  drop(): Promise<void>;
}

/** Writes a ledger of a whole journal beside the present one. `replaces` names the ledgers whose saves are all in it. */
export async function stageLedger(
  files: OwnFiles,
  { header, rows, parts }: Everything,
  replaces: readonly string[],
): Promise<StagedLedger> {
  const { file } = await files.createOwnFile(LEDGER);
  const drop = () => files.dropFile(file);
  try {
    const begun = beginLedger({ ledger: base64(randomBytes(LEDGER_ID_BYTES)), vaultId: header.vaultId, replaces });
    let { end } = begun;
    await files.writeFile(file, begun.bytes);
    for (const frame of baseFrames(begun.end, formatHeader(header), rows, parts)) {
      await writeWhole((_, piece) => files.writeFile(file, piece), frame.bytes);
      end = frame.end;
    }
    await files.syncFile(file);
    const read = await readLedger(sourceOf(files, file, end.length), end, () => {});
    const isWhole = read.kind === "ledger" && read.skipped === 0 && read.tail === "none" && read.hasAnchor;
    if (!isWhole || read.end.chain !== end.chain) throw new TwofoldError("file-failed", "ledger read back");
    return { end, take: async () => void (await files.keepFile(file)), drop };
  } catch (thrown) {
    await drop().catch(() => {}); // what went wrong first is what is told
    throw thrown;
  }
}
