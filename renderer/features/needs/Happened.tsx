import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { PartnerId } from "#shared/domain/fields.ts";
import type { Need } from "#shared/domain/need.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { ClosingWords } from "./ClosingWords.tsx";
import { isSharedNow, type ThreadStep } from "./need-lists.ts";
import { Privacy } from "./Privacy.tsx";
import { useFeltWords } from "./said.ts";
import { TakeAnswerBack, TakeCareBack } from "./TakeBack.tsx";

/** One step of what happened, in words and, where it has them, in the words that were written; one's own can be taken back. */
export function Happened(props: {
  step: ThreadStep;
  partners: readonly Partner[];
  owner: Partner | null;
  other: Partner | null;
  /** Whose session it is; null when both are here, as then nothing is taken back. */
  me: PartnerId | null;
  onOpen: (need: Need["id"]) => void;
  onTakenBack: () => void;
}): JSX.Element {
  const { step, partners, owner, other, me, onOpen, onTakenBack } = props;
  const { t } = useTranslation("needs");
  const feltWords = useFeltWords();
  const ownerName = owner?.name ?? "";
  switch (step.kind) {
    case "said":
      return <p>{t("thread.said", { name: ownerName })}</p>;
    case "answered": {
      const { body } = step.answer;
      if (body.type !== "need-reply") return <></>;
      return (
        <>
          <p>
            {t("thread.answered", { name: other?.name ?? "" })} <b>{t(`reply.${body.reply}`)}</b>
          </p>
          {body.words !== "" && <p className="read">{body.words}</p>}
          {step.answer.author === me && <TakeAnswerBack answer={step.answer} onDone={onTakenBack} />}
        </>
      );
    }
    case "cared": {
      const giver = partners.find(({ id }) => id === step.care.giver);
      return (
        <>
          <p className="row">
            {giver !== undefined && <CoverTab seat={giver.seat} />}
            {giver === undefined
              ? t("thread.caredOthers", { name: ownerName })
              : t("thread.cared", { name: giver.name })}
            <Privacy record={step.care} quiet />
          </p>
          <p className="read">{step.care.what}</p>
          {step.felt?.body.type === "care-felt" && (
            <p className="quiet">{t("thread.felt", { name: ownerName, felt: feltWords[step.felt.body.felt] })}</p>
          )}
          {me !== null && (
            <div className="acts">
              {step.care.author === me && isSharedNow(step.care) && (
                <TakeCareBack care={step.care} felt={step.felt} onDone={onTakenBack} />
              )}
              {step.felt?.author === me && <TakeAnswerBack answer={step.felt} onDone={onTakenBack} />}
            </div>
          )}
        </>
      );
    }
    case "closed":
      return (
        <>
          <p>{t("thread.closed", { name: ownerName })}</p>
          <ClosingWords closing={step.closing} owner={owner ?? { name: "" }} other={other} />
        </>
      );
    case "said-again":
      return (
        <p>
          {t("thread.saidAgain", { name: ownerName })}{" "}
          <LinkButton onClick={() => onOpen(step.later.id)}>{t("page.toLater")}</LinkButton>
        </p>
      );
  }
}
