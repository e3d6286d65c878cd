import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { BackupPlace } from "#renderer/features/backup/BackupPlace.tsx";
import { RestoreBackup } from "#renderer/features/backup/RestoreBackup.tsx";
import { KeptVersions } from "#renderer/features/kept-words/KeptVersions.tsx";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { TwofoldError } from "#shared/base/errors.ts";
import { createEntry, editEntry, type Entry } from "#shared/domain/entry.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { memoryHost, type MemoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";
import { deleteEverything } from "../../../support/stores.ts";

// The desktop's double of the Host, with real workers, real libsodium and real databases behind it.
const NOA = "quiet lamp over the stairs";
const DAY_MS = 86_400_000;

let now: number;
const clock = { now: () => now, timeZone: () => "Europe/Berlin" };
let host: MemoryHost;
let journal: Journal;

const snapshot = (): Snapshot => {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(state.kind);
  return state.snapshot;
};

/** Everything is open, and the backup of the day is kept. */
async function settled(): Promise<void> {
  await expect.poll(() => snapshot().complete, { timeout: 20_000 }).toBe(true);
  await expect
    .poll(() => journal.kept()?.isRunning === false && journal.kept()?.backups.length, { timeout: 20_000 })
    .toBeTruthy();
}

async function unlock(): Promise<void> {
  journal = startJournal(host, clock);
  await journal.look();
  expect(await journal.unlock("a", { passphrase: NOA })).toBe("open");
  await settled();
}

const act = () => ({ author: snapshot().partners[0]?.id as Entry["author"], now: journal.now() });
const body = (words: string) => richTextFromParagraphs([words]);

async function write(title: string, words: string): Promise<void> {
  const plain = { mood: null, feelings: [], tags: [], needs: [] };
  const draft = { ...plain, title, body: body(words), day: journal.today(), timeZone: journal.timeZone() };
  await journal.put(createEntry(draft, { ...act(), id: journal.newId() }));
}

const entry = (title: string): Entry => {
  const found = snapshot().mine.find((record): record is Entry => record.kind === "entry" && record.title === title);
  if (found === undefined) throw new Error(`no ${title}`);
  return found;
};

/** A backup of a later day: its name, once it is kept. */
async function backUpLater(): Promise<string> {
  now += DAY_MS;
  await journal.backUpNow();
  return journal.kept()?.backups[0]?.name ?? "";
}

let leave: (() => Promise<void>) | null = null;
beforeEach(async () => {
  now = Date.parse("2026-05-14T08:30:00.000Z");
  await deleteEverything();
  host = memoryHost("desktop");
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  await settled();
  await write("By the river", "The water was high.");
}, 60_000);
afterEach(async () => {
  await leave?.();
  leave = null;
  if (journal.state().kind !== "locking") await journal.lock();
});

async function showing(screen: ReactNode): Promise<HTMLElement> {
  const shown = await show(<JournalProvider journal={journal}>{screen}</JournalProvider>);
  leave = shown.leave;
  return shown.place;
}

const press = (name: string | RegExp) => userEvent.click(page.getByRole("button", { name }));
const said = (text: string) =>
  expect.element(page.getByText(text, { exact: false }), { timeout: 20_000 }).toBeVisible();

async function openWith(passphrase: string): Promise<void> {
  await userEvent.fill(page.getByRole("textbox", { name: /^Passphrase for the notebook/ }), passphrase);
  await press("Open the backup");
}

