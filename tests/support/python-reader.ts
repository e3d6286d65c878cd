/** The independent reader, tests/reader/read_backup.py, run as a program of its own. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ErrorCode } from "#shared/base/errors.ts";

const PROGRAM = resolve(import.meta.dirname, "../reader/read_backup.py");
/** Debian's own, which has Debian's python3-nacl. */
const PYTHON = "/usr/bin/python3";

export const NO_READER = "python3-nacl is missing: apt-get install python3-nacl";

/** Whether Python and libsodium for it are here. */
export function isReaderHere(): boolean {
  return existsSync(PYTHON) && spawnSync(PYTHON, ["-c", "import nacl.bindings"]).status === 0;
}

/** What it printed of a backup. */
export interface Reading {
  readonly version: number;
  readonly opener: "a" | "b";
  readonly rows: { readonly private: number; readonly shared: number; readonly carriedIntact: number };
  readonly everySharedRowIsSigned: boolean;
  readonly findings: readonly unknown[];
  readonly attachmentParts: { readonly listed: number; readonly missing: readonly string[] };
  readonly records: readonly {
    readonly space: "private" | "shared";
    readonly vouched: boolean;
    readonly record: Readonly<Record<string, unknown>>;
  }[];
}

/** Its exit codes, as the codes the app has for the same. */
const CODES: Readonly<Record<number, ErrorCode | "wrong-passphrase" | "findings" | "accepted">> = {
  0: "accepted",
  1: "findings",
  3: "not-a-backup",
  4: "newer-version",
  5: "over-limit",
  6: "damaged",
  7: "wrong-passphrase",
};

export interface Read {
  /** "bug" for an exit it has no name for. */
  readonly code: (typeof CODES)[number];
  readonly reading: Reading | null;
  readonly said: string;
}

/** Opens a file with a passphrase, or with recovery words. */
export function readInPython(file: string, secret: { passphrase: string } | { words: string }): Promise<Read> {
  const words = "words" in secret;
  return new Promise((done, fail) => {
    const child = spawn(PYTHON, [PROGRAM, file, ...(words ? ["--words"] : [])]);
    let [printed, said] = ["", ""];
    child.stdout.on("data", (text) => (printed += String(text)));
    child.stderr.on("data", (text) => (said += String(text)));
    child.on("error", fail);
    child.on("close", (status) => {
      const reading = printed === "" ? null : (JSON.parse(printed) as Reading);
      done({ code: CODES[status ?? -1] ?? "bug", reading, said });
    });
    child.stdin.end(`${words ? secret.words : secret.passphrase}\n`);
  });
}
