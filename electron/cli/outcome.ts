/** How a command ends: with JSON for stdout, or refused with a code that has a sentence. */
import { codeOf, type ErrorCode } from "#shared/base/errors.ts";

/** Refusals that only the command line knows. */
export const CLI_REFUSALS = [
  "usage",
  "no-passphrase",
  "bad-passphrase-file",
  "wrong-passphrase",
  "no-such-file",
  "file-exists",
  "folder-not-empty",
  "not-in-order",
  "analysis-paused",
  "ends-before-it-begins",
] as const;

export type CliRefusal = (typeof CLI_REFUSALS)[number];
export type CliCode = ErrorCode | CliRefusal;

/** Ends a command with a sentence. `detail` is a flag or a path the person typed, never a passphrase. */
export class Refused extends Error {
  readonly code: CliRefusal;
  readonly detail: string;

  constructor(code: CliRefusal, detail = "") {
    super(code);
    this.name = "Refused";
    this.code = code;
    this.detail = detail;
  }
}

/** The code and detail of anything a command threw. */
export function refusalOf(thrown: unknown): { readonly code: CliCode; readonly detail: string } {
  if (thrown instanceof Refused) return { code: thrown.code, detail: thrown.detail };
  return { code: codeOf(thrown), detail: "" };
}
