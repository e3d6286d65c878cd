import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Agreement } from "#shared/domain/agreement.ts";
import { agreementsBefore } from "#shared/domain/joint.ts";
import { titleOf } from "#shared/domain/said.ts";
import { RecordWords } from "#renderer/ui/records/RecordWords.tsx";
import type { JointView } from "./joint-view.ts";

/** All that is signed of an agreement: what it says, and which one it takes the place of. */
export function AgreementWords({ agreement, view }: { agreement: Agreement; view: JointView }): JSX.Element {
  const { t } = useTranslation("agreements");
  const [before] = agreementsBefore(agreement, view.records);
  return (
    <>
      <RecordWords record={agreement} partners={view.partners} />
      {agreement.continues !== null && (
        <p className="agreement-instead">
          <span className="quiet">{t("instead")}</span>{" "}
          <span dir="auto">{(before === undefined ? null : titleOf(before)) ?? t("insteadUnknown")}</span>
        </p>
      )}
    </>
  );
}
