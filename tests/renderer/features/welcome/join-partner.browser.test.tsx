import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { JoinPartner } from "#renderer/features/welcome/JoinPartner.tsx";
import { startJournal, type Founding, type Journal, type JournalState } from "#renderer/store/journal.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";

const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
const WORDS = Array.from({ length: 24 }, (_, at) => `word${String(at + 1)}`);
const SAM = "seven plums in a paper bag";
const OPEN = {
  kind: "open",
  sample: false,
  snapshot: { session: { kind: "one", me: { seat: "a" }, other: null } },
} as JournalState; // as far as this page reads it

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

/** The page as far as its keys being made; `made` ends the making. */
async function joining(confirm: () => Promise<void> = async () => undefined) {
  let abandoned = 0;
  let made: (founding: Founding) => void = () => undefined;
  const founded = new Promise<Founding>((resolve) => {
    made = resolve;
  });
  const journal: Journal = {
    ...startJournal(memoryHost(), clock),
    state: () => OPEN,
    join: () => founded,
  };
  const shown = await show(
    <JournalProvider journal={journal}>
      <JoinPartner onClose={() => undefined} />
    </JournalProvider>,
  );
  leave = shown.leave;
  await userEvent.click(page.getByRole("button", { name: "I am the second" }));
  await userEvent.keyboard("Sam{Enter}");
  const fields = () => [...shown.place.querySelectorAll<HTMLInputElement>("input[type=password]")];
  await expect.poll(() => fields().length).toBe(2);
  for (const field of fields()) await userEvent.fill(field, SAM);
  const { place } = shown;
  await expect
    .poll(async () => {
      if (fields().length > 0) await userEvent.click(page.getByRole("button", { name: "Next" }));
      return fields().length;
    })
    .toBe(0); // once the measure has loaded
  return {
    place,
    abandoned: () => abandoned,
    finish: () =>
      made({
        words: WORDS,
        confirm,
        abandon: async () => {
          abandoned += 1;
        },
      }),
    leaveNow: async () => {
      await leave?.();
      leave = null;
    },
  };
}

async function toTheEnd(place: HTMLElement): Promise<void> {
  await userEvent.click(page.getByRole("button", { name: "I have written them down" }));
  for (const field of place.querySelectorAll("input")) {
    const number = /\d+/.exec(field.labels?.[0]?.textContent ?? "")?.[0] ?? "";
    await userEvent.fill(field, `word${number}`);
  }
  await userEvent.click(page.getByRole("button", { name: "Next" }));
  await userEvent.click(page.getByRole("button", { name: "Lock and finish" }));
}

test("keys that were made are forgotten when the page is left before they are confirmed", async () => {
  const { place, finish, abandoned, leaveNow } = await joining();
  finish();
  await expect.poll(() => place.textContent).toContain("word24");
  expect(abandoned()).toBe(0);
  await leaveNow();
  expect(abandoned()).toBe(1);
});

test("keys that are still being made then are forgotten as soon as they are made", async () => {
  const { finish, abandoned, leaveNow } = await joining();
  await leaveNow();
  finish();
  await expect.poll(abandoned).toBe(1);
});

test("keys being confirmed are not taken away from under it", async () => {
  const { place, finish, abandoned, leaveNow } = await joining();
  finish();
  await expect.poll(() => place.textContent).toContain("word24");
  await toTheEnd(place);
  await leaveNow();
  expect(abandoned()).toBe(0);
});
