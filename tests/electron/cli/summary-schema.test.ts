/** shared/analysis/summary.schema.json says what `twofold analyse` and `twofold reflect` print: all of it, and nothing else [A7]. */
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import schema from "#shared/analysis/summary.schema.json";
import { summary } from "#shared/analysis/summary.ts";
import { addDays, asDay, type Day } from "#shared/base/time.ts";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import { agreementText } from "#shared/domain/agreement.ts";
import { Outcome } from "#shared/domain/decision.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import {
  aBoundaryEvent,
  aClosing,
  aConsent,
  aDecision,
  aNeed,
  anAgreement,
  aReply,
  asCopy,
  aSacrifice,
  aSeason,
  NOA,
  SAM,
} from "../../support/builders.ts";
import { someNeeds, someView } from "../../shared/analysis/arbitrary-needs.ts";
import {
  answerFrom,
  asOf,
  coupleOnDisk,
  oneOnDisk,
  type OnDisk,
  PASSPHRASES,
  twofold,
  writeBackup,
} from "./analysed.ts";
import { allPlaces, markUsed, type Schema } from "./schema-coverage.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true });
ajv.addSchema(schema);
const isValid = ajv.getSchema(schema.$id);
const isSummary = ajv.getSchema(`${schema.$id}#/$defs/summary`);

/** What is wrong with a value, by the validator. */
const wrongWith = (value: unknown, valid = isValid): unknown => {
  if (valid === undefined) throw new Error("no schema");
  return valid(value) === true ? [] : valid.errors;
};

/** As it is read from stdout. */
const printed = <T>(answer: T): T => JSON.parse(JSON.stringify(answer)) as T;

let folder: string;
let couple: OnDisk;
/** What the command printed, by what it was asked. */
const answers = new Map<string, unknown>();

const copy = <R extends JournalRecord>(record: R): R => ({ ...record, ...asCopy() });
const agreed = [NOA, SAM].map((author) => copy(aConsent({ author })));
/** Both said how it came out. */
const decided = (ones: number, others: number, day: Day): JournalRecord[] => {
  const decision = copy(aDecision({ decidedOn: day }));
  const said = [ones, others].map((outcome, seat) =>
    copy(
      aReply({
        author: seat === 0 ? NOA : SAM,
        body: {
          type: "decision-outcome",
          decision: decision.id,
          outcome: Outcome.parse(outcome),
          say: 2,
          words: "",
        },
      }),
    ),
  );
  return [decision, ...said];
};
/** A promise of Noa's that both signed, and that Sam looked at. */
const promised = (verdict: "kept" | "partly" | "not-kept"): JournalRecord[] => {
  const promise = copy(anAgreement({ type: "promise", goodEnough: "", due: asDay("2026-05-10"), reviewOn: null }));
  const about = { agreement: promise.id, words: "" };
  const signed = [NOA, SAM].map((author) =>
    copy(aReply({ author, body: { type: "signature", text: agreementText(promise), ...about } })),
  );
  return [promise, ...signed, copy(aReply({ body: { type: "agreement-review", verdict, next: null, ...about } }))];
};
const need = (author: typeof NOA, voicedOn: Day, after: number | null, status: "met" | "declined" = "met") =>
  copy(
    aNeed({ author, voicedOn, closing: after === null ? null : aClosing({ status, on: addDays(voicedOn, after) }) }),
  );

