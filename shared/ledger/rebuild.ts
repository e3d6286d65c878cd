/**
 * One journal chosen from two copies of it, with keys: the manifests name every piece, and whichever side holds a piece exactly as
 * it is named gives it [L8]. All that a ledger ever held counts, though it was dropped or replaced since: the chain has no key, and so
 * whoever adds frames to a ledger must not be able to take anything away by it.
 */
import { sameBytes } from "../base/bytes.ts";
import { base64, hash256 } from "../crypto/sodium.ts";
import type { VaultHeader } from "../vault/header.ts";
import type { Keys } from "../vault/keyring.ts";
import { bucketHash, encodeRoot, entriesOf, ROOT_PART, type Root } from "../vault/manifest.ts";
import { openSession, type ManifestPart, type SealedRow, type Session } from "../vault/session.ts";
import { openRoot, openShelf, shelvesOf, type Shelf, type ShelfState } from "../vault/shelf.ts";
import { applyCommit, emptyState, partsOf, rowsOf, type SealedState } from "./sealed-state.ts";
import { NOTHING, type StoredCommit } from "./stored-commit.ts";

/** One side: gives all its commits in their order, each of the three times it is asked. A store gives what it holds as one commit. */
export type Evidence = (take: (commit: StoredCommit) => void) => Promise<unknown>;

export interface Rebuilt {
  readonly rows: readonly SealedRow[];
  readonly parts: readonly ManifestPart[];
  readonly counts: {
    /** Rows the manifests of these keys name, and where they were found: `listed` is the sum of the three that follow. */
    readonly listed: number;
    readonly fromStore: number;
    /** Found in the ledger alone. */
    readonly fromLedger: number;
    readonly stillMissing: number;
    /** Rows that are kept and not named: those of spaces these keys do not open, and what cannot be judged. */
    readonly carried: number;
    /** Rows of the store that nothing names and that are not kept. */
    readonly leftBehind: number;
  };
}

/** A shelf by the newest root that opened for it, with the pieces found for it so far. */
interface ChosenShelf {
  readonly shelf: Shelf;
  readonly root: Root;
  readonly parts: Map<number, Uint8Array>;
}

type Chosen = ReadonlyMap<string, ChosenShelf>;

/** Goes through both sides once: what each comes to, and for every shelf the root with the highest sequence that opens. */
async function chooseRoots(shelves: readonly Shelf[], { former }: Keys, sides: readonly Evidence[]) {
  /** What lost partners left is frozen at the root both keyrings are pinned to [V21]: whoever has their keys may sign newer ones. */
  const pinned = new Map(former.map(({ identity, seen }) => [identity.sharedShelf, seen?.root]));
  const chosen = new Map<string, ChosenShelf>();
  const states = new Map<Evidence, SealedState>();
  for (const side of sides) {
    const state = emptyState();
    states.set(side, state);
    await side((commit) => {
      applyCommit(state, commit);
      for (const { shelf: id, part, sealed } of commit.putParts) {
        const shelf = part === ROOT_PART ? shelves.find((candidate) => candidate.id === id) : undefined;
        const root = shelf === undefined ? null : openRoot(shelf, sealed);
        if (shelf === undefined || root === null || root.sequence < (chosen.get(id)?.root.sequence ?? 0)) continue;
        const pin = pinned.get(id);
        if (pin !== undefined && base64(hash256(encodeRoot(root))) !== pin) continue;
        chosen.set(id, { shelf, root, parts: new Map([[ROOT_PART, sealed]]) });
      }
    });
  }
  return { chosen, states };
}

/** Finds the buckets that the chosen roots name, wherever they are. */
async function findBuckets(chosen: Chosen, sides: readonly Evidence[]): Promise<void> {
  for (const side of sides)
    await side(({ putParts }) => {
      for (const { shelf, part, sealed } of putParts) {
        const found = chosen.get(shelf);
        if (found === undefined || found.parts.has(part)) continue; // the root is there already
        if (sameBytes(hash256(sealed), bucketHash(found.root.buckets, part))) found.parts.set(part, sealed);
      }
    });
}

interface OpenedShelf {
  readonly shelf: Shelf;
  readonly space: string;
  readonly state: ShelfState;
}

/** Rows by space and seq. */
type Rows = Map<string, Map<number, Uint8Array>>;

function within<Value>(table: Map<string, Map<number, Value>>, id: string): Map<number, Value> {
  const found = table.get(id) ?? new Map<number, Value>();
  table.set(id, found);
  return found;
}

