import { afterEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { App } from "#renderer/app/App.tsx";
import { FindingsNote } from "#renderer/app/FindingsNote.tsx";
import { Settings } from "#renderer/app/Settings.tsx";
import { startJournal, type Journal, type JournalState, type Kept } from "#renderer/store/journal.ts";
import { snapshotOf } from "#renderer/store/snapshot.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import type { Mended } from "#renderer/worker/calls.ts";
import { type ErrorCode, TwofoldError } from "#shared/base/errors.ts";
import { asInstant } from "#shared/base/time.ts";
import { memoryHost } from "../../support/memory-host.ts";
import { show } from "../../support/screen.tsx";

const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
const CLOSED: JournalState = {
  kind: "closed",
  door: { vaultId: "test", seats: { a: { cover: "tide" }, b: { cover: "wheat" } }, coverForB: "wheat" },
  lastBackup: { at: asInstant("2026-04-02T09:00:00.000Z"), verified: true },
  sample: false,
};
const NEWEST = "Twofold 2026-05-16 07-12-00Z.twofold";
const KEPT: Kept = {
  place: "~/backups",
  backups: [
    { name: NEWEST, writtenAt: asInstant("2026-05-16T07:12:00.000Z"), bytes: 31_000, health: "verified", readAt: null },
    {
      name: "Twofold 2026-05-15 07-12-00Z.twofold",
      writtenAt: asInstant("2026-05-15T07:12:00.000Z"),
      bytes: 31_000,
      health: "unread",
      readAt: null,
    },
  ],
  canChoose: true,
  trouble: null,
  isRunning: false,
};
const mend = (differs: Partial<Mended> = {}): Mended => ({
  how: "rebuilt",
  rows: 1_204,
  of: 1_204,
  fromLedger: 1_204,
  leftBehind: 0,
  ledgerDamage: 0,
  ...differs,
});
const failed = (code: ErrorCode): JournalState => ({ kind: "failed", code });

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
  wasHere = false;
});

/** Whether a journal was opened in this browser before. */
let wasHere = false;

/** A journal that stands where the test says; which kept backups were asked for. */
function standing(state: JournalState, kept: Kept | null, mended: Mended | null = null) {
  const opened: string[] = [];
  const journal: Journal = {
    ...startJournal(memoryHost("desktop"), clock),
    state: () => state,
    subscribe: () => () => undefined,
    look: async () => undefined,
    kept: () => kept,
    wasHere: () => wasHere,
    mended: () => mended,
    openKept: async (name) => {
      opened.push(name);
      throw new TwofoldError("damaged");
    },
  };
  return { journal, opened };
}

async function showing(state: JournalState, kept: Kept | null, mended: Mended | null = null) {
  const { journal, opened } = standing(state, kept, mended);
  const shown = await show(
    <JournalProvider journal={journal}>
      <App shell={memoryHost("desktop")} />
    </JournalProvider>,
  );
  leave = shown.leave;
  return { opened, text: () => shown.place.textContent ?? "" };
}

/** What is shown once its part of the app was fetched. */
const soon = <T,>(read: () => T) => expect.poll(read, { timeout: 20_000 });
const press = (name: string | RegExp) => userEvent.click(page.getByRole("button", { name }).first());

describe("under the covers", () => {
  test("the newest backup: when, how old, in what state, where; and the way back from it", async () => {
    const { opened, text } = await showing(CLOSED, KEPT);
    await soon(text).toMatch(/Newest backup: .*16.*, 1 day old; read back and in order\. In the folder ~\/backups\./);
    await press("Restore from this");
    await soon(() => opened).toEqual([NEWEST]);
    await soon(text).toContain("This file is damaged");
    await expect.element(page.getByRole("button", { name: "Choose a backup file" })).toBeVisible();
    await press("Leave it");
    await expect.element(page.getByRole("heading", { name: "Whose notebook?" })).toBeVisible();
  });

  test("where the backups are, all of them, without a passphrase", async () => {
    const { opened, text } = await showing(CLOSED, KEPT);
    await press("Where the backups are");
    await soon(text).toContain("The last one in another place was made on");
    expect(text()).toContain("not read on this laptop");
    await press(/^Restore from this: .*15/);
    await soon(() => opened).toEqual([KEPT.backups[1]?.name]);
  });

  test("a folder out of reach, and none yet, are said; of the sample couple nothing is", async () => {
    const none = { ...KEPT, backups: [] };
    let shown = await showing(CLOSED, { ...none, trouble: "file-failed" });
    await soon(shown.text).toContain("The backup folder cannot be reached just now.");
    await leave?.();
    shown = await showing(CLOSED, none);
    await soon(shown.text).toContain("No backup is kept here yet.");
    await leave?.();
    shown = await showing({ ...CLOSED, sample: true }, KEPT);
    await soon(shown.text).toContain("The sample couple");
    expect(shown.text()).not.toContain("Newest backup");
  });

  test.each([
    ["whole", mend(), "has been rebuilt from the ledger: 1,204 of 1,204 rows.", false],
    ["rows missing", mend({ rows: 1_190 }), "1,190 of 1,204 rows. 14 rows are still missing.", true],
    [
      "ledger damaged",
      mend({ ledgerDamage: 2 }),
      "from what the ledger still has: 1,204 rows. The ledger itself",
      true,
    ],
    ["left behind", mend({ leftBehind: 3 }), "3 rows that no list names stayed in the damaged store", false],
    [
      "caught up",
      mend({ how: "caught-up", rows: 3, of: 3 }),
      "3 rows were safe in the ledger, and were carried over.",
      false,
    ],
  ])(
    "[L7] a store that was mended, %s: the sentence, and the newest backup where it may help",
    async (_, mended, sentence, offers) => {
      const { opened, text } = await showing(CLOSED, KEPT, mended);
      await soon(text).toContain(sentence);
      const offer = page.getByRole("button", { name: "Restore from the newest backup" });
      expect(offer.elements()).toHaveLength(offers ? 1 : 0);
      if (offers) {
        await userEvent.click(offer);
        await soon(() => opened).toEqual([NEWEST]);
      }
    },
  );
});

