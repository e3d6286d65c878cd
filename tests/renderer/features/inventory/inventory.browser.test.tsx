import { afterEach, beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { ReactNode } from "react";
import { createConsent, editConsent } from "#shared/domain/consent.ts";
import { createBalance } from "#shared/domain/balance.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import { createIntention } from "#shared/domain/intention.ts";
import { createInventory } from "#shared/domain/inventory.ts";
import { BalancePlace } from "#renderer/features/pulse/BalancePlace.tsx";
import { PulseToday } from "#renderer/features/pulse/PulseToday.tsx";
import { IntentionsPlace } from "#renderer/features/inventory/IntentionsPlace.tsx";
import { InventoryPlace } from "#renderer/features/inventory/InventoryPlace.tsx";
import { ConsentChoice } from "#renderer/ui/ConsentChoice.tsx";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { JournalProvider, useJournalState } from "#renderer/store/use-journal.tsx";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";
import { deleteEverything } from "../../../support/stores.ts";

// The pulse of today and the places of Me over a real journal. Each test goes on where the one before it stopped.
const NOA = "quiet lamp over the stairs";
const SAM = "seven plums in a paper bag";
const DAY_MS = 86_400_000;
let at = Date.parse("2026-05-17T08:30:00.000Z");
const clock = { now: () => at, timeZone: () => "Europe/Berlin" };
const host = memoryHost();
let journal: Journal;

const snapshot = (): Snapshot => {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
  return state.snapshot;
};

async function open(who: "a" | "b"): Promise<void> {
  await leaveIt();
  if (journal.state().kind === "open") await journal.lock();
  journal = startJournal(host, clock);
  await journal.look();
  expect(await journal.unlock(who, { passphrase: who === "a" ? NOA : SAM })).toBe("open");
  await expect.poll(() => snapshot().complete).toBe(true);
}

let leave: (() => Promise<void>) | null = null;
async function leaveIt(): Promise<void> {
  await leave?.();
  leave = null;
}
afterEach(leaveIt);

async function showIt(place: ReactNode, over: Journal = journal): Promise<void> {
  await leaveIt();
  const WhileOpen = () => (useJournalState().kind === "open" ? place : null);
  leave = (
    await show(
      <JournalProvider journal={over}>
        <WhileOpen />
      </JournalProvider>,
    )
  ).leave;
}

/** Both open it at once. */
async function openTogether(): Promise<void> {
  await leaveIt();
  if (journal.state().kind === "open") await journal.lock();
  journal = startJournal(host, clock);
  await journal.look();
  expect(await journal.unlockTogether({ a: NOA, b: SAM })).toBe("open");
  await expect.poll(() => snapshot().complete).toBe(true);
}

const press = (name: string) => userEvent.click(page.getByRole("button", { name, exact: true }));
const article = () => page.getByRole("article");
const say = (question: string, word: string) =>
  userEvent.click(
    page.getByRole("group", { name: question, exact: true }).getByRole("radio", { name: word, exact: true }),
  );
const partner = (seat: number): PartnerId => {
  const id = snapshot().partners[seat]?.id;
  if (id === undefined) throw new Error("two partners");
  return id;
};
const act = (author: PartnerId) => ({ id: journal.newId(), author, now: journal.now() });
const ofKind = (kind: string) => snapshot().mine.filter((record) => record.kind === kind);
const nothing = () => {};

beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  await (await journal.join({ name: "Sam", passphrase: SAM })).confirm();
}, 60_000);

test("[D78] what is said of a day outlives a lock and says nothing on the next; kept, there is one a day, and nothing of it is shared", async () => {
  await open("a");
  await showIt(<PulseToday onOpen={nothing} />);
  await expect.element(page.getByRole("button", { name: "Keep it" })).toBeDisabled();
  await say("How I am", "fine");
  await userEvent.fill(page.getByLabelText("A line, if you like"), "The long way home.");
  await open("a");
  await showIt(<PulseToday onOpen={nothing} />);
  await expect.element(page.getByLabelText("A line, if you like")).toHaveValue("The long way home.");
  at += DAY_MS;
  await open("a");
  await showIt(<PulseToday onOpen={nothing} />);
  await expect.element(page.getByLabelText("A line, if you like")).toHaveValue("");

  await say("Time of my own", "none");
  await press("Keep it");
  await expect.element(page.getByRole("definition")).toMatchTextContent(/^none$/);
  await press("Change it");
  await say("How I am", "well");
  await press("Keep it");
  await expect.poll(() => ofKind("pulse")).toMatchObject([{ day: "2026-05-18", mood: 4, ownTime: 0, closeness: null }]);
  expect(snapshot().shared.filter(({ record }) => record.kind === "pulse")).toEqual([]);
  await open("b");
  await showIt(<PulseToday onOpen={nothing} />);
  await expect.element(page.getByRole("button", { name: "Keep it" })).toBeDisabled();
});

