/** `twofold analyse` and `twofold reflect`: the numbers of the screen, from a backup [A7]. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OwnSummary, ownSummary } from "#shared/analysis/own.ts";
import { ownPageSummary, type Summary, summary } from "#shared/analysis/summary.ts";
import { quarterWindow, yearWindow } from "#shared/analysis/windows.ts";
import { addDays, asDay, asMonth } from "#shared/base/time.ts";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import { type Consent, editConsent } from "#shared/domain/consent.ts";
import { seasonsOfBoth } from "#shared/domain/joint.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { shareRecord } from "#shared/domain/sharing.ts";
import type { Seat } from "#shared/vault/header.ts";
import { readableRecords, recordsInView } from "#renderer/store/in-view.ts";
import { sharedView, type Span, windowOf } from "#renderer/features/insights/views.ts";
import {
  aClosing,
  aCommitment,
  aConsent,
  aDecision,
  aNeed,
  anEntry,
  asCopy,
  aSealedAnswer,
  NOA,
  NOW,
  oneOfEach,
  SAM,
} from "../../support/builders.ts";
import { copyOf, type Disk, save, unlock } from "../../support/vault.ts";
import {
  answerFrom,
  asOf,
  coupleOnDisk,
  oneOnDisk,
  openedRecords,
  type OnDisk,
  PASSPHRASES,
  put,
  twofold,
  WRITTEN,
  writeBackup,
} from "./analysed.ts";

const MONTH = asMonth("2026-05");
const PRIVATE_WORD = "an attic of my own";

let folder: string;
let couple: OnDisk;
/** The same journal, in which Noa wrote more for herself alone. */
let moreOfNoas: Disk;
const at = (name: string): string => join(folder, `${name}.twofold`);

/** The answer as it goes to stdout, and as it is read from there. */
async function answered(passphrase: string, ...argv: readonly string[]) {
  const answer = await twofold(argv, passphrase);
  const text = JSON.stringify(answer);
  const read = JSON.parse(text) as {
    summary: Summary & { month?: string };
    own?: OwnSummary;
    partners: { id: string }[];
  };
  expect(read, "plain JSON: nothing is lost on the way to stdout").toStrictEqual(answer);
  return { text, ...read };
}

/** What Insights works out of what one of the two has open: InsightsPlace, by the screen's own functions. */
function onScreen(disk: Disk, seat: Seat, whose: "shared" | "own", span: Span) {
  const opened = openedRecords(disk, couple.sessions[seat]);
  const snapshot = {
    mine: opened.private,
    shared: opened.shared.map((record) => ({ record, verified: true })),
  };
  const both = sharedView(snapshot.shared);
  const records = whose === "own" ? recordsInView(snapshot) : both;
  const view = {
    ...windowOf(span, records, WRITTEN),
    partners: [couple.partners.a, couple.partners.b],
    today: WRITTEN,
    seasons: seasonsOfBoth(readableRecords(snapshot))
      .map(({ season: { id, name }, from, to }) => ({ id, name, from, to }))
      .reverse(),
  };
  return whose === "own"
    ? { summary: ownPageSummary(records, both, view), own: ownSummary(records, couple.partners[seat], view) }
    : { summary: summary(records, view), own: undefined };
}

const over = ({ from, to }: { from: string; to: string }): string[] => ["--from", from, "--to", to];
const YEAR = over(yearWindow(MONTH));
const SPANS: readonly (readonly [Span, readonly string[]])[] = [
  ["quarter", over(quarterWindow(MONTH))],
  ["all", over({ from: "2001-01-01", to: WRITTEN })],
];

