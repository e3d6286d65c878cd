/**
 * An open vault. Rows are opened one by one, then checked against the manifests; after that, changes are staged as
 * one transaction, which counts once the disk has it. Nothing here touches a disk or waits [V10] to [V14].
 */
import { concat } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import type { Instant } from "../base/time.ts";
import { base64, fromBase64, hash256, utf8 } from "../crypto/sodium.ts";
import { compareSpace } from "./findings.ts";
import type { Finding } from "./findings.ts";
import { coupleEpochOf, otherSeat } from "./header.ts";
import type { Seat, SeatHeader, VaultHeader } from "./header.ts";
import { checkPinned, ownIdentity, sealKeyring, withUnlock } from "./keyring.ts";
import type { Keyring, Keys, OwnKeys, Seen, SeenRoot } from "./keyring.ts";
import { encodeLineage, extended, newTag, NO_LINEAGE } from "./lineage.ts";
import type { Lineage } from "./lineage.ts";
import { findEntry, nextAfter, withEntry, withoutEntry } from "./manifest.ts";
import type { Bucket, Entry } from "./manifest.ts";
import { GONE, idBytes, isSignedRecord, parseRecord, signRecord, tombstone } from "./record-row.ts";
import { EMPTY_SHELF, openShelf, sealShelf, shelvesOf } from "./shelf.ts";
import type { Shelf, ShelfState } from "./shelf.ts";
import { openInto, sealRow, spacesOf } from "./space.ts";
import type { LoadedRow, OpenedRow, Space } from "./space.ts";
import type { Change, Commit, ManifestPart, Put, SealedRow, SpaceName, TakeAway } from "./transaction.ts";

export type { Finding } from "./findings.ts";
export type { OpenedRow } from "./space.ts";
export type { Change, Commit, ManifestPart, SealedRow, SpaceName } from "./transaction.ts";

export interface Session {
  readonly keys: Keys;
  /** As it stands after the last settled commit. */
  readonly header: VaultHeader;
  /** Ids of the spaces whose rows this session opens: own private and shared, or together the shared one alone. */
  spaces(): readonly string[];
  /** Ids of the shelves `check` wants all parts of: own private and those in the shared space. */
  shelves(): readonly string[];
  /**
   * Opens a row and remembers it for `check`; opening it again changes nothing. What does not open is remembered too,
   * and counted. A row of a space that is not this session's is "unreadable" and not counted.
   */
  openRow(row: SealedRow): OpenedRow | "unreadable";
  /** Compares all rows opened so far with the manifests, and makes the session able to write [V13]. */
  check(parts: readonly ManifestPart[]): readonly Finding[];
  /** Whether its author vouches for a row: by their checked manifest, or else by the row's own signature [V11]. */
  isVerified(opened: OpenedRow): boolean;
  /** Whether its author's manifest lists exactly this row. A copy taken back and put there again is not listed. */
  isListed(opened: OpenedRow): boolean;
  /**
   * Seals changes as one transaction [V14]. Pure: the session stands as it was until `settle`; stage the next change
   * after that. Throws "not-allowed" for a space or author this session cannot write as, "not-found" for a removal or
   * purge of what is not there, "malformed" or "over-limit" for a record that no reader would accept, "malformed" too
   * for one put over a tombstone with no higher revision, and "locked" before `check`.
   */
  stage(changes: readonly Change[]): Commit;
  /** To be told when the disk has a staged commit. Throws "bug" when another was settled since it was staged. */
  settle(commit: Commit): void;
  /**
   * The header with the keyring resealed for what is now seen and, when told, the time of this unlock, which is counted
   * once a session [V19]. Null when nothing is new, before `check`, together, and once `stageLastHeader` was called. To
   * be written once the findings were shown: a root that was rolled back counts as seen.
   */
  stageSeen(unlockedAt?: Instant): Commit | null;
  /** What the keyring would remember now. Throws "not-allowed" together. */
  seenNow(): Seen;
  /** For joining alone: sets `count` seqs of the shared space aside for the other; the one before the first of them. */
  reserveSharedSeqs(count: number): number;
  /** For a change of secrets [V18]: the header with these slots in the own seat. The session goes on. */
  stageSlots(slots: SeatHeader["slots"]): Commit;
  /**
   * For the acts that end in a lock [V16], [V20], [V21]: this header, with the own keyring resealed where `pinned` is
   * given. The session stages no other header after it.
   */
  stageLastHeader(header: VaultHeader, pinned?: Pick<Keyring, "identities" | "former" | "seen">): Commit;
}

