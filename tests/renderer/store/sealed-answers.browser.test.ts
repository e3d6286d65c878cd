import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { u64 } from "#shared/base/bytes.ts";
import { weekOf } from "#shared/base/time.ts";
import { commitmentTo, newCommitmentKey } from "#shared/crypto/commitment.ts";
import { openBytes, placeOf } from "#shared/crypto/sealed-record.ts";
import { fromBase64 } from "#shared/crypto/sodium.ts";
import { type Answer, answeredBy, editAnswer, sayOutcome, sealedText, takePart } from "#shared/domain/answer.ts";
import { createCheckIn } from "#shared/domain/check-in.ts";
import { type Commitment, createCommitment, editCommitment } from "#shared/domain/commitment.ts";
import { createDecision, type Decision, type Outcome } from "#shared/domain/decision.ts";
import { openAnswers, sealedState } from "#shared/domain/sealed.ts";
import { sharedCopyOf } from "#shared/domain/sharing.ts";
import { parseHeader, type Seat } from "#shared/vault/header.ts";
import { openKeys } from "#shared/vault/vault.ts";
import { recordsInView, sharedIdsOf } from "#renderer/store/in-view.ts";
import { takeOwnAnswersBack } from "#renderer/ui/records/own-answers.ts";
import { floorCouple, journalPage, NOA, SAM, type FloorCouple, type JournalPage } from "../../support/floor-couple.ts";
import { memoryHost } from "../../support/memory-host.ts";
import { inDatabase, journalDatabases } from "../../support/stores.ts";

// Real worker, real libsodium, real Dexie; only the Host is a double.
const TYPE = "decision-outcome";
const FIRST = "canary-first-answer";
const SECOND = "canary-second-answer";
const DECIDED = "canary-of-what-both-read";

let couple: FloorCouple;
let page: JournalPage;

beforeAll(async () => {
  couple = await floorCouple();
});

beforeEach(async () => {
  page = journalPage(memoryHost("desktop"));
  await page.begin(couple.backup);
  await page.open("a");
});

afterEach(async () => {
  await page.journal.lock();
});

const me = () => {
  const { session } = page.snapshot();
  if (session.kind !== "one") throw new Error("together");
  return session.me.id;
};
const act = () => ({ author: me(), now: page.journal.now(), today: page.journal.today(), id: page.journal.newId() });
const records = () => recordsInView(page.snapshot());
const ids = () => page.snapshot().partners.map(({ id }) => id);
const stateOf = ({ id }: Decision) => sealedState({ subject: id, type: TYPE }, me(), ids(), records());
const answersOf = (decision: Decision, author = me()): Answer[] =>
  records().filter(
    (record): record is Answer =>
      record.kind === "answer" && answeredBy(record) === decision.id && record.author === author,
  );
const commitmentOf = (decision: Decision, author = me()): Commitment | undefined =>
  records().find(
    (record): record is Commitment =>
      record.kind === "commitment" && record.subject === decision.id && record.author === author,
  );

/** A decision of the open partner, shared. */
async function decided(what = DECIDED): Promise<Decision> {
  const today = page.journal.today();
  const decision = createDecision(
    { what, options: [], wanted: "", choice: "the small flat", decidedOn: today, lookAgainOn: today },
    act(),
  );
  await page.journal.putAndShare(decision);
  return decision;
}

const outcome = (decision: Decision, step: Outcome, words: string): Answer =>
  sayOutcome(decision, { outcome: step, say: 1, words }, act());

async function seatOpened(seat: Seat): Promise<void> {
  await page.lockAndReload();
  await page.open(seat);
}

/** Every row of the store, whoever's, as far as it opens with anything in a seat's hands; one text. */
async function openedWithKeysOf(seat: Seat): Promise<string> {
  const name = (await journalDatabases())[0] as string;
  const { text } = (await inDatabase(name, "facts", (facts) => facts.get("header"))) as { text: string };
  const rows = (await inDatabase(name, "rows", (store) => store.getAll())) as {
    space: string;
    seq: number;
    sealed: Uint8Array;
  }[];
  const header = parseHeader(text);
  const keys = openKeys(header, seat, { passphrase: seat === "a" ? NOA : SAM });
  if (typeof keys === "string") throw new Error(keys);
  const opened = rows.flatMap(({ space, seq, sealed }) => {
    const place = placeOf("row", fromBase64(header.vaultId), fromBase64(space), u64(seq));
    return [keys.couple, keys.private].flatMap((held) => {
      const payload = openBytes(sealed, place, held);
      return payload === "unreadable" ? [] : [new TextDecoder().decode(payload)];
    });
  });
  return opened.join("\n");
}

