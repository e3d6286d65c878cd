import { afterEach, beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { createGoal, editGoal, endGoal, type Goal } from "#shared/domain/goal.ts";
import { GoalsPlace } from "#renderer/features/goals/GoalsPlace.tsx";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";
import { deleteEverything } from "../../../support/stores.ts";

// What was typed and is not wanted after all, and what was said by mistake; goals stand for the joint kinds.
const NOA = "quiet lamp over the stairs";
const SAM = "seven plums in a paper bag";
const SWIM = "Swim across the lake";
const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
const host = memoryHost();
let journal: Journal;

const snapshot = (): Snapshot => {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
  return state.snapshot;
};
const goals = (records: readonly { kind: string }[]) => records.filter(({ kind }) => kind === "goal") as Goal[];
const mine = () => goals(snapshot().mine);
const copies = () => goals(snapshot().shared.map(({ record }) => record));
const act = () => {
  const { session } = snapshot();
  if (session.kind !== "one") throw new Error("one is here");
  return { id: journal.newId(), author: session.me.id, now: journal.now(), today: journal.today() };
};

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

async function showGoals(): Promise<void> {
  leave = (
    await show(
      <JournalProvider journal={journal}>
        <GoalsPlace begin={null} onBack={() => {}} />
      </JournalProvider>,
    )
  ).leave;
}

const button = (name: string) => page.getByRole("button", { name, exact: true });
const press = (name: string) => userEvent.click(button(name));
const answer = (name: string) => userEvent.click(page.getByRole("dialog").getByRole("button", { name, exact: true }));
const heading = (name: string) => page.getByRole("heading", { name, exact: true, level: 1 });
const THROW = "Throw away what was typed";

beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  await (await journal.join({ name: "Sam", passphrase: SAM })).confirm();
  if (journal.state().kind === "open") await journal.lock();
  journal = startJournal(host, clock);
  await journal.look();
  expect(await journal.unlock("a", { passphrase: NOA })).toBe("open");
  while (!snapshot().complete) await new Promise((resolve) => journal.subscribe(() => resolve(null)));
  const goal = createGoal({ what: SWIM, whose: "own", why: "", by: null, backing: "", outcome: null }, act());
  await journal.putAndShare(goal);
}, 60_000);

test("[D70] what was typed of a change is thrown away after one question, and what was kept stays as it is", async () => {
  await showGoals();
  await press(SWIM);
  await press("Change it");
  await expect.element(heading("Change this goal")).toHaveFocus();
  expect(button(THROW).elements()).toEqual([]); // nothing is typed
  await userEvent.fill(page.getByLabelText("Why does it matter?"), "For nobody to read.");
  const before = mine();
  const place = `goal:${before[0]?.id ?? ""}`;
  await expect.poll(() => journal.drafts().has(place)).toBe(true);
  await press("Leave it");
  await press("Change it");
  await expect.element(page.getByLabelText("Why does it matter?")).toHaveValue("For nobody to read."); // left, it waits

  await press(THROW);
  await answer("Cancel");
  await expect.element(page.getByLabelText("Why does it matter?")).toHaveValue("For nobody to read.");
  await press(THROW);
  await answer("Throw it away");
  await expect.element(heading(SWIM)).toHaveFocus();
  expect(journal.drafts().has(place)).toBe(false);
  expect(mine()).toEqual(before);
  await press("Change it");
  await expect.element(page.getByLabelText("Why does it matter?")).toHaveValue("");
});

test("[D70] what became of a goal, said by mistake, is taken away by its author, and both read that it is under way again", async () => {
  const [goal] = mine();
  if (goal === undefined) throw new Error("a goal");
  await journal.putAndShare(endGoal(goal, { became: "let-go", words: "A slip of the finger." }, act()));
  await showGoals();
  await press(SWIM);
  expect(button("Change it").elements()).toEqual([]);
  await press("Said by mistake: open it again");
  await expect.element(page.getByRole("dialog")).toMatchTextContent(/Sam will read that it is/);
  await answer("Open it again");
  await expect.element(button("Say what became of it")).toBeVisible();
  await expect.element(heading(SWIM)).toHaveFocus();
  await expect.element(page.getByRole("article")).not.toMatchTextContent(/slip of the finger/);
  expect([mine()[0]?.outcome, copies()[0]?.outcome]).toEqual([null, null]);
});

test("[D5] [D70] a goal with other changes waiting is opened again for its author alone, until it is shared again", async () => {
  const [goal] = mine();
  if (goal === undefined) throw new Error("a goal");
  await journal.putAndShare(endGoal(goal, { became: "reached", words: "" }, act()));
  const [ended] = mine();
  if (ended === undefined) throw new Error("a goal");
  await journal.put(editGoal(ended, { why: "Not to be read yet." }, act()));
  await showGoals();
  await press(SWIM);
  await press("Said by mistake: open it again");
  await expect.element(page.getByRole("dialog")).toMatchTextContent(/stays as it is until you share it again/);
  await answer("Open it again");
  await expect.poll(() => mine()[0]?.outcome).toBeNull();
  expect(copies()).toMatchObject([{ why: "", outcome: { became: "reached" } }]);
});
