import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { type Agreement, agreementAsSigned, agreementText } from "#shared/domain/agreement.ts";
import { type Answer, answeredBy } from "#shared/domain/answer.ts";
import type { AgreementState } from "#shared/domain/joint.ts";
import { answersWhere, isSharedNow } from "#shared/domain/related.ts";
import { AnswerLine } from "#renderer/ui/records/AnswerLine.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { AgreementWords } from "./AgreementWords.tsx";
import type { JointView } from "./joint-view.ts";

/** Everything that was said of an agreement, oldest first: signatures, how it went, its end. */
export function AgreementHistory({
  agreement,
  state,
  view,
  onGone,
}: {
  /** As both read it. */
  agreement: Agreement;
  state: AgreementState;
  view: JointView;
  onGone: () => void;
}): JSX.Element {
  const { t } = useTranslation("agreements");
  const format = useFormat();
  const events = answersWhere(view.records, (answer) => answeredBy(answer) === agreement.id && isSharedNow(answer));

  function says({ body }: Answer): string | null {
    switch (body.type) {
      case "signature":
        return t(body.text === agreementText(agreement) ? "history.signed" : "history.signedOther");
      case "agreement-review":
        return body.next === null
          ? t(`review.verdicts.${body.verdict}`)
          : t("history.next", { verdict: t(`review.verdicts.${body.verdict}`), day: format.dayShort(body.next) });
      case "agreement-end":
        return t(state.kind === "ended" && state.since === null ? "history.aside" : "history.ended");
      default:
        return null;
    }
  }

  /** A signature is taken back while the agreement is only proposed; what both made, and its end, stay as they were said. */
  const keeps = ({ body }: Answer): boolean =>
    (body.type === "signature" && state.kind !== "proposed") ||
    body.type === "agreement-end" ||
    (body.type === "agreement-review" && body.verdict === "let-go");

  if (events.length === 0) return <p className="quiet">{t("history.none")}</p>;
  return (
    <ol className="record-answers">
      {events.map((answer) => (
        <AnswerLine key={answer.id} answer={answer} says={says(answer)} keeps={keeps(answer)} onGone={onGone}>
          {answer.body.type === "signature" && answer.body.text !== agreementText(agreement) && (
            <OtherWords agreement={agreement} text={answer.body.text} view={view} />
          )}
        </AnswerLine>
      ))}
    </ol>
  );
}

/** What was signed where it is not what the agreement says now. */
function OtherWords({ agreement, text, view }: { agreement: Agreement; text: string; view: JointView }): JSX.Element {
  const { t } = useTranslation("agreements");
  const signed = agreementAsSigned(agreement, text);
  return (
    <details className="agreement-other">
      <summary>{t("history.otherWords")}</summary>
      {signed === null ? (
        <p className="quiet">{t("history.otherUnknown")}</p>
      ) : (
        <AgreementWords agreement={signed} view={view} />
      )}
    </details>
  );
}
