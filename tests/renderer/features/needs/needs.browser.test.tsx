import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { TwofoldError } from "#shared/base/errors.ts";
import { NeedsPlace } from "#renderer/features/needs/NeedsPlace.tsx";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import { JournalProvider, useJournalState } from "#renderer/store/use-journal.tsx";
import { deleteEverything } from "../../../support/stores.ts";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";

// The whole page over a real journal: real worker, real libsodium, real store. Only the Host is a double.
const NOA = "quiet lamp over the stairs";
const SAM = "seven plums in a paper bag";
const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
const host = memoryHost();
let journal: Journal;

async function reload(): Promise<void> {
  journal = startJournal(host, clock);
  await journal.look();
}

async function unlock(): Promise<void> {
  expect(await journal.unlock("a", { passphrase: NOA })).toBe("open");
  for (let state = journal.state(); state.kind === "open" && !state.snapshot.complete; state = journal.state()) {
    await new Promise((resolve) => journal.subscribe(() => resolve(null)));
  }
}

const snapshot = () => {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
  return state.snapshot;
};

const needsOf = (records: readonly { kind: string; id: string }[]) => records.filter(({ kind }) => kind === "need");

/** As the app does: a place stands only while the journal is open. */
function WhileOpen() {
  return useJournalState().kind === "open" ? (
    <NeedsPlace open={null} onOpenEntry={() => {}} versionsOf={() => null} />
  ) : null;
}

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

async function showNeeds(over: Journal = journal): Promise<HTMLElement> {
  await leave?.();
  const shown = await show(
    <JournalProvider journal={over}>
      <WhileOpen />
    </JournalProvider>,
  );
  leave = shown.leave;
  return shown.place;
}

beforeAll(async () => {
  await deleteEverything();
  await reload();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  await (await journal.join({ name: "Sam", passphrase: SAM })).confirm();
  await reload();
  await unlock();
}, 60_000);

