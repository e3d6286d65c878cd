/**
 * Joining [V16] and inviting anew [V21]: a new partner's keys are made in a throwaway worker while the other has the
 * vault open. Each signs the other's identity; no secret key leaves the worker it was made in, and neither sees the
 * other's passphrase.
 */
import { TwofoldError } from "../base/errors.ts";
import type { KdfCost } from "../crypto/keyslot.ts";
import { issueGrant, nextCoupleKey, openChain, openGrant } from "./couple-key.ts";
import type { GrantParty } from "./couple-key.ts";
import { coupleEpochOf, FORMER_MAX, formatHeader, otherSeat, parseHeader } from "./header.ts";
import { type CoverName, coversDiffer } from "./cover.ts";
import type { Grant, SeatHeader, VaultHeader } from "./header.ts";
import { certify, isCertified, newId } from "./identity.ts";
import type { Identity, Seat } from "./identity.ts";
import { firstKeyring, lockSeat, newPartner } from "./founding.ts";
import type { NewPartner } from "./founding.ts";
import { ownIdentity } from "./keyring.ts";
import type { FormerPin, OwnKeys } from "./keyring.ts";
import { openFreshSession } from "./session.ts";
import type { Commit, Session } from "./session.ts";

/** Far more than the one row of a profile; gaps in a space's seqs mean nothing. */
const RESERVED_SEQS = 256;

/** The new partner's public identity, for the other's session. */
export interface JoinHello {
  readonly vaultId: string;
  readonly seat: Seat;
  readonly identity: Identity;
  readonly bySelf: string;
}

/** The new partner's secret keys: stays in the throwaway worker. */
export interface JoinSecret extends NewPartner {
  readonly vaultId: string;
  readonly seat: Seat;
}

/** The other's answer: a certificate and grants, over the header as it stands. */
export interface Admission {
  readonly header: VaultHeader;
  /** The seat the new partner takes: empty, or that of an identity that was lost. */
  readonly seat: Seat;
  /** The new partner's identity, signed by the other. */
  readonly byOther: string;
  /** All grants of the header to be, and its chain. */
  readonly grants: readonly Grant[];
  readonly chain: readonly string[];
  /** The identities that were lost, as the other is pinned to them: the new partner has only their word for it. */
  readonly former: readonly FormerPin[];
  /** The new partner's first rows take the seqs after this one, which the other's session set aside for them. */
  readonly sharedSeq: number;
}

/** What the new partner hands back: their seat, and the other's identity signed by them. */
export interface Joined {
  readonly holder: SeatHeader;
  readonly ofOther: string;
}

/** Makes a new partner's keys, in a throwaway worker. Their partner id is random unless given; `seat` is a lost one's, or b. */
export function beginJoin(
  header: VaultHeader,
  partnerId: string = newId(),
  seat: Seat = "b",
): { hello: JoinHello; secret: JoinSecret } {
  const { vaultId } = header;
  const partner = newPartner(partnerId);
  const bySelf = certify(vaultId, seat, partner.identity, partner.signing);
  return { hello: { vaultId, seat, identity: partner.identity, bySelf }, secret: { vaultId, seat, ...partner } };
}

const lostPart = ({ header, seat }: Pick<Admission, "header" | "seat">): SeatHeader | null => header.seats[seat];

/** The header with the seat taken, by what the other answered and the new partner handed back. */
function headerWith(admission: Admission, { holder, ofOther }: Joined): VaultHeader {
  const { header, seat, byOther, grants, chain } = admission;
  const lost = lostPart(admission);
  const there = otherSeat(seat);
  const other = header.seats[there];
  if (other === null) throw new TwofoldError("bug", "V16 other");
  const seats = { ...header.seats, [there]: { ...other, byOther: ofOther }, [seat]: { ...holder, byOther } };
  const gone = lost?.byOther == null ? [] : [{ ...lost, byOther: lost.byOther, seat }];
  return { ...header, seats, grants: [...grants], chain: [...chain], former: [...header.former, ...gone] };
}

/** The identities of both seats, once this one is taken by `identity`. */
function identitiesWith(
  seat: Seat,
  identity: Identity,
  other: Identity,
): { readonly a: Identity; readonly b: Identity } {
  return seat === "a" ? { a: identity, b: other } : { a: other, b: identity };
}

/** The keys of the one who admits, and who they are as a party to grants. Throws unless the hello is this vault's and its own. */
function hostOf({ keys, header }: Session, hello: JoinHello) {
  const { vaultId, seat, identity, bySelf } = hello;
  if (keys.kind !== "one" || keys.seat === seat) throw new TwofoldError("not-allowed", "V16 other");
  if (vaultId !== header.vaultId) throw new TwofoldError("foreign-vault", "V16");
  if (!isCertified(vaultId, seat, identity, bySelf, identity)) throw new TwofoldError("damaged", "V16 hello");
  const newerBox = header.seats[keys.seat]?.newerBox ?? null;
  const party = { seat: keys.seat, identity: ownIdentity(keys), newerBox, secretKey: keys.signing };
  return { keys, party };
}

