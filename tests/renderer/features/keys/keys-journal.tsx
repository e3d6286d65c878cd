/** Settings over a journal that answers as a test says, with all it was asked. */
import type { ReactNode } from "react";
import { page, userEvent } from "vitest/browser";
import { expect } from "vitest";
import { startJournal, type Founding, type Journal, type JournalState, type Kept } from "#renderer/store/journal.ts";
import type { SharedCopy, Snapshot } from "#renderer/store/snapshot.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { Voiced } from "#renderer/ui/notice.tsx";
import { Instant } from "#shared/base/time.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";

const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
const NOA = { id: "n".repeat(22), seat: "a", cover: "tide", name: "Noa" };
const SAM = { id: "s".repeat(22), seat: "b", cover: "wheat", name: "Sam" };

const WORDS: readonly string[] = Array.from({ length: 24 }, (_, at) => `word${String(at + 1)}`);
export const NEW = "nine kites above a slow harbour";

export type Who = "noa" | "alone" | "together" | "sample";

/** The state of an open journal, as far as these screens read it. */
export function openState(
  who: Who,
  mine: readonly JournalRecord[] = [],
  shared: readonly SharedCopy[] = [],
): JournalState {
  const partners = who === "alone" ? [NOA] : [NOA, SAM];
  const session =
    who === "together" ? { kind: "together", partners } : { kind: "one", me: NOA, other: who === "alone" ? null : SAM };
  const snapshot = { session, partners, mine, shared, unreadable: [], findings: [], complete: true };
  return { kind: "open", sample: who === "sample", snapshot: snapshot as unknown as Snapshot };
}

/** Kept backups of these days, newest first. */
export function keptOf(...days: string[]): Kept {
  const backups = days.map((day) => ({
    name: `Twofold ${day} 09-00-00Z.twofold`,
    writtenAt: Instant.parse(`${day}T09:00:00.000Z`),
    bytes: 48_000,
    health: "verified" as const,
    readAt: Instant.parse(`${day}T09:00:01.000Z`),
  }));
  return { place: "~/Documents/Twofold", backups, canChoose: true, trouble: null, isRunning: false };
}

export interface Shown {
  readonly place: HTMLElement;
  readonly leave: () => Promise<void>;
  /** What the journal was asked, in order. */
  readonly asked: string[];
  readonly become: (next: JournalState) => void;
}

/** Keys that were made, writing their fate into `asked`. */
export const founding = (asked: string[], confirm: () => Promise<void> = async () => undefined): Founding => ({
  words: WORDS,
  async confirm() {
    asked.push("confirm");
    await confirm();
  },
  async abandon() {
    asked.push("abandon");
  },
});

export async function showing(
  screen: ReactNode,
  {
    who = "noa",
    mine = [],
    shared = [],
    kept = keptOf("2026-05-17", "2026-05-16", "2026-05-02"),
    ...answers
  }: { who?: Who; mine?: readonly JournalRecord[]; shared?: readonly SharedCopy[]; kept?: Kept } & Omit<
    Partial<Journal>,
    "kept"
  > & {
      asked?: string[];
    } = {},
): Promise<Shown> {
  const asked = answers.asked ?? [];
  const listeners = new Set<() => void>();
  let state = openState(who, mine, shared);
  let keptNow = kept;
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const become = (next: JournalState): void => {
    state = next;
    tell();
  };
  const journal: Journal = {
    ...startJournal(memoryHost(), clock),
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    kept: () => keptNow,
    async removeKept(name) {
      asked.push(`removeKept ${name}`);
      keptNow = { ...keptNow, backups: keptNow.backups.filter((backup) => backup.name !== name) };
      tell();
    },
    unlocks: () => (who === "together" ? null : { count: 213, recent: UNLOCKED }),
    ...answers,
  };
  const { place, leave } = await show(
    <JournalProvider journal={journal}>
      <Voiced>{screen}</Voiced>
    </JournalProvider>,
  );
  return { place, leave, asked, become };
}

const UNLOCKED = Array.from({ length: 50 }, (_, at) =>
  Instant.parse(new Date(Date.parse("2026-05-16T19:12:00.000Z") - at * 19 * 3_600_000).toISOString()),
);

export const press = (name: string): Promise<void> => userEvent.click(page.getByRole("button", { name, exact: true }));

/** Types a new passphrase twice, and goes on once it was weighed. */
export async function choosePassphrase(place: HTMLElement, passphrase: string = NEW): Promise<void> {
  const fields = () => [...place.querySelectorAll<HTMLInputElement>("input[type=password]")];
  await expect.poll(() => fields().length).toBe(2);
  for (const field of fields()) await userEvent.fill(field, passphrase);
  await expect
    .poll(async () => {
      if (fields().length === 2) await press("Next");
      return fields().length;
    })
    .not.toBe(2);
}

/** Types the passphrase of now. */
export async function giveCurrent(passphrase: string): Promise<void> {
  await userEvent.fill(page.getByLabelText("Your passphrase as it is now"), passphrase);
  await press("Next");
}

/** Types back the three words that are asked for. */
export async function typeWordsBack(place: HTMLElement): Promise<void> {
  await press("I have written them down");
  for (const field of place.querySelectorAll("input")) {
    const number = /\d+/.exec(field.labels?.[0]?.textContent ?? "")?.[0] ?? "";
    await userEvent.fill(field, `word${number}`);
  }
  await press("Next");
}
