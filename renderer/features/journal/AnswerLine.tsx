import type { JSX, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { Where } from "#renderer/ui/Where.tsx";
import type { Answer } from "#shared/domain/answer.ts";

/** One answer to an entry as it reads: whose, of which day, who can read it, its words, and what may be done with it. */
export function AnswerLine({
  answer,
  says,
  children,
}: {
  answer: Answer;
  /** Who can read it, where that hangs on more than the answer itself: its author alone. */
  says?: string;
  children?: ReactNode;
}): JSX.Element {
  const { t } = useTranslation("replies");
  const format = useFormat();
  const session = useSnapshot((snapshot) => snapshot.session);
  const author = useSnapshot((snapshot) => snapshot.partners).find(({ id }) => id === answer.author);
  const isMine = session.kind === "one" && answer.author === session.me.id;
  const day = format.dayShort(answer.day);
  const isOnlyMine = says !== undefined || (answer.original !== null && answer.original.shared === null);
  return (
    <li className="answer-line">
      <p className="row">
        {author !== undefined && <CoverTab seat={author.seat} />}
        <span>{isMine ? t("yours", { day }) : t("theirs", { name: author?.name ?? t("partner"), day })}</span>
        {isOnlyMine ? (
          <Where privacy="one" quiet>
            {says ?? t("takenBack")}
          </Where>
        ) : (
          <Where privacy="both" quiet />
        )}
      </p>
      <p className="read answer-words" dir="auto">
        {answer.body.words}
      </p>
      {children !== undefined && <div className="acts">{children}</div>}
    </li>
  );
}
