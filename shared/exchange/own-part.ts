/** One's own part as it leaves in an export and comes in again: which files its records name, and what changes when it comes in. */
import { assertNever } from "../base/errors.ts";
import type { Instant } from "../base/time.ts";
import type { Answer } from "../domain/answer.ts";
import type { Entry } from "../domain/entry.ts";
import type { PartnerId, RecordId } from "../domain/fields.ts";
import type { StoredFile } from "../domain/file.ts";
import { type JournalRecord, keptRecord, writeRecord } from "../domain/record.ts";
import { withFiles } from "./import/files-in-text.ts";

/** The files a record names, and those that the text it keeps of another record names. */
export function filesNamedIn(record: JournalRecord): readonly StoredFile[] {
  if (record.kind === "entry") return record.files;
  if (record.kind !== "earlier" && record.kind !== "version" && record.kind !== "keepsake") return [];
  const kept = keptRecord(record);
  return kept?.kind === "record" ? filesNamedIn(kept.record) : [];
}

/** The highest revision or count of copies that is taken from elsewhere: there is room above it for all that can be saved. */
const HIGHEST_COUNT = 2 ** 48;

/** Who a record is to be of, and what its files have become. */
interface NewHome {
  /** Who wrote the export, and who brings it in: the one becomes the other wherever they are named. */
  readonly from: PartnerId;
  readonly to: PartnerId;
  /** The file as it was kept here, by the id it had; null where it could not be kept. */
  readonly fileFor: (id: string) => StoredFile | null;
}

/**
 * A record of one's own as it stands once it was brought in [D66]: its id, words, times and counts are as they were. It is of who brings it
 * in, shared with nobody, and changed no later than now; an entry names the import it came with, and the source it had before. Counts that
 * leave no room for another save are lowered: it could never be changed.
 */
export function broughtIn(
  record: JournalRecord,
  home: NewHome & { readonly import: RecordId; readonly now: Instant },
): JournalRecord {
  const own = atHome(record, home);
  const { original } = own;
  if (original === null) return own;
  const updatedAt = original.updatedAt < home.now ? original.updatedAt : home.now;
  const copies = Math.min(original.copies, HIGHEST_COUNT);
  const revision = Math.min(own.revision, HIGHEST_COUNT);
  const unshared = { ...own, revision, original: { ...original, copies, updatedAt, shared: null } };
  if (unshared.kind !== "entry") return unshared;
  const source = unshared.source ?? { app: "twofold" as const, id: unshared.id };
  return { ...unshared, source: { ...source, import: home.import } };
}

function atHome(record: JournalRecord, home: NewHome): JournalRecord {
  const partner = (id: PartnerId): PartnerId => (id === home.from ? home.to : id);
  const own = { ...record, author: partner(record.author) };
  switch (own.kind) {
    case "entry":
      return entryAtHome(own, home);
    case "agreement":
      return { ...own, owner: own.owner === "both" ? own.owner : partner(own.owner) };
    case "answer":
      return signatureAtHome(own, home);
    case "care":
      return {
        ...own,
        giver: own.giver === "others" ? own.giver : partner(own.giver),
        receiver: partner(own.receiver),
      };
    case "earlier":
      return { ...own, record: textAtHome(own, home) ?? own.record };
    case "version":
      return { ...own, record: textAtHome(own, home) ?? own.record };
    case "keepsake":
      return { ...own, record: textAtHome(own, home) ?? own.record };
    case "balance":
    case "boundary":
    case "boundary-event":
    case "check-in":
    case "commitment":
    case "consent":
    case "decision":
    case "early-need":
    case "goal":
    case "import":
    case "intention":
    case "inventory":
    case "moment":
    case "need":
    case "own-words":
    case "person":
    case "profile":
    case "prompts":
    case "pulse":
    case "repair":
    case "sacrifice":
    case "season":
      return own; // these name no partner but their author
    default:
      return assertNever(own);
  }
}

/** A signature holds the agreement's very words, and in them whose it is to see to [D77]: it stays one of the agreement as that comes in. */
function signatureAtHome(answer: Answer, { from, to }: NewHome): Answer {
  const { body } = answer;
  if (body.type !== "signature") return answer;
  // Canonical JSON: within what somebody wrote, its quotation marks are escaped.
  return { ...answer, body: { ...body, text: body.text.replace(`"owner":"${from}"`, `"owner":"${to}"`) } };
}

function entryAtHome(entry: Entry, { fileFor }: NewHome): Entry {
  if (entry.files.length === 0) return entry;
  const had = new Set(entry.files.map(({ sealed }) => sealed.id));
  const files = entry.files.flatMap(({ sealed, name }) => {
    const kept = fileFor(sealed.id);
    return kept === null ? [] : [{ ...kept, name }];
  });
  // An image that named none of the entry's files shows nothing there and here.
  return {
    ...entry,
    files,
    body: withFiles(entry.body, (id) => (had.has(id) ? (fileFor(id)?.sealed.id ?? null) : id)),
  };
}

/** The exact text a record keeps, with the same changes; null where it keeps none that can be read. */
function textAtHome(record: Parameters<typeof keptRecord>[0], home: NewHome): string | null {
  const kept = keptRecord(record);
  return kept?.kind === "record" ? writeRecord(atHome(kept.record, home)) : null;
}
