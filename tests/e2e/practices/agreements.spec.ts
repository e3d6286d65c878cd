/** Promises, repair, and what both hold to, as a couple does them in the built app: each in their own session, then together. */
import { expect, test, type Page } from "@playwright/test";
import { startApp, type App } from "../../support/app.ts";
import { axeFindings } from "../../support/axe.ts";
import { mark } from "../../support/practice-steps.ts";
import {
  goTo,
  lock,
  makeJournalTogether,
  NOA,
  photograph,
  SAM,
  unlock,
  unlockTogether,
  wrongPassphraseTold,
} from "../../support/steps.ts";

const CALL = "I ring your mother by Sunday.";
const GATE = "I fix the gate before the storm.";
const LATE = "I was late for your concert.";
const ASK = "We ask before we assume.";
const JUDGE = "We ask before we judge.";
const ASLEEP = "We ask before we judge, and sleep on it first.";
const DUE = "To look at again";

let app: App;
let page: Page;
test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(180_000);
  app = await startApp();
  ({ page } = await app.launch());
  await itIs("2026-11-02");
  await makeJournalTogether(page);
});
test.afterAll(() => app.stop());

/** The days go on, and every page sees it. */
const itIs = (day: string) => page.context().clock.setSystemTime(new Date(`${day}T18:00:00+01:00`));

const press = (name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();
const sheet = () => page.getByRole("article");
const region = (name: string) => page.getByRole("region", { name, exact: true });
const standing = () => region("Where it stands");
const happened = () => region("What happened");
const choose = (legend: string, name: string) =>
  page
    .getByRole("group", { name: legend, exact: true })
    .locator("label", { hasText: new RegExp(`^${name}$`) })
    .click();

async function openPart(part: string): Promise<void> {
  await goTo(page, "Together");
  await page.getByRole("button", { name: new RegExp(`^${part} `) }).click();
  await expect(page.getByRole("heading", { level: 1, name: part, exact: true })).toBeVisible();
}

/** Opens an agreement or a repair by its first line. */
async function openThing(part: string, title: string): Promise<void> {
  await openPart(part);
  await press(title);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}
const openAgreement = (title: string) => openThing("Agreements and promises", title);

/** Presses what signs, is refused with one passphrase where one is given, and signs with the other. */
async function sign(name: string, passphrase: string, refused?: string): Promise<void> {
  await press(name);
  const dialog = page.getByRole("dialog");
  for (const [at, typed] of [refused, passphrase].entries()) {
    if (typed === undefined) continue;
    await dialog.getByLabel(/passphrase/).fill(typed);
    await dialog.getByRole("button", { name: "Sign it", exact: true }).click();
    if (at === 0) await wrongPassphraseTold(page);
  }
  await expect(dialog).toBeHidden({ timeout: 30_000 });
}

async function share(other: string): Promise<void> {
  await press(`See what ${other} would read`);
  await press(`Share with ${other}`);
  await expect(page.getByRole("button", { name: `Share with ${other}` })).toBeHidden();
}

/** Takes pictures of what stands there, wide and narrow, and finds nothing wrong with it. */
async function look(name: string): Promise<void> {
  await photograph(page, name);
  await page.setViewportSize({ width: 360, height: 800 });
  await photograph(page, `${name}-360`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `${name} is no wider than its window`).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await axeFindings(page), name).toEqual([]);
}