test("[D79] [D83] the weeks lie side by side while both agree: one's own all, of the other what they share and what is vouched for", async () => {
  await open("a");
  const noa = partner(0);
  await journal.putAndShare(createConsent({ analysis: "agreed" }, act(noa)));
  const hours = { friends: null, community: null, together: null };
  await journal.putAndShare(createBalance({ ...hours, week: "2026-W19" as never, own: 6 }, act(noa)));
  await journal.put(createBalance({ ...hours, week: "2026-W18" as never, own: 7 }, act(noa)));
  await open("b");
  const sam = partner(1);
  await journal.put(createBalance({ ...hours, week: "2026-W19" as never, own: 9 }, act(sam)));
  const forged = createBalance({ ...hours, week: "2026-W17" as never, own: 55 }, act(noa));
  const unvouched = { record: { ...forged, revision: 1, original: null }, verified: false };
  const state = { ...journal.state(), snapshot: { ...snapshot(), shared: [...snapshot().shared, unvouched] } };
  await showIt(<BalancePlace begin={null} list="own" onBack={nothing} />, {
    ...journal,
    state: () => state,
  });
  const table = page.getByRole("table");
  await expect.element(page.getByText(/They are shown while both of you agree to it/)).toBeVisible();
  await userEvent.click(page.getByRole("radio", { name: "Table" }));
  await expect.element(table).toMatchTextContent(/9 hours/);
  await expect.element(table).not.toMatchTextContent(/6 hours|Noa/);

  await journal.putAndShare(createConsent({ analysis: "agreed" }, act(sam)));
  const agreed = { ...journal.state(), snapshot: { ...snapshot(), shared: [...snapshot().shared, unvouched] } };
  await showIt(<BalancePlace begin={null} list="own" onBack={nothing} />, {
    ...journal,
    state: () => agreed,
  });
  await expect.element(page.getByRole("img", { name: /^The weeks over months/ })).toBeVisible();
  await userEvent.click(page.getByRole("radio", { name: "Table" }));
  await expect.element(table).toMatchTextContent(/Sam.*9 hours.*Noa.*6 hours|Noa.*6 hours.*Sam.*9 hours/);
  await expect.element(table).not.toMatchTextContent(/7 hours|55/);

  await showIt(<BalancePlace begin={null} list="own" onBack={nothing} />);
  await press("Write down a week");
  await expect.element(page.getByRole("group", { name: "Which week?" })).toBeVisible();
  expect(page.getByRole("group", { name: "Which week?" }).getByRole("radio").elements()).toHaveLength(4);
  await press("Keep it for me");
  await expect.element(page.getByRole("alert")).toMatchTextContent(/Say one of them first/);
});

