import { afterEach, describe, expect, test } from "vitest";
import type { JournalRecord } from "#shared/domain/record.ts";
import { DecidingView } from "#renderer/features/insights/DecidingView.tsx";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import "#renderer/features/insights/insights.css";
import { asDay } from "#shared/base/time.ts";
import { NOA, SAM } from "../../../support/builders.ts";
import { show } from "../../../support/screen.tsx";
import {
  aYear,
  COUPLE,
  decided,
  gaveUp,
  namedByBoth,
  OTHER_ORDER,
  type Partners,
  reading,
  renamed,
  rounds,
  seenBy,
  theOtherWayRound,
} from "./made-up-couple.ts";
import { asTable, failingFigures, figure, says, textsOfBoth, wordsOf } from "./place.ts";

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

async function view(records: readonly JournalRecord[], partners: Partners = COUPLE, width = 960, dir = "ltr") {
  await leave?.();
  const shown = await show(
    <div className="measured" dir={dir} style={{ inlineSize: `${width}px` }}>
      <JournalProvider journal={reading(records)}>
        <DecidingView {...seenBy(records, partners)} />
      </JournalProvider>
    </div>,
  );
  leave = shown.leave;
  const measured = shown.place.querySelector<HTMLElement>(".measured");
  if (measured === null) throw new Error("nothing shown");
  return measured;
}

