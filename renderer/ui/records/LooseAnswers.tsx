import { useId, useMemo, useRef, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, answeredBy } from "#shared/domain/answer.ts";
import type { SaidKind } from "#shared/domain/said.ts";
import { recordsInView } from "#renderer/store/in-view.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { AnswerLine } from "./AnswerLine.tsx";

/**
 * One's own answers to records of some kinds that can no longer be read here, as they were taken back or deleted: the answers stay their
 * author's, who may delete them [D24]. Nothing where there are none.
 */
export function LooseAnswers({
  to,
  says,
}: {
  /** What they answered, each as an answer names it by a field; `reply` is an answer. */
  to: readonly (SaidKind | "need" | "care" | "reply")[];
  /** What an answer says beside its words. */
  says?: (answer: Answer) => ReactNode;
}): JSX.Element | null {
  const { t } = useTranslation("records");
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const session = useSnapshot((snapshot) => snapshot.session);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const loose = useMemo(() => {
    if (session.kind !== "one") return [];
    const records = recordsInView({ mine, shared });
    const there = new Map(records.map((record) => [record.id, record]));
    const stands = (answer: Answer): boolean => {
      const subject = there.get(answeredBy(answer));
      // What was said of an answer stands with what that answers: the need, on whose page alone it is read.
      return subject !== undefined && (subject.kind !== "answer" || there.has(answeredBy(subject)));
    };
    return records.filter(
      (record): record is Answer => record.kind === "answer" && record.author === session.me.id && !stands(record),
    );
  }, [session, mine, shared]);
  const answers = loose.filter(({ body }) => to.some((field) => field in body));
  if (answers.length === 0) return null;
  return (
    <section className="record-part" aria-labelledby={id}>
      <h2 className="sect" id={id} tabIndex={-1} ref={heading}>
        {t("page.answer.loose")}
      </h2>
      <p className="quiet">{t("page.answer.looseSays")}</p>
      <ol className="record-answers">
        {answers.map((answer) => (
          <AnswerLine
            key={answer.id}
            answer={answer}
            says={says?.(answer) || undefined}
            onGone={() => heading.current?.focus()}
          />
        ))}
      </ol>
    </section>
  );
}