test("P11: a promise is signed by both, its day comes, it is missed, and a repair is offered, taken and done", async () => {
  test.setTimeout(300_000);
  await test.step("Noa promises, and signs with her own passphrase alone", async () => {
    await unlock(page, NOA);
    await openPart("Agreements and promises");
    await press("Propose an agreement");
    await choose("What is it?", "a promise");
    await page.getByLabel("What you would both hold to").fill(CALL);
    await choose("Who promises", "Noa");
    await press("See what Sam would read");
    await expect(sheet().getByRole("alert")).toHaveText("Say this first.");
    await page.getByLabel("By", { exact: true }).fill("2026-11-08");
    await look("agreement-form");
    await share("Sam");
    await expect(standing()).toContainText("It is proposed.");
    await press("Sign it");
    await expect(page.getByRole("dialog")).toContainText(/Sunday,? 8 November 2026/);
    await look("agreement-sign");
    await page.keyboard.press("Escape");
    await sign("Sign it", NOA.passphrase, SAM.passphrase);
    await expect(standing()).toContainText("Signed by Noa. It holds once both of you have signed.");
    await lock(page);
  });

  await test.step("Sam reads it on Today, and signs with his", async () => {
    await unlock(page, SAM);
    await expect(region(DUE)).toContainText("proposed, to be signed");
    await region(DUE).getByRole("button", { name: "Read it" }).click();
    await expect(standing()).toContainText("Signed by Noa.");
    await sign("Sign it", SAM.passphrase, NOA.passphrase);
    await expect(standing()).toContainText(/Signed by both of you\. It holds since Monday,? 2 November 2026/);
    await expect(page.getByRole("button", { name: "Repair after it" })).toHaveCount(0);
    await goTo(page, "Today");
    await expect(page.getByLabel("Title")).toBeVisible();
    await expect(region(DUE)).toHaveCount(0);
    await lock(page);
  });

  await test.step("its day comes: Noa says that she did not keep it, and owns up", async () => {
    await itIs("2026-11-08");
    await unlock(page, NOA);
    await expect(region(DUE)).toContainText("a promise, for 8 Nov");
    await look("agreement-due");
    await region(DUE).getByRole("button", { name: "Say how it went" }).click();
    await expect(standing()).toContainText(/Its day was Sunday,? 8 November 2026\. How did it go\?/);
    await press("Say how it goes");
    await choose("How did it go?", "not kept");
    await page.getByLabel("In words").fill("Work, and then I was too tired.");
    await look("agreement-review");
    await press("Write it down for both");
    await expect(happened()).toContainText("not kept");
    await press("Repair after it");
    await expect(page.getByRole("radio", { name: "a missed promise" })).toBeChecked();
    await expect(page.getByRole("radio", { name: CALL })).toBeChecked();
    await page.getByLabel("What I did, or did not do").fill("I did not ring her.");
    await page.getByLabel("What I will do").fill("I ring her tomorrow at noon.");
    await look("repair-form");
    await share("Sam");
    await expect(sheet()).toContainText(`It is about ${CALL}`);
    await goTo(page, "Today");
    await expect(page.getByLabel("Title")).toBeVisible();
    await expect(region(DUE)).toHaveCount(0);
    await lock(page);
  });

  const replies = region("What Sam says to it");
  await test.step("Sam cannot take it yet, and takes it a day later", async () => {
    await unlock(page, SAM);
    await expect(page.getByLabel("Title")).toBeVisible();
    await expect(region(DUE)).toHaveCount(0);
    await openAgreement(CALL);
    await expect(page.getByRole("button", { name: "Repair after it" })).toHaveCount(0); // it was not his promise
    await region("Repairs after it").getByRole("button", { name: "I did not ring her." }).click();
    await press("Answer it");
    await choose("Can you take it?", "not yet");
    await page.getByLabel("In words").fill("Ring her first.");
    await press("Give this answer");
    await expect(replies).toContainText(/Sam, 8 Nov.*not yet.*Ring her first\./);
    await lock(page);
    await itIs("2026-11-09");
    await unlock(page, SAM);
    await openThing("Repair", "I did not ring her.");
    await press("Answer it anew");
    await choose("Can you take it?", "taken");
    await press("Give this answer");
    await expect(replies.getByRole("listitem").last()).toContainText(/Sam, 9 Nov.*taken/);
    await expect(replies.getByRole("listitem")).toHaveCount(2);
    await look("repair");
    await lock(page);
  });

  await test.step("Noa says that it is done, which both read", async () => {
    await unlock(page, NOA);
    await openThing("Repair", "I did not ring her.");
    await expect(replies).toContainText("taken");
    await press("Say to both that it is done");
    await expect(sheet()).toContainText(/Done on.*Monday,? 9 November 2026/);
    await expect(page.getByRole("button", { name: "Share it again" })).toHaveCount(0);
    await lock(page);
  });

  await test.step("with both at the screen a promise is signed by each, and kept", async () => {
    await unlockTogether(page);
    await openPart("Repair");
    await expect(sheet()).toContainText("done 9 Nov");
    await openPart("Agreements and promises");
    await expect(region("What held before")).toContainText(CALL);
    await press("Propose an agreement, Sam writes");
    await choose("What is it?", "a promise");
    await page.getByLabel("What you would both hold to").fill(GATE);
    await choose("Who promises", "Sam");
    await page.getByLabel("By", { exact: true }).fill("2026-11-12");
    await press("Keep it for both");
    await sign("Sign it: Noa", NOA.passphrase);
    await sign("Sign it: Sam", SAM.passphrase);
    await expect(standing()).toContainText("Signed by both of you.");
    await press("Say how it goes: Noa");
    await choose("How did it go?", "kept");
    await press("Write it down for both");
    await expect(happened()).toContainText(/Noa, 9 Nov.*kept/);
    await expect(page.getByRole("button", { name: /^Repair after it/ })).toHaveCount(0);
    await press("Back to Agreements and promises");
    await expect(region("What held before")).toContainText(GATE);
    await look("agreements-together");
  });

  await test.step("with both there Sam owns up, and Noa takes it; he says in his own notebook that it is done", async () => {
    await openPart("Repair");
    await press("Own up to something, Sam writes");
    await choose("It is after", "something else");
    await page.getByLabel("What I did, or did not do").fill(LATE);
    await page.getByLabel("What I will do").fill("I set an alarm for the evening before.");
    await press("Keep it for both");
    await expect(page.getByRole("heading", { level: 1, name: LATE })).toBeVisible();
    const saysNoa = region("What Noa says to it");
    await press("Noa answers it");
    await choose("Can Noa take it?", "taken");
    await press("Give this answer");
    await expect(saysNoa).toContainText(/Noa, 9 Nov.*taken/);
    await look("repair-together");
    await lock(page);

    await unlock(page, SAM);
    await openThing("Repair", LATE);
    await expect(saysNoa).toContainText("taken");
    await press("Say to both that it is done");
    await expect(sheet()).toContainText(/Done on.*Monday,? 9 November 2026/);
    await lock(page);

    await unlock(page, NOA);
    await openPart("Repair");
    await expect(sheet().getByRole("listitem").filter({ hasText: LATE })).toContainText("done 9 Nov");
    await lock(page);
  });
});

