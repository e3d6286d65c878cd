/**
 * An open vault. Rows are opened one by one, then checked against the manifests; after that, changes are staged as
 * one transaction, which counts once the disk has it. Nothing here touches a disk or waits [V10] to [V14].
 */
import { TwofoldError } from "../base/errors.ts";
import { base64, fromBase64, hash256, utf8 } from "../crypto/sodium.ts";
import { compareSpace } from "./findings.ts";
import type { Finding } from "./findings.ts";
import { coupleEpochOf } from "./header.ts";
import type { VaultHeader } from "./header.ts";
import type { Identity } from "./identity.ts";
import { checkPinned, ownIdentity, sealKeyring } from "./keyring.ts";
import type { Keys, OwnKeys, Seen, SeenRoot } from "./keyring.ts";
import { findEntry, nextAfter, withEntry, withoutEntry } from "./manifest.ts";
import type { Bucket } from "./manifest.ts";
import { idBytes, isSignedRecord, parseRecord, signRecord } from "./record-row.ts";
import { EMPTY_SHELF, openShelf, sealShelf, shelvesOf } from "./shelf.ts";
import type { Shelf, ShelfState } from "./shelf.ts";
import { openInto, sealRow, spacesOf } from "./space.ts";
import type { LoadedRow, OpenedRow, Space } from "./space.ts";
import type { Change, Commit, ManifestPart, SealedRow, SpaceName } from "./transaction.ts";

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
   * after that. Throws "not-allowed" for a space or author this session cannot write as, "not-found" for a drop of
   * what is not there, "malformed" or "over-limit" for a record that no reader would accept, and "locked" before
   * `check`.
   */
  stage(changes: readonly Change[]): Commit;
  /** To be told when the disk has a staged commit. Throws "bug" when another was settled since it was staged. */
  settle(commit: Commit): void;
  /**
   * The header with the keyring resealed for the roots and couple key now seen; null when nothing is new, before
   * `check`, together, and once a partner joined. To be written once the findings were shown: a root that was rolled
   * back counts as seen.
   */
  stageSeen(): Commit | null;
  /** For joining alone: sets `count` seqs of the shared space aside for the other; the one before the first of them. */
  reserveSharedSeqs(count: number): number;
  /** For joining alone: this header, with the own keyring resealed for these identities. */
  stageJoined(header: VaultHeader, identities: { readonly a: Identity; readonly b: Identity }): Commit;
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
  checkPinned(firstHeader.seats, firstKeys.identities);
  let header = firstHeader;
  let keys = firstKeys;
  const vault = fromBase64(header.vaultId);
  const spaces = spacesOf(header, keys);
  const shelves = fresh?.shelves ?? shelvesOf(keys);
  const states = fresh?.states ?? new Map<Shelf, ShelfState>();
  const effects = new WeakMap<Commit, Effect>();
  let generation = 0;
  let hasJoined = false;
  if (fresh !== undefined) spaceNamed("shared").highestSeq = fresh.sharedSeq;

  function spaceNamed(name: SpaceName): Space {
    const space = spaces.find((candidate) => candidate.name === name);
    if (space === undefined) throw new TwofoldError("not-allowed", "V9 private");
    return space;
  }

  function seenOf({ space, seat }: Shelf): SeenRoot | null {
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
      const state = openShelf(shelf, partsOf.get(shelf.id) ?? new Map());
      states.set(shelf, state);
      return { shelf, state, seen: seenOf(shelf) };
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
    if (loaded.signature === null) return false;
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

  /** Rows opened of one author's record, in whatever number: a search of them all, for the rare cases only. */
  function seqsOf(space: Space, author: string, id: string): number[] {
    const seqs: number[] = [];
    for (const [seq, row] of space.rows)
      if (row !== "unreadable" && row.id === id && row.author === author) seqs.push(seq);
    return seqs;
  }

  function dropRow(work: Work, space: Space, seq: number): void {
    // A row put earlier in this very commit is never written at all.
    if (work.rows.get(space)?.delete(seq) !== true) orMake(work.dropped, space, () => new Set()).add(seq);
  }

  function put(work: Work, spaceName: SpaceName, json: string): void {
    const space = spaceNamed(spaceName);
    const bytes = utf8(json);
    const record = parseRecord(bytes);
    if (record.json !== json) throw new TwofoldError("malformed", "F1 utf-8"); // a lone surrogate would be changed
    const { shelf, secretKey, state } = writableShelf(space, record.author);
    const id = idBytes(record.id);
    const part = id[0]!;
    const buckets = orMake(work.buckets, shelf, () => new Map<number, Bucket>());
    const bucket = buckets.get(part) ?? state.buckets[part]!;

    const listed = findEntry(bucket, id);
    if (listed !== null) dropRow(work, space, listed.seq);
    else if (state.damaged.has(part))
      for (const seq of seqsOf(space, record.author, record.id)) dropRow(work, space, seq);

    const seq = nextAfter(work.highestSeq.get(space) ?? space.highestSeq);
    work.highestSeq.set(space, seq);
    const payload = spaceName === "shared" ? signRecord(vault, record, bytes, secretKey) : bytes;
    const sealed = sealRow(space, seq, payload);
    const hash = hash256(sealed.sealed);
    const signature = spaceName === "shared" ? payload.slice(0, payload.length - bytes.length) : null;
    const row = { id: record.id, author: record.author, hash, signature, listed: true };
    orMake(work.rows, space, () => new Map()).set(seq, { sealed, row });
    buckets.set(part, withEntry(bucket, id, { seq, hash }));
  }

  function drop(work: Work, spaceName: SpaceName, author: string, recordId: string): void {
    const space = spaceNamed(spaceName);
    const { shelf, state } = writableShelf(space, author);
    const id = idBytes(recordId);
    const part = id[0]!;
    const bucket = work.buckets.get(shelf)?.get(part) ?? state.buckets[part]!;
    const listed = findEntry(bucket, id);
    // All of them: who takes something back does not mean to leave an older row of it behind.
    const seqs = new Set([...seqsOf(space, author, recordId), ...(listed === null ? [] : [listed.seq])]);
    if (seqs.size === 0) throw new TwofoldError("not-found", "V14 drop");
    for (const seq of seqs) dropRow(work, space, seq);
    if (listed !== null) orMake(work.buckets, shelf, () => new Map()).set(part, withoutEntry(bucket, id));
  }

  function stage(changes: readonly Change[]): Commit {
    const work: Work = { rows: new Map(), dropped: new Map(), highestSeq: new Map(), buckets: new Map() };
    for (const change of changes)
      if (change.act === "put") put(work, change.space, change.json);
      else drop(work, change.space, change.author, change.id);

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

  /** A commit that writes the header alone, with the own keyring resealed. */
  function stageHeader(nextHeader: VaultHeader, nextKeys: OwnKeys): Commit {
    const { seat } = nextKeys;
    const holder = nextHeader.seats[seat];
    if (holder === null) throw new TwofoldError("bug", "V7 seat");
    const keyring = sealKeyring(nextKeys.vaultId, nextKeys, nextKeys.keyringKey);
    const seats = { ...nextHeader.seats, [seat]: { ...holder, keyring } };
    const commit: Commit = { putRows: [], dropRows: [], putParts: [], header: { ...nextHeader, seats } };
    effects.set(commit, { generation, put: new Map(), dropped: new Map(), shelves: new Map(), keys: nextKeys });
    return commit;
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

  function seenNow(own: OwnKeys): Seen {
    const seen = { ...own.seen, coupleEpoch: coupleEpochOf(header) };
    for (const [{ space, seat }, { hasRoot, sequence, rootHash }] of states)
      if (hasRoot) seen[space === "private" ? "private" : seat] = { sequence, root: base64(rootHash) };
    return seen;
  }

  function stageSeen(): Commit | null {
    const own = keys;
    if (own.kind === "together" || hasJoined || states.size < shelves.length) return null;
    const seen = seenNow(own);
    const isSame = (["private", "a", "b"] as const).every(
      (shelf) => seen[shelf]?.sequence === own.seen[shelf]?.sequence && seen[shelf]?.root === own.seen[shelf]?.root,
    );
    return isSame && seen.coupleEpoch === own.seen.coupleEpoch ? null : stageHeader(header, { ...own, seen });
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
    stageJoined(joinedHeader, identities) {
      if (keys.kind !== "one") throw new TwofoldError("not-allowed", "V16 together");
      const own = ownIdentity({ seat: keys.seat, identities });
      if (own.partner !== ownIdentity(keys).partner) throw new TwofoldError("bug", "V16 own");
      hasJoined = true;
      return stageHeader(joinedHeader, { ...keys, identities });
    },
  };
}