/** Answers a hello, and `finish` for what comes back. */
function answer(
  session: Session,
  { seat, identity }: JoinHello,
  { keys, party }: ReturnType<typeof hostOf>,
  granted: Pick<Admission, "grants" | "chain" | "former">,
): { admission: Admission; finish(joined: Joined): Commit } {
  const { header } = session;
  const byOther = certify(header.vaultId, seat, identity, keys.signing);
  const sharedSeq = session.reserveSharedSeqs(RESERVED_SEQS);
  const admission: Admission = { header, seat, byOther, ...granted, sharedSeq };
  const identities = identitiesWith(seat, identity, party.identity);
  const finish = (joined: Joined): Commit => {
    const taken = headerWith({ ...admission, header: session.header }, joined);
    // The reader's own rules: covers, slots, grants, and certificates - so the seat is the very identity certified above.
    const checked = parseHeader(formatHeader(taken));
    const seen = { ...keys.seen, [seat]: null, otherBox: null };
    return session.stageLastHeader(checked, { identities, former: granted.former, seen });
  };
  return { admission, finish };
}

/**
 * In the founder's open session: certifies the second partner and grants them the couple key. `finish` gives the
 * header with seat b taken and the founder's keyring pinned to it, to be written in one transaction with the second
 * partner's commits; then the founder's session ends in a lock. Until it is written, nothing has changed and joining
 * can be abandoned. Throws "already-exists" when seat b is taken, "not-allowed" in any session but the founder's,
 * "damaged" when what came back does not fit.
 */
export function admit(session: Session, hello: JoinHello): { admission: Admission; finish(joined: Joined): Commit } {
  const host = hostOf(session, hello);
  const { header } = session;
  if (lostPart({ header, seat: hello.seat }) !== null) throw new TwofoldError("already-exists", "V16 seat");
  const coupleKey = host.keys.couple.at(-1);
  if (coupleKey === undefined) throw new TwofoldError("bug", "V6 key");
  const grant = issueGrant(header.vaultId, coupleKey, hello, host.party);
  const granted = { grants: [...header.grants, grant], chain: header.chain, former: [] };
  return answer(session, hello, host, granted);
}

/**
 * In the open session of the one who remains: gives the seat of a partner whose passphrase and words are both lost to a
 * new identity of the same person. The lost one moves to `former`, whole and pinned, and a new couple key begins that is
 * not granted to it. Goes on and ends as `admit` does. Who is invited reads all that was ever shared, so this is for the
 * same person alone; for leaving there is `takeMyPart`. Throws "not-found" while the seat is empty, "not-allowed" in any
 * session but the other partner's own, "over-limit" after too many couple keys or lost identities.
 */
export function inviteAnew(
  session: Session,
  hello: JoinHello,
): { admission: Admission; finish(joined: Joined): Commit } {
  const host = hostOf(session, hello);
  const { header } = session;
  const { keys, party } = host;
  const lost = lostPart({ header, seat: hello.seat });
  if (lost === null) throw new TwofoldError("not-found", "V21 seat");
  if (header.former.length >= FORMER_MAX) throw new TwofoldError("over-limit", "V21 former");
  const parties: GrantParty[] = [party, hello];
  const next = nextCoupleKey(header.vaultId, keys.couple, header.chain, parties, party);
  const pin: FormerPin = { seat: hello.seat, identity: lost.identity, seen: session.seenNow()[hello.seat] };
  return answer(session, hello, host, { ...next, former: [...keys.former, pin] });
}

/**
 * In the new partner's throwaway worker: two derivations, then their seat, their recovery words and a session to stage
 * the profile in. `commit` holds their first roots; the header comes from the other's `finish`, and all are written in
 * one transaction. Throws "damaged" when the other's certificate or grant does not hold, "not-allowed" unless the
 * covers differ.
 */
export function completeJoin(
  secret: JoinSecret,
  admission: Admission,
  options: { readonly cover: CoverName; readonly passphrase: string; readonly cost: KdfCost },
): { joined: Joined; partner: string; words: string[]; session: Session; commit: Commit } {
  const { vaultId, identity, seat } = secret;
  const { header, byOther, former } = admission;
  const there = otherSeat(seat);
  const other = header.seats[there];
  if (header.vaultId !== vaultId) throw new TwofoldError("foreign-vault", "V16");
  if (admission.seat !== seat || other === null) throw new TwofoldError("damaged", "V16 seat");
  if (!coversDiffer(other.cover, options.cover)) throw new TwofoldError("not-allowed", "V3 covers");
  if (!isCertified(vaultId, seat, identity, byOther, other.identity))
    throw new TwofoldError("damaged", "V16 certificate");

  const identities = identitiesWith(seat, identity, other.identity);
  const grant = admission.grants.find(({ to }) => to === seat);
  if (grant?.issuer !== there) throw new TwofoldError("damaged", "V16 grant");
  const taken = { ...header, chain: [...admission.chain] };
  const couple = openChain(taken, openGrant(vaultId, grant, { identities, box: secret.box, newerBoxes: [] }));
  const keyring = firstKeyring(secret, { seat, identities, former }, coupleEpochOf(taken));
  const { locked, words, keyringKey } = lockSeat(vaultId, keyring, options.passphrase, options.cost);
  const joined: Joined = {
    holder: {
      cover: options.cover,
      identity,
      bySelf: certify(vaultId, seat, identity, secret.signing),
      byOther,
      newerBox: null,
      ...locked,
    },
    ofOther: certify(vaultId, there, other.identity, secret.signing),
  };
  const keys: OwnKeys = { kind: "one", vaultId, ...keyring, couple, keyringKey };
  const { session, putParts } = openFreshSession(headerWith(admission, joined), keys, admission.sharedSeq);
  const commit: Commit = { putRows: [], dropRows: [], putParts, header: null };
  return { joined, partner: identity.partner, words, session, commit };
}