describe("saying a need", () => {
  test("what is typed is kept as a draft over a lock, and a judging phrase gets a gentle word once", async () => {
    await showNeeds();
    await userEvent.fill(page.getByRole("textbox", { name: "What I ask" }), "You never let me know. Please do.");
    await expect.element(page.getByText("is easy to hear as a verdict", { exact: false })).toBeVisible();
    await userEvent.click(page.getByRole("button", { name: "Leave it as it is" }));
    await expect.element(page.getByText("is easy to hear as a verdict", { exact: false })).not.toBeInTheDocument();
    await journal.lock();

    await reload();
    await unlock();
    await showNeeds();
    await expect
      .element(page.getByRole("textbox", { name: "What I ask" }))
      .toHaveValue("You never let me know. Please do.");
  });

  test("a need without a word is not saved, and says so", async () => {
    await showNeeds();
    await userEvent.click(page.getByRole("button", { name: "Keep it to myself" }));
    await expect
      .element(page.getByRole("alert"))
      .toHaveTextContent("Choose a word for the need, or write your own. The other steps may stay empty.");
    expect(needsOf(snapshot().mine)).toEqual([]);
  });

  test("trying again after a failure that wrote after all says nothing twice", async () => {
    let failures = 1;
    const doubtful: Journal = {
      ...journal,
      put: async (record) => {
        await journal.put(record);
        if (failures-- > 0) throw new TwofoldError("storage-failed");
      },
    };
    await showNeeds(doubtful);
    await userEvent.fill(page.getByRole("textbox", { name: "What I ask" }), "Let us say good night.");
    await userEvent.click(page.getByRole("radio", { name: "rest", exact: true }));
    await userEvent.click(page.getByRole("button", { name: "Keep it to myself" }));
    await expect.element(page.getByRole("alert")).toBeVisible();
    await userEvent.click(page.getByRole("button", { name: "Keep it to myself" }));
    await expect.element(page.getByRole("heading", { name: "Let us say good night." })).toBeVisible();
    expect(needsOf(snapshot().mine)).toHaveLength(1);
  });

  test("how it came out is kept while it is typed, and goes with the need", async () => {
    const [need] = needsOf(snapshot().mine);
    const place = `need:${need?.id}:close`;
    const form = page.getByRole("article").getByRole("group", { name: "How this need came out" });
    const openIt = async () => {
      await showNeeds();
      await userEvent.click(page.getByRole("button", { name: "Let us say good night." }));
    };
    await openIt();
    await userEvent.click(form.getByRole("radio", { name: "partly", exact: true }));
    await userEvent.fill(form.getByRole("textbox"), "Twice this week.");
    await journal.lock();

    await reload();
    await unlock();
    expect(journal.drafts().has(place)).toBe(true);
    await openIt();
    await expect.element(form.getByRole("textbox")).toHaveValue("Twice this week.");
    await expect.element(form.getByRole("radio", { name: "partly", exact: true })).toBeChecked();

    await userEvent.click(page.getByRole("button", { name: "Delete", exact: true }));
    await userEvent.click(page.getByRole("button", { name: "Delete it" }));
    await expect.element(page.getByRole("heading", { name: "Say a need" })).toBeVisible();
    expect(needsOf(snapshot().mine)).toEqual([]);
    expect(journal.drafts().has(place)).toBe(false);
  });

  test("[D3] nothing is shared before the preview was seen; closing a shared need shares its outcome and not its words [D14]", async () => {
    await showNeeds();
    await userEvent.fill(page.getByRole("textbox", { name: "What I ask" }), "Would you send me a line by six?");
    await userEvent.click(page.getByRole("radio", { name: "rest", exact: true }));
    await userEvent.click(page.getByRole("button", { name: "See what Sam would read" }));
    await expect.element(page.getByRole("heading", { name: "What Sam would read" })).toHaveFocus();
    expect(needsOf(snapshot().shared.map(({ record }) => record))).toEqual([]);

    await userEvent.click(page.getByRole("button", { name: "Share with Sam" }));
    await expect.element(page.getByRole("heading", { name: "Would you send me a line by six?" })).toBeVisible();
    expect(needsOf(snapshot().shared.map(({ record }) => record))).toMatchObject([{ need: "rest", closing: null }]);
    expect(journal.drafts().has("need:new")).toBe(false);

    const form = page.getByRole("article").getByRole("group", { name: "How this need came out" });
    await userEvent.click(form.getByRole("radio", { name: "met", exact: true }));
    await userEvent.click(form.getByRole("radio", { name: "both", exact: true }));
    await userEvent.fill(form.getByRole("textbox"), "We left the phones in the hall.");
    await expect.element(form.getByText("Sam will read: met, care by both.")).toBeVisible();
    await userEvent.click(form.getByRole("button", { name: "Close it for both of you" }));
    await expect.element(page.getByRole("button", { name: "Voice it again" })).toBeVisible();
    expect(needsOf(snapshot().shared.map(({ record }) => record))).toMatchObject([
      { closing: { status: "met", metBy: "both", words: "" } },
    ]);
    const [closed] = needsOf(snapshot().mine);
    expect(closed).toMatchObject({ closing: { words: "We left the phones in the hall." } });
    await expect.poll(() => journal.drafts().has(`need:${closed?.id}:close`)).toBe(false);
  });

  test("care asks first what the other did, and what it cost stays the giver's [D21]", async () => {
    const place = await showNeeds();
    await userEvent.click(page.getByRole("button", { name: "Record care" }));
    const questions = [...place.querySelectorAll("h2.ask")].map((question) => question.textContent);
    expect(questions).toEqual(["First: what did Sam do for you?", "And what did you do for Sam?"]);
    await userEvent.fill(
      page.getByRole("textbox", { name: "And what did you do for Sam?" }),
      "Listened on the stairs.",
    );
    await userEvent.click(page.getByRole("radio", { name: "a lot", exact: true }));
    await userEvent.fill(page.getByRole("textbox", { name: "Why you did it, if you like" }), "It was expected.");
    await userEvent.click(page.getByRole("button", { name: "See what Sam would read" }));
    await expect.element(page.getByRole("heading", { name: "What Sam would read" })).toBeVisible();
    expect(place.querySelector("article")?.textContent).not.toContain("expected");
    await userEvent.click(page.getByRole("button", { name: "Share with Sam" }));
    await expect.element(page.getByRole("heading", { name: "Say a need" })).toBeVisible();
    const care = snapshot().shared.flatMap(({ record }) => (record.kind === "care" ? [record] : []));
    expect(care).toMatchObject([{ what: "Listened on the stairs.", cost: null, reason: "" }]);
    expect(snapshot().mine.filter(({ kind }) => kind === "care")).toMatchObject([
      { cost: 3, reason: "It was expected." },
    ]);
  });

  test("what nobody vouches for is shown apart: no name, no cover, nothing to do about it", async () => {
    const { shared } = snapshot();
    const planted = shared.flatMap(({ record }) =>
      record.kind === "need" ? [{ ...record, id: journal.newId(), request: "Never said.", closing: null }] : [],
    );
    expect(planted).toHaveLength(1);
    const state = journal.state();
    if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
    const copies = planted.map((record) => ({ record, verified: false }));
    const withPlanted = { ...state, snapshot: { ...state.snapshot, shared: [...copies, ...shared] } };
    const place = await showNeeds({ ...journal, state: () => withPlanted });
    const section = place.querySelector("section[aria-labelledby=unvouched]");
    expect(section?.textContent).toContain("Never said.");
    expect(section?.textContent).not.toMatch(/Noa|Sam/);
    expect(section?.querySelectorAll("button, .cov-a, .cov-b")).toHaveLength(0);
    expect(place.textContent?.split("Never said.")).toHaveLength(2);
  });
});
