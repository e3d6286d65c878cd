import type { JSX } from "react";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { asDay, type Day } from "#shared/base/time.ts";
import { type Agreement, agreementText, createAgreement, editAgreement } from "#shared/domain/agreement.ts";
import { endAgreement, reviewAgreement, signAgreement } from "#shared/domain/answer.ts";
import { createBoundaryEvent } from "#shared/domain/boundary.ts";
import type { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { createRepair, editRepair } from "#shared/domain/repair.ts";
import { sharedCopyOf } from "#shared/domain/sharing.ts";
import { AgreementsPlace } from "#renderer/features/agreements/AgreementsPlace.tsx";
import { RepairsPlace } from "#renderer/features/agreements/RepairsPlace.tsx";
import { DueHere } from "#renderer/features/today/DueHere.tsx";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import { JournalProvider, useJournalState } from "#renderer/store/use-journal.tsx";
import { deleteEverything } from "../../../support/stores.ts";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";

// The whole place over a real journal: real worker, real libsodium, real store. Only the Host is a double.
const NOA = "quiet lamp over the stairs";
const SAM = "seven plums in a paper bag";
const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };
const host = memoryHost();
const YESTERDAY = asDay("2026-05-16");
let journal: Journal;
let noa: PartnerId;
let sam: PartnerId;

const snapshot = () => {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(`not open: ${state.kind}`);
  return state.snapshot;
};

let leave: (() => Promise<void>) | null = null;
async function away(): Promise<void> {
  await leave?.();
  leave = null;
}
afterEach(away);

async function open(who: "a" | "b" | "both"): Promise<void> {
  await away();
  if (journal.state().kind === "open") await journal.lock();
  journal = startJournal(host, clock);
  await journal.look();
  const opened =
    who === "both"
      ? journal.unlockTogether({ a: NOA, b: SAM })
      : journal.unlock(who, { passphrase: who === "a" ? NOA : SAM });
  expect(await opened).toBe("open");
  while (!snapshot().complete) await new Promise((resolve) => journal.subscribe(() => resolve(null)));
}

function WhileOpen({ children }: { children: JSX.Element }) {
  return useJournalState().kind === "open" ? children : null;
}

async function showPlace(place: JSX.Element, over: Journal = journal): Promise<void> {
  await away();
  const shown = await show(
    <JournalProvider journal={over}>
      <WhileOpen>{place}</WhileOpen>
    </JournalProvider>,
  );
  leave = shown.leave;
}
const showAgreements = (begin: RecordId | null = null) =>
  showPlace(<AgreementsPlace begin={begin} onBack={() => undefined} />);
const showRepairs = (begin: RecordId | null = null) =>
  showPlace(<RepairsPlace begin={begin} onBack={() => undefined} />);

const button = (name: string) => page.getByRole("button", { name, exact: true });
const press = (name: string) => userEvent.click(button(name));
const sheet = () => page.getByRole("article");
const standing = () => page.getByRole("region", { name: "Where it stands" });
const happened = () => page.getByRole("region", { name: "What happened" });
const chip = (legend: string, name: string) =>
  userEvent.click(page.getByRole("group", { name: legend, exact: true }).getByRole("radio", { name, exact: true }));
const sharedOf = (kind: string) => snapshot().shared.flatMap(({ record }) => (record.kind === kind ? [record] : []));

/** Types a passphrase into the one dialog that asks for it, and signs. */
async function signWith(passphrase: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await userEvent.fill(dialog.getByLabelText(/passphrase/, { exact: false }), passphrase);
  await userEvent.click(dialog.getByRole("button", { name: "Sign it" }));
}

const act = (author: PartnerId, today: Day = YESTERDAY) => ({ id: journal.newId(), author, now: journal.now(), today });
const says = (said: Partial<Agreement>) => ({
  type: "principle" as const,
  says: "We ask before we assume.",
  owner: "both" as const,
  goodEnough: "",
  due: null,
  reviewOn: null,
  continues: null,
  ...said,
});

/** An agreement of Sam's that both have signed, written without its screens; Noa is open afterwards. */
async function bothSigned(said: Partial<Agreement>): Promise<Agreement> {
  await open("b");
  const agreement = createAgreement(says(said), act(sam));
  await journal.putAndShare(agreement);
  await journal.putAndShare(signAgreement(agreement, act(sam)));
  await open("a");
  await journal.putAndShare(signAgreement(agreement, act(noa)));
  return agreement;
}

beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  await (await journal.join({ name: "Sam", passphrase: SAM })).confirm();
  await open("a");
  const [one, two] = snapshot().partners.map(({ id }) => id);
  if (one === undefined || two === undefined) throw new Error("two partners");
  [noa, sam] = [one, two];
}, 60_000);

describe("an agreement", () => {
  /** Each begins in Noa's session, wherever the one before it stopped. */
  beforeEach(async () => {
    const state = journal.state();
    const { session } = state.kind === "open" ? state.snapshot : { session: null };
    if (session?.kind !== "one" || session.me.id !== noa) await open("a");
  });

  test("[D77] is proposed after its preview, signed by each with their own passphrase, and then holds", async () => {
    await showAgreements();
    await press("Propose an agreement");
    await chip("What is it?", "an arrangement");
    await userEvent.fill(page.getByLabelText("What you would both hold to"), "The kitchen is clear at night.");
    await press("See what Sam would read");
    await expect.element(page.getByRole("alert").first()).toMatchTextContent(/Say this first/);
    await chip("Who sees to it", "Noa");
    await userEvent.fill(page.getByLabelText("Good enough is"), "Nothing on the stove.");
    await press("See what Sam would read");
    await expect.element(sheet()).toMatchTextContent(/Nothing on the stove\./);
    expect(sharedOf("agreement")).toEqual([]);
    await press("Share with Sam");
    await expect.element(standing()).toMatchTextContent(/It holds once both of you have signed/);
    await expect.element(button("Change it")).toBeVisible();

    await press("Sign it");
    await expect.element(page.getByRole("dialog")).toMatchTextContent(/Nothing on the stove\./);
    await signWith(SAM);
    await expect.element(page.getByRole("dialog")).toMatchTextContent(/does not open this notebook/);
    expect(sharedOf("answer")).toEqual([]);
    await signWith(NOA);
    await expect.element(standing()).toMatchTextContent(/Signed by Noa\. It holds once both/);
    await expect.element(page.getByRole("heading", { name: "Where it stands" })).toHaveFocus();
    await expect.element(button("Change it")).not.toBeInTheDocument();
    await expect.element(button("Sign it")).not.toBeInTheDocument();

    await open("b");
    await showAgreements();
    await expect.element(sheet()).toMatchTextContent(/Proposed.*signed by Noa/);
    await press("The kitchen is clear at night.");
    await press("Sign it");
    await signWith(SAM);
    await expect.element(standing()).toMatchTextContent(/Signed by both of you\. It holds since .*17.*2026/);
    const [agreement] = sharedOf("agreement") as Agreement[];
    if (agreement === undefined) throw new Error("not shared");
    const body = { type: "signature", agreement: agreement.id, text: agreementText(agreement), words: "" };
    expect(sharedOf("answer")).toMatchObject([
      { author: sam, body },
      { author: noa, body },
    ]);

    await open("a");
    await showAgreements(agreement.id);
    await expect.element(standing()).toMatchTextContent(/It holds since/);
    for (const act of ["Take it back", "Delete", "Change it"])
      await expect.element(button(act)).not.toBeInTheDocument();
  });

  test("[D77] together each signs with the passphrase of their own seat, and nobody else's will do", async () => {
    await open("both");
    await showAgreements();
    await press("Propose an agreement, Sam writes");
    await chip("What is it?", "a principle");
    await userEvent.fill(page.getByLabelText("What you would both hold to"), "We ask before we assume.");
    await press("Keep it for both");
    await press("Sign it: Noa");
    await signWith(SAM);
    await expect.element(page.getByRole("dialog")).toMatchTextContent(/does not open this notebook/);
    await signWith(NOA);
    await expect.element(standing()).toMatchTextContent(/Signed by Noa\./);
    await expect.element(button("Sign it: Noa")).not.toBeInTheDocument();
    await press("Sign it: Sam");
    await signWith(SAM);
    await expect.element(standing()).toMatchTextContent(/Signed by both of you/);
    await press("Say how it goes: Sam");
    await chip("How did it go?", "kept");
    await press("Write it down for both");
    await expect.element(happened()).toMatchTextContent(/Sam, (May 17|17 May) ?kept/);
  });

  test("[D77] a change is proposed and signed anew; the old one holds until then, and stays readable", async () => {
    const old = await bothSigned({ says: "Sundays are slow." });
    await showAgreements(old.id);
    await press("Propose a change");
    const words = page.getByLabelText("What you would both hold to");
    await expect.element(words).toHaveValue("Sundays are slow.");
    await userEvent.fill(words, "Sunday mornings are slow.");
    await press("See what Sam would read");
    await press("Share with Sam");
    await expect.element(page.getByRole("region", { name: "Before it" })).toMatchTextContent(/Sundays are slow\./);
    await press("Sign it");
    await signWith(NOA);
    await expect.element(standing()).toMatchTextContent(/Signed by Noa/);
    await press("Sundays are slow.");
    await expect.element(standing()).toMatchTextContent(/It holds since/);

    await open("b");
    const change = sharedOf("agreement").find((each) => (each as Agreement).continues === old.id) as Agreement;
    await journal.putAndShare(signAgreement(change, act(sam)));
    await showAgreements(old.id);
    await expect.element(standing()).toMatchTextContent(/Both of you signed a later one/);
    await expect.element(happened()).toMatchTextContent(/Sam, (May 16|16 May) ?signed/);
    await press("Sunday mornings are slow.");
    await expect.element(standing()).toMatchTextContent(/It holds since/);
  });

  test("[D77] a signature under other words is shown as such, with the words it was under", async () => {
    await open("b");
    const agreement = createAgreement(says({ says: "We cook by turns." }), act(sam));
    await journal.putAndShare(agreement);
    await open("a");
    await journal.putAndShare(signAgreement({ ...agreement, says: "Sam cooks." }, act(noa)));
    await showAgreements(agreement.id);
    await expect.element(standing()).toMatchTextContent(/It is proposed/);
    await expect.element(happened()).toMatchTextContent(/Noa, (May 16|16 May) ?signed other words/);
    await userEvent.click(page.getByText("The words that were signed"));
    await expect.element(happened()).toMatchTextContent(/Sam cooks\./);
  });

  test("[D77] [D75] a missed promise is said by either, and who made it owns up", async () => {
    const promise = await bothSigned({ type: "promise", says: "I ring your mother.", owner: noa, due: YESTERDAY });
    const opened = vi.fn();
    const partners = snapshot().session;
    if (partners.kind !== "one") throw new Error("together");
    await showPlace(<DueHere me={partners.me} other={partners.other} onOpen={opened} />);
    const due = page.getByRole("listitem").filter({ hasText: "I ring your mother." });
    await expect.element(due).toMatchTextContent(/a promise, for (May 16|16 May)/);
    await userEvent.click(due.getByRole("button", { name: "Say how it went" }));
    expect(opened).toHaveBeenCalledWith({ what: "promise", id: promise.id, since: YESTERDAY });

    await open("b");
    await journal.putAndShare(reviewAgreement(promise, { verdict: "not-kept", next: null, words: "" }, act(sam)));
    await showAgreements(promise.id);
    await expect.element(button("Repair after it")).not.toBeInTheDocument();
    await open("a");
    await showAgreements(promise.id);
    await press("Repair after it");
    await expect.element(page.getByRole("radio", { name: "I ring your mother." })).toBeChecked();
    await userEvent.fill(page.getByLabelText("What I did, or did not do"), "I did not ring.");
    await userEvent.fill(page.getByLabelText("What I will do"), "I ring tonight.");
    await press("Keep it for me");
    await expect.element(sheet()).toMatchTextContent(/only you.*It is about.*I ring your mother\./);
    expect(sharedOf("repair")).toEqual([]);
    await press("Share");
    await userEvent.click(page.getByRole("dialog").getByRole("button", { name: "Share with Sam" }));
    await press("Say to both that it is done");
    await expect.element(sheet()).toMatchTextContent(/Done on.*17.*2026/);
    expect(sharedOf("repair")).toMatchObject([{ of: promise.id, doneOn: "2026-05-17" }]);

    await open("b");
    await showAgreements(promise.id);
    await press("I did not ring.");
    await press("Answer it");
    await expect.element(page.getByRole("radio", { name: "taken", exact: true })).toHaveFocus();
    await press("Give this answer");
    await expect.element(page.getByRole("alert").first()).toMatchTextContent(/Say this first/);
    await chip("Can you take it?", "not yet");
    await userEvent.fill(page.getByLabelText("In words"), "Give me until Sunday.");
    await press("Give this answer");
    const replies = page.getByRole("region", { name: "What Sam says to it" });
    await expect.element(replies).toMatchTextContent(/Sam, (May 17|17 May) ?not yet ?Give me until Sunday\./);
    await expect.element(replies.getByRole("heading", { name: "What Sam says to it" })).toHaveFocus();
    await press("Answer it anew");
    await chip("Can you take it?", "taken");
    await press("Give this answer");
    await expect.element(replies).toMatchTextContent(/Sam, (May 17|17 May) ?taken/);
    expect(replies.getByRole("listitem").elements()).toHaveLength(1); // given anew on one day, it is one answer

    await open("a");
    await showAgreements(promise.id);
    await press("I did not ring.");
    await expect.element(replies).toMatchTextContent(/taken/);
    await expect.element(button("Delete")).toBeVisible();
    expect(button("Change it").elements()).toEqual([]); // what was taken stays what it was

    await open("both");
    await showAgreements(promise.id);
    await press("I did not ring.");
    await press("Sam answers it anew");
    await expect.element(page.getByRole("group", { name: "Sam’s answer" })).toBeVisible();
    await chip("Can Sam take it?", "taken");
  });

  test("[D75] what happened at a boundary of the other's is owned up to by its place", async () => {
    await open("a");
    const event = createBoundaryEvent(
      { boundary: null, day: YESTERDAY, event: "crossed", words: "My letters were read." },
      act(noa),
    );
    await journal.putAndShare(event);
    await open("b");
    await showRepairs(event.id);
    await expect.element(page.getByRole("radio", { name: "a crossed boundary" })).toBeChecked();
    await expect.element(page.getByRole("radio", { name: /My letters were read\./ })).toBeChecked();
    await userEvent.fill(page.getByLabelText("What I did, or did not do"), "I opened the drawer.");
    await press("Keep it for me");
    const repair = () => snapshot().mine.find(({ kind }) => kind === "repair");
    await expect.poll(repair).toMatchObject({ of: event.id, after: "boundary" });
    await expect.element(page.getByRole("heading", { level: 1 })).toHaveFocus();
    await expect.element(sheet()).toMatchTextContent(/It is about.*(May 16|16 May): My letters were read\./);
  });

  test("[D24] [D77] is ended by either, stays readable, and takes its author's signature with it when it is taken back", async () => {
    const agreement = await bothSigned({ says: "No screens at table." });
    await showAgreements(agreement.id);
    await press("End it");
    await userEvent.fill(page.getByLabelText("Why, if you want to say it"), "It has become a quarrel.");
    await press("End it for both");
    await expect.element(standing()).toMatchTextContent(/It held from .*16.* to .*17.*2026/);
    await expect.element(happened()).toMatchTextContent(/Noa, (May 17|17 May) ?ended it ?It has become a quarrel\./);

    await open("b");
    await showAgreements(agreement.id);
    const signatures = () => sharedOf("answer").filter((each) => JSON.stringify(each).includes("No screens at table."));
    expect(signatures().map(({ author }) => author)).toHaveLength(2);
    await press("Take it back");
    await userEvent.click(page.getByRole("dialog").getByRole("button", { name: "Yes, take it back" }));
    await expect.element(standing()).toMatchTextContent(/Only you can read this\. It was signed before/);
    expect(signatures()).toMatchObject([{ author: noa }]);
    for (const act of ["Share", "Change it", "Sign it"]) await expect.element(button(act)).not.toBeInTheDocument();
    await press("Propose it anew");
    await expect.element(sheet()).toMatchTextContent(/It is a new one, and holds once both of you have signed/);
    await press("See what Noa would read");
    await press("Share with Noa");
    await expect.element(standing()).toMatchTextContent(/It is proposed\. It holds once both/);
    await expect.element(happened()).toMatchTextContent(/Nothing yet\./);
  });

  test("[D77] held by both it is not shared over, and a review that lets it go says so before it ends it", async () => {
    const agreement = await bothSigned({ says: "We split the rent in halves." });
    await open("b");
    const own = snapshot().mine.find(({ id }) => id === agreement.id) as Agreement;
    await journal.put(editAgreement(own, { says: "Noa pays the rent." }, act(sam)));
    await showAgreements(agreement.id);
    await expect.element(standing()).toMatchTextContent(/What both of you signed is the shared copy\..*as a change/);
    for (const name of ["Share it again", "Change it", "Take it back", "Delete"])
      await expect.element(button(name)).not.toBeInTheDocument();
    await press("Say how it goes");
    await press("Leave it");
    await expect.element(page.getByRole("heading", { name: "Where it stands" })).toHaveFocus();
    await press("Say how it goes");
    await chip("How did it go?", "let it go, which ends it");
    await expect
      .element(sheet())
      .toMatchTextContent(/This ends it for both of you\. Its words stay here until their author deletes them\./);
    await expect.element(page.getByLabelText("Look again on")).not.toBeInTheDocument();
    await press("Write it down for both");
    await expect.element(standing()).toMatchTextContent(/It held from .*16.* to .*17.*2026/);
    for (const name of ["Say how it goes", "End it", "Sign it"])
      await expect.element(button(name)).not.toBeInTheDocument();
    expect(happened().getByRole("button", { name: "Take it back" }).elements()).toEqual([]);
  });

  test("[D77] a signature or an end that nobody vouches for counts for nothing", async () => {
    const agreement = createAgreement(says({ says: "The car is for both." }), act(noa));
    await journal.putAndShare(agreement);
    await journal.putAndShare(signAgreement(agreement, act(noa)));
    const sharedIds = { has: () => true };
    const forged = [signAgreement(agreement, act(sam)), endAgreement(agreement, { words: "Over." }, act(sam))].map(
      (answer) => ({ record: sharedCopyOf(answer, { copy: 1, sharedIds }), verified: false }),
    );
    const state = { ...journal.state(), snapshot: { ...snapshot(), shared: [...snapshot().shared, ...forged] } };
    const over = { ...journal, state: () => state as ReturnType<Journal["state"]> };
    await showPlace(<AgreementsPlace begin={agreement.id} onBack={() => undefined} />, over);
    await expect.element(standing()).toMatchTextContent(/Signed by Noa\. It holds once both/);
    expect(happened().getByRole("listitem").elements()).toHaveLength(1);
  });

  test("[V21] who has their place anew is chosen once, and an agreement of before names its owner", async () => {
    const lost = { ...snapshot().partners[1], id: journal.newId() as string as PartnerId, name: "Samuel" };
    const agreement = createAgreement(says({ says: "Sam cooks.", type: "arrangement", owner: lost.id }), act(noa));
    await journal.putAndShare(agreement);
    const partners = [...snapshot().partners, lost];
    const state = { ...journal.state(), snapshot: { ...snapshot(), partners } };
    const over = { ...journal, state: () => state as ReturnType<Journal["state"]> };
    await showPlace(<AgreementsPlace begin={agreement.id} onBack={() => undefined} />, over);
    await expect.element(sheet()).toMatchTextContent(/Who sees to it ?Samuel/);
    await press("Sign it");
    await expect.element(page.getByRole("dialog")).toMatchTextContent(/Who sees to it ?Samuel/);
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    await press("Change it");
    const owners = page.getByRole("group", { name: "Who sees to it", exact: true }).getByRole("radio");
    await expect.poll(() => owners.elements().length).toBe(3);
    await expect.element(page.getByRole("radio", { name: "Samuel" })).not.toBeInTheDocument();
  });

  test("[D77] whatever it says is signed whole: 2,000 characters, right to left, signs of several characters", async () => {
    const full = `نسأل قبل أن نفترض 👩‍👩‍👧 \u202eabc "\\`.repeat(100).slice(0, 1_990).trim();
    const agreement = createAgreement(says({ says: full, type: "arrangement", goodEnough: full }), act(noa));
    await journal.putAndShare(agreement);
    await showAgreements(agreement.id);
    const title = page.getByRole("heading", { level: 1 }).element();
    expect(title.textContent.length).toBeLessThan(170);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(document.documentElement.clientWidth);
    await press("Sign it");
    const words = page.getByRole("dialog").getByRole("definition");
    expect(words.elements().filter(({ textContent }) => textContent === full)).toHaveLength(2);
    await signWith(NOA);
    await expect.element(standing()).toMatchTextContent(/Signed by Noa\./);
  });

  test("[D75] that it is done waits to be shared where something else was changed that was not seen as the other reads it", async () => {
    const repair = createRepair(
      { day: YESTERDAY, after: "other", of: null, happened: "I was late.", willDo: "", doneOn: null },
      act(noa),
    );
    await journal.putAndShare(repair);
    const own = snapshot().mine.find(({ id }) => id === repair.id) as typeof repair;
    await journal.put(editRepair(own, { willDo: "I leave at six." }, act(noa)));
    await showRepairs(repair.id);
    await press("It is done");
    await expect.element(sheet()).toMatchTextContent(/Done on.*17.*2026/);
    expect(sharedOf("repair").find(({ id }) => id === repair.id)).toMatchObject({ willDo: "", doneOn: null });
    await expect.element(button("Share it again")).toBeVisible();
  });
});
