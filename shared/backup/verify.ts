/** Verifying a backup: every row and every manifest that the opener's keys open, everything else carried intact. */
import { parseRecord, type RecordKind, RECORD_KINDS } from "../domain/record.ts";
import type { Instant } from "../base/time.ts";
import type { Seat } from "../vault/header.ts";
import { type Finding, type OpenedRow, openSession, type SpaceName } from "../vault/session.ts";
import { backupContents, type OnProgress, type OpenedBackup, type Owner, spacesOf } from "./backup-file.ts";

/** What a verification found. Plain JSON; holds no word of the journal. */
export interface VerifyReport {
  /** True when every row that these keys open was read, listed by its author's manifest and vouched for. */
  readonly ok: boolean;
  readonly vaultId: string;
  readonly writtenAt: Instant;
  readonly opener: Seat | "together";
  readonly bytes: number;
  /** Rows of each space, and whether they were opened or, sealed for the other partner, carried intact. */
  readonly spaces: readonly { readonly owner: Owner; readonly rows: number; readonly opened: boolean }[];
  /** Records that were opened and read, by space and kind. */
  readonly records: Readonly<Record<SpaceName, Readonly<Record<RecordKind, number>>>>;
  readonly opened: number;
  /** Rows and manifest parts authenticated as parts of this file, sealed for somebody else. */
  readonly carriedIntact: number;
  /** Rows that did not open, and rows that opened and are no record this version can read. */
  readonly unreadable: { readonly rows: number; readonly records: number };
  /** Shared copies whose author's signature does not fit. */
  readonly unverified: number;
  readonly findings: readonly Finding[];
}

/** Given each row that opened, in the order of the file. */
export type OnRow = (row: OpenedRow) => void;

/**
 * Reads a whole opened backup once. Throws "damaged" or "over-limit" as soon as the file is not what was written; what
 * an authentic file holds that cannot be read or is not vouched for is told in the report, with `ok` false.
 */
export async function verifyBackup(
  opened: OpenedBackup,
  {
    onProgress = () => undefined,
    onRow = () => undefined,
  }: { readonly onProgress?: OnProgress; readonly onRow?: OnRow } = {},
): Promise<VerifyReport> {
  const { header, keys } = opened;
  const session = openSession(header.vault, keys);
  const ours = new Set([...session.spaces(), ...session.shelves()]);
  const parts = [];
  const shared: OpenedRow[] = [];
  const records = { private: noRecords(), shared: noRecords() };
  const tally = { opened: 0, carriedIntact: 0, rows: 0, records: 0 };
  for await (const items of backupContents(opened, onProgress)) {
    for (const item of items) {
      if (!ours.has(item.kind === "row" ? item.row.space : item.part.shelf)) {
        tally.carriedIntact += 1;
      } else if (item.kind === "part") {
        parts.push(item.part);
      } else {
        const row = session.openRow(item.row);
        if (row === "unreadable") {
          tally.rows += 1;
          continue;
        }
        tally.opened += 1;
        if (row.space === "shared") shared.push(row);
        const parsed = parseRecord(row.value);
        if (parsed.kind === "record") records[row.space][parsed.record.kind] += 1;
        else tally.records += 1;
        onRow(row);
      }
    }
  }
  const findings = session.check(parts);
  const unverified = shared.filter((row) => !session.isVerified(row)).length;
  return {
    ok: findings.length === 0 && unverified === 0 && tally.rows === 0 && tally.records === 0,
    vaultId: header.facts.vaultId,
    writtenAt: header.facts.writtenAt,
    opener: keys.kind === "one" ? keys.seat : "together",
    bytes: header.facts.bytes,
    spaces: header.facts.spaces.map(({ owner, rows }) => {
      const id = spacesOf(header.vault).find((space) => space.owner === owner)?.id ?? "";
      return { owner, rows, opened: ours.has(id) };
    }),
    records,
    opened: tally.opened,
    carriedIntact: tally.carriedIntact,
    unreadable: { rows: tally.rows, records: tally.records },
    unverified,
    findings,
  };
}

function noRecords(): Record<RecordKind, number> {
  return Object.fromEntries(Object.keys(RECORD_KINDS).map((kind) => [kind, 0])) as Record<RecordKind, number>;
}
