import { useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Agreement } from "#shared/domain/agreement.ts";
import { AGREEMENT_VERDICTS, endAgreement, reviewAgreement } from "#shared/domain/answer.ts";
import {
  agreementsBefore,
  agreementState,
  continuationsOf,
  lastOfEach,
  reviewsOf,
  wasSettledBefore,
  asShared,
} from "#shared/domain/joint.ts";
import type { Repair } from "#shared/domain/repair.ts";
import { isSharedNow, withoutCopies } from "#shared/domain/related.ts";
import { titleOf } from "#shared/domain/said.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { FocusInside } from "#renderer/ui/FocusInside.tsx";
import { useAnnounce } from "#renderer/ui/notice.tsx";
import { AnswerForm } from "#renderer/ui/records/AnswerForm.tsx";
import { AgreementHistory } from "./AgreementHistory.tsx";
import { AgreementStanding } from "./AgreementStanding.tsx";
import { inItsPlace } from "./in-its-place.ts";
import { isTheirs, type JointView } from "./joint-view.ts";
import { SignAgreement } from "./SignAgreement.tsx";
import "./agreements.css";

type Act = "sign" | "review" | "change" | "end" | "repair";

/** Below the words of an agreement: where it stands, what can be done about it, and everything that happened with it. */
export function AgreementPage({
  shown,
  view,
  onOpen,
  onChange,
  onRepair,
  onOpenRepair,
}: {
  /** As it stands on this page. */
  shown: Agreement;
  view: JointView;
  onOpen: (id: Agreement["id"]) => void;
  /** Proposes other words for it. */
  onChange: (agreement: Agreement, by: Partner) => void;
  /** Owns up to what came of it. */
  onRepair: (agreement: Agreement, by: Partner) => void;
  onOpenRepair: (repair: Repair) => void;
}): JSX.Element {
  const { t } = useTranslation("agreements");
  const announce = useAnnounce();
  const heading = useRef<HTMLHeadingElement>(null);
  const [doing, setDoing] = useState<{ readonly act: Act; readonly by: Partner } | null>(null);
  const { actors, ids, records } = view;
  const agreement = asShared(shown, records);
  const state = agreementState(agreement, ids, records);
  const isProposed = state.kind === "proposed";
  const isShared = isSharedNow(agreement);
  /** As either of the two looked at it last. */
  const wasMissed = [...lastOfEach(reviewsOf(agreement, records)).values()].some(
    ({ body }) => body.verdict === "not-kept" || body.verdict === "partly",
  );

  /** What was done is gone from the page: one goes on where it stands now. */
  const toStanding = (): void => {
    setDoing(null);
    heading.current?.focus();
  };

  /** Who may do something now, of those who are here. */
  function who(act: Act): readonly Partner[] {
    switch (act) {
      case "sign":
        return isProposed && isShared ? actors.filter(({ id }) => !state.signedBy.has(id)) : [];
      case "review":
        return state.kind === "holds" ? actors : [];
      case "change":
        if (!isShared) return wasSettledBefore(agreement, records) ? actors : [];
        return state.kind === "replaced" || (isProposed && state.signedBy.size === 0) ? [] : actors;
      case "end":
        return isShared && (isProposed || state.kind === "holds") ? actors : [];
      case "repair":
        return wasMissed ? actors.filter((by) => isTheirs(agreement, by, view)) : [];
    }
  }

  const begin = (act: Act, by: Partner): void => {
    if (act === "change") onChange(agreement, by);
    else if (act === "repair") onRepair(agreement, by);
    else setDoing({ act, by });
  };
  const main: Act = isProposed ? "sign" : "review";
  const acts = (["sign", "review", "change", "end", "repair"] as const).flatMap((act) =>
    who(act).map((by) => ({ act, by })),
  );
  const named = ({ act, by }: { act: Act; by: Partner }): string => {
    const isOver = state.kind === "ended" || !isShared;
    const what = t(act === "end" && isProposed ? "act.aside" : act === "change" && isOver ? "act.anew" : `act.${act}`);
    return actors.length === 1 ? what : t("act.by", { act: what, name: by.name });
  };

  return (
    <>
      <section className="record-part" aria-labelledby="agreement-standing">
        <h2 className="sect" id="agreement-standing" tabIndex={-1} ref={heading}>
          {t("state.title")}
        </h2>
        <AgreementStanding agreement={agreement} shown={shown} state={state} view={view} />
        {doing?.act === "review" && (
          <Review agreement={agreement} view={view} by={doing.by} onDone={toStanding} onLeave={toStanding} />
        )}
        {doing?.act === "end" && (
          <End agreement={agreement} isProposed={isProposed} by={doing.by} onDone={toStanding} onLeave={toStanding} />
        )}
        {(doing === null || doing.act === "sign") && acts.length > 0 && (
          <div className="row agreement-acts">
            {acts.map((each) =>
              each.act === main ? (
                <Button key={named(each)} kind="main" onClick={() => begin(each.act, each.by)}>
                  {named(each)}
                </Button>
              ) : (
                <LinkButton key={named(each)} onClick={() => begin(each.act, each.by)}>
                  {named(each)}
                </LinkButton>
              ),
            )}
          </div>
        )}
      </section>
      {isShared && (
        <section className="record-part" aria-labelledby="agreement-history">
          <h2 className="sect" id="agreement-history">
            {t("history.title")}
          </h2>
          <AgreementHistory agreement={agreement} state={state} view={view} onGone={toStanding} />
        </section>
      )}
      <Others title={t("chain.after")} of={continuationsOf(agreement, records)} onOpen={({ id }) => onOpen(id)} />
      <Others title={t("chain.before")} of={agreementsBefore(agreement, records)} onOpen={({ id }) => onOpen(id)} />
      <Others title={t("chain.repairs")} of={repairsAfter(agreement, view)} onOpen={onOpenRepair} />
      {doing?.act === "sign" && (
        <SignAgreement
          agreement={agreement}
          view={view}
          by={doing.by}
          onClose={() => setDoing(null)}
          onSigned={() => {
            announce(t("sign.done"));
            toStanding();
          }}
        />
      )}
    </>
  );
}

