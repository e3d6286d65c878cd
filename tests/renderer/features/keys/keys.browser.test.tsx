import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { Settings } from "#renderer/app/Settings.tsx";
import { KeysTaskPage } from "#renderer/features/keys/KeysTaskPage.tsx";
import type { KeysTask } from "#renderer/features/keys/tasks.ts";
import type { Journal, Secret } from "#renderer/store/journal.ts";
import { TwofoldError } from "#shared/base/errors.ts";
import { memoryHost } from "../../../support/memory-host.ts";
import {
  choosePassphrase,
  founding,
  giveCurrent,
  NEW,
  press,
  showing,
  typeWordsBack,
  type Shown,
  type Who,
} from "./keys-journal.tsx";

let shown: Shown | null = null;
afterEach(async () => {
  await shown?.leave();
  shown = null;
});

/** The page of a task, with where it led. */
async function task(name: KeysTask, answers: Parameters<typeof showing>[1] = {}) {
  const led: (KeysTask | null)[] = [];
  shown = await showing(<KeysTaskPage task={name} onTask={(next) => led.push(next)} />, answers);
  return { ...shown, led };
}

const OLD = "an owl in the plum tree";
const text = () => document.body.textContent;

async function settings(who: Who): Promise<readonly string[]> {
  const nothing = () => undefined;
  shown = await showing(
    <Settings
      shell={memoryHost()}
      task={null}
      onTask={nothing}
      onJoin={nothing}
      onSupport={nothing}
      onHelp={nothing}
      onKeptWords={nothing}
      onMoving={nothing}
      onBackup={nothing}
      onRestore={nothing}
    />,
    { who },
  );
  return [...shown.place.querySelectorAll("h3")].map((heading) => heading.textContent);
}

test("one partner of two finds every task but deleting the journal, which needs both", async () => {
  expect(await settings("noa")).toEqual([
    "Change my passphrase",
    "New recovery words",
    "My passphrase is known to somebody",
    "Invite Sam anew",
    "Take my part",
  ]);
  expect(text()).toContain("session 214");
  expect(text()).toContain("would delete Sam’s notebook with yours");
});

test("who is alone may delete the journal; the sample has none of it", async () => {
  expect(await settings("alone")).toContain("Delete the whole journal");
  await shown?.leave();
  expect(await settings("sample")).toEqual([]);
  expect(text()).not.toContain("session 214");
});

test("together there is nothing of one's own unlocks and keys, and the journal can be deleted [V19]", async () => {
  expect(await settings("together")).toEqual(["Delete the whole journal"]);
  expect(text()).not.toContain("When you opened it");
});

test("a wrong passphrase changes nothing, and the new one need not be chosen again [V18]", async () => {
  const given: [Secret, string][] = [];
  const changePassphrase: Journal["changePassphrase"] = async (current, next) => {
    given.push([current, next]);
    return given.length === 1 ? "wrong-passphrase" : "changed";
  };
  const { place } = await task("change-passphrase", { changePassphrase });
  expect(text()).toContain("Backups written before this keep the passphrase");
  await giveCurrent("not this one");
  await choosePassphrase(place);
  await expect.poll(text).toContain("does not open this notebook. Nothing was changed.");
  await giveCurrent("this one");
  await expect.poll(text).toContain("Your passphrase is changed");
  expect(given).toEqual([
    [{ passphrase: "not this one" }, NEW],
    [{ passphrase: "this one" }, NEW],
  ]);
});

test("after an unlock with recovery words these are asked for, and set a new passphrase [V18]", async () => {
  const given: Secret[] = [];
  const { place } = await task("change-passphrase", {
    isOpenByWords: () => true,
    changePassphrase: async (current) => {
      given.push(current);
      return "changed";
    },
  });
  await userEvent.fill(page.getByLabelText("Your 24 recovery words, in their order"), "some words");
  await press("Next");
  await choosePassphrase(place);
  await expect.poll(text).toContain("Your passphrase is changed");
  expect(given).toEqual([{ words: "some words" }]);
});

test("new words take the place of the old only when they were typed back and confirmed", async () => {
  const asked: string[] = [];
  const { place } = await task("renew-words", { asked, renewWords: async () => founding(asked) });
  await giveCurrent("this one");
  await expect.poll(text).toContain("word24");
  await typeWordsBack(place);
  await expect.poll(text).toContain("The old words stop working when you press this");
  expect(asked).toEqual([]);
  await press("Use the new words");
  await expect.poll(text).toContain("The new words are in use");
  expect(asked).toEqual(["confirm"]);
  await shown?.leave();
  shown = null;
  expect(asked).toEqual(["confirm"]);
});

test("keys that were made are forgotten when the page is left, even while they are being made", async () => {
  const asked: string[] = [];
  let made: () => void = () => undefined;
  const { leave } = await task("renew-words", {
    asked,
    renewWords: () => new Promise((resolve) => (made = () => resolve(founding(asked)))),
  });
  await giveCurrent("this one");
  await expect.poll(text).toContain("Making your keys");
  await leave();
  shown = null;
  expect(asked).toEqual([]);
  made();
  await expect.poll(() => asked).toEqual(["abandon"]);
});

