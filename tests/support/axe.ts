/** What axe finds on a page that has come to rest. */
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
    .withTags(RULES)
    .disableRules([...without])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(" ")} (${any.map(({ message }) => message).join("; ")})`),
  );
}