describe("inside", () => {
  const open: JournalState = {
    kind: "open",
    snapshot: snapshotOf(
      {
        kind: "together",
        seat: null,
        partners: [
          { id: "A", seat: "a", cover: "tide" },
          { id: "B", seat: "b", cover: "wheat" },
        ],
        unlocks: null,
      },
      { mine: [], shared: [], unreadable: [], findings: [], complete: true },
    ),
    sample: false,
  };
  const note = async (mended: Mended) => {
    let asked = 0;
    const shown = await show(
      <JournalProvider journal={standing(open, KEPT, mended).journal}>
        <FindingsNote onBackup={() => (asked += 1)} />
      </JournalProvider>,
    );
    leave = shown.leave;
    return { text: () => shown.place.textContent ?? "", asked: () => asked };
  };

  test("a mending at unlock is said once, leads to the backups, and goes when it is put away", async () => {
    const { text, asked } = await note(mend({ rows: 1_190 }));
    expect(text()).toContain("1,190 of 1,204 rows.");
    await press("Look at the backups");
    expect(asked()).toBe(1);
    await press("Put this note away");
    await soon(text).toBe("");
  });

  test("Settings says where the newest backup is, how old and in what state, and leads back from it", async () => {
    const asked: string[] = [];
    const ask = (what: string) => () => void asked.push(what);
    const shown = await show(
      <JournalProvider journal={standing(open, KEPT).journal}>
        <Settings
          shell={memoryHost("desktop")}
          task={null}
          onTask={ask("task")}
          onJoin={ask("join")}
          onSupport={ask("support")}
          onBackup={ask("backups")}
          onRestore={(kept) => asked.push(kept)}
          onHelp={ask("help")}
          onKeptWords={ask("kept words")}
          onMoving={ask("moving")}
        />
      </JournalProvider>,
    );
    leave = shown.leave;
    await soon(() => shown.place.textContent).toMatch(
      /Newest backup: .*16.*, 1 day old; read back and in order\. In the folder ~\/backups\./,
    );
    await press("Restore from this");
    await press("Look at the backups");
    expect(asked).toEqual([NEWEST, "backups"]);
  });

  test("what was merely caught up is not said again", async () => {
    expect((await note(mend({ how: "caught-up" }))).text()).toBe("");
  });
});

describe("no journal to open", () => {
  test("none here, but backups of one: restoring is offered before making a new one", async () => {
    const { opened, text } = await showing({ kind: "empty" }, KEPT);
    await soon(text).toContain("There is no journal here, but backups of one are kept");
    expect(text()).toContain("2 backups are kept. The newest is of");
    expect(text().indexOf("Restore it")).toBeLessThan(text().indexOf("Make a journal"));
    await press("Restore it");
    await soon(() => opened).toEqual([NEWEST]);
  });

  test("none here and no backups: nothing is offered", async () => {
    const { text } = await showing({ kind: "empty" }, { ...KEPT, backups: [] });
    await soon(text).toContain("Make a journal");
    expect(text()).not.toContain("backups of one");
    expect(text()).not.toContain("A journal was here");
  });

  test("none here, and one was: never as if there had been none", async () => {
    wasHere = true;
    const { text } = await showing({ kind: "empty" }, { ...KEPT, backups: [] });
    await soon(text).toContain("A journal was here, and its data are gone");
    await press("Restore from a file");
    await expect.element(page.getByRole("button", { name: "Choose a backup file" })).toBeVisible();
  });

  test.each([
    ["damaged", "What was stored on this laptop does not read as it was written.", true],
    ["storage-failed", "The disk did not answer, or the store was closed.", true],
    ["newer-version", "was written by a newer Twofold than this one", false],
    ["open-elsewhere", "The journal is open in another window.", false],
  ] as const)("%s: what happened, and the backups only where restoring one helps", async (code, sentence, offers) => {
    const { opened, text } = await showing(failed(code), KEPT);
    await soon(text).toContain(sentence);
    await expect.element(page.getByRole("button", { name: "Try again" })).toBeVisible();
    expect(text().includes("Restore from this")).toBe(offers);
    if (!offers) return;
    await press(/^Restore from this: .*16/);
    await soon(() => opened).toEqual([NEWEST]);
  });
});
