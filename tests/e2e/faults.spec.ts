/** The quickest of the campaigns in real Chromium, in their short form; `npm run campaign` runs all of them, and longer. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import process from "node:process";
import { expect, test } from "@playwright/test";
import type { Figures } from "../campaigns/figures.mjs";

/** A campaign's exit code when the machine does not let it run. */
const FORBIDDEN = 3;

async function shortForm(name: string): Promise<{ code: number | null; printed: string; said: string }> {
  const program = resolve(import.meta.dirname, `../campaigns/${name}.mjs`);
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "pipe"] });
  let [printed, said] = ["", ""];
  child.stdout.on("data", (text) => (printed += String(text)));
  child.stderr.on("data", (text) => (said += String(text)));
  const code = await new Promise<number | null>((done, failed) => {
    child.once("error", failed);
    child.once("close", done);
  });
  return { code, printed, said };
}

for (const name of ["chrome-typing", "chrome-leveldb", "chrome-ledger"]) {
  test(`${name}: nothing lost, nothing wrong`, async () => {
    test.setTimeout(300_000);
    const { code, printed, said } = await shortForm(name);
    test.skip(code === FORBIDDEN, said);
    expect(code, said).toBe(0);
    const figures = JSON.parse(printed.trimEnd().split("\n").at(-1) ?? "") as Figures;
    expect(figures).toMatchObject({ lost: 0, wrong: 0, form: "short" });
    expect(figures.cases).toBeGreaterThan(0);
  });
}
