/** What the command says on stderr. Every code has its sentence; one without does not compile. */
import type { CliCode } from "./outcome.ts";

export const SENTENCES: Readonly<Record<CliCode, string>> = {
  damaged:
    "This file is damaged: its bytes are not the ones that were written. Nothing was taken from it. Try an older backup.",
  "not-a-backup": "This is not a Twofold backup.",
  "newer-version": "This backup was written by a newer Twofold. Use that version to open it.",
  "over-limit":
    "This file claims sizes or costs beyond what Twofold allows, and was refused before any work was done on it.",
  "foreign-vault": "This backup belongs to another journal.",
  malformed: "A value does not have the form it should have.",
  "not-allowed": "The rules of the journal do not allow this.",
  "not-found": "There is no such record in this backup.",
  locked: "The journal is not open.",
  "open-elsewhere": "The journal is open in another window.",
  "already-exists": "There is a journal here already.",
  "storage-full": "The disk is full. Nothing was left half-written.",
  "storage-failed": "The store did not answer.",
  "file-failed": "Reading or writing a file failed. Nothing was left half-written.",
  "bad-call": "A call inside the program did not fit.",
  bug: "Something went wrong in the program itself. The file was not changed.",
  usage: "This is not how the command is used; --help shows how.",
  "no-passphrase":
    "No passphrase was given. Put it in a file and name that with --passphrase-file, or set TWOFOLD_PASSPHRASE.",
  "bad-passphrase-file": "The passphrase file cannot be read, is not UTF-8 text, or lacks a line that is needed.",
  "wrong-passphrase":
    "The passphrase opens neither notebook of this backup. The file itself is not damaged at its head.",
  "no-such-file": "There is no such file.",
  "file-exists": "There is a file of that name already, and it was left as it is. Choose another name.",
  "folder-not-empty": "That folder is not empty, and was left as it is. Choose a new or an empty one.",
  "not-in-order":
    "The file is whole, and not everything in it is in order: some rows or parts of attachments are missing, unreadable or not vouched for. The figures say which.",
  "analysis-paused":
    "The figures of what both of you shared are not shown at the moment. They are shown while both of you agree to it.",
  "ends-before-it-begins": "The day of --from lies after the day of --to, so there is no day to look at.",
};

export const HELP = `Twofold without its window: works on backup files. JSON on stdout, words on stderr; exit code 0 only on success.

  twofold demo --out FILE --seed N --months M [--until YYYY-MM-DD] [--fast]
      Writes the backup of a made-up couple, Noa and Sam. The same seed, months and last day give the same records, but
      for the hashes of sealed answers, which hold in one journal alone. Noa's passphrase is line 1, Sam's line 2.
      --fast uses the least key derivation cost a backup may have.
  twofold verify FILE
      Reads every row that the passphrase opens and checks it against the manifests. Parts of attachments that the
      file only names are read from its folder, or from "parts" in it.
  twofold export FILE --out DIR --format json|markdown
      Writes what the passphrase can read into a new or an empty folder: records.jsonl, or pages to read.
  twofold analyse FILE --from YYYY-MM-DD --to YYYY-MM-DD [--view shared|mine]
      The figures of Insights over these days, both included, from the first record that is measured on: of what is shared, the same for
      both partners, or with --view mine of one's own page, with what is measured for oneself alone under "own". What
      is shared is measured while both agree to it; until then --view mine measures one's own alone. Whoever keeps the
      journal alone gets their own page unless told. The JSON is described in shared/analysis/summary.schema.json.
  twofold reflect FILE --month YYYY-MM [--view shared|mine]
      The same over a calendar month.
  twofold inspect FILE
      What the file says of itself. Needs no passphrase.

Passphrases come from --passphrase-file FILE (UTF-8, one a line) or from TWOFOLD_PASSPHRASE, never from the command line.
`;
