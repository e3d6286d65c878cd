import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { asDay } from "#shared/base/time.ts";
import { createEarlyNeed, type EarlyNeed } from "#shared/domain/early-need.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { EarlyNeedsPlace } from "#renderer/features/early-needs/EarlyNeedsPlace.tsx";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { JournalProvider, useJournalState } from "#renderer/store/use-journal.tsx";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";
import { deleteEverything } from "../../../support/stores.ts";

// The whole place over a real journal: real worker, real libsodium, real store. Only the Host is a double.
const NOA = "quiet lamp over the stairs";
const SAM = "seven plums in a paper bag";
const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
const host = memoryHost();
let journal: Journal;
const onSayNeed = vi.fn<(prefill: { readonly from: RecordId; readonly request: string }) => void>();

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
  onSayNeed.mockClear();
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

async function showPlace(begin: RecordId | null = null, over: Journal = journal): Promise<void> {
  await away();
  const place = <EarlyNeedsPlace begin={begin} onSayNeed={onSayNeed} onBack={() => undefined} />;
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
const LEARNED = "What did you learn early about needing?";
const AGAIN = "What is different now, or the same";

async function written(said: Partial<EarlyNeed>): Promise<EarlyNeed> {
  const { session } = snapshot();
  if (session.kind !== "one") throw new Error("one partner's session");
  const earlyNeed = createEarlyNeed(
    { day: asDay("2026-02-01"), learned: "CANARY, early", shows: "", askFor: "", revisits: [], ...said },
    { id: journal.newId(), author: session.me.id, now: journal.now() },
  );
  await journal.put(earlyNeed);
  return earlyNeed;
}
const kept = () => snapshot().mine.flatMap((record) => (record.kind === "early-need" ? [record] : []));

beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  await (await journal.join({ name: "Sam", passphrase: SAM })).confirm();
  await open("a");
}, 60_000);

test("[D82] it is written in three steps for oneself alone, and a lock on the way keeps what was typed", async () => {
  await showPlace();
  await expect.element(sheet()).toMatchTextContent(/only you.*it cannot be shared.*Three steps lead from there/);
  await press("Begin a page");
  const question = page.getByRole("group", { name: "A question to begin with" });
  const first = question.element().textContent;
  await userEvent.click(question.getByRole("button", { name: "Another question" }));
  await expect.poll(() => question.element().textContent).not.toBe(first);
  expect(sheet().getByRole("listitem").elements()).toHaveLength(3);
  expect(button(/Sam/).elements()).toEqual([]);
  await press("Keep it for me");
  await expect.element(page.getByText("Say this first.")).toBeVisible();
  await expect.element(page.getByLabelText(LEARNED)).toHaveFocus();
  await userEvent.fill(page.getByLabelText(LEARNED), "CANARY. Who needed little was the good one.");
  await userEvent.fill(page.getByLabelText("How does it show now?"), "CANARY. I say never mind.");

  await open("a"); // locks at once, within the second a draft has
  await showPlace();
  await press("Begin a page");
  await expect.element(page.getByLabelText("How does it show now?")).toHaveValue("CANARY. I say never mind.");
  await userEvent.fill(page.getByLabelText("What can you ask for today?"), "CANARY. To be asked twice.");
  await press("Keep it for me");
  await expect.element(page.getByRole("heading", { level: 1 })).toMatchTextContent(/^CANARY\. Who needed little/);
  await expect.element(sheet()).toMatchTextContent(/How it shows now ?CANARY\. I say.*What I can ask for ?CANARY\. To/);
  expect([...journal.drafts().keys()]).toEqual([]);
  for (const name of ["Share", "Share it again", "Take it back"]) expect(button(name).elements()).toEqual([]);
  expect(kept()).toMatchObject([{ day: "2026-05-17", revisits: [], original: { copies: 0, shared: null } }]);
});

test("[D82] reading it again adds what is written, with its day, below what stands; what was begun there goes with the page", async () => {
  const earlyNeed = await written({ shows: "I wait.", revisits: [{ on: asDay("2026-03-01"), words: "Still so." }] });
  await showPlace();
  await expect.element(sheet()).toMatchTextContent(/CANARY, early ?read again on (1 March|March 1)/);
  await press("CANARY, early");
  await press("Add it, with today’s date");
  await expect.element(page.getByRole("alert")).toMatchTextContent(/Write a line first\./);
  const most = "כבר פחות 🙂 ".repeat(800).slice(0, 8_000).trim().padEnd(8_000, "x");
  await userEvent.fill(page.getByLabelText(AGAIN), most);
  await press("Add it, with today’s date");
  await expect.element(page.getByLabelText(AGAIN)).toHaveValue("");
  const { day, learned, shows, askFor, revisits } = earlyNeed;
  expect(kept().find(({ id }) => id === earlyNeed.id)).toMatchObject({
    ...{ day, learned, shows, askFor },
    revisits: [...revisits, { on: "2026-05-17", words: most }],
  });
  expect(sheet().element().textContent).toContain(most);
  await expect.element(sheet()).toMatchTextContent(/I wait\..*Read again on.*1.*Still so\..*Read again on.*17/);

  await userEvent.fill(page.getByLabelText(AGAIN), "CANARY, begun");
  await open("a");
  await showPlace(earlyNeed.id);
  await expect.element(page.getByLabelText(AGAIN)).toHaveValue("CANARY, begun");
  await press("Delete");
  await userEvent.click(page.getByRole("dialog").getByRole("button", { name: "Delete it" }));
  await expect.element(page.getByRole("heading", { level: 1 })).toMatchTextContent(/^What I learned early$/);
  expect([...journal.drafts().keys()]).toEqual([]);
});

test("[D82] what can be asked for begins a need, as much of it as a need has room for; where there is nothing to ask, no need begins", async () => {
  const long = await written({ learned: "Long", askFor: `${"sit with me ".repeat(600)}` });
  const silent = await written({ learned: "Silent" });
  await showPlace(long.id);
  await press("Say it as a need");
  const [prefill] = onSayNeed.mock.lastCall ?? [];
  expect(prefill?.from).toBe(long.id);
  expect(prefill?.request).toMatch(/^(sit with me )+sit( with( me)?)?$/);
  expect(prefill?.request.length).toBeGreaterThan(1_980);
  expect(prefill?.request.length).toBeLessThanOrEqual(2_000);
  await showPlace(silent.id);
  await expect.element(button("Change it")).toBeVisible();
  expect(button("Say it as a need").elements()).toEqual([]);
});

test("[D82] neither the other's session nor one together holds a word of it, and what somebody put into the shared space is not read as one's own", async () => {
  expect(JSON.stringify(snapshot())).toContain("CANARY");
  for (const who of ["b", "both"] as const) {
    await open(who);
    expect(JSON.stringify([snapshot(), [...journal.drafts().values()]])).not.toContain("CANARY");
    expect(snapshot().shared.map(({ record }) => record.kind)).toEqual(["profile", "profile"]);
  }
  await open("a");
  const [one] = kept();
  const { session } = snapshot();
  if (one === undefined || session.kind !== "one" || session.other === null) throw new Error("Noa's page");
  const theirs = { ...one, author: session.other.id, id: journal.newId(), original: null, learned: "Not hers" };
  const shared = [...snapshot().shared, { record: theirs, verified: true }];
  const state = { ...journal.state(), snapshot: { ...snapshot(), shared } };
  await showPlace(null, { ...journal, state: () => state });
  await expect.element(sheet()).toMatchTextContent(/Silent/);
  await expect.element(sheet()).not.toMatchTextContent(/Not hers/);
});
