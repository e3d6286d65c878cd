/** Verifying and reading a backup: every row and manifest that the opener's keys open, all others carried intact [B8]. */
import { assertNever } from "../base/errors.ts";
import type { Instant } from "../base/time.ts";
import { type JournalRecord, parseRecord, noRecords, type RecordKind, type Unreadable } from "../domain/record.ts";
import type { Seat } from "../vault/header.ts";
import {
  type Finding,
  type ManifestPart,
  type OpenedRow,
  openSession,
  type SealedRow,
  type Session,
  type SpaceName,
} from "../vault/session.ts";
import { GONE } from "../vault/record-row.ts";
import { vouchedFor } from "../vault/vouching.ts";
import { backupContents, type OnProgress, partBeside, type PartsBeside } from "./backup-body.ts";
import { type BackupFacts, type Owner, spacesOf } from "./backup-header.ts";
import type { OpenedBackup } from "./open-backup.ts";

/** What a verification found. Plain JSON; holds no word of the journal. */
export interface VerifyReport {
  /** True when every row that these keys open was read, is listed by its author's manifest and vouched for, and every part is there. */
  readonly ok: boolean;
  readonly vaultId: string;
  readonly writtenAt: Instant;
  readonly opener: Seat | "together";
  readonly bytes: number;
  /** Rows of each space, and whether they were opened or, sealed for the other partner, carried intact. */
  readonly spaces: readonly { readonly owner: Owner; readonly rows: number; readonly opened: boolean }[];
  /** Records that were opened and read, by space and kind. A tombstone is a row that opened, and no record. */
  readonly records: Readonly<Record<SpaceName, Readonly<Record<RecordKind, number>>>>;
  readonly opened: number;
  /** Rows sealed for somebody else: authenticated as rows of this file, and that is all that can be told of them. */
  readonly carriedIntact: number;
  /** Rows that did not open, and rows that opened and are no record this version can read. */
  readonly unreadable: { readonly rows: number; readonly records: number };
  /** Attachment parts, all of them hashed; the names of those that are not there, or are not the ones that were written. */
  readonly attachments: BackupFacts["attachments"] & {
    readonly missing: readonly string[];
    readonly damaged: readonly string[];
  };
  /** Shared copies that their author's signature does not fit. */
  readonly unverified: number;
  readonly findings: readonly Finding[];
}

/**
 * Reads a whole opened backup once, with memory for the shared copies and the manifests. Throws "damaged" or "over-limit" as soon
 * as the file is not what was written; what an authentic file holds that cannot be read or is not vouched for is told
 * in the report, with `ok` false. `beside` reads the parts that are not in the file itself; without it they are missing.
 */
export async function verifyBackup(
  opened: OpenedBackup,
  onProgress?: OnProgress,
  beside?: PartsBeside,
): Promise<VerifyReport> {
  const shared: OpenedRow[] = [];
  const pass = await readBody(opened, (row) => row.space === "shared" && shared.push(row), onProgress, beside);
  return reportOf(opened, pass, shared);
}

/** A row that is not to be taken for a record: kept with its exact text, never dropped. */
export interface SetAside {
  readonly why: Unreadable | "unverified";
  readonly json: string;
}

export interface BackupRecords {
  readonly report: VerifyReport;
  /** What the opener can read: their originals, then the copies of both that are vouched for, each as saved. */
  readonly records: readonly JournalRecord[];
  readonly setAside: readonly SetAside[];
}

