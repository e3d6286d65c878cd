import { afterEach, beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { takePart } from "#shared/domain/answer.ts";
import { createCheckIn } from "#shared/domain/check-in.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import { createNeed } from "#shared/domain/need.ts";
import { weekOf } from "#shared/base/time.ts";
import { CheckInPlace } from "#renderer/features/check-in/CheckInPlace.tsx";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { JournalProvider, useJournalState } from "#renderer/store/use-journal.tsx";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";
import { deleteEverything } from "../../../support/stores.ts";

// The place over a real journal. Each test goes on where the one before it stopped.
const NOA = "quiet lamp over the stairs";
const SAM = "seven plums in a paper bag";
const WEEK_MS = 7 * 86_400_000;
let at = Date.parse("2026-05-13T08:30:00.000Z");
const clock = { now: () => at, timeZone: () => "Europe/Berlin" };
const host = memoryHost();
let journal: Journal;

const snapshot = (): Snapshot => {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
  return state.snapshot;
};

let leave: (() => Promise<void>) | null = null;
async function leaveIt(): Promise<void> {
  await leave?.();
  leave = null;
}
afterEach(leaveIt);

async function open(who: "a" | "b"): Promise<void> {
  await leaveIt();
  if (journal.state().kind === "open") await journal.lock();
  journal = startJournal(host, clock);
  await journal.look();
  expect(await journal.unlock(who, { passphrase: who === "a" ? NOA : SAM })).toBe("open");
  await expect.poll(() => snapshot().complete).toBe(true);
}

async function showIt(over: Journal = journal): Promise<void> {
  await leaveIt();
  const WhileOpen = () =>
    useJournalState().kind === "open" ? (
      <CheckInPlace begin={null} onAgreements={() => undefined} onBack={() => undefined} />
    ) : null;
  leave = (
    await show(
      <JournalProvider journal={over}>
        <WhileOpen />
      </JournalProvider>,
    )
  ).leave;
}

const press = (name: string) => userEvent.click(page.getByRole("button", { name, exact: true }));
const article = () => page.getByRole("article");
const partner = (seat: number): PartnerId => {
  const id = snapshot().partners[seat]?.id;
  if (id === undefined) throw new Error("two partners");
  return id;
};
const act = (author: PartnerId) => ({ id: journal.newId(), author, now: journal.now(), today: journal.today() });
const checkInsShared = () => snapshot().shared.flatMap(({ record }) => (record.kind === "check-in" ? [record] : []));
const nothing = { appreciation: "", mood: null, youNeed: "", wentWell: "", request: "", offer: "", words: "" };
const need = (request: string) =>
  createNeed(
    { noticed: "Three late evenings.", felt: "", need: "rest", request, wish: null, importance: 2 },
    act(partner(0)),
  );

beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
}, 60_000);

test("[D88] one alone is told that it takes two", async () => {
  await open("a");
  await showIt();
  await expect.element(article()).toMatchTextContent(/A check-in takes two\./);
  expect(page.getByRole("button", { name: "Begin this week’s" }).elements()).toEqual([]);
  await leaveIt();
  await (await journal.join({ name: "Sam", passphrase: SAM })).confirm();
});

test("[D88] it is begun and shared in one go, once a week; what is typed outlives a lock; own needs are at hand and go nowhere", async () => {
  await open("a");
  await journal.put(need("Let me sleep in."));
  await journal.putAndShare(need("An evening without visitors."));
  await showIt();
  await press("Begin this week’s");
  await expect.poll(() => checkInsShared().map(({ week }) => week)).toEqual(["2026-W20"]);
  const own = page.getByRole("list", { name: "Your open needs" });
  await expect.element(own).toMatchTextContent(/Let me sleep in\..*only you/);
  await expect.element(article()).toMatchTextContent(/No open need of Sam’s stands on the shared page\./);
  await userEvent.fill(page.getByLabelText("What small thing do you offer?"), "I mend the tap.");
  await open("a");
  await showIt();
  await expect.element(article()).toMatchTextContent(/It is begun\./);
  await press("Go on with it");
  await expect.element(page.getByLabelText("What small thing do you offer?")).toHaveValue("I mend the tap.");
  await press("Give it, sealed");
  await expect.element(article()).toMatchTextContent(/You have answered\..*What I offer.*I mend the tap\./);
  const given = (): string => document.activeElement?.textContent ?? "";
  await expect.poll(given).toMatch(/^You have answered\./);
  await press("Give it anew");
  await expect.poll(() => document.activeElement?.closest('[role="group"]')).not.toBeNull();
  await press("Leave it");
  await expect.poll(given).toMatch(/^You have answered\./);
  expect(checkInsShared().length).toBe(1);
  expect(JSON.stringify(snapshot().shared)).not.toMatch(/sleep in|the tap/);
});

