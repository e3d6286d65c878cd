import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { addDays, asDay, type Day } from "#shared/base/time.ts";
import { BOUNDARY_KINDS, type Boundary, type BoundaryEvent } from "#shared/domain/boundary.ts";
import { createBoundary, createBoundaryEvent, editBoundary } from "#shared/domain/boundary.ts";
import type { PartnerId, RecordId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { createRepair } from "#shared/domain/repair.ts";
import { BoundariesPlace } from "#renderer/features/boundaries/BoundariesPlace.tsx";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { JournalProvider, useJournalState } from "#renderer/store/use-journal.tsx";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";
import { deleteEverything } from "../../../support/stores.ts";

// The whole place over a real journal: real worker, real libsodium, real store. Only the Host is a double. Each
// test goes on where the one before it stopped.
const NOA = "quiet lamp over the stairs";
const SAM = "seven plums in a paper bag";
const TODAY = asDay("2026-05-17");
const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
const host = memoryHost();
let journal: Journal;
let noa: PartnerId;
let sam: PartnerId;
const onRepair = vi.fn<(open: RecordId) => void>();

const snapshot = (): Snapshot => {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
  return state.snapshot;
};

let leave: (() => Promise<void>) | null = null;
async function away(): Promise<void> {
  await leave?.();
  leave = null;
}
afterEach(async () => {
  await away();
  onRepair.mockClear();
});

async function open(who: "a" | "b" | "both"): Promise<void> {
  await away();
  if (journal.state().kind === "open") await journal.lock();
  journal = startJournal(host, clock);
  await journal.look();
  const opened =
    who === "both"
      ? journal.unlockTogether({ a: NOA, b: SAM })
      : journal.unlock(who, { passphrase: who === "a" ? NOA : SAM });
  expect(await opened).toBe("open");
  await journal.settled();
}

async function showPlace(list: "own" | "shared", begin: RecordId | null = null, over = journal): Promise<void> {
  await away();
  const place = <BoundariesPlace begin={begin} list={list} onRepair={onRepair} onBack={() => undefined} />;
  const WhileOpen = () => (useJournalState().kind === "open" ? place : null);
  const shown = await show(
    <JournalProvider journal={over}>
      <WhileOpen />
    </JournalProvider>,
  );
  leave = shown.leave;
}

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
const press = (name: string | RegExp) => userEvent.click(button(name));
const sheet = () => page.getByRole("article");
const choose = (name: string) => userEvent.click(page.getByRole("radio", { name, exact: true }));
const happened = () => page.getByRole("region", { name: "What happened here" });
const elsewhere = () => page.getByRole("region", { name: "What happened elsewhere" });
const dialog = () => page.getByRole("dialog");
const agree = (name: string) => userEvent.click(dialog().getByRole("button", { name, exact: true }));

const act = (author: PartnerId) => ({ id: journal.newId(), author, now: journal.now() });
const aBoundary = (author: PartnerId, said: Partial<Boundary> & { says: string }): Boundary =>
  createBoundary(
    { about: "mental", noticed: "", body: "", yesTo: "", reviewOn: null, letGoOn: null, ...said },
    act(author),
  );
const anEvent = (author: PartnerId, said: Partial<BoundaryEvent>): BoundaryEvent =>
  createBoundaryEvent({ boundary: null, day: TODAY, event: "crossed", words: "", ...said }, act(author));
const original = <R extends JournalRecord>({ id }: R): R => snapshot().mine.find((mine) => mine.id === id) as R;
const copyOf = ({ id }: JournalRecord) => snapshot().shared.find(({ record }) => record.id === id)?.record;

/** Deletes everything of the open partner's that is told here. */
async function clear(): Promise<void> {
  for (const { id, kind } of snapshot().mine)
    if (kind === "boundary" || kind === "boundary-event" || kind === "repair") await journal.remove(id);
}

beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  await (await journal.join({ name: "Sam", passphrase: SAM })).confirm();
  await open("a");
  const [one, two] = snapshot().partners.map(({ id }) => id);
  if (one === undefined || two === undefined) throw new Error("two partners");
  [noa, sam] = [one, two];
}, 60_000);

