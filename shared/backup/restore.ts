/**
 * Restoring: a plan of what would be written, as a value. Nothing here writes. The caller verifies the backup first,
 * writes what the plan takes into a new database, counts it, and only then puts it in the place of the old one [B9].
 */
import { TwofoldError } from "../base/errors.ts";
import { coupleEpochOf, otherSeat } from "../vault/header.ts";
import type { Seat, VaultHeader } from "../vault/header.ts";
import { ownIdentity, withSeenOf } from "../vault/keyring.ts";
import type { OwnKeys } from "../vault/keyring.ts";
import { backupContents, type BackupItem, type OnProgress } from "./backup-body.ts";
import { type BackupFacts, type Owner, shelvesOf, spacesOf } from "./backup-header.ts";
import type { OpenedBackup } from "./open-backup.ts";

/** The journal that is at the place now. */
export interface JournalHere {
  readonly header: VaultHeader;
  /** Rows of each space, by its id. */
  readonly rows: ReadonlyMap<string, number>;
}

/** What becomes of a space: taken from the backup, or kept as it is here. */
export type SpaceFate =
  | {
      readonly act: "put";
      readonly owner: Owner;
      readonly space: string;
      readonly rows: number;
      readonly replaces: number;
    }
  | {
      readonly act: "keep";
      readonly owner: Owner;
      readonly space: string;
      readonly rows: number;
      readonly why: KeepReason;
    };

export type KeepReason =
  /** It is the other partner's private space, which only they may set back. */
  | "other-private"
  /** The other partner has joined, or was invited anew, since the backup was written: what both share is newer than it. */
  | "joined-since";

/** What a restore would do. */
export interface RestorePlan {
  readonly onto: "empty-place" | "same-journal";
  readonly opener: Seat;
  /** The header to write. */
  readonly header: VaultHeader;
  readonly spaces: readonly SpaceFate[];
  /** Ids of the manifest shelves to take from the backup; those of `header` beside them are kept. */
  readonly shelves: readonly string[];
  /** Rows that will be taken from the backup. */
  readonly rows: number;
  /** Attachment parts the backup has or refers to. They never change: those that are here stay, the others are put. */
  readonly attachments: BackupFacts["attachments"];
}

/**
 * What restoring an opened backup would do to the journal that is here, or to an empty place (null). Onto the same
 * journal it puts back the opener's private space and the shared one; the other partner's private space is kept [B9].
 * Throws "foreign-vault" when another journal is here, "not-allowed" for keys of a session together.
 */
export function planRestore({ header, keys }: OpenedBackup, here: JournalHere | null): RestorePlan {
  if (keys.kind !== "one") throw new TwofoldError("not-allowed", "B9 together");
  const backedUp = header.vault;
  if (here !== null && here.header.vaultId !== backedUp.vaultId) throw new TwofoldError("foreign-vault", "B9");

  const isNewer = here !== null && isOlder(here.header, backedUp);
  if (here !== null && !isNewer && here.header.seats[keys.seat]?.identity.partner !== ownIdentity(keys).partner)
    throw new TwofoldError("not-allowed", "B9 former");
  const others = otherSeat(keys.seat);
  const joinedSince =
    here !== null &&
    !isNewer &&
    (here.header.seats[others]?.identity.partner ?? null) !== (backedUp.seats[others]?.identity.partner ?? null);
  const isKept = (space: string, owner: Owner): KeepReason | null => {
    if (here === null || !spacesOf(here.header).some(({ id }) => id === space)) return null;
    if (owner !== keys.seat && owner !== "shared") return "other-private";
    return joinedSince && owner === "shared" ? "joined-since" : null;
  };

  const restoredHeader =
    here === null || isNewer ? backedUp : joinedSince ? here.header : withRootsOf(here.header, keys);
  const rowsInBackup = new Map(header.json.spaces.map(({ space, rows }) => [space, rows]));
  const spaces = spacesOf(restoredHeader).map(({ id, owner }): SpaceFate => {
    const rowsHere = here?.rows.get(id) ?? 0;
    const why = isKept(id, owner);
    if (why !== null) return { act: "keep", owner, space: id, rows: rowsHere, why };
    return { act: "put", owner, space: id, rows: rowsInBackup.get(id) ?? 0, replaces: rowsHere };
  });
  const shelves = shelvesOf(restoredHeader)
    .filter(({ owner }) => spaces.some((space) => space.act === "put" && space.owner === owner))
    .map(({ id }) => id);
  const rows = spaces.reduce((total, space) => total + (space.act === "put" ? space.rows : 0), 0);
  return {
    onto: here === null ? "empty-place" : "same-journal",
    opener: keys.seat,
    header: restoredHeader,
    spaces,
    shelves,
    rows,
    attachments: header.facts.attachments,
  };
}

/** Whether a header of this vault is older than another: before the partner joined, or before a newer couple key. */
function isOlder(here: VaultHeader, other: VaultHeader): boolean {
  const lacksPartner = here.seats.b === null && other.seats.b !== null;
  return lacksPartner || coupleEpochOf(here) < coupleEpochOf(other);
}

/**
 * The header that is here, with the roots the opener had seen when the backup was written: without that, their own restore
 * would read as a roll-back. It does once where they started anew since and the backup's keys open no keyring here; its
 * slots and keys must never come back by a restore [V20].
 */
function withRootsOf(here: VaultHeader, keys: OwnKeys): VaultHeader {
  const holder = here.seats[keys.seat];
  const keyring = holder === null ? null : withSeenOf(here.vaultId, holder.keyring, keys);
  if (holder === null || keyring === null) return here;
  return { ...here, seats: { ...here.seats, [keys.seat]: { ...holder, keyring } } };
}

/** The rows and parts a plan takes from the backup, and all attachment parts, in batches. Throws as `backupContents` does: write nothing until it ends. */
export async function* plannedContents(
  opened: OpenedBackup,
  plan: RestorePlan,
  onProgress?: OnProgress,
): AsyncGenerator<readonly BackupItem[], void, undefined> {
  const taken = new Set([...plan.shelves, ...plan.spaces.flatMap(({ act, space }) => (act === "put" ? [space] : []))]);
  for await (const items of backupContents(opened, onProgress)) {
    yield items.filter((item) => {
      switch (item.kind) {
        case "row":
          return taken.has(item.row.space);
        case "part":
          return taken.has(item.part.shelf);
        default:
          return true; // parts of attachments
      }
    });
  }
}
