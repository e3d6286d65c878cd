/** Every place, light and dark, held to WCAG 2.2 AA by axe, on the sample couple's journal and before any journal. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { startApp, type App } from "../support/app.ts";
import { goTo, lock } from "../support/steps.ts";

let app: App;
test.beforeAll(async () => void (app = await startApp()));
test.afterAll(() => app.stop());

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

test("axe finds nothing on any place, light or dark, wide or narrow", async () => {
  test.setTimeout(240_000);
  const { context, page } = await app.launch();
  const found: Record<string, string[]> = {};
  const look = async (place: string) => {
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      for (const width of [1280, 360]) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.setViewportSize({ width, height: 800 });
        const bad = await violations(page);
        if (bad.length > 0) found[`${place} ${colorScheme} ${width}`] = bad;
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (overflow > 0) found[`${place} ${colorScheme} ${width} overflow`] = [`${overflow} px`];
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  };

  await look("Welcome");
  await page.getByRole("button", { name: "Look around with a sample couple" }).click();
  await expect(page.getByText("Noa’s notebook")).toBeVisible({ timeout: 60_000 });
  await look("Today");
  for (const place of ["Journal", "Needs", "Insights", "Backup", "Settings"]) {
    await goTo(page, place);
    await look(place);
  }
  await lock(page);
  await look("Unlock");
  for (const way of ["Open together", "Use recovery words", "Support"]) {
    await page.getByRole("button", { name: way }).click();
    await look(way);
  }
  expect(found).toEqual({});
  await context.close();
});
