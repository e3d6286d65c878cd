/** The built headless command, run as a person runs it. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const program = resolve(import.meta.dirname, "../../out/cli/twofold.mjs");

export interface Ran {
  readonly code: number | null;
  /** What it printed on stdout, parsed. */
  readonly json: { readonly ok: boolean } & Record<string, unknown>;
  readonly sentences: string;
}

export function twofold(...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });
  return { code: status, json: JSON.parse(stdout) as Ran["json"], sentences: stderr };
}
