/** Sealed rows opened newest first, in pages: a small first page for the first screen, larger ones behind it. */
import { utf8 } from "#shared/crypto/sodium.ts";
import { parseRecord } from "#shared/domain/record.ts";
import { GONE } from "#shared/vault/record-row.ts";
import type { ManifestPart, OpenedRow, SealedRow, Session } from "#shared/vault/session.ts";
import { vouchedFor } from "#shared/vault/vouching.ts";
import type { OpenedPage, Unreadable } from "./calls.ts";

const FIRST_PAGE_ROWS = 120;
const PAGE_ROWS = 1_500;

interface Opened {
  /** JSON of records that parse, as it is written on the page. */
  readonly texts: string[];
  /** The opened rows of those texts, to be asked about once the manifest was checked. */
  readonly rows: OpenedRow[];
  readonly unreadable: Unreadable[];
}

function openRows(session: Session, rows: readonly SealedRow[], space: Unreadable["space"]): Opened {
  const opened: Opened = { texts: [], rows: [], unreadable: [] };
  for (const row of rows) {
    const one = session.openRow(row);
    if (one === "unreadable") {
      opened.unreadable.push({ space, reason: "damaged" });
      continue;
    }
    if (one.kind === GONE) continue; // a tombstone: nothing to show
    const parsed = parseRecord(one.value);
    if (parsed.kind === "unreadable") {
      opened.unreadable.push({ space, reason: parsed.reason });
      continue;
    }
    // A row of the current version is passed on as it was written; a migrated one is written anew.
    const current = (one.value as { v?: unknown }).v === parsed.record.v;
    opened.texts.push(current ? one.json : JSON.stringify(parsed.record));
    opened.rows.push(one);
  }
  return opened;
}

const pageText = (mine: readonly string[], shared: readonly string[]) =>
  utf8(`{"mine":[${mine.join(",")}],"shared":[${shared.join(",")}]}`);

/**
 * Opens every row of the session's spaces. Own originals stream first; shared copies wait for the manifest's word on
 * each, which is there once all rows are open. A row that opens and is on no list was put back by somebody: an original
 * is then retracted, a copy vouched for by nobody, unless the list itself is damaged.
 */
export function* openedPages(
  session: Session,
  own: readonly SealedRow[],
  shared: readonly SealedRow[],
  parts: readonly ManifestPart[],
): Generator<OpenedPage, void> {
  const originals: OpenedRow[] = [];
  const plain = { unverified: [], unlisted: [], unreadable: [], complete: false, findings: [] };
  for (let at = 0; at < own.length;) {
    const next = at + (at === 0 ? FIRST_PAGE_ROWS : PAGE_ROWS);
    const { texts, rows, unreadable } = openRows(session, own.slice(at, next), "private");
    originals.push(...rows);
    yield { ...plain, text: pageText(texts, []), unreadable };
    at = next;
  }
  const copies = openRows(session, shared, "shared");
  const findings = session.check(parts);
  const isVouchedFor = vouchedFor(session, findings);
  const pages = Math.max(1, Math.ceil(copies.texts.length / PAGE_ROWS));
  for (let page = 0; page < pages; page++) {
    const [from, to] = [page * PAGE_ROWS, (page + 1) * PAGE_ROWS];
    const complete = page === pages - 1;
    yield {
      text: pageText([], copies.texts.slice(from, to)),
      unverified: copies.rows.slice(from, to).flatMap((row, at) => (isVouchedFor(row) ? [] : [at])),
      unlisted: complete ? originals.flatMap((row, at) => (isVouchedFor(row) ? [] : [at])) : [],
      unreadable: page === 0 ? copies.unreadable : [],
      complete,
      findings: complete ? findings : [],
    };
  }
}