test("[D74] [D11] one is found in steps, the preview says what stays with its author, and nothing of that reaches the other's session", async () => {
  await showPlace("own");
  await expect.element(sheet()).toMatchTextContent(/shows in the body first/);
  await press("Find a boundary");
  await userEvent.fill(page.getByLabelText("Where does the yes end?"), "   \n ");
  await press("See what Sam would read");
  expect(page.getByText("Say this first.").elements()).toHaveLength(2); // blanks are no sentence
  await expect.element(page.getByRole("radio", { name: "body and space" })).toHaveFocus();
  await choose("feelings");
  await userEvent.fill(page.getByLabelText("Where do you notice it?"), "CANARY on the phone with my mother.");
  await userEvent.click(page.getByRole("checkbox", { name: "I go quiet" }));
  await userEvent.fill(page.getByLabelText("What can you truly say yes to?"), "Half an hour.");
  await userEvent.fill(page.getByLabelText("Where does the yes end?"), "After that I hang up.");
  await userEvent.fill(page.getByLabelText("When do you look at it again?"), "2026-08-17");
  await press("See what Sam would read");
  await expect.element(sheet()).toMatchTextContent(/feelings.*After that I hang up\..*Half an hour\./);
  await expect
    .element(sheet())
    .toMatchTextContent(
      /only you: Where it was noticed, What the body says, Look again on ?This is all that is shared/,
    );
  await expect.element(sheet()).not.toMatchTextContent(/CANARY|go quiet|17 August|August 17/);
  await press("Share with Sam");
  await expect.element(sheet()).toMatchTextContent(/What the body says.*only you.*I go quiet/);

  await open("b");
  await showPlace("shared");
  await press("After that I hang up.");
  await expect.element(sheet()).toMatchTextContent(/By Noa.*feelings.*Half an hour\..*Nothing is shared here\./);
  expect(
    page
      .getByRole("button")
      .elements()
      .map((each) => each.textContent),
  ).toEqual(["Back to Boundaries"]);
  expect(JSON.stringify(snapshot())).not.toMatch(/CANARY|I go quiet|2026-08-17/);
});

