import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Agreement } from "#shared/domain/agreement.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import {
  type AgreementState,
  holdsAnotherOff,
  lookAgainOn,
  reviewsOf,
  wasSettledBefore,
} from "#shared/domain/joint.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import { changedSince } from "#shared/domain/sharing.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import type { JointView } from "./joint-view.ts";

/** The names of those who signed, as the two are always in one order. */
export const useSigners = (): ((signedBy: ReadonlySet<PartnerId>, view: JointView) => string) => {
  const format = useFormat();
  return (signedBy, { pair }) => format.list(pair.flatMap(({ id, name }) => (signedBy.has(id) ? [name] : [])));
};

/** Where an agreement stands, in a sentence or two. It says what is there, never who is awaited. */
export function AgreementStanding({
  agreement,
  shown,
  state,
  view,
}: {
  /** As both read it. */
  agreement: Agreement;
  /** As it stands on this page: its author's original may say more. */
  shown: Agreement;
  state: AgreementState;
  view: JointView;
}): JSX.Element {
  const { t } = useTranslation("agreements");
  const format = useFormat();
  const today = useJournal().today();
  const signers = useSigners();
  const { session } = view;

  function says(): string {
    switch (state.kind) {
      case "proposed":
        if (view.pair.length < 2) return t("alone");
        if (!isSharedNow(agreement))
          return t(wasSettledBefore(agreement, view.records) ? "state.takenBack" : "state.private");
        return state.signedBy.size === 0
          ? t("state.proposed")
          : t("state.signed", { names: signers(state.signedBy, view) });
      case "holds":
        return t("state.holds", { day: format.dayLong(state.since) });
      case "replaced":
        return t("state.replaced", { day: format.dayLong(state.on) });
      case "ended":
        return state.since === null
          ? t("state.aside", { day: format.dayLong(state.on) })
          : t("state.ended", { since: format.dayLong(state.since), day: format.dayLong(state.on) });
    }
  }

  /** When both wanted to look at it again; a promise is looked at on its day. */
  function looks(): string | null {
    const on = state.kind === "holds" ? lookAgainOn(agreement, view.records) : null;
    if (on === null) return null;
    if (agreement.type === "promise" && reviewsOf(agreement, view.records).length === 0)
      return on <= today ? t("state.dueNow", { day: format.dayLong(on) }) : null; // its day stands among its words
    return t(on <= today ? "state.lookNow" : "state.lookAgain", { day: format.dayLong(on) });
  }

  /** What its author wrote since is not what both read; where that holds it is not shared over it. */
  function changed(): string | null {
    if (!changedSince(shown) || session.kind !== "one" || session.other === null) return null;
    if (state.kind === "proposed" && state.signedBy.size > 0) return t("state.changedSigned");
    return t(state.kind === "holds" ? "state.changedHeld" : "state.changedSince", { name: session.other.name });
  }

  const look = looks();
  const since = changed();
  const stays = state.kind !== "holds" && holdsAnotherOff(agreement, view.ids, view.records);
  return (
    <>
      <p className="says">{says()}</p>
      {look !== null && <p className="says">{look}</p>}
      {since !== null && <p className="quiet">{since}</p>}
      {stays && <p className="quiet">{t("state.stays")}</p>}
    </>
  );
}
