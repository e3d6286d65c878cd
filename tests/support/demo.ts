/** A journal of the sample couple as a backup file, under the passphrases of the steps. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { twofold } from "./command.ts";
import { NOA, SAM } from "./steps.ts";

/** Writes a month of the couple, quick to open, into a folder; returns where it lies. */
export function demoBackup(folder: string): string {
  const passphrases = join(folder, "both.pass");
  writeFileSync(passphrases, `${NOA.passphrase}\n${SAM.passphrase}\n`);
  const file = join(folder, "demo.twofold");
  const asked = ["demo", "--out", file, "--seed", "5", "--months", "1", "--fast", "--passphrase-file", passphrases];
  const made = twofold(...asked);
  if (made.code !== 0) throw new Error(JSON.stringify(made.json));
  return file;
}
