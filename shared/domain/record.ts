/**
 * Every kind of record, once. What comes from disk, a backup or an import becomes a `JournalRecord` here and nowhere else; what cannot
 * be read says why, and is the caller's to keep untouched [D1].
 */
import { z } from "../base/zod.ts";
import { Agreement, agreementSharing } from "./agreement.ts";
import { Answer, answerOfVersion1, answerOfVersion2, answerSharing } from "./answer.ts";
import { Balance, balanceSharing } from "./balance.ts";
import { Boundary, BoundaryEvent, boundaryEventSharing, boundarySharing } from "./boundary.ts";
import { canonicalJson } from "./canonical-json.ts";
import { Care, careOfVersion1, careSharing } from "./care.ts";
import { CheckIn, checkInSharing } from "./check-in.ts";
import { Commitment, commitmentSharing } from "./commitment.ts";
import { Consent, consentSharing } from "./consent.ts";
import { Decision, decisionSharing } from "./decision.ts";
import { Earlier, earlierSharing } from "./earlier.ts";
import { EarlyNeed, earlyNeedSharing } from "./early-need.ts";
import { Entry, entryOfVersion1, entrySharing } from "./entry.ts";
import { Goal, goalSharing } from "./goal.ts";
import { Import, importSharing } from "./import.ts";
import { Intention, intentionSharing } from "./intention.ts";
import { Inventory, inventorySharing } from "./inventory.ts";
import { Keepsake, keepsakeSharing } from "./keepsake.ts";
import { Moment, momentSharing } from "./moment.ts";
import { Need, needSharing } from "./need.ts";
import { OwnWords, ownWordsSharing } from "./own-words.ts";
import { Person, personSharing } from "./person.ts";
import { Profile, profileSharing } from "./profile.ts";
import { Prompts, promptsSharing } from "./prompts.ts";
import { Pulse, pulseSharing } from "./pulse.ts";
import { Repair, repairSharing } from "./repair.ts";
import { Sacrifice, sacrificeSharing } from "./sacrifice.ts";
import { Season, seasonSharing } from "./season.ts";
import { Version, versionSharing } from "./version.ts";

/**
 * Turns a record of one version into the next one's shape. Pure, and total: given anything it returns something, which the schema then
 * accepts or not. The new `v` is set for it.
 */