/** Of two shelves that name one seq the first is heard: one's own come before the other's, who may name what they like. */
function namedRows(opened: readonly OpenedShelf[]) {
  const named: Rows = new Map();
  const ownFirst = [...opened].sort(
    (left, right) => Number(right.shelf.secretKey !== null) - Number(left.shelf.secretKey !== null),
  );
  let listed = 0;
  for (const { space, state } of ownFirst)
    for (const bucket of state.buckets)
      for (const { seq, hash } of entriesOf(bucket)) {
        listed++;
        const hashes = within(named, space);
        if (!hashes.has(seq)) hashes.set(seq, hash);
      }
  return { named, listed };
}

/** Adds the named rows that a side holds and that were not found yet; how many. */
async function findRows(named: Rows, found: Rows, side: Evidence): Promise<number> {
  let count = 0;
  await side(({ putRows }) => {
    for (const { space, seq, sealed } of putRows) {
      const hash = named.get(space)?.get(seq);
      if (hash === undefined || within(found, space).has(seq) || !sameBytes(hash256(sealed), hash)) continue;
      within(found, space).set(seq, sealed);
      count++;
    }
  });
  return count;
}

/**
 * Tells whether a row that nothing names is certainly no part of the journal any more: all of its space was found as it is named, and
 * its author's root knew of its number and did not name it. What cannot be known to be old is not left behind.
 */
function judgeOf(
  session: Session,
  opened: readonly OpenedShelf[],
  named: Rows,
  found: Rows,
): (row: SealedRow) => boolean {
  const isWhole = (space: string): boolean =>
    opened.every((shelf) => shelf.space !== space || shelf.state.damaged.size === 0) &&
    (named.get(space)?.size ?? 0) === (found.get(space)?.size ?? 0);
  const whole = new Set(session.spaces().filter(isWhole));
  return (row) => {
    if (!whole.has(row.space)) return false;
    const record = session.openRow(row);
    const shelves = opened.filter(({ space }) => space === row.space);
    const authors = shelves.filter(({ shelf }) => record !== "unreadable" && shelf.author.partner === record.author);
    return (authors.length > 0 ? authors : shelves).every(({ state }) => row.seq <= state.highestSeq);
  };
}

/**
 * Chooses, for the keys of the session that found something in the store, and for the header it was opened with: the one of which it
 * is known that it opens. `surer` is the side that is taken where no manifest of these keys can tell [L8]. What comes of it is checked
 * like any journal: this makes nothing good that no side had.
 */
export async function rebuild({
  header,
  keys,
  store,
  ledger,
  surer,
}: {
  readonly header: VaultHeader;
  readonly keys: Keys;
  readonly store: Evidence;
  readonly ledger: Evidence;
  readonly surer: "store" | "ledger";
}): Promise<Rebuilt> {
  const session = openSession(header, keys);
  const privateSpace = session.spaces().find((space) => space !== header.sharedSpace) ?? "";
  const shelves = shelvesOf(keys);
  const sides = surer === "store" ? [ledger, store] : [store, ledger]; // the surer one last: of equals the last is taken

  const { chosen, states } = await chooseRoots(shelves, keys, sides);
  await findBuckets(chosen, sides);
  const opened = shelves.map((shelf) => ({
    shelf,
    space: shelf.space === "shared" ? header.sharedSpace : privateSpace,
    state: openShelf(shelf, chosen.get(shelf.id)?.parts ?? new Map<number, Uint8Array>()),
  }));

  const { named, listed } = namedRows(opened);
  const found: Rows = new Map();
  const fromStore = await findRows(named, found, store);
  const fromLedger = await findRows(named, found, ledger);

  const isPast = judgeOf(session, opened, named, found);
  const result = emptyState();
  /** Whether it would take the place of what the other side has, and does not open. */
  const isWorse = (row: SealedRow): boolean =>
    result.rows.get(row.space)?.has(row.seq) === true &&
    session.spaces().includes(row.space) &&
    session.openRow(row) === "unreadable";
  for (const state of states.values()) {
    const isKept = (row: SealedRow) => !found.get(row.space)?.has(row.seq) && !isPast(row) && !isWorse(row);
    const putRows = [...rowsOf(state)].filter(isKept);
    applyCommit(result, { ...NOTHING, putRows, putParts: [...partsOf(state)] });
  }
  const foundParts = new Map([...chosen].map(([shelf, { parts }]) => [shelf, parts]));
  const foundState = { header: null, rows: found, parts: foundParts };
  applyCommit(result, { ...NOTHING, putRows: [...rowsOf(foundState)], putParts: [...partsOf(foundState)] });

  const rows = [...rowsOf(result)];
  const inStore = [...rowsOf(states.get(store) ?? emptyState())];
  return {
    rows,
    parts: [...partsOf(result)],
    counts: {
      listed,
      fromStore,
      fromLedger,
      stillMissing: listed - fromStore - fromLedger,
      carried: rows.length - fromStore - fromLedger,
      leftBehind: inStore.filter(({ space, seq }) => !result.rows.get(space)?.has(seq)).length,
    },
  };
}
