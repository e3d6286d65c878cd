/** Ways around what a view shows. */
import { userEvent } from "vitest/browser";

/** The figure or table below this title. */
export function figure(place: HTMLElement, title: string): HTMLElement {
  const found = [...place.querySelectorAll<HTMLElement>(".figure-or-table")].find(
    (section) => section.querySelector("h2")?.textContent === title,
  );
  if (found === undefined) throw new Error(title);
  return found;
}

/** The sentences below a figure. */
export const says = (place: HTMLElement): string => place.querySelector(".says")?.textContent ?? "";

/** Shows the tables in the place of the figures. */
export async function asTable(place: HTMLElement): Promise<void> {
  for (const radio of place.querySelectorAll<HTMLInputElement>(".switch label:last-of-type input"))
    await userEvent.click(radio);
}

/** Every text of a place in its order: what is read, and what is said to who does not see it. */
function textsOf(place: HTMLElement): string[] {
  const labels = [...place.querySelectorAll("[aria-label]")].map((element) => element.getAttribute("aria-label") ?? "");
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode() !== null) texts.push(walker.currentNode.textContent ?? "");
  return [...texts, ...labels];
}

/** Every text of the figures of a place, and then of its tables. */
export async function textsOfBoth(place: HTMLElement): Promise<string[]> {
  const figures = textsOf(place);
  await asTable(place);
  return [...figures, ...textsOf(place)];
}

/** The words of texts, in no order. */
export const wordsOf = (texts: readonly string[]): string[] =>
  texts
    .join(" ")
    .split(/[\s;,.:()]+/)
    .sort();

/** The figures of a place that cannot be reached by keyboard, do not say themselves with their numbers, or are wider than this. */
export const failingFigures = (place: HTMLElement, width: number): string[] =>
  [...place.querySelectorAll<SVGElement>("svg.fig")]
    .filter(
      (svg) =>
        svg.getAttribute("role") !== "img" ||
        svg.tabIndex !== 0 ||
        !/\d/.test(svg.getAttribute("aria-label") ?? "") ||
        svg.getBoundingClientRect().width > width,
    )
    .map((svg) => svg.outerHTML);
