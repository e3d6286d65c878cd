/** What axe finds on a page that has come to rest, and whether the page is wider than its window. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** After the frame that a change of looks begins its transitions in, and the end of all that ends: a colour on its way is no colour of ours. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
    await frame();
  });
}

/** One line for each element at fault: the rule, where it is, and what axe says of it. @param without rules that are not asked */
export async function axeFindings(page: Page, without: readonly string[] = []): Promise<string[]> {
  await atRest(page);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode() // no page here has frames whose findings would be put together in a page of their own
    .withTags(RULES)
    .disableRules([...without])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(" ")} (${any.map(({ message }) => message).join("; ")})`),
  );
}

/** A scheme of colours, and the width of a window. */
export type Look = readonly ["light" | "dark", number];

/** Adds to `found` what is wrong with the place that is shown, in each of these looks. Leaves the window wide. */
export async function lookAt(
  page: Page,
  place: string,
  found: Record<string, string[]>,
  looks: readonly Look[],
  without: readonly string[] = [],
): Promise<void> {
  await page.getByRole("heading").first().waitFor();
  for (const [colorScheme, width] of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    const bad = await axeFindings(page, without);
    if (bad.length > 0) found[`${place} ${colorScheme} ${width}`] = bad;
    const over = await overflow(page);
    if (over > 0) found[`${place} ${colorScheme} ${width} overflow`] = [`${over} px`];
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** By how many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
