import type { ReactNode } from "react";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { asDay, weekOf } from "#shared/base/time.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { MeAndWe } from "#renderer/features/insights/MeAndWe.tsx";
import { TimeView } from "#renderer/features/insights/TimeView.tsx";
import "#renderer/features/insights/insights.css";
import { type Journal, startJournal } from "#renderer/store/journal.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { aBalance, asCopy, nextId, NOA, SAM, TODAY } from "../../../support/builders.ts";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";
import { deleteEverything } from "../../../support/stores.ts";
import {
  atBoundaries,
  aYear,
  COUPLE,
  OTHER_ORDER,
  type Partners,
  promised,
  renamed,
  seenBy,
  theOtherWayRound,
  told,
} from "./made-up-couple.ts";
import { asTable, failingFigures, figure, says, textsOfBoth, wordsOf } from "./place.ts";

let journal: Journal;
beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(memoryHost(), {
    now: () => Date.parse(`${TODAY}T08:30:00Z`),
    timeZone: () => "Europe/Berlin",
  });
  await journal.look();
  const found = await journal.found({
    name: "Noa",
    cover: "tide",
    coverForB: "wheat",
    passphrase: "a lamp over stairs",
  });
  await found.confirm();
}, 60_000);

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

async function shown(screen: ReactNode, width: number): Promise<HTMLElement> {
  await leave?.();
  const { place, leave: leaves } = await show(
    <div className="measured" style={{ inlineSize: `${width}px` }}>
      <JournalProvider journal={journal}>{screen}</JournalProvider>
    </div>,
  );
  leave = leaves;
  const measured = place.querySelector<HTMLElement>(".measured");
  if (measured === null) throw new Error("nothing shown");
  return measured;
}

const view = (records: readonly JournalRecord[], partners: Partners = COUPLE, width = 960): Promise<HTMLElement> =>
  shown(<TimeView {...seenBy(records, partners)} />, width);

describe("me and we", () => {
  test("[A22] four kinds of time, both partners on one scale, with intervals and how many weeks", async () => {
    const place = figure(await view([...told(NOA, 8, [6, 3, 2, 12]), ...told(SAM, 5, [12, 1, 4, 8])]), "Me and we");
    const intervals = place.querySelector("svg.fig");
    expect(intervals?.querySelectorAll(".fig-interval.edge-a").length).toBe(4);
    expect(intervals?.querySelectorAll(".fig-interval.edge-b").length).toBe(4);
    expect(place.querySelector(".fig-key")?.textContent).toBe("Noa, 8 weeksSam, 5 weeks");
    expect(says(place)).toMatch(
      /Noa, 8 weeks: for oneself \d+% \(\d+% to \d+%\), with .* together \d+% \(\d+% to \d+%\)\./,
    );
    expect(says(place)).toContain("There is no right share");
    await asTable(place);
    expect(place.querySelectorAll("table")[0]?.textContent).toMatch(
      /for oneself\d+% \(\d+% to \d+%\), n 8\d+% \(\d+% to \d+%\), n 5/,
    );
    expect(place.querySelectorAll("table")[1]?.querySelectorAll("tbody tr").length).toBe(13);
  });

  test("[A22] below four weeks of one it is too early for them, and the other is drawn; weeks not told in full are left out and said", async () => {
    const place = figure(
      await view([...told(NOA, 8, [6, 3, 2, 12], (at) => at > 1), ...told(SAM, 3, [12, 1, 4, 8])]),
      "Me and we",
    );
    expect(place.querySelector("svg.fig")?.querySelectorAll(".fig-interval").length).toBe(4);
    expect(says(place)).toContain("2 weeks of Noa’s are left out, as not all four kinds were told or all were none.");
    expect(says(place)).toContain("Sam: too early to tell, one more week with all four kinds of hours.");
    await asTable(place);
    expect(place.querySelector("table")?.textContent).toContain("3 of 4 so far");
  });

  test("[A22] below four of each the weeks there are stand alone; without one it says where they are told", async () => {
    const few = figure(await view([...told(NOA, 2, [6, 3, 2, 12]), ...told(SAM, 1, [1, 1, 1, 1])]), "Me and we");
    expect(few.querySelector(".early")?.textContent).toBe("Too early to tell.");
    expect(few.querySelectorAll("svg.fig").length).toBe(1);
    const none = figure(await view([]), "Me and we");
    expect(none.querySelector(".early")?.textContent).toMatch(/^Too early to tell\. The weeks show here once/);
    expect(none.querySelector("svg.fig")).toBeNull();
  });

  test("[A22] a bar for each week told, as high as any other, time of one’s own at the foot; weeks not told stay empty", async () => {
    const week = (author: typeof NOA, day: string, own: number, together: number) =>
      aBalance({ author, week: weekOf(asDay(day)), own, friends: 0, community: 0, together, ...asCopy() });
    const place = figure(
      await view([week(NOA, "2026-04-06", 30, 10), week(NOA, "2026-04-20", 1, 1), week(SAM, "2026-04-13", 0, 5)]),
      "Me and we",
    );
    const bars = place.querySelector("svg.fig");
    expect(bars?.querySelectorAll(".fig-dot").length).toBe(3);
    const [together, own, ...rest] = [...(bars?.querySelectorAll<SVGRectElement>("rect.fig-bar") ?? [])];
    const [upper, lower] = [together, own].map((part) => Number(part?.getAttribute("y")));
    const [high, low] = [together, own].map((part) => Number(part?.getAttribute("height")));
    expect(upper).toBeLessThan(lower ?? 0);
    expect(low).toBeCloseTo(3 * (high ?? 0), 5);
    expect(rest.length).toBe(3);
    expect(rest.at(-1)?.getAttribute("fill")).toMatch(/-both\)$/);
  });

  test("[D76] a season both named lies behind its weeks, and is said in the label, below them and beside the table", async () => {
    const season = { id: nextId(), name: "The winter of the move", from: asDay("2026-05-04"), to: asDay("2026-05-12") };
    const { seen, lanes } = seenBy([...told(NOA, 8, [6, 3, 2, 12]), ...told(SAM, 5, [12, 1, 4, 8])]);
    const place = await shown(<MeAndWe meAndWe={seen.meAndWe} lanes={lanes} seasons={[season]} />, 960);
    const weeks = [...place.querySelectorAll("svg.fig")].at(-1);
    expect(Number(weeks?.querySelector("rect.fig-season")?.getAttribute("width"))).toBeCloseTo(2 * 33, 6);
    expect(weeks?.getAttribute("aria-label")).toMatch(/Behind it lies .*: The winter of the move\.$/);
    await asTable(place);
    expect(place.textContent).toContain("The winter of the move, a season both of you named");
  });

  test("[A22] a narrow window shows fewer weeks of the same size and turns to earlier ones", async () => {
    const place = figure(await view(told(NOA, 30, [6, 3, 2, 12]), COUPLE, 320), "Me and we");
    expect(place.querySelector(".weeks-turn")?.textContent).toMatch(/\d of 30 weeks; all are in the table\./);
    expect(new Set([...place.querySelectorAll("rect.fig-bar")].map((bar) => bar.getAttribute("width")))).toEqual(
      new Set(["24", "22"]), // a bar, and its square in the key
    );
  });
});