describe("the backups that are kept", { timeout: 90_000 }, () => {
  test("are listed newest first with date, size and health; one more is written now, and read back", async () => {
    const older = await backUpLater();
    host.own.set("Twofold 2026-05-02 08-30-00Z.twofold", host.own.get(older) ?? new Uint8Array());
    const newer = await backUpLater();
    const place = await showing(<BackupPlace shell={host} />);
    await said("In the folder ~/backups.");
    await said("The newest of the last 7 days, 4 weeks and 12 months stay.");
    const lines = () => [...place.querySelectorAll(".backup-kept > li")].map((line) => line.textContent ?? "");
    expect(newer > older).toBe(true);
    expect(lines()).toHaveLength(4);
    expect(lines()[0]).toMatch(/16.*2026.*today.*kB.*read back and in order/);
    expect(lines()[1]).toContain("1 day old");
    expect(lines()[3]).toMatch(/2.*2026.*14 days old.*not read on this laptop/);
    now += 60_000;
    await press("Back up now");
    await expect.poll(() => journal.kept()?.backups[0]?.name).not.toBe(newer);
    await expect.poll(() => lines()[0]).toContain("08:31"); // of one day the newest stays
    expect(lines()).toHaveLength(4);
  });

  test("a folder that cannot be reached is said with what is safe and what to do, and found again", async () => {
    await showing(<BackupPlace shell={host} />);
    const { createOwnFile } = host;
    host.createOwnFile = () => Promise.reject(new TwofoldError("file-failed"));
    await press("Back up now");
    await said("The disk it is on may not be plugged in.");
    await said("The journal is saved on this laptop all the same");
    host.createOwnFile = createOwnFile;
    await press("Back up now");
    await expect
      .element(page.getByText("The disk it is on may not be plugged in.", { exact: false }))
      .not.toBeInTheDocument();
    await press("Choose another folder");
    await said("In the folder ~/chosen.");
    await said("None is kept yet.");
  });

  test("[B8] the drill restores the newest end to end beside the journal, counts it, and changes nothing", async () => {
    await backUpLater();
    const databases = (await indexedDB.databases()).map(({ name }) => name).sort();
    await showing(<BackupPlace shell={host} />);
    await press("Check that I could restore");
    await openWith("not that one");
    await said("That passphrase does not open this notebook. Nothing was changed.");
    await openWith(NOA);
    await said("This backup is whole.");
    await said("restored and counted");
    await said("Nothing in the journal was changed, and what was restored for this is deleted again.");
    expect((await indexedDB.databases()).map(({ name }) => name).sort()).toEqual(databases);
    expect(entry("By the river").title).toBe("By the river");
  });

  test("the drill takes any of them, and a damaged one is told apart", async () => {
    const damaged = "Twofold 2026-05-02 08-30-00Z.twofold";
    const bytes = host.own.get(journal.kept()?.backups[0]?.name ?? "")?.slice() ?? new Uint8Array();
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
    host.own.set(damaged, bytes);
    now += 60_000;
    await journal.backUpNow();
    await showing(<BackupPlace shell={host} />);
    await press(/^Check this one: (2 May|May 2,)/);
    await openWith(NOA);
    await said("This file is damaged");
    await said("make a new backup");
  });
});

describe("two ways back from a backup", { timeout: 90_000 }, () => {
  test("[B20] one that holds nothing more says so, and offers no act", async () => {
    const name = await backUpLater();
    await showing(<RestoreBackup kept={name} onClose={() => {}} />);
    await openWith(NOA);
    await said("Before either, a backup of the journal as it is now is kept.");
    await press("See what would come in");
    await said("There is nothing to bring in.");
    await expect.element(page.getByRole("button", { name: "Bring in what is missing" })).not.toBeInTheDocument();
    await press("Back to the two ways");
    await press("See what would be put back");
    await said("Before that a backup of the journal as it is now is kept");
  });

  test("[B21] what went on apart is planned, brought in, and the version that does not stand can be read", async () => {
    const first = await backUpLater();
    await journal.put(editEntry(entry("By the river"), { body: body("The water was high, and brown.") }, act()));
    await write("The long table", "Everyone came.");
    const second = await backUpLater();

    const old = await journal.openKept(first);
    expect(await old.unlock("a", { passphrase: NOA })).toBe("open");
    await old.plan();
    await old.restore();
    now += DAY_MS;
    await unlock();
    await journal.put(editEntry(entry("By the river"), { body: body("We walked along it twice.") }, act()));

    await showing(<RestoreBackup kept={second} onClose={() => {}} />);
    await openWith(NOA);
    await press("See what would come in");
    await said("2 are new here and come in."); // a page, and what another one said before its change
    await said("1 went on in both. Both are kept: one stands, the other becomes a version beside it.");
    await expect.element(page.getByText("Pages of the journal: 1").first()).toBeVisible();
    await press("Bring in what is missing");
    await expect.poll(() => host.replaced, { timeout: 20_000 }).toBeGreaterThan(1);
    await leave?.();
    leave = null;

    now += 60_000;
    await unlock();
    expect(entry("The long table").title).toBe("The long table");
    await showing(<KeptVersions of={entry("By the river").id} />);
    await said("Another version was kept when a backup was brought in");
    await press("Read it");
    const stands = JSON.stringify(entry("By the river").body);
    await said(stands.includes("brown") ? "We walked along it twice." : "The water was high, and brown.");
  });
});
