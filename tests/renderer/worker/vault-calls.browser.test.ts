import fc from "fast-check";
import { expect, test } from "vitest";
import { codeOf } from "#shared/base/errors.ts";
import { Instant } from "#shared/base/time.ts";
import { createEntry } from "#shared/domain/entry.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { startJournal } from "#renderer/store/journal.ts";
import { VAULT_CALLS, type CallName } from "#renderer/worker/calls.ts";
import { serveOwnFiles } from "#renderer/worker/own-files.ts";
import { startVault, withThrowawayWorker, type VaultClient } from "#renderer/worker/vault-client.ts";
import { memoryHost } from "../../support/memory-host.ts";
import { deleteEverything } from "../../support/stores.ts";

const NOA = "quiet lamp over the stairs";
const SAM = "seven plums in a paper bag";
const CANARY = "canary-of-noas-private-page";
const NOW = Instant.parse("2026-05-17T08:30:00.000Z");
const clock = { now: () => Date.parse(NOW), timeZone: () => "UTC" };

let host = memoryHost("desktop");

/** Noa founds, writes a canary only for herself, and Sam joins. */
async function coupleWithCanary(): Promise<void> {
  await deleteEverything();
  host = memoryHost("desktop");
  const journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  const state = journal.state();
  if (state.kind !== "open" || state.snapshot.session.kind !== "one") throw new Error(state.kind);
  const act = { author: state.snapshot.session.me.id, now: journal.now(), id: journal.newId() };
  const page = { day: journal.today(), timeZone: "UTC", mood: null, feelings: [], tags: [CANARY], needs: [] };
  await journal.put(createEntry({ ...page, title: CANARY, body: richTextFromParagraphs([CANARY]) }, act));
  await journal.keepDraft("entry:new", { text: CANARY });
  await (await journal.join({ name: "Sam", passphrase: SAM })).confirm();
}

async function openAs(vault: VaultClient, seat: "a" | "b", passphrase: string): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  serveOwnFiles(port1, host);
  await vault.call("lendFiles", { port: port2 }, undefined, [port2]);
  await vault.call("look", { sample: false, now: NOW });
  const unlocked = await withThrowawayWorker({ kind: "open", secrets: [{ seat, secret: { passphrase } }] }, (port) =>
    vault.call("unlock", { port, seats: [seat], now: NOW }, undefined, [port]),
  );
  expect(unlocked).toMatchObject({ kind: "open" });
}

/** Everything an answer holds, as text: byte strings are read as Latin-1, so that words in them show. */
const spelledOut = (answer: unknown): string =>
  JSON.stringify(answer, (_, value: unknown) =>
    value instanceof Uint8Array ? Array.from(value, (byte) => String.fromCharCode(byte)).join("") : value,
  ) ?? "";

/** What `backUp` keeps at that moment. */
const KEPT = "Twofold 2026-05-17 08-30-00Z.twofold";

const whenAsked = fc.record({ now: fc.constant(NOW), timeZone: fc.constant("UTC") });

const junk = fc.oneof(
  fc.constant({}),
  whenAsked,
  whenAsked.map((when) => ({ ...when, ifDue: false })),
  fc.constantFrom({ now: NOW }, { name: KEPT }),
  fc.object({ maxDepth: 2 }),
  fc.record(
    {
      sample: fc.boolean(),
      now: fc.constantFrom(NOW, "", "yesterday"),
      at: fc.constant(NOW),
      seats: fc.constantFrom(["a"], ["b"], ["a", "b"]),
      size: fc.constantFrom(0, 1, 1e9),
      place: fc.constantFrom("entry:new", "x"),
      timeZone: fc.constantFrom("UTC", "nowhere"),
      ifDue: fc.boolean(),
      name: fc.constantFrom(KEPT, "x"),
      value: fc.anything({ maxDepth: 1 }).filter((value) => typeof value !== "symbol" && typeof value !== "function"),
      changes: fc.array(
        fc.record({
          act: fc.constantFrom("put", "remove", "purge"),
          space: fc.constantFrom("private", "shared"),
          record: fc.object(),
          id: fc.string(),
          author: fc.string(),
        }),
        { maxLength: 2 },
      ),
    },
    { requiredKeys: [] },
  ),
);

/** Calls that end the session, or wait for another worker to speak: asked once, in order, after the others. */
const LAST: readonly CallName[] = [
  "unlock",
  "found",
  "join",
  "fillSample",
  "unlockBackup",
  "lendFiles",
  "inviteAnew",
  "changeKeys",
  "takeMyPart",
  "deleteJournal",
  "openBackup",
  "dropSample",
  "look",
  "close",
];

test("[V9] no call, whatever its argument, gives one partner's session anything of the other's private space", async () => {
  await coupleWithCanary();

  const noas = startVault();
  await openAs(noas, "a", NOA);
  const planted = spelledOut([await noas.call("nextPage", {}), await noas.call("drafts", {})]);
  expect(planted.split(CANARY).length).toBeGreaterThan(3); // the search does find it where it may be
  await noas.call("close", {});
  noas.terminate();

  const sams = startVault();
  await openAs(sams, "b", SAM);
  const seen: string[] = [];
  const ask = async (name: string, argument: unknown) => {
    try {
      seen.push(spelledOut(await sams.call(name as CallName, argument as never)));
    } catch (thrown) {
      seen.push(codeOf(thrown));
    }
  };
  for (let page = 0; page < 3; page++) await ask("nextPage", {});
  const names = (Object.keys(VAULT_CALLS) as CallName[]).filter((name) => !LAST.includes(name));
  await fc.assert(fc.asyncProperty(fc.constantFrom(...names, "constructor", "__proto__", "session"), junk, ask), {
    numRuns: 400,
  });
  for (const name of Object.keys(VAULT_CALLS).filter((name) => name !== "close")) {
    for (const argument of fc.sample(junk, 5)) await ask(name, argument); // every call at least so often
  }
  for (const name of LAST) await ask(name, { sample: false, now: NOW });
  await ask("close", {});
  sams.terminate();

  expect(seen.length).toBeGreaterThan(400);
  expect(seen.filter((answer) => answer.includes(CANARY))).toEqual([]);
});

test("a call that does not fit its schema is refused by its code alone", async () => {
  const vault = startVault();
  await expect(vault.call("look", { sample: "yes" } as never)).rejects.toMatchObject({ code: "bad-call" });
  await expect(vault.call("nothing" as never, {} as never)).rejects.toMatchObject({ code: "bad-call" });
  await expect(vault.call("save", { changes: [] })).rejects.toMatchObject({ code: "bad-call" });
  await expect(vault.call("drafts", {})).rejects.toMatchObject({ code: "locked" });
  vault.terminate();
});

test("calls under way when the worker is ended, and any after, are answered: locked", async () => {
  const vault = startVault();
  const underWay = vault.call("look", { sample: false, now: NOW });
  vault.terminate();
  await expect(underWay).rejects.toMatchObject({ code: "locked" });
  await expect(vault.call("drafts", {})).rejects.toMatchObject({ code: "locked" });
});
