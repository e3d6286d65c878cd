/** Joining: the second partner's keys, made while the first has the vault open; each signs the other's [V11]. */
import { TwofoldError } from "../base/errors.ts";
import type { KdfCost } from "../crypto/keyslot.ts";
import type { CoverName, Grant, Identity, SeatHeader, VaultHeader } from "./header.ts";
import type { Commit, Session } from "./session.ts";

/** The second partner's public keys, for the founder's session. */
export interface JoinHello {
  readonly vaultId: string;
  readonly identity: Identity;
  readonly bySelf: string;
}

/** The second partner's secret keys: stays in the throwaway worker. */
export interface JoinSecret {
  readonly hello: JoinHello;
  readonly signing: Uint8Array;
  readonly box: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** The founder's answer: certificate and grant for the second partner, on the header as it stands. */
export interface Admission {
  readonly header: VaultHeader;
  readonly byFounder: string;
  readonly grant: Grant;
  /** The highest sequence used in the shared space. */
  readonly sharedSeq: number;
}

/** What the second partner hands back. */
export interface Joined {
  readonly seat: SeatHeader;
  readonly ofFounder: string;
}

/** Makes the second partner's keys. In a throwaway worker. */
export function beginJoin(_header: VaultHeader): { hello: JoinHello; secret: JoinSecret } {
  throw new TwofoldError("bug", "not written yet");
}

/** In the founder's open session: certifies the second partner and grants them the couple key. */
export function admit(_session: Session, _hello: JoinHello): { admission: Admission; finish(joined: Joined): Commit } {
  throw new TwofoldError("bug", "not written yet");
}

/** In the second partner's throwaway worker: two derivations, then their seat, words and a session to stage the profile in. */
export function completeJoin(
  _secret: JoinSecret,
  _admission: Admission,
  _options: { readonly cover: CoverName; readonly passphrase: string; readonly cost: KdfCost },
): { joined: Joined; partner: string; words: string[]; session: Session; commit: Commit } {
  throw new TwofoldError("bug", "not written yet");
}
