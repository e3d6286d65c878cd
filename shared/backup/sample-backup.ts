/** The sample couple in a vault of their own, made through the same steps as a real one: founded, joined, written, shared. */
import type { Day, Instant } from "../base/time.ts";
import { commitmentTo } from "../crypto/commitment.ts";
import type { KdfCost } from "../crypto/keyslot.ts";
import { type JournalRecord, noRecords, type RecordKind, writeRecord } from "../domain/record.ts";
import { sampleCouple, samplePartnerIds } from "../sample/sample-couple.ts";
import { foundVault } from "../vault/founding.ts";
import type { VaultHeader } from "../vault/header.ts";
import { admit, beginJoin, completeJoin } from "../vault/joining.ts";
import type { Change, Commit, ManifestPart, SealedRow, Session, SpaceName } from "../vault/session.ts";
import { backupChunks } from "./write-backup.ts";

export interface SampleWish {
  /** A whole number; the same one gives the same records, but for the hashes of commitments, which are made in this vault. */
  readonly seed: number;
  readonly months: number;
  /** The last day. */
  readonly until: Day;
  readonly passphrases: { readonly a: string; readonly b: string };
  readonly cost: KdfCost;
}

export interface SampleVault {
  readonly header: VaultHeader;
  /** All rows and parts, in the order of the store's primary keys. */
  readonly rows: readonly SealedRow[];
  readonly parts: readonly ManifestPart[];
  /** Both open, for one backup and its verification. Noa founded, Sam joined. */
  readonly sessions: { readonly a: Session; readonly b: Session };
  readonly words: { readonly a: readonly string[]; readonly b: readonly string[] };
  /** Originals by kind, of both. */
  readonly originals: Readonly<Record<RecordKind, number>>;
  readonly copies: number;
}

/** Changes staged at once: a year is one commit or two, ten years never one huge one. */
const CHANGES_A_COMMIT = 2_000;

/**
 * Makes the vault. Runs four derivations at `cost` and leaves keys in the heap: a throwaway worker's or a command's task.
 * The records are the same for the same seed, but for the hashes of commitments [F11]; keys, nonces and salts are not.
 */
export function sampleVault({ seed, months, until, passphrases, cost }: SampleWish): SampleVault {
  const [noaId, samId] = samplePartnerIds(seed);
  const store = emptyStore();

  const founded = foundVault({
    cover: "tide",
    coverForB: "wheat",
    passphrase: passphrases.a,
    cost,
    partner: noaId,
  });
  const place = founded.session.header.vaultId;
  const couple = sampleCouple({ seed, months, until, commit: (text, key) => commitmentTo(text, { place, key }) });
  const [noa, sam] = couple.partners;
  store.write(founded.commit);
  const ofAuthor = (records: readonly JournalRecord[], author: string): JournalRecord[] =>
    records.filter((record) => record.author === author);
  store.save(founded.session, "private", noa.originals);
  store.save(founded.session, "shared", ofAuthor(couple.shared, noaId));

  const { hello, secret } = beginJoin(founded.session.header, samId);
  const { admission, finish } = admit(founded.session, hello);
  const joined = completeJoin(secret, admission, { cover: "wheat", passphrase: passphrases.b, cost });
  const taken = finish(joined.joined);
  store.write(taken);
  founded.session.settle(taken);
  store.write(joined.commit);
  store.save(joined.session, "private", sam.originals);
  store.save(joined.session, "shared", ofAuthor(couple.shared, samId));

  return {
    header: founded.session.header,
    rows: store.rows(),
    parts: store.parts(),
    sessions: { a: founded.session, b: joined.session },
    words: { a: founded.words, b: joined.words },
    originals: countsByKind([...noa.originals, ...sam.originals]),
    copies: couple.shared.length,
  };
}

/** The sample couple's whole backup, as the app would write it. */
export function sampleBackup(
  wish: SampleWish & { readonly now: Instant },
): AsyncGenerator<Uint8Array, void, undefined> {
  const { sessions, rows, parts } = sampleVault(wish);
  return backupChunks(sessions.a, rows, parts, { now: wish.now });
}

function countsByKind(records: readonly JournalRecord[]): Record<RecordKind, number> {
  const counts = noRecords();
  for (const { kind } of records) counts[kind] += 1;
  return counts;
}

/** A store in memory: what transactions wrote. */
function emptyStore() {
  const rows = new Map<string, SealedRow>();
  const parts = new Map<string, ManifestPart>();
  function write(commit: Commit): void {
    for (const { space, seq } of commit.dropRows) rows.delete(`${space} ${seq}`);
    for (const row of commit.putRows) rows.set(`${row.space} ${row.seq}`, row);
    for (const part of commit.putParts) parts.set(`${part.shelf} ${part.part}`, part);
  }
  return {
    write,
    save(session: Session, space: SpaceName, records: readonly JournalRecord[]): void {
      for (let from = 0; from < records.length; from += CHANGES_A_COMMIT) {
        const batch = records.slice(from, from + CHANGES_A_COMMIT);
        const commit = session.stage(batch.map((record): Change => ({ act: "put", space, json: writeRecord(record) })));
        write(commit);
        session.settle(commit);
      }
    },
    rows: () => [...rows.values()].sort((left, right) => order(left.space, right.space) || left.seq - right.seq),
    parts: () => [...parts.values()].sort((left, right) => order(left.shelf, right.shelf) || left.part - right.part),
  };
}

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