test("[D74] what happened is its author's alone to tell: at a boundary or at none; of a private one the other reads what happened, and not where", async () => {
  await open("a");
  await clear();
  const told = aBoundary(noa, { says: "My letters are mine." });
  const own = aBoundary(noa, { says: "No advice before noon." });
  await journal.putAndShare(told);
  await journal.put(own);
  await showPlace("own", told.id);
  await expect.element(happened()).toMatchTextContent(/Nothing is written down\./);
  await press("Something happened");
  await press("See what Sam would read");
  await expect.element(page.getByText("Say this first.")).toBeVisible();
  await choose("it was crossed");
  await expect.element(page.getByRole("status").first()).toMatchTextContent(/it needs no new reasons/);
  await choose("a no was respected");
  await userEvent.fill(page.getByLabelText("In words, if you like"), "The drawer stayed shut.");
  await press("See what Sam would read");
  await expect.element(sheet()).toMatchTextContent(/Sam reads it at this boundary: ?My letters are mine\./);
  await press("Share with Sam");
  await expect.element(happened()).toMatchTextContent(/a no was respected.*both of you ?The drawer stayed shut\./);

  await press("Back to Boundaries");
  await press("No advice before noon.");
  await press("Something happened");
  await choose("it was kept");
  await press("See what Sam would read");
  await expect.element(sheet()).toMatchTextContent(/Sam reads what happened, and not where\./);
  await expect.element(sheet()).not.toMatchTextContent(/before noon/);
  await press("Share with Sam");
  await press("Back to Boundaries");
  await press("Something happened elsewhere");
  await choose("it was crossed");
  await userEvent.fill(page.getByLabelText("In words, if you like"), "At the office, twice.");
  await press("Keep it for me");
  await expect.element(elsewhere()).toMatchTextContent(/it was crossed.*only you ?At the office, twice\./);
  await expect.element(elsewhere()).not.toMatchTextContent(/it was kept|drawer/);

  await open("b");
  const forgedWord = anEvent(sam, { boundary: told.id, event: "kept", words: "It was fine, I think." });
  await journal.putAndShare(forgedWord);
  await showPlace("shared", told.id);
  await expect.element(happened()).toMatchTextContent(/The drawer stayed shut\./);
  await expect.element(happened()).not.toMatchTextContent(/It was fine/);
  await press("Back to Boundaries");
  await expect.element(elsewhere()).toMatchTextContent(/it was kept/);
  await expect.element(elsewhere()).toMatchTextContent(/It was fine, I think\./);
  await expect.element(sheet()).not.toMatchTextContent(/before noon|At the office/);
  expect(JSON.stringify(snapshot())).not.toContain(own.id);
  await journal.remove(forgedWord.id);

  const unvouched = { record: { ...anEvent(noa, { words: "Somebody says so." }), original: null }, verified: false };
  const state = { ...journal.state(), snapshot: { ...snapshot(), shared: [...snapshot().shared, unvouched] } };
  await showPlace("shared", null, { ...journal, state: () => state });
  await expect
    .element(elsewhere().getByRole("region", { name: "Nothing shows who wrote this." }))
    .toMatchTextContent(/Somebody says so\./);
  expect(elsewhere().getByRole("listitem").elements()).toHaveLength(1);
});

let boundary: Boundary;
let event: BoundaryEvent;

test("[D22] of a boundary that is taken back its author keeps what happened at it; the other reads it as what happened elsewhere, with their repair", async () => {
  await open("a");
  await clear();
  boundary = aBoundary(noa, { says: "My letters are mine." });
  await journal.putAndShare(boundary);
  event = anEvent(noa, { boundary: boundary.id, words: "The drawer was open." });
  await journal.putAndShare(event);

  await open("b");
  await showPlace("shared", boundary.id);
  await press("Repair after it");
  expect(onRepair).toHaveBeenLastCalledWith(event.id);
  const said = { day: TODAY, after: "boundary", of: event.id, willDo: "I ask first.", doneOn: null } as const;
  const repair = createRepair({ ...said, happened: "I opened it." }, act(sam));
  await journal.put(repair);
  await expect.element(happened()).toMatchTextContent(/Sam owned up on .*only you.*I opened it\.What I will do ?I ask/);
  await journal.share(repair.id);
  await expect.element(happened()).toMatchTextContent(/Sam owned up on .*both of you.*I opened it\./);

  await open("a");
  await showPlace("own", boundary.id);
  await expect.element(button("Repair after it")).not.toBeInTheDocument(); // it is not hers to repair
  await press("Open the repair");
  expect(onRepair).toHaveBeenLastCalledWith(repair.id);
  await userEvent.click(button("Take it back").first());
  await agree("Yes, take it back");
  await expect.poll(() => copyOf(boundary)).toBeUndefined();
  await expect.element(happened()).toMatchTextContent(/it was crossed.*both of you.*I opened it\./);

  await open("b");
  await showPlace("shared");
  await expect.element(sheet()).toMatchTextContent(/No boundary is shared here\./);
  await expect.element(elsewhere()).toMatchTextContent(/The drawer was open\..*I opened it\./);
  expect(copyOf(repair)).toBeDefined();
});

