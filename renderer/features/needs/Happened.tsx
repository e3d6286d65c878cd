import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { AnswerOf } from "#shared/domain/joint.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import type { Need } from "#shared/domain/need.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { isSharedNow } from "#shared/domain/related.ts";
import { ClosingWords } from "./ClosingWords.tsx";
import { type ThreadStep } from "./need-lists.ts";
import { Privacy } from "#renderer/ui/records/Privacy.tsx";
import { useFeltWords } from "./said.ts";
import { SayReplyFelt } from "./SayReplyFelt.tsx";
import { TakeAnswerBack, TakeCareBack } from "./TakeBack.tsx";

/** One step of what happened, in words and, where it has them, in the words that were written; one's own can be taken back. */
export function Happened(props: {
  need: Need;
  step: ThreadStep;
  partners: readonly Partner[];
  owner: Partner | null;
  other: Partner | null;
  /** Whose session it is; null when both are here, as then nothing is taken back. */
  me: PartnerId | null;
  onOpen: (need: Need["id"]) => void;
  /** Something was said or taken back, and with it what had the focus may be gone. */
  onChanged: () => void;
}): JSX.Element {
  const { need, step, partners, owner, other, me, onOpen, onChanged } = props;
  const { t } = useTranslation("needs");
  const feltWords = useFeltWords();
  const ownerName = owner?.name ?? "";
  switch (step.kind) {
    case "said":
      return <p>{t("thread.said", { name: ownerName })}</p>;
    case "answered": {
      const { body } = step.answer;
      if (body.type !== "need-reply") return <></>;
      const { answer, felt } = step;
      const isOwners = owner !== null && other !== null && (me === null || me === owner.id);
      return (
        <>
          <p>
            {t("thread.answered", { name: other?.name ?? "" })} <b>{t(`reply.${body.reply}`)}</b>
          </p>
          {body.words !== "" && <p className="read">{body.words}</p>}
          {felt !== null && (
            <ReplyFelt felt={felt} says={t("thread.replyFelt", { name: ownerName, felt: feltWords[felt.body.felt] })} />
          )}
          {felt === null && isOwners && (
            <SayReplyFelt need={need} reply={answer} by={owner} other={other} onDone={onChanged} />
          )}
          {me !== null && (
            <div className="acts">
              {answer.author === me && <TakeAnswerBack answer={answer} onDone={onChanged} />}
              {felt?.author === me && <TakeAnswerBack answer={felt} onDone={onChanged} />}
            </div>
          )}
        </>
      );
    }
    case "answer-felt": {
      const { felt } = step;
      return (
        <>
          <ReplyFelt felt={felt} says={t("thread.answerFelt", { name: ownerName, felt: feltWords[felt.body.felt] })} />
          {felt.author === me && (
            <div className="acts">
              <TakeAnswerBack answer={felt} onDone={onChanged} />
            </div>
          )}
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
          {step.care.what !== "" && <p className="read">{step.care.what}</p>}
          {step.felt?.body.type === "care-felt" && (
            <p className="quiet">{t("thread.felt", { name: ownerName, felt: feltWords[step.felt.body.felt] })}</p>
          )}
          {me !== null && (
            <div className="acts">
              {step.care.author === me && isSharedNow(step.care) && (
                <TakeCareBack care={step.care} onDone={onChanged} />
              )}
              {step.felt?.author === me && <TakeAnswerBack answer={step.felt} onDone={onChanged} />}
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

/** How an answer felt, in words and, where there are, in the words that were written. */
function ReplyFelt({ felt, says }: { felt: AnswerOf<"reply-felt">; says: string }): JSX.Element {
  return (
    <>
      <p className="row quiet">
        {says}
        <Privacy record={felt} quiet />
      </p>
      {felt.body.words !== "" && <p className="read">{felt.body.words}</p>}
    </>
  );
}
