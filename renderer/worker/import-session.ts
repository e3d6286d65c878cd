/** One import in its worker: what was chosen, read once for the preview and once more for its items. */
import { codeOf, type ErrorCode } from "#shared/base/errors.ts";
import type { Day } from "#shared/base/time.ts";
import type { ImportItem, ImportNote, ImportPreview } from "#shared/exchange/import/import-item.ts";
import { appOf, readImport } from "#shared/exchange/import/read-import.ts";
import type { Unread } from "#shared/domain/import.ts";
import { type ChosenSource, openChosen } from "./chosen-archive.ts";
import type { ImportRefusal, OpenImport } from "./import-calls.ts";

/** Items given at once. */
const PAGE = 50;
/** Words of the items given at once, in UTF-16 code units, beyond which a page is shorter. */
const PAGE_CHARACTERS = 4_000_000;

/** An open import without the ending of its worker. */
export type ImportSession = Pick<OpenImport, "kind" | "preview" | "next" | "media">;

/**
 * Opens what was chosen and reads all of it once. What is refused is an answer; what fails otherwise throws.
 *
 * @param onProgress bytes of the texts read so far, and of how many
 */
export async function importSession(
  sources: readonly ChosenSource[],
  timeZone: string,
  onProgress: (done: number, of: number) => void,
): Promise<ImportSession | { readonly kind: "refused"; readonly why: ImportRefusal }> {
  try {
    const archive = await openChosen(sources);
    const app = await appOf(archive);
    if (app === null) return { kind: "refused", why: "unknown" };
    const counted = counting();
    const of = [...archive.files.values()].reduce((sum, size) => sum + size, 0);
    let done = 0;
    let within = 0; // of a text whose items are still coming: about as much as they are long
    let told = 0;
    const tellProgress = (): void => onProgress((told = Math.max(told, Math.min(done + within, of))), of);
    const read = readImport(archive, app, { timeZone }, counted.tell, (bytes) => {
      done += bytes;
      within = 0;
      tellProgress();
    });
    let count = 0;
    for await (const item of read) {
      counted.take(item);
      within += sizeOf(item);
      if (++count % PAGE === 0) tellProgress();
    }
    onProgress(of, of);
    const items = readImport(
      archive,
      app,
      { timeZone },
      () => undefined,
      () => undefined,
    );
    return {
      kind: "open",
      preview: { app, ...counted.preview() },
      next: () => page(items),
      media: archive.media,
    };
  } catch (thrown) {
    const why = REFUSALS[codeOf(thrown)];
    if (why === undefined) throw thrown;
    return { kind: "refused", why };
  }
}

const REFUSALS: Readonly<Partial<Record<ErrorCode, ImportRefusal>>> = {
  damaged: "damaged",
  malformed: "unsafe",
  "over-limit": "too-big",
  "not-allowed": "encrypted",
};

async function page(items: AsyncIterator<ImportItem>): Promise<readonly ImportItem[]> {
  const some: ImportItem[] = [];
  let characters = 0;
  while (some.length < PAGE && characters < PAGE_CHARACTERS) {
    const next = await items.next();
    if (next.done === true) break;
    some.push(next.value);
    characters += sizeOf(next.value);
  }
  return some;
}

const sizeOf = (item: ImportItem): number =>
  item.kind === "unread"
    ? (item.text?.length ?? 0)
    : JSON.stringify(item.kind === "entry" ? item.draft : item.record).length;

/** Counts what comes by for the preview. */
function counting() {
  let items = 0;
  let media = 0;
  let days: { from: Day; to: Day } | null = null;
  const unread: Partial<Record<Unread["why"], number>> = {};
  const notes: Partial<Record<ImportNote, number>> = {};
  return {
    tell: (note: ImportNote): void => void (notes[note] = (notes[note] ?? 0) + 1),
    take(item: ImportItem): void {
      if (item.kind === "unread") {
        unread[item.why] = (unread[item.why] ?? 0) + 1;
        return;
      }
      items++;
      media += item.media.length;
      const day = item.kind === "entry" ? item.draft.day : item.record.kind === "entry" ? item.record.day : null;
      if (day === null) return;
      days =
        days === null
          ? { from: day, to: day }
          : { from: day < days.from ? day : days.from, to: day > days.to ? day : days.to };
    },
    preview: (): Omit<ImportPreview, "app"> => ({ items, days, media, unread, notes }),
  };
}
