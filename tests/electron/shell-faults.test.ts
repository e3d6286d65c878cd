/** The short form of tests/campaigns/shell.mjs: real processes, really killed. */
import { expect, test } from "vitest";
import { backupKill, fullDisk, ledgerKill } from "../campaigns/shell-faults.ts";

const SHORT = { rounds: 6, stride: 9, seed: 3, form: "short" } as const;
const MINUTES = 3 * 60_000; // a dozen processes, on a busy machine with two cores

test("kill -9 loses no frame of the ledger that was acknowledged", { timeout: MINUTES }, async () => {
  const figures = await ledgerKill(SHORT);
  expect(figures).toMatchObject({ lost: 0, wrong: 0 });
  expect(figures.cases).toBeGreaterThan(SHORT.rounds); // the round that kills itself step by step came to its steps
});

test("kill -9 leaves the older or the newer backup whole under its name", { timeout: MINUTES }, async () => {
  const figures = await backupKill(SHORT);
  expect(figures).toMatchObject({ lost: 0, wrong: 0 });
  expect(figures.cases).toBeGreaterThan(SHORT.rounds);
});

test("a full disk is said to be full and costs nothing", { timeout: MINUTES }, async ({ skip }) => {
  const figures = await fullDisk(SHORT);
  if (figures === null) return skip("no disk can be mounted here");
  expect(figures).toMatchObject({ lost: 0, wrong: 0 });
  expect(figures.refused).toBe(figures.cases);
  expect(figures.cases).toBeGreaterThan(SHORT.rounds);
});
