import { afterEach, beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { asDay } from "#shared/base/time.ts";
import { createDecision } from "#shared/domain/decision.ts";
import { createSacrifice } from "#shared/domain/sacrifice.ts";
import { DecisionsPlace } from "#renderer/features/decisions/DecisionsPlace.tsx";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";
import { deleteEverything } from "../../../support/stores.ts";

// The place over a real journal: Noa decided something, and gave something up for it. Sam reads it.
const NOA = "quiet lamp over the stairs";
const SAM = "seven plums in a paper bag";
const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
const host = memoryHost();
let journal: Journal;
let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

async function open(who: "a" | "b"): Promise<void> {
  if (journal.state().kind === "open") await journal.lock();
  journal = startJournal(host, clock);
  await journal.look();
  expect(await journal.unlock(who, { passphrase: who === "a" ? NOA : SAM })).toBe("open");
  await journal.settled();
}

const press = (name: string) => userEvent.click(page.getByRole("button", { name, exact: true }));
const heading = (name: string) => page.getByRole("heading", { name, exact: true });

beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  await (await journal.join({ name: "Sam", passphrase: SAM })).confirm();
  await open("a");
  const state = journal.state();
  if (state.kind !== "open" || state.snapshot.session.kind !== "one") throw new Error("not open");
  const act = () => ({ id: journal.newId(), author: noa, now: journal.now(), today: journal.today() });
  const noa = state.snapshot.session.me.id;
  const day = asDay("2026-05-10");
  const decided = { options: [], wanted: "", choice: "The town", decidedOn: day, lookAgainOn: null };
  const decision = createDecision({ what: "Where we live", ...decided }, act());
  await journal.putAndShare(decision);
  const given = { what: "The garden", for: "both" as const, decision: decision.id, day, cost: null };
  const kept = { gain: "", cameBack: "", reason: null, why: "" };
  await journal.putAndShare(createSacrifice({ ...given, ...kept }, act()));
}, 60_000);

test("[D72] what was given up for a decision is read from its top and seen by the other, and so is the decision behind it", async () => {
  await open("b");
  const shown = await show(
    <JournalProvider journal={journal}>
      <DecisionsPlace begin={null} onBack={() => undefined} />
    </JournalProvider>,
  );
  leave = shown.leave;
  await press("Where we live");
  await press("The garden");
  await expect.element(heading("The garden")).toHaveFocus();
  await userEvent.fill(page.getByLabelText("What it gave you"), "Shorter ways.");
  await press("Say that I saw it");
  await expect.element(heading("Seen")).toHaveFocus();
  await press("Back to Sacrifices");
  await press("Back");
  await expect.element(heading("Where we live")).toHaveFocus();
});
