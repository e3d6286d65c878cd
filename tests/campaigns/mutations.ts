/**
 * Rules of shared/domain/SPEC.md and shared/analysis/SPEC.md are broken one at a time, and a test that cites the rule in its name must fail: one that cannot fail holds
 * nothing. Nothing on the disk is changed: mutations.config.ts breaks the source as vitest reads it. The short form breaks four; both look
 * that everything listed is still there to be broken.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { z } from "zod";
import type { Figures } from "./figures.mjs";
import { brokenSource, type Mutation, MUTATIONS } from "./mutation-list.ts";
import { type Asked, startTally } from "./tally.ts";

const ROOT = resolve(import.meta.dirname, "../..");
/** Mutations tried by one vitest: each has a server of its own. */
const AT_ONCE = 12;
/** A run that takes longer hangs. */
const LONGEST_MS = 900_000;
const SHORT: readonly string[] = ["D14", "D76", "D88", "A20"];

/** Breaks the rules and runs the tests that cite them. */
export async function mutations(asked: Asked): Promise<Figures> {
  const tally = startTally(
    "mutations",
    "A rule of the domain or the analysis that is broken fails a test that cites it",
    asked,
  );
  for (const mutation of MUTATIONS) {
    const [rule, file, from] = mutation;
    const sound = readFileSync(join(ROOT, file), "utf8");
    if (brokenSource(sound, mutation) === sound) tally.wrong(`${rule}: there is no "${from}" in ${file}`);
  }
  const all = MUTATIONS.map((_, at) => at);
  const chosen = asked.full ? all : SHORT.map((rule) => MUTATIONS.findIndex(([of]) => of === rule));
  for (let from = 0; from < chosen.length; from += AT_ONCE) {
    const some = chosen.slice(from, from + AT_ONCE);
    const failed = await failures(some);
    if (failed === null) {
      tally.wrong(`the run of ${some.map((at) => MUTATIONS[at]?.[0]).join(", ")} came to no end`);
      continue;
    }
    for (const name of failed.sound) tally.wrong(`with every rule as it is: ${name}`);
    for (const at of some) {
      const [rule, file, broken, to] = MUTATIONS[at] as Mutation;
      if (failed.broken[at]?.some((name) => name.includes(`[${rule}]`))) tally.count("noticed");
      else
        tally.wrong(`${rule}: no test that cites it fails with ${to ?? "a passed check"} for "${broken}" in ${file}`);
    }
  }
  return tally.figures();
}

/** What mutations.config.ts tells: the names of the tests that fail, by the project. */
const Told = z.record(z.string(), z.array(z.string()));

/** The names of the tests that fail, with every rule as it is and with each of these broken; null where vitest came to no end. */
async function failures(
  some: readonly number[],
): Promise<{ readonly sound: readonly string[]; readonly broken: Readonly<Record<number, readonly string[]>> } | null> {
  const folder = mkdtempSync(join(tmpdir(), "twofold-mutations-"));
  const told = join(folder, "failed.json");
  try {
    const vitest = spawn(
      process.execPath,
      [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--config", "tests/campaigns/mutations.config.ts"],
      {
        cwd: ROOT,
        stdio: "ignore",
        timeout: LONGEST_MS,
        env: { ...process.env, TWOFOLD_MUTATIONS: JSON.stringify({ some, told }) },
      },
    );
    await once(vitest, "close");
    if (!existsSync(told)) return null;
    const { sound = [], ...broken } = Told.parse(JSON.parse(readFileSync(told, "utf8")));
    return { sound, broken };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
