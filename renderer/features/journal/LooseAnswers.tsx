import { useMemo, useRef, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { looseAnswers } from "./answers.ts";
import { OwnAnswer } from "./OwnAnswer.tsx";
import "./answers.css";

/** One's own answers to entries that are no longer shared: still one's own words, shown to nobody else. Nothing where there is none. */
export function LooseAnswers(): JSX.Element | null {
  const { t } = useTranslation("replies");
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const complete = useSnapshot((snapshot) => snapshot.complete);
  const heading = useRef<HTMLHeadingElement>(null);
  // While older pages are still read, an entry that stands may not be known yet.
  const answers = useMemo(() => (complete ? looseAnswers({ mine, shared }) : []), [complete, mine, shared]);
  if (answers.length === 0) return null;
  return (
    <section className="answers" aria-labelledby="loose-answers">
      <h3 className="sect" id="loose-answers" tabIndex={-1} ref={heading}>
        {t("loose.title")}
      </h3>
      <p className="quiet">{t("loose.says")}</p>
      <ol>
        {answers.map((answer) => (
          <OwnAnswer key={answer.id} answer={answer} to={null} onGone={() => heading.current?.focus()} />
        ))}
      </ol>
    </section>
  );
}