/** Journals with what is rare in the sample couple's. */
const RARE: Readonly<Record<string, readonly JournalRecord[]>> = {
  "one voiced far more than the other": [
    ...Array.from({ length: 90 }, (_, at) => need(NOA, addDays(asDay("2026-01-01"), at), 3)),
    ...Array.from({ length: 22 }, (_, at) => need(SAM, addDays(asDay("2026-01-01"), 3 * at), 5)),
  ],
  "shares that add up to all are rounded past it": [2, 7, 6, 7].flatMap((came, day) =>
    Array.from({ length: came }, () => need(NOA, asDay("2026-01-05"), day)),
  ),
  "all of a quarter settled in one week, or in two, at the ends of what there is": [
    ...Array.from({ length: 20 }, () => need(NOA, asDay("2026-01-05"), 1)),
    ...Array.from({ length: 20 }, () => need(SAM, asDay("2026-01-05"), 1, "declined")),
    ...Array.from({ length: 40 }, (_, at) => need(NOA, asDay(at < 20 ? "2025-10-06" : "2025-10-13"), 1)),
    ...Array.from({ length: 40 }, (_, at) =>
      need(SAM, asDay(at < 20 ? "2025-10-06" : "2025-10-13"), 1, at < 3 ? "met" : "declined"),
    ),
  ],
  "one outcome is the same throughout": [
    ...[-2, -1, 0, 1, 2, 2, 1, 0, -1, -2, 0, 1].flatMap((other, at) =>
      decided(1, other, asDay(`2026-04-0${(at % 9) + 1}`)),
    ),
    need(NOA, asDay("2026-01-05"), null),
  ],
  "a season goes on, promises were looked at, most never saw care, nothing came for weeks": [
    ...["kept", "kept", "kept", "kept", "kept", "partly", "partly", "not-kept"].flatMap((verdict) =>
      promised(verdict as "kept"),
    ),
    ...Array.from({ length: 9 }, () => copy(aBoundaryEvent({ event: "kept" }))),
    ...(() => {
      const season = copy(aSeason({ name: "A new child", from: asDay("2026-05-01") }));
      const body = {
        type: "season-named",
        season: season.id,
        name: season.name,
        from: season.from,
        to: null,
        words: "",
      };
      return [season, copy(aReply({ body: body as never }))];
    })(),
    ...Array.from({ length: 9 }, (_, at) =>
      need(NOA, asDay("2026-01-05"), at < 2 ? at : 20, at < 2 ? "met" : "declined"),
    ),
    ...(["self", "both"] as const).flatMap((metBy) =>
      Array.from({ length: 4 }, () =>
        copy(
          aNeed({ author: SAM, voicedOn: asDay("2026-01-05"), closing: aClosing({ metBy, on: asDay("2026-01-07") }) }),
        ),
      ),
    ),
    ...Array.from({ length: 10 }, (_, at) => copy(aSacrifice({ day: asDay(`2026-02-1${at}`) }))),
    copy(aSacrifice({ author: SAM, day: asDay("2026-02-12") })),
  ],
};

