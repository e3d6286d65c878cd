import type { ReactNode } from "react";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import errors from "#renderer/app/text/en/errors.json";
import { BackupPlace } from "#renderer/features/backup/BackupPlace.tsx";
import { RestoreBackup } from "#renderer/features/backup/RestoreBackup.tsx";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { deleteEverything } from "../../../support/stores.ts";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";

const NOA = "quiet lamp over the stairs";
const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
const host = memoryHost();
let journal: Journal;

beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
}, 60_000);

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

async function showing(screen: ReactNode): Promise<HTMLElement> {
  const shown = await show(<JournalProvider journal={journal}>{screen}</JournalProvider>);
  leave = shown.leave;
  return shown.place;
}

const chooseFile = () => userEvent.click(page.getByRole("button", { name: "Choose a backup file" }));

/** The backup that `make a backup` wrote. */
function written(): { name: string; bytes: Uint8Array } {
  const [kept] = host.kept;
  if (kept === undefined) throw new Error("no backup was kept");
  return { name: kept[0], bytes: kept[1] };
}

describe("backup", () => {
  test("in a browser it says that none lies outside it and that there is no ledger, then writes, reads back and reports", async () => {
    const place = await showing(<BackupPlace shell={host} />);
    expect(place.textContent).toContain("There is no backup outside this browser yet.");
    await expect
      .element(page.getByText("In a browser there is no ledger beside the journal", { exact: false }))
      .toBeVisible();
    await userEvent.click(page.getByRole("button", { name: "Make a backup now" }));
    await expect.element(page.getByText("This backup is whole.")).toBeVisible();
    await expect.element(page.getByText("It is from today.", { exact: false })).toBeVisible();
    expect(written().bytes.length).toBeGreaterThan(1_000);
  });

  test("[B2] a file that is no backup is told apart, and so is a damaged one", async () => {
    await showing(<RestoreBackup onClose={() => {}} />);
    host.chosen = { name: "letter.txt", bytes: new TextEncoder().encode("Dear Sam, this is only a letter.") };
    await chooseFile();
    await expect
      .element(page.getByRole("alert"))
      .toHaveTextContent(`${errors["not-a-backup"].what} ${errors["not-a-backup"].next}`);

    const damaged = written().bytes.slice();
    damaged[200] = (damaged[200] ?? 0) ^ 1;
    host.chosen = { name: "damaged.twofold", bytes: damaged };
    await chooseFile();
    await expect
      .element(page.getByRole("alert"))
      .toHaveTextContent(`${errors["damaged-file"].what} ${errors["damaged-file"].next}`);
  });

  test("[B9] facts come before a passphrase, a wrong one changes nothing, and the plan says what it replaces", async () => {
    const place = await showing(<RestoreBackup onClose={() => {}} />);
    host.chosen = written();
    await chooseFile();
    await expect.element(page.getByText("this very journal is on this computer")).toBeVisible();
    expect(place.textContent).toContain(written().name);

    const passphrase = page.getByRole("textbox", { name: "Passphrase for the notebook: blue, striped" });
    await userEvent.fill(passphrase, "something else entirely");
    await userEvent.click(page.getByRole("button", { name: "Open the backup" }));
    await expect
      .element(page.getByText("That passphrase does not open this notebook. Nothing was changed."))
      .toBeVisible();

    await userEvent.fill(passphrase, NOA);
    await userEvent.click(page.getByRole("button", { name: "Open the backup" }));
    await userEvent.click(page.getByRole("button", { name: "See what would be put back" }));
    await expect.element(page.getByRole("heading", { name: "What would change" })).toBeVisible();
    await expect.element(page.getByText("is lost with this", { exact: false })).toBeVisible();
    await expect.element(page.getByRole("button", { name: "Replace it with the backup" })).toBeVisible();
    expect(journal.state().kind).toBe("open");
  });
});