/** What settling a commit changes. */
interface Effect {
  readonly generation: number;
  readonly put: ReadonlyMap<Space, ReadonlyMap<number, LoadedRow>>;
  readonly dropped: ReadonlyMap<Space, ReadonlySet<number>>;
  readonly shelves: ReadonlyMap<Shelf, ShelfState>;
  readonly keys: Keys;
}

/** Changes being gathered for one commit, over a state that stays as it is. */
interface Work {
  readonly rows: Map<Space, Map<number, { readonly sealed: SealedRow; readonly row: LoadedRow }>>;
  readonly dropped: Map<Space, Set<number>>;
  readonly highestSeq: Map<Space, number>;
  readonly buckets: Map<Shelf, Map<number, Bucket>>;
}

/** Where a record stands for its author, once the changes gathered so far are written. */
interface Standing {
  readonly space: Space;
  readonly shelf: Shelf;
  readonly secretKey: Uint8Array;
  readonly id: Uint8Array;
  /** The bucket that lists it, and what that says of it; null when it does not list it. */
  readonly part: number;
  readonly bucket: Bucket;
  readonly entry: Entry | null;
  /** Its author's row: the listed one, or under a damaged bucket their newest. Null when there is none, or it did not open. */
  readonly row: LoadedRow | null;
  /** The rows a next one takes the place of. */
  readonly seqs: readonly number[];
}

/** The value at a key, made there first when there is none. */
function orMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

/**
 * Opens a session over keys made in a throwaway worker. Throws "damaged" when the header shows other identities than
 * the keys are pinned to [V8]. Rows and then `check` come before writing.
 */
export function openSession(header: VaultHeader, keys: Keys): Session {
  return makeSession(header, keys);
}

/**
 * A session over a seat just made, able to write at once, and the first roots of its shelves as settled.
 * `sharedSeq` is the highest seq the other has used in the shared space.
 */
export function openFreshSession(
  header: VaultHeader,
  keys: OwnKeys,
  sharedSeq: number,
): { readonly session: Session; readonly putParts: readonly ManifestPart[] } {
  const putParts: ManifestPart[] = [];
  const states = new Map<Shelf, ShelfState>();
  const shelves = shelvesOf(keys);
  for (const shelf of shelves.filter(({ secretKey }) => secretKey !== null)) {
    const first = sealShelf(shelf, EMPTY_SHELF, new Map(), 0, 0);
    states.set(shelf, first.state);
    putParts.push(...first.parts);
  }
  return { session: makeSession(header, keys, { shelves, states, sharedSeq }), putParts };
}

