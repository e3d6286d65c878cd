import { afterAll, beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { InsightsPlace } from "#renderer/features/insights/InsightsPlace.tsx";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";
import { deleteEverything } from "../../../support/stores.ts";

// The place over the sample couple's journal: real worker, real store, a year of records.
const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
let journal: Journal;
let place: HTMLElement;
let leave: (() => Promise<void>) | null = null;

beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(memoryHost(), clock);
  await journal.look();
  await journal.openSample();
  await journal.settled();
  const shown = await show(
    <JournalProvider journal={journal}>
      <InsightsPlace onWrite={() => {}} />
    </JournalProvider>,
  );
  place = shown.place;
  leave = shown.leave;
}, 120_000);
afterAll(async () => {
  await leave?.();
  await deleteEverything();
});

const choice = (name: string) => page.getByRole("radio", { name, exact: true });
const question = (): string => place.querySelector(".question .ask")?.textContent ?? "";
const titles = (): string[] => [...place.querySelectorAll("h2")].map((title) => title.textContent ?? "");

test("[A15] the two are compared on the page of both and not on one's own", async () => {
  expect(titles()).toEqual([
    "The weeks",
    "Who took care",
    "Needs that were met",
    "The two of you, side by side",
    "Time to care",
    "Needs met, over the months",
    "What has had no care lately",
  ]);
  await userEvent.click(choice("with what is only mine"));
  expect(titles()).toContain("Time to care");
  expect(titles()).not.toContain("The two of you, side by side");
  await userEvent.click(choice("what we share"));
});

test("[A11] the question to both rests on shared needs, whichever needs are counted in the figures", async () => {
  const asked = question();
  expect(asked).toMatch(/What would help, for either of you\?$/);
  await userEvent.click(choice("with what is only mine"));
  expect(question()).toBe(asked);
  await userEvent.click(choice("what we share"));
});

test("what is for one alone is there in one's own view only, and care in its place once that is left", async () => {
  expect(choice("Only for me").query()).toBeNull();
  await userEvent.click(choice("with what is only mine"));
  await userEvent.click(choice("Only for me"));
  expect(place.querySelector(".question")?.getAttribute("aria-label")).toBe("One question to yourself");
  expect([...place.querySelectorAll(".question-covers span")].map((cover) => cover.className)).toEqual(["cov-a"]);
  await userEvent.click(choice("what we share"));
  expect(choice("Only for me").query()).toBeNull();
  expect(choice("Care").query()).toHaveProperty("checked", true);
  expect(titles()[0]).toBe("The weeks");
});

test("each view ends with one question", async () => {
  const asked: string[] = [];
  for (const look of ["Care", "Decisions and giving", "Time and promises"]) {
    await userEvent.click(choice(look));
    expect(place.querySelectorAll(".question").length).toBe(1);
    asked.push(question());
  }
  expect(new Set(asked).size).toBe(3);
  for (const each of asked) expect(each).toMatch(/\?$/);
});

test("[A4] read from right to left every figure on care mirrors as a whole", async () => {
  /** The middle of every text in every figure, from the side where reading begins. */
  const middles = (direction: "ltr" | "rtl"): [string, number][] =>
    [...place.querySelectorAll("svg.fig")].flatMap((svg) => {
      const room = svg.getBoundingClientRect();
      return [...svg.querySelectorAll("text")].map((text): [string, number] => {
        const { left, width } = text.getBoundingClientRect();
        const middle = left + width / 2;
        return [text.textContent ?? "", Math.round(direction === "ltr" ? middle - room.left : room.right - middle)];
      });
    });
  const inDirection = async (direction: "ltr" | "rtl"): Promise<[string, number][]> => {
    document.documentElement.dir = direction;
    await userEvent.click(choice("Time and promises"));
    await userEvent.click(choice("Care"));
    await expect.poll(() => place.querySelectorAll("svg.fig").length).toBe(7);
    return middles(direction);
  };
  try {
    const straight = await inDirection("ltr");
    const mirrored = await inDirection("rtl");
    expect(straight.length).toBeGreaterThan(50);
    expect(mirrored).toEqual(straight.map(([text, at]) => [text, expect.closeTo(at, -0.5) as number]));
  } finally {
    document.documentElement.dir = "ltr";
  }
});
