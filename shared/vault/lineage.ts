/**
 * Lineage: by which sessions a private record came to be what it is, so that two copies of a journal that went on apart
 * can be told from one that merely went on [V10]. The shell and exports never see it: it is sealed with its record.
 */
import { concat, u64 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { base64, fromBase64, randomBytes } from "../crypto/sodium.ts";
import { readU64 } from "./manifest.ts";

/** Revisions of one record that were saved one after another in one session. */
interface Run {
  /** Which session: base64url of 8 random bytes, or of 8 zeros for the revisions saved before rows had a lineage. */
  readonly tag: string;
  /** The run's last revision. It begins after that of the run before it, or with the record's first. */
  readonly upTo: number;
}

/** Oldest run first; the last one ends with the record's own revision. Empty for rows of the older form and for shared ones. */
export type Lineage = readonly Run[];

/** A state of a record: an `OpenedRow` is one. */
export interface RecordState {
  readonly lineage: Lineage;
  readonly revision: number;
}

/** The lineage of rows written before there was one, and of shared rows. */
export const NO_LINEAGE: Lineage = [];

const MARK = 1;
const RUNS_AT = 3;
const TAG_BYTES = 8;
const RUN_BYTES = TAG_BYTES + 8;
const OLDER_TAG = "AAAAAAAAAAA";

/** The most runs a row may claim, 64 KiB of them: a record would have to be saved in two sessions a day for five years. */
export const LINEAGE_MOST_RUNS = 4096;

/** A tag that no other session has. */
export const newTag = (): string => base64(randomBytes(TAG_BYTES));

/** Tags as they were met, by their bytes as a number: a journal has far fewer sessions than rows. */
export type KnownTags = Map<bigint, string>;

function tagAt(payload: Uint8Array, view: DataView, at: number, known: KnownTags): string {
  const number = view.getBigUint64(at, true);
  const met = known.get(number);
  if (met !== undefined) return met;
  const tag = base64(payload.subarray(at, at + TAG_BYTES));
  known.set(number, tag);
  return tag;
}

/** Whether runs are a line as [V10] has it: each has one spelling. That of a row of the older form is to have none. */
function isLine(runs: Lineage): boolean {
  let before: Run | null = null;
  for (const run of runs) {
    if (!Number.isSafeInteger(run.upTo) || run.upTo <= (before?.upTo ?? 0)) return false;
    if (before !== null && (run.tag === before.tag || run.tag === OLDER_TAG)) return false;
    before = run;
  }
  return before?.tag !== OLDER_TAG;
}

/**
 * What stands before the JSON in a private row's payload; nothing for an empty lineage. Throws "over-limit" above
 * `LINEAGE_MOST_RUNS`, "malformed" for runs that no reader would accept.
 */
export function encodeLineage(lineage: Lineage): Uint8Array {
  if (lineage.length === 0) return new Uint8Array();
  if (lineage.length > LINEAGE_MOST_RUNS) throw new TwofoldError("over-limit", "V10 runs");
  const tags = lineage.map(({ tag }) => fromBase64(tag));
  if (!isLine(lineage) || tags.some(({ length }) => length !== TAG_BYTES))
    throw new TwofoldError("malformed", "V10 line");
  const runs = lineage.map(({ upTo }, at) => concat(tags[at]!, u64(upTo)));
  return concat(Uint8Array.of(MARK, lineage.length % 256, Math.floor(lineage.length / 256)), ...runs);
}

/**
 * Takes a private row's payload apart. Throws "over-limit" for a claim of more than `LINEAGE_MOST_RUNS`, before anything is read,
 * and "damaged" for runs that are cut off or not as [V10] has them.
 */
export function decodeLineage(
  payload: Uint8Array,
  known: KnownTags,
): { readonly lineage: Lineage; readonly json: Uint8Array } {
  if (payload[0] !== MARK) return { lineage: NO_LINEAGE, json: payload };
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  if (payload.length < RUNS_AT) throw new TwofoldError("damaged", "V10 runs");
  const count = view.getUint16(1, true);
  if (count > LINEAGE_MOST_RUNS) throw new TwofoldError("over-limit", "V10 runs");
  const end = RUNS_AT + count * RUN_BYTES;
  if (count === 0 || payload.length < end) throw new TwofoldError("damaged", "V10 runs");
  const lineage: Run[] = [];
  for (let at = RUNS_AT; at < end; at += RUN_BYTES)
    lineage.push({ tag: tagAt(payload, view, at, known), upTo: readU64(payload, at + TAG_BYTES) });
  if (!isLine(lineage)) throw new TwofoldError("damaged", "V10 line");
  return { lineage, json: payload.subarray(end) };
}

/** The line a state is on. A row of the older form is on the one line there was then. */
const lineOf = ({ lineage, revision }: RecordState): Lineage =>
  lineage.length > 0 ? lineage : [{ tag: OLDER_TAG, upTo: revision }];

/**
 * The lineage of a revision saved in the session `tag`, in the place of `replaced` or as the record's first (null). Its
 * revision must be above the replaced one's. A line that is full begins anew: what is older is no ancestor from there on, so
 * that a merge keeps it as a version rather than letting it go.
 */
export function extended(replaced: RecordState | null, tag: string, revision: number): Lineage {
  if (replaced === null) return [{ tag, upTo: revision }];
  if (revision <= replaced.revision) throw new TwofoldError("bug", "V10 revision");
  const line = lineOf(replaced);
  if (line.at(-1)?.tag === tag) return [...line.slice(0, -1), { tag, upTo: revision }];
  return line.length < LINEAGE_MOST_RUNS ? [...line, { tag, upTo: revision }] : [{ tag, upTo: revision }];
}

/**
 * Whether y was made from x by saving: x's line is the beginning of y's. A strict partial order whatever the lineages say,
 * being that of the proper beginnings of a word: no state is its own ancestor, no two are each other's, and the ancestor of an
 * ancestor is one. Two different states of which neither is the other's ancestor were made apart.
 */
export function isAncestor(x: RecordState, y: RecordState): boolean {
  const [from, to] = [lineOf(x), lineOf(y)];
  const last = from.length - 1;
  const isSoFar = from.every(({ tag, upTo }, at) => {
    const run = to[at];
    return run !== undefined && run.tag === tag && (at === last ? run.upTo >= upTo : run.upTo === upTo);
  });
  return isSoFar && (to.length > from.length || to[last]!.upTo > from[last]!.upTo);
}