describe("how decisions came out", () => {
  test("[A19] every decision is a mark on one plane whose quarters are named, and none wears a partner’s hue", async () => {
    const place = await view(decided([...rounds(3, [[2, 2]]), ...rounds(2, [[-1, 1]]), [-2, -2], [0, 1]]));
    const plane = figure(place, "Decisions").querySelector("svg.fig");
    expect([...(plane?.querySelectorAll(".fig-part-name") ?? [])].map((name) => name.textContent)).toEqual([
      "one gave for it",
      "hard for both",
      "mixed",
      "well for both",
      "one gave for it",
    ]);
    const marks = [...(plane?.querySelectorAll<SVGCircleElement>(".fig-count") ?? [])];
    expect(marks.length).toBe(4);
    expect(plane?.querySelector(".fill-a, .fill-b")).toBeNull();
    const areas = marks.map((mark) => Number(mark.getAttribute("r")) ** 2);
    const largest = Math.max(...areas);
    expect(areas.map((area) => Math.round((area / largest) * 3)).sort()).toEqual([1, 1, 2, 3]);
    expect(
      [...(plane?.querySelectorAll(".fig-count-in, .fig-count-by") ?? [])].map((n) => n.textContent).sort(),
    ).toEqual(["1", "1", "2", "3"]);
    expect(plane?.getAttribute("aria-label")).toMatch(
      /Noa across and Sam upwards\. 7 decisions of which both of you said how they came out: 3 well for both, 2 in which one gave for it, 1 hard for both,? and 1 mixed\./,
    );
  });

  test("[A19] the better for Noa the further along, the better for Sam the higher; in a right-to-left language it mirrors", async () => {
    const at = async (dir: string) => {
      const plane = figure(await view(decided([[2, -1]]), COUPLE, 640, dir), "Decisions").querySelector("svg.fig");
      const mark = plane?.querySelector(".fig-count");
      const [width, height] = (plane?.getAttribute("viewBox") ?? "").split(" ").slice(2).map(Number);
      return [
        Number(mark?.getAttribute("cx")) / (width ?? 1),
        Number(mark?.getAttribute("cy")) / (height ?? 1),
      ] as const;
    };
    const [along, down] = await at("ltr");
    const [mirrored, same] = await at("rtl");
    expect(along).toBeGreaterThan(0.8);
    expect(down).toBeGreaterThan(0.5);
    expect(mirrored).toBeCloseTo(1 - along, 2);
    expect(same).toBe(down);
  });

  test("[A19] without a decision of which both said how it came out it is too early to tell", async () => {
    const place = figure(await view(decided([])), "Decisions");
    expect(place.querySelector(".early")?.textContent).toMatch(/^Too early to tell\. A decision shows here once both/);
    expect(place.querySelector("svg.fig")).toBeNull();
  });

  test("[A19] below eight the plane is drawn, and what is missing for the share and the means is said", async () => {
    const place = figure(await view(decided(rounds(5))), "Decisions");
    expect(place.querySelectorAll("svg.fig").length).toBe(1);
    expect(place.querySelector(".early")?.textContent).toBe(
      "Too early to tell: 3 more decisions of which both of you said how they came out.",
    );
    expect(says(place)).not.toContain("On average");
    await asTable(place);
    expect(place.textContent).toContain("5 of 8 so far");
    expect(place.textContent).toContain("5 of 12 so far");
  });

  test("[A19] from eight the share and both means stand with interval and n; whether they rise together waits for twelve", async () => {
    const place = figure(await view(decided(rounds(11))), "Decisions");
    expect(place.querySelectorAll("svg.fig").length).toBe(3);
    expect(says(place)).toMatch(/Came out well for both of you: \d+% \(\d+% to \d+%\), n 11\./);
    expect(says(place)).toMatch(
      /On average, from -2 much worse to 2 much better: Noa [\d.-]+ \([\d.-]+ to [\d.-]+\) and Sam [\d.-]+ \([\d.-]+ to [\d.-]+\); n 11\./,
    );
    expect(says(place)).toContain(
      "it is too early to tell: one more decision of which both of you said how it came out.",
    );
    const scales = [...place.querySelectorAll("svg.fig")].slice(1).map((svg) => svg.getAttribute("aria-label"));
    expect(scales[1]).toContain("On average, from -2 much worse to 2 much better: Noa");
  });

  test("[A19] rising and falling together never stands without the means, and says that both may lose together", async () => {
    const losing = rounds(16, [
      [-2, -2],
      [-1, -1],
      [-2, -1],
      [-1, -1],
    ]);
    const place = figure(await view(decided(losing)), "Decisions");
    const together = [...place.querySelectorAll(".says p")].find((p) =>
      p.textContent?.includes("mostly better for the other"),
    );
    expect(together?.textContent).toMatch(/^On average, from -2 much worse to 2 much better: Noa -1\.5 /);
    expect(together?.textContent).toMatch(
      /from -1 to 1 it is 0\.\d \(.*\), n 16\. Chance alone would show as clear an order in /,
    );
    expect(together?.textContent).toContain("both may lose together");
  });

  test("[A19] against each other, unclear, and without spread: each is said in its words", async () => {
    const said = async (outcomes: Parameters<typeof rounds>[1]) =>
      says(figure(await view(decided(rounds(14, outcomes))), "Decisions"));
    expect(
      await said([
        [2, -2],
        [-2, 2],
        [1, -1],
        [-1, 1],
      ]),
    ).toMatch(/mostly worse for the other: from -1 to 1 it is -1 .* in less than 1% of cases\./);
    expect(
      await said([
        [1, 1],
        [1, 2],
        [2, 1],
        [2, 2],
      ]),
    ).toContain("is not clear yet: from -1 to 1 it is ");
    expect(
      await said([
        [1, 1],
        [1, 2],
        [1, -1],
      ]),
    ).toContain("cannot be said: for one of you, all came out the same.");
  });

  test("[A19] the table has every field of the plane and every measure", async () => {
    const place = figure(await view(decided(rounds(15))), "Decisions");
    await asTable(place);
    const [plane, measures] = place.querySelectorAll("table");
    const counts = [...(plane?.querySelectorAll("td") ?? [])].map((cell) => Number(cell.textContent));
    expect(counts.length).toBe(25);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(15);
    expect([...(plane?.querySelectorAll("thead th") ?? [])].at(-1)?.textContent).toBe("Noa: much better");
    expect(measures?.textContent).toMatch(/On average for Sam, -2 to 2[\d.-]+ \(/);
  });
});

describe("what was given up", () => {
  test("[A24] by quarter and giver a square for each, filled as far as its cost was told", async () => {
    const place = figure(
      await view([...gaveUp(NOA, 6, 20), ...gaveUp(SAM, 3, 20, [{ steps: 3, told: true }])]),
      "What was given up",
    );
    const svg = place.querySelector("svg.fig");
    expect(svg?.querySelectorAll("rect.fig-cell.edge-a, rect.fig-cell.fig-not-said").length).toBe(6);
    expect(svg?.querySelectorAll("rect.fig-not-said").length).toBe(2);
    expect(svg?.querySelectorAll("rect.fill-b").length).toBe(3);
    expect(says(place)).toContain(
      "Noa 6 (for 2 it is written what that brought) and Sam 3 (for 1 it is written what that brought).",
    );
    expect(place.textContent).toContain("It is no account");
    await asTable(place);
    expect([...place.querySelectorAll("tbody tr")].map((row) => row.children[1]?.textContent)).toEqual([
      "Noa",
      "Sam",
      "Noa",
      "Sam",
    ]);
  });

  test("[A24] with nothing given up that is said, and no curve is drawn", async () => {
    const place = await view([]);
    expect(figure(place, "What was given up").querySelector(".early")?.textContent).toMatch(/^Nothing was given up/);
    expect(place.querySelectorAll(".figure-or-table").length).toBe(2);
  });

  test("[A24] below eight of each it is too early for both ways; from eight one way is drawn, and the other says what there is", async () => {
    const title = "After one gave something up, until the other did too";
    const few = figure(await view([...gaveUp(NOA, 3, 20), ...gaveUp(SAM, 7, 20)]), title);
    expect(few.querySelector(".early")?.textContent).toBe("Too early to tell.");
    expect(says(few)).toContain("After what Sam gave up: too early to tell, 7 of 8 so far.");
    const one = figure(await view([...gaveUp(NOA, 9, 20), ...gaveUp(SAM, 7, 20)]), title);
    expect(one.querySelectorAll("svg.fig path.fig-line-a").length).toBe(1);
    expect(one.querySelectorAll("svg.fig path.fig-line-b").length).toBe(0);
    expect(says(one)).toMatch(
      /Half of the waits after something Noa gave up had ended on that same day \(likely that same day or later\); n 9\./,
    );
  });

  test("[A24] names nobody as the one who was waited for, and a wait that ended on the day it began has no number of days", async () => {
    const title = "After one gave something up, until the other did too";
    const sameDay = says(figure(await view([...gaveUp(NOA, 9, 20), ...gaveUp(SAM, 9, 20)]), title));
    for (const name of ["Noa", "Sam"])
      expect(sameDay).toContain(
        `Half of the waits after something ${name} gave up had ended on that same day (likely that very day); n 9.`,
      );
    const open = says(figure(await view([...gaveUp(NOA, 12, 20), ...gaveUp(SAM, 12, 20).slice(8)]), title));
    const late = says(figure(await view([...gaveUp(NOA, 12, 20), ...gaveUp(SAM, 2, 20)]), title));
    expect(late).toContain(
      "Half of the waits after something Noa gave up had ended by day 80 (likely day 20 or later); n 12.",
    );
    expect(open).toMatch(
      /\d+% of the waits after something Noa gave up had ended on that same day \(likely \d+% to \d+%\); n 12\./,
    );
  });

  test("[D76] a season both named that touches the quarters is said below them and below their table", async () => {
    const season = namedByBoth("The move", asDay("2026-02-02"), asDay("2026-02-22"));
    const before = namedByBoth("The flood", asDay("2024-02-02"), asDay("2024-02-22"));
    const place = figure(await view([...aYear(), ...season, ...before]), "What was given up");
    expect(place.textContent).toContain("The move, a season both of you named: ");
    await asTable(place);
    expect(place.querySelector(".figure-or-table-scroll")?.textContent).toContain("The move, a season both");
    expect(place.textContent).not.toContain("The flood");
  });

  test("[A24] both ways on one scale; where fewer than half saw it, the share by the last day is said", async () => {
    const title = "After one gave something up, until the other did too";
    const place = figure(await view([...gaveUp(NOA, 12, 3), ...gaveUp(SAM, 10, 30)]), title);
    expect(place.querySelectorAll("svg.fig path.fig-line-a, svg.fig path.fig-line-b").length).toBe(2);
    expect(place.querySelector("svg.fig")?.getAttribute("aria-label")).toContain("both ways on one scale");
    expect(place.textContent).not.toMatch(/\bowe/);
    await asTable(place);
    expect(place.querySelectorAll("tbody tr").length).toBeGreaterThan(0);
  });
});

describe("the two views of two", () => {
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

  test("[A19] [A24] alone, it says that this speaks of two, and draws nothing", async () => {
    const place = await view(decided(rounds(15)), [COUPLE[0]]);
    expect(place.textContent).toMatch(/^This speaks of two/);
    expect(place.querySelector("svg.fig")).toBeNull();
  });

  test("every figure can be reached by keyboard, says itself in words and stays within a narrow window", async () => {
    const place = await view(aYear(), COUPLE, 310);
    expect(place.querySelectorAll("svg.fig").length).toBe(5);
    expect(failingFigures(place, 310)).toEqual([]);
  });
});