test("P13: a principle is signed by both, apart and together, looked at again, changed, and ended by either", async () => {
  test.setTimeout(300_000);
  await test.step("Noa proposes it, and writes on for herself", async () => {
    await itIs("2026-11-13");
    await unlock(page, NOA);
    await openPart("Agreements and promises");
    await press("Propose an agreement");
    await choose("What is it?", "a principle");
    await page.getByLabel("What you would both hold to").fill(ASK);
    await page.getByLabel("Look again on").fill("2026-11-20");
    await share("Sam");
    await press("Change it");
    await page.getByLabel("What you would both hold to").fill(JUDGE);
    await press("Save");
    await expect(standing()).toContainText("Your own changes are not in it.");
    await lock(page);
  });

  await test.step("Sam signs the words that are shared; other words are unsigned, and say so", async () => {
    await unlock(page, SAM);
    await openAgreement(ASK);
    await expect(sheet()).not.toContainText(JUDGE);
    await sign("Sign it", SAM.passphrase);
    await expect(standing()).toContainText("Signed by Sam.");
    await lock(page);
    await unlock(page, NOA);
    await openAgreement(JUDGE);
    await expect(standing()).toContainText("share them, and the new words are unsigned");
    await press("Share it again");
    await page.getByRole("dialog").getByRole("button", { name: "Share with Sam" }).click();
    await expect(standing()).toContainText("It is proposed.");
    await expect(happened()).toContainText(/Sam, 13 Nov.*signed other words/);
    await page.getByText("The words that were signed").click();
    await expect(happened()).toContainText(ASK);
    await sign("Sign it", NOA.passphrase);
    await lock(page);
    await unlock(page, SAM);
    await openAgreement(JUDGE);
    await page.getByText("The words that were signed").click();
    await expect(happened()).toContainText(ASK);
    await sign("Sign it", SAM.passphrase);
    await expect(standing()).toContainText("Signed by both of you.");
    await expect(standing()).toContainText(/To be looked at again on Friday,? 20 November 2026/);
    await look("agreement");
  });

  await test.step("a week later Sam looks at it again, and proposes other words", async () => {
    await lock(page);
    await itIs("2026-11-20");
    await unlock(page, SAM);
    await expect(region(DUE)).toContainText("an agreement, for 20 Nov");
    await region(DUE).getByRole("button", { name: "Look at it" }).click();
    await press("Say how it goes");
    await choose("How did it go?", "it needs a change");
    await expect(page.getByText("Propose the new words afterwards.")).toBeVisible();
    await page.getByLabel("Look again on").fill("2026-12-20");
    await press("Write it down for both");
    await expect(standing()).toContainText(/To be looked at again on Sunday,? 20 December 2026/);
    await press("Propose a change");
    await expect(sheet()).toContainText("What holds now goes on holding");
    await page.getByLabel("What you would both hold to").fill(ASLEEP);
    await share("Noa");
    await expect(region("Before it")).toContainText(JUDGE);
    await lock(page);
  });

  await test.step("together each signs the change at their own seat; it takes the place of the old one", async () => {
    await unlockTogether(page);
    await openAgreement(JUDGE);
    await expect(standing()).toContainText("It holds since");
    await region("Changes of it").getByRole("button", { name: ASLEEP }).click();
    await press("Sign it: Noa");
    await expect(page.getByRole("dialog")).toContainText(`It takes the place of ${JUDGE}`);
    await look("agreement-sign-together");
    await page.keyboard.press("Escape");
    await sign("Sign it: Noa", NOA.passphrase, SAM.passphrase);
    await expect(page.getByRole("button", { name: "Sign it: Noa" })).toHaveCount(0);
    await sign("Sign it: Sam", SAM.passphrase, NOA.passphrase);
    await expect(standing()).toContainText(/It holds since Friday,? 20 November 2026/);
    await region("Before it").getByRole("button", { name: JUDGE }).click();
    await expect(standing()).toContainText(/Both of you signed a later one on Friday,? 20 November 2026/);
    await expect(happened().getByRole("listitem")).toHaveCount(4); // three signatures, one under other words, and how it went
    await look("agreement-replaced");
    await lock(page);
  });

  await test.step("Noa ends it; both still read it, with everything that was said", async () => {
    await itIs("2026-11-25");
    await unlock(page, NOA);
    await openAgreement(ASLEEP);
    await expect(page.getByRole("button", { name: "Take it back" })).toHaveCount(0);
    await press("End it");
    await page.getByLabel("Why, if you want to say it").fill("We never sleep on it.");
    await look("agreement-end");
    await press("End it for both");
    await expect(standing()).toContainText(/It held from Friday,? 20 November 2026 to Wednesday,? 25 November 2026/);
    await expect(page.getByRole("button", { name: /^(End it|Say how it goes|Sign it)$/ })).toHaveCount(0);
    await lock(page);
    await unlock(page, SAM);
    await openAgreement(ASLEEP);
    await expect(happened()).toContainText(/Noa, 25 Nov.*ended it.*We never sleep on it\./);
    await expect(page.getByRole("button", { name: "Propose it anew" })).toBeVisible();
    await expect(standing()).toContainText("So it stays for as long as that one does.");
    await expect(page.getByRole("button", { name: "Take it back" })).toHaveCount(0);
    await press("Back to Agreements and promises");
    await expect(region("What held before")).toContainText(JUDGE);
    await expect(region("What holds")).toHaveCount(0);
    await look("agreements");
    await lock(page);
  });
});