describe("sealed answers, apart [D85] [V23]", () => {
  test("nothing of one is readable by the other before both are in, then both open, each by its own author’s app", async () => {
    const decision = await decided();
    expect(stateOf(decision)).toBe("nobody");
    await page.journal.putSealed(outcome(decision, -2, FIRST));
    const first = commitmentOf(decision);
    await page.journal.putSealed(outcome(decision, -1, SECOND)); // given anew
    expect(stateOf(decision)).toBe("me");
    expect(answersOf(decision).map(({ body }) => body.words)).toEqual([SECOND]);
    expect(commitmentOf(decision)?.id).toBe(first?.id);
    expect(commitmentOf(decision)?.hash).not.toBe(first?.hash);
    expect(await openedWithKeysOf("a")).toContain(SECOND); // the search finds what is there
    const noa = me();

    await seatOpened("b");
    expect(stateOf(decision)).toBe("other");
    expect(answersOf(decision, noa)).toEqual([]);
    for (const readable of [JSON.stringify(page.snapshot()), await openedWithKeysOf("b")]) {
      expect(readable).toContain(DECIDED);
      expect(readable).toContain(commitmentOf(decision, noa)?.hash);
      expect(readable).not.toContain(FIRST);
      expect(readable).not.toContain(SECOND);
      expect(readable).not.toContain(`"decision":"${decision.id}"`);
    }
    await page.journal.putSealed(outcome(decision, 2, "it suits me"));
    expect(stateOf(decision)).toBe("both");
    expect(answersOf(decision)[0]).toMatchObject({
      original: { shared: { on: page.journal.today() } },
      sealed: { met: { commitment: first?.id, hash: commitmentOf(decision, noa)?.hash } },
    });
    await expect(page.journal.putSealed(outcome(decision, 1, "anew"))).rejects.toMatchObject({ code: "not-allowed" });

    await seatOpened("a");
    await expect.poll(() => stateOf(decision)).toBe("open"); // by the unlock alone
    await expect(page.journal.putSealed(outcome(decision, 1, "anew"))).rejects.toMatchObject({ code: "not-allowed" });

    await seatOpened("b");
    expect(stateOf(decision)).toBe("open");
    const [one, other] = openAnswers({ subject: decision.id, type: TYPE }, ids(), records()) ?? [];
    if (one === undefined || other === undefined) throw new Error("not open");
    expect(new Set([one.body.words, other.body.words])).toEqual(new Set([SECOND, "it suits me"]));
    expect(await page.journal.howCommitted(one, other)).toBe("as-sealed");
    expect(await page.journal.howCommitted(other, one)).toBe("as-sealed");
  });

  test("what is said otherwise after the other’s was open does not fit, whatever is put in place of the commitment", async () => {
    const decision = await decided();
    await page.journal.putSealed(outcome(decision, -1, FIRST));
    await seatOpened("b");
    await page.journal.putSealed(outcome(decision, 2, "it suits me"));
    await seatOpened("a");
    await expect.poll(() => stateOf(decision)).toBe("open");
    const sams =
      page.snapshot().session.kind === "one" ? page.snapshot().partners.find(({ id }) => id !== me())?.id : undefined;
    const [honest] = answersOf(decision);
    const [beside] = answersOf(decision, sams);
    const committed = commitmentOf(decision);
    if (honest?.sealed == null || beside === undefined || committed === undefined) throw new Error("not open");

    // A changed program of Noa's: other words under the same key; a commitment made to fit them; no seal at all.
    const body = { ...honest.body, words: SECOND };
    const revision = honest.revision + 1;
    const name = (await journalDatabases())[0] as string;
    const { text } = (await inDatabase(name, "facts", (facts) => facts.get("header"))) as { text: string };
    const key = newCommitmentKey();
    const refit = { place: parseHeader(text).vaultId, key };
    const hash = commitmentTo(sealedText({ author: honest.author, body }, committed.id), refit);
    const forged: readonly Answer[] = [
      { ...honest, revision, body },
      { ...honest, revision: revision + 2, body, sealed: { ...honest.sealed, key } },
      { ...honest, revision: revision + 4, body, sealed: null },
    ];
    for (const [at, answer] of forged.entries()) {
      if (at === 1)
        await page.journal.putAndShare(
          editCommitment(committed, { hash }, { author: committed.author, now: page.journal.now() }),
        );
      await page.journal.putAndShare(answer);
    }
    await seatOpened("b");
    const noa = page.snapshot().partners.find(({ id }) => id !== me())?.id;
    const [own] = answersOf(decision);
    const [shown] = answersOf(decision, noa);
    if (own === undefined || shown === undefined) throw new Error("not open");
    expect(shown.body.words).toBe(SECOND);
    for (const answer of forged) expect(await page.journal.howCommitted(answer, own)).toBe("other-words");
    expect(await page.journal.howCommitted(shown, own)).toBe("other-words");
    expect(await page.journal.howCommitted(own, shown)).toBe("as-sealed"); // not a word against who kept to it
    expect(await page.journal.howCommitted(honest, own)).toBe("as-sealed");
  });

  test("one to a thing that was taken back stays sealed, and keeps no other from opening", async () => {
    await seatOpened("b");
    const [kept, taken] = [await decided("kept"), await decided("taken back")];
    await seatOpened("a");
    for (const decision of [taken, kept]) await page.journal.putSealed(outcome(decision, -1, decision.what));
    await seatOpened("b");
    for (const decision of [taken, kept]) await page.journal.putSealed(outcome(decision, 1, decision.what));
    await page.journal.takeBack(taken.id);
    await seatOpened("a");
    await expect.poll(() => stateOf(kept)).toBe("open");
    expect(answersOf(taken)[0]?.original?.shared).toBeNull();

    await seatOpened("b");
    await page.journal.share(taken.id);
    await seatOpened("a");
    await expect.poll(() => stateOf(taken)).toBe("open");
  });

  test("one that is deleted takes along what said that there is one", async () => {
    await seatOpened("b");
    const decision = await decided("deleted");
    await seatOpened("a");
    await page.journal.putSealed(outcome(decision, -1, FIRST));
    const [answer] = answersOf(decision);
    if (answer === undefined) throw new Error("no answer");
    await page.journal.remove(answer.id);
    expect(records().filter(({ kind }) => kind === "commitment")).not.toContainEqual(
      expect.objectContaining({ subject: decision.id }),
    );
    await seatOpened("b");
    expect(stateOf(decision)).toBe("nobody");
    await page.journal.remove(decision.id);
  });

  test("one that was open is so again once what it is about, taken back with one’s own answer, is shared anew", async () => {
    const decision = await decided("taken back by its author");
    await page.journal.putSealed(outcome(decision, -1, FIRST));
    await seatOpened("b");
    await page.journal.putSealed(outcome(decision, 1, SECOND));
    await seatOpened("a");
    await expect.poll(() => stateOf(decision)).toBe("open");
    await takeOwnAnswersBack(page.journal, page.snapshot(), decision);
    await page.journal.takeBack(decision.id);
    expect(commitmentOf(decision)?.original?.shared).toBeNull();
    expect(answersOf(decision)[0]?.body.words).toBe(FIRST);

    await page.journal.share(decision.id);
    expect(stateOf(decision)).toBe("open");
    await seatOpened("b");
    expect(stateOf(decision)).toBe("open");
  });

  test("a commitment whose answer is lost is taken away at the next unlock: it can be given again", async () => {
    const decision = await decided("lost");
    const left = createCommitment({ subject: decision.id, hash: "h".repeat(42) + "A" }, act());
    await page.journal.putAndShare(left); // and no answer: as a restore of an older backup may leave it
    expect(stateOf(decision)).toBe("me");
    await seatOpened("a");
    await expect.poll(() => stateOf(decision)).toBe("nobody");
    await page.journal.putSealed(outcome(decision, 1, "anew"));
    expect(stateOf(decision)).toBe("me");
  });
});

