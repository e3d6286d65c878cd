// `npm run check`, also `npm test`: the one gate. Everything must pass; nothing only warns.
//   --only types,lint,unit    runs these steps alone
//   path…                     after --only: only the tests under these paths
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { parseArgs, stripVTControlCharacters } from "node:util";
import { findChromium } from "./find-chromium.mjs";

/** @typedef {{ passed: number, failed: number, skipped: string[] }} Tally */
/** @typedef {{ readonly name: string, readonly reason: string }} Failure */
/** @typedef {{ readonly name: string, readonly run: () => Promise<{ ok: boolean, output: string }> }} Step */

const ROOT = resolve(import.meta.dirname, "..");
const REASON_LINES = 12;
const REALMS = ["shared", "renderer", "renderer/worker", "electron", "tests", "build"];
const PROGRAMS = {
  tsc: "typescript/bin/tsc",
  eslint: "eslint/bin/eslint.js",
  depcruise: "dependency-cruiser/bin/dependency-cruise.mjs",
  knip: "knip/bin/knip.js",
  prettier: "prettier/bin/prettier.cjs",
  vitest: "vitest/vitest.mjs",
  playwright: "@playwright/test/cli.js",
};

// The steps write into a pipe, and what they say is also read in logs: no colours.
const { FORCE_COLOR: _colours, ...INHERITED } = process.env;
const ENV = { ...INHERITED, NO_COLOR: "1" };

const { values, positionals: paths } = parseArgs({ options: { only: { type: "string" } }, allowPositionals: true });

/** @type {Tally} */
const tests = { passed: 0, failed: 0, skipped: [] };

// Steps of one line run one after another; the lines of one stage run beside each other, as two cores allow; a stage
// begins only when the one before it has passed. What is cheap and says most stands first.
/** @type {readonly (readonly (readonly Step[])[])[]} */
const STAGES = [
  [
    [{ name: "types", run: checkTypes }],
    [
      {
        name: "layers",
        run: () =>
          runProgram("depcruise", [
            "--config",
            "build/dependency-rules.cjs",
            "shared",
            "renderer",
            "electron",
            "build",
          ]),
      },
      { name: "format", run: () => runProgram("prettier", ["--check", "--log-level", "warn", "."]) },
      { name: "unused", run: () => runProgram("knip", ["--config", "build/knip.config.ts"]) },
      {
        name: "lint",
        run: () => runProgram("eslint", ["--config", "build/eslint.config.js", "--max-warnings", "0", "."]),
      },
    ],
  ],
  [[{ name: "build", run: () => runNode([join(ROOT, "build/build.mjs")]) }]],
  [[{ name: "unit", run: () => runVitest("unit") }]],
  [[{ name: "browser", run: () => runVitest("browser") }]],
  [[{ name: "e2e", run: runPlaywright }]],
];