test("[D80] only items that are told reach the other, in the order in which they are asked", async () => {
  await open("a");
  await showIt(<InventoryPlace begin={null} list="own" onBack={nothing} />);
  await press("Take a look");
  await userEvent.click(page.getByRole("radio", { name: "the two of us" }));
  await say("We own up when we were wrong.", "often");
  await say("We listen to the end.", "never");
  await say("We keep what we promise.", "rarely");
  await press("See what Sam would read");
  await expect.element(page.getByRole("alert")).toMatchTextContent(/Nothing in it is marked to be told/);
  for (const item of ["We own up when we were wrong.", "We listen to the end."])
    await userEvent.click(page.getByRole("checkbox", { name: `May be told to Sam ${item}` }));
  await userEvent.fill(page.getByLabelText("In words, if you like"), "Mostly in the car.");
  await press("See what Sam would read");
  await expect.element(article()).not.toMatchTextContent(/promise|car/);
  await press("Share with Sam");
  await expect.element(article()).toMatchTextContent(/promise.*car/);
  const copies = snapshot().shared.flatMap(({ record }) => (record.kind === "inventory" ? [record] : []));
  expect(copies).toMatchObject([{ items: [{ item: "listen-through" }, { item: "own-up" }], words: "" }]);

  await open("b");
  await journal.put(
    createInventory(
      { day: journal.today(), part: "us", items: [{ item: "own-up", steps: 2, told: false }], words: "" },
      act(partner(1)),
    ),
  );
  await showIt(<InventoryPlace begin={null} list="own" onBack={nothing} />);
  const trust = page.getByRole("region", { name: "Trust", exact: true });
  await expect.element(page.getByText("Noa: May 2026: often")).toBeInTheDocument();
  await expect.element(page.getByText("Sam: May 2026: sometimes")).toBeInTheDocument();
  await expect.element(trust).not.toMatchTextContent(/Noa/);
  expect(page.getByRole("button", { name: /^Take it up: / }).elements()).toEqual([]); // the other's gaps are theirs
});

test("[D79] [D80] what is told of weeks and looks is read under Together by each and with both here, who write none there", async () => {
  for (const session of ["a", "b", "both"] as const) {
    await (session === "both" ? openTogether() : open(session));
    await showIt(<BalancePlace begin={null} list="shared" onBack={nothing} />);
    await expect.element(page.getByRole("img", { name: /^The weeks over months/ })).toBeVisible();
    await expect.element(article()).toMatchTextContent(/nothing else/);
    await userEvent.click(page.getByRole("radio", { name: "Table" }));
    await expect.element(page.getByRole("table")).toMatchTextContent(/Noa.*6 hours/);
    await expect.element(article()).not.toMatchTextContent(/7 hours|9 hours/); // kept to themselves
    expect(page.getByRole("button", { name: /^Write down a week/ }).elements()).toEqual([]);

    await showIt(<InventoryPlace begin={null} list="shared" onBack={nothing} />);
    await expect.element(page.getByText("Noa: May 2026: often")).toBeInTheDocument();
    await expect.element(article()).not.toMatchTextContent(/promise|car\b|Sam: May|not said/);
    expect(page.getByRole("button", { name: /^(Take a look|Take it up)/ }).elements()).toEqual([]);
    await userEvent.click(page.getByRole("button", { name: /: the two of us$/ }));
    await expect.element(article()).toMatchTextContent(/We own up when we were wrong\.often/);
  }
  await expect.element(article()).not.toMatchTextContent(/promise|car\b/); // with both here there is its copy alone
});

test("[D83] with both here the weeks and items of both are drawn while both agree, and listed all the same", async () => {
  await open("b");
  const [consent] = ofKind("consent");
  if (consent?.kind !== "consent") throw new Error("Sam said yes");
  await journal.putAndShare(editConsent(consent, { analysis: "paused" }, act(partner(1))));
  await openTogether();
  for (const place of [
    <BalancePlace key="weeks" begin={null} list="shared" onBack={nothing} />,
    <InventoryPlace key="looks" begin={null} list="shared" onBack={nothing} />,
  ]) {
    await showIt(place);
    await expect.element(page.getByText(/They are shown while both of you agree to it/)).toBeVisible();
    await expect.element(page.getByRole("listitem").getByRole("button")).toBeVisible();
    expect(page.getByRole("radio", { name: "Table" }).elements()).toEqual([]);
  }
  await open("b");
  const [paused] = ofKind("consent");
  if (paused?.kind !== "consent") throw new Error("Sam paused it");
  await journal.putAndShare(editConsent(paused, { analysis: "agreed" }, act(partner(1))));
});

