import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { DeleteForGood } from "#renderer/ui/DeleteForGood.tsx";
import { TwofoldError } from "#shared/base/errors.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { aFelt, anEntry, aNeed, aReply, asCopy, aVersion, NOA } from "../../../support/builders.ts";
import { keptOf, openState, press, showing, type Shown } from "./keys-journal.tsx";

let shown: Shown | null = null;
afterEach(async () => {
  await shown?.leave();
  shown = null;
});

const text = () => document.body.textContent;
const RIGHT = "an owl in the plum tree";
const entry = anEntry({}); // written on 17 May 2026, at half past eight

/** The open question, with what it asked the journal, in order, and how often it was closed and done. */
async function asking(
  answers: Parameters<typeof showing>[1] = {},
  mine: readonly JournalRecord[] = [entry],
  record: JournalRecord = entry,
) {
  const asked: string[] = [];
  let closed = 0;
  let gone = 0;
  shown = await showing(
    <DeleteForGood
      opened
      record={record}
      what="“A page” of 17 May"
      before={async () => void asked.push("before")}
      onClose={() => (closed += 1)}
      onGone={() => (gone += 1)}
    />,
    {
      asked,
      mine,
      confirmSecret: async (secret) =>
        "passphrase" in secret && secret.passphrase === RIGHT ? "right" : "wrong-passphrase",
      deleteForGood: async (ids: readonly RecordId[]) => void asked.push(`deleteForGood ${ids.join(" ")}`),
      ...answers,
    },
  );
  return { ...shown, asked, closed: () => closed, gone: () => gone };
}

async function type(words: string): Promise<void> {
  await userEvent.fill(page.getByLabelText("To delete, type: delete for good"), words);
  await press("Delete for good");
}

/** Types the words and then a passphrase. */
async function typeAndConfirm(words: string, passphrase = RIGHT): Promise<void> {
  await type(words);
  await userEvent.fill(page.getByLabelText("Your passphrase", { exact: true }), passphrase);
  await press("Delete for good");
}

test("it is typed and confirmed with the passphrase; until then nothing is asked of the journal", async () => {
  const { asked, gone } = await asking();
  await type("delete");
  await expect.poll(text).toContain("What is typed differs from: delete for good");
  await typeAndConfirm("Delete for good", "somebody else’s");
  await expect.poll(text).toContain("That passphrase does not open this notebook.");
  expect(asked).toEqual([]);
  await userEvent.fill(page.getByLabelText("Your passphrase", { exact: true }), RIGHT);
  await press("Delete for good");
  await expect.poll(gone).toBe(1);
  expect(asked).toEqual(["before", `deleteForGood ${entry.id}`]);
});

test("versions that a merge kept of it go with it [D50]", async () => {
  const version = aVersion({ of: entry.id });
  const { asked } = await asking({}, [entry, version, aVersion({ of: anEntry().id })]);
  await typeAndConfirm("delete for good");
  await expect.poll(() => asked).toEqual(["before", `deleteForGood ${version.id} ${entry.id}`]);
});

test("[D24] [D87] one's own answers go with it, those given together too, and what was said of answers to it", async () => {
  const need = aNeed();
  const reply = aReply({ body: { type: "need-reply", need: need.id, reply: "yes", words: "" }, ...asCopy() });
  const felt = aFelt({ author: NOA, body: { type: "reply-felt", reply: reply.id, felt: 3, words: "" }, ...asCopy() });
  const before = aFelt({ author: NOA, body: { type: "reply-felt", reply: reply.id, felt: 1, words: "" } });
  const forged = aFelt({ author: NOA, body: { type: "reply-felt", reply: reply.id, felt: 0, words: "" }, ...asCopy() });
  const elsewhere = aFelt({ author: NOA, ...asCopy() });
  const shared = [
    ...[reply, felt, elsewhere].map((record) => ({ record, verified: true })),
    { record: forged, verified: false },
  ];
  const mine = [need, before];
  const { asked } = await asking(
    {
      shared,
      async put(record) {
        asked.push(`put ${record.id}`);
        shown?.become(openState("noa", [...mine, record], shared));
      },
    },
    mine,
    need,
  );
  await typeAndConfirm("delete for good");
  await expect
    .poll(() => asked)
    .toEqual(["before", `put ${felt.id}`, `deleteForGood ${before.id} ${felt.id} ${need.id}`]);
});

test("only kept backups that were written since it was are named, and can be removed one by one", async () => {
  const { asked } = await asking({ kept: keptOf("2026-05-19", "2026-05-18", "2026-05-16") });
  expect(text()).toContain("2 backups that are kept here were written since, and may hold it.");
  const list = page.getByRole("list", { name: "Backups that are kept here, newest first" });
  expect(list.getByRole("listitem").elements()).toHaveLength(2);
  await userEvent.click(list.getByRole("button", { name: /^Remove/ }).first());
  await press("Remove this backup");
  await expect.poll(text).toContain("1 backup that is kept here was written since, and may hold it.");
  expect(asked).toEqual(["removeKept Twofold 2026-05-19 09-00-00Z.twofold"]);
});

test("when the disk refuses, it is still there, and the question stays", async () => {
  const { gone } = await asking({
    deleteForGood: async () => {
      throw new TwofoldError("storage-full", "test");
    },
  });
  await typeAndConfirm("delete for good");
  await expect.poll(text).toContain("The disk is full.");
  expect(gone()).toBe(0);
});

test("when only its traces could not be cleared, that is said, and it is gone", async () => {
  const { gone } = await asking({
    async deleteForGood() {
      shown?.become(openState("noa"));
      throw new TwofoldError("storage-full", "test");
    },
  });
  await typeAndConfirm("delete for good");
  await expect.poll(gone).toBe(1);
  expect(text()).toContain("its traces in this laptop’s files could not all be cleared. The disk is full.");
});

test("Escape closes the question, but not while it deletes", async () => {
  const { closed } = await asking({ deleteForGood: () => new Promise(() => undefined) });
  await userEvent.keyboard("{Escape}");
  await expect.poll(closed).toBe(1);
  await typeAndConfirm("delete for good");
  await expect.poll(text).toContain("Writing the journal’s files anew without it");
  await userEvent.keyboard("{Escape}");
  expect(closed()).toBe(1);
});
