import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { TwofoldError } from "#shared/base/errors.ts";
import { asDay, asInstant, LocalTime } from "#shared/base/time.ts";
import { editEntry, type Entry } from "#shared/domain/entry.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { DRAFT_LAG_MS, IDLE_MS, KeptPage, keptPages, openPage, pagePlace } from "#renderer/ui/open-page.ts";
import { arbitraryOriginal } from "../../support/arbitrary-records.ts";
import { anEntry, aPhoto, nextId, NOA, NOW, TODAY } from "../../support/builders.ts";

const YESTERDAY = asDay("2026-05-16");
const EVENING = LocalTime.parse("21:40");

const words = (text: string) => richTextFromParagraphs([text]);

/** The journal as far as a page uses it; `refuse` makes the next writes fail. */
function aDisk() {
  const drafts = new Map<string, unknown>();
  const puts: JournalRecord[] = [];
  let refusal: TwofoldError | null = null;
  const write = async (work: () => void): Promise<void> => {
    if (refusal !== null) throw refusal;
    work();
  };
  return {
    drafts,
    puts,
    refuse: (error: TwofoldError | null) => {
      refusal = error;
    },
    journal: {
      put: (record: JournalRecord) => write(() => puts.push(record)),
      keepDraft: (place: string, value: unknown) => write(() => drafts.set(place, structuredClone(value))),
      dropDraft: (place: string) => write(() => drafts.delete(place)),
      now: () => NOW,
      timeZone: () => "Europe/Lisbon",
    },
  };
}

type Disk = ReturnType<typeof aDisk>;

const blankPage = (disk: Disk, kept: KeptPage | null = null, id = nextId()) =>
  openPage(disk.journal, { entry: null, id, day: TODAY, author: NOA, kept });
const pageOf = (disk: Disk, entry: Entry, kept: KeptPage | null = null) =>
  openPage(disk.journal, { entry, id: entry.id, day: entry.day, author: entry.author, kept });

const keptFor = (entry: Pick<Entry, "id">, title: string): KeptPage => ({
  page: 1,
  needs: [],
  files: [],
  star: false,
  secondLock: false,
  begun: null,
  entry: entry.id,
  day: TODAY,
  keptAt: NOW,
  title,
  body: words("typed before the crash"),
  mood: null,
  feelings: [],
  tags: [],
});

/** Any entry as Twofold saves one. */
const arbitraryEntry = arbitraryOriginal
  .filter((record): record is Entry => record.kind === "entry")
  .map((entry) =>
    editEntry(
      entry,
      { title: entry.title, tags: entry.tags, feelings: entry.feelings },
      { author: entry.author, now: NOW },
    ),
  );

