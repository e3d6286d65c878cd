/**
 * One page being written, from the first key to the saved revision. What is typed is sealed as a draft at most a second
 * behind; it becomes a revision of the entry on leaving, on lock and after ten idle minutes. Nothing is written until
 * something changed: to open a page and leave it changes nothing.
 */
import { z } from "#shared/base/zod.ts";
import type { Journal } from "#renderer/store/journal.ts";
import { codeOf, TwofoldError } from "#shared/base/errors.ts";
import { Day, Instant, LocalTime, timeIn } from "#shared/base/time.ts";
import { canonicalJson } from "#shared/domain/canonical-json.ts";
import { createEntry, editEntry, type Entry } from "#shared/domain/entry.ts";
import { StoredFile } from "#shared/domain/file.ts";
import { FiveSteps, RecordId, type PartnerId } from "#shared/domain/fields.ts";
import { emptyRichText, isBlank, RichText } from "#shared/domain/rich-text.ts";
import type { SaveState } from "./use-act.ts";

/** How far a draft may lag behind continuous typing, before the write itself. */
export const DRAFT_LAG_MS = 800;
/** A page nobody touched for this long becomes a revision. */
export const IDLE_MS = 10 * 60_000;
/** When a draft could not be kept, it is tried again without a key being pressed. */
const RETRY_MS = 5_000;

/** What one writes on a page. */
export type PageText = Pick<
  Entry,
  "day" | "time" | "title" | "body" | "mood" | "feelings" | "tags" | "needs" | "files" | "star" | "secondLock"
>;

/** A page's draft as it is sealed. */
export const KeptPage = z.strictObject({
  page: z.literal(1),
  entry: RecordId,
  day: Day,
  /** Drafts that were kept before it could be changed on a page have none: it is the entry's, or when a new page was begun. */
  time: LocalTime.nullable().optional(),
  keptAt: Instant,
  title: z.string().max(2_000),
  body: RichText,
  mood: FiveSteps.nullable(),
  feelings: z.array(z.string().max(200)).max(40),
  tags: z.array(z.string().max(200)).max(100),
  // Drafts that were kept before a page had these have none.
  needs: z.array(RecordId).max(50).default([]),
  files: z.array(StoredFile).max(100).default([]),
  star: z.boolean().default(false),
  secondLock: z.boolean().default(false),
  /** When its first letter was typed; null on the page of a saved entry. */
  begun: z
    .strictObject({ time: LocalTime, timeZone: z.string().max(64) })
    .nullable()
    .default(null),
});
export type KeptPage = z.infer<typeof KeptPage>;

/** Where the draft of an entry's page is kept. */
export const pagePlace = (id: RecordId): string => `entry:${id}`;

/** The drafts of pages among all drafts; what does not parse stays kept and is not shown as a page. */
export function keptPages(drafts: ReadonlyMap<string, unknown>): KeptPage[] {
  return [...drafts].flatMap(([place, value]) => {
    const kept = KeptPage.safeParse(value);
    return kept.success && place === pagePlace(kept.data.entry) ? [kept.data] : [];
  });
}

export interface OpenPage {
  readonly id: RecordId;
  text(): PageText;
  /** The page as its draft holds it. */
  asKept(): KeptPage;
  state(): SaveState;
  subscribe(listener: () => void): () => void;
  /** A draft older than the saved text, kept and never saved by itself; until the person takes it, leaves it or types. */
  offered(): KeptPage | null;
  /** Puts the offered draft in the place of the saved text, as if it had been typed now. */
  takeOffered(): void;
  /** Takes a change a person made. */
  change(part: Partial<PageText>): void;
  /** The entry as the disk has it now, after a share or a save elsewhere: the next revision builds on it. */
  adopt(entry: Entry): void;
  /**
   * Saves, then runs an act that writes this entry too (sharing it, taking it back) and answers the entry as it wrote
   * it. The page's own saves wait until the act has settled, and build on its answer. Rejects as the act does.
   */
  saveAround(act: () => Promise<Entry | null>): Promise<void>;
  /** Seals as a draft what is not sealed yet, at once. Never rejects: the mark says what went wrong, and it is tried again. */
  keep(): Promise<void>;
  /** Makes the text a revision, when something changed. Rejects with a TwofoldError; the draft is kept then. */
  save(): Promise<void>;
  /** For a lock, which cannot wait for long: the draft first, then the revision, which may have to wait for the store. */
  keepAndSave(): Promise<void>;
  /** Goes back to the saved entry (or a blank page), and forgets the draft. */
  revert(): Promise<void>;
  /** Ends the timers. Does not save. */
  close(): void;
}

