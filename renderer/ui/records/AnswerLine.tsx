import type { JSX, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "#shared/domain/answer.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { AskOnce } from "../AskOnce.tsx";
import { CoverTab } from "../CoverBook.tsx";
import { useFormat } from "../use-format.ts";

/**
 * One answer to what both read: who gave it and when, what it says, and for its author a way to take it back, by which it is deleted: an
 * answer is nothing unless it is shared.
 */
export function AnswerLine({
  answer,
  says,
  keeps = false,
  onGone,
  children,
}: {
  answer: Answer;
  /** What it says beside its words, as a choice or that it is a signature. */
  says?: ReactNode;
  /** It is not taken back. */
  keeps?: boolean;
  /** It was taken back: the focus is the caller's to place. */
  onGone: () => void;
  children?: ReactNode;
}): JSX.Element {
  const { t } = useTranslation("records");
  const format = useFormat();
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const author = useSnapshot((snapshot) => snapshot.partners).find(({ id }) => id === answer.author);
  const isMine = session.kind === "one" && answer.author === session.me.id;
  return (
    <li className="record-answer">
      <p className="row">
        {author !== undefined && <CoverTab seat={author.seat} />}
        <span className="quiet">
          {t("page.answer.by", {
            name: author?.name ?? t("page.answer.somebody"),
            day: format.dayNear(answer.day, journal.today()),
          })}
        </span>
        {says !== undefined && <b>{says}</b>}
      </p>
      {answer.body.words !== "" && (
        <p className="read record-answer-words" dir="auto">
          {answer.body.words}
        </p>
      )}
      {children}
      {isMine && !keeps && (
        <div className="acts">
          <AskOnce
            label={t("page.acts.takeBack")}
            title={t("page.answer.takeBackTitle")}
            says={t("page.answer.takeBackSays")}
            yes={t("page.acts.takeBackYes")}
            deletes
            work={() => (answer.original === null ? journal.takeBack(answer.id) : journal.remove(answer.id))}
            onDone={onGone}
          />
        </div>
      )}
    </li>
  );
}
