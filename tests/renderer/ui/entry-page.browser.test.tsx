import { useSyncExternalStore } from "react";
import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import "#renderer/ui/editor/RichTextEditor.tsx"; // loaded before, so that nothing is waited for
import { EntryPage } from "#renderer/ui/EntryPage.tsx";
import { openPage, type OpenPage } from "#renderer/ui/open-page.ts";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { startJournal, type Journal, type JournalState } from "#renderer/store/journal.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { plainText } from "#shared/domain/rich-text.ts";
import { anEntry, NOA, NOW, TODAY } from "../../support/builders.ts";
import { memoryHost } from "../../support/memory-host.ts";
import { show } from "../../support/screen.tsx";

async function aPage() {
  const entry = anEntry();
  const snapshot = { mine: [entry], shared: [], session: { kind: "one", me: { id: NOA, seat: "a" }, other: null } };
  const state = { kind: "open", sample: false, snapshot } as unknown as JournalState; // as far as a page reads it
  const journal: Journal = {
    ...startJournal(memoryHost(), { now: () => Date.parse(NOW), timeZone: () => "Europe/Lisbon" }),
    state: () => state,
    keepDraft: async () => undefined,
    dropDraft: async () => undefined,
    lock: vi.fn(async () => undefined),
  };
  const page: OpenPage = openPage(journal, { entry, id: entry.id, day: TODAY, author: NOA, kept: null });
  function Shown() {
    const text = useSyncExternalStore(page.subscribe, page.text);
    return (
      <div>
        <nav>places</nav>
        <Sheet spine="a">
          <header>today</header>
          <EntryPage page={page} text={text} focused />
          <footer>acts</footer>
        </Sheet>
      </div>
    );
  }
  const shown = await show(
    <JournalProvider journal={journal}>
      <Shown />
    </JournalProvider>,
  );
  const writing = (): HTMLElement | null => shown.place.querySelector("[role=textbox]");
  await expect.poll(() => document.activeElement === writing() && writing() !== null, { timeout: 10_000 }).toBe(true);
  return { ...shown, journal, entry, page, writing };
}

test("one key shows the page alone, with its head and a way to lock; Escape and the key show everything again", async () => {
  const { place, journal, entry, page, leave } = await aPage();
  const seen = (selector: string): boolean => place.querySelector<HTMLElement>(selector)?.checkVisibility() === true;
  const all = (): boolean[] => ["nav", "footer", "header", "[role=textbox]"].map(seen);
  expect(all()).toEqual([true, true, true, true]);

  await userEvent.keyboard("{F9}");
  await expect.poll(all).toEqual([false, false, true, true]);
  expect(document.activeElement?.getAttribute("role")).toBe("textbox");
  await userEvent.keyboard(" /"); // Escape is the menu's first
  await expect.poll(() => seen("[role=listbox]")).toBe(true);
  await userEvent.keyboard("{Escape}");
  expect(all()).toEqual([false, false, true, true]);
  expect(plainText(page.text().body)).toBe(`${plainText(entry.body)} /`);

  const bar = [...place.querySelectorAll<HTMLButtonElement>(".entry-page-alone button")];
  bar[1]?.click();
  await expect.poll(() => bar[1]?.getAttribute("aria-pressed")).toBe("true");
  bar[2]?.click();
  expect(journal.lock).toHaveBeenCalledOnce();

  await userEvent.keyboard("{Escape}");
  await expect.poll(all).toEqual([true, true, true, true]);
  place.querySelector<HTMLButtonElement>("[aria-label='Only this page']")?.click();
  await expect.poll(all).toEqual([false, false, true, true]);
  await leave();
  expect(document.querySelector("[data-put-aside], [data-around-page], [data-sheet-alone]")).toBeNull();
  page.close();
});

test("[D11] a page that is opened, looked through and left says nothing", async () => {
  const { page, leave } = await aPage();
  await userEvent.keyboard("{Control>}f{/Control}word{Enter}{Escape}{ArrowUp}{F9}{Escape}");
  await leave();
  expect(page.state()).toEqual({ kind: "unchanged" });
  page.close();
});
