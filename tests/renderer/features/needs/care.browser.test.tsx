import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { markFelt, replyToNeed } from "#shared/domain/answer.ts";
import { createCare, type CareDraft } from "#shared/domain/care.ts";
import { createNeed } from "#shared/domain/need.ts";
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

const snapshot = () => {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
  return state.snapshot;
};

async function open(who: "a" | "b" | "both"): Promise<void> {
  if (journal.state().kind === "open") await journal.lock();
  journal = startJournal(host, clock);
  await journal.look();
  const opened =
    who === "both"
      ? journal.unlockTogether({ a: NOA, b: SAM })
      : journal.unlock(who, { passphrase: who === "a" ? NOA : SAM });
  expect(await opened).toBe("open");
  while (!snapshot().complete) await new Promise((resolve) => journal.subscribe(() => resolve(null)));
}

/** Records of one kind, by whoever is open: originals, and copies that stand on the shared page. */
const mineOf = (kind: string) => snapshot().mine.filter((record) => record.kind === kind);
const sharedOf = (kind: string) => snapshot().shared.flatMap(({ record }) => (record.kind === kind ? [record] : []));

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

async function showNeeds(): Promise<void> {
  const shown = await show(
    <JournalProvider journal={journal}>
      <WhileOpen />
    </JournalProvider>,
  );
  leave = shown.leave;
}

async function showCare(): Promise<void> {
  await showNeeds();
  await userEvent.click(page.getByRole("button", { name: "Care", exact: true }));
  await expect.element(page.getByRole("heading", { name: "Care", exact: true, level: 1 })).toHaveFocus();
}

const line = (what: string) => page.getByRole("article").getByRole("listitem").filter({ hasText: what });
const press = (what: string, act: string) =>
  userEvent.click(line(what).getByRole("button", { name: act, exact: true }));
const answerWith = (act: string) => userEvent.click(page.getByRole("dialog").getByRole("button", { name: act }));

const WALK = "Took the early walk with the dog.";
const STAIRS = "Listened on the stairs.";
const SOUP = "Brought soup over.";

beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  await (await journal.join({ name: "Sam", passphrase: SAM })).confirm();

  await open("b");
  const [noa, sam] = snapshot().partners.map(({ id }) => id);
  if (noa === undefined || sam === undefined) throw new Error("two partners");
  const act = (author: typeof noa) => ({ id: journal.newId(), author, now: journal.now(), today: journal.today() });
  const care = { day: journal.today(), need: null, cost: null, reason: "" };
  const draft = (said: Pick<CareDraft, "giver" | "receiver" | "what"> & Partial<CareDraft>): CareDraft => ({
    ...care,
    ...said,
  });
  const walk = createCare(draft({ giver: sam, receiver: noa, what: WALK }), act(sam));
  await journal.putAndShare(walk);
  const need = createNeed(
    {
      need: "rest",
      noticed: "",
      felt: "",
      request: "A line by six?",
      wish: null,
      importance: 2,
    },
    act(sam),
  );
  await journal.putAndShare(need);

  await open("a");
  await journal.putAndShare(markFelt(walk, { felt: 3, words: "" }, act(noa)));
  await journal.putAndShare(replyToNeed(need, { reply: "yes", words: "From Monday." }, act(noa)));
  const stairs = draft({ giver: noa, receiver: sam, what: STAIRS, cost: 3, reason: "It was expected." });
  await journal.put(createCare(stairs, act(noa)));
  await journal.put(createCare(draft({ giver: "others", receiver: noa, what: SOUP }), act(noa)));
}, 60_000);

describe("the list of care", () => {
  test("shows free care, felt care and care kept private, each with whose it is and what only its giver reads", async () => {
    await showCare();
    const walk = line(WALK);
    await expect.element(walk).toMatchTextContent(/From Sam, for Noa/);
    await expect.element(walk).toMatchTextContent(/May/);
    await expect.element(walk).toMatchTextContent(/it felt good/);
    await expect.element(walk).toMatchTextContent(/both of you/);
    await expect.element(walk.getByRole("button", { name: "Delete" })).not.toBeInTheDocument();
    await expect.element(line(STAIRS)).toMatchTextContent(/From Noa, for Sam/);
    await expect.element(line(STAIRS)).toMatchTextContent(/only you read this/);
    await expect.element(line(STAIRS)).toMatchTextContent(/What it cost you: a lot/);
    await expect.element(line(STAIRS)).toMatchTextContent(/It was expected\./);
    await expect.element(line(SOUP)).toMatchTextContent(/From someone else, for Noa/);
    await expect.element(line(SOUP)).toMatchTextContent(/only you/);
  });

  test("[D3] [D21] care is shared after its preview and taken back after one question; the original stays", async () => {
    await showCare();
    await press(STAIRS, "Share");
    await expect.element(page.getByRole("dialog")).toMatchTextContent(new RegExp(STAIRS));
    await expect.element(page.getByRole("dialog")).not.toMatchTextContent(/expected/);
    expect(sharedOf("care")).toHaveLength(1);
    await answerWith("Share with Sam");
    await expect.element(line(STAIRS)).toMatchTextContent(/both of you/);
    expect(sharedOf("care")).toMatchObject([{ what: STAIRS, cost: null, reason: "" }, { what: WALK }]);

    await press(STAIRS, "Take it back");
    await expect.element(page.getByRole("dialog")).toMatchTextContent(/What was read stays read\./);
    expect(sharedOf("care")).toHaveLength(2);
    await answerWith("Yes, take it back");
    await expect.element(line(STAIRS).getByRole("button", { name: "Share" })).toBeVisible();
    await expect.element(page.getByRole("heading", { name: "Care", exact: true, level: 1 })).toHaveFocus();
    expect(sharedOf("care")).toMatchObject([{ what: WALK }]);
    expect(mineOf("care")).toContainEqual(expect.objectContaining({ what: STAIRS, cost: 3 }));
  });

  test("while both are here it holds shared care alone, and nothing to do about it", async () => {
    await open("both");
    await showCare();
    await expect.element(line(WALK)).toMatchTextContent(/From Sam, for Noa/);
    await expect.element(line(STAIRS)).not.toBeInTheDocument();
    expect(line(WALK).getByRole("button").elements()).toEqual([]);
    await leave?.();
    leave = null;
    await open("a");
  });

  test("how it felt is taken back, and care of one's own is deleted, each after one question", async () => {
    await showCare();
    await press(WALK, "Take back how it felt");
    await answerWith("Yes, take it back");
    await expect.element(line(WALK)).not.toMatchTextContent(/it felt/);
    expect(sharedOf("answer")).toMatchObject([{ body: { type: "need-reply" } }]);

    await press(SOUP, "Delete");
    await answerWith("Delete it");
    await expect.element(line(SOUP)).not.toBeInTheDocument();
    expect(mineOf("care")).toMatchObject([{ what: STAIRS }]);
  });
});

describe("what happened since a need was said", () => {
  test("one's own answer is taken back there: original and copy go", async () => {
    await showNeeds();
    await userEvent.click(page.getByRole("button", { name: "A line by six?" }));
    const answer = page.getByRole("article").getByRole("listitem").filter({ hasText: "From Monday." });
    await userEvent.click(answer.getByRole("button", { name: "Take it back" }));
    expect(sharedOf("answer")).toHaveLength(1);
    await answerWith("Yes, take it back");
    await expect.element(answer).not.toBeInTheDocument();
    expect([...sharedOf("answer"), ...mineOf("answer")]).toEqual([]);
  });
});