test("[D85] the other sees that a part is given, and of the open needs those that are shared with them", async () => {
  await open("b");
  await showIt();
  await expect.element(article()).toMatchTextContent(/Noa’s part is given, sealed\./);
  await expect.element(article()).not.toMatchTextContent(/not yet|has not|waiting|overdue/i);
  await press("Go on with it");
  const said = page.getByRole("list", { name: "What Noa said they need" });
  await expect.element(said).toMatchTextContent(/An evening without visitors\./);
  await expect.element(article()).not.toMatchTextContent(/sleep in|the tap/);
  await userEvent.click(page.getByRole("radio", { name: "light", exact: true }));
  await press("Give it");
  await expect.element(article()).toMatchTextContent(/Both of you have answered\..*How I am.*light/);
  await expect.poll(() => document.activeElement?.textContent).toMatch(/^Both of you have answered\./);
  expect(page.getByRole("button", { name: "Give it anew" }).elements()).toEqual([]);
});

test("[D85] [D88] both open side by side; one that is not what was sealed is shown as such, and what both left out is not there", async () => {
  await open("a");
  await showIt();
  await expect
    .poll(() => snapshot().mine.some((each) => each.kind === "answer" && each.original?.shared != null))
    .toBe(true);
  await press("Read it");
  const offers = page.getByRole("region", { name: "What I offer" });
  await expect.element(offers).toMatchTextContent(/Noa.*I mend the tap\..*Sam.*not said/);
  expect(page.getByRole("region", { name: "Glad of" }).elements()).toEqual([]);
  await expect.element(article()).not.toMatchTextContent(/not what was sealed/);
  await showIt({ ...journal, howCommitted: () => Promise.resolve("other-words" as const) });
  await press("Read it");
  await expect.element(article()).toMatchTextContent(/Sam\s*This is not what was sealed before/);
  await expect.element(article()).not.toMatchTextContent(/Noa\s*This is not what was sealed/);
});

test("[D88] the next one begins with what was offered; a week in which nothing was said is not in the list, and a copy nobody vouches for does not count", async () => {
  await open("a");
  at += WEEK_MS;
  const skipped = createCheckIn({ week: weekOf(journal.today()) }, act(partner(0)));
  await journal.putAndShare(skipped);
  at += WEEK_MS;
  const forged = createCheckIn({ week: weekOf(journal.today()) }, act(partner(1)));
  const said = takePart(forged, { ...nothing, offer: "Nobody said this." }, act(partner(1)));
  const copies = [forged, said].map((record) => ({
    record: { ...record, revision: 1, original: null },
    verified: false,
  }));
  const state = { ...journal.state(), snapshot: { ...snapshot(), shared: [...snapshot().shared, ...copies] } };
  await showIt({ ...journal, state: () => state });
  await expect.element(page.getByRole("button", { name: "Begin this week’s" })).toBeVisible();
  await expect.element(page.getByRole("listitem")).toMatchTextContent(/11.*17.*Both parts are open\.$/);

  await showIt();
  await press("Begin this week’s");
  const offered = page.getByRole("region", { name: "Offered last time" });
  await expect.element(offered).toMatchTextContent(/Noa\s*I mend the tap\.$/);
  await expect
    .poll(() =>
      checkInsShared()
        .map(({ week }) => week)
        .sort(),
    )
    .toEqual(["2026-W20", "2026-W21", "2026-W22"]);
});
