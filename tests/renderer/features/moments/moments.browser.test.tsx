import { afterEach, beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { nameSeason } from "#shared/domain/answer.ts";
import { asDay } from "#shared/base/time.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import { createMoment, type Moment } from "#shared/domain/moment.ts";
import { createSeason, type Season } from "#shared/domain/season.ts";
import { MomentsPlace } from "#renderer/features/moments/MomentsPlace.tsx";
import { SeasonsPlace } from "#renderer/features/moments/SeasonsPlace.tsx";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { JournalProvider, useJournalState } from "#renderer/store/use-journal.tsx";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";
import { deleteEverything } from "../../../support/stores.ts";

// Both places over a real journal. Noa named a season; Sam has not read it yet. Each test goes on where the one before it stopped.
const NOA = "quiet lamp over the stairs";
const SAM = "seven plums in a paper bag";
const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
const host = memoryHost();
let journal: Journal;
let season: Season;

const snapshot = (): Snapshot => {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
  return state.snapshot;
};

async function open(who: "a" | "b" | "both"): Promise<void> {
  await leave?.();
  leave = null;
  if (journal.state().kind === "open") await journal.lock();
  journal = startJournal(host, clock);
  await journal.look();
  const opened =
    who === "both"
      ? journal.unlockTogether({ a: NOA, b: SAM })
      : journal.unlock(who, { passphrase: who === "a" ? NOA : SAM });
  expect(await opened).toBe("open");
  await journal.settled();
}

async function showPlace(Place: typeof SeasonsPlace, over: Journal = journal): Promise<void> {
  await leave?.();
  const WhileOpen = () => (useJournalState().kind === "open" ? <Place begin={null} onBack={() => {}} /> : null);
  const shown = await show(
    <JournalProvider journal={over}>
      <WhileOpen />
    </JournalProvider>,
  );
  leave = shown.leave;
}

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

const press = (name: string) => userEvent.click(page.getByRole("button", { name, exact: true }));
const article = () => page.getByRole("article");
const partner = (at: number): PartnerId => {
  const id = snapshot().partners[at]?.id;
  if (id === undefined) throw new Error("two partners");
  return id;
};
const act = (author: PartnerId) => ({ id: journal.newId(), author, now: journal.now(), today: journal.today() });
const moment = (day: string, words: string, author: PartnerId): Moment =>
  createMoment({ day: asDay(day), moment: "grew", words }, act(author));

beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  await (await journal.join({ name: "Sam", passphrase: SAM })).confirm();
  await open("a");
  const noa = partner(0);
  season = createSeason({ name: "The winter of the move", from: asDay("2025-11-01"), to: null }, act(noa));
  await journal.putAndShare(season);
  await journal.putAndShare(moment("2025-12-24", "You had packed my desk first.", noa));
  await journal.put(moment("2025-06-01", "We swam out.", noa));
}, 60_000);

test("[D76] a season counts once the other has named it as well, and a copy of their word that nobody vouches for does not count", async () => {
  await open("a");
  await showPlace(SeasonsPlace);
  await press("The winter of the move");
  await expect.element(article()).toMatchTextContent(/It counts once both of you have named it\./);
  await expect.element(page.getByRole("button", { name: "Name it as well" })).not.toBeInTheDocument();

  const said = nameSeason(season, { to: null, words: "" }, act(partner(1)));
  const forged = { record: { ...said, revision: 1, original: null }, verified: false };
  const state = { ...journal.state(), snapshot: { ...snapshot(), shared: [...snapshot().shared, forged] } };
  await showPlace(MomentsPlace, { ...journal, state: () => state });
  await expect.element(article()).toMatchTextContent(/You had packed my desk first\./);
  expect(page.getByRole("heading", { name: season.name }).elements()).toEqual([]);

  await open("b");
  await showPlace(SeasonsPlace);
  await press("The winter of the move");
  await press("Name it as well");
  await userEvent.fill(page.getByLabelText("Its last day"), "2025-10-01");
  await expect.element(article()).toMatchTextContent(/A season does not end before it begins\./);
  await userEvent.fill(page.getByLabelText("Its last day"), "");
  await press("Name it as well");
  await expect.element(article()).toMatchTextContent(/Both of you have named it: since .*2025\./);
  await expect.element(page.getByRole("heading", { name: "What Sam says of it" })).toHaveFocus();
});

