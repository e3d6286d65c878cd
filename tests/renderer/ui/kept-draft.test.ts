import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { TwofoldError } from "#shared/base/errors.ts";
import { keepDraftOf, RETRY_MS } from "#renderer/ui/kept-draft.ts";
import type { SaveState } from "#renderer/ui/use-act.ts";

const PLACE = "need:new";

/** The journal as far as a draft uses it: what it holds, what the disk has, and a lock; `refuse` makes the next writes fail. */
function aJournal() {
  const held = new Map<string, unknown>();
  const disk = new Map<string, unknown>();
  const flushes = new Set<() => Promise<void>>();
  let refused = false;
  let slow: Promise<void> = Promise.resolve();
  const write = async (work: () => void): Promise<void> => {
    await slow;
    if (refused) throw new TwofoldError("storage-failed");
    work();
  };
  return {
    disk,
    flushes,
    refuse: (now: boolean) => {
      refused = now;
    },
    /** Makes writes wait until the returned function is called. */
    hold: (): (() => void) => {
      let release = (): void => {};
      slow = new Promise((resolve) => {
        release = resolve;
      });
      return () => release();
    },
    lock: () => Promise.all([...flushes].map((flush) => flush())),
    journal: {
      drafts: () => held,
      keepDraft: (place: string, value: unknown) => {
        held.set(place, value);
        return write(() => disk.set(place, value));
      },
      dropDraft: (place: string) => {
        held.delete(place);
        return write(() => disk.delete(place));
      },
      beforeLock: (flush: () => Promise<void>) => {
        flushes.add(flush);
        return () => flushes.delete(flush);
      },
    },
  };
}

function aForm(at: ReturnType<typeof aJournal>) {
  const states: SaveState["kind"][] = [];
  const draft = keepDraftOf<string>(at.journal, PLACE, {
    blank: (typed) => typed === "",
    onState: ({ kind }) => states.push(kind),
  });
  return { ...draft, states, leave: draft.attend() };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the draft of a form", () => {
  test("is never more than a second behind while one types on without a pause", async () => {
    const at = aJournal();
    const form = aForm(at);
    for (let key = 1; key <= 100; key += 1) {
      form.change(String(key));
      await vi.advanceTimersByTimeAsync(100);
      if (key > 10) expect(Number(at.disk.get(PLACE))).toBeGreaterThanOrEqual(key - 10);
    }
  });

  test("is dropped when everything typed was taken out again", async () => {
    const at = aJournal();
    const form = aForm(at);
    form.change("a word");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(at.disk.get(PLACE)).toBe("a word");
    form.change("");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(at.disk.has(PLACE)).toBe(false);
  });

  test("that could not be kept is tried again without a key being pressed", async () => {
    const at = aJournal();
    const form = aForm(at);
    at.refuse(true);
    form.change("a word");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(form.states).toEqual(["saving", "failed"]);
    at.refuse(false);
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(at.disk.get(PLACE)).toBe("a word");
    expect(form.states.at(-1)).toBe("saved");
  });

  test("is kept on a lock at once, also after it could not be kept and while a write is under way", async () => {
    const at = aJournal();
    const form = aForm(at);
    at.refuse(true);
    form.change("refused");
    await vi.advanceTimersByTimeAsync(1_000);
    at.refuse(false);
    await at.lock();
    expect(at.disk.get(PLACE)).toBe("refused");

    const release = at.hold();
    form.change("under way");
    await vi.advanceTimersByTimeAsync(1_000);
    form.change("typed meanwhile");
    const locked = at.lock();
    release();
    await locked;
    expect(at.disk.get(PLACE)).toBe("typed meanwhile");
  });

  test("is kept on leaving the form, and until then the lock waits for it", async () => {
    const at = aJournal();
    const form = aForm(at);
    at.refuse(true);
    form.change("a word");
    form.leave();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(at.flushes.size).toBe(1);
    at.refuse(false);
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(at.disk.get(PLACE)).toBe("a word");
    expect(at.flushes.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("left behind never undoes what was typed in its place since", async () => {
    const at = aJournal();
    const form = aForm(at);
    at.refuse(true);
    form.change("older");
    form.leave();
    await vi.advanceTimersByTimeAsync(1_000);
    at.refuse(false);
    const anew = aForm(at);
    anew.change("newer");
    await vi.advanceTimersByTimeAsync(RETRY_MS * 2);
    expect(at.disk.get(PLACE)).toBe("newer");
  });

  test("is gone once what it held is saved: no write that was under way brings it back, and a failed drop is tried again", async () => {
    const at = aJournal();
    const form = aForm(at);
    form.change("a word");
    await vi.advanceTimersByTimeAsync(1_000);
    at.refuse(true);
    const release = at.hold();
    form.change("a word more");
    await vi.advanceTimersByTimeAsync(1_000);
    const forgotten = form.forget();
    release();
    await forgotten;
    expect(at.disk.get(PLACE)).toBe("a word");
    form.leave();
    at.refuse(false);
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(at.disk.has(PLACE)).toBe(false);
    expect(form.states.at(-1)).toBe("untouched");
  });
});
