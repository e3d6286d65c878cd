import { afterEach, beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Goal } from "#shared/domain/goal.ts";
import { GoalsPlace } from "#renderer/features/goals/GoalsPlace.tsx";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { JournalProvider, useJournalState } from "#renderer/store/use-journal.tsx";
import { aGoal } from "../../support/builders.ts";
import { memoryHost } from "../../support/memory-host.ts";
import { show } from "../../support/screen.tsx";
import { deleteEverything } from "../../support/stores.ts";

// What is common to all the joint kinds, over a real journal; goals stand for them. Each test goes on where the one before it stopped.
const NOA = "quiet lamp over the stairs";
const SAM = "seven plums in a paper bag";
const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
const host = memoryHost();
let journal: Journal;

const snapshot = (): Snapshot => {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
  return state.snapshot;
};

/** Opens the journal as somebody, and shows the goals. */
async function open(who: "a" | "b" | "both"): Promise<void> {
  await leave?.();
  if (journal.state().kind === "open") await journal.lock();
  journal = startJournal(host, clock);
  await journal.look();
  const opened =
    who === "both"
      ? journal.unlockTogether({ a: NOA, b: SAM })
      : journal.unlock(who, { passphrase: who === "a" ? NOA : SAM });
  expect(await opened).toBe("open");
  await expect.poll(() => snapshot().complete).toBe(true);
  await showGoals();
}

async function showGoals(over: Journal = journal): Promise<void> {
  await leave?.();
  const shown = await show(
    <JournalProvider journal={over}>
      <WhileOpen />
    </JournalProvider>,
  );
  leave = shown.leave;
}

function WhileOpen() {
  return useJournalState().kind === "open" ? <GoalsPlace begin={null} onBack={() => {}} /> : null;
}

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

const goals = (records: readonly { kind: string }[]) => records.filter(({ kind }) => kind === "goal") as Goal[];
const mine = () => goals(snapshot().mine);
const shared = () => goals(snapshot().shared.map(({ record }) => record));

const press = (name: string | RegExp) => userEvent.click(page.getByRole("button", { name, exact: true }));
const heading = (name: string) => page.getByRole("heading", { name, exact: true, level: 1 });
const answer = (name: string) => userEvent.click(page.getByRole("dialog").getByRole("button", { name, exact: true }));

const SWIM = "Swim across the lake";
const GARDEN = "A garden on the balcony";

beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  await (await journal.join({ name: "Sam", passphrase: SAM })).confirm();
}, 60_000);

test("[D70] a form leads to what is missing, keeps what is typed, and shows what the other would read before it is shared", async () => {
  await open("a");
  await press("Write down a goal");
  await expect.element(heading("A goal")).toHaveFocus();
  await expect.element(page.getByText("only you, until you share it")).toBeVisible();
  await press("See what Sam would read");
  await expect.element(page.getByLabelText("What do you want?")).toHaveFocus();
  await expect.element(page.getByLabelText("What do you want?")).toHaveAccessibleDescription("Say this first.");

  await userEvent.fill(page.getByLabelText("What do you want?"), SWIM);
  await userEvent.fill(page.getByLabelText("By when?"), "2026-08-30");
  await expect.poll(() => journal.drafts().get("goal:new")).toMatchObject({ what: SWIM, by: "2026-08-30" });
  await press("Leave it");
  await press("Write down a goal");
  await expect.element(page.getByLabelText("What do you want?")).toHaveValue(SWIM);

  await press("See what Sam would read");
  await expect.element(heading("What Sam would read")).toHaveFocus();
  await press("Back to writing");
  await expect.element(heading("A goal")).toHaveFocus();
  expect([mine(), shared()]).toEqual([[], []]);
  await press("See what Sam would read");
  await press("Share with Sam");
  await expect.element(heading(SWIM)).toHaveFocus();
  await expect.element(page.getByRole("article")).toMatchTextContent(/both of you.*By Noa.*By when.*2026/);
  expect(shared()).toMatchObject([{ what: SWIM, whose: "own", by: "2026-08-30", original: null }]);
  expect(journal.drafts().has("goal:new")).toBe(false);
});

test("[D5] [D6] its author changes it for themselves, shares it again, takes it back and deletes it", async () => {
  await open("a");
  await press(SWIM);
  await press("Change it");
  await userEvent.fill(page.getByLabelText("Why does it matter?"), "For the cold.");
  await press("Save");
  await expect.element(page.getByRole("article")).toMatchTextContent(/shared copy of .*17.*; changed since/);
  expect([mine()[0]?.why, shared()[0]?.why]).toEqual(["For the cold.", ""]);

  await press("Share it again");
  await expect.element(page.getByRole("dialog")).toMatchTextContent(/For the cold\./);
  await answer("Share with Sam");
  await expect.poll(() => shared()[0]).toMatchObject({ why: "For the cold.", revision: 2 });

  await press("Take it back");
  await answer("Yes, take it back");
  await expect.poll(shared).toEqual([]);
  await expect.element(page.getByText("only you")).toBeVisible();
  await press("Delete");
  await answer("Delete it");
  await expect.element(heading("Goals")).toHaveFocus();
  expect(mine()).toEqual([]);
});

