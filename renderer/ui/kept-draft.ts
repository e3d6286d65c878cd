/**
 * The sealed draft of one form, at most a second behind continuous typing. What could not be kept stays due and is tried
 * again, also once the form is gone: until the disk has it, or somebody wrote in its place anew.
 */
import { codeOf } from "#shared/base/errors.ts";
import type { Journal } from "#renderer/store/journal.ts";
import { DRAFT_LAG_MS } from "./open-page.ts";
import type { SaveState } from "./use-act.ts";

/** When a draft could not be kept, it is tried again without a key being pressed. */
export const RETRY_MS = 5_000;

export interface KeptDraft<T> {
  /** The form is on the screen: what is due is kept before a lock, and when the returned function says that it is gone. */
  attend(): () => void;
  /** Takes what was typed. */
  change(value: T): void;
  /** Drops the draft, once what it held is saved as a record. Never rejects: a draft that stays behind is dropped later. */
  forget(): Promise<void>;
}

/**
 * @param blank what need not be kept: typing it drops the draft
 * @param onState told how far keeping has come
 */
export function keepDraftOf<T>(
  journal: Pick<Journal, "drafts" | "keepDraft" | "dropDraft" | "beforeLock">,
  place: string,
  { blank, onState }: { blank: (value: T) => boolean; onState: (state: SaveState) => void },
): KeptDraft<T> {
  // What the disk does not have yet; without a value the draft is to go.
  let due: { readonly value?: T; readonly whenDone: SaveState } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let unregister: (() => void) | null = null;
  let attended = false;

  function stop(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  function settle(): void {
    if (attended || due !== null) return;
    stop();
    unregister?.();
    unregister = null;
  }

  async function keep(): Promise<void> {
    stop();
    const keeping = due;
    if (keeping === null) return;
    try {
      if (keeping.value === undefined) await journal.dropDraft(place);
      else await journal.keepDraft(place, keeping.value);
      if (due !== keeping) return; // typed meanwhile: a timer waits for it
      due = null;
      onState(keeping.whenDone);
    } catch (thrown) {
      if (due === null) return;
      onState({ kind: "failed", code: codeOf(thrown) });
      timer ??= setTimeout(() => void retry(), RETRY_MS);
    }
    settle();
  }

  function retry(): Promise<void> {
    timer = null;
    // The form may be open anew by now: what was written there since must not be undone from here.
    if (!attended && due !== null && journal.drafts().get(place) !== due.value) due = null;
    settle();
    return keep();
  }

  return {
    attend() {
      attended = true;
      unregister ??= journal.beforeLock(keep);
      return () => {
        void keep();
        attended = false;
        settle();
      };
    },
    change(value) {
      due = blank(value) ? { whenDone: { kind: "saved" } } : { value, whenDone: { kind: "saved" } };
      onState({ kind: "saving" });
      // Set only when none waits: begun anew at each key, it would never end while one types on.
      timer ??= setTimeout(() => void keep(), DRAFT_LAG_MS);
    },
    forget() {
      due = { whenDone: { kind: "untouched" } };
      return keep();
    },
  };
}