/** What was owned up to after it. */
const repairsAfter = ({ id }: Agreement, { records }: JointView): Repair[] =>
  withoutCopies(records).filter((record): record is Repair => record.kind === "repair" && record.of === id);

/** Other records that hang together with an agreement; nothing where there is none. */
function Others<R extends Agreement | Repair>({
  title,
  of,
  onOpen,
}: {
  title: string;
  of: readonly R[];
  onOpen: (record: R) => void;
}): JSX.Element | null {
  if (of.length === 0) return null;
  return (
    <section className="record-part" aria-label={title}>
      <h2 className="sect">{title}</h2>
      <ul className="agreement-others">
        {of.map((record) => (
          <li key={`${record.author} ${record.id}`} dir="auto">
            <LinkButton onClick={() => onOpen(record)}>{titleOf(record)}</LinkButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface AnswerProps {
  agreement: Agreement;
  by: Partner;
  onDone: () => void;
  onLeave: () => void;
}

/** How it went, and when to look again. */
function Review({ agreement, view, by, onDone, onLeave }: AnswerProps & { view: JointView }): JSX.Element {
  const { t } = useTranslation("agreements");
  const said = reviewsOf(agreement, view.records);
  return (
    <FocusInside>
      <AnswerForm
        label={t("review.label")}
        draftPlace={`agreement-review:${agreement.id}`}
        by={by}
        choice={{
          legend: t("review.verdict"),
          options: AGREEMENT_VERDICTS.map((value) => ({ value, label: t(`review.verdicts.${value}`) })),
        }}
        note={({ choice }) =>
          choice === "changed" ? (
            <p>{t("review.noteChanged")}</p>
          ) : choice === "let-go" ? (
            <p>{t("review.noteLetGo")}</p>
          ) : null
        }
        words={{ label: t("review.words") }}
        day={{ label: t("review.next"), shown: ({ choice }) => choice !== "let-go" }}
        act={t("review.act")}
        write={({ choice, day, words }, act) =>
          inItsPlace(said, reviewAgreement(agreement, { verdict: choice ?? "kept", next: day, words }, act), {
            session: view.session,
            act,
          })
        }
        onDone={onDone}
        onLeave={onLeave}
      />
    </FocusInside>
  );
}

/** Its end, by one of the two. */
function End({ agreement, isProposed, by, onDone, onLeave }: AnswerProps & { isProposed: boolean }): JSX.Element {
  const { t } = useTranslation("agreements");
  return (
    <FocusInside>
      <p className="says">{t(isProposed ? "end.saysAside" : "end.says")}</p>
      <AnswerForm
        label={t(isProposed ? "end.labelAside" : "end.label")}
        draftPlace={`agreement-end:${agreement.id}`}
        by={by}
        words={{ label: t("end.words") }}
        act={t(isProposed ? "end.actAside" : "end.act")}
        write={({ words }, act) => endAgreement(agreement, { words }, act)}
        onDone={onDone}
        onLeave={onLeave}
      />
    </FocusInside>
  );
}
