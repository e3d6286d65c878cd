/**
 * Failures of Twofold as codes. An expected answer ("wrong-passphrase", "cancelled") is a value a function
 * returns; what is thrown is one of these, and only its code crosses a worker or IPC. Sentences for people live
 * in renderer/app/text/en/errors.json and electron/cli/sentences.ts. A message never holds journal text.
 */
export const ERROR_CODES = [
  /** A row, slot, keyring, header or backup whose bytes do not authenticate or parse. Nothing was changed. */
  "damaged",
  /** The file does not begin as a Twofold backup does. */
  "not-a-backup",
  /** The format or a record was written by a newer Twofold. */
  "newer-version",
  /** A claimed size, count, cost or depth is over the limits and was refused before any work. */
  "over-limit",
  /** The backup belongs to another journal. */
  "foreign-vault",
  /** A record or argument does not fit its schema. */
  "malformed",
  /** A rule of the domain refuses this act (only the owner closes a need …). */
  "not-allowed",
  /** The record is not in the open journal. */
  "not-found",
  /** No session is open. */
  "locked",
  /** Another window or tab of this app holds the journal. */
  "open-elsewhere",
  /** The journal already exists in this place. */
  "already-exists",
  /** The disk or the browser's quota is full. */
  "storage-full",
  /** The store did not answer in time, or was closed under us. The text typed is kept as a draft. */
  "storage-failed",
  /** Reading or writing a file outside the store failed. */
  "file-failed",
  /** A call across a worker or IPC did not fit its schema, or came from a stranger. */
  "bad-call",
  /** A fault of the program itself. */
  "bug",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** The one error type thrown on purpose. `detail` is for developers: a rule id or a field name, never journal text. */
export class TwofoldError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, detail = "") {
    super(detail === "" ? code : `${code}: ${detail}`);
    this.name = "TwofoldError";
    this.code = code;
  }
}

/** The code of anything caught: its own for a TwofoldError, "bug" for everything else. */
export function codeOf(thrown: unknown): ErrorCode {
  return thrown instanceof TwofoldError ? thrown.code : "bug";
}

/** Ends a `switch` over a union; reaching it is a bug that the compiler would have shown. */
export function assertNever(value: never): never {
  throw new TwofoldError("bug", `unexpected case ${typeof value}`);
}
