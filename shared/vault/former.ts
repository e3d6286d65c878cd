/** The notebook of an identity that was lost, for who remembers its passphrase or words after all: to read, not to write [V21]. */
import { TwofoldError } from "../base/errors.ts";
import { wipe } from "../crypto/sodium.ts";
import { compareSpace } from "./findings.ts";
import type { Finding } from "./findings.ts";
import type { VaultHeader } from "./header.ts";
import { keyringKeyOf, openKeyring } from "./keyring.ts";
import type { OwnKeys } from "./keyring.ts";
import { openShelf, shelvesOf } from "./shelf.ts";
import { openInto, spacesOf } from "./space.ts";
import type { OpenedRow } from "./space.ts";
import type { ManifestPart, SealedRow } from "./transaction.ts";
import { unwrapRoot } from "./vault.ts";
import type { Secret, WrongSecret } from "./vault.ts";

/** Reads the private space of an identity that was lost. */
export interface FormerNotebook {
  readonly partner: string;
  /** Ids of its private space, and of the shelf `check` wants all parts of. */
  readonly space: string;
  readonly shelf: string;
  openRow(row: SealedRow): OpenedRow | "unreadable";
  /** Compares all rows opened so far with the manifest. */
  check(parts: readonly ManifestPart[]): readonly Finding[];
}

/**
 * The keys of a lost identity's private space, and none of the couple's. Structured-cloneable. One derivation: a throwaway
 * worker's task. Throws "not-found" for no such identity, "damaged" as `openKeys` does.
 */
export function openFormer(header: VaultHeader, index: number, secret: Secret): OwnKeys | WrongSecret {
  const holder = header.former[index];
  if (holder === undefined) throw new TwofoldError("not-found", "V21 former");
  const { vaultId } = header;
  const rootKey = unwrapRoot(vaultId, holder, secret);
  if (typeof rootKey === "string") return rootKey;
  const keyringKey = keyringKeyOf(rootKey);
  wipe(rootKey);
  const keyring = openKeyring(vaultId, holder.identity.partner, holder.keyring, keyringKey);
  return { kind: "one", vaultId, ...keyring, couple: [], keyringKey };
}

/** Opens the notebook behind keys made by `openFormer`. */
export function formerNotebook(header: VaultHeader, keys: OwnKeys): FormerNotebook {
  const space = spacesOf(header, keys).find(({ name }) => name === "private");
  const shelf = shelvesOf(keys).find((candidate) => candidate.space === "private");
  if (space === undefined || shelf === undefined) throw new TwofoldError("bug", "V21 private");
  return {
    partner: shelf.author.partner,
    space: space.id,
    shelf: shelf.id,
    openRow: (row) => (row.space === space.id ? openInto(space, row) : "unreadable"),
    check(parts) {
      const own = parts.filter(({ shelf: of }) => of === shelf.id).map(({ part, sealed }) => [part, sealed] as const);
      return compareSpace(space, [{ shelf, state: openShelf(shelf, new Map(own)), seen: keys.seen.private }]);
    },
  };
}