const names = STAGES.flat(2).map((step) => step.name);
const only = values.only?.split(",") ?? names;
if (only.includes("unit") || only.includes("e2e")) only.push("build"); // they run what is built: never an old one
const unknown = only.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no step ${unknown.join(", ")}; the steps are ${names.join(", ")}.\n`);
  process.exit(2);
}
if (only.some((name) => ["unit", "browser", "e2e"].includes(name))) {
  const chromium = await findChromium(); // said now rather than after minutes
  if (chromium.kind === "missing") {
    process.stderr.write(`${chromium.sentence}\n`);
    process.exit(1);
  }
}

const reports = mkdtempSync(join(tmpdir(), "twofold-check-"));
process.exitCode = (await runAll()) ? 0 : 1;
for (const name of tests.skipped) process.stdout.write(`skipped: ${name}\n`);
process.stdout.write(
  `tests: ${tests.passed} passed, ${tests.failed} failed, ${tests.skipped.length} skipped\n`, // CI reads this, as the last line
);
rmSync(reports, { recursive: true });

async function runAll() {
  for (const lines of STAGES) {
    const passed = await Promise.all(lines.map((line) => runLine(line.filter((step) => only.includes(step.name)))));
    if (passed.includes(false)) return false;
  }
  return true;
}

/** @param {readonly Step[]} steps */
async function runLine(steps) {
  let passed = true;
  for (const step of steps) {
    const began = performance.now();
    const { ok, output } = await step.run();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(`${ok ? "ok    " : "FAILED"} ${step.name.padEnd(8)} ${seconds.padStart(6)} s\n`);
    if (!ok) process.stdout.write(`${output.trimEnd()}\n`);
    passed &&= ok;
  }
  return passed;
}

async function checkTypes() {
  let [ok, output] = [true, ""];
  for (const realm of REALMS) {
    const seen = join(ROOT, "node_modules/.cache/twofold", `${realm.replace("/", "-")}.tsbuildinfo`);
    const again = ["--incremental", "--tsBuildInfoFile", seen]; // what has not changed since the last run is not read again
    const result = await runProgram("tsc", ["--noEmit", "--pretty", "false", ...again, "-p", realm]);
    ok &&= result.ok;
    output += result.output;
  }
  return { ok, output };
}

/** @param {"unit" | "browser"} project */
async function runVitest(project) {
  const report = join(reports, `${project}.json`);
  const result = await runProgram("vitest", [
    ...["run", "--config", "build/vitest.config.ts", "--project", project, "--allowOnly=false"],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...paths],
  ]);
  /** @typedef {{ fullName: string, status: string, failureMessages?: string[] }} Assertion */
  /** @type {{ testResults: { name: string, status: string, message?: string, assertionResults: Assertion[] }[] }} */
  const { testResults } = readReport(report, { testResults: [] });
  const statuses = testResults.flatMap((file) => file.assertionResults);
  const unread = testResults.filter((file) => file.status === "failed" && file.message);
  const failures = [
    ...statuses
      .filter((test) => test.status === "failed")
      .map((test) => ({ name: test.fullName, reason: (test.failureMessages ?? []).join("\n") })),
    ...unread.map((file) => ({ name: file.name, reason: file.message ?? "" })),
  ];
  return addUp(withFailures(result, failures), {
    passed: statuses.filter((test) => test.status === "passed").length,
    failed: statuses.filter((test) => test.status === "failed").length,
    skipped: statuses.filter((test) => !["passed", "failed"].includes(test.status)).map((test) => test.fullName),
  });
}

async function runPlaywright() {
  const report = join(reports, "e2e.json");
  const args = ["test", "--config", "build/playwright.config.ts", "--reporter=line,json", ...paths];
  const result = await runProgram("playwright", args, { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  /** @typedef {{ status: string, results?: { errors?: { message?: string }[] }[] }} Ran */
  /** @typedef {{ title: string, tests: Ran[] }} Spec */
  /** @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite */
  /** @type {(suite: Suite) => Spec[]} */
  const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];
  const ran = specsOf(readReport(report, /** @type {Suite} */ ({}))).flatMap(({ title, tests }) =>
    tests.map(({ status, results = [] }) => ({ title, status, results })),
  );
  const failures = ran
    .filter((test) => test.status === "unexpected" || test.status === "flaky")
    .map((test) => ({
      name: test.title,
      reason: test.results.flatMap(({ errors = [] }) => errors.map(({ message = "" }) => message)).join("\n"),
    }));
  return addUp(withFailures(result, failures), {
    passed: ran.filter((test) => test.status === "expected").length,
    failed: ran.filter((test) => test.status === "unexpected" || test.status === "flaky").length,
    skipped: ran.filter((test) => test.status === "skipped").map((test) => test.title),
  });
}

/**
 * What failed stands before all the rest a runner says: whoever sees only the beginning of a log sees why.
 *
 * @param {{ ok: boolean, output: string }} result
 * @param {readonly Failure[]} failures
 */
function withFailures(result, failures) {
  const told = failures.map(({ name, reason }) => {
    const lines = stripVTControlCharacters(reason).split("\n").slice(0, REASON_LINES);
    return `  ${name}\n${lines.map((line) => `    ${line}\n`).join("")}`;
  });
  return { ...result, output: `${told.join("")}${result.output}` };
}

/**
 * A run that failed without a failed test (a file that does not load, an error between tests) counts as one failed.
 *
 * @param {{ ok: boolean, output: string }} result
 * @param {Tally} tally
 */
function addUp(result, tally) {
  tests.passed += tally.passed;
  tests.failed += result.ok ? tally.failed : Math.max(tally.failed, 1);
  tests.skipped.push(...tally.skipped);
  return { ...result, ok: result.ok && tally.failed === 0 };
}

/**
 * What a test runner wrote, or nothing when it did not come so far; its own failure then speaks.
 *
 * @template Report
 * @param {string} file
 * @param {Report} nothing
 * @returns {Report}
 */
function readReport(file, nothing) {
  return existsSync(file) ? /** @type {Report} */ (JSON.parse(readFileSync(file, "utf8"))) : nothing;
}

/**
 * @param {keyof typeof PROGRAMS} program
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 */
function runProgram(program, args, env) {
  return runNode([join(ROOT, "node_modules", PROGRAMS[program]), ...args], env);
}

/**
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function runNode(args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...ENV, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (text) => (output += String(text)));
    child.stderr.on("data", (text) => (output += String(text)));
    child.once("error", reject);
    child.once("close", (code) => resolve({ ok: code === 0, output }));
  });
}
