import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { markFelt, replyToNeed } from "#shared/domain/answer.ts";
import { createCare, type CareDraft } from "#shared/domain/care.ts";
import { createNeed } from "#shared/domain/need.ts";
import { createPerson } from "#shared/domain/person.ts";
import { sharedCopyOf } from "#shared/domain/sharing.ts";
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
    await expect.element(line(WALK)).not.toMatchTextContent(/it felt good/);
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

const ASKED = "One evening with nothing planned.";
const MORNINGS = "Warmed the car, three mornings.";
const openNeed = (request: string) =>
  page
    .getByRole("complementary")
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: request, exact: true }) });
const inNeed = (request: string, act: string) =>
  userEvent.click(openNeed(request).getByRole("button", { name: act, exact: true }));

describe("care with one press, from a need", () => {
  beforeAll(async () => {
    const { session } = snapshot();
    if (session.kind !== "one") throw new Error("together");
    const act = () => ({ id: journal.newId(), author: session.me.id, now: journal.now(), today: journal.today() });
    const said = { noticed: "", felt: "", wish: null, importance: 2 } as const;
    await journal.putAndShare(createNeed({ ...said, need: "rest", request: ASKED }, act()));
    await journal.put(createPerson({ name: "Ada from choir", turnTo: "To talk.", reach: "Rings back." }, act()));
  });

  test("[D20] its owner notes it by both: two records, private; undone, both are gone", async () => {
    await showNeeds();
    await inNeed(ASKED, "Done");
    await inNeed(ASKED, "Done by both");
    await expect.element(openNeed(ASKED)).toMatchTextContent(/Noted, for you alone\./);
    const noted = mineOf("care").filter(({ id }) => id !== mineOf("care").at(-1)?.id);
    expect(noted).toMatchObject([{ what: "" }, { what: "" }]);
    expect(new Set(noted.map((record) => record.kind === "care" && record.giver)).size).toBe(2);
    expect(sharedOf("care")).toEqual([expect.objectContaining({ what: WALK })]);
    await inNeed(ASKED, "Undo");
    await expect.element(openNeed(ASKED).getByRole("button", { name: "Done by me" })).toHaveFocus();
    expect(mineOf("care")).toMatchObject([{ what: STAIRS }]);
  });

  test("[D81] it came from somebody else: who that was stays out of the preview and of the copy", async () => {
    await showNeeds();
    await inNeed(ASKED, "Done");
    await inNeed(ASKED, "Done by someone else");
    await inNeed(ASKED, "Say more");
    await userEvent.fill(openNeed(ASKED).getByRole("textbox", { name: "What was done" }), "Listened for an hour.");
    await userEvent.selectOptions(
      openNeed(ASKED).getByLabelText("Who, of the people you can turn to"),
      "Ada from choir",
    );
    await inNeed(ASKED, "Save");
    await inNeed(ASKED, "Let Sam see it");
    const dialog = page.getByRole("dialog");
    await expect.element(dialog).toMatchTextContent(/From someone else, for Noa.*Listened for an hour\..*One evening/);
    await expect.element(dialog).not.toMatchTextContent(/Ada/);
    await answerWith("Share with Sam");
    await expect.element(openNeed(ASKED)).toMatchTextContent(/Noted\. Sam can read it\./);
    expect(sharedOf("care")[0]).toMatchObject({ giver: "others", what: "Listened for an hour.", person: null });
    await userEvent.click(page.getByRole("button", { name: "Care", exact: true }));
    await expect.element(line("Listened for an hour.")).toMatchTextContent(/From Ada from choir, for Noa/);
    await expect.element(line("Listened for an hour.")).toMatchTextContent(/Only you read who it was\./);
  });
});

