/**
 * "Take my part" [V22]: leaving with a new vault of one's own. It holds what one wrote, what one published, and what the
 * other published as one's own keepsakes; nothing of the other's slots, keyring, private rows or drafts.
 */
import { TwofoldError } from "../base/errors.ts";
import type { Founded } from "./founding.ts";
import { ownIdentity } from "./keyring.ts";
import { GONE } from "./record-row.ts";
import type { Change, Commit, Finding, ManifestPart, OpenedRow, SealedRow, Session } from "./session.ts";
import { vouchedFor } from "./vouching.ts";

/** Changes staged in one commit. */
const CHANGES_A_COMMIT = 2_000;

/** What an open session has for its owner to take along, as the JSON of records. */
export interface OwnPart {
  /** The partner id under which the new vault is founded: all records stay their author's. */
  readonly partner: string;
  readonly originals: readonly string[];
  readonly copies: readonly string[];
  /** What others published and vouch for: to be made into keepsakes before it goes into one's own private space. */
  readonly others: readonly string[];
}

/** A whole new vault in the order of the store's primary keys: what a backup is written from. */
export interface TakenPart {
  readonly session: Session;
  readonly rows: readonly SealedRow[];
  readonly parts: readonly ManifestPart[];
}

/** The one row of each record: the listed one where there is one, else the highest revision that opened. */
function oneOfEach(session: Session, rows: readonly OpenedRow[]): string[] {
  const best = new Map<string, OpenedRow>();
  const rank = (row: OpenedRow): number => (session.isListed(row) ? Number.MAX_SAFE_INTEGER : row.revision);
  for (const row of rows) {
    const before = best.get(row.id);
    if (before === undefined || rank(row) > rank(before)) best.set(row.id, row);
  }
  return [...best.values()].filter(({ kind }) => kind !== GONE).map(({ json }) => json);
}

/**
 * What the owner of a session can take along of the rows it opened, once `check` gave these findings. Of one's own
 * private rows, unlisted ones too: nobody else can have written them. Throws "not-allowed" together.
 */
export function ownPartOf(session: Session, findings: readonly Finding[], rows: Iterable<OpenedRow>): OwnPart {
  const { keys } = session;
  if (keys.kind !== "one") throw new TwofoldError("not-allowed", "V22 together");
  const { partner } = ownIdentity(keys);
  const isVouchedFor = vouchedFor(session, findings);
  const originals: OpenedRow[] = [];
  const copies: OpenedRow[] = [];
  const others: OpenedRow[] = [];
  for (const row of rows)
    if (row.space === "private") originals.push(row);
    else if (isVouchedFor(row)) (row.author === partner ? copies : others).push(row);
  return {
    partner,
    originals: oneOfEach(session, originals),
    copies: oneOfEach(session, copies),
    others: oneOfEach(session, others),
  };
}

function* batches(records: Iterable<string>): Generator<string[]> {
  let batch: string[] = [];
  for (const json of records) {
    batch.push(json);
    if (batch.length === CHANGES_A_COMMIT) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/**
 * Fills a vault just founded under the same partner id: originals and keepsakes into its private space, copies into its
 * shared one. `founded.session` may be another session over the founding commit that was checked. Throws as `stage`
 * does, "not-allowed" among others for a record of another author.
 */
export function takeMyPart(
  founded: Pick<Founded, "session" | "commit">,
  taken: { readonly private: Iterable<string>; readonly shared: Iterable<string> },
): TakenPart {
  const { session } = founded;
  const rows = new Map<string, SealedRow>();
  const parts = new Map<string, ManifestPart>();
  const write = (commit: Commit): void => {
    for (const { space, seq } of commit.dropRows) rows.delete(`${space} ${seq}`);
    for (const row of commit.putRows) rows.set(`${row.space} ${row.seq}`, row);
    for (const part of commit.putParts) parts.set(`${part.shelf} ${part.part}`, part);
  };
  write(founded.commit);
  for (const space of ["private", "shared"] as const) {
    for (const batch of batches(taken[space])) {
      const commit = session.stage(batch.map((json): Change => ({ act: "put", space, json })));
      write(commit);
      session.settle(commit);
    }
  }
  return {
    session,
    rows: [...rows.values()].sort((left, right) => byKey(left.space, right.space, left.seq - right.seq)),
    parts: [...parts.values()].sort((left, right) => byKey(left.shelf, right.shelf, left.part - right.part)),
  };
}

const byKey = (left: string, right: string, numbers: number): number =>
  left === right ? numbers : left < right ? -1 : 1;