describe("what was kept", () => {
  test("[A23] both together, in ink: a square for each, and the shares with intervals from eight", async () => {
    const place = figure(
      await view([
        ...promised(["kept", "kept", "partly", "kept", "not-kept", "kept", "kept", "kept", null]),
        ...atBoundaries(9),
      ]),
      "What was kept",
    );
    expect(place.querySelector(".fill-a, .fill-b, .edge-a, .edge-b")).toBeNull();
    const [units, intervals] = place.querySelectorAll("svg.fig");
    expect(units?.querySelectorAll("rect.fig-cell").length).toBe(18);
    expect(units?.querySelectorAll("rect.fig-not-said").length).toBe(1);
    expect(intervals?.querySelectorAll(".fig-interval").length).toBe(2);
    expect(says(place)).toMatch(
      /Promises that came due: 6 kept, 1 partly, 1 not kept,? and 1 not looked at yet\. Kept: 81% \(\d+% to \d+%\), n 8\./,
    );
    expect(says(place)).toMatch(/6 kept and 3 crossed\. Kept: 67% \(\d+% to \d+%\), n 9\./);
    expect(place.textContent).not.toMatch(/Noa|Sam/);
    await asTable(place);
    expect([...place.querySelectorAll("tbody tr")].map((row) => row.textContent)).toEqual([
      expect.stringMatching(/^Promises611181% \(/),
      expect.stringMatching(/^Boundaries6–3–67% \(/),
    ]);
  });

  test("[A23] below eight the squares stand, and the share says what there is so far", async () => {
    const place = figure(await view([...promised(["kept", "partly"]), ...atBoundaries(3)]), "What was kept");
    expect(place.querySelectorAll("svg.fig").length).toBe(1);
    expect(says(place)).toContain("For a share it is too early to tell: 2 of 8 so far.");
    expect(says(place)).toContain("For a share it is too early to tell: 3 of 8 so far.");
  });

  test("[A23] with nothing due and nothing written down, that is said", async () => {
    const place = figure(await view([]), "What was kept");
    expect(place.querySelector(".early")?.textContent).toMatch(/^Too early to tell\. Promises show here/);
    const one = figure(await view(promised(["kept"])), "What was kept");
    expect(says(one)).toContain("Nothing is written down of a shared boundary in these days.");
  });
});

describe("the whole view", () => {
  test("[A9] for the same couple the other way round, everything reads the same with the names exchanged", async () => {
    const straight = await textsOfBoth(await view(aYear()));
    const other = await textsOfBoth(await view(theOtherWayRound(aYear()), OTHER_ORDER));
    expect(straight.length).toBeGreaterThan(200);
    expect(other.map(renamed)).toEqual(straight);
  });

  test("[A9] with everything of one given to the other the words stay the same, in another order", async () => {
    const straight = await textsOfBoth(await view(aYear()));
    const other = await textsOfBoth(await view(theOtherWayRound(aYear())));
    expect(wordsOf(other.map(renamed))).toEqual(wordsOf(straight));
  });

  test("[A22] alone, one’s own weeks are drawn and nobody else is named", async () => {
    const place = await view(told(NOA, 8, [6, 3, 2, 12]), [COUPLE[0]]);
    expect(place.querySelector("svg.fig")?.querySelectorAll(".fig-interval").length).toBe(4);
    expect(place.textContent).not.toContain("Sam");
  });

  test("every figure can be reached by keyboard, says itself in words and stays within a narrow window", async () => {
    const place = await view(aYear(), COUPLE, 310);
    expect(place.querySelectorAll("svg.fig").length).toBe(4);
    expect(failingFigures(place, 310)).toEqual([]);
  });
});