test("[D80] there is one intention at a time, begun from a gap, and it is reviewed once", async () => {
  await open("a");
  await showIt(<InventoryPlace begin={null} list="own" onBack={nothing} />);
  await press("Take it up: We listen to the end.");
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveFocus();
  await userEvent.fill(page.getByLabelText("What do you want to try?"), "Count to three before I answer");
  await press("Keep it for me");
  await expect.element(page.getByRole("heading", { name: "Count to three before I answer" })).toHaveFocus();
  await expect.element(article()).toMatchTextContent(/Look again on.*June.*17.*2026.*From the inventory: Talking/);
  expect(ofKind("intention")).toMatchObject([{ from: "communication", reviewOn: "2026-06-17" }]);

  await showIt(<InventoryPlace begin={null} list="own" onBack={nothing} />);
  await press("Take it up: We keep what we promise.");
  await expect.element(article()).toMatchTextContent(/Count to three.*One at a time/);
  await press("Back to One intention");
  expect(page.getByRole("button", { name: "Take one up" }).elements()).toEqual([]);
  await press("Back");
  await expect.element(page.getByRole("button", { name: "Take it up: We keep what we promise." })).toBeVisible();
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveFocus();
  await press("Take it up: We keep what we promise.");
  await press("Back to One intention");

  await press("Count to three before I answer");
  await press("Say how it went");
  await userEvent.click(page.getByRole("radio", { name: "it grew" }));
  await press("Save");
  await expect.element(article()).toMatchTextContent(/How it went.*it grew/);
  for (const gone of ["Say how it went", "Change it", "Share"])
    expect(page.getByRole("button", { name: gone, exact: true }).elements()).toEqual([]);
  await press("Said by mistake: open it again");
  await userEvent.click(page.getByRole("dialog").getByRole("button", { name: "Open it again" }));
  await expect.element(page.getByRole("heading", { name: "Count to three before I answer" })).toHaveFocus();
  await expect.element(article()).not.toMatchTextContent(/it grew/);
  await press("Say how it went");
  await userEvent.click(page.getByRole("radio", { name: "it grew" }));
  await press("Save");
  await press("Take it up again");
  await expect.element(page.getByLabelText("What do you want to try?")).toHaveValue("Count to three before I answer");
  await press("Leave it");

  await open("b");
  await showIt(<IntentionsPlace begin={null} onBack={nothing} />);
  await expect.element(article()).not.toMatchTextContent(/Count to three/);
});

test("[D80] where a merge left two intentions, it is said, and none is begun before each is reviewed", async () => {
  await open("b");
  const draft = { from: "", begunOn: journal.today(), reviewOn: journal.today(), review: null };
  const two = ["Ring Ada on Fridays", "Go to bed at ten"].map((says) =>
    createIntention({ ...draft, says }, act(partner(1))),
  );
  for (const each of two) await journal.put(each);
  await showIt(<IntentionsPlace begin={null} onBack={nothing} />);
  await expect.element(article()).toMatchTextContent(/More than one is under way/);
  for (const says of ["Ring Ada on Fridays", "Go to bed at ten"]) {
    expect(page.getByRole("button", { name: "Take one up" }).elements()).toEqual([]);
    await press(says);
    await press("Say how it went");
    await userEvent.click(page.getByRole("radio", { name: "on the way" }));
    await press("Save");
    await press("Back to One intention");
    const before = page.getByRole("region", { name: "Looked at before" });
    await expect.element(before.getByRole("button", { name: says })).toBeVisible();
  }
  await expect.element(page.getByRole("button", { name: "Take one up" })).toBeVisible();
});

test("[D83] of two presses on one's own word the last one holds, even while the first is being written", async () => {
  await open("a");
  const saved: string[] = [];
  const slow: Journal["putAndShare"] = async (record) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await journal.putAndShare(record);
    if (record.kind === "consent") saved.push(record.analysis);
  };
  await showIt(<ConsentChoice />, { ...journal, putAndShare: slow });
  const own = page.getByRole("group", { name: "For my part" });
  const [one, other] = snapshot().mine.some((each) => each.kind === "consent" && each.analysis === "paused")
    ? (["it may be shown", "not now"] as const)
    : (["not now", "it may be shown"] as const);
  await userEvent.click(own.getByRole("radio", { name: one }));
  await userEvent.click(own.getByRole("radio", { name: other }));
  const words = { "it may be shown": "agreed", "not now": "paused" };
  await expect.poll(() => saved.at(-1), { timeout: 3_000 }).toBe(words[one]);
  await expect.poll(() => saved.at(-1), { timeout: 3_000 }).toBe(words[other]);
  await expect.element(own.getByRole("radio", { name: other })).toBeChecked();
});