test("[D85] [D88] of a part of a check-in the other’s session and keys read that it is given, and no word of it, until both are in", async () => {
  const type = "check-in-part";
  const checkIn = createCheckIn({ week: weekOf(page.journal.today()) }, act());
  const stateOfIt = () => sealedState({ subject: checkIn.id, type }, me(), ids(), records());
  const part = (said: { appreciation: string; offer: string }): Answer =>
    takePart(checkIn, { ...said, mood: null, youNeed: "", wentWell: "", request: "", words: "" }, act());
  await page.journal.putAndShare(checkIn);
  await page.journal.putSealed(part({ appreciation: FIRST, offer: SECOND }));
  for (const word of [FIRST, SECOND]) expect(await openedWithKeysOf("a")).toContain(word); // the search finds what is there

  await seatOpened("b");
  expect(stateOfIt()).toBe("other");
  for (const readable of [JSON.stringify(page.snapshot()), await openedWithKeysOf("b")]) {
    expect(readable).toContain(`"subject":"${checkIn.id}"`);
    for (const word of [FIRST, SECOND, `"checkIn":"${checkIn.id}"`]) expect(readable).not.toContain(word);
  }
  await page.journal.putSealed(part({ appreciation: "", offer: "it suits me" }));
  expect(JSON.stringify(page.snapshot())).not.toContain(FIRST);

  await seatOpened("a");
  await expect.poll(stateOfIt).toBe("open");
  await seatOpened("b");
  const [one, other] = openAnswers({ subject: checkIn.id, type }, ids(), records()) ?? [];
  if (one === undefined || other === undefined) throw new Error("not open");
  expect(new Set([one.body.offer, other.body.offer])).toEqual(new Set([SECOND, "it suits me"]));
  expect([await page.journal.howCommitted(one, other), await page.journal.howCommitted(other, one)]).toEqual([
    "as-sealed",
    "as-sealed",
  ]);
});