const textOf = (entry: Entry | null, blankDay: Day): PageText => ({
  day: entry?.day ?? blankDay,
  time: entry?.time ?? null,
  title: entry?.title ?? "",
  body: entry?.body ?? emptyRichText(),
  mood: entry?.mood ?? null,
  feelings: entry?.feelings ?? [],
  tags: entry?.tags ?? [],
  needs: entry?.needs ?? [],
  files: entry?.files ?? [],
  star: entry?.star ?? false,
  secondLock: entry?.secondLock ?? false,
});

function typedIn({ page: _, entry: _of, keptAt: _at, begun, ...typed }: KeptPage, entry: Entry | null): PageText {
  return { ...typed, time: typed.time === undefined ? ((begun ?? entry)?.time ?? null) : typed.time };
}

/** Whether a draft is older than the entry's saved text and says something else. */
const isStale = (kept: KeptPage, entry: Entry): boolean =>
  entry.original !== null &&
  kept.keptAt < entry.original.updatedAt &&
  canonicalJson(typedIn(kept, entry)) !== canonicalJson(textOf(entry, entry.day));

/** What changed elsewhere of a page's entry (a tag was renamed, a star set), so far as nobody changed it on the page too. Tags come and go one by one. */
function newsOf(text: PageText, before: PageText, now: PageText): Partial<PageText> {
  const differ = (field: keyof PageText, one: PageText, other: PageText): boolean =>
    canonicalJson(one[field]) !== canonicalJson(other[field]);
  const news: Partial<PageText> = {};
  for (const field of Object.keys(now) as (keyof PageText)[])
    if (differ(field, before, now) && !differ(field, text, before)) Object.assign(news, { [field]: now[field] });
  if (differ("tags", before, now) && differ("tags", text, before)) {
    const stay = text.tags.filter((tag) => now.tags.includes(tag) || !before.tags.includes(tag));
    news.tags = [...new Set([...stay, ...now.tags.filter((tag) => !before.tags.includes(tag))])];
  }
  return news;
}

const saysNothing = ({ title, body, mood, feelings, tags, needs, files }: PageText): boolean =>
  title.trim() === "" &&
  isBlank(body) &&
  mood === null &&
  [feelings, tags, needs, files].every((list) => list.length === 0);

/**
 * Opens a page to write on.
 *
 * @param entry the saved entry, or null for a page not yet saved
 * @param id the entry's id; for a new page the id it will get
 * @param day where a blank page begins; one that has an entry or a draft stands on the day of that
 * @param kept a draft, or null: to go on from, or only to offer when the entry was saved after it
 */