beforeAll(async () => {
  await sodiumReady;
  folder = await mkdtemp(join(tmpdir(), "twofold-analyse-"));
  couple = coupleOnDisk(5, 15);
  await writeBackup(at("couple"), couple.disk, couple.sessions.a);

  moreOfNoas = copyOf(couple.disk);
  const { session } = unlock(moreOfNoas, couple.sessions.a.keys);
  // One of every kind but a profile, as she has one; and a pause counts wherever it stands, for both [D83].
  const privately = oneOfEach().filter(
    ({ kind, author, original }) =>
      author === NOA && original?.shared === null && kind !== "consent" && kind !== "profile",
  );
  const hers = [
    ...privately,
    aNeed({ need: PRIVATE_WORD, voicedOn: asDay("2020-01-01") }), // before any other, and open
    ...Array.from({ length: 60 }, (_, at) =>
      aNeed({ voicedOn: addDays(WRITTEN, -at), closing: aClosing({ on: WRITTEN, status: "declined" }) }),
    ),
  ].map((record) => asOf(couple.partners, record));
  save(moreOfNoas, session, ...hers.map((record) => put("private", record)));
  // And what she calls herself now, unshared; and each of her needs, as it reads since, unshared.
  const changed = openedRecords(couple.disk, couple.sessions.a).private.flatMap((record): JournalRecord[] => {
    const revision = record.revision + 1;
    if (record.kind === "profile") return [{ ...record, revision, name: "Noa under the stairs" }];
    return record.kind === "need" ? [{ ...record, revision, need: PRIVATE_WORD, closing: null }] : [];
  });
  save(moreOfNoas, session, ...changed.map((record) => put("private", record)));
  await writeBackup(at("more"), moreOfNoas, session);
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the figures of a backup", () => {
  test.each(SPANS)(
    "[A7] over %s are those of the screen, of what is shared and of each one’s own page",
    async (span, days) => {
      for (const seat of ["a", "b"] as const) {
        const shared = await answered(PASSPHRASES[seat], "analyse", at("couple"), ...days);
        expect({ summary: shared.summary, own: shared.own }).toEqual(onScreen(couple.disk, seat, "shared", span));
        const mine = await answered(PASSPHRASES[seat], "analyse", at("couple"), ...days, "--view", "mine");
        expect({ summary: mine.summary, own: mine.own }).toEqual(onScreen(couple.disk, seat, "own", span));
      }
    },
  );

  test("[A7] of a month are those of the screen, and of the same days but for its name", async () => {
    for (const view of ["shared", "mine"] as const) {
      const reflected = await answered(PASSPHRASES.b, "reflect", at("couple"), "--month", MONTH, "--view", view);
      const analysed = await answered(
        ...[PASSPHRASES.b, "analyse", at("couple"), ...over({ from: "2026-05-01", to: "2026-05-31" })],
        ...["--view", view],
      );
      const { month, ...rest } = reflected.summary;
      expect(month).toBe(MONTH);
      expect({ ...reflected, summary: rest, text: "" }).toEqual({ ...analysed, text: "" });
      const screen = onScreen(couple.disk, "b", view === "mine" ? "own" : "shared", "month");
      expect({ summary: rest, own: reflected.own }).toEqual(screen);
    }
  });

  test("[A2] begin with the first record that is measured, however early the window, and hold nothing where it ends before", async () => {
    const early = await answered(
      PASSPHRASES.a,
      "analyse",
      at("couple"),
      ...over({ from: "1900-01-01", to: "9999-12-31" }),
    );
    expect(early.summary.ready).toEqual({ kind: "ready", since: early.summary.window.from });
    expect(early.summary.window.to).toBe("9999-12-31");
    for (const [from, to] of [
      ["1900-01-01", "1900-01-01"],
      ["2001-01-01", "2001-12-31"],
    ] as const) {
      const before = await answered(PASSPHRASES.a, "analyse", at("couple"), ...over({ from, to }));
      expect(before.summary.window).toEqual({ from: early.summary.window.from, to });
      expect(before.summary.weeks.weeks).toEqual([]);
      expect(before.summary.held).toEqual({ entries: 0, needs: 0, care: 0 });
    }
  });
});

describe("what both see", () => {
  test("[A10] is the same to the byte whatever Noa wrote, changed or left open for herself, for each of them", async () => {
    const texts = new Set<string>();
    for (const name of ["couple", "more"])
      for (const passphrase of [PASSPHRASES.a, PASSPHRASES.b])
        for (const argv of [
          ["reflect", at(name), "--month", MONTH],
          ["analyse", at(name), ...YEAR],
        ])
          texts.add(`${argv[0]} ${(await answered(passphrase, ...argv)).text}`);
    expect([...texts].map((text) => text.split(" ")[0])).toEqual(["reflect", "analyse"]);
    for (const text of texts) {
      expect(text).not.toContain(PRIVATE_WORD);
      expect(text).not.toContain('"own":{"partner"');
    }
  });
});

