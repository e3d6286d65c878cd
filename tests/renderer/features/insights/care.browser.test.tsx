import { afterEach, describe, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { summary } from "#shared/analysis/summary.ts";
import { addDays, asDay } from "#shared/base/time.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { type ClosedStatus, MET_BY, type Need } from "#shared/domain/need.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { CareView } from "#renderer/features/insights/CareView.tsx";
import { lanesOf, type Lanes } from "#renderer/features/insights/lanes.ts";
import type { SeasonBehind } from "#renderer/ui/figure/seasons.tsx";
import "#renderer/features/insights/insights.css";
import { aClosing, aNeed, asCopy, nextId, NOA, SAM, TODAY } from "../../../support/builders.ts";
import { show } from "../../../support/screen.tsx";
import { namedByBoth, reading, seated } from "./made-up-couple.ts";

const noa = { id: NOA, name: "Noa", cover: "tide" as const };
const sam = { id: SAM, name: "Sam", cover: "wheat" as const };

/** Two whole quarters lie between this day and today. */
const FIRST = asDay("2025-10-01");

/** Needs of one partner from a day on, one every so many days, that came out by turns as told, each some days later. */
function needsOf(
  author: PartnerId,
  count: number,
  came: readonly ClosedStatus[],
  { from = FIRST, every = 2 }: { from?: typeof FIRST; every?: number } = {},
): Need[] {
  return Array.from({ length: count }, (_, at) => {
    const voicedOn = addDays(from, at * every);
    const status = came[at % came.length] ?? "met";
    const on = addDays(voicedOn, 1 + (at % 7));
    return aNeed({ ...asCopy(), author, voicedOn, closing: aClosing({ status, on, metBy: MET_BY[at % 4] ?? "both" }) });
  });
}

/** The very same couple with its needs the other way round. */
const exchanged = (needs: readonly Need[]): Need[] =>
  needs.map((need) => ({ ...need, author: need.author === NOA ? SAM : NOA }));

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

async function careView(
  needs: readonly Need[],
  {
    partners = [noa, sam],
    seasons = [],
    shared = [],
    compares = true,
    width = 960,
  }: {
    partners?: readonly (typeof noa | typeof sam)[];
    seasons?: readonly SeasonBehind[];
    shared?: readonly JournalRecord[];
    compares?: boolean;
    width?: number;
  } = {},
): Promise<HTMLElement> {
  await leave?.();
  const lanes = lanesOf(seated(partners)) as Lanes;
  const view = { from: FIRST, to: TODAY, today: TODAY, partners: partners.map(({ id }) => id), seasons, compares };
  const shown = await show(
    <div className="measured" style={{ inlineSize: `${width}px` }}>
      <JournalProvider journal={reading(shared)}>
        <CareView seen={summary(needs, view)} lanes={lanes} seasons={seasons} />
      </JournalProvider>
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

/** The figure, sentence and table under a heading; null where there is none. */
const sectionOf = (place: HTMLElement, title: string): HTMLElement | null =>
  [...place.querySelectorAll("section")].find((section) => section.querySelector("h2")?.textContent === title) ?? null;

function theSection(place: HTMLElement, title: string): HTMLElement {
  const section = sectionOf(place, title);
  if (section === null) throw new Error(`no ${title}`);
  return section;
}

const SIDE_BY_SIDE = "The two of you, side by side";
const TIME_TO_CARE = "Time to care";
const TREND = "Needs met, over the months";

const headline = (section: HTMLElement): string => section.querySelector("p.early")?.textContent ?? "";
const says = (section: HTMLElement): string => section.querySelector(".says")?.textContent ?? "";
const labelOf = (section: HTMLElement): string => section.querySelector("svg.fig")?.getAttribute("aria-label") ?? "";

/** All that is said in words, one text each, in the order of the page: of the figures, then of the tables. */
async function allSaid(place: HTMLElement): Promise<string[]> {
  const words = (): string[] => [
    ...[...place.querySelectorAll("[aria-label]")].map((each) => each.getAttribute("aria-label") ?? ""),
    ...[...place.querySelectorAll("h2, p, li, text, tr, caption, legend")].map((each) =>
      each.localName === "tr"
        ? [...each.children].map((cell) => cell.textContent).join(" | ")
        : (each.textContent ?? ""),
    ),
    ...[...place.querySelectorAll(".says")].map((each) => each.textContent ?? ""),
  ];
  const drawn = words();
  await showTables(place);
  return [...drawn, ...words()];
}

const OFTEN = ["met", "met", "met", "partly"] as const;
const SELDOM = ["declined", "declined", "declined", "met"] as const;
const MIXED = ["met", "declined", "partly", "met", "let-go"] as const;
const unlike = [...needsOf(NOA, 100, OFTEN), ...needsOf(SAM, 100, SELDOM)];
const mixed = [...needsOf(NOA, 90, MIXED), ...needsOf(SAM, 70, OFTEN, { every: 3 })];

describe("the view on care", () => {
  test("[A4] every figure can be reached by keyboard and says its numbers", async () => {
    const place = await careView(mixed);
    for (const title of [SIDE_BY_SIDE, TIME_TO_CARE, TREND]) {
      const svg = theSection(place, title).querySelector<SVGElement>("svg.fig");
      expect(svg?.getAttribute("role")).toBe("img");
      expect(svg?.tabIndex).toBe(0);
      expect(labelOf(theSection(place, title)).match(/\d+/g)?.length).toBeGreaterThan(5);
    }
  });

  test("[A9] a couple with its needs exchanged is told the same with the names exchanged", async () => {
    const seasons = [{ id: nextId(), name: "The move", from: asDay("2026-02-02"), to: asDay("2026-02-20") }];
    const straight = await allSaid(await careView(mixed, { seasons }));
    const turned = await allSaid(await careView(exchanged(mixed), { seasons, partners: [sam, noa] }));
    expect(straight.length).toBeGreaterThan(150);
    expect(turned.map((text) => text.replace(/Noa|Sam/g, (name) => (name === "Noa" ? "Sam" : "Noa")))).toEqual(
      straight,
    );
  });

  test("[A9] whoever comes first in the journal, every sentence and every row says the same of each", async () => {
    const sorted = (texts: readonly string[]): string[] =>
      texts
        .flatMap((text) => text.split(/(?<=\.) ?/))
        .map((sentence) => (sentence.match(/[\p{L}\p{N}%’]+/gu) ?? []).sort().join(" "))
        .sort();
    const straight = await allSaid(await careView(mixed));
    const turned = await allSaid(await careView(mixed, { partners: [sam, noa] }));
    expect(sorted(turned)).toEqual(sorted(straight));
  });

  test("alone nothing is compared, one line is drawn, and nobody else is named", async () => {
    const place = await careView(needsOf(NOA, 90, MIXED), { partners: [noa] });
    expect(sectionOf(place, SIDE_BY_SIDE)).toBeNull();
    for (const title of [TIME_TO_CARE, TREND]) {
      expect(theSection(place, title).querySelectorAll(".fig-line-a").length).toBeGreaterThan(0);
      expect(theSection(place, title).querySelectorAll(".fig-line-b").length).toBe(0);
    }
    expect(place.textContent).not.toContain("Sam");
  });
});

describe("the two of you, side by side", () => {
  test("[A15] two quarters in a row that leave out none are worth a talk, in words without a name or a direction", async () => {
    const straight = theSection(await careView(unlike), SIDE_BY_SIDE);
    const told = { headline: headline(straight), says: says(straight), label: labelOf(straight) };
    expect(told.headline).toBe(
      "Worth a talk: in two quarters in a row the needs of the two of you do not seem to have been met alike.",
    );
    expect(told.says).toMatch(/^\d+ points, interval \d+ to \d+, all on one side; n\s\d+ and \d+\./);
    expect(Object.values(told).join(" ")).not.toMatch(/Noa|Sam/);
    const turned = theSection(await careView(exchanged(unlike)), SIDE_BY_SIDE);
    expect({ headline: headline(turned), says: says(turned), label: labelOf(turned) }).toEqual(told);
  });

  test("[A15] the same two the other way round are the exact mirror, in ink", async () => {
    const points = (place: HTMLElement): number[] =>
      [...theSection(place, SIDE_BY_SIDE).querySelectorAll("circle")].map((point) => Number(point.getAttribute("cx")));
    const straight = await careView(unlike);
    const width =
      theSection(straight, SIDE_BY_SIDE).querySelector<SVGSVGElement>("svg.fig")?.viewBox.baseVal.width ?? 0;
    const found = points(straight);
    expect(theSection(straight, SIDE_BY_SIDE).querySelectorAll(".fig-point").length).toBe(0); // of neither's hue
    expect(found.length).toBe(3);
    for (const x of found) expect(x).toBeGreaterThan(width / 2 + 50); // on the side that says "Noa’s needs met more"
    const turned = points(await careView(exchanged(unlike)));
    expect(turned).toEqual(found.map((x) => expect.closeTo(width - x, 6) as number));
  });

  test("[A15] in the table every end of an interval says on which side of the figure it lies", async () => {
    const place = await careView(unlike);
    await showTables(place);
    const cells = [...theSection(place, SIDE_BY_SIDE).querySelectorAll("tbody tr:last-child td")];
    expect(cells.map((cell) => cell.textContent)).toEqual([
      expect.stringMatching(/^\d+ towards Noa$/),
      expect.stringMatching(/^\d+ towards Noa and \d+ towards Noa$/),
      expect.stringMatching(/^n\s\d+ and \d+$/),
    ]);
  });

  test("[A15] an interval within ten points is called similar", async () => {
    const alike = [...needsOf(NOA, 170, ["met"], { every: 1 }), ...needsOf(SAM, 170, ["met"], { every: 1 })];
    const section = theSection(await careView(alike), SIDE_BY_SIDE);
    expect(headline(section)).toBe("Similar: the needs of the two of you seem to have been met about alike.");
    expect(says(section)).toMatch(/^0 points, interval \d one way to \d the other;/);
  });

  test("[A15] a quarter with too few needs is counted, not drawn", async () => {
    const place = await careView([...needsOf(NOA, 100, OFTEN), ...needsOf(SAM, 34, SELDOM, { every: 6 })]);
    const section = theSection(place, SIDE_BY_SIDE);
    expect(headline(section)).toBe("Too early to tell.");
    expect(section.querySelectorAll("circle").length).toBe(1); // all quarters together
    expect(section.textContent).toMatch(/\d+ of 20 needs each: too few to tell/);
    const few = theSection(await careView([...needsOf(NOA, 9, OFTEN), ...needsOf(SAM, 9, SELDOM)]), SIDE_BY_SIDE);
    expect(few.querySelector("svg.fig")).toBeNull();
    expect(says(few)).toMatch(/^9 of 20 needs each: too few to tell\./);
  });

  test("[D76] a season both named that touches the quarters is said below them and below their table, and that it is left out", async () => {
    const shared = [
      ...namedByBoth("The move", asDay("2026-02-02"), asDay("2026-02-22")),
      ...namedByBoth("The flood", asDay("2024-02-02"), asDay("2024-02-22")),
    ];
    const section = theSection(await careView(unlike, { shared }), SIDE_BY_SIDE);
    expect(section.textContent).toContain("The move, a season both of you named: ");
    expect(says(section)).toContain("without what settled in a season both of you named");
    await showTables(section);
    expect(section.querySelector(".figure-or-table-scroll")?.textContent).toContain("The move, a season both");
    expect(section.textContent).not.toContain("The flood");
  });

  test("[A15] [A10] on one's own page, with what is private, the two are not compared", async () => {
    expect(sectionOf(await careView(unlike, { compares: false }), SIDE_BY_SIDE)).toBeNull();
  });

  test("[A20] while one has voiced few needs no share of both is drawn, nor how it went", async () => {
    const place = await careView([...needsOf(NOA, 100, OFTEN), ...needsOf(SAM, 25, OFTEN, { every: 8 })]);
    for (const title of ["Needs that were met", SIDE_BY_SIDE, TREND]) {
      expect(theSection(place, title).querySelector("svg")).toBeNull();
      expect(theSection(place, title).textContent).toContain("One of you has voiced few needs");
    }
  });
});

describe("no care lately", () => {
  test("[A11] lists the words that wait with the days since, none of them anybody's, in a table", async () => {
    const long = addDays(TODAY, -60);
    const waits = (author: typeof NOA, need: string) => aNeed({ ...asCopy(), author, need, voicedOn: long });
    const met = aNeed({
      ...asCopy(),
      author: SAM,
      need: "rest",
      voicedOn: long,
      closing: aClosing({ on: addDays(TODAY, -40) }),
    });
    const place = await careView([waits(NOA, "rest"), met, waits(SAM, "quiet"), waits(NOA, "quiet")]);
    const section = theSection(place, "What has had no care lately");
    const rows = [...section.querySelectorAll("tbody tr")].map(({ textContent }) => textContent);
    expect(rows.filter((row) => row?.startsWith("quiet"))).toEqual(["quietnone so far–"]);
    expect(rows.find((row) => row?.startsWith("rest"))).toMatch(/40$/);
    expect(section.textContent).not.toMatch(/Noa|Sam/);
  });
});

describe("time to care", () => {
  test("[A16] says by which day half had care, and its table has the counts and every step", async () => {
    const place = await careView(mixed);
    expect(says(theSection(place, TIME_TO_CARE))).toMatch(
      /^Half of Noa’s 90 needs had care by day 6, likely not before day 5; for the other end it is too early to tell\. Half of Sam’s 70 needs had care by day 4, likely between day 3 and day 5\./,
    );
    await showTables(place);
    const [counts, steps] = theSection(place, TIME_TO_CARE).querySelectorAll("table");
    const [n, ...parts] = [...(counts?.querySelectorAll("tbody tr:first-child td") ?? [])].map((cell) =>
      Number(cell.textContent),
    );
    expect(n).toBe(90);
    expect(parts.slice(0, 3).reduce((sum, part) => sum + part, 0)).toBe(90);
    expect([...(steps?.querySelectorAll("tbody th") ?? [])].map((day) => day.textContent)).toEqual([..."1234567"]);
    expect(steps?.querySelector("tbody tr:last-child")?.textContent).toMatch(/^7\d+% \(\d+% to \d+%\)/);
  });

  test("[A16] one partner with too few needs is told how many there are, the other is still drawn", async () => {
    const section = theSection(await careView([...needsOf(NOA, 30, SELDOM), ...needsOf(SAM, 5, OFTEN)]), TIME_TO_CARE);
    expect(says(section)).toMatch(
      /^Fewer than half of Noa’s 30 needs had care in the days shown: \d+% by day \d, .*Sam: too early to tell, 5 of 8 needs so far\./,
    );
    expect(section.querySelectorAll("svg.fig .fig-line").length).toBe(1);
  });

  test("[A16] below the minimum for both nothing is drawn", async () => {
    const section = theSection(await careView([...needsOf(NOA, 5, OFTEN), ...needsOf(SAM, 3, OFTEN)]), TIME_TO_CARE);
    expect(headline(section)).toBe("Too early to tell.");
    expect(section.querySelector("svg.fig")).toBeNull();
    expect(says(section)).toMatch(
      /^Noa: too early to tell, 5 of 8 needs so far\. Sam: too early to tell, 3 of 8 needs so far\./,
    );
  });

  test("[A16] both are told apart without colour: a whole line to a disc, a dashed one to a diamond", async () => {
    const svg = theSection(await careView(mixed), TIME_TO_CARE).querySelector("svg.fig");
    const dash = (side: "a" | "b") =>
      getComputedStyle(svg?.querySelector(`.fig-line-${side}`) as Element).strokeDasharray;
    expect(dash("a")).toBe("none");
    expect(dash("b")).not.toBe("none");
    expect(svg?.querySelectorAll("circle.fig-point.fill-a").length).toBe(1);
    expect(svg?.querySelectorAll("path.fig-point.fill-b").length).toBe(1);
  });
});

describe("needs met over the months", () => {
  const interrupted = [
    ...needsOf(NOA, 30, MIXED),
    ...needsOf(NOA, 25, MIXED, { from: asDay("2026-03-01") }),
    ...needsOf(SAM, 80, MIXED),
  ];

  test("[A18] a gap stays a gap, and the table says that nothing settled", async () => {
    const place = await careView(interrupted);
    const section = theSection(place, TREND);
    expect(section.querySelectorAll("svg.fig .fig-line-a").length).toBe(2);
    expect(section.querySelectorAll("svg.fig .fig-line-b").length).toBe(1);
    await showTables(place);
    expect(theSection(place, TREND).querySelector("table")?.textContent).toContain("nothing settled");
  });

  test("[A18] says only where each stands at the last week drawn, with interval and number", async () => {
    expect(says(theSection(await careView(interrupted), TREND))).toMatch(
      /^Noa: \d+% as of the week of [\w –,]+, likely between \d+% and \d+%; it rests on about \d+ needs\. Sam: \d+% as of .*\.Neighbouring weeks rest on nearly the same needs/,
    );
  });

  test("[A18] too few needs are counted, not drawn", async () => {
    const section = theSection(await careView([...needsOf(NOA, 5, OFTEN), ...needsOf(SAM, 4, OFTEN)]), TREND);
    expect(section.querySelector("svg.fig")).toBeNull();
    expect(says(section)).toMatch(/^Noa: about [2-5] of 8 needs so far\./);
  });

  test("[D76] a season both named lies behind the line for as long as it went on", async () => {
    const season = { id: nextId(), name: "The move", from: asDay("2026-02-02"), to: asDay("2026-02-22") };
    const section = theSection(await careView(interrupted, { seasons: [season] }), TREND);
    const svg = section.querySelector("svg.fig");
    const length = 900 - 40 - 10;
    const days = 7 * 33; // from the Monday of the first week to the Sunday of the last
    expect(Number(svg?.querySelector(".fig-season")?.getAttribute("width"))).toBeCloseTo((length * 21) / days, 3);
    expect(labelOf(section)).toMatch(/: The move\.$/);
    expect(section.textContent).toContain("The move, a season both of you named");
  });
});