/** Verifies a backup and keeps what it holds for the opener. Throws as `verifyBackup` does. */
export async function readBackup(
  opened: OpenedBackup,
  onProgress?: OnProgress,
  beside?: PartsBeside,
): Promise<BackupRecords> {
  const rows: OpenedRow[] = [];
  const pass = await readBody(opened, (row) => rows.push(row), onProgress, beside);
  // By space and seq: the ids of spaces are random, and their order in the file says nothing.
  rows.sort((left, right) => (left.space === right.space ? left.seq - right.seq : left.space === "private" ? -1 : 1));
  const records: JournalRecord[] = [];
  const setAside: SetAside[] = [];
  const isVouchedFor = vouchedFor(pass.session, pass.findings);
  for (const row of rows) {
    const parsed = parseRecord(row.value);
    if (parsed.kind === "unreadable") setAside.push({ why: parsed.reason, json: row.json });
    else if (!isVouchedFor(row)) setAside.push({ why: "unverified", json: row.json });
    else records.push(parsed.record);
  }
  const shared = rows.filter(({ space }) => space === "shared");
  return { report: reportOf(opened, pass, shared), records, setAside };
}

interface Pass {
  readonly session: Session;
  readonly findings: readonly Finding[];
  readonly records: Record<SpaceName, Record<RecordKind, number>>;
  readonly opened: number;
  readonly carriedIntact: number;
  readonly unreadable: { readonly rows: number; readonly records: number };
  readonly absent: { readonly missing: readonly string[]; readonly damaged: readonly string[] };
}

async function readBody(
  opened: OpenedBackup,
  onRow: (row: OpenedRow) => void,
  onProgress?: OnProgress,
  beside: PartsBeside = () => Promise.resolve("missing"),
): Promise<Pass> {
  const session = openSession(opened.header.vault, opened.keys);
  const spaces = new Set(session.spaces());
  const shelves = new Set(session.shelves());
  const parts: ManifestPart[] = [];
  const records = { private: noRecords(), shared: noRecords() };
  const unreadable = { rows: 0, records: 0 };
  const absent = { missing: [] as string[], damaged: [] as string[] };
  let openedRows = 0;
  let carriedIntact = 0;
  function takeRow(sealed: SealedRow): void {
    if (!spaces.has(sealed.space)) {
      carriedIntact += 1;
      return;
    }
    const row = session.openRow(sealed);
    if (row === "unreadable") {
      unreadable.rows += 1;
      return;
    }
    openedRows += 1;
    if (row.kind === GONE) return; // a tombstone: counted as a row, and no record
    const parsed = parseRecord(row.value);
    if (parsed.kind === "record") records[row.space][parsed.record.kind] += 1;
    else unreadable.records += 1;
    onRow(row);
  }

  for await (const items of backupContents(opened, onProgress)) {
    for (const item of items) {
      switch (item.kind) {
        case "row":
          takeRow(item.row);
          break;
        case "part":
          if (shelves.has(item.part.shelf)) parts.push(item.part);
          break;
        case "attachment":
          break; // it was hashed as it was read
        case "beside": {
          const part = await partBeside(item.listed, beside);
          if (typeof part === "string") absent[part].push(item.listed.name);
          break;
        }
        default:
          assertNever(item);
      }
    }
  }
  return { session, findings: session.check(parts), records, opened: openedRows, carriedIntact, unreadable, absent };
}

function reportOf({ header, keys }: OpenedBackup, pass: Pass, shared: readonly OpenedRow[]): VerifyReport {
  const { session, findings, records, opened, carriedIntact, unreadable, absent } = pass;
  const isVouchedFor = vouchedFor(session, findings);
  const unverified = shared.filter((row) => !isVouchedFor(row)).length;
  const unread = unverified + unreadable.rows + unreadable.records;
  const ours = new Set(session.spaces());
  const ownersOpened = new Set(spacesOf(header.vault).flatMap(({ id, owner }) => (ours.has(id) ? [owner] : [])));
  return {
    ok: [findings, absent.missing, absent.damaged].every(({ length }) => length === 0) && unread === 0,
    vaultId: header.facts.vaultId,
    writtenAt: header.facts.writtenAt,
    opener: keys.kind === "one" ? keys.seat : "together",
    bytes: header.facts.bytes,
    spaces: header.facts.spaces.map((space) => ({ ...space, opened: ownersOpened.has(space.owner) })),
    records,
    opened,
    carriedIntact,
    unreadable,
    attachments: { ...header.facts.attachments, ...absent },
    unverified,
    findings,
  };
}