const LISTEN = "We listen to the end.";
const PROMISES = "We keep what we promise.";
const WEAK = "I can rely on them when I am weak.";

/** Looks at the two of us, sentence by sentence, and tells one of them. */
async function lookAtUs(other: string, kept: readonly [string, string], told: readonly [string, string]) {
  await goTo(page, "Me");
  await page.getByRole("button", { name: /^Inventory / }).click();
  await press("Take a look");
  await choose("What do you look at?", "the two of us");
  for (const group of ["Talking", "Trust", "Respect"]) await expect(region(group)).toBeVisible();
  for (const [item, step] of [kept, told]) await mark(page.getByRole("group", { name: item, exact: true }), step);
  await page.getByRole("checkbox", { name: `May be told to ${other} ${told[0]}`, exact: true }).check();
  await press(`See what ${other} would read`);
  await expect(sheet()).toContainText(told[0]);
  await expect(sheet()).not.toContainText(kept[0]);
  await press(`Share with ${other}`);
  await expect(sheet()).toContainText("Our own sentences, not a validated test.");
}

test("P11: each takes a short look at the two of us, talking, trust and respect, and both read what is told of it", async () => {
  test.setTimeout(180_000);
  await test.step("Noa looks, and tells one sentence", async () => {
    await unlock(page, NOA);
    await lookAtUs("Sam", [WEAK, "rarely"], [PROMISES, "sometimes"]);
    await look("inventory-us");
    await lock(page);
  });

  await test.step("Sam reads that one, looks himself, and tells another", async () => {
    await unlock(page, SAM);
    await openPart("Inventory");
    await page.getByRole("button", { name: /: the two of us$/ }).click();
    await expect(sheet()).toContainText(`${PROMISES}sometimes`);
    await expect(sheet()).not.toContainText(WEAK);
    await lookAtUs("Noa", [WEAK, "always"], [LISTEN, "often"]);
    await lock(page);
  });

  await test.step("with both at the screen both told sentences are there, and nothing else of either look", async () => {
    await unlockTogether(page);
    await openPart("Inventory");
    const looks = page.getByRole("button", { name: /: the two of us$/ });
    await expect(looks).toHaveCount(2);
    const said: string[] = [];
    for (const at of [0, 1]) {
      await looks.nth(at).click();
      await expect(sheet()).toContainText("Our own sentences, not a validated test.");
      said.push(await sheet().innerText());
      await press("Back to Inventory");
    }
    expect(said.join("\n")).toContain(PROMISES);
    expect(said.join("\n")).toContain(LISTEN);
    expect(said.join("\n")).not.toContain(WEAK);
    await lock(page);
  });
  expect(app.faults).toEqual([]);
});