type Migration = (older: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** How the records of a kind are read: `migrations[0]` leads from version 1 to 2, and the last one to `version`. */
export interface Reading {
  readonly schema: z.ZodType;
  readonly version: number;
  readonly migrations: readonly Migration[];
}

/** One line a kind: its schema, its version, how older ones become it, and what of it a shared copy holds. */
export const RECORD_KINDS = {
  entry: { schema: Entry, version: 2, migrations: [entryOfVersion1], sharing: entrySharing },
  need: { schema: Need, version: 1, migrations: [], sharing: needSharing },
  care: { schema: Care, version: 2, migrations: [careOfVersion1], sharing: careSharing },
  answer: { schema: Answer, version: 3, migrations: [answerOfVersion1, answerOfVersion2], sharing: answerSharing },
  profile: { schema: Profile, version: 1, migrations: [], sharing: profileSharing },
  version: { schema: Version, version: 1, migrations: [], sharing: versionSharing },
  keepsake: { schema: Keepsake, version: 1, migrations: [], sharing: keepsakeSharing },
  earlier: { schema: Earlier, version: 1, migrations: [], sharing: earlierSharing },
  import: { schema: Import, version: 1, migrations: [], sharing: importSharing },
  prompts: { schema: Prompts, version: 1, migrations: [], sharing: promptsSharing },
  goal: { schema: Goal, version: 1, migrations: [], sharing: goalSharing },
  decision: { schema: Decision, version: 1, migrations: [], sharing: decisionSharing },
  sacrifice: { schema: Sacrifice, version: 1, migrations: [], sharing: sacrificeSharing },
  boundary: { schema: Boundary, version: 1, migrations: [], sharing: boundarySharing },
  "boundary-event": { schema: BoundaryEvent, version: 1, migrations: [], sharing: boundaryEventSharing },
  repair: { schema: Repair, version: 1, migrations: [], sharing: repairSharing },
  season: { schema: Season, version: 1, migrations: [], sharing: seasonSharing },
  agreement: { schema: Agreement, version: 1, migrations: [], sharing: agreementSharing },
  moment: { schema: Moment, version: 1, migrations: [], sharing: momentSharing },
  pulse: { schema: Pulse, version: 1, migrations: [], sharing: pulseSharing },
  balance: { schema: Balance, version: 1, migrations: [], sharing: balanceSharing },
  inventory: { schema: Inventory, version: 1, migrations: [], sharing: inventorySharing },
  intention: { schema: Intention, version: 1, migrations: [], sharing: intentionSharing },
  person: { schema: Person, version: 1, migrations: [], sharing: personSharing },
  "early-need": { schema: EarlyNeed, version: 1, migrations: [], sharing: earlyNeedSharing },
  consent: { schema: Consent, version: 1, migrations: [], sharing: consentSharing },
  "own-words": { schema: OwnWords, version: 1, migrations: [], sharing: ownWordsSharing },
  "check-in": { schema: CheckIn, version: 1, migrations: [], sharing: checkInSharing },
  commitment: { schema: Commitment, version: 1, migrations: [], sharing: commitmentSharing },
} as const satisfies Record<string, Reading & { sharing: unknown }>;

export type RecordKind = keyof typeof RECORD_KINDS;
export type JournalRecord = z.infer<(typeof RECORD_KINDS)[RecordKind]["schema"]>;

/** A count of records by kind that has counted none. A new value each time, to be counted in. */
export const noRecords = (): Record<RecordKind, number> =>
  Object.fromEntries(Object.keys(RECORD_KINDS).map((kind) => [kind, 0])) as Record<RecordKind, number>;

/** Why a value is no record we can read. */
export type Unreadable = "malformed" | "newer-version" | "unknown-kind";

export type ParsedRecord =
  | { readonly kind: "record"; readonly record: JournalRecord }
  | { readonly kind: "unreadable"; readonly reason: Unreadable };

const unreadable = (reason: Unreadable): { kind: "unreadable"; reason: Unreadable } => ({ kind: "unreadable", reason });

/**
 * Reads a record of this version or an older one [D1]. Never throws: what cannot be read is an answer, so that the caller counts, shows
 * and keeps it.
 */
export function parseRecord(value: unknown): ParsedRecord {
  if (typeof value !== "object" || value === null) return unreadable("malformed");
  const kind: unknown = "kind" in value ? value.kind : undefined;
  if (typeof kind !== "string") return unreadable("malformed");
  if (!Object.hasOwn(RECORD_KINDS, kind)) return unreadable("unknown-kind");
  const current = upgraded(RECORD_KINDS[kind as RecordKind], value);
  if (current.kind === "unreadable") return current;
  // The schema is the registry's own, so its output is the union's member of that kind.
  return { kind: "record", record: current.value as JournalRecord };
}

/** Leads a value of any version of one kind to the current one and checks it there. */
export function upgraded(
  reading: Reading,
  value: object,
):
  { readonly kind: "current"; readonly value: unknown } | { readonly kind: "unreadable"; readonly reason: Unreadable } {
  const v: unknown = "v" in value ? value.v : undefined;
  if (typeof v !== "number" || !Number.isInteger(v) || v < 1) return unreadable("malformed");
  if (v > reading.version) return unreadable("newer-version");
  let upgrading: Record<string, unknown> = { ...value };
  for (let version = v; version < reading.version; version++) {
    const migration = reading.migrations[version - 1];
    if (migration === undefined) return unreadable("malformed");
    upgrading = { ...migration(upgrading), v: version + 1 };
  }
  const parsed = reading.schema.safeParse(upgrading);
  return parsed.success ? { kind: "current", value: parsed.data } : unreadable("malformed");
}

/** The record's one text: canonical JSON, the same for equal records everywhere [D2]. What is signed, sealed and exported. */
export const writeRecord = (record: JournalRecord): string => canonicalJson(record);

/** The record that a version, an earlier text or a keepsake holds; null where a version holds no words. What cannot be read is an answer, as ever [D1]. */
export function keptRecord({ record }: Version | Earlier | Keepsake): ParsedRecord | null {
  if (record === null) return null;
  try {
    return parseRecord(JSON.parse(record));
  } catch {
    return unreadable("malformed"); // not JSON: the answer says so
  }
}
