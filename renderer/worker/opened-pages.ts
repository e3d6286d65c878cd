/** Sealed rows opened newest first, in pages: a small first page for the first screen, larger ones behind it. */
import { utf8 } from "#shared/crypto/sodium.ts";
import { parseRecord, writeRecord, type JournalRecord } from "#shared/domain/record.ts";
import { inStep, type Standing } from "#shared/domain/sharing.ts";
import { ownIdentity } from "#shared/vault/keyring.ts";
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
  /** Tombstones: nothing to show. */
  readonly gone: OpenedRow[];
  readonly unreadable: Unreadable[];
}

type TakeText = (json: string) => void;

function openRows(
  session: Session,
  rows: readonly SealedRow[],
  space: Unreadable["space"],
  takeText: TakeText,
): Opened {
  const opened: Opened = { texts: [], rows: [], gone: [], unreadable: [] };
  for (const row of rows) {
    const one = session.openRow(row);
    if (one === "unreadable") {
      opened.unreadable.push({ space, reason: "damaged" });
      continue;
    }
    if (one.kind === GONE) {
      opened.gone.push(one);
      continue;
    }
    takeText(one.json);
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

const pageText = (mine: readonly string[], shared: readonly string[], restated: readonly string[] = []) =>
  utf8(`{"mine":[${mine.join(",")}],"shared":[${shared.join(",")}],"restated":[${restated.join(",")}]}`);

/**
 * Own originals as what stands in the shared space makes them, where that is not as they say themselves: a merge or a
 * restore may have parted the two [D53].
 */
function restatedOriginals(originals: readonly OpenedRow[], ownCopies: readonly OpenedRow[]): string[] {
  const standing = new Map<string, Standing<JournalRecord>>();
  for (const row of ownCopies) {
    const parsed = row.kind === GONE ? null : parseRecord(row.value);
    if (parsed?.kind === "unreadable") continue;
    standing.set(row.id, { number: row.revision, copy: parsed?.record ?? null });
  }
  return originals.flatMap((row) => {
    const { original } = row.value as { readonly original?: { readonly shared?: unknown } | null };
    if (!standing.has(row.id) && original?.shared == null) return []; // never shared, as most are
    const parsed = parseRecord(row.value);
    if (parsed.kind === "unreadable") return [];
    const record = inStep(parsed.record, standing.get(row.id) ?? null);
    return record === parsed.record ? [] : [writeRecord(record)];
  });
}

/**
 * Opens every row of the session's spaces. Own originals stream first; shared copies wait for the manifest's word on
 * each, which is there once all rows are open. A row that opens and is on no list was put back by somebody: an original
 * is then retracted, a copy vouched for by nobody, unless the list itself is damaged.
 *
 * @param takeText hears the text of every row that opens, whether or not it is a record that can be shown
 */
export function* openedPages(
  session: Session,
  own: readonly SealedRow[],
  shared: readonly SealedRow[],
  parts: readonly ManifestPart[],
  takeText: TakeText = () => {},
): Generator<OpenedPage, void> {
  const originals: OpenedRow[] = [];
  const plain = { unverified: [], unlisted: [], unreadable: [], complete: false, findings: [] };
  for (let at = 0; at < own.length;) {
    const next = at + (at === 0 ? FIRST_PAGE_ROWS : PAGE_ROWS);
    const { texts, rows, unreadable } = openRows(session, own.slice(at, next), "private", takeText);
    originals.push(...rows);
    yield { ...plain, text: pageText(texts, []), unreadable };
    at = next;
  }
  const copies = openRows(session, shared, "shared", takeText);
  const findings = session.check(parts);
  const isVouchedFor = vouchedFor(session, findings);
  const me = session.keys.kind === "one" ? ownIdentity(session.keys).partner : null;
  const ownCopies = [...copies.rows, ...copies.gone].filter((row) => row.author === me && isVouchedFor(row));
  const pages = Math.max(1, Math.ceil(copies.texts.length / PAGE_ROWS));
  for (let page = 0; page < pages; page++) {
    const [from, to] = [page * PAGE_ROWS, (page + 1) * PAGE_ROWS];
    const complete = page === pages - 1;
    yield {
      text: pageText(
        [],
        copies.texts.slice(from, to),
        complete ? restatedOriginals(originals.filter(isVouchedFor), ownCopies) : [],
      ),
      unverified: copies.rows.slice(from, to).flatMap((row, at) => (isVouchedFor(row) ? [] : [at])),
      unlisted: complete ? originals.flatMap((row, at) => (isVouchedFor(row) ? [] : [at])) : [],
      unreadable: page === 0 ? copies.unreadable : [],
      complete,
      findings: complete ? findings : [],
    };
  }
}
