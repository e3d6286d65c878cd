import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import type { Entry } from "#shared/domain/entry.ts";
import { AnswerLine } from "./AnswerLine.tsx";
import { repliesInView } from "./answers.ts";
import "./answers.css";

/** What the other answered to an entry of one's own that is shared, oldest first; nothing where there is no answer. */
export function EntryAnswers({ entry }: { entry: Entry }): JSX.Element | null {
  const { t } = useTranslation("replies");
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const answers = useMemo(() => repliesInView(entry, { mine, shared }), [entry, mine, shared]);
  if (answers.length === 0 || entry.original?.shared === null) return null; // an answer counts while the entry is shared [D24]
  return (
    <section className="answers" aria-labelledby="answers">
      <h3 className="sect" id="answers">
        {t("answers")}
      </h3>
      <ol>
        {answers.map((answer) => (
          <AnswerLine key={answer.id} answer={answer} />
        ))}
      </ol>
    </section>
  );
}
