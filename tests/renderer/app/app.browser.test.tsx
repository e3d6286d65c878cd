import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { App } from "#renderer/app/App.tsx";
import { startJournal, type Journal, type JournalState } from "#renderer/store/journal.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { TwofoldError } from "#shared/base/errors.ts";
import { memoryHost } from "../../support/memory-host.ts";
import { show } from "../../support/screen.tsx";

const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
const OWN_DOOR: JournalState = {
  kind: "closed",
  door: { vaultId: "test", seats: { a: { cover: "tide" }, b: { cover: "wheat" } }, coverForB: "wheat" },
  lastBackup: null,
  sample: false,
};

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

/** The window over a journal that stands where the test says, and answers `openSample` as the test says. */
async function showing(sampleFirst: boolean, openSample: () => Promise<void>) {
  const host = memoryHost();
  let state: JournalState = { kind: "looking" };
  const listeners = new Set<() => void>();
  const become = (next: JournalState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const unlocked: string[] = [];
  const journal: Journal = {
    ...startJournal(host, clock),
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    look: async () => become(OWN_DOOR),
    openSample,
    unlock: async (seat) => {
      unlocked.push(seat);
      return "open";
    },
  };
  const shown = await show(
    <JournalProvider journal={journal}>
      <App shell={host} sampleFirst={sampleFirst} />
    </JournalProvider>,
  );
  leave = shown.leave;
  return { ...shown, become, journal, unlocked };
}

const covers = () => page.getByRole("radio").elements();

test("with the sample wanted, one's own door is not shown while it is made", async () => {
  let asked = 0;
  const { place, become, unlocked } = await showing(true, () => {
    asked += 1;
    return new Promise(() => undefined);
  });
  become(OWN_DOOR);
  await expect.poll(() => asked).toBe(1);
  expect(place.textContent).toContain("Looking for the journal");
  expect(covers()).toEqual([]);
  become({ ...OWN_DOOR, sample: true }); // made, and locked again: its own door, and then one's own
  await expect.poll(() => covers().length).toBe(2);
  become(OWN_DOOR);
  await expect.poll(() => place.textContent).not.toContain("The sample couple");
  expect(covers()).toHaveLength(2);
  expect(asked).toBe(1);
  expect(unlocked).toEqual([]);
});

test("a sample that cannot be made says why, can be tried again, and leads to one's own door when asked", async () => {
  let asked = 0;
  const { place, become } = await showing(true, async () => {
    asked += 1;
    throw new TwofoldError("storage-full");
  });
  become(OWN_DOOR);
  await expect.poll(() => place.textContent).toContain("The disk is full.");
  expect(covers()).toEqual([]);
  await userEvent.click(page.getByRole("button", { name: "Try again" }));
  await expect.poll(() => asked).toBe(2);
  await userEvent.click(page.getByRole("button", { name: "Go on without the sample" }));
  await expect.poll(() => covers().length).toBe(2);
  expect(asked).toBe(2);
});

test("without it, one's own door is shown and no sample is made", async () => {
  let asked = 0;
  const { become } = await showing(false, async () => {
    asked += 1;
  });
  become(OWN_DOOR);
  await expect.poll(() => covers().length).toBe(2);
  expect(asked).toBe(0);
});
