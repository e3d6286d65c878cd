import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Agreement } from "#shared/domain/agreement.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import {
  type AgreementState,
  agreementState,
  holdsAnotherOff,
  lookAgainOn,
  recordsAbout,
  reviewsOf,
  wasSettledBefore,
  asShared,
} from "#shared/domain/joint.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { RecordsPlace } from "#renderer/ui/records/RecordsPlace.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useReadFromTop } from "#renderer/ui/use-read-from-top.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import { AgreementForm } from "./AgreementForm.tsx";
import { AgreementPage } from "./AgreementPage.tsx";
import { useSigners } from "./AgreementStanding.tsx";
import { useJointView } from "./joint-view.ts";
import { RepairForm } from "./RepairForm.tsx";
import { RepairsPlace } from "./RepairsPlace.tsx";

type Shown =
  | { readonly kind: "place"; readonly begin: RecordId | null }
  /** Other words are proposed for an agreement. */
  | { readonly kind: "change"; readonly of: Agreement; readonly isHeld: boolean; readonly by: Partner }
  | { readonly kind: "own-up"; readonly after: Agreement; readonly by: Partner }
  | { readonly kind: "repair"; readonly id: RecordId; readonly from: RecordId };

const GROUPS = ["proposed", "holds", "over"] as const;

/** What both hold to: proposed, signed by both, looked at again, changed, ended. */
export function AgreementsPlace({ begin, onBack }: { begin: RecordId | null; onBack: () => void }): JSX.Element {
  const { t } = useTranslation("agreements");
  const format = useFormat();
  const signers = useSigners();
  const view = useJointView();
  const { ids, records } = view;
  const isAlone = view.pair.length < 2;
  const [shown, setShown] = useState<Shown>({ kind: "place", begin });

  const lying = useReadFromTop(shown);

  const about = useMemo(() => recordsAbout(records), [records]);
  const stateOf = (agreement: Agreement): AgreementState => agreementState(agreement, ids, about(agreement.id));
  /** A promise that was looked at, with no other day named, is over. */
  function groupOf(agreement: Agreement): (typeof GROUPS)[number] {
    const { kind } = stateOf(agreement);
    if (kind !== "holds") return kind === "proposed" ? kind : "over";
    const known = about(agreement.id);
    const read = asShared(agreement, known);
    const isOver = read.type === "promise" && lookAgainOn(read, known) === null && reviewsOf(read, known).length > 0;
    return isOver ? "over" : "holds";
  }

  const toPage = (id: RecordId): void => setShown({ kind: "place", begin: id });

  /** How far it is, in a word or two. */
  function beside(agreement: Agreement): string {
    const state = stateOf(agreement);
    switch (state.kind) {
      case "proposed":
        if (!isSharedNow(agreement)) return t("beside.private");
        return state.signedBy.size === 0
          ? t("beside.proposed")
          : t("beside.signed", { names: signers(state.signedBy, view) });
      case "holds": {
        const known = about(agreement.id);
        const read = asShared(agreement, known);
        const last = reviewsOf(read, known).at(-1);
        const on = lookAgainOn(read, known);
        const isDue = last === undefined && read.type === "promise";
        if (on !== null) return t(isDue ? "beside.by" : "beside.lookAgain", { day: format.dayShort(on) });
        return last === undefined
          ? t("beside.since", { day: format.dayShort(state.since) })
          : t(`review.verdicts.${last.body.verdict}`);
      }
      case "replaced":
        return t("beside.replaced", { day: format.dayShort(state.on) });
      case "ended":
        return t(state.since === null ? "beside.aside" : "beside.ended", { day: format.dayShort(state.on) });
    }
  }

  function place(): JSX.Element {
    switch (shown.kind) {
      case "change":
        return (
          <AgreementForm
            changing={null}
            continues={shown.of}
            isHeld={shown.isHeld}
            by={shown.by}
            onDone={({ id }) => toPage(id)}
            onLeave={() => toPage(shown.of.id)}
          />
        );
      case "own-up":
        return (
          <RepairForm
            changing={null}
            about={shown.after}
            by={shown.by}
            onDone={({ id }) => setShown({ kind: "repair", id, from: shown.after.id })}
            onLeave={() => toPage(shown.after.id)}
          />
        );
      case "repair":
        return <RepairsPlace begin={shown.id} onBack={() => toPage(shown.from)} />;
      case "place":
        return (
          <RecordsPlace
            kind="agreement"
            begin={shown.begin}
            texts={{
              title: t("title"),
              says: t(isAlone ? "saysAlone" : "says"),
              empty: t(isAlone ? "emptyAlone" : "empty"),
              add: t(isAlone ? "addAlone" : "add"),
            }}
            arrange={(agreements) =>
              GROUPS.flatMap((group) => agreements.filter((agreement) => groupOf(agreement) === group))
            }
            group={(agreement) => t(`groups.${groupOf(agreement)}`)}
            beside={beside}
            form={(of) => <AgreementForm {...of} />}
            isChangeable={(agreement) => isUnsigned(stateOf(agreement)) && !wasSettledBefore(agreement, records)}
            isShareable={(agreement) => !wasSettledBefore(agreement, records)}
            saysOfAnswer={({ body }) => body.type === "agreement-review" && t(`review.verdicts.${body.verdict}`)}
            isKept={(agreement) => stateOf(agreement).kind === "holds" || holdsAnotherOff(agreement, ids, records)}
            page={(agreement, { open }) => (
              <AgreementPage
                key={agreement.id}
                shown={agreement}
                view={view}
                onOpen={open}
                onChange={(of, by) => setShown({ kind: "change", of, isHeld: stateOf(agreement).kind === "holds", by })}
                onRepair={(after, by) => setShown({ kind: "own-up", after, by })}
                onOpenRepair={({ id }) => setShown({ kind: "repair", id, from: agreement.id })}
              />
            )}
            onBack={onBack}
          />
        );
    }
  }

  return <div ref={lying}>{place()}</div>;
}

/** Nobody has signed it: its author may still change its words. */
const isUnsigned = (state: AgreementState): boolean => state.kind === "proposed" && state.signedBy.size === 0;
