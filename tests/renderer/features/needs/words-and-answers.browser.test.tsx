import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type Answer, replyToNeed, sayReplyFelt } from "#shared/domain/answer.ts";
import { createNeed } from "#shared/domain/need.ts";
import { createOwnWords } from "#shared/domain/own-words.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { NeedsPlace } from "#renderer/features/needs/NeedsPlace.tsx";
import { OwnWordsPlace } from "#renderer/features/own-words/OwnWordsPlace.tsx";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import { JournalProvider, useJournalState } from "#renderer/store/use-journal.tsx";
import { deleteEverything } from "../../../support/stores.ts";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";

// Whole places over a real journal: real worker, real libsodium, real store. Only the Host is a double.
const NOA = "quiet lamp over the stairs";
const SAM = "seven plums in a paper bag";
const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
const host = memoryHost();
let journal: Journal;
let leave: (() => Promise<void>) | null = null;

const snapshot = () => {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
  return state.snapshot;
};

async function open(who: "a" | "b" | "both"): Promise<void> {
  await leave?.();
  leave = null;
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

function WhileOpen({ place }: { place: "needs" | "own-words" }) {
  if (useJournalState().kind !== "open") return null;
  if (place === "own-words") return <OwnWordsPlace begin={null} onBack={() => {}} />;
  return <NeedsPlace open={null} onOpenEntry={() => {}} versionsOf={() => null} />;
}

async function showPlace(place: "needs" | "own-words"): Promise<HTMLElement> {
  await leave?.();
  const shown = await show(
    <JournalProvider journal={journal}>
      <WhileOpen place={place} />
    </JournalProvider>,
  );
  leave = shown.leave;
  return shown.place;
}

afterEach(async () => {
  await leave?.();
  leave = null;
});

const button = (name: string) => page.getByRole("button", { name, exact: true });
const sheet = () => page.getByRole("article");
const ownWords = () => snapshot().mine.flatMap((record) => (record.kind === "own-words" ? [record] : []));
const answers = (type: string) =>
  snapshot().shared.flatMap(({ record }) => (record.kind === "answer" && record.body.type === type ? [record] : []));
const needsNamed = (request: string) =>
  [...snapshot().mine, ...snapshot().shared.map(({ record }) => record)].filter(
    (record) => record.kind === "need" && record.request === request,
  );
const aDraft = { noticed: "", felt: "", need: "rest", wish: "be-heard", importance: 2 } as const;
const LISTEN = "Would you listen for ten minutes?";
const SUNDAY = "Could Sunday morning be ours?";

beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  await (await journal.join({ name: "Sam", passphrase: SAM })).confirm();
  await open("a");
}, 60_000);