export function openPage(
  journal: Pick<Journal, "put" | "keepDraft" | "dropDraft" | "now" | "timeZone">,
  {
    entry,
    id,
    day,
    author,
    kept,
  }: { entry: Entry | null; id: RecordId; day: Day; author: PartnerId; kept: KeptPage | null },
): OpenPage {
  const place = pagePlace(id);
  let saved = entry;
  let offered = kept !== null && entry !== null && isStale(kept, entry) ? kept : null;
  const goneOnFrom = offered === null ? kept : null;
  let text = goneOnFrom === null ? textOf(entry, day) : typedIn(goneOnFrom, entry);
  let begun = goneOnFrom?.begun ?? null;
  // Versions count changes: equal ones mean that nothing is left to do.
  let typed = goneOnFrom === null ? 0 : 1;
  let sealed = typed;
  let revised = 0;
  let hasDraft = kept !== null;
  let state: SaveState = { kind: goneOnFrom !== null ? "saved" : entry === null ? "untouched" : "unchanged" };
  let draftTimer: ReturnType<typeof setTimeout> | null = null;
  let idleTimer: ReturnType<typeof setTimeout> | null = null;
  let saving: Promise<void> | null = null;
  let written: Promise<void> | null = null; // by another act; settles, never rejects
  const listeners = new Set<() => void>();

  function become(next: SaveState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function stopTimers(): void {
    if (draftTimer !== null) clearTimeout(draftTimer);
    if (idleTimer !== null) clearTimeout(idleTimer);
    draftTimer = idleTimer = null;
  }

  const asKept = (): KeptPage => ({ page: 1, entry: id, keptAt: journal.now(), begun, ...text });

  /** A new page is of the minute and the zone it is begun in, whatever its day. */
  function begin(): NonNullable<KeptPage["begun"]> {
    if (begun !== null) return begun;
    const timeZone = journal.timeZone();
    begun = { time: timeIn(journal.now(), timeZone), timeZone };
    text = { ...text, time: begun.time };
    return begun;
  }

  async function keep(): Promise<void> {
    if (draftTimer !== null) clearTimeout(draftTimer);
    draftTimer = null;
    if (typed === revised || typed === sealed) return;
    const version = typed;
    hasDraft = true; // from here on: a save that ends before this write does must drop it too
    try {
      await journal.keepDraft(place, asKept());
      sealed = version;
      if (typed === version && saving === null) become({ kind: "saved" });
    } catch (thrown) {
      become({ kind: "failed", code: codeOf(thrown) });
      draftTimer ??= setTimeout(() => void keep(), RETRY_MS);
    }
  }

  async function revise(): Promise<void> {
    while (written !== null) await written;
    const version = typed;
    const now = journal.now();
    if (saved === null && saysNothing(text)) {
      // A page written and emptied again was never an entry.
    } else {
      const next =
        saved === null
          ? createEntry({ timeZone: begin().timeZone, ...text }, { id, author, now })
          : editEntry(saved, text, { author, now });
      if (next !== saved) await journal.put(next);
      saved = next;
    }
    revised = version;
    if (typed !== version) return; // typed meanwhile: its draft stays until the next save
    stopTimers();
    if (hasDraft) {
      hasDraft = false;
      await journal.dropDraft(place);
    }
    become({ kind: saved === null ? "untouched" : "saved" });
  }

  function save(): Promise<void> {
    if (typed === revised) return Promise.resolve();
    if (saving !== null) return saving.then(save);
    become({ kind: "saving" });
    saving = revise()
      .catch(async (thrown: unknown) => {
        await keep(); // what was typed in the last second too, should the window go now
        become({ kind: "failed", code: codeOf(thrown) });
        throw thrown instanceof TwofoldError ? thrown : new TwofoldError("bug", "page");
      })
      .finally(() => {
        saving = null;
      });
    return saving;
  }

  function change(part: Partial<PageText>): void {
    offered = null;
    if (saved === null && Object.keys(part).some((field) => field !== "day")) begin(); // to choose its day is not yet to write
    text = { ...text, ...part };
    typed += 1;
    become({ kind: "saving" });
    draftTimer ??= setTimeout(() => void keep(), DRAFT_LAG_MS);
    if (idleTimer !== null) clearTimeout(idleTimer);
    idleTimer = setTimeout(() => void save().catch(() => undefined), IDLE_MS); // the mark says what went wrong
  }

  function adopt(entryNow: Entry): void {
    // A screen may tell of an entry later than this page saved the next one.
    if (saved !== null && entryNow.revision < saved.revision) return;
    // What comes while this page is saving is what it writes itself, and somebody may have typed on.
    const news = saved === null || saving !== null ? {} : newsOf(text, textOf(saved, day), textOf(entryNow, day));
    saved = entryNow;
    if (Object.keys(news).length === 0) return;
    if (typed !== revised) return change(news);
    text = { ...text, ...news };
    become(state);
  }

  return {
    id,
    text: () => text,
    asKept,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    offered: () => offered,
    takeOffered() {
      if (offered !== null) change(typedIn(offered, saved));
    },
    change,
    adopt,
    async saveAround(act) {
      do {
        await save();
        await saving; // its draft is dropped after the text is saved
        await written;
      } while (saving !== null || written !== null);
      const acting = act().then((entryNow) => {
        if (entryNow !== null) adopt(entryNow);
      });
      const settled = acting
        .catch(() => undefined) // told to who asked, below
        .finally(() => {
          if (written === settled) written = null;
        });
      written = settled;
      await acting;
    },
    keep,
    save,
    async keepAndSave() {
      await keep();
      await save();
    },
    async revert() {
      stopTimers();
      offered = null;
      text = textOf(saved, day);
      begun = null;
      typed += 1;
      revised = typed;
      hasDraft = false;
      await journal.dropDraft(place);
      become({ kind: saved === null ? "untouched" : "unchanged" });
    },
    close: stopTimers,
  };
}