test("[D22] [D74] deleted, it leaves what happened at it where that can be read and changed, and no word that was begun about it", async () => {
  await open("a");
  await showPlace("own", boundary.id);
  await userEvent.click(happened().getByRole("button", { name: "Take it back", exact: true }));
  await agree("Yes, take it back");
  await expect.element(happened()).toMatchTextContent(/it was crossed.*only you.*I opened it\./);
  expect(copyOf(event)).toBeUndefined();

  await journal.keepDraft(`boundary-event:new:${boundary.id}`, { event: "kept", day: TODAY, words: "Begun" });
  await showPlace("own", boundary.id);
  await userEvent.click(sheet().getByRole("button", { name: "Delete", exact: true }).first());
  await agree("Delete it");
  await expect.element(elsewhere()).toMatchTextContent(/The drawer was open\./);
  expect([...journal.drafts().keys()]).toEqual([]);
  await userEvent.click(elsewhere().getByRole("button", { name: "Change it" }));
  await expect.element(sheet()).toMatchTextContent(/Without a boundary that is written down\./);
  await userEvent.fill(page.getByLabelText("In words, if you like"), "It was open, and so was a letter.");
  await press("Save");
  await expect.element(elsewhere()).toMatchTextContent(/and so was a letter\./);
  expect(original(event).boundary).toBe(boundary.id);

  await open("b");
  await showPlace("shared");
  expect(elsewhere().getByRole("listitem").elements()).toEqual([]); // Sam's repair stands among the repairs, and names nothing
});

test("[D74] it is looked at again on its day, let go and taken up again; a copy that has other changes waiting stays until it is shared again", async () => {
  await open("a");
  await clear();
  const boundary = aBoundary(noa, { says: "Ten quiet minutes.", reviewOn: asDay("2026-05-16") });
  await journal.putAndShare(boundary);
  await journal.putAndShare(anEvent(noa, { boundary: boundary.id, event: "kept", words: "Even on Friday." }));
  await showPlace("own", boundary.id);
  const again = page.getByRole("region", { name: "Look at it again" });
  await userEvent.click(again.getByRole("button", { name: "In three months" }));
  await expect.element(again).not.toBeInTheDocument();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveFocus();
  const later: Day = addDays(TODAY, 90);
  expect(original(boundary).reviewOn).toBe(later);
  expect(copyOf(boundary)).toMatchObject({ reviewOn: null, revision: 1 });
  await expect.element(sheet()).not.toMatchTextContent(/changed since/);

  await press("Let it go");
  await expect.element(dialog()).toMatchTextContent(/Sam will read that you let it go today\./);
  await agree("Let it go");
  await expect.poll(() => copyOf(boundary)).toMatchObject({ letGoOn: TODAY, revision: 2 });
  await press("Back to Boundaries");
  await expect
    .element(page.getByRole("region", { name: "Let go" }))
    .toMatchTextContent(/Ten quiet minutes\. ?let go on (17 May|May 17)/);
  await expect.element(elsewhere()).not.toMatchTextContent(/Even on Friday/);
  await press("Ten quiet minutes.");
  await expect.element(happened()).toMatchTextContent(/Even on Friday\./); // what happened stays with it

  await journal.put(editBoundary(original(boundary), { says: "Twenty quiet minutes." }, act(noa)));
  await expect.element(sheet()).toMatchTextContent(/shared copy of .*changed since/);
  await press("Take it up again");
  await expect.element(dialog()).toMatchTextContent(/The shared copy stays as it is until you share it again\./);
  await agree("Take it up");
  await expect.poll(() => original(boundary).letGoOn).toBeNull();
  expect(copyOf(boundary)).toMatchObject({ says: "Ten quiet minutes.", letGoOn: TODAY, revision: 2 });

  await journal.put(editBoundary(original(boundary), { reviewOn: TODAY, letGoOn: TODAY }, act(noa)));
  await expect.element(again).not.toBeInTheDocument(); // what was let go is not looked at again
});

