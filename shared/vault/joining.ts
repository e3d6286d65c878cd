/**
 * Joining [V16]: the second partner's keys are made in a throwaway worker while the first has the vault open. Each
 * signs the other's identity; no secret key leaves the worker it was made in, and neither sees the other's passphrase.
 */
import { TwofoldError } from "../base/errors.ts";
import type { KdfCost } from "../crypto/keyslot.ts";
import { issueGrant, openChain, openGrant } from "./couple-key.ts";
import { coupleEpochOf, formatHeader, parseHeader } from "./header.ts";
import { type CoverName, coversDiffer } from "./cover.ts";
import type { Grant, SeatHeader, VaultHeader } from "./header.ts";
import { certify, isCertified } from "./identity.ts";
import type { Identity } from "./identity.ts";
import { firstKeyring, lockSeat, newPartner } from "./founding.ts";
import type { NewPartner } from "./founding.ts";
import type { OwnKeys } from "./keyring.ts";
import { openFreshSession } from "./session.ts";
import type { Commit, Session } from "./session.ts";

/** Far more than the one row of a profile; gaps in a space's seqs mean nothing. */
const RESERVED_SEQS = 256;

/** The second partner's public identity, for the founder's session. */
export interface JoinHello {
  readonly vaultId: string;
  readonly identity: Identity;
  readonly bySelf: string;
}

/** The second partner's secret keys: stays in the throwaway worker. */
export interface JoinSecret extends NewPartner {
  readonly vaultId: string;
}

/** The founder's answer: a certificate and a grant for the second partner, over the header as it stands. */
export interface Admission {
  readonly header: VaultHeader;
  /** The second partner's identity, signed by the founder. */
  readonly byFounder: string;
  readonly grant: Grant;
  /** The second partner's first rows take the seqs after this one, which the founder's session set aside for them. */
  readonly sharedSeq: number;
}

/** What the second partner hands back: their seat, and the founder's identity signed by them. */
export interface Joined {
  readonly seat: SeatHeader;
  readonly ofFounder: string;
}

/** Makes the second partner's keys, in a throwaway worker. Their partner id is random unless given. */
export function beginJoin(header: VaultHeader, partnerId?: string): { hello: JoinHello; secret: JoinSecret } {
  const { vaultId } = header;
  const partner = newPartner(partnerId);
  const bySelf = certify(vaultId, "b", partner.identity, partner.signing);
  return { hello: { vaultId, identity: partner.identity, bySelf }, secret: { vaultId, ...partner } };
}

/** The header with seat b taken. */
function headerWith({ header, byFounder, grant }: Admission, { seat, ofFounder }: Joined): VaultHeader {
  const a: SeatHeader = { ...header.seats.a, byOther: ofFounder };
  return { ...header, seats: { a, b: { ...seat, byOther: byFounder } }, grants: [...header.grants, grant] };
}

/**
 * In the founder's open session: certifies the second partner and grants them the couple key. `finish` gives the
 * header with seat b taken and the founder's keyring pinned to it, to be written in one transaction with the second
 * partner's commits; then the founder's session ends in a lock. Until it is written, nothing has changed and joining
 * can be abandoned. Throws "already-exists" when seat b is taken, "not-allowed" in any session but the founder's,
 * "damaged" when what came back does not fit.
 */
export function admit(session: Session, hello: JoinHello): { admission: Admission; finish(joined: Joined): Commit } {
  const { keys, header } = session;
  if (keys.kind !== "one" || keys.seat !== "a") throw new TwofoldError("not-allowed", "V16 founder");
  if (header.seats.b !== null) throw new TwofoldError("already-exists", "V16 seat");
  const { vaultId } = header;
  const { identity, bySelf } = hello;
  if (hello.vaultId !== vaultId) throw new TwofoldError("foreign-vault", "V16");
  if (!isCertified(vaultId, "b", identity, bySelf, identity)) throw new TwofoldError("damaged", "V16 hello");
  const coupleKey = keys.couple.at(-1);
  if (coupleKey === undefined) throw new TwofoldError("bug", "V6 key");

  const founder = { seat: "a" as const, identity: keys.identities.a, secretKey: keys.signing };
  const admission: Admission = {
    header,
    byFounder: certify(vaultId, "b", identity, keys.signing),
    grant: issueGrant(vaultId, coupleKey, { seat: "b", identity }, founder),
    sharedSeq: session.reserveSharedSeqs(RESERVED_SEQS),
  };
  const finish = (joined: Joined): Commit => {
    const taken = headerWith({ ...admission, header: session.header }, joined);
    // The reader's own rules: covers, slots, grants, and certificates - so the seat is the very identity certified above.
    const checked = parseHeader(formatHeader(taken));
    return session.stageJoined(checked, { a: keys.identities.a, b: identity });
  };
  return { admission, finish };
}

/**
 * In the second partner's throwaway worker: two derivations, then their seat, their recovery words and a session to
 * stage the profile in. `commit` holds their first roots; the header comes from the founder's `finish`, and all are
 * written in one transaction. Throws "damaged" when the founder's certificate or grant does not hold, "not-allowed"
 * unless the covers differ.
 */
export function completeJoin(
  secret: JoinSecret,
  admission: Admission,
  options: { readonly cover: CoverName; readonly passphrase: string; readonly cost: KdfCost },
): { joined: Joined; partner: string; words: string[]; session: Session; commit: Commit } {
  const { vaultId, identity } = secret;
  const { header, byFounder, grant } = admission;
  const founder = header.seats.a.identity;
  if (header.vaultId !== vaultId) throw new TwofoldError("foreign-vault", "V16");
  if (!coversDiffer(header.seats.a.cover, options.cover)) throw new TwofoldError("not-allowed", "V3 covers");
  if (!isCertified(vaultId, "b", identity, byFounder, founder)) throw new TwofoldError("damaged", "V16 certificate");

  const identities = { a: founder, b: identity };
  if (grant.to !== "b" || grant.issuer !== "a") throw new TwofoldError("damaged", "V16 grant");
  const couple = openChain(header, openGrant(vaultId, grant, identities, secret.box));
  const keyring = firstKeyring(secret, { seat: "b", identities }, coupleEpochOf(header));
  const { locked, words, keyringKey } = lockSeat(vaultId, keyring, options.passphrase, options.cost);
  const joined: Joined = {
    seat: {
      cover: options.cover,
      identity,
      bySelf: certify(vaultId, "b", identity, secret.signing),
      byOther: byFounder,
      ...locked,
    },
    ofFounder: certify(vaultId, "a", founder, secret.signing),
  };
  const keys: OwnKeys = { kind: "one", vaultId, ...keyring, couple, keyringKey };
  const { session, putParts } = openFreshSession(headerWith(admission, joined), keys, admission.sharedSeq);
  const commit: Commit = { putRows: [], dropRows: [], putParts, header: null };
  return { joined, partner: identity.partner, words, session, commit };
}
