import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Agreement } from "#shared/domain/agreement.ts";
import { signAgreement } from "#shared/domain/answer.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { ConfirmSecret } from "#renderer/ui/ConfirmSecret.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { giveAnswer } from "#renderer/ui/records/give-answer.ts";
import { useFormIds } from "#renderer/ui/records/use-form-ids.ts";
import { useAct } from "#renderer/ui/use-act.ts";
import { AgreementWords } from "./AgreementWords.tsx";
import type { JointView } from "./joint-view.ts";

/** The very words of an agreement, and below them the passphrase of the one who signs [D77]. */
export function SignAgreement({
  agreement,
  view,
  by,
  onSigned,
  onClose,
}: {
  /** As both read it. */
  agreement: Agreement;
  view: JointView;
  by: Partner;
  onSigned: () => void;
  onClose: () => void;
}): JSX.Element {
  const { t } = useTranslation("agreements");
  const journal = useJournal();
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const idOf = useFormIds<"signature">();
  const { state, act } = useAct();
  const sign = (): void =>
    void act(async () => {
      const when = { id: idOf("signature"), author: by.id, now: journal.now(), today: journal.today() };
      await giveAnswer(journal, { session: view.session, shared }, signAgreement(agreement, when));
      onSigned();
    });
  return (
    <Dialog opened onClose={onClose} title={t("sign.title", { name: by.name })}>
      <div className="stack">
        <p>{t("sign.says")}</p>
        <div className="agreement-signed">
          <AgreementWords agreement={agreement} view={view} />
        </div>
        <ConfirmSecret act={t("act.sign")} of={by} missing={t("sign.missing")} onRight={sign} />
        {state.kind === "saving" && <p role="status">{t("sign.wait")}</p>}
        {state.kind === "failed" && <ErrorNote code={state.code} />}
      </div>
    </Dialog>
  );
}