test("[D70] [D87] together nobody has originals: what stays with one is not asked, each writes in their turn, and its author changes it alone", async () => {
  await open("a");
  await clear();
  await journal.put(aBoundary(noa, { says: "Only for me." }));
  await open("both");
  await showPlace("shared");
  await expect.element(sheet()).toMatchTextContent(/No boundary is shared here\..*What happened elsewhere/);
  await expect.element(sheet()).not.toMatchTextContent(/Only for me/);
  await press("Find a boundary, Sam writes");
  await expect.element(sheet()).toMatchTextContent(/Find a boundary ?both of you ?By Sam ?Both of you read it/);
  expect(sheet().getByRole("listitem").elements()).toHaveLength(3);
  await expect.element(sheet()).not.toMatchTextContent(/Only you|What does your body say there\?|look at it again/);
  await choose("things and money");
  await userEvent.fill(page.getByLabelText("Where does the yes end?"), "I am asked before my bicycle is lent.");
  await press("Keep it for both");
  await expect.element(sheet()).toMatchTextContent(/By Sam.*things and money/);
  for (const name of ["Change it", "Let it go", "Take it back", "Delete", "Something happened, Noa writes"])
    expect(button(name).elements()).toEqual([]);
  await press("Something happened, Sam writes");
  await choose("it was crossed");
  await press("Keep it for both");
  await press("Repair after it");
  expect(onRepair).toHaveBeenCalledOnce();
  await press("Back to Boundaries");
  await press("Something happened elsewhere, Noa writes");
  await choose("it was kept");
  await press("Keep it for both");
  await expect.element(elsewhere()).toMatchTextContent(/it was kept/);
  expect(snapshot().mine).toEqual([]);
  expect(
    snapshot()
      .shared.flatMap(({ record }) => (record.kind === "profile" ? [] : [record.author]))
      .sort(),
  ).toEqual(
    [noa, sam, sam, sam].sort(), // with the repair that Sam shared before
  );

  await open("b");
  await showPlace("own");
  await press("I am asked before my bicycle is lent.");
  await press("Let it go");
  await agree("Let it go");
  await expect.element(sheet()).toMatchTextContent(/Let go on/);
  const mine = snapshot().mine.find(({ kind }) => kind === "boundary");
  expect(mine).toMatchObject({ letGoOn: TODAY, original: { copies: 2 } });
  await expect.element(happened()).toMatchTextContent(/it was crossed/);
  await clear();
});

test("[D70] the five kinds stand in one order, and long, right-to-left and drawn words are read whole within the sheet", async () => {
  await open("a");
  await clear();
  const long = `${"I want to be asked ".repeat(110).trim()}.`.padEnd(2_000, "!").slice(0, 2_000);
  const says = ["👩‍👩‍👧‍👦".repeat(150), "אני רוצה שישאלו אותי", long, "One.", "Two."];
  for (const [at, about] of [...BOUNDARY_KINDS].reverse().entries())
    await journal.put(aBoundary(noa, { about, says: says[at] ?? "" }));
  await page.viewport(360, 800);
  await showPlace("own");
  const headings = page.getByRole("heading", { level: 2 }).elements();
  expect(headings.map((heading) => heading.textContent)).toEqual([
    "Body and space",
    "Thoughts and opinions",
    "Things and money",
    "Feelings",
    "Sexuality",
    "What happened elsewhere",
  ]);
  const isWithin = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  expect(isWithin()).toBe(true);
  for (const words of says) {
    await press(words.length > 120 ? new RegExp(`^${words.slice(0, 60)}.*…$`) : words);
    const heading = page.getByRole("heading", { level: 1 });
    await expect.element(heading).toHaveFocus();
    expect((heading.element().textContent ?? "").length).toBeLessThanOrEqual(120);
    expect(sheet().element().textContent).toContain(words);
    expect(isWithin()).toBe(true);
    expect(getComputedStyle(heading.element()).direction).toBe(words.startsWith("א") ? "rtl" : "ltr");
    await press("Back to Boundaries");
  }
  await page.viewport(1280, 800);
});