describe("one's own care", () => {
  test("[D6] [D11] is changed in other words; the copy stays until it is shared again", async () => {
    await showCare();
    await press("Listened for an hour.", "Change it");
    await press("Listened for an hour.", "Save"); // nothing differs, so nothing is written
    expect(mineOf("care").find((record) => record.kind === "care" && record.giver === "others")).toMatchObject({
      revision: 3,
    });
    await press("Listened for an hour.", "Change it");
    await userEvent.fill(
      line("Listened for an hour.").getByRole("textbox", { name: "What was done" }),
      "Listened, twice.",
    );
    await press("Listened for an hour.", "Save");
    await expect.element(line("Listened, twice.")).toMatchTextContent(/changed since/);
    expect(sharedOf("care")[0]).toMatchObject({ what: "Listened for an hour.", revision: 1 });
    await press("Listened, twice.", "Share it as it reads now");
    await answerWith("Share with Sam");
    await expect.element(line("Listened, twice.")).toMatchTextContent(/both of you/);
    expect(sharedOf("care")[0]).toMatchObject({ what: "Listened, twice.", revision: 2, person: null });
  });

  test("[D21] that may have gone unseen is a list of its own, and revealed one by one after a preview", async () => {
    const [noa, sam] = snapshot().partners.map(({ id }) => id);
    if (noa === undefined || sam === undefined) throw new Error("two partners");
    const given = { giver: noa, receiver: sam, day: journal.today(), need: null };
    const act = { id: journal.newId(), author: noa, now: journal.now() };
    await journal.put(createCare({ ...given, what: MORNINGS, cost: 1, reason: "It froze." }, act));
    await showCare();
    await userEvent.click(page.getByRole("button", { name: "Care that may have gone unseen" }));
    await expect.element(page.getByRole("heading", { name: "Care that may have gone unseen", level: 1 })).toHaveFocus();
    expect(page.getByRole("article").getByRole("listitem").elements()).toHaveLength(2);
    const before = sharedOf("care").length;
    await press(MORNINGS, "Let Sam see it");
    await expect.element(page.getByRole("dialog")).toMatchTextContent(/Warmed the car.*the day with it/);
    await expect.element(page.getByRole("dialog")).not.toMatchTextContent(/froze/);
    expect(sharedOf("care")).toHaveLength(before);
    await answerWith("Share with Sam");
    await expect.element(line(MORNINGS)).not.toBeInTheDocument();
    await expect.element(line(STAIRS)).toBeVisible();
    expect(sharedOf("care")[0]).toMatchObject({ what: MORNINGS, cost: null, reason: "" });
    expect(sharedOf("care")).toHaveLength(before + 1);
  });
});

