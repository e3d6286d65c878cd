import { expect, it } from "vitest";
import { replyToNeed } from "#shared/domain/answer.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { repliesTo } from "#shared/domain/related.ts";
import { behindItsLast } from "#renderer/ui/records/give-answer.ts";
import { aNeed, NOW, recordId, SAM, TODAY } from "../../../support/builders.ts";
import { addDays } from "#shared/base/time.ts";

const need = aNeed();
const sorted = [1, 2, 3].map(recordId).sort() as [RecordId, RecordId, RecordId];
const [first, second, third] = sorted;
const said = (id: RecordId, reply: "yes" | "not-now", today = TODAY) =>
  replyToNeed(need, { reply, words: "" }, { id, author: SAM, now: NOW, today });
const never = (): never => {
  throw new Error("no other id is asked for");
};

it("[D23] an answer of the same day as its author's last one stands behind it, whatever its own id", () => {
  const [yes, notNow] = [said(second, "yes"), said(first, "not-now")];
  const given = behindItsLast(notNow, [need, yes], (last) => (last < third ? third : never()));
  expect(given).toEqual({ ...notNow, id: third });
  expect(repliesTo(need, [given, yes])).toEqual([yes, given]);
});

it("[D23] one that is the first of its day, or is given again under its own id, keeps that id", () => {
  const yes = said(second, "yes", addDays(TODAY, -1));
  const notNow = said(first, "not-now");
  expect(behindItsLast(notNow, [need, yes], never)).toBe(notNow);
  expect(behindItsLast(notNow, [need, yes, notNow], never)).toBe(notNow);
});
