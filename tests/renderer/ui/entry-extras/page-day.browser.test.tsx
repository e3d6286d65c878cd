import type { JSX, ReactNode } from "react";
import { afterEach, beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { OwnEntry } from "#renderer/features/journal/OwnEntry.tsx";
import { Today } from "#renderer/features/today/Today.tsx";
import { JournalProvider, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Voiced } from "#renderer/ui/notice.tsx";
import type { Earlier } from "#shared/domain/earlier.ts";
import type { Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { writeRecord } from "#shared/domain/record.ts";
import { NOA, floorCouple, journalPage } from "../../../support/floor-couple.ts";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";

// The real store, worker and cryptography; the locks cost the floor. It is Sunday 17 May 2026 in Berlin.
const pages = journalPage(memoryHost());
const TODAY = "2026-05-17";

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
}, 60_000);

async function showing(screen: ReactNode): Promise<void> {
  await leaveIt();
  const shown = await show(
    <JournalProvider journal={pages.journal}>
      <Voiced>{screen}</Voiced>
    </JournalProvider>,
  );
  leave = shown.leave;
}

function Own({ id }: { id: RecordId }): JSX.Element | null {
  const entry = useSnapshot((snapshot) => snapshot.mine.find((record) => record.id === id));
  return entry?.kind === "entry" ? <OwnEntry entry={entry} onGone={() => {}} historyOf={() => null} /> : null;
}

const entries = () => pages.snapshot().mine.filter((record): record is Entry => record.kind === "entry");
const entryOf = (id: RecordId): Entry | undefined => entries().find((entry) => entry.id === id);
const earlierOf = (id: RecordId): Earlier[] =>
  pages.snapshot().mine.filter((record): record is Earlier => record.kind === "earlier" && record.of === id);
const text = (): string => document.body.textContent;
const press = (name: string) => userEvent.click(page.getByRole("button", { name, exact: true }));
const day = () => page.getByLabelText("Day", { exact: true });
const time = () => page.getByLabelText("Time", { exact: true });

const english = navigator.languages.find((locale) => locale.startsWith("en")) ?? "en";
const LONG = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
/** A day as this browser's English writes it. */
const long = (of: string): string => new Intl.DateTimeFormat(english, LONG).format(new Date(`${of}T12:00:00Z`));
const dialog = () => page.getByRole("dialog", { name: "The day of this page" });

test("[D10] [D64] an entry is put on another day by the keyboard, without its time: its zone stays, what it said is kept, and nothing typed is lost", async () => {
  const entry = { ...pages.entry("At the river"), time: "18:20" as Entry["time"], timeZone: "Asia/Tokyo" };
  await pages.journal.put(entry);
  await showing(<Own id={entry.id} />);
  await userEvent.fill(page.getByLabelText("Title"), "By the river");
  page.getByRole("button", { name: "Change the day" }).element().focus();
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => document.activeElement).toBe(day().element());
  await userEvent.fill(day(), "2026-05-15");
  page.getByRole("button", { name: "Without a time" }).element().focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(time()).toHaveValue("");
  day().element().focus();
  await userEvent.keyboard("{Enter}");

  await expect.element(dialog()).not.toBeInTheDocument();
  await expect.element(page.getByText(long("2026-05-15"), { exact: true })).toBeVisible();
  await expect.element(page.getByText(`This page stands on ${long("2026-05-15")} now.`)).toBeInTheDocument();
  await expect.poll(() => document.activeElement?.textContent).toBe("Change the day");
  await leaveIt();
  const said = { day: "2026-05-15", time: null, timeZone: "Asia/Tokyo", title: "By the river", revision: 2 };
  await expect.poll(() => entryOf(entry.id)).toMatchObject(said);
  expect(earlierOf(entry.id).map(({ record }) => record)).toEqual([writeRecord(entry)]);
});

