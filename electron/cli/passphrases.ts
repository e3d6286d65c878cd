/** Passphrases for the command line: from a file or from the environment, never from the arguments. */
import { open } from "node:fs/promises";
import { Refused } from "./outcome.ts";

const LONGEST_FILE_BYTES = 64 * 1024;

/**
 * The first `count` lines of the file, or of TWOFOLD_PASSPHRASE when no file is named. Refuses a missing or empty line
 * and a file that is not UTF-8. Spaces belong to a passphrase and are kept.
 */
export async function readPassphrases(
  count: number,
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string[]> {
  const text = file === undefined ? environment["TWOFOLD_PASSPHRASE"] : await fileText(file);
  if (text === undefined || text === "") throw new Refused("no-passphrase");
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .slice(0, count);
  if (lines.length < count || lines.some((line) => line === "")) throw new Refused("bad-passphrase-file");
  return lines;
}

async function fileText(path: string): Promise<string> {
  try {
    const handle = await open(path, "r");
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(LONGEST_FILE_BYTES + 1), 0, LONGEST_FILE_BYTES + 1);
      if (bytesRead > LONGEST_FILE_BYTES) throw new Refused("bad-passphrase-file");
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch {
    throw new Refused("bad-passphrase-file"); // missing, unreadable or not UTF-8: one answer, which names no content
  }
}
