import { describe, expect, it } from "vitest";
import { asInstant } from "#shared/base/time.ts";
import { signAgreement } from "#shared/domain/answer.ts";
import { agreementText } from "#shared/domain/agreement.ts";
import { PartnerId } from "#shared/domain/fields.ts";
import { keptRecord, type JournalRecord, parseRecord, writeRecord } from "#shared/domain/record.ts";
import { broughtIn } from "#shared/exchange/own-part.ts";
import {
  aCare,
  anAgreement,
  anEarlier,
  anEntry,
  aVersion,
  NOA,
  NOW,
  oneOfEach,
  recordId,
  SAM,
  TODAY,
} from "../../support/builders.ts";

const ELSEWHERE = PartnerId.parse("ElsewhereElsewhereElsA");
const home = {
  from: NOA,
  to: ELSEWHERE,
  fileFor: () => null,
  import: recordId(800),
  now: asInstant("2030-01-01T00:00:00.000Z"),
};
const come = <R extends JournalRecord>(record: R): R => broughtIn(record, home) as R; // a record keeps its kind

describe("one's own part where it is brought in", () => {
  it("[D66] names who brings it in wherever a record named who wrote it, in what it keeps of others too", () => {
    const own: JournalRecord[] = oneOfEach().map((record) => ({ ...record, author: NOA }));
    expect(own.some((record) => writeRecord(record).replace(`"author":"${NOA}"`, "").includes(NOA))).toBe(true);
    for (const record of own) {
      const brought = come(record);
      expect(writeRecord(brought)).not.toContain(NOA);
      expect(brought).toMatchObject({ id: record.id, kind: record.kind, author: ELSEWHERE });
    }
  });

  it("[D66] [D20] care names both partners as they are there; the other stays who they were", () => {
    expect(come(aCare({ giver: NOA, receiver: SAM }))).toMatchObject({ giver: ELSEWHERE, receiver: SAM });
    const had = aCare({ giver: SAM, receiver: NOA, cost: null, reason: "" });
    expect(come(had)).toMatchObject({ giver: SAM, receiver: ELSEWHERE });
  });

  it("[D66] [D77] an agreement is seen to by who brings it in, and their signature is one under its words", () => {
    const mine = anAgreement({ type: "arrangement", owner: NOA, says: `The "owner":"${NOA}" waters the plants.` });
    const signature = signAgreement(mine, { id: recordId(801), author: NOA, now: NOW, today: TODAY });
    const [agreement, signed] = [come(mine), come(signature)];
    expect(agreement).toMatchObject({ owner: ELSEWHERE, says: mine.says });
    expect(signed.body).toMatchObject({ text: agreementText(agreement) });
    for (const owner of ["both", SAM] as const) expect(come(anAgreement({ owner }))).toMatchObject({ owner });
  });

  it("[D64] [D66] what an entry said before, and what a merge kept of it, are of who brings them in", () => {
    const entry = anEntry();
    for (const kept of [
      anEarlier({ of: entry.id, record: writeRecord(entry) }),
      aVersion({ of: entry.id, record: writeRecord(entry) }),
    ]) {
      expect(keptRecord(come(kept))).toMatchObject({ kind: "record", record: { id: entry.id, author: ELSEWHERE } });
    }
  });

  it("[D1] [D66] reads back as it was brought in", () => {
    for (const record of oneOfEach()) {
      const brought = broughtIn(record, home);
      expect(parseRecord(JSON.parse(writeRecord(brought)))).toEqual({ kind: "record", record: brought });
    }
  });
});
