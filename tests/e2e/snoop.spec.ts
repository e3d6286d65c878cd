/** A partner with their own passphrase looks for the other's words wherever a debugger can look. */
import { expect, test } from "@playwright/test";
import { startApp, type App } from "../support/app.ts";
import { heapSnapshots, wordsInMemory } from "../support/heap.ts";
import { goTo, lock, makeJournalTogether, NOA, SAM, unlock, unlockTogether, writeToday } from "../support/steps.ts";

const NOAS = ["quilbrastcanary", "drimwickcanary"];
const SAMS = ["vorplencanary"];

let app: App;
test.beforeAll(async () => void (app = await startApp()));
test.afterAll(() => app.stop());

test("[V9] Sam's open session, and a session together, hold no word of Noa's private page", async () => {
  test.setTimeout(180_000);
  {
    const { context, page } = await app.launch();
    await makeJournalTogether(page);
    await unlock(page, NOA);
    await writeToday(page, NOAS[0] ?? "", `Only for me: ${NOAS[1] ?? ""}`);
    await lock(page);
    await unlock(page, SAM);
    await writeToday(page, "mine", SAMS[0] ?? "");
    await lock(page);
    await context.close(); // what Noa typed was in that process's memory; the next one has never seen it
  }

  const { context, page } = await app.launch();
  const holders = async (words: readonly string[]) =>
    (await heapSnapshots(context, page)).filter(({ text }) => words.some((word) => text.includes(word)));

  await unlock(page, SAM);
  for (const place of ["Journal", "Needs", "Together", "Insights", "Me", "Backup", "Today"]) await goTo(page, place);
  await expect(page.getByText(SAM.name).first()).toBeVisible();
  const snapshots = await heapSnapshots(context, page);
  expect(snapshots.map(({ of }) => of).some((of) => of.includes("vault.worker"))).toBe(true);
  expect((await holders(SAMS)).length).toBeGreaterThan(0); // Sam's own words are there to be found
  expect((await holders(NOAS)).map(({ of }) => of)).toEqual([]);
  if (process.platform === "linux") {
    expect(wordsInMemory(app.profile, SAMS)).toEqual(SAMS);
    expect(wordsInMemory(app.profile, NOAS)).toEqual([]);
  }

  await lock(page);
  await unlockTogether(page);
  await goTo(page, "Needs");
  expect((await holders([...NOAS, ...SAMS])).map(({ of }) => of)).toEqual([]);
  await context.close();
});
