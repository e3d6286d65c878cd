import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { sayOutcome } from "#shared/domain/answer.ts";
import type { Decision } from "#shared/domain/decision.ts";
import { answersAbout } from "#shared/domain/joint.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import { openAnswers } from "#shared/domain/sealed.ts";
import type { OpenSession, Partner } from "#renderer/store/snapshot.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import type { SealedAsking } from "#renderer/ui/records/sealed-asking.ts";
import { SealedForm } from "#renderer/ui/records/SealedForm.tsx";
import { SealedQuestion, SealedWhere } from "#renderer/ui/records/SealedQuestion.tsx";
import {
  OUTCOME_TYPE,
  type OutcomeAnswer,
  type OutcomeDraft,
  outcomeDraftOf,
  type OutcomeSaid,
  readOutcomeDraft,
  saidIn,
} from "./outcome-draft.ts";
import { OpenOutcomes } from "./OpenOutcomes.tsx";
import { OutcomeQuestions, useOutcomeWords, useSayWords } from "./OutcomeQuestions.tsx";

type OutcomeAsking = SealedAsking<typeof OUTCOME_TYPE, OutcomeDraft, OutcomeSaid>;

/** How a decision came out for each: sealed until both have answered, then side by side. */
export function DecisionOutcome({
  decision,
  session,
  records,
}: {
  decision: Decision;
  session: OpenSession;
  records: readonly JournalRecord[];
}): JSX.Element {
  const { t } = useTranslation("decisions");
  const asking: OutcomeAsking = {
    subject: decision.id,
    type: OUTCOME_TYPE,
    label: t("outcome.title"),
    begin: outcomeDraftOf,
    read: readOutcomeDraft,
    said: saidIn,
    write: (said, act) => sayOutcome(decision, said, act),
    ask: (asked) => <OutcomeQuestions {...asked} />,
  };
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const ids = partners.map(({ id }) => id);
  const isOpen = openAnswers({ subject: decision.id, type: OUTCOME_TYPE }, ids, records) !== null;
  const isAlone = session.kind === "one" && session.other === null;
  const isOwn = isAlone || (session.kind === "one" && !isSharedNow(decision));
  return (
    <section className="record-part" aria-labelledby="decision-outcome">
      <h2 className="sect" id="decision-outcome">
        {t("outcome.title")}
      </h2>
      {!isOpen && decision.decidedOn === null ? (
        <p className="quiet">{t(isAlone ? "outcome.laterAlone" : "outcome.later")}</p>
      ) : !isOpen && isOwn ? (
        <OwnOutcome asking={asking} me={session.me} other={session.other} records={records} />
      ) : (
        <SealedQuestion
          asking={asking}
          session={session}
          records={records}
          own={(answer) => <OwnAnswer answer={answer} />}
          open={(opened) => <OpenOutcomes opened={opened} />}
        />
      )}
    </section>
  );
}

/** Of a decision that is only one's own: kept for oneself, and changed whenever one likes, but for what the other has read. */
function OwnOutcome({
  asking,
  me,
  other,
  records,
}: {
  asking: OutcomeAsking;
  me: Partner;
  other: Partner | null;
  records: readonly JournalRecord[];
}): JSX.Element {
  const { t } = useTranslation("decisions");
  const [anew, setAnew] = useState(false);
  const leave = (): void => setAnew(false);
  const own =
    answersAbout(asking.subject, asking.type, records)
      .filter(({ author }) => author === me.id)
      .at(-1) ?? null;
  if (own !== null && !anew) {
    return (
      <>
        <OwnAnswer answer={own} />
        {own.sealed === null && own.original?.copies === 0 && (
          <LinkButton onClick={() => setAnew(true)}>{t("outcome.anew")}</LinkButton>
        )}
      </>
    );
  }
  return (
    <>
      {other !== null && <p className="quiet">{t("outcome.alone")}</p>}
      <SealedForm
        asking={asking}
        me={me}
        other={other}
        before={own}
        sealed={false}
        act={t("outcome.keep")}
        onDone={leave}
        onLeave={own === null ? null : leave}
      />
    </>
  );
}

/** What one answered, as long as it is not beside the other's. */
function OwnAnswer({ answer }: { answer: OutcomeAnswer }): JSX.Element {
  const { t } = useTranslation("decisions");
  const outcomeWords = useOutcomeWords();
  const sayWords = useSayWords();
  const { outcome, say, words } = answer.body;
  return (
    <div className="record-own">
      <SealedWhere answer={answer}>
        <b>{t("outcome.line", { outcome: outcomeWords(outcome), say: sayWords[say] })}</b>
      </SealedWhere>
      {words !== "" && (
        <p className="read record-answer-words" dir="auto">
          {words}
        </p>
      )}
    </div>
  );
}