test("[D87] together it is kept for both in the name of who writes, and its author then has it as their own", async () => {
  await open("both");
  await press("Write down a goal, Sam writes");
  await userEvent.fill(page.getByLabelText("What do you want?"), GARDEN);
  await userEvent.click(page.getByRole("radio", { name: "both of us" }));
  await press("Keep it for both");
  await expect.element(heading(GARDEN)).toHaveFocus();
  await expect.element(page.getByRole("article")).toMatchTextContent(/By Sam/);
  await expect.element(page.getByRole("button", { name: "Change it" })).not.toBeInTheDocument();

  await open("b");
  expect([mine().length, shared().length]).toEqual([0, 1]);
  await press(GARDEN);
  await press("Change it");
  await userEvent.fill(page.getByLabelText("By when?"), "2026-08-01");
  await press("See what Noa would read");
  await press("Share with Noa");
  await expect.element(heading(GARDEN)).toHaveFocus();
  expect(shared()).toMatchObject([{ what: GARDEN, by: "2026-08-01", revision: 2 }]);
  expect(mine()).toMatchObject([{ what: GARDEN, whose: "both", original: { copies: 2 } }]);
});

test("[D70] the other says how they back it and takes that back; its author says what became of it", async () => {
  await open("a");
  await press(GARDEN);
  await expect.element(page.getByRole("button", { name: "Say what became of it" })).not.toBeInTheDocument();
  await press("Say how you back it");
  await press("Give this answer");
  await expect.element(page.getByRole("alert")).toMatchTextContent(/Say this first/);
  await userEvent.fill(page.getByLabelText("How I back it"), "I carry the soil up.");
  await press("Give this answer");
  await expect
    .element(page.getByRole("region", { name: "How Noa backs it" }))
    .toMatchTextContent(/Noa.*I carry the soil up\./);
  await press("Take it back");
  await answer("Yes, take it back");
  await expect.element(page.getByText("I carry the soil up.")).not.toBeInTheDocument();
  await press("Say how you back it");
  await userEvent.fill(page.getByLabelText("How I back it"), "I water it in June.");
  await press("Give this answer");

  await open("b");
  await press(GARDEN);
  await expect.element(page.getByText("I water it in June.")).toBeVisible();
  await expect.element(page.getByRole("button", { name: /Say something more|Say how/ })).not.toBeInTheDocument();
  await press("Say what became of it");
  await userEvent.click(page.getByRole("radio", { name: "partly reached" }));
  await userEvent.fill(page.getByLabelText("In your words"), "Tomatoes, and a chair.");
  await press("See what Noa would read");
  await press("Share with Noa");
  await expect.element(page.getByRole("article")).toMatchTextContent(/partly reached.*Tomatoes, and a chair\./);
  await expect.element(page.getByRole("button", { name: "Change it" })).not.toBeInTheDocument();
  await press("Back to Goals");
  await expect
    .element(page.getByRole("region", { name: "No longer under way" }))
    .toMatchTextContent(/of both, partly reached/);
  expect(shared()[0]?.outcome).toMatchObject({ became: "partly", on: "2026-05-17" });
});

test("[V21] a shared page of one whose place was given anew stays one of both, says whose it is, and is the other’s to answer", async () => {
  await open("a");
  const sam = snapshot().partners[1];
  if (sam === undefined) throw new Error("two partners");
  const lost = { ...sam, id: aGoal({}).author };
  const theirs = { ...aGoal({ what: "Of before", author: lost.id }), revision: 1, original: null };
  const shared = [{ record: theirs, verified: true }, ...snapshot().shared];
  const state = { ...journal.state(), snapshot: { ...snapshot(), partners: [...snapshot().partners, lost], shared } };
  await showGoals({ ...journal, state: () => state });
  await press("Of before");
  await expect.element(page.getByRole("article")).toMatchTextContent(/By Sam/);
  await expect.element(page.getByRole("article")).toHaveClass("sheet-shared");
  await expect.element(page.getByRole("button", { name: "Say how you back it" })).toBeVisible();
});

test("a list of thousands is drawn in parts, and one goes on with the first line that comes", async () => {
  await open("a");
  const many = Array.from({ length: 240 }, (_, at) => aGoal({ what: `Goal ${at + 1}`, by: null }));
  const state = { ...journal.state(), snapshot: { ...snapshot(), mine: many, shared: [] } };
  await showGoals({ ...journal, state: () => state });
  const lines = page.getByRole("listitem");
  const more = page.getByRole("button", { name: "Show more" });
  await expect.poll(() => lines.elements().length).toBe(16);
  await userEvent.click(more);
  await expect.element(page.getByRole("button", { name: "Goal 17", exact: true })).toHaveFocus();
  expect(lines.elements().length).toBe(116);
  await press("Goal 60");
  await press("Back to Goals");
  await expect.poll(() => lines.elements().length).toBe(116);
  await userEvent.click(more);
  await expect.element(page.getByRole("button", { name: "Goal 117", exact: true })).toHaveFocus();
  expect(lines.elements().length).toBe(216);
  await userEvent.click(more);
  await expect.poll(() => lines.elements().length).toBe(240);
  await expect.element(more).not.toBeInTheDocument();
});

test("[D4] a copy nobody vouches for counts for nobody: it is listed apart, with nothing to do about it", async () => {
  await open("a");
  const forged = { record: { ...aGoal({ what: "Move to the coast" }), revision: 1, original: null }, verified: false };
  const state = { ...journal.state(), snapshot: { ...snapshot(), shared: [...snapshot().shared, forged] } };
  await showGoals({ ...journal, state: () => state });
  const apart = page.getByRole("region", { name: "Nothing shows who wrote this." });
  await expect.element(apart).toMatchTextContent(/Move to the coast/);
  expect(apart.getByRole("button").elements()).toEqual([]);
  expect(page.getByRole("button", { name: "Move to the coast" }).elements()).toEqual([]);
});