describe("words of one's own", () => {
  test("[D84] a word is looked for, written, kept and offered again; one of the list is the list's", async () => {
    await showPlace("needs");
    await userEvent.click(button("All groups, or your own word"));
    await userEvent.fill(page.getByRole("searchbox", { name: "Find a word" }), "pla");
    await expect.element(page.getByRole("radio", { name: "to be able to plan" })).toBeVisible();
    await expect.element(page.getByRole("radio", { name: "rest", exact: true })).not.toBeInTheDocument();
    await userEvent.fill(page.getByRole("searchbox", { name: "Find a word" }), "");

    const own = page.getByRole("textbox", { name: "A word of your own" });
    await userEvent.fill(own, "Time alone");
    await expect.element(page.getByRole("radio", { name: "time alone" })).toBeChecked();
    await expect.element(button("Keep this word for another time")).not.toBeInTheDocument();
    await userEvent.fill(own, "sauna with snow");
    await userEvent.click(button("Keep this word for another time"));
    await expect.element(page.getByRole("radio", { name: "sauna with snow" })).toBeChecked();
    expect(ownWords()).toMatchObject([{ needs: ["sauna with snow"], original: { shared: null } }]);
  });

  test("[D31] [D84] a phrase is put away for good where it is told of, and told of again", async () => {
    await showPlace("needs");
    const ask = page.getByRole("textbox", { name: "What I ask" });
    await userEvent.fill(ask, "You never  call");
    const word = page.getByText("is easy to hear as a verdict", { exact: false });
    await expect.element(word).toBeVisible();
    await userEvent.click(button("Do not mention this one again"));
    await expect.element(word).not.toBeInTheDocument();
    expect(ownWords()).toMatchObject([{ quiet: ["you never"] }]);
    await userEvent.click(button("Mention it again"));
    await expect.element(word).toBeVisible();
    expect(ownWords()).toMatchObject([{ quiet: [] }]);
    await userEvent.fill(ask, "");
  });

  test("[D84] in their place words are added, changed, taken away and put back; of two records each counts, and one is left that says something", async () => {
    const { session } = snapshot();
    if (session.kind !== "one") throw new Error("together");
    const act = { id: journal.newId(), author: session.me.id, now: journal.now() };
    const merged = { needs: ["tea"], feelings: ["wobbly"], judging: ["drama queen"], quiet: ["as usual"] };
    await journal.put(createOwnWords(merged, act));

    const place = await showPlace("own-words");
    expect([...place.querySelectorAll(".own-word")].map((word) => word.textContent)).toEqual([
      "tea",
      "sauna with snow",
      "wobbly",
      "drama queen",
    ]);
    await expect.element(page.getByRole("checkbox", { name: "as usual" })).not.toBeChecked();

    const phrase = page.getByRole("textbox", { name: "A phrase, as you would say it" });
    await userEvent.fill(phrase, " You  ALWAYS ");
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("alert")).toHaveTextContent("That one is there already.");
    await userEvent.fill(phrase, "here we go again");
    await userEvent.keyboard("{Enter}");
    await expect.element(phrase).toHaveValue("");
    expect(ownWords().filter(({ judging }) => judging.length > 0)).toMatchObject([
      { judging: ["drama queen", "here we go again"], needs: ["tea", "sauna with snow"] },
    ]);

    await userEvent.click(button("Change “drama queen”"));
    await userEvent.fill(page.getByRole("textbox", { name: "“drama queen”, in other words" }), "such a drama");
    await userEvent.click(button("Save"));
    await userEvent.click(button("Take away “tea”"));
    await expect.element(page.getByText("“tea” was taken away.", { exact: false })).toBeVisible();
    await userEvent.click(button("Put it back"));
    await userEvent.click(page.getByRole("checkbox", { name: "as usual" }));
    await userEvent.click(page.getByRole("checkbox", { name: "selfish" }));
    await expect.element(page.getByRole("checkbox", { name: "selfish" })).not.toBeChecked();
    await expect
      .poll(() => ownWords().filter(({ needs, quiet }) => needs.length + quiet.length > 0))
      .toMatchObject([
        { needs: ["sauna with snow", "tea"], judging: ["such a drama", "here we go again"], quiet: ["selfish"] },
      ]);

    await showPlace("needs");
    await userEvent.fill(page.getByRole("textbox", { name: "What I felt" }), "Such a  drama, selfish");
    await expect.element(page.getByText("“Such a drama” speaks of the other.", { exact: false })).toBeVisible();
    await userEvent.fill(page.getByRole("textbox", { name: "What I felt" }), "");
    await userEvent.click(button("Words for feelings"));
    await userEvent.fill(page.getByRole("searchbox", { name: "Find a word" }), "wob");
    await userEvent.click(button("wobbly"));
    await userEvent.fill(page.getByRole("searchbox", { name: "Find a word" }), "lonely");
    await userEvent.click(button("lonely"));
    await expect.element(page.getByRole("textbox", { name: "What I felt" })).toHaveValue("wobbly, lonely");
  });
});

