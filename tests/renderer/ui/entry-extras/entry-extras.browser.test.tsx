import { afterEach, beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { Today } from "#renderer/features/today/Today.tsx";
import { JournalProvider, useSnapshot } from "#renderer/store/use-journal.tsx";
import { EntryPage } from "#renderer/ui/EntryPage.tsx";
import { NeedOpener } from "#renderer/ui/entry-extras/need-opener.tsx";
import { TagsDialog } from "#renderer/ui/entry-extras/TagsDialog.tsx";
import { useOpenPage } from "#renderer/ui/use-open-page.ts";
import { TwofoldError } from "#shared/base/errors.ts";
import type { Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { createNeed } from "#shared/domain/need.ts";
import { createPrompts, type Prompts } from "#shared/domain/prompts.ts";
import { plainText } from "#shared/domain/rich-text.ts";
import { NOA, floorCouple, journalPage } from "../../../support/floor-couple.ts";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";
import "#renderer/app/frame.css";

// The real store, worker and cryptography; the locks cost the floor, so that a page opens in a moment.
const pages = journalPage(memoryHost());

let leave: (() => Promise<void>) | null = null;
async function leaveIt(): Promise<void> {
  await leave?.();
  leave = null;
}
afterEach(leaveIt);

beforeAll(async () => {
  const couple = await floorCouple();
  await pages.begin(couple.backup);
  await pages.journal.unlock("a", { passphrase: NOA });
  await pages.journal.settled();
  for (const { id } of promptsOf()) await pages.journal.remove(id); // the sample's own: here nobody has hidden or written any
}, 60_000);

const mine = () => pages.snapshot().mine;
const entryOf = (id: RecordId): Entry => {
  const found = mine().find((record) => record.id === id);
  if (found?.kind !== "entry") throw new Error("no entry");
  return found;
};
const promptsOf = (): Prompts[] => mine().filter((record): record is Prompts => record.kind === "prompts");
const me = () => {
  const { session } = pages.snapshot();
  if (session.kind !== "one") throw new Error("together");
  return session.me.id;
};

function OpenedEntry({ id }: { id: RecordId }) {
  const entry = useSnapshot((snapshot) => snapshot.mine).find((record) => record.id === id);
  const opened = useOpenPage({
    entry: entry?.kind === "entry" ? entry : null,
    id,
    day: pages.journal.today(),
    author: me(),
  });
  return <EntryPage page={opened.page} text={opened.text} />;
}

let openedNeed: RecordId | null = null;

async function showPage(id: RecordId): Promise<HTMLElement> {
  await leaveIt();
  const shown = await show(
    <JournalProvider journal={pages.journal}>
      <NeedOpener onOpen={(need) => (openedNeed = need)}>
        <main>
          <h1>A page</h1>
          <OpenedEntry key={id} id={id} />
        </main>
      </NeedOpener>
    </JournalProvider>,
  );
  leave = shown.leave;
  return shown.place;
}

const shownPrompt = () => page.getByRole("dialog").element().querySelector(".prompt-shown .prompt-words")?.textContent;
const dialog = () => page.getByRole("dialog");
const press = (name: string) => userEvent.click(page.getByRole("button", { name, exact: true }));
const pressIn = (name: string) => userEvent.click(dialog().getByRole("button", { name, exact: true }));

test("a prompt is put where the caret is and replaces nothing; one undo takes it out", async () => {
  const entry = pages.entry("a morning");
  await pages.journal.put(entry);
  const place = await showPage(entry.id);
  const editor = (): Element | null => place.querySelector("[contenteditable=true]");
  await expect.poll(() => editor()?.textContent, { timeout: 10_000 }).toBe(plainText(entry.body));

  await press("Prompt");
  const first = shownPrompt();
  await pressIn("Another one");
  const second = shownPrompt();
  expect(second).not.toBe(first);
  await userEvent.click(dialog().getByRole("radio", { name: "the two of us" }));
  const us = shownPrompt() ?? "";
  expect(us).not.toBe("");
  await pressIn("Write with this");
  await expect.poll(() => editor()?.querySelector("blockquote")?.textContent).toBe(us);
  expect(editor()?.textContent).toContain(plainText(entry.body));
  await userEvent.click(editor() as HTMLElement);
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(editor()?.textContent).toBe(plainText(entry.body));

  await press("Template");
  await userEvent.click(dialog().getByRole("button", { name: /A hard day/ }));
  await expect.poll(() => editor()?.textContent).toContain("What can wait until tomorrow");
  expect(editor()?.textContent).toContain(plainText(entry.body));
});

test("[D65] a prompt is hidden and brought back, one's own is offered among the others; two records of a merge both count", async () => {
  const entry = pages.entry("of prompts");
  await pages.journal.put(entry);
  await showPage(entry.id);
  await press("Prompt");
  await userEvent.click(dialog().getByRole("radio", { name: "gratitude" }));
  const words = shownPrompt();
  await pressIn("Don’t show this one");
  await expect.element(dialog().getByText("It will not be offered again.", { exact: false })).toBeVisible();
  expect(shownPrompt()).not.toBe(words);
  const [{ hidden } = { hidden: [] }] = promptsOf();
  expect(hidden).toHaveLength(1);
  await pressIn("Bring it back");
  await expect.poll(() => promptsOf()[0]?.hidden).toEqual([]);

  // What a merge may leave: a second record, whose words count too and which the next change empties.
  const other = createPrompts(
    { hidden: ["us-01"], own: [{ theme: "us", words: "Which street was ours?" }] },
    { author: me(), now: pages.journal.now(), id: pages.journal.newId() },
  );
  await pages.journal.put(other);
  await pressIn("Your own prompts");
  await expect.element(dialog().getByText("Which street was ours?")).toBeVisible();
  await userEvent.fill(dialog().getByRole("textbox"), "Which street was ours?");
  await pressIn("Add it");
  await expect.element(dialog().getByRole("alert")).toHaveTextContent("This one is there already.");
  await userEvent.fill(dialog().getByRole("textbox"), "What did the sea say?");
  await userEvent.click(dialog().getByRole("radio", { name: "hard times" }));
  await pressIn("Add it");
  await expect.element(dialog().getByText("What did the sea say?")).toBeVisible();
  await expect
    .poll(() =>
      promptsOf()
        .flatMap(({ own }) => own.map(({ words: said }) => said))
        .sort(),
    )
    .toEqual(["What did the sea say?", "Which street was ours?"]);
  expect(promptsOf().filter(({ own }) => own.length > 0)).toHaveLength(1);
  await userEvent.click(dialog().getByRole("button", { name: "Remove" }).first());
  await expect.element(dialog().getByRole("button", { name: "Put it back" })).toBeVisible();
  await pressIn("Put it back");
  await expect.poll(() => promptsOf().flatMap(({ own }) => own)).toHaveLength(2);
  await pressIn("Back to the prompts");
  await pressIn("1 hidden prompt");
  await pressIn("Bring it back");
  await expect.poll(() => promptsOf().flatMap((record) => record.hidden)).toEqual([]);
});

test("Today shows one prompt, another one when asked, and none once that was chosen", async () => {
  await pages.journal.settled();
  const showToday = async (): Promise<HTMLElement> => {
    await leaveIt();
    const shown = await show(
      <JournalProvider journal={pages.journal}>
        <Today onOpenEntry={() => {}} onOpenNeed={() => {}} onOpenDue={() => {}} onBackup={() => {}} pulse={null} />
      </JournalProvider>,
    );
    leave = shown.leave;
    return shown.place;
  };
  const line = () => page.getByRole("group", { name: "A prompt for this page" });
  let place = await showToday();
  const words = () => place.querySelector(".today-prompt-words")?.textContent;
  const first = words();
  await press("Another one");
  expect(words()).not.toBe(first);
  place = await showToday();
  expect(words()).toBe(first);
  await press("Don’t show prompts here");
  await expect.element(page.getByRole("button", { name: "Show them again" })).toBeVisible();
  place = await showToday();
  expect(words()).toBeUndefined();
  await expect.element(page.getByRole("button", { name: "Prompt", exact: true })).toBeVisible();
  await press("Prompt");
  await pressIn("1 hidden prompt");
  await pressIn("Show it again");
  await expect.poll(() => promptsOf().flatMap((record) => record.hidden)).toEqual([]);
  place = await showToday();
  await press("Write with this");
  await expect.poll(() => place.querySelector("[contenteditable=true] blockquote")?.textContent).toBe(first);
  await expect.element(line()).not.toBeInTheDocument();
});

test("a tag is renamed and made one with another in 200 entries, on the open page and in the trash too; a failure tells how far it came", async () => {
  const tagged = Array.from({ length: 200 }, (_, at) => ({
    ...pages.entry(`number ${at}`),
    tags: at % 2 === 0 ? ["tehm"] : ["them", "tehm"],
    trashedOn: at === 199 ? pages.journal.today() : null,
  }));
  await pages.journal.putAll(tagged);
  const [open] = tagged;
  if (open === undefined) throw new Error("none");
  await showPage(open.id);
  await userEvent.click(page.getByRole("button", { name: "tehm", exact: true }));
  await userEvent.click(page.getByRole("combobox", { name: "Add a tag" }));
  await userEvent.keyboard("THÉ");
  await expect.element(page.getByRole("option", { name: /them/ })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await press("All tags");
  await pressIn("Rename the tag tehm");
  const field = () => dialog().getByRole("textbox");
  await userEvent.fill(field(), "them");
  await expect.element(dialog().getByText("The two become one", { exact: false })).toBeVisible();
  await pressIn("Make the two one");
  await expect.element(dialog().getByText("“tehm” is now “them”.")).toBeVisible();
  const tagsNow = () => tagged.map(({ id }) => entryOf(id).tags.join(","));
  expect(new Set(tagsNow())).toEqual(new Set(["them"]));
  expect(entryOf(tagged[199]?.id as RecordId).trashedOn).not.toBeNull();
  // The open page goes on with the new name, and saves no old one over it.
  await pressIn("Close");
  await expect.element(page.getByRole("button", { name: "them", exact: true })).toBeVisible();
  await userEvent.fill(page.getByRole("textbox", { name: "Title" }), "Renamed under it");
  await leaveIt();
  await expect.poll(() => entryOf(open.id).title).toBe("Renamed under it");
  expect(entryOf(open.id).tags).toEqual(["them"]);

  let failing = true;
  const failingJournal = {
    ...pages.journal,
    putAll: async (...[records, told]: Parameters<typeof pages.journal.putAll>) => {
      if (!failing) return pages.journal.putAll(records, told);
      failing = false;
      await pages.journal.putAll(records.slice(0, 64));
      told?.(64, records.length);
      throw new TwofoldError("storage-failed");
    },
  };
  const shown = await show(
    <JournalProvider journal={failingJournal}>
      <TagsDialog opened onClose={() => {}} />
    </JournalProvider>,
  );
  leave = shown.leave;
  await pressIn("Remove the tag them from all entries");
  await pressIn("Take it off");
  await expect.element(dialog().getByText("64 of 200 entries were saved", { exact: false })).toBeVisible();
  expect(tagsNow().filter((tags) => tags === "")).toHaveLength(64);
  await pressIn("Take it off");
  await expect.element(dialog().getByText("“them” was taken off.")).toBeVisible();
  expect(new Set(tagsNow())).toEqual(new Set([""]));
}, 60_000);

test("a need is found by a word of it and linked by the keyboard; its chip opens it; the star is a word too", async () => {
  const need = createNeed(
    {
      noticed: "The café was loud.",
      felt: "tired",
      need: "rest",
      request: "One evening with nothing planned.",
      wish: null,
      importance: 2,
    },
    { author: me(), now: pages.journal.now(), today: pages.journal.today(), id: pages.journal.newId() },
  );
  await pages.journal.put(need);
  const entry = pages.entry("of needs");
  await pages.journal.put(entry);
  await showPage(entry.id);
  await press("Link a need");
  await userEvent.click(page.getByRole("combobox", { name: "Find a need by its words" }));
  await userEvent.keyboard("cafe lou{ArrowDown}{Enter}");
  await userEvent.click(page.getByRole("button", { name: "Open the need: One evening with nothing planned." }));
  expect(openedNeed).toBe(need.id);
  await press("Add a star");
  await expect.element(page.getByRole("button", { name: "Starred; take the star off" })).toBeVisible();
  await leaveIt();
  await expect.poll(() => entryOf(entry.id)).toMatchObject({ needs: [need.id], star: true });

  await pages.journal.remove(need.id);
  await showPage(entry.id);
  await expect.element(page.getByText("a need that is no longer here").first()).toBeVisible();
  await press("Link a need");
  await press("Unlink the need: a need that is no longer here");
  await press("Starred; take the star off");
  await leaveIt();
  await expect.poll(() => entryOf(entry.id)).toMatchObject({ needs: [], star: false });
});