test("[D76] one that begins later does not end today, which is said, and together it is said whose word it is", async () => {
  await open("a");
  const later = createSeason({ name: "The summer away", from: asDay("2026-07-01"), to: null }, act(partner(0)));
  await journal.putAndShare(later);
  await open("both");
  await showPlace(SeasonsPlace);
  await press("The summer away");
  await press("Sam names it as well");
  await expect.element(page.getByLabelText("In words, if you like")).toHaveFocus();
  await press("Sam names it as well");
  await expect.element(article()).toMatchTextContent(/Both of you have named it: since .*2026\./);
  await press("Sam says that it has ended");
  await press("End it");
  await expect.element(page.getByRole("alert")).toMatchTextContent(/^A season does not end before it begins\.$/);
  await userEvent.fill(page.getByLabelText("Its last day"), "2026-08-31");
  await press("End it");
  await expect.element(article()).toMatchTextContent(/over on .*31/);
});

test("[D76] either ends it: the other by an answer, its author in the season, and it ends on the earlier day", async () => {
  await open("b");
  await showPlace(SeasonsPlace);
  await press("The winter of the move");
  await press("Say that it has ended");
  await userEvent.fill(page.getByLabelText("Its last day"), "2026-03-31");
  await press("End it");
  await expect.element(article()).toMatchTextContent(/over on .*31/);
  await expect.element(page.getByRole("button", { name: "Say that it has ended" })).not.toBeInTheDocument();

  await open("a");
  await showPlace(SeasonsPlace);
  await press("The winter of the move");
  await press("Say that it has ended");
  await userEvent.fill(page.getByLabelText("Its last day"), "2026-02-28");
  await press("See what Sam would read");
  await press("Share with Sam");
  await expect.element(article()).toMatchTextContent(/Both of you have named it: .*1, 2025.*Feb.*28, 2026\./);
});

test("[D76] the line has the moments of its days in the season, one's own private ones among them, and none of the other's", async () => {
  await open("a");
  await showPlace(MomentsPlace);
  await press("Keep a moment");
  await press("Keep it for me");
  await expect.element(page.getByRole("radio", { name: "I felt seen" })).toHaveFocus();
  await userEvent.click(page.getByRole("radio", { name: "we came through" }));
  await userEvent.fill(page.getByLabelText("What happened?"), "The keys are ours.");
  await userEvent.fill(page.getByLabelText("On which day?"), "2026-02-28");
  await press("Keep it for me");
  await press("Back to Moments");
  const inSeason = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: season.name, exact: true }) });
  await expect
    .element(inSeason)
    .toMatchTextContent(/The keys are ours\..*only you.*You had packed my desk first\..*both of you/);
  await expect.element(inSeason).not.toMatchTextContent(/We swam out/);
  await expect.element(article()).toMatchTextContent(/We swam out\..*2025/);

  await open("both");
  await showPlace(MomentsPlace);
  await expect.element(inSeason).toMatchTextContent(/You had packed my desk first\./);
  await expect.element(article()).not.toMatchTextContent(/The keys are ours|We swam out/);
});

test("[D24] an answer to a season that was taken back stays with who gave it, who may delete it", async () => {
  await open("a");
  await journal.takeBack(season.id);
  await open("b");
  await showPlace(SeasonsPlace);
  const loose = page.getByRole("region", { name: "Your answers to what is no longer shared" });
  expect(loose.getByRole("listitem").elements()).toHaveLength(2);
  for (const left of [1, 0]) {
    await userEvent.click(loose.getByRole("button", { name: "Take it back" }).first());
    await userEvent.click(page.getByRole("dialog").getByRole("button", { name: "Yes, take it back" }));
    await expect.poll(() => loose.getByRole("listitem").elements()).toHaveLength(left);
  }
  expect(snapshot().mine.filter(({ kind }) => kind === "answer")).toEqual([]);
});