describe("reaching out and being answered", () => {
  test("[D71] the other reads what would help, answers not now with why, and the owner says how that felt, for both", async () => {
    const { session } = snapshot();
    if (session.kind !== "one") throw new Error("together");
    const act = { id: journal.newId(), author: session.me.id, now: journal.now(), today: journal.today() };
    const need = createNeed({ ...aDraft, request: LISTEN }, act);
    await journal.putAndShare(need);

    await open("b");
    await showPlace("needs");
    await userEvent.click(button("Shared with you"));
    await expect.element(page.getByRole("heading", { name: "Needs Noa shares with you" })).toHaveFocus();
    await userEvent.click(sheet().getByRole("button", { name: "Answer", exact: true }));
    await expect.element(sheet().getByRole("radio").first()).toHaveFocus();
    await expect.element(sheet().getByText("being heard would help", { exact: false })).toBeVisible();
    await userEvent.click(sheet().getByRole("radio", { name: "not now" }));
    await expect.element(sheet().getByText("easier to carry with a reason", { exact: false })).toBeVisible();
    await userEvent.fill(
      sheet().getByRole("textbox", { name: "Why not now, and what instead" }),
      "I am too tired. Tomorrow?",
    );
    await userEvent.click(sheet().getByRole("button", { name: "Give this answer" }));
    await expect.element(sheet().getByText("You answered:", { exact: false })).toBeVisible();
    await expect.element(sheet().getByRole("button", { name: LISTEN })).toHaveFocus();
    expect(answers("need-reply")).toHaveLength(1);

    await open("a");
    await showPlace("needs");
    await userEvent.click(button(LISTEN));
    const felt = sheet().getByRole("group", { name: "How Sam’s answer felt" });
    await userEvent.click(felt.getByRole("radio", { name: "good" }), { force: true });
    await userEvent.fill(felt.getByRole("textbox"), "You told me why.");
    expect(answers("reply-felt")).toEqual([]);
    await userEvent.click(felt.getByRole("button", { name: "Throw away what was typed" }));
    await userEvent.click(page.getByRole("dialog").getByRole("button", { name: "Throw it away" }));
    await expect.element(felt).toHaveFocus();
    await expect.element(felt.getByRole("radio", { name: "good" })).not.toBeChecked();
    await userEvent.click(felt.getByRole("radio", { name: "good" }), { force: true });
    await userEvent.fill(felt.getByRole("textbox"), "You told me why.");
    await userEvent.click(felt.getByRole("button", { name: "Let Sam know" }));
    await expect.element(sheet().getByText("Noa: this answer felt good.", { exact: false })).toBeVisible();
    await expect.element(felt).not.toBeInTheDocument();
    expect(answers("reply-felt")).toMatchObject([{ body: { felt: 3, words: "You told me why." } }]);

    await open("b");
    await showPlace("needs");
    await userEvent.click(button("Shared with you"));
    await expect.element(sheet().getByText("Noa: it felt good.")).toBeVisible();
    const margin = page.getByRole("complementary", { name: "Open needs" });
    await userEvent.click(margin.getByRole("button", { name: "Answer", exact: true }));
    await userEvent.click(margin.getByRole("button", { name: "Leave it open" }));
    await expect.element(margin.getByRole("button", { name: "Answer", exact: true })).toHaveFocus();
    await userEvent.click(sheet().getByRole("button", { name: LISTEN }));
    await userEvent.click(sheet().getByRole("button", { name: "Answer once more" }));
    await expect.element(sheet().getByRole("radio").first()).toHaveFocus();
    await userEvent.click(sheet().getByRole("button", { name: "Leave it open" }));
    await expect.element(sheet().getByRole("heading", { name: "Your answer" })).toHaveFocus();
    await expect.element(sheet().getByText("You told me why.")).toBeVisible();
    await expect.element(sheet().getByRole("button", { name: "Take back how it felt" })).not.toBeInTheDocument();
    await open("a");
  });

  test("[D70] [D87] a need said and answered together is for both at once, and its owner alone changes and closes it later", async () => {
    await open("both");
    await showPlace("needs");
    await userEvent.click(button("Say a need, Sam speaks"));
    await expect.element(page.getByRole("heading", { name: "A need of Sam’s" })).toHaveFocus();
    expect(page.getByRole("radio", { name: "sauna with snow" }).elements()).toEqual([]);
    await userEvent.fill(page.getByRole("textbox", { name: "What I ask" }), SUNDAY);
    await userEvent.click(page.getByRole("radio", { name: "company" }));
    await userEvent.click(button("Keep it for both"));
    await expect.element(page.getByRole("heading", { name: SUNDAY })).toBeVisible();
    expect(needsNamed(SUNDAY)).toMatchObject([{ revision: 1, original: null }]);

    await userEvent.click(sheet().getByRole("button", { name: "Answer", exact: true }));
    await userEvent.click(sheet().getByRole("radio", { name: "yes", exact: true }));
    await userEvent.click(sheet().getByRole("button", { name: "Give this answer" }));
    const felt = sheet().getByRole("group", { name: "How Noa’s answer felt" });
    await userEvent.click(felt.getByRole("radio", { name: "full" }), { force: true });
    await userEvent.click(felt.getByRole("button", { name: "Say it to both" }));
    await expect.element(sheet().getByText("Sam: this answer felt full.", { exact: false })).toBeVisible();

    await open("b");
    const [sam] = snapshot().partners.filter(({ seat }) => seat === "b");
    expect(answers("reply-felt").filter(({ author }) => author === sam?.id)).toMatchObject([{ original: null }]);
    await showPlace("needs");
    await userEvent.click(button(SUNDAY));
    await userEvent.click(button("Say it in other words"));
    await userEvent.fill(page.getByRole("textbox", { name: "What I felt" }), "Glad already.");
    await userEvent.click(button("Save, only for me"));
    await expect.element(page.getByText("changed since", { exact: false }).first()).toBeVisible();
    const form = sheet().getByRole("group", { name: "How this need came out" });
    await userEvent.click(form.getByRole("radio", { name: "met", exact: true }));
    await userEvent.click(form.getByRole("radio", { name: "Noa" }));
    await userEvent.click(form.getByRole("button", { name: "Close it for both of you" }));
    await expect.element(button("Voice it again")).toBeVisible();
    expect(needsNamed(SUNDAY)).toMatchObject([
      { original: { copies: 2 }, closing: { status: "met", metBy: "partner" } },
      { revision: 2, original: null, felt: "Glad already.", closing: { status: "met" } },
    ]);
    await open("b"); // read anew, original and copy are in step
    expect(needsNamed(SUNDAY)).toMatchObject([{ original: { copies: 2, shared: {} } }, { revision: 2 }]);
  });

  test("[D12] a shared need that its owner closes for themselves alone is open with the other, as it was, until it is shared again", async () => {
    await open("a");
    const { session } = snapshot();
    if (session.kind !== "one") throw new Error("together");
    const act = { id: journal.newId(), author: session.me.id, now: journal.now(), today: journal.today() };
    await journal.putAndShare(createNeed({ ...aDraft, request: "An hour outside." }, act));
    await showPlace("needs");
    await userEvent.click(button("An hour outside."));
    const form = sheet().getByRole("group", { name: "How this need came out" });
    await userEvent.click(form.getByRole("radio", { name: "let it go", exact: true }));
    await userEvent.click(form.getByRole("radio", { name: "nobody", exact: true }));
    await userEvent.click(form.getByRole("button", { name: "Close it, only for me" }));
    await expect.element(button("Voice it again")).toBeVisible();
    await expect.element(sheet().getByText("changed since", { exact: false }).first()).toBeVisible();
    expect(needsNamed("An hour outside.")).toMatchObject([
      { closing: { status: "let-go" }, original: { copies: 1 } },
      { closing: null, revision: 1, original: null },
    ]);

    await open("b");
    await showPlace("needs");
    await userEvent.click(button("An hour outside."));
    await expect.element(sheet().getByRole("button", { name: "Answer", exact: true })).toBeVisible(); // open, for them

    await open("a");
    await showPlace("needs");
    await userEvent.click(page.getByRole("button", { name: /Closed needs/ }));
    await userEvent.click(button("An hour outside."));
    await userEvent.click(button("Share it as it reads now"));
    await userEvent.click(page.getByRole("dialog").getByRole("button", { name: "Share with Sam" }));
    await expect
      .poll(() => needsNamed("An hour outside."))
      .toMatchObject([{ original: { copies: 2 } }, { closing: { status: "let-go" }, revision: 2, original: null }]);
    await expect.element(sheet().getByText("changed since", { exact: false })).not.toBeInTheDocument();
  });

  test("[D87] taken back before it was ever changed, it stays with its owner", async () => {
    const { session } = snapshot();
    if (session.kind !== "one" || session.other === null) throw new Error("together");
    await open("both");
    const { partners } = snapshot();
    const noa = partners.find(({ seat }) => seat === "a");
    if (noa === undefined) throw new Error("two partners");
    const act = { id: journal.newId(), author: noa.id, now: journal.now(), today: journal.today() };
    await journal.putShared([{ ...createNeed({ ...aDraft, request: "A list." }, act), original: null }]);
    await open("a");
    await showPlace("needs");
    await userEvent.click(button("A list."));
    await userEvent.click(button("Take the copy back"));
    await expect.element(page.getByRole("dialog")).toMatchTextContent(/your own stays.*What was read stays read\./);
    expect(needsNamed("A list.")).toMatchObject([{ original: null }]); // it is asked once, and nothing is done before
    await userEvent.click(page.getByRole("dialog").getByRole("button", { name: "Yes, take it back" }));
    await expect.element(sheet().getByText("only you").first()).toBeVisible();
    await expect.element(page.getByRole("heading", { name: "A list.", level: 1 })).toHaveFocus();
    expect(needsNamed("A list.")).toMatchObject([{ original: { copies: 1, shared: null } }]);
  });

  test("[D24] [D71] taken back, a need takes back what its owner said of answers to it; deleted, it is deleted too", async () => {
    const [noa] = snapshot().partners.filter(({ seat }) => seat === "a");
    const own = (records: readonly JournalRecord[]) =>
      records.filter(
        (record): record is Answer =>
          record.kind === "answer" && record.author === noa?.id && record.body.type === "reply-felt",
      );
    const told = () => own(snapshot().shared.map(({ record }) => record));
    expect(told()).toMatchObject([{ body: { words: "You told me why." } }]);
    await showPlace("needs");
    await userEvent.click(button(LISTEN));
    await userEvent.click(button("Take the copy back"));
    await userEvent.click(page.getByRole("dialog").getByRole("button", { name: "Yes, take it back" }));
    await expect.element(sheet().getByRole("button", { name: "Share", exact: true })).toBeVisible();
    expect(told()).toEqual([]);
    expect(own(snapshot().mine)).toMatchObject([{ body: { words: "You told me why." }, original: { shared: null } }]);
    await expect.element(sheet().getByText("You told me why.")).toBeVisible();
    await expect.element(sheet().getByText("I am too tired. Tomorrow?")).not.toBeInTheDocument(); // Sam's to read, apart
    expect(needsNamed(LISTEN)).toMatchObject([{ original: { shared: null } }]);
    const theirs = answers("need-reply").filter(({ body }) => body.words === "I am too tired. Tomorrow?");
    expect(theirs).toHaveLength(1); // Sam's answer is Sam's

    await userEvent.click(sheet().getByRole("button", { name: "Delete", exact: true }));
    await userEvent.click(page.getByRole("dialog").getByRole("button", { name: "Delete it", exact: true }));
    await expect.poll(() => needsNamed(LISTEN)).toEqual([]);
    expect(own(snapshot().mine)).toEqual([]);
    expect(page.getByText("Your answers to what is no longer shared").elements()).toEqual([]);
  });

  test("[D24] what was said of an answer to a need that is gone is its author's to read and delete, whoever’s answer still stands", async () => {
    await open("both");
    const { partners } = snapshot();
    const [noa, sam] = ["a", "b"].map((seat) => partners.find((partner) => partner.seat === seat)?.id);
    if (noa === undefined || sam === undefined) throw new Error("two partners");
    const act = (author: typeof noa) => ({ id: journal.newId(), author, now: journal.now(), today: journal.today() });
    const need = createNeed({ ...aDraft, request: "Some quiet." }, act(noa));
    const reply = replyToNeed(need, { reply: "partly", words: "" }, act(sam));
    const felt = sayReplyFelt(need, reply, { felt: 3, words: "I was glad of that." }, act(noa));
    await journal.putShared([need, reply, felt].map((record) => ({ ...record, original: null })));
    await open("a");
    await journal.takeBack(need.id); // the need alone, as it was done before
    await showPlace("needs");
    const margin = page.getByRole("complementary");
    await expect.element(margin.getByText("Your answers to what is no longer shared")).toBeVisible();
    await expect.element(margin.getByText("I was glad of that.")).toBeVisible();
    await userEvent.click(margin.getByRole("button", { name: "Take it back", exact: true }));
    await userEvent.click(page.getByRole("dialog").getByRole("button", { name: "Yes, take it back" }));
    await expect.element(margin.getByText("I was glad of that.")).not.toBeInTheDocument();
    expect(answers("reply-felt").filter(({ id }) => id === felt.id)).toEqual([]);
    expect(answers("need-reply").filter(({ id }) => id === reply.id)).toHaveLength(1);
  });
});
