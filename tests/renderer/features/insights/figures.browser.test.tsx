import { afterEach, describe, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { summary } from "#shared/analysis/summary.ts";
import { addDays, asDay } from "#shared/base/time.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import { MET_BY, type Need } from "#shared/domain/need.ts";
import { lanesOf, type Lanes } from "#renderer/features/insights/lanes.ts";
import { MetShares } from "#renderer/features/insights/MetShares.tsx";
import { WeeksStrip } from "#renderer/features/insights/WeeksStrip.tsx";
import { WhoTookCare } from "#renderer/features/insights/WhoTookCare.tsx";
import type { SeasonBehind } from "#renderer/ui/figure/seasons.tsx";
import "#renderer/features/insights/insights.css";
import { aClosing, aNeed, nextId, NOA, SAM, TODAY } from "../../../support/builders.ts";
import { show } from "../../../support/screen.tsx";
import { seated } from "./made-up-couple.ts";

const noa = { id: NOA, name: "Noa", cover: "tide" as const };
const sam = { id: SAM, name: "Sam", cover: "wheat" as const };

/** `count` needs of one owner closed on days that walk back from today: met, partly and declined by turns. */
function closedNeeds(author: PartnerId, count: number, every: number): Need[] {
  return Array.from({ length: count }, (_, at) => {
    const on = addDays(TODAY, -at * every);
    const status = (["met", "met", "partly", "declined"] as const)[at % 4] ?? "met";
    return aNeed({
      author,
      voicedOn: addDays(on, -3),
      closing: aClosing({ status, on, metBy: MET_BY[at % 3] ?? "both" }),
    });
  });
}

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

async function figures(
  needs: readonly Need[],
  partners: readonly (typeof noa | typeof sam)[],
  width = 960,
  seasons: readonly SeasonBehind[] = [],
): Promise<HTMLElement> {
  await leave?.();
  const lanes = lanesOf(seated(partners)) as Lanes;
  const seen = summary(needs, {
    from: asDay("2026-01-01"),
    to: TODAY,
    today: TODAY,
    partners: partners.map(({ id }) => id),
  });
  const shown = await show(
    <div className="measured" style={{ inlineSize: `${width}px` }}>
      <WeeksStrip strip={seen.weeks} lanes={lanes} seasons={seasons} />
      <MetShares met={seen.met} lanes={lanes} />
      <WhoTookCare care={seen.care} lanes={lanes} />
    </div>,
  );
  leave = shown.leave;
  const measured = shown.place.querySelector<HTMLElement>(".measured");
  if (measured === null) throw new Error("nothing shown");
  return measured;
}

async function showTables(place: HTMLElement): Promise<void> {
  for (const radio of place.querySelectorAll<HTMLInputElement>(".switch label:last-of-type input")) {
    await userEvent.click(radio);
  }
}

const cells = (place: HTMLElement) =>
  [...place.querySelectorAll(".figure-or-table:first-of-type .fig rect.fig-cell")].map((cell) =>
    Number(cell.getAttribute("width")),
  );
const drawing = (place: HTMLElement) =>
  [...place.querySelectorAll<SVGElement>("svg.fig")].map((svg) =>
    svg.innerHTML.replace(/_r_\w+_|[:«»]r\w+[:«»]/g, "id"),
  );
const sentences = (place: HTMLElement) => [...place.querySelectorAll(".says")].map((says) => says.textContent ?? "");

describe("the figures of Insights", () => {
  test("[A4] every figure can be reached by keyboard and says itself in words", async () => {
    const place = await figures([...closedNeeds(NOA, 12, 6), ...closedNeeds(SAM, 10, 7)], [noa, sam]);
    const drawn = [...place.querySelectorAll<SVGElement>("svg.fig")];
    expect(drawn.length).toBe(4);
    for (const svg of drawn) {
      expect(svg.getAttribute("role")).toBe("img");
      expect(svg.tabIndex).toBe(0);
      expect(svg.getAttribute("aria-label")?.length).toBeGreaterThan(20);
    }
  });

  test("[A4] a narrower window shows fewer weeks of the same size, and all of them in the table", async () => {
    const needs = [...closedNeeds(NOA, 40, 3), ...closedNeeds(SAM, 40, 3)];
    const wide = await figures(needs, [noa, sam], 960);
    const inWide = cells(wide);
    const narrow = await figures(needs, [noa, sam], 320);
    const inNarrow = cells(narrow);
    expect(inNarrow.length).toBeLessThan(inWide.length);
    expect(new Set([...inWide, ...inNarrow])).toEqual(new Set([24]));
    const shown = narrow.querySelector(".weeks-turn .quiet")?.textContent;
    expect(shown).toMatch(/ of 20 weeks/);
    await showTables(narrow);
    expect(narrow.querySelectorAll("table:first-of-type")[0]?.querySelectorAll("tbody tr").length).toBe(20);
  });

  test("[D76] a season both named lies behind its weeks, in the label of the strip, below it and beside its table", async () => {
    const needs = [...closedNeeds(NOA, 12, 6), ...closedNeeds(SAM, 12, 6)];
    const season = { id: nextId(), name: "The winter of the move", from: asDay("2026-03-02"), to: asDay("2026-03-20") };
    const place = await figures(needs, [noa, sam], 960, [
      season,
      { ...season, id: nextId(), from: addDays(TODAY, 9), to: null },
    ]);
    const strip = place.querySelector("svg.fig");
    expect(strip?.getAttribute("aria-label")).toMatch(/Behind it lies .*: The winter of the move\.$/);
    const [shade] = strip?.querySelectorAll("rect.fig-season") ?? [];
    expect(strip?.querySelectorAll("rect.fig-season").length).toBe(1);
    expect(Number(shade?.getAttribute("width"))).toBeCloseTo(3 * 33, 6); // three weeks, cell and gap
    expect(place.textContent).toContain("The winter of the move, a season both of you named: ");
    await showTables(place);
    expect(place.querySelector(".figure-or-table-scroll")?.textContent).toContain("The winter of the move, a season");
  });

  test("swapping the partners mirrors every figure and every sentence exactly", async () => {
    const ofNoa = closedNeeds(NOA, 12, 6);
    const ofSam = closedNeeds(SAM, 9, 8);
    // Noa in Sam's place with Sam's needs, and the other way round: the very same couple, named the other way.
    const other = (need: Need): Need => ({ ...need, author: need.author === NOA ? SAM : NOA });
    const straight = await figures([...ofNoa, ...ofSam], [noa, sam]);
    const first = { drawing: drawing(straight), sentences: sentences(straight) };
    const swapped = await figures([...ofNoa, ...ofSam].map(other), [
      { ...sam, name: "Noa", cover: "tide" },
      { ...noa, name: "Sam", cover: "wheat" },
    ]);
    expect({ drawing: drawing(swapped), sentences: sentences(swapped) }).toEqual(first);
  });

  test("[A5] [A6] one partner below the minimum is told what is missing, the other is still drawn", async () => {
    const place = await figures([...closedNeeds(NOA, 12, 6), ...closedNeeds(SAM, 5, 6)], [noa, sam]);
    expect(place.textContent).toContain("Sam: 3 more closed needs, then there is something to draw.");
    expect([...place.querySelectorAll(".fig-early")].map((text) => text.textContent)).toEqual([
      "3 more closed needs",
      "3 more closed needs",
    ]);
  });

  test("[A5] [A6] below the minimum for both there is no figure but a sentence at its size", async () => {
    const place = await figures([...closedNeeds(NOA, 2, 6), ...closedNeeds(SAM, 3, 6)], [noa, sam]);
    expect([...place.querySelectorAll(".early")].map((text) => text.textContent)).toEqual([
      "6 more closed needs, then there is something to draw.",
      "6 more closed needs, then there is something to draw.",
    ]);
    expect(place.querySelectorAll("svg.fig").length).toBe(1);
  });

  test("each share stands in the table with its interval and its n", async () => {
    const place = await figures([...closedNeeds(NOA, 12, 6), ...closedNeeds(SAM, 10, 7)], [noa, sam]);
    await showTables(place);
    const [, met, care] = place.querySelectorAll("table");
    expect(met?.textContent).toMatch(/Noa\d+% \(\d+% to \d+%\), n 12/);
    expect(care?.querySelectorAll("thead th")[1]?.textContent).toBe("Noa’s needs, n 12");
    expect(care?.querySelectorAll("tbody tr").length).toBe(MET_BY.length);
  });

  test("alone, one lane and one bar are drawn, and nobody else is named", async () => {
    const place = await figures(closedNeeds(NOA, 12, 6), [noa]);
    expect(place.textContent).not.toContain("Sam");
    expect(place.querySelectorAll(".fig-both").length).toBe(0);
    expect(place.textContent).toContain("the other");
  });
});
