/**
 * Merging: what two copies of one journal that went on apart say together, as a value; nothing here writes. The states of a record
 * are compared by their lineage, never by a clock: what was made from another state takes its place, and of states made
 * apart one stands and the others are kept as versions. The rules are in FORMAT.md, [B20] to [B27].
 */
import { framed, u64 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { Instant, instantAt } from "../base/time.ts";
import { base64, fromBase64, hash256, utf8 } from "../crypto/sodium.ts";
import { PartnerId, RecordId } from "../domain/fields.ts";
import { parseRecord, writeRecord } from "../domain/record.ts";
import { createVersion, emptyVersion, type Version } from "../domain/version.ts";
import { type OwnKeys, ownIdentity } from "../vault/keyring.ts";
import { decodeLineage, encodeLineage, isAncestor, type Lineage } from "../vault/lineage.ts";
import { GONE, parseRecord as namesIn, tombstone } from "../vault/record-row.ts";
import {
  type Change,
  type Finding,
  type ManifestPart,
  type OpenedRow,
  openSession,
  type SealedRow,
  type Session,
  type SpaceName,
} from "../vault/session.ts";
import { vouchedFor } from "../vault/vouching.ts";
import { backupContents, type OnProgress } from "./backup-body.ts";
import type { OpenedBackup } from "./open-backup.ts";

/** One state of an own private record: as it stands in a row, or as a version keeps it. */
export interface Node {
  readonly id: string;
  /** "gone" for a tombstone. */
  readonly kind: string;
  readonly revision: number;
  readonly lineage: Lineage;
  /** The record's exact text; null for a tombstone, and for a state whose words its author let go. */
  readonly json: string | null;
  /** Hash of the text that was saved, in base64url, whether or not it is still here. */
  readonly hash: string;
  /** When it was last changed, as it says itself; the first moment of 1970 where it says nothing. */
  readonly at: Instant;
}

/** The states of one record of which none was made from another, the one that stands first. What `heads` answers. */
export type NodeSet = readonly Node[];

const lineageText = ({ lineage }: Node): string => base64(encodeLineage(lineage));

/** What a state is told apart by: two with the same name are the same state [B20]. */
const nameOf = (node: Node): string => `${lineageText(node)} ${node.revision} ${node.hash}`;

/** Words before a tombstone, and a tombstone before words that were let go [B21]. */
const rankOf = ({ json, kind }: Node): number => (json !== null ? 2 : kind === GONE ? 1 : 0);

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Negative when `left` stands before `right` [B21]. No two different states of a record are equal in it. */
function standing(left: Node, right: Node): number {
  return (
    rankOf(right) - rankOf(left) ||
    right.revision - left.revision ||
    order(right.hash, left.hash) ||
    order(lineageText(right), lineageText(left))
  );
}

/**
 * The states of one record from which no other among them was made, the one that stands first [B21]. A state met twice counts once,
 * and without its words where they were let go in one of the two. Quadratic in how many states there are: one or two, but for forks of forks.
 */
export function heads(nodes: Iterable<Node>): NodeSet {
  const distinct = new Map<string, Node>();
  for (const node of nodes) {
    const name = nameOf(node);
    if (node.json === null || !distinct.has(name)) distinct.set(name, node);
  }
  const all = [...distinct.values()];
  return all.filter((node) => !all.some((other) => isAncestor(node, other))).sort(standing);
}

/** What two copies say of one record together: commutative, associative, idempotent, as a set of heads is [B21]. */
export const merged = (one: NodeSet, other: NodeSet): NodeSet => heads([...one, ...other]);

/** What one side of a merge holds that may take part. From `gatherSide` for the journal here, `gatherBackup` for a file. */
export interface MergeSide {
  readonly keys: OwnKeys;
  /** Rows of the own private space that its manifest vouches for, tombstones and versions among them. */
  readonly own: readonly OpenedRow[];
  /** Own copies, and the tombstones of own copies. */
  readonly copies: readonly OpenedRow[];
  readonly othersCopies: readonly OpenedRow[];
  /** Hashes of the rows of the other partner's private space, which these keys do not open. */
  readonly carried: ReadonlySet<string>;
  /** Rows that did not open or that nobody vouches for: they take no part. */
  readonly setAside: number;
}

/**
 * Takes all rows of one side, in any order, through a session of one partner, then what `session.check` found. Throws
 * "not-allowed" for a session together. Keeps the text of every row that opens, and 43 characters of every row that is carried.
 */
export function gatherSide(session: Session): {
  readonly take: (row: SealedRow) => void;
  readonly done: (findings: readonly Finding[]) => MergeSide;
} {
  const { keys } = session;
  if (keys.kind !== "one") throw new TwofoldError("not-allowed", "B20 together");
  const me = ownIdentity(keys).partner;
  const spaces = new Set(session.spaces());
  const opened: OpenedRow[] = [];
  const carried = new Set<string>();
  let unreadable = 0;
  return {
    take(row) {
      if (!spaces.has(row.space)) {
        carried.add(base64(hash256(row.sealed)));
        return;
      }
      const one = session.openRow(row);
      if (one === "unreadable") unreadable += 1;
      else opened.push({ ...one, value: null }); // the text says it all, in a fraction of the memory
    },
    done(findings) {
      const rows = opened.filter(vouchedFor(session, findings));
      const shared = rows.filter(({ space }) => space === "shared");
      return {
        keys,
        own: rows.filter(({ space }) => space === "private"),
        copies: shared.filter(({ author }) => author === me),
        othersCopies: shared.filter(({ author }) => author !== me),
        carried,
        setAside: unreadable + opened.length - rows.length,
      };
    },
  };
}

/** Reads an opened backup to its end as one side of a merge. Throws as `backupContents` does, and "not-allowed" for keys of a session together. */
export async function gatherBackup(opened: OpenedBackup, onProgress?: OnProgress): Promise<MergeSide> {
  const session = openSession(opened.header.vault, opened.keys);
  const { take, done } = gatherSide(session);
  const parts: ManifestPart[] = [];
  for await (const items of backupContents(opened, onProgress))
    for (const item of items)
      if (item.kind === "row") take(item.row);
      else if (item.kind === "part") parts.push(item.part);
  return done(session.check(parts));
}

/** What becomes of the records of the backup; each is counted once. A record that is gone on both sides is not counted. */
export interface MergeCounts {
  /** Nothing was known of it here: taken. */
  readonly new: number;
  /** Made from what is here: taken. */
  readonly newer: number;
  /** As it is here, or known here already as a version. */
  readonly same: number;
  /** Went on apart from what is here: one of the two stands, the other is kept as a version. Of copies: two have one number. */
  readonly conflict: number;
  /** Removed in the backup, having seen what is here: removed here too. */
  readonly gone: number;
  /** What is here was made from it, or it was removed or let go of here: nothing changes. */
  readonly older: number;
}

/** What a merge would do. The counts are for people; `changes` hold the journal's text and stay with whoever stages them. */
export interface MergePlan {
  /** Of the own private records. */
  readonly counts: MergeCounts;
  /** By kind, as the vault reads it: private records, and own shared copies. Kinds without any are left out. */
  readonly byKind: Readonly<Record<SpaceName, Readonly<Record<string, MergeCounts>>>>;
  /**
   * Rows of the other partner in the backup that are not here as they are there: they are theirs to merge. Of their private
   * space that is all that can be told; some may be older than what is here.
   */
  readonly waits: number;
  /** Rows that take no part, as nobody vouches for them or they did not open. They stay where they are. */
  readonly setAside: { readonly here: number; readonly inBackup: number };
  /** To be staged on the session here, in this order, in one commit or several. Empty when there is nothing to merge. */
  readonly changes: readonly Change[];
}

type Outcome = keyof MergeCounts;

/**
 * What merging a backup into the journal here would do [B20] to [B27]. Both sides are of one partner, the same one, in the same vault: throws
 * "foreign-vault" or "not-allowed" otherwise. Staging `changes` on the session here gives exactly the merged state, the same whichever
 * side is the backup; planned again, nothing is new, newer, in conflict or gone, and there are no changes.
 *
 * Time grows with the number of records, with the text of those made apart, which alone are hashed, and for each of these with the square of
 * its heads. Memory: the texts that the two sides hold already, some 200 bytes a record for the lookup by id, and the text of what changes; 30,000
 * rows of 3 KB a side come to 180 MB and a few hundred more for 30,000 conflicts.
 */
export function planMerge(here: MergeSide, inBackup: MergeSide): MergePlan {
  requireSamePartner(here.keys, inBackup.keys);
  const tally = { private: new Map<string, Tally>(), shared: new Map<string, Tally>() };
  const count = (space: SpaceName, kind: string, outcome: Outcome): void => {
    const counts = tally[space].get(kind) ?? noCounts();
    counts[outcome] += 1;
    tally[space].set(kind, counts);
  };
  const changes = [
    ...privateChanges(here, inBackup, (kind, outcome) => count("private", kind, outcome)),
    ...copyChanges(here, inBackup, (kind, outcome) => count("shared", kind, outcome)),
  ];
  return {
    counts: totalOf(tally.private.values()),
    byKind: { private: Object.fromEntries(tally.private), shared: Object.fromEntries(tally.shared) },
    waits: waitingIn(here, inBackup),
    setAside: { here: here.setAside, inBackup: inBackup.setAside },
    changes,
  };
}

type Tally = { -readonly [O in Outcome]: number };
type Counting = (kind: string, outcome: Outcome) => void;

const noCounts = (): Tally => ({ new: 0, newer: 0, same: 0, conflict: 0, gone: 0, older: 0 });

function totalOf(tallies: Iterable<MergeCounts>): MergeCounts {
  const total = noCounts();
  for (const tally of tallies) for (const outcome of Object.keys(total) as Outcome[]) total[outcome] += tally[outcome];
  return total;
}

function requireSamePartner(here: OwnKeys, inBackup: OwnKeys): void {
  if (here.vaultId !== inBackup.vaultId) throw new TwofoldError("foreign-vault", "B20");
  const [own, theirs] = [ownIdentity(here), ownIdentity(inBackup)];
  if (here.seat !== inBackup.seat || own.partner !== theirs.partner)
    throw new TwofoldError("not-allowed", "B20 partner");
}

/** Rows under the id of their record: one each, or several where a manifest is damaged. */
function byId(rows: Iterable<OpenedRow>): Map<string, OpenedRow[]> {
  const grouped = new Map<string, OpenedRow[]>();
  for (const row of rows) {
    const group = grouped.get(row.id);
    if (group === undefined) grouped.set(row.id, [row]);
    else group.push(row);
  }
  return grouped;
}

const NOTHING: readonly never[] = [];

/** A version with the state it keeps. */
interface KeptNode {
  readonly version: Version;
  readonly node: Node;
}

/** The own private rows of one side: records under their id, and versions under the id of what they are versions of. */
interface PrivateSide {
  readonly rows: ReadonlyMap<string, readonly OpenedRow[]>;
  readonly versions: ReadonlyMap<string, readonly KeptNode[]>;
}

function privateSide(own: readonly OpenedRow[]): PrivateSide {
  const versions = new Map<string, KeptNode[]>();
  const records: OpenedRow[] = [];
  for (const row of own) {
    const kept = row.kind === "version" ? keptNode(row) : null;
    if (kept === null) records.push(row);
    else versions.set(kept.node.id, [...(versions.get(kept.node.id) ?? NOTHING), kept]);
  }
  return { rows: byId(records), versions };
}

/** The state a version keeps; null for a row that does not say one, which then counts as any other record does. */
function keptNode(row: OpenedRow): KeptNode | null {
  const parsed = parseRecord(JSON.parse(row.json));
  if (parsed.kind !== "record" || parsed.record.kind !== "version" || parsed.record.original === null) return null;
  const version = parsed.record;
  try {
    const node = nodeIn(version, version.record, parsed.record.original.createdAt);
    return versionIdOf(node) === version.id ? { version, node } : null;
  } catch (thrown) {
    if (thrown instanceof TwofoldError) return null; // it names no state: its fields are no lineage, hash or record
    throw thrown;
  }
}

/** Throws a `TwofoldError` where a version's fields do not fit each other. */
function nodeIn({ of, author, ofKind, ofRevision, ...version }: Version, json: string | null, at: Instant): Node {
  const { lineage, json: rest } = decodeLineage(fromBase64(version.lineage), new Map());
  const node = { id: of, kind: ofKind, revision: ofRevision, lineage, json, hash: version.node.hash, at };
  const isWhole = rest.length === 0 && (lineage.at(-1)?.upTo ?? ofRevision) === ofRevision;
  if (!isWhole) throw new TwofoldError("malformed", "B23 lineage");
  if (json === null) return node;
  const said = namesIn(utf8(json));
  const isItself = said.id === of && said.author === author && said.kind === ofKind && said.revision === ofRevision;
  if (!isItself || hashOf(json) !== node.hash) throw new TwofoldError("malformed", "B23 record");
  return node;
}

const hashOf = (json: string): string => base64(hash256(utf8(json)));

const EPOCH = instantAt(0);

/** When a record was last changed, as its text says. */
function changedAt(json: string): Instant {
  const { original } = JSON.parse(json) as { original?: { updatedAt?: unknown } | null }; // every row is a JSON object [V10]
  const at = Instant.safeParse(original?.updatedAt);
  return at.success ? at.data : EPOCH;
}

function nodeOf({ id, kind, revision, lineage, json }: OpenedRow): Node {
  const isGone = kind === GONE;
  return {
    id,
    kind,
    revision,
    lineage,
    json: isGone ? null : json,
    hash: hashOf(json),
    at: isGone ? EPOCH : changedAt(json),
  };
}

const emptied = (node: Node): Node => ({ ...node, json: null });

/** The id of the version that keeps a state: the same wherever it is made [B23]. */
function versionIdOf(node: Pick<Node, "id" | "lineage" | "revision" | "hash">): RecordId {
  const { id, lineage, revision, hash } = node;
  const name = framed(
    utf8("twofold/v1/version"),
    fromBase64(id),
    encodeLineage(lineage),
    u64(revision),
    fromBase64(hash),
  );
  return RecordId.parse(base64(hash256(name).subarray(0, 16)));
}

/**
 * A version with the text it keeps written anew, as leaving does where files are sealed anew: its hash and its id follow the text [B23].
 * Throws a `TwofoldError` for one whose fields are no lineage.
 */
export function withKeptText(version: Version, record: string): Version {
  const { lineage } = decodeLineage(fromBase64(version.lineage), new Map());
  const hash = hashOf(record);
  const id = versionIdOf({ id: version.of, lineage, revision: version.ofRevision, hash });
  return { ...version, id, node: { ...version.node, hash }, record };
}

/** The tag of a state without a lineage: eight zero bytes, as for the revisions saved before rows had one. */
const NO_TAG = "AAAAAAAAAAA";

function versionOf(node: Node, author: PartnerId): Version {
  const { kind, revision, json, hash, at, lineage } = node;
  const isEmptied = json === null && kind !== GONE;
  const version = createVersion(
    {
      of: RecordId.parse(node.id),
      ofKind: kind,
      ofRevision: revision,
      node: { tag: lineage.at(-1)?.tag ?? NO_TAG, hash },
      lineage: lineageText(node),
      record: isEmptied ? "" : json,
    },
    { id: versionIdOf(node), author, now: at },
  );
  return isEmptied ? emptyVersion(version, { author }) : version;
}

/** All that both sides say of one record. */
interface Group {
  readonly here: readonly OpenedRow[];
  readonly there: readonly OpenedRow[];
  readonly versionsHere: readonly KeptNode[];
  readonly versionsThere: readonly KeptNode[];
}

function* groupsOf(here: PrivateSide, there: PrivateSide): Generator<Group> {
  const ids = new Set([here.rows, there.rows, here.versions, there.versions].flatMap((side) => [...side.keys()]));
  for (const id of ids)
    yield {
      here: here.rows.get(id) ?? NOTHING,
      there: there.rows.get(id) ?? NOTHING,
      versionsHere: here.versions.get(id) ?? NOTHING,
      versionsThere: there.versions.get(id) ?? NOTHING,
    };
}

const isGone = ({ kind }: OpenedRow): boolean => kind === GONE;

/**
 * The states one side knows of a record. Versions beside a tombstone are without their words: whoever removed the record had
 * them before their eyes [B24].
 */
function nodesOf(rows: readonly OpenedRow[], versions: readonly KeptNode[]): Node[] {
  const isRemoved = rows.length > 0 && rows.every(isGone);
  return [...rows.map(nodeOf), ...versions.map(({ node }) => (isRemoved ? emptied(node) : node))];
}

function sameRow(left: OpenedRow, right: OpenedRow): boolean {
  const { lineage } = right;
  const isSameLine =
    left.lineage.length === lineage.length &&
    left.lineage.every(({ tag, upTo }, at) => lineage[at]?.tag === tag && lineage[at].upTo === upTo);
  return isSameLine && left.json === right.json;
}

/** What a record without forks comes to, told from its two rows alone; null where its states have to be compared. */
function atAGlance({ here, there, versionsHere, versionsThere }: Group): Outcome | "only-here" | null {
  if (versionsHere.length + versionsThere.length > 0 || here.length > 1 || there.length > 1) return null;
  const [mine, theirs] = [here[0], there[0]];
  if (theirs === undefined) return "only-here";
  if (mine === undefined) return "new";
  if (sameRow(mine, theirs)) return "same";
  if (isAncestor(mine, theirs)) return isGone(theirs) ? "gone" : "newer";
  return isAncestor(theirs, mine) ? "older" : null;
}

function privateChanges(left: MergeSide, right: MergeSide, count: Counting): Change[] {
  const author = PartnerId.parse(ownIdentity(left.keys).partner);
  const [here, there] = [privateSide(left.own), privateSide(right.own)];
  // Tombstones wait for the end: some stand where a version was removed, and that version's record decides.
  const tombstones: Group[] = [];
  const keptIds = new Set<string>();
  const goneIds = new Set([...left.own, ...right.own].filter(isGone).map(({ id }) => id));
  const changes: Change[] = [];

  function settle(group: Group): void {
    const glance = atAGlance(group);
    if (glance === null) {
      changes.push(...comparedChanges(group, { author, here, goneIds, keptIds }, count));
      return;
    }
    const [theirs] = group.there;
    if (theirs === undefined || glance === "only-here") return;
    const shown = [theirs, ...group.here].find((row) => !isGone(row));
    if (shown !== undefined) count(shown.kind, glance);
    if (glance === "new" || glance === "newer" || glance === "gone")
      changes.push({ act: "put", space: "private", json: theirs.json, lineage: theirs.lineage });
  }

  for (const group of groupsOf(here, there)) {
    const rows = [...group.here, ...group.there];
    if (rows.length > 0 && rows.every(isGone)) tombstones.push(group);
    else settle(group);
  }
  for (const group of tombstones) {
    const id = group.here[0]?.id ?? group.there[0]?.id;
    if (id === undefined || !keptIds.has(id)) settle(group);
  }
  return changes;
}

/** What comparing the states of a record needs to know of all others. */
interface Around {
  readonly author: PartnerId;
  readonly here: PrivateSide;
  /** Ids with a tombstone on either side. */
  readonly goneIds: ReadonlySet<string>;
  /** Ids of the versions that the merged journal holds: added to. */
  readonly keptIds: Set<string>;
}

function comparedChanges(group: Group, { author, here, goneIds, keptIds }: Around, count: Counting): Change[] {
  // Who removed a version let go of its words [B24].
  const seen = (node: Node): Node => (goneIds.size > 0 && goneIds.has(versionIdOf(node)) ? emptied(node) : node);
  const nodesHere = nodesOf(group.here, group.versionsHere).map(seen);
  const nodesThere = nodesOf(group.there, group.versionsThere).map(seen);
  const all = heads([...nodesHere, ...nodesThere]);
  const [stands, ...others] = all;
  // Nobody's own journal comes to this [B24]; if one does, nothing is written over.
  if (stands === undefined || rankOf(stands) === 0) return [];

  const outcome = outcomeOf(group, { stands, all, nodesHere, nodesThere });
  if (outcome !== null) count(outcome.kind, outcome.outcome);

  const changes: Change[] = [];
  const { id, revision, lineage } = stands;
  const [first] = nodesHere; // of the row here, where there is one
  const isHere = group.here.length === 1 && first !== undefined && nameOf(first) === nameOf(stands);
  if (!isHere) {
    const json = stands.json ?? tombstone({ id, author, revision });
    changes.push({ act: "put", space: "private", json, lineage });
  }
  const kept = others.map((node) => versionOf(node, author));
  const keptNow = new Set<string>(kept.map((version) => version.id));
  for (const version of kept) {
    keptIds.add(version.id);
    const json = writeRecord(version);
    const before = group.versionsHere.filter(({ version: known }) => known.id === version.id);
    const isRemoved = here.rows.has(version.id);
    if (!isRemoved && before.length === 1 && writeRecord(before[0]!.version) === json) continue;
    const tag = base64(fromBase64(version.id).subarray(0, 8)); // of no session: the same wherever it is made
    changes.push({ act: "put", space: "private", json, lineage: [{ tag, upTo: version.revision }] });
  }
  const isStale = new Set(group.versionsHere.flatMap(({ version }) => (keptNow.has(version.id) ? [] : [version.id])));
  for (const staleId of isStale) changes.push({ act: "purge", space: "private", id: staleId, author });
  return changes;
}

interface Compared {
  readonly stands: Node;
  /** All heads of both sides, `stands` the first. */
  readonly all: NodeSet;
  readonly nodesHere: readonly Node[];
  readonly nodesThere: readonly Node[];
}

/** What the backup brings for a record whose states were compared; null where it shows nothing, or has nothing of it. */
function outcomeOf(
  { here, there }: Group,
  { stands, all, nodesHere, nodesThere }: Compared,
): { readonly kind: string; readonly outcome: Outcome } | null {
  const [shownHere, shownThere] = [here, there].map((rows) => rows.find((row) => !isGone(row)));
  const shown = stands.json === null ? (shownHere ?? shownThere) : stands;
  if (shown === undefined || there.length === 0) return null;
  const { kind } = shown;
  if (stands.json === null) return { kind, outcome: shownHere === undefined ? "older" : "gone" };
  const [mine] = heads(nodesHere);
  const [theirs] = heads(nodesThere);
  if (mine === undefined) return { kind, outcome: "new" };
  if (nameOf(stands) !== nameOf(mine)) return { kind, outcome: isAncestor(mine, stands) ? "newer" : "conflict" };
  const known = new Set(nodesHere.map(nameOf));
  // What comes without its words had been let go of here: no news.
  if (all.some((node) => rankOf(node) > 0 && !known.has(nameOf(node)))) return { kind, outcome: "conflict" };
  return { kind, outcome: theirs !== undefined && known.has(nameOf(theirs)) ? "same" : "older" };
}

/** Negative when `left` stands before `right`: the higher number, a copy taken back before one that stands, the higher hash [B25]. */
function copyStanding(left: OpenedRow, right: OpenedRow): number {
  return (
    right.revision - left.revision ||
    Number(isGone(right)) - Number(isGone(left)) ||
    (left.json === right.json ? 0 : order(hashOf(right.json), hashOf(left.json)))
  );
}

function copyOutcome(mine: OpenedRow | undefined, theirs: OpenedRow): { kind: string; outcome: Outcome } | null {
  const shown = [theirs, mine].find((row) => row !== undefined && !isGone(row));
  if (shown === undefined) return null;
  const standsAs = (outcome: Outcome) => ({ kind: shown.kind, outcome });
  if (mine === undefined) return standsAs("new");
  const compared = copyStanding(mine, theirs);
  if (compared === 0) return standsAs("same");
  if (compared < 0) return standsAs("older");
  if (isGone(theirs)) return standsAs("gone");
  return standsAs(theirs.revision === mine.revision ? "conflict" : "newer");
}

function copyChanges({ copies }: MergeSide, inBackup: MergeSide, count: Counting): Change[] {
  const changes: Change[] = [];
  const here = byId(copies);
  for (const [id, rows] of byId(inBackup.copies)) {
    const mine = here.get(id) ?? NOTHING;
    const [first] = mine.toSorted(copyStanding);
    const [theirs] = rows.toSorted(copyStanding);
    if (theirs === undefined) continue;
    const counted = copyOutcome(first, theirs);
    if (counted !== null) count(counted.kind, counted.outcome);
    if (first === undefined || copyStanding(first, theirs) > 0)
      changes.push({ act: "put", space: "shared", json: theirs.json });
  }
  return changes;
}

/** The other partner's rows in the backup that the journal here has not got, nor anything that stands before them [B26]. */
function waitingIn(here: MergeSide, inBackup: MergeSide): number {
  let waits = 0;
  for (const hash of inBackup.carried) if (!here.carried.has(hash)) waits += 1;
  const copiesHere = byId(here.othersCopies);
  for (const row of inBackup.othersCopies) {
    const mine = copiesHere.get(row.id) ?? NOTHING;
    if (!mine.some((one) => one.author === row.author && copyStanding(one, row) <= 0)) waits += 1;
  }
  return waits;
}