beforeAll(async () => {
  await sodiumReady;
  folder = await mkdtemp(join(tmpdir(), "twofold-schema-"));
  const at = (name: string): string => join(folder, `${name}.twofold`);
  couple = coupleOnDisk(7, 12);
  await writeBackup(at("couple"), couple.disk, couple.sessions.a);
  const alone = oneOnDisk(...Array.from({ length: 9 }, () => aNeed({ voicedOn: asDay("2026-05-02"), closing: null })));
  await writeBackup(at("one"), alone.disk, alone.session);
  const empty = oneOnDisk();
  await writeBackup(at("empty"), empty.disk, empty.session);
  const days = ["--from", "2025-06-01", "--to", "2026-05-31"];
  for (const name of ["couple", "one", "empty"])
    for (const view of ["shared", "mine"])
      for (const asked of [
        ["analyse", at(name), ...days],
        ["reflect", at(name), "--month", "2026-05"],
      ])
        answers.set(
          `${asked[0]} of ${name}, ${view}`,
          printed(await twofold([...asked, "--view", view], PASSPHRASES.a)),
        );
  for (const [name, records] of Object.entries(RARE)) {
    const known = [...records, ...agreed].map((record) => asOf(couple.partners, record));
    answers.set(`analyse where ${name}`, printed(answerFrom(known, couple.sessions.a.header, "analyse", "f", ...days)));
  }
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the schema of what analyse and reflect print", () => {
  test("[A7] holds of both commands, both views, a journal of two, of one and of nothing, and of what is rare", () => {
    expect(answers.size).toBe(17);
    for (const [name, answer] of answers) expect(wrongWith(answer), name).toEqual([]);
  });

  test("[A7] has no property, choice or definition that no answer makes use of", () => {
    const used = new Set<string>();
    for (const answer of answers.values()) markUsed(ajv, schema as Schema & { $id: string }, answer, used);
    expect([...allPlaces(schema as Schema)].filter((place) => !used.has(place))).toEqual([]);
  });

  test("[A7] describes every property, and lets none be added", () => {
    const isDescribed = (place: string): boolean => {
      const part = partAt(place);
      const isTold = "description" in part || "const" in part;
      return isTold || (typeof part["$ref"] === "string" && isDescribed(part["$ref"]));
    };
    const places = ["#", ...allPlaces(schema as Schema)];
    expect(places.filter((place) => /\/properties\/[^/]+$/.test(place) && !isDescribed(place))).toEqual([]);
    const isOpen = (part: Record<string, unknown>): boolean =>
      "properties" in part && part["additionalProperties"] !== false;
    expect(places.filter((place) => isOpen(partAt(place)))).toEqual([]);
  });

  test("[A1] [A7] refuses an answer with a property more or less anywhere, a share past all and figures without their interval", () => {
    const whole = answers.get("analyse of couple, mine");
    let changed = 0;
    for (const [path, part] of objectsIn(whole)) {
      expect(wrongWith(withPart(whole, path, { ...part, more: 1 })), `more at ${path.join(".")}`).not.toEqual([]);
      const [first = ""] = Object.keys(part);
      const { [first]: _, ...less } = part;
      expect(wrongWith(withPart(whole, path, less)), `less ${first} at ${path.join(".")}`).not.toEqual([]);
      changed += 1;
      if (part["kind"] !== "measured" || typeof part["value"] !== "number") continue;
      for (const wrong of [3, -3, null, "0.5"])
        expect(wrongWith(withPart(whole, path, { ...part, value: wrong }))).not.toEqual([]);
    }
    expect(changed).toBeGreaterThan(100);
    const isShare = ajv.getSchema(`${schema.$id}#/$defs/measuredShare`);
    const share = { kind: "measured", value: 1, low: 0.7, high: 1, n: 9 };
    expect(wrongWith(share, isShare)).toEqual([]);
    for (const wrong of [{ value: 1.2 }, { high: 1.2 }, { low: -0.1 }, { n: 0 }, { n: 8.5 }, { kind: "too-few" }])
      expect(wrongWith({ ...share, ...wrong }, isShare)).not.toEqual([]);
  });

  test("[A10] refuses one’s own figures in what both see, one’s own page without them, and a comparison on it", () => {
    const [shared, mine] = [answers.get("analyse of couple, shared"), answers.get("analyse of couple, mine")] as [
      { summary: { differences: object } },
      { own: object; summary: object },
    ];
    expect(wrongWith({ ...shared, own: mine.own })).not.toEqual([]);
    expect(wrongWith({ ...mine, view: "shared" })).not.toEqual([]);
    expect(wrongWith({ ...shared, view: "mine" })).not.toEqual([]);
    const { differences } = shared.summary;
    expect(differences).toMatchObject({ kind: "quarters" });
    expect(wrongWith({ ...mine, summary: { ...mine.summary, differences } })).not.toEqual([]);
  });

  test("[A1] [A7] holds of the summary of any needs, decisions and sacrifices over any window", () => {
    const aDay = fc.nat({ max: 400 }).map((days) => addDays(asDay("2025-11-01"), days));
    const anOutcome = fc.integer({ min: -2, max: 2 });
    const someDecisions = fc.array(fc.tuple(anOutcome, anOutcome, aDay), { maxLength: 16 });
    const someSacrifices = fc.array(fc.tuple(fc.constantFrom(NOA, SAM), aDay), { maxLength: 30 });
    fc.assert(
      fc.property(someNeeds, someDecisions, someSacrifices, someView, (needs, decisions, sacrifices, view) => {
        const records = [
          ...needs,
          ...decisions.flatMap(([one, other, day]) => decided(one, other, day)),
          ...sacrifices.map(([author, day]) => copy(aSacrifice({ author, day }))),
        ];
        expect(wrongWith(printed(summary(records, view)), isSummary)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

/** What lies at a pointer into the schema. */
const partAt = (pointer: string): Record<string, unknown> =>
  pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], schema) as Record<string, unknown>;

type Path = readonly (string | number)[];

/** Every object in a value that is no list, with the way to it; of a list the first and the last alone. */
function* objectsIn(value: unknown, path: Path = []): Generator<[Path, Readonly<Record<string, unknown>>]> {
  if (Array.isArray(value)) {
    for (const at of new Set([0, value.length - 1])) if (at >= 0) yield* objectsIn(value[at], [...path, at]);
  } else if (typeof value === "object" && value !== null) {
    yield [path, value as Record<string, unknown>];
    for (const [key, below] of Object.entries(value)) yield* objectsIn(below, [...path, key]);
  }
}

/** A value in which another part lies at the end of a path. */
function withPart(value: unknown, [key, ...rest]: Path, part: unknown): unknown {
  if (key === undefined) return part;
  if (Array.isArray(value)) return value.with(key as number, withPart(value[key as number], rest, part));
  return { ...(value as object), [key]: withPart((value as Record<string, unknown>)[key], rest, part) };
}