test("a disk that is full at the last press is said, and the same words are confirmed at the next [V20]", async () => {
  const asked: string[] = [];
  let isFull = true;
  const confirm = async (): Promise<void> => {
    if (isFull) throw new TwofoldError("storage-full", "test");
  };
  const { place } = await task("start-anew", { asked, startAnew: async () => founding(asked, confirm) });
  expect(text()).toContain("What somebody copied while they knew the passphrase stays readable to them");
  await press("Start anew");
  await giveCurrent("this one");
  await choosePassphrase(place);
  await expect.poll(text).toContain("word24");
  await typeWordsBack(place);
  await press("Start anew and lock");
  await expect.poll(text).toContain("the words on your paper stay right");
  isFull = false;
  await press("Start anew and lock");
  await expect.poll(() => asked).toEqual(["confirm", "confirm"]);
  await expect.poll(text).not.toContain("the words on your paper stay right");
});

test("two presses start anew once", async () => {
  const asked: string[] = [];
  const { place } = await task("start-anew", {
    asked,
    startAnew: async () => founding(asked, () => new Promise(() => undefined)),
  });
  await press("Start anew");
  await giveCurrent("this one");
  await choosePassphrase(place);
  await expect.poll(text).toContain("word24");
  await typeWordsBack(place);
  await userEvent.dblClick(page.getByRole("button", { name: "Start anew and lock" }));
  expect(asked).toEqual(["confirm"]);
  expect(text()).not.toContain("Back to Settings");
});

test("older backups are shown before a new start, and each is removed after a question of its own", async () => {
  const { place, asked } = await task("start-anew", { startAnew: async () => founding([]) });
  await press("Start anew");
  await giveCurrent("this one");
  await choosePassphrase(place);
  await expect.poll(text).toContain("word24");
  await typeWordsBack(place);
  const list = page.getByRole("list", { name: "Backups that are kept here, newest first" });
  await expect.poll(() => list.getByRole("listitem").elements().length).toBe(3);
  await userEvent.click(list.getByRole("button", { name: /^Remove/ }).last());
  expect(asked).toEqual([]);
  await press("Remove this backup");
  await expect.poll(() => asked).toEqual(["removeKept Twofold 2026-05-02 09-00-00Z.twofold"]);
  await expect.poll(() => list.getByRole("listitem").elements().length).toBe(2);
});

test("more new starts than a journal can hold are said in words of their own [V20]", async () => {
  const { place } = await task("start-anew", {
    startAnew: async () => {
      throw new TwofoldError("over-limit", "test");
    },
  });
  await press("Start anew");
  await giveCurrent("this one");
  await choosePassphrase(place);
  await expect.poll(text).toContain("changed as often as this journal can hold");
});

test("whoever is invited anew chooses among covers that differ from the other's [V21]", async () => {
  const who: unknown[] = [];
  const { place } = await task("invite-anew", {
    inviteAnew: async (invited) => {
      who.push(invited);
      return founding([]);
    },
  });
  expect(text()).toContain("The old notebook stays sealed and is kept");
  await press("Sam is here");
  expect(page.getByRole("radio").elements()).toHaveLength(3);
  (page.getByRole("radio", { name: "pink, ringed" }).element() as HTMLInputElement).focus();
  await userEvent.keyboard(" ");
  await press("Next");
  await choosePassphrase(place);
  await expect.poll(text).toContain("word24");
  expect(who).toEqual([{ name: "Sam", cover: "blush", passphrase: NEW }]);
});

test("a part whose file was not chosen is held until one is, or the page is left [V22]", async () => {
  const asked: string[] = [];
  const { place, leave } = await task("take-my-part", {
    confirmSecret: async (secret) =>
      "passphrase" in secret && secret.passphrase === OLD ? "right" : "wrong-passphrase",
    takeMyPart: async () => ({
      words: founding(asked).words,
      async write() {
        asked.push("write");
        return "cancelled";
      },
      async abandon() {
        asked.push("abandon");
      },
    }),
  });
  expect(text()).toContain("Nobody’s consent is needed");
  await userEvent.fill(page.getByLabelText("Your passphrase", { exact: true }), "somebody else’s");
  await press("Choose a passphrase for it");
  await expect.poll(text).toContain("That passphrase does not open this notebook.");
  await userEvent.fill(page.getByLabelText("Your passphrase", { exact: true }), OLD);
  await press("Choose a passphrase for it");
  await choosePassphrase(place);
  await expect.poll(text).toContain("word24");
  await typeWordsBack(place);
  await press("Write the file");
  await expect.poll(text).toContain("No file was written. Your part is still held here.");
  await leave();
  shown = null;
  expect(asked).toEqual(["write", "abandon"]);
});

test("the journal is deleted only when the words were typed and both gave their passphrase", async () => {
  const asked: string[] = [];
  await task("delete-journal", {
    who: "together",
    asked,
    confirmSecret: async (_, seat) => {
      asked.push(`confirm ${seat}`);
      return "right";
    },
    deleteJournal: async () => void asked.push("deleteJournal"),
  });
  await press("Delete the journal for good");
  await expect.poll(text).toContain("What is typed differs");
  expect(asked).toEqual([]);
  await userEvent.fill(page.getByRole("textbox"), " Delete  the journal ");
  await press("Delete the journal for good");
  for (const name of ["Noa", "Sam"]) {
    await userEvent.fill(page.getByLabelText(`The passphrase of ${name}`), OLD);
    await press("Delete the journal for good");
  }
  await expect.poll(() => asked).toEqual(["confirm a", "confirm b", "deleteJournal"]);
});

test("one of two cannot come to deleting the journal alone", async () => {
  const { place } = await task("delete-journal");
  expect(place.querySelector("h1")).toBeNull();
});
