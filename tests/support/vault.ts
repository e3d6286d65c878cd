/** A vault in memory for tests: a store that applies commits, and a couple whose vault was founded and joined. */
import { sodiumReady } from "#shared/crypto/sodium.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { foundVault } from "#shared/vault/founding.ts";
import { formatHeader, parseHeader } from "#shared/vault/header.ts";
import type { Seat, VaultHeader } from "#shared/vault/header.ts";
import { newId } from "#shared/vault/identity.ts";
import { admit, beginJoin, completeJoin } from "#shared/vault/joining.ts";
import type { Keys, OwnKeys } from "#shared/vault/keyring.ts";
import { openSession } from "#shared/vault/session.ts";
import type { Change, Commit, Finding, ManifestPart, OpenedRow, SealedRow, Session } from "#shared/vault/session.ts";
import { openKeys } from "#shared/vault/vault.ts";
import type { Secret } from "#shared/vault/vault.ts";

export const NOA_PASSPHRASE = "seven quiet lamps by the water";
export const SAM_PASSPHRASE = "an orchard under the north wind";

/** What is on the disk: nothing but what commits wrote. */
export interface Disk {
  header: string;
  readonly rows: Map<string, SealedRow>;
  readonly parts: Map<string, ManifestPart>;
}

export const rowKey = ({ space, seq }: { space: string; seq: number }): string => `${space}/${seq}`;
export const partKey = ({ shelf, part }: { shelf: string; part: number }): string => `${shelf}/${part}`;

export const emptyDisk = (): Disk => ({ header: "", rows: new Map(), parts: new Map() });
export const copyOf = (disk: Disk): Disk => ({
  header: disk.header,
  rows: new Map(disk.rows),
  parts: new Map(disk.parts),
});

/** Writes a commit, as one transaction would. */
export function write(disk: Disk, commit: Commit): void {
  if (commit.header !== null) disk.header = formatHeader(commit.header);
  for (const row of commit.dropRows) disk.rows.delete(rowKey(row));
  for (const row of commit.putRows) disk.rows.set(rowKey(row), row);
  for (const part of commit.putParts) disk.parts.set(partKey(part), part);
}

/** Stages, writes and settles changes; the commit that was written. */
export function save(disk: Disk, session: Session, ...changes: Change[]): Commit {
  const commit = session.stage(changes);
  write(disk, commit);
  session.settle(commit);
  return commit;
}

export interface Unlocked {
  readonly session: Session;
  readonly rows: OpenedRow[];
  readonly unreadable: number;
  readonly findings: readonly Finding[];
}

/** Opens a session on a disk with keys: all its rows, then the check. */
export function unlock(disk: Disk, keys: Keys): Unlocked {
  const session = openSession(parseHeader(disk.header), keys);
  const mine = [...disk.rows.values()].filter(({ space }) => session.spaces().includes(space));
  const opened = mine.map((row) => session.openRow(row));
  const rows = opened.filter((row): row is OpenedRow => row !== "unreadable");
  const shelves = session.shelves();
  const findings = session.check([...disk.parts.values()].filter(({ shelf }) => shelves.includes(shelf)));
  return { session, rows, unreadable: opened.length - rows.length, findings };
}

/** The keys of a seat. Runs a derivation. */
export function keysOf(disk: Disk, seat: Seat, secret: Secret): OwnKeys {
  const keys = openKeys(parseHeader(disk.header), seat, secret);
  if (typeof keys === "string") throw new Error(keys);
  return keys;
}

/** A fresh copy of keys, as structured cloning gives every worker. */
export const cloned = <T>(value: T): T => structuredClone(value);

export interface RecordDraft {
  readonly id?: string;
  readonly author: string;
  readonly kind?: string;
  readonly revision?: number;
  readonly text?: string;
}

/** A record's JSON with the members the vault reads. */
export function aRecord({ id = newId(), author, kind = "entry", revision = 1, text = "" }: RecordDraft): string {
  return JSON.stringify({ kind, v: 1, id, author, revision, text });
}

export interface Couple {
  readonly disk: Disk;
  readonly header: VaultHeader;
  readonly noa: { readonly partner: string; readonly words: string[]; keys: OwnKeys };
  readonly sam: { readonly partner: string; readonly words: string[]; keys: OwnKeys };
}

/** Noa founds, Sam joins; each has published a profile. Four derivations: make one per file. */
export async function aCouple(): Promise<Couple> {
  await sodiumReady;
  const disk = emptyDisk();
  const founded = foundVault({ cover: "tide", coverForB: "wheat", passphrase: NOA_PASSPHRASE, cost: KDF_FLOOR });
  write(disk, founded.commit);
  save(disk, founded.session, {
    act: "put",
    space: "shared",
    json: aRecord({ author: founded.partner, kind: "profile" }),
  });
  const { hello, secret } = beginJoin(parseHeader(disk.header));
  const { admission, finish } = admit(founded.session, cloned(hello));
  const joined = completeJoin(secret, cloned(admission), {
    cover: "wheat",
    passphrase: SAM_PASSPHRASE,
    cost: KDF_FLOOR,
  });
  write(disk, finish(cloned(joined.joined)));
  write(disk, joined.commit);
  save(disk, joined.session, {
    act: "put",
    space: "shared",
    json: aRecord({ author: joined.partner, kind: "profile" }),
  });
  const header = parseHeader(disk.header);
  return {
    disk,
    header,
    noa: {
      partner: founded.partner,
      words: founded.words,
      keys: keysOf(disk, "a", { passphrase: NOA_PASSPHRASE }),
    },
    sam: {
      partner: joined.partner,
      words: joined.words,
      keys: keysOf(disk, "b", { passphrase: SAM_PASSPHRASE }),
    },
  };
}