function makeSession(
  firstHeader: VaultHeader,
  firstKeys: Keys,
  fresh?: { readonly shelves: Shelf[]; readonly states: Map<Shelf, ShelfState>; readonly sharedSeq: number },
): Session {
  if (firstHeader.vaultId !== firstKeys.vaultId) throw new TwofoldError("damaged", "V8 vault");
  checkPinned(firstHeader, firstKeys);
  let header = firstHeader;
  let keys = firstKeys;
  const vault = fromBase64(header.vaultId);
  const spaces = spacesOf(header, keys);
  const shelves = fresh?.shelves ?? shelvesOf(keys);
  const states = fresh?.states ?? new Map<Shelf, ShelfState>();
  const effects = new WeakMap<Commit, Effect>();
  let generation = 0;
  let isLastHeaderStaged = false;
  // A tag and a revision name one state of a record [V10]: null wherever this one's might come to name another, so that
  // the next save draws a new one.
  let tag: string | null = null;
  let stagedIn: number | null = null;
  if (fresh !== undefined) spaceNamed("shared").highestSeq = fresh.sharedSeq;

  function spaceNamed(name: SpaceName): Space {
    const space = spaces.find((candidate) => candidate.name === name);
    if (space === undefined) throw new TwofoldError("not-allowed", "V9 private");
    return space;
  }

  function seenOf({ id, space, seat, isFormer }: Shelf): SeenRoot | null {
    if (isFormer) return keys.former.find(({ identity }) => identity.sharedShelf === id)?.seen ?? null;
    if (space === "shared") return keys.seen[seat];
    return keys.kind === "one" ? keys.seen.private : null;
  }

  function loadedOf({ space, seq, id, author }: OpenedRow): LoadedRow | null {
    const loaded = spaces.find(({ name }) => name === space)?.rows.get(seq);
    if (loaded === undefined || loaded === "unreadable") return null;
    return loaded.id === id && loaded.author === author ? loaded : null;
  }

  function check(parts: readonly ManifestPart[]): readonly Finding[] {
    const partsOf = new Map(shelves.map(({ id }) => [id, new Map<number, Uint8Array>()]));
    for (const { shelf, part, sealed } of parts) partsOf.get(shelf)?.set(part, sealed);
    const opened = shelves.map((shelf) => {
      const seen = seenOf(shelf);
      const read = openShelf(shelf, partsOf.get(shelf.id) ?? new Map());
      // Who was lost publishes nothing more: any other root than the last is not theirs [V21].
      const isAsLeft = !shelf.isFormer || seen === null || base64(read.rootHash) === seen.root;
      const state = isAsLeft ? read : openShelf(shelf, new Map());
      states.set(shelf, state);
      return { shelf, state, seen };
    });
    return spaces.flatMap((space) =>
      compareSpace(
        space,
        opened.filter(({ shelf }) => shelf.space === space.name),
      ),
    );
  }

  function isVerified(opened: OpenedRow): boolean {
    const loaded = loadedOf(opened);
    if (loaded === null) return false;
    const writer = shelves.find(({ space, author }) => space === opened.space && author.partner === opened.author);
    if (writer === undefined) return false;
    if (opened.space === "private" || loaded.listed) return true;
    if (loaded.signature === null || writer.isFormer) return false;
    return isSignedRecord(vault, opened, utf8(opened.json), loaded.signature, fromBase64(writer.author.signing));
  }

  /** The shelf on which this session writes as an author in a space, and what it says. */
  function writableShelf(space: Space, author: string): { shelf: Shelf; secretKey: Uint8Array; state: ShelfState } {
    const shelf = shelves.find((candidate) => candidate.space === space.name && candidate.author.partner === author);
    const secretKey = shelf?.secretKey ?? null;
    if (shelf === undefined || secretKey === null) throw new TwofoldError("not-allowed", "V14 author");
    const state = states.get(shelf);
    if (state === undefined) throw new TwofoldError("locked", "V14 unchecked");
    return { shelf, secretKey, state };
  }

  /** Settled rows of one author's record that are not dropped yet: a search of them all, for the rare cases only. */
  function openedRowsOf(work: Work, space: Space, author: string, id: string): Map<number, LoadedRow> {
    const found = new Map<number, LoadedRow>();
    const dropped = work.dropped.get(space);
    for (const [seq, row] of space.rows)
      if (row !== "unreadable" && row.id === id && row.author === author && dropped?.has(seq) !== true)
        found.set(seq, row);
    return found;
  }

  function listedRow(work: Work, space: Space, seq: number, id: string): LoadedRow | null {
    const row = work.rows.get(space)?.get(seq)?.row ?? space.rows.get(seq);
    return row !== undefined && row !== "unreadable" && row.listed && row.id === id ? row : null;
  }

  function standingOf(work: Work, spaceName: SpaceName, author: string, recordId: string): Standing {
    const space = spaceNamed(spaceName);
    const { shelf, secretKey, state } = writableShelf(space, author);
    const id = idBytes(recordId);
    const part = id[0]!;
    const bucket = work.buckets.get(shelf)?.get(part) ?? state.buckets[part]!;
    const entry = findEntry(bucket, id);
    const at = { space, shelf, secretKey, id, part, bucket, entry };
    if (entry !== null) return { ...at, row: listedRow(work, space, entry.seq, recordId), seqs: [entry.seq] };
    if (!state.damaged.has(part)) return { ...at, row: null, seqs: [] };
    const opened = openedRowsOf(work, space, author, recordId);
    // In the shared space any of them may be the other's forgery: nothing is built on it.
    const own = spaceName === "private" ? [...opened.values()] : [];
    const row = own.reduce<LoadedRow | null>(
      (newest, one) => (one.revision > (newest?.revision ?? 0) ? one : newest),
      null,
    );
    return { ...at, row, seqs: [...opened.keys()] };
  }

  function relist(work: Work, { shelf, part }: Standing, bucket: Bucket): void {
    orMake(work.buckets, shelf, () => new Map()).set(part, bucket);
  }

  function dropRow(work: Work, space: Space, seq: number): void {
    // A row put earlier in this very commit is never written at all.
    if (work.rows.get(space)?.delete(seq) !== true) orMake(work.dropped, space, () => new Set()).add(seq);
  }

  /** The lineage of a private row put now. A revision that is not above the one it replaces begins a line of its own. */
  function lineageNow(replaced: LoadedRow | null, revision: number): Lineage {
    const goesOn = replaced === null || revision > replaced.revision;
    if (!goesOn) tag = null;
    tag ??= newTag();
    return extended(goesOn ? replaced : null, tag, revision);
  }

  /** Takes a lineage from elsewhere as it is; this session's tag may stand in it. */
  function lineageKept(lineage: Lineage, revision: number): Lineage {
    if ((lineage.at(-1)?.upTo ?? revision) !== revision) throw new TwofoldError("malformed", "V10 revision");
    tag = null;
    return lineage;
  }

  function put(work: Work, change: Put): void {
    const { json } = change;
    const bytes = utf8(json);
    const record = parseRecord(bytes);
    if (record.json !== json) throw new TwofoldError("malformed", "F1 utf-8"); // a lone surrogate would be changed
    const standing = standingOf(work, change.space, record.author, record.id);
    const { space, secretKey, row: replaced } = standing;
    const { id, author, kind, revision } = record;
    const kept = change.space === "private" ? change.lineage : undefined;
    if (kept === undefined && replaced?.isGone === true && revision <= replaced.revision)
      throw new TwofoldError("malformed", "V14 gone");

    const isShared = change.space === "shared";
    const lineage = isShared
      ? NO_LINEAGE
      : kept === undefined
        ? lineageNow(replaced, revision)
        : lineageKept(kept, revision);
    const payload = isShared ? signRecord(vault, record, bytes, secretKey) : concat(encodeLineage(lineage), bytes);
    const signature = isShared ? payload.slice(0, payload.length - bytes.length) : null;

    for (const seq of standing.seqs) dropRow(work, space, seq);
    let seq = nextAfter(work.highestSeq.get(space) ?? space.highestSeq);
    while (space.rows.has(seq)) seq = nextAfter(seq); // one that was not stepped over
    work.highestSeq.set(space, seq);
    const sealed = sealRow(space, seq, payload);
    const hash = hash256(sealed.sealed);
    const row = { id, author, hash, signature, revision, lineage, isGone: kind === GONE, listed: true };
    orMake(work.rows, space, () => new Map()).set(seq, { sealed, row });
    relist(work, standing, withEntry(standing.bucket, standing.id, { seq, hash }));
  }

  /**
   * Puts a tombstone where the record stands, and drops every other row of it: who takes something back does not mean to
   * leave an older row of it behind. What no list vouches for leaves no tombstone.
   */
  function remove(work: Work, { space: spaceName, author, id }: TakeAway): void {
    const { space, row } = standingOf(work, spaceName, author, id);
    const opened = openedRowsOf(work, space, author, id);
    const isThere = row?.isGone === false || [...opened.values()].some(({ isGone }) => !isGone);
    if (!isThere) throw new TwofoldError("not-found", "V14 remove");
    if (row === null) {
      purge(work, { space: spaceName, author, id });
      return;
    }
    for (const [seq, one] of opened) if (one !== row) dropRow(work, space, seq);
    if (row.isGone) return;
    const revision = spaceName === "private" ? nextAfter(row.revision) : row.revision;
    put(work, { act: "put", space: spaceName, json: tombstone({ id, author, revision }) });
  }

  function purge(work: Work, { space: spaceName, author, id }: TakeAway): void {
    const standing = standingOf(work, spaceName, author, id);
    const { space, bucket, entry } = standing;
    const seqs = new Set([...openedRowsOf(work, space, author, id).keys(), ...(entry === null ? [] : [entry.seq])]);
    if (seqs.size === 0) throw new TwofoldError("not-found", "V14 purge");
    for (const seq of seqs) dropRow(work, space, seq);
    if (entry !== null) relist(work, standing, withoutEntry(bucket, standing.id));
    tag = null; // the record may begin again
  }

  function stage(changes: readonly Change[]): Commit {
    // What was staged before and not settled may be on the disk all the same.
    if (stagedIn === generation) tag = null;
    stagedIn = generation;
    const work: Work = { rows: new Map(), dropped: new Map(), highestSeq: new Map(), buckets: new Map() };
    for (const change of changes)
      if (change.act === "put") put(work, change);
      else if (change.act === "remove") remove(work, change);
      else purge(work, change);

    const putParts: ManifestPart[] = [];
    const nextStates = new Map<Shelf, ShelfState>();
    for (const [shelf, buckets] of work.buckets) {
      const space = spaceNamed(shelf.space);
      const highestSeq = work.highestSeq.get(space) ?? space.highestSeq;
      const sealed = sealShelf(shelf, states.get(shelf)!, buckets, highestSeq, seenOf(shelf)?.sequence ?? 0);
      nextStates.set(shelf, sealed.state);
      putParts.push(...sealed.parts);
    }
    for (const [space, seq] of work.highestSeq) space.highestStagedSeq = Math.max(space.highestStagedSeq, seq);
    const commit: Commit = {
      putRows: [...work.rows.values()].flatMap((rows) => [...rows.values()].map(({ sealed }) => sealed)),
      dropRows: [...work.dropped].flatMap(([{ id }, seqs]) => [...seqs].map((seq) => ({ space: id, seq }))),
      putParts,
      header: null,
    };
    const rowsPut = [...work.rows].map(
      ([space, rows]) => [space, new Map([...rows].map(([seq, { row }]) => [seq, row]))] as const,
    );
    effects.set(commit, { generation, put: new Map(rowsPut), dropped: work.dropped, shelves: nextStates, keys });
    return commit;
  }

  /** A commit that writes the header alone. */
  function stageHeader(nextHeader: VaultHeader, nextKeys: Keys): Commit {
    const commit: Commit = { putRows: [], dropRows: [], putParts: [], header: nextHeader };
    effects.set(commit, { generation, put: new Map(), dropped: new Map(), shelves: new Map(), keys: nextKeys });
    return commit;
  }

  /** The header with the own seat changed. */
  function withOwnSeat(nextHeader: VaultHeader, seat: Seat, change: Partial<SeatHeader>): VaultHeader {
    const holder = nextHeader.seats[seat];
    if (holder === null) throw new TwofoldError("bug", "V7 seat");
    return { ...nextHeader, seats: { ...nextHeader.seats, [seat]: { ...holder, ...change } } };
  }

  /** A commit that writes the header alone, with the own keyring resealed. */
  function stageKeyring(nextHeader: VaultHeader, nextKeys: OwnKeys): Commit {
    const keyring = sealKeyring(nextKeys.vaultId, nextKeys, nextKeys.keyringKey);
    return stageHeader(withOwnSeat(nextHeader, nextKeys.seat, { keyring }), nextKeys);
  }

  function settle(commit: Commit): void {
    const effect = effects.get(commit);
    if (effect === undefined || effect.generation !== generation) throw new TwofoldError("bug", "V14 settle");
    effects.delete(commit);
    generation++;
    for (const [space, seqs] of effect.dropped) for (const seq of seqs) space.rows.delete(seq);
    for (const [space, rows] of effect.put)
      for (const [seq, row] of rows) {
        space.rows.set(seq, row);
        space.highestSeq = Math.max(space.highestSeq, seq);
      }
    for (const [shelf, state] of effect.shelves) states.set(shelf, state);
    keys = effect.keys;
    header = commit.header ?? header;
  }

  function ownKeys(rule: string): OwnKeys {
    if (keys.kind !== "one") throw new TwofoldError("not-allowed", rule);
    return keys;
  }

  function seenNow(): Seen {
    const own = ownKeys("V7 together");
    const others = header.seats[otherSeat(own.seat)]?.newerBox ?? null;
    const otherBox = others && { number: others.number, box: others.box };
    const seen = { ...own.seen, coupleEpoch: coupleEpochOf(header), otherBox };
    for (const [{ space, seat, isFormer }, { hasRoot, sequence, rootHash }] of states)
      if (hasRoot && !isFormer) seen[space === "private" ? "private" : seat] = { sequence, root: base64(rootHash) };
    return seen;
  }

  function stageSeen(unlockedAt?: Instant): Commit | null {
    const own = keys;
    if (own.kind === "together" || isLastHeaderStaged || states.size < shelves.length) return null;
    const seen = seenNow();
    const isCounted = own !== firstKeys && firstKeys.kind === "one" && own.unlocks !== firstKeys.unlocks;
    const unlocks = unlockedAt === undefined || isCounted ? own.unlocks : withUnlock(own.unlocks, unlockedAt);
    const isSame =
      unlocks === own.unlocks &&
      seen.coupleEpoch === own.seen.coupleEpoch &&
      seen.otherBox?.number === own.seen.otherBox?.number &&
      (["private", "a", "b"] as const).every(
        (shelf) => seen[shelf]?.sequence === own.seen[shelf]?.sequence && seen[shelf]?.root === own.seen[shelf]?.root,
      );
    return isSame ? null : stageKeyring(header, { ...own, seen, unlocks });
  }

  return {
    get keys() {
      return keys;
    },
    get header() {
      return header;
    },
    spaces: () => spaces.map(({ id }) => id),
    shelves: () => shelves.map(({ id }) => id),
    openRow(row) {
      const space = spaces.find(({ id }) => id === row.space);
      return space === undefined ? "unreadable" : openInto(space, row);
    },
    check,
    isVerified,
    isListed: (opened) => loadedOf(opened)?.listed === true,
    stage,
    settle,
    stageSeen,
    reserveSharedSeqs(count) {
      const space = spaceNamed("shared");
      const before = Math.max(space.highestSeq, space.highestStagedSeq);
      space.highestSeq = before + count;
      return before;
    },
    seenNow,
    stageSlots(slots) {
      const own = ownKeys("V18 together");
      return stageHeader(withOwnSeat(header, own.seat, { slots }), own);
    },
    stageLastHeader(lastHeader, pinned) {
      const own = ownKeys("V16 together");
      isLastHeaderStaged = true;
      if (pinned === undefined) return stageHeader(lastHeader, own);
      const repinned = { ...own, ...pinned };
      if (ownIdentity(repinned).partner !== ownIdentity(own).partner) throw new TwofoldError("bug", "V16 own");
      return stageKeyring(lastHeader, repinned);
    },
  };
}
