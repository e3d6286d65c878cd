import { afterEach, beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { EntryAnswers } from "#renderer/features/journal/EntryAnswers.tsx";
import { LooseAnswers } from "#renderer/features/journal/LooseAnswers.tsx";
import { TheirEntry } from "#renderer/features/journal/TheirEntry.tsx";
import type { Journal } from "#renderer/store/journal.ts";
import { JournalProvider, useJournalState, useSnapshot } from "#renderer/store/use-journal.tsx";
import { TwofoldError } from "#shared/base/errors.ts";
import type { Answer } from "#shared/domain/answer.ts";
import type { Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { NOA, SAM, floorCouple, journalPage } from "../../../support/floor-couple.ts";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";
import "#renderer/features/journal/journal.css";

// The real store, worker and cryptography, in both partners' sessions; the locks cost the floor.
const pages = journalPage(memoryHost());
let entry: Entry;

let leave: (() => Promise<void>) | null = null;
async function leaveIt(): Promise<void> {
  await leave?.();
  leave = null;
}
afterEach(leaveIt);

async function openAs(seat: "a" | "b"): Promise<void> {
  await leaveIt();
  await pages.journal.lock();
  await pages.reload();
  await pages.journal.unlock(seat, { passphrase: seat === "a" ? NOA : SAM });
  await pages.journal.settled();
}

beforeAll(async () => {
  const couple = await floorCouple();
  await pages.begin(couple.backup);
  await pages.journal.unlock("a", { passphrase: NOA });
  await pages.journal.settled();
  entry = pages.entry("The long way home");
  await pages.journal.putAndShare(entry);
}, 60_000);

/** As the journal's place does: the entry as it stands among the copies, and below the list what is loose. */
function Theirs({ id }: { id: RecordId }) {
  const copy = useSnapshot((snapshot) => snapshot.shared).find(({ record }) => record.id === id);
  return (
    <main>
      <h1>Journal</h1>
      {copy?.record.kind === "entry" && <TheirEntry entry={copy.record} verified={copy.verified} />}
      <LooseAnswers />
    </main>
  );
}
function WhileOpen({ id }: { id: RecordId }) {
  return useJournalState().kind === "open" ? <Theirs id={id} /> : null;
}
async function showTheirs(over: Journal = pages.journal): Promise<HTMLElement> {
  await leaveIt();
  const shown = await show(
    <JournalProvider journal={over}>
      <WhileOpen id={entry.id} />
    </JournalProvider>,
  );
  leave = shown.leave;
  return shown.place;
}

const answersIn = (records: readonly { kind: string }[]): Answer[] =>
  records.filter(
    (record): record is Answer => record.kind === "answer" && (record as Answer).body.type === "entry-reply",
  );
const shared = () => answersIn(pages.snapshot().shared.map(({ record }) => record));
const mine = () => answersIn(pages.snapshot().mine);
const press = (name: string) => userEvent.click(page.getByRole("button", { name, exact: true }));

test("[D24] nothing of an answer is shared before the preview was seen; what is typed is kept over a lock; a failure leaves it to be tried again", async () => {
  await openAs("b");
  await showTheirs();
  await press("Write an answer");
  await press("See what Noa will read");
  await expect.element(page.getByRole("alert")).toHaveTextContent("Write a word first.");
  await userEvent.fill(page.getByRole("textbox"), "I saw the light in the hall.\nThank you for waiting.");
  await openAs("b");
  let failures = 1;
  const doubtful: Journal = {
    ...pages.journal,
    putAndShare: async (record) => {
      await pages.journal.putAndShare(record);
      if (failures-- > 0) throw new TwofoldError("storage-failed");
    },
  };
  const place = await showTheirs(doubtful);
  await expect.element(page.getByRole("textbox")).toHaveValue("I saw the light in the hall.\nThank you for waiting.");
  await press("See what Noa will read");
  await expect.element(page.getByRole("dialog", { name: "What Noa will read" })).toBeVisible();
  expect(page.getByRole("dialog").element().textContent).toContain("Thank you for waiting.");
  expect(shared()).toEqual([]);
  await press("Share this answer");
  await expect.element(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  await press("Share this answer");
  await expect.element(page.getByRole("button", { name: "Take it back" })).toBeVisible();
  expect(mine()).toHaveLength(1);
  expect(shared()).toMatchObject([
    { body: { entry: entry.id, words: "I saw the light in the hall.\nThank you for waiting." } },
  ]);
  await expect.poll(() => place.querySelector("textarea")).toBeNull();
  await expect.poll(() => [...pages.journal.drafts().keys()].filter((key) => key.startsWith("reply:"))).toEqual([]);
});

test("an answer is changed, taken back with its words kept, shared again; a second one stands behind it", async () => {
  await openAs("b");
  await showTheirs();
  await press("Change it");
  await userEvent.fill(page.getByRole("textbox"), "I saw the light.");
  await press("See what Noa will read");
  await press("Share this answer");
  await expect.poll(shared).toMatchObject([{ revision: 3, body: { words: "I saw the light." } }]);
  await press("Take it back");
  await expect.element(page.getByText("taken back; only you")).toBeVisible();
  expect(shared()).toEqual([]);
  expect(mine()).toMatchObject([{ body: { words: "I saw the light." } }]);
  await press("Share it again");
  await press("See what Noa will read");
  await press("Share this answer");
  await expect.poll(shared).toHaveLength(1);
  await press("Write another answer");
  await userEvent.fill(page.getByRole("textbox"), "And tomorrow I wait for you.");
  await press("See what Noa will read");
  await press("Share this answer");
  await expect.poll(shared).toHaveLength(2);
});

test("[D23] [D24] the author reads the answers while the entry is shared; taken back, they are their writer's own and can go", async () => {
  await openAs("a");
  const showOwn = async (): Promise<HTMLElement> => {
    await leaveIt();
    const own = pages.snapshot().mine.find(({ id }) => id === entry.id) as Entry;
    const shown = await show(
      <JournalProvider journal={pages.journal}>
        <EntryAnswers entry={own} />
      </JournalProvider>,
    );
    leave = shown.leave;
    return shown.place;
  };
  let place = await showOwn();
  expect([...place.querySelectorAll(".answer-words")].map((words) => words.textContent).sort()).toEqual([
    "And tomorrow I wait for you.",
    "I saw the light.",
  ]);
  expect(place.textContent).toContain("Sam, ");
  expect(place.querySelectorAll("button")).toHaveLength(0);
  await pages.journal.takeBack(entry.id);
  place = await showOwn();
  expect(place.textContent).toBe("");

  await openAs("b");
  place = await showTheirs();
  expect(place.querySelector("article")).toBeNull();
  await press("Your answers to pages that are no longer shared");
  await userEvent.click(page.getByRole("dialog").getByRole("button", { name: "Delete it" }).first());
  await userEvent.click(page.getByRole("dialog").getByRole("button", { name: "Delete it" }).first());
  await expect.poll(mine).toHaveLength(1);
  expect(shared()).toHaveLength(1);
});

test("a page that nothing vouches for is read, attributed to nobody, and not answered", async () => {
  await leaveIt();
  const shown = await show(
    <JournalProvider journal={pages.journal}>
      <TheirEntry entry={{ ...entry, original: null }} verified={false} />
    </JournalProvider>,
  );
  leave = shown.leave;
  expect(shown.place.textContent).toContain("Nothing shows who wrote this page, so it is not answered.");
  expect(shown.place.textContent).not.toMatch(/Noa|Sam/);
  expect(shown.place.querySelectorAll("button, textarea")).toHaveLength(0);
});