/** A promise that a test settles when it wants to. */
function later<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a page being written", () => {
  test("open and leave writes nothing, neither a draft nor a revision", async () => {
    const disk = aDisk();
    const page = pageOf(disk, anEntry());
    expect(page.state()).toEqual({ kind: "unchanged" });
    await vi.advanceTimersByTimeAsync(IDLE_MS * 2);
    await page.save();
    expect(disk.puts).toEqual([]);
    expect(disk.drafts.size).toBe(0);
  });

  test("the draft is at most a second behind continuous typing", async () => {
    const disk = aDisk();
    const page = blankPage(disk);
    for (let key = 1; key <= 40; key += 1) {
      page.change({ title: "x".repeat(key) });
      await vi.advanceTimersByTimeAsync(100);
      const kept = disk.drafts.get(pagePlace(page.id)) as KeptPage | undefined;
      const behind = key - (kept?.title.length ?? 0);
      expect(behind * 100).toBeLessThanOrEqual(1_000);
    }
    expect(disk.puts).toEqual([]);
  });

  test("leaving makes one revision and drops the draft; writing on makes the next", async () => {
    const disk = aDisk();
    const page = blankPage(disk);
    page.change({ title: "Bread", body: words("It rose.") });
    await vi.advanceTimersByTimeAsync(DRAFT_LAG_MS);
    expect(page.state()).toEqual({ kind: "saved" });
    await page.save();
    expect(disk.puts).toHaveLength(1);
    expect(disk.puts[0]).toMatchObject({ kind: "entry", id: page.id, revision: 1, title: "Bread", day: TODAY });
    expect(disk.drafts.size).toBe(0);

    page.change({ title: "Bread, again" });
    await page.save();
    expect(disk.puts[1]).toMatchObject({ id: page.id, revision: 2, title: "Bread, again" });
    await vi.advanceTimersByTimeAsync(IDLE_MS * 2);
    expect(disk.puts).toHaveLength(2);
  });

  test("ten idle minutes make a revision", async () => {
    const disk = aDisk();
    const page = blankPage(disk);
    page.change({ title: "Left open" });
    await vi.advanceTimersByTimeAsync(IDLE_MS - 1);
    expect(disk.puts).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(disk.puts).toHaveLength(1);
  });

  test("a page written and emptied again was never an entry", async () => {
    const disk = aDisk();
    const page = blankPage(disk);
    page.change({ title: "no" });
    await vi.advanceTimersByTimeAsync(DRAFT_LAG_MS);
    page.change({ title: "" });
    await page.save();
    expect(disk.puts).toEqual([]);
    expect(disk.drafts.size).toBe(0);
  });

  test("a full disk loses nothing: the text stays, the code is shown, and it saves once there is room", async () => {
    const disk = aDisk();
    const page = blankPage(disk);
    disk.refuse(new TwofoldError("storage-full"));
    page.change({ title: "Kept" });
    await vi.advanceTimersByTimeAsync(DRAFT_LAG_MS);
    expect(page.state()).toEqual({ kind: "failed", code: "storage-full" });
    await expect(page.save()).rejects.toMatchObject({ code: "storage-full" });
    expect(page.text().title).toBe("Kept");

    disk.refuse(null);
    await vi.advanceTimersByTimeAsync(10_000); // the draft is tried again without a key being pressed
    expect(disk.drafts.get(pagePlace(page.id))).toMatchObject({ title: "Kept" });
    await page.save();
    expect(disk.puts[0]).toMatchObject({ title: "Kept" });
  });

  test("a kept draft goes on where it stopped, and can be put back to the saved entry", async () => {
    const disk = aDisk();
    const entry = anEntry({ title: "Saved" });
    disk.drafts.set(pagePlace(entry.id), keptFor(entry, "Typed"));
    const page = pageOf(disk, entry, keptFor(entry, "Typed"));
    expect(page.text().title).toBe("Typed");
    await page.revert();
    expect(page.text().title).toBe("Saved");
    await page.save();
    expect(disk.puts).toEqual([]);
    expect(disk.drafts.size).toBe(0);
  });

  test("a kept draft that is left alone becomes a revision on leaving", async () => {
    const disk = aDisk();
    const entry = anEntry({ title: "Saved" });
    const page = pageOf(disk, entry, keptFor(entry, "Typed"));
    await page.save();
    expect(disk.puts[0]).toMatchObject({ id: entry.id, revision: 2, title: "Typed" });
  });

  test("a new entry is of the minute and the zone its first letter was typed in, also when its draft is gone on from later", async () => {
    const disk = aDisk();
    const clock = { now: NOW, timeZone: "Europe/Lisbon" };
    const journal = { ...disk.journal, now: () => clock.now, timeZone: () => clock.timeZone };
    const id = nextId();
    const opened = (kept: KeptPage | null) => openPage(journal, { entry: null, id, day: TODAY, author: NOA, kept });
    const page = opened(null);
    clock.now = asInstant("2026-05-17T11:20:40.000Z");
    page.change({ title: "B" });
    clock.now = asInstant("2026-05-17T13:00:00.000Z");
    page.change({ title: "Bread" });
    await page.keep();
    page.close();

    clock.now = asInstant("2026-05-19T09:00:00.000Z");
    clock.timeZone = "Asia/Tokyo";
    const [kept] = keptPages(disk.drafts);
    if (kept === undefined) throw new Error("no draft");
    const later = opened(kept);
    later.change({ title: "Bread, and soup" });
    await later.save();
    expect(disk.puts.at(-1)).toMatchObject({ day: TODAY, time: "12:20", timeZone: "Europe/Lisbon" });
  });

  test("[D10] a page's day and time are chosen on it, or its time taken away: kept like what is typed, its zone as it was", async () => {
    const disk = aDisk();
    const entry = anEntry({ day: TODAY, timeZone: "Asia/Tokyo" });
    const page = pageOf(disk, entry);
    page.change({ day: YESTERDAY, time: EVENING });
    page.change({ title: "Of yesterday" });
    await page.keep();
    const [kept] = keptPages(disk.drafts);
    expect(kept).toMatchObject({ day: YESTERDAY, time: EVENING, title: "Of yesterday" });
    page.close();

    const again = pageOf(disk, entry, kept ?? null); // the window closed before it was saved
    expect(again.text()).toMatchObject({ day: YESTERDAY, time: EVENING });
    await again.save();
    again.change({ time: null });
    await again.save();
    const said = { day: YESTERDAY, timeZone: "Asia/Tokyo", title: "Of yesterday", body: entry.body };
    expect(disk.puts).toMatchObject([
      { ...said, time: EVENING },
      { ...said, time: null },
    ]);

    again.change({ day: TODAY });
    await again.revert();
    expect(again.text()).toMatchObject({ day: YESTERDAY, time: null });
  });

  test("a new page is begun by its first letter on whatever day it stands; a time somebody chose or took away is left so", async () => {
    const disk = aDisk();
    const clock = { now: NOW };
    const opened = () =>
      openPage(
        { ...disk.journal, now: () => clock.now },
        { entry: null, id: nextId(), day: TODAY, author: NOA, kept: null },
      );
    const [moved, timed, untimed] = [opened(), opened(), opened()];
    moved.change({ day: YESTERDAY });
    expect(moved.text().time).toBeNull();
    timed.change({ day: YESTERDAY, time: EVENING });
    clock.now = asInstant("2026-05-17T10:00:00.000Z");
    for (const page of [moved, timed, untimed]) page.change({ title: "B" });
    untimed.change({ time: null });
    untimed.change({ title: "Bread" });
    for (const page of [moved, timed, untimed]) await page.save();
    const timeZone = "Europe/Lisbon";
    expect(disk.puts).toMatchObject([
      { day: YESTERDAY, time: "11:00", timeZone },
      { day: YESTERDAY, time: EVENING, timeZone },
      { day: TODAY, time: null, timeZone },
    ]);
  });

  test("a page that was only put on another day was never an entry", async () => {
    const disk = aDisk();
    const page = blankPage(disk);
    page.change({ day: YESTERDAY });
    page.change({ time: EVENING });
    await page.keepAndSave();
    expect(disk.puts).toEqual([]);
    expect(disk.drafts.size).toBe(0);
  });

  test("a draft from before a page's time could be changed keeps the time there is: the entry's, or when it was begun", async () => {
    const disk = aDisk();
    const entry = anEntry();
    expect(entry.time).not.toBeNull();
    const older = keptFor(entry, "Typed");
    expect(older).not.toHaveProperty("time");
    const page = pageOf(disk, entry, older);
    await page.save();
    expect(disk.puts.at(-1)).toMatchObject({ title: "Typed", day: entry.day, time: entry.time });

    const begun = { time: EVENING, timeZone: "Asia/Tokyo" };
    for (const [kept, said] of [
      [{ ...keptFor({ id: nextId() }, "New"), day: YESTERDAY, begun }, begun],
      [keptFor({ id: nextId() }, "Newer"), { time: "09:30", timeZone: "Europe/Lisbon" }], // from before a page knew when
    ] as const) {
      await blankPage(disk, kept, kept.entry).save();
      expect(disk.puts.at(-1)).toMatchObject({ title: kept.title, day: kept.day, ...said });
    }
  });

  test("a page is moved by a change elsewhere too, unless somebody moved it here", () => {
    const entry = anEntry();
    const elsewhere = { ...entry, revision: entry.revision + 1, day: YESTERDAY };
    const still = pageOf(aDisk(), entry);
    still.adopt(elsewhere);
    expect(still.text().day).toBe(YESTERDAY);
    const moved = pageOf(aDisk(), entry);
    moved.change({ day: asDay("2026-05-01") });
    moved.adopt(elsewhere);
    expect(moved.text().day).toBe("2026-05-01");
    moved.close();
  });

  test("a file alone makes an entry; a star or a second lock on an empty page does not", async () => {
    const disk = aDisk();
    const starred = blankPage(disk);
    starred.change({ star: true, secondLock: true });
    await starred.save();
    expect(disk.puts).toEqual([]);
    expect(disk.drafts.size).toBe(0);
    const file = aPhoto();
    const page = blankPage(disk);
    page.change({ files: [file] });
    await page.save();
    expect(disk.puts).toMatchObject([{ revision: 1, title: "", files: [file] }]);
  });

  test("opened, looked at and left, any saved entry stays as it is, and so does one whose marks were set and taken back", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryEntry, async (entry) => {
        const disk = aDisk();
        const page = pageOf(disk, entry);
        page.adopt(structuredClone(entry));
        await page.keepAndSave();
        page.change({ star: !entry.star });
        page.change({ star: entry.star, files: structuredClone(entry.files) });
        await page.save();
        expect(disk.puts).toEqual([]);
        expect(disk.drafts.size).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  test("what was changed elsewhere comes to an open page, and what is typed there stays", async () => {
    const disk = aDisk();
    const entry = anEntry({ title: "Bread", tags: ["kitchen", "home"] });
    const page = pageOf(disk, entry);
    const elsewhere = { ...entry, revision: entry.revision + 1, tags: ["cooking", "home"], star: true };
    page.adopt(elsewhere);
    expect(page.text()).toMatchObject({ title: "Bread", tags: ["cooking", "home"], star: true });
    await page.save();
    expect(disk.puts).toEqual([]); // nobody typed anything

    page.change({ title: "Bread, again", tags: ["cooking", "home", "sunday"] });
    page.adopt({
      ...elsewhere,
      revision: elsewhere.revision + 1,
      title: "Not this",
      tags: ["cooking"],
      trashedOn: TODAY,
    });
    expect(page.text()).toMatchObject({ title: "Bread, again", tags: ["cooking", "sunday"] });
    await page.save();
    expect(disk.puts).toMatchObject([
      { title: "Bread, again", tags: ["cooking", "sunday"], trashedOn: TODAY, revision: elsewhere.revision + 2 },
    ]);
  });

  test("a save builds on the revision that sharing made meanwhile", async () => {
    const disk = aDisk();
    const entry = anEntry();
    const page = pageOf(disk, entry);
    page.change({ title: "New" });
    page.adopt({ ...entry, revision: 5 });
    await page.save();
    expect(disk.puts[0]).toMatchObject({ revision: 6, title: "New" });
  });

  describe("with a draft that is older than the saved text", () => {
    const EARLIER = asInstant("2020-01-01T00:00:00.000Z");
    const open = () => {
      const disk = aDisk();
      const entry = anEntry({ title: "Saved later" });
      const kept = { ...keptFor(entry, "Typed earlier"), keptAt: EARLIER };
      disk.drafts.set(pagePlace(entry.id), kept);
      return { disk, kept, entry, page: pageOf(disk, entry, kept) };
    };

    test("the saved text is shown, the draft offered and kept, and leaving writes neither", async () => {
      const { disk, kept, entry, page } = open();
      expect(page.text().title).toBe("Saved later");
      expect(page.offered()).toEqual(kept);
      expect(page.state()).toEqual({ kind: "unchanged" });
      await vi.advanceTimersByTimeAsync(IDLE_MS * 2);
      await page.keepAndSave();
      expect(disk.puts).toEqual([]);
      expect(disk.drafts.get(pagePlace(entry.id))).toEqual(kept);
    });

    test("taking it makes it what was typed now", async () => {
      const { disk, page } = open();
      page.takeOffered();
      expect(page.offered()).toBeNull();
      await page.save();
      expect(disk.puts).toMatchObject([{ revision: 2, title: "Typed earlier" }]);
      expect(disk.drafts.size).toBe(0);
    });

    test("letting it go forgets it; typing puts the new words in its place", async () => {
      const left = open();
      await left.page.revert();
      expect(left.page.offered()).toBeNull();
      expect(left.disk.drafts.size).toBe(0);
      const typed = open();
      typed.page.change({ title: "Newer still" });
      expect(typed.page.offered()).toBeNull();
      await vi.advanceTimersByTimeAsync(DRAFT_LAG_MS);
      expect(typed.disk.drafts.get(pagePlace(typed.entry.id))).toMatchObject({ title: "Newer still" });
    });

    test("one that says what is saved is not offered, and goes on leaving", async () => {
      const disk = aDisk();
      const entry = anEntry();
      const { title, body, mood, feelings, tags } = entry;
      const kept = { ...keptFor(entry, title), body, mood, feelings, tags, keptAt: EARLIER };
      disk.drafts.set(pagePlace(entry.id), kept);
      const page = pageOf(disk, entry, kept);
      expect(page.offered()).toBeNull();
      await page.save();
      expect(disk.puts).toEqual([]);
      expect(disk.drafts.size).toBe(0);
    });
  });

  test("a lock keeps the draft before the revision, which may wait for the store", async () => {
    const disk = aDisk();
    const store = later<void>();
    const put = disk.journal.put;
    disk.journal.put = (record) => store.promise.then(() => put(record));
    const page = blankPage(disk);
    page.change({ title: "Just typed" });
    const locked = page.keepAndSave();
    await vi.advanceTimersByTimeAsync(0);
    expect(disk.drafts.get(pagePlace(page.id))).toMatchObject({ title: "Just typed" });
    expect(disk.puts).toEqual([]);
    store.resolve();
    await locked;
    expect(disk.puts).toMatchObject([{ title: "Just typed" }]);
    expect(disk.drafts.size).toBe(0);
  });

  test("a save waits for a share under way, and keeps what the share wrote", async () => {
    const disk = aDisk();
    const entry = anEntry();
    const page = pageOf(disk, entry);
    const share = later<Entry>();
    const sharing = page.saveAround(() => share.promise);
    await vi.advanceTimersByTimeAsync(0);
    page.change({ title: "Typed while it was being shared" });
    const locked = page.keepAndSave();
    await vi.advanceTimersByTimeAsync(0);
    expect(disk.puts).toEqual([]);
    expect(disk.drafts.get(pagePlace(entry.id))).toMatchObject({ title: "Typed while it was being shared" });
    const { original } = entry;
    if (original === null) throw new Error("not an original");
    share.resolve({
      ...entry,
      revision: 2,
      original: { ...original, copies: 1, shared: { ofRevision: 2, on: TODAY } },
    });
    await Promise.all([sharing, locked]);
    expect(disk.puts).toMatchObject([{ revision: 3, original: { copies: 1, shared: { ofRevision: 2, on: TODAY } } }]);
  });

  test("a share that fails is told, and what was typed is saved all the same", async () => {
    const disk = aDisk();
    const page = pageOf(disk, anEntry());
    const sharing = page.saveAround(() => Promise.reject(new TwofoldError("storage-failed")));
    const told = expect(sharing).rejects.toMatchObject({ code: "storage-failed" });
    page.change({ title: "Typed meanwhile" });
    await told;
    await page.save();
    expect(disk.puts).toMatchObject([{ revision: 2, title: "Typed meanwhile" }]);
  });

  test("an entry told of late does not take the page back behind what it saved", async () => {
    const disk = aDisk();
    const entry = anEntry();
    const page = pageOf(disk, entry);
    page.change({ title: "Two" });
    await page.save();
    page.adopt(entry);
    page.change({ title: "Three" });
    await page.save();
    expect(disk.puts.map(({ revision }) => revision)).toEqual([2, 3]);
  });

  test("what is typed while a save is under way is saved by the next one, and keeps its draft until then", async () => {
    const disk = aDisk();
    const page = blankPage(disk);
    page.change({ title: "One" });
    const first = page.save();
    page.change({ title: "Two" });
    await vi.advanceTimersByTimeAsync(DRAFT_LAG_MS);
    await first;
    expect(disk.drafts.get(pagePlace(page.id))).toMatchObject({ title: "Two" });
    await page.save();
    expect(disk.puts.map((record) => (record as Entry).title)).toEqual(["One", "Two"]);
    expect(disk.drafts.size).toBe(0);
  });
});

test("drafts that are no page, or lie in another's place, stay kept and are not shown as pages", () => {
  const page = keptFor({ id: nextId() }, "mine");
  const drafts = new Map<string, unknown>([
    [pagePlace(page.entry), page],
    ["need:new", { noticed: "…" }],
    [pagePlace(nextId()), page],
    [pagePlace(nextId()), { ...page, keptAt: asInstant("2026-01-01T00:00:00.000Z"), page: 2 }],
  ]);
  expect(keptPages(drafts)).toEqual([page]);
});