test("[D85] with both at the screen the two are written in one step, and have nothing to fit", async () => {
  const decision = await decided();
  await page.lockAndReload();
  expect(await page.journal.unlockTogether({ a: NOA, b: SAM })).toBe("open");
  const { partners, shared } = await page.settled();
  const copies = partners.map(({ id: author }) =>
    sharedCopyOf(
      sayOutcome(
        decision,
        { outcome: 1, say: 3, words: "" },
        { author, id: page.journal.newId(), now: page.journal.now(), today: page.journal.today() },
      ),
      { copy: 1, sharedIds: sharedIdsOf({ shared }) },
    ),
  );
  await page.journal.putShared(copies);
  const [one, other] = openAnswers({ subject: decision.id, type: TYPE }, ids(), records()) ?? [];
  if (one === undefined || other === undefined) throw new Error("not open");
  expect([one.sealed, other.sealed]).toEqual([null, null]);
  expect(await page.journal.howCommitted(one, other)).toBe("as-sealed");

  await seatOpened("a");
  await takeOwnAnswersBack(page.journal, page.snapshot(), decision);
  expect(answersOf(decision)).toMatchObject([{ body: { outcome: 1, say: 3 }, original: { shared: null } }]);
  await page.journal.takeBack(decision.id);
  const [taken] = answersOf(decision);
  if (taken === undefined) throw new Error("taken back");
  expect(() => editAnswer(taken, { ...taken.body, words: "Said otherwise." }, act())).toThrow("not-allowed: D85"); // the other has read it
  await page.journal.share(decision.id);
  expect(stateOf(decision)).toBe("open"); // its words stayed, and are there again
});

test("[D85] with both at the screen neither’s word on the other’s answer is taken alone", async () => {
  const decision = await decided();
  await page.journal.putSealed(outcome(decision, -1, FIRST));
  await seatOpened("b");
  await page.journal.putSealed(outcome(decision, 1, SECOND));
  await seatOpened("a");
  await expect.poll(() => stateOf(decision)).toBe("open");
  await page.lockAndReload();
  expect(await page.journal.unlockTogether({ a: NOA, b: SAM })).toBe("open");
  await page.settled();
  const [noas, sams] = openAnswers({ subject: decision.id, type: TYPE }, ids(), records()) ?? [];
  if (noas?.sealed == null || sams?.sealed?.met == null) throw new Error("not open");
  expect(await page.journal.howCommitted(noas, sams)).toBe("as-sealed");
  const slander = { ...sams, sealed: { ...sams.sealed, met: { ...sams.sealed.met, hash: "h".repeat(42) + "A" } } };
  expect(await page.journal.howCommitted(noas, slander)).toBe("untold");
  expect(await page.journal.howCommitted({ ...noas, body: { ...noas.body, words: "else" } }, slander)).toBe(
    "other-words",
  );
});