describe("one’s own page", () => {
  test("[A10] is of the one whose passphrase it is, and holds nothing of the other’s", async () => {
    const mine = (seat: Seat, name: string) =>
      answered(PASSPHRASES[seat], "analyse", at(name), ...YEAR, "--view", "mine");
    const [noas, sams] = [await mine("a", "more"), await mine("b", "more")];
    const screen = onScreen(moreOfNoas, "a", "own", "year");
    expect({ summary: noas.summary, own: noas.own }).toEqual(screen);
    expect(noas.text).toContain(PRIVATE_WORD);
    expect(noas.summary.littleCare.map(({ word }) => word)).not.toContain(PRIVATE_WORD); // the question is put to both
    expect(noas.text).toContain("Noa under the stairs");
    expect(noas.own?.partner).toBe(couple.partners.a);
    expect(noas.own?.longestOpen[0]).toMatchObject({ word: PRIVATE_WORD, voicedOn: "2020-01-01" });
    expect(noas.summary.differences).toBeNull();
    expect(sams.own?.partner).toBe(couple.partners.b);
    expect(sams.text).toBe((await mine("b", "couple")).text);
    expect(sams.text).not.toContain(PRIVATE_WORD);
    const isOfBoth = ({ kind, original }: JournalRecord): boolean => kind === "season" && original?.shared !== null;
    const hers = openedRecords(moreOfNoas, couple.sessions.a).private.filter((record) => !isOfBoth(record));
    for (const { id } of hers) expect(sams.text).not.toContain(id);
    const others = openedRecords(couple.disk, couple.sessions.b).private.map(({ id }) => id);
    expect(sams.own?.longestOpen.filter(({ id }) => !others.includes(id))).toEqual([]);
    expect(sams.own?.longestOpen.length).toBeGreaterThan(0);
  });

  test("[D83] while one of the two pauses the analysis is of one alone, care the other noted left out; what both see is refused", async () => {
    const disk = copyOf(couple.disk);
    const { session } = unlock(disk, couple.sessions.b.keys);
    const consent = openedRecords(disk, session).private.find((record): record is Consent => record.kind === "consent");
    if (consent === undefined) throw new Error("no consent");
    const author = couple.partners.b;
    const paused = editConsent(consent, { analysis: "paused" }, { author, now: NOW });
    const { original, copy } = shareRecord(paused, { author, today: WRITTEN, sharedIds: { has: () => true } });
    save(disk, session, put("private", original), put("shared", copy));
    await writeBackup(at("paused"), disk, session);
    for (const seat of ["a", "b"] as const) {
      const argv = ["analyse", at("paused"), ...YEAR];
      await expect(twofold(argv, PASSPHRASES[seat])).rejects.toMatchObject({ code: "analysis-paused" });
      const { partners, summary, own } = await answered(PASSPHRASES[seat], ...argv, "--view", "mine");
      expect(partners.map(({ id }) => id)).toEqual([couple.partners[seat]]);
      expect(summary.met.map(({ partner }) => partner)).toEqual([couple.partners[seat]]);
      expect(summary).toMatchObject({ differences: null, decisions: null, cameBack: null });
      expect(own).toMatchObject({ partner: couple.partners[seat], seen: null });
    }
  });

  test("[D85] does not tell how a decision came out for the other before one’s own answer is open", () => {
    const decision = aDecision({ author: NOA, ...asCopy() });
    const said = (author: typeof NOA, open: object) =>
      aSealedAnswer({
        author,
        body: { type: "decision-outcome", decision: decision.id, outcome: -2, say: 1, words: "" },
        sealed: { key: "s".repeat(43), commitment: aCommitment().id, met: null },
        ...open,
      });
    const agreed = [NOA, SAM].map((author) => aConsent({ author, ...asCopy() }));
    const month = ["reflect", "f", "--month", MONTH, "--view", "mine"];
    const decided = (...mine: readonly object[]) =>
      answerFrom(
        [decision, ...mine.map((each) => said(NOA, each)), said(SAM, asCopy()), aNeed(), ...agreed].map((record) =>
          asOf(couple.partners, record),
        ),
        couple.sessions.a.header,
        ...month,
      ).summary.decisions?.n;
    const original = { createdAt: NOW, updatedAt: NOW, copies: 0, shared: null };
    expect(decided({ original })).toBe(0);
    const { id } = aNeed();
    const open = { id, original: { ...original, copies: 1, shared: { ofRevision: 1, on: WRITTEN } } };
    expect(decided(open, { id, ...asCopy() })).toBe(1);
  });
});

describe("a journal of one", () => {
  test("[A7] has one page, and gives it unless told otherwise", async () => {
    const { disk, session } = oneOnDisk(
      anEntry({ day: asDay("2026-05-10") }),
      ...Array.from({ length: 9 }, (_, at) =>
        aNeed({ voicedOn: asDay(`2026-05-0${at + 1}`), closing: aClosing({ on: asDay("2026-05-20"), metBy: "self" }) }),
      ),
    );
    await writeBackup(at("one"), disk, session);
    const month = ["reflect", at("one"), "--month", MONTH];
    const { text, partners, summary, own } = await answered(PASSPHRASES.a, ...month);
    expect(text).toContain('"view":"mine"');
    expect(partners).toEqual([{ id: NOA, name: "a" }]);
    expect(summary.held).toEqual({ entries: 1, needs: 9, care: 0 });
    expect(summary.met).toMatchObject([{ partner: NOA, share: { kind: "measured", value: 1, n: 9 } }]);
    expect(summary).toMatchObject({ differences: null, decisions: null, cameBack: null });
    expect(own).toMatchObject({ partner: NOA, voice: { shared: 0, private: 9 } });
    const shared = await answered(PASSPHRASES.a, ...month, "--view", "shared");
    expect(shared.summary.held).toEqual({ entries: 0, needs: 0, care: 0 });
    expect(shared.own).toBeUndefined();
  });

  test("[A7] that is empty is read as well, and says that it is too early", async () => {
    const { disk, session } = oneOnDisk();
    await writeBackup(at("empty"), disk, session);
    const { summary, own } = await answered(PASSPHRASES.a, "analyse", at("empty"), ...YEAR);
    expect(summary.ready).toEqual({ kind: "too-early", days: 0, needed: 14 });
    expect(own).toMatchObject({ partner: NOA, longestOpen: [] });
  });
});
