import { useMemo } from "react";
import type { Agreement } from "#shared/domain/agreement.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { readableRecords } from "#renderer/store/in-view.ts";
import type { OpenSession, Partner } from "#renderer/store/snapshot.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";

/** What the standing of an agreement is read from. */
export interface JointView {
  readonly session: OpenSession;
  /** The two whose notebooks these are now; one alone where nobody has joined. */
  readonly pair: readonly Partner[];
  /** The two, and behind them those whose place was given anew: who wrote, signed or was named. */
  readonly partners: readonly Partner[];
  /** Of the two. */
  readonly ids: readonly PartnerId[];
  /** Own originals and vouched copies, one's own among them. */
  readonly records: readonly JournalRecord[];
  /** Who may say something now: the open partner, or together both, one after the other. */
  readonly actors: readonly Partner[];
}

/** Whether an agreement is for a partner to see to: theirs or of both, or of who they were before their place was given anew. */
export const isTheirs = ({ owner }: Agreement, by: Partner, { partners }: JointView): boolean =>
  owner === "both" || partners.find(({ id }) => id === owner)?.seat === by.seat;

/** The two, and everything they can read that somebody vouches for. */
export function useJointView(): JointView {
  const session = useSnapshot((snapshot) => snapshot.session);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  return useMemo(() => {
    const pair =
      session.kind === "together" ? session.partners : [session.me, ...(session.other === null ? [] : [session.other])];
    return {
      session,
      pair,
      partners,
      ids: pair.map(({ id }) => id),
      records: readableRecords({ mine, shared }),
      actors: session.kind === "together" ? session.partners : [session.me],
    };
  }, [session, partners, mine, shared]);
}