describe("care while both are here", () => {
  test("[D20] [D23] the owner's note, care by whose turn it is, and how it felt by its receiver, all straight for both", async () => {
    await leave?.();
    await open("both");
    await showNeeds();
    await inNeed(ASKED, "Done");
    await inNeed(ASKED, "Done by Sam");
    await expect.element(openNeed(ASKED)).toMatchTextContent(/Noted, for both of you\. Noa can take it back/);
    const [noa, sam] = snapshot().partners.map(({ id }) => id);
    expect(sharedOf("care")[0]).toMatchObject({ author: noa, giver: sam, receiver: noa, what: "", original: null });

    await userEvent.click(page.getByRole("button", { name: "Record care" }));
    await userEvent.click(page.getByRole("group", { name: "Who writes?" }).getByRole("radio", { name: "Sam" }));
    await userEvent.fill(page.getByRole("textbox", { name: "First: what did Noa do for Sam?" }), "Held the ladder.");
    expect(page.getByText("What it cost you", { exact: true }).elements()).toEqual([]);
    await userEvent.click(page.getByRole("button", { name: "Keep it for both" }));
    await expect.element(page.getByRole("heading", { name: "Needs you share" })).toBeVisible();
    expect(sharedOf("care")[0]).toMatchObject({ author: sam, giver: noa, receiver: sam, what: "Held the ladder." });

    await userEvent.click(page.getByRole("button", { name: "Care", exact: true }));
    await press("Held the ladder.", "How it felt: Sam says");
    await userEvent.click(line("Held the ladder.").getByRole("radio", { name: "good" }));
    await userEvent.fill(line("Held the ladder.").getByRole("textbox", { name: "In words, if you like" }), "Safe.");
    await press("Held the ladder.", "Keep it for both");
    await expect.element(line("Held the ladder.")).toMatchTextContent(/it felt good.*Safe\./);
    expect(sharedOf("answer")[0]).toMatchObject({ author: sam, body: { felt: 3, words: "Safe." } });
    await expect.element(page.getByRole("button", { name: "Care that may have gone unseen" })).not.toBeInTheDocument();
  });

  test("[D87] [D21] its author changes it in their own notebook, says there what it cost, and shares it again", async () => {
    await leave?.();
    leave = null;
    const [noa, sam] = snapshot().partners.map(({ id }) => id);
    if (noa === undefined || sam === undefined) throw new Error("two partners");
    const bell = createCare(
      { giver: noa, receiver: sam, day: journal.today(), what: "Mended the bell.", need: null, cost: null, reason: "" },
      { id: journal.newId(), author: noa, now: journal.now() },
    );
    await journal.putShared([sharedCopyOf(bell, { copy: 1, sharedIds: new Set() })]);
    const copy = () => sharedOf("care").filter(({ id }) => id === bell.id);
    const original = () => mineOf("care").filter(({ id }) => id === bell.id);

    await open("a");
    await showCare();
    expect(original()).toEqual([]);
    await press("Mended the bell.", "Change it");
    await userEvent.click(line("Mended the bell.").getByRole("radio", { name: "a lot" }));
    await userEvent.fill(line("Mended the bell.").getByRole("textbox", { name: /^Why you did it/ }), "It kept us up.");
    await press("Mended the bell.", "Save");
    await expect.element(line("Mended the bell.")).toMatchTextContent(/What it cost you: a lot.*It kept us up\./);
    await expect.element(line("Mended the bell.")).not.toMatchTextContent(/changed since/);
    expect(original()).toMatchObject([{ cost: 3, reason: "It kept us up.", original: { copies: 1 } }]);
    expect(copy()).toMatchObject([{ revision: 1, cost: null, reason: "" }]);
    await press("Mended the bell.", "Change it");
    await userEvent.fill(line("Mended the bell.").getByRole("textbox", { name: "What was done" }), "Mended it again.");
    await press("Mended the bell.", "Save");
    await press("Mended it again.", "Share it as it reads now");
    await answerWith("Share with Sam");
    await expect.poll(copy).toMatchObject([{ revision: 2, what: "Mended it again.", cost: null, reason: "" }]);
    await expect.element(line("Held the ladder.")).not.toMatchTextContent(/Change it|Take it back|Delete/); // Sam's
  });

  test("[D87] [D24] taken back or deleted before it was ever changed, it stays with its author or goes whole, and with it how it felt", async () => {
    await showCare();
    await press("Done, in no more words.", "Delete");
    await answerWith("Delete it");
    await expect.element(line("Done, in no more words.")).not.toBeInTheDocument();
    const wordless = (records: ReturnType<typeof mineOf>) =>
      records.filter((care) => "what" in care && care.what === "");
    expect(wordless([...mineOf("care"), ...sharedOf("care")])).toEqual([]);

    await leave?.();
    leave = null;
    await open("b");
    await showCare();
    await press("Held the ladder.", "Take it back");
    await expect.element(page.getByRole("dialog")).toMatchTextContent(/your own stays/);
    await answerWith("Yes, take it back");
    await expect.element(line("Held the ladder.").getByRole("button", { name: "Share" })).toBeVisible();
    const ladder = mineOf("care").filter((care) => "what" in care && care.what === "Held the ladder.");
    expect(ladder).toMatchObject([{ original: { copies: 1, shared: null } }]);
    expect(sharedOf("care").filter(({ id }) => id === ladder[0]?.id)).toEqual([]);
    expect(sharedOf("answer").filter((answer) => answer.kind === "answer" && answer.body.words === "Safe.")).toEqual(
      [],
    );
  });
});