test("a day to come, a year half typed, and a day or time that is not whole are refused in words; nothing is changed", async () => {
  const entry = { ...pages.entry("In the garden"), time: "09:05" as Entry["time"] };
  await pages.journal.put(entry);
  await showing(<Own id={entry.id} />);
  await press("Change the day");
  await expect.element(day()).toHaveAttribute("max", TODAY);
  for (const [typed, refusal] of [
    ["2026-05-18", "That day is still to come."],
    ["0202-05-16", "That is before 1900."],
    ["", "Say the whole day first."],
  ] as const) {
    await userEvent.fill(day(), typed);
    await press("Use this day and time");
    await expect.element(page.getByRole("alert").filter({ hasText: refusal })).toBeVisible();
    await expect.element(day()).toHaveAttribute("aria-invalid", "true");
    expect(document.activeElement).toBe(day().element());
  }
  await userEvent.fill(day(), TODAY);
  await userEvent.click(time(), { position: { x: 20, y: 18 } });
  await userEvent.keyboard("{Backspace}"); // the hour alone: the field reads as empty
  await expect.element(time()).toHaveValue("");
  await press("Use this day and time");
  await expect.element(page.getByRole("alert").filter({ hasText: "Say the whole time" })).toBeVisible();
  await press("Without a time");
  await userEvent.fill(day(), "2026-05-01");
  await userEvent.keyboard("{Escape}");
  await expect.element(dialog()).not.toBeInTheDocument();
  await leaveIt();
  expect(entryOf(entry.id)).toEqual(entry);
});

test("a page that came in on a day to come keeps it while its time is changed", async () => {
  const entry: Entry = { ...pages.entry("A plan"), day: "2031-01-01" as Entry["day"] };
  await pages.journal.put(entry);
  await showing(<Own id={entry.id} />);
  await press("Change the day");
  await userEvent.fill(time(), "07:45");
  await press("Use this day and time");
  await expect.element(dialog()).not.toBeInTheDocument();
  await leaveIt();
  await expect.poll(() => entryOf(entry.id)).toMatchObject({ day: "2031-01-01", time: "07:45" });
});

test("[D6] [D10] a shared page that is moved says at once that its copy is older, and shows its day before it is shared again", async () => {
  const entry = pages.entry("Moved since");
  await pages.journal.putAndShare(entry);
  await showing(<Own id={entry.id} />);
  expect(text()).not.toContain("changed since");
  await press("Change the day");
  await userEvent.fill(day(), "2026-05-12");
  await press("Use this day and time");
  await expect.element(page.getByText(/changed since/)).toBeVisible();
  await press("Share these words");
  await expect.element(page.getByRole("dialog").getByText(long("2026-05-12"))).toBeVisible();
  await press("Share these words instead");
  await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
  const copy = pages.snapshot().shared.find(({ record }) => record.id === entry.id);
  expect(copy?.record).toMatchObject({ day: "2026-05-12", time: null });
});

test("on Today a page that is moved away stays open under its day; beside it stands where it went, and a blank one is offered", async () => {
  await showing(
    <Today onOpenEntry={() => {}} onOpenNeed={() => {}} onOpenDue={() => {}} onBackup={() => {}} pulse={null} />,
  );
  const heading = () => document.querySelector("h1")?.textContent;
  const today = heading();
  expect(today).not.toContain("2026");
  expect(text()).not.toContain("The open page");
  await userEvent.fill(page.getByLabelText("Title"), "Of last year");
  await press("Change the day");
  await userEvent.fill(day(), "2025-12-31");
  await press("Use this day and time");
  await expect.poll(heading).toBe(long("2025-12-31")); // with its year, as it is another one
  await expect.element(page.getByLabelText("Title")).toHaveValue("Of last year");
  const elsewhere = page.getByRole("region", { name: "The open page" });
  await expect.element(elsewhere.getByText(`It stands on ${long("2025-12-31")}.`, { exact: false })).toBeVisible();
  await press("A blank page for today");
  await expect.poll(heading).toBe(today);
  await expect.element(page.getByLabelText("Title")).toHaveValue("");
  await expect
    .poll(() => entries().filter(({ title }) => title === "Of last year"))
    .toMatchObject([{ day: "2025-12-31" }]);
  expect(elsewhere.query()).toBeNull();
  expect(page.getByRole("region", { name: "Written today" }).query()?.textContent ?? "").not.toContain("Of last year");
});
