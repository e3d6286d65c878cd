import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { backGoal } from "#shared/domain/answer.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { Goal } from "#shared/domain/goal.ts";
import { answersAbout } from "#shared/domain/joint.ts";
import { recordsInView } from "#renderer/store/in-view.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { Answered } from "#renderer/ui/records/Answered.tsx";
import { AnswerForm } from "#renderer/ui/records/AnswerForm.tsx";
import { type PageContext, RecordsPlace, toRecordTitle } from "#renderer/ui/records/RecordsPlace.tsx";
import { useRecordTexts } from "#renderer/ui/records/record-texts.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import { EndGoal, GoalForm } from "./GoalForm.tsx";
import { ReopenGoal } from "./ReopenGoal.tsx";

/** Goals of one's own and of both: by when, how the other backs them, what became of them. */
export function GoalsPlace({ begin, onBack }: { begin: RecordId | null; onBack: () => void }): JSX.Element {
  const { t } = useTranslation("goals");
  const texts = useRecordTexts("goal");
  const format = useFormat();
  const today = useJournal().today();
  const partners = useSnapshot((snapshot) => snapshot.partners);

  /** Whose it is where there are two, and either its day or what became of it. */
  function beside({ whose, author, by, outcome }: Goal): string {
    const owner = partners.find(({ id }) => id === author)?.name ?? "";
    const day =
      outcome !== null
        ? t("became", { outcome: texts.choice("became", outcome.became), day: format.dayNear(outcome.on, today) })
        : by !== null && t("by", { day: format.dayNear(by, today) });
    const of = partners.length > 1 && (whose === "both" ? t("ofBoth") : t("ofOne", { name: owner }));
    return [of, day].filter((part) => part !== false).join(", ");
  }

  return (
    <RecordsPlace
      kind="goal"
      begin={begin}
      texts={{
        title: t("title"),
        says: t(partners.length < 2 ? "saysAlone" : "says"),
        empty: t("empty"),
        add: t("add"),
      }}
      arrange={underWayFirst}
      group={({ outcome }) => (outcome === null ? null : t("over"))}
      beside={beside}
      form={({ changing, named, by, onDone, onLeave }) =>
        named === "end" && changing !== null ? (
          <EndGoal goal={changing} by={by} onDone={onDone} onLeave={onLeave} />
        ) : (
          <GoalForm changing={changing} by={by} onDone={onDone} onLeave={onLeave} />
        )
      }
      isChangeable={({ outcome }) => outcome === null}
      acts={(goal, { session, mine, other, fill }) =>
        goal.outcome === null
          ? mine && <LinkButton onClick={() => fill("end")}>{t("end.act")}</LinkButton>
          : mine &&
            session.kind === "one" && <ReopenGoal goal={goal} me={session.me} other={other} onDone={toRecordTitle} />
      }
      page={(goal, context) => isSharedNow(goal) && <Backing goal={goal} {...context} />}
      onBack={onBack}
    />
  );
}

/** Goals under way by their day, those without one behind; then those that something became of, the last first. */
const underWayFirst = (goals: readonly Goal[]): readonly Goal[] => [
  ...goals.filter(({ outcome }) => outcome === null).sort((one, other) => order(one.by ?? "9", other.by ?? "9")),
  ...goals
    .filter(({ outcome }) => outcome !== null)
    .sort((one, other) => order(other.outcome?.on ?? "", one.outcome?.on ?? "")),
];

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** How the other backs a goal that is shared, and while it is under way their way to say so. */
function Backing({ goal, session, other }: { goal: Goal } & PageContext): JSX.Element | null {
  const { t } = useTranslation("goals");
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const answers = useMemo(
    () =>
      answersAbout(goal.id, "goal-backing", recordsInView({ mine, shared })).filter(
        ({ author }) => author !== goal.author,
      ),
    [goal, mine, shared],
  );
  if (other === null) return null;
  const isTheirTurn = session.kind === "together" || session.me.id === other.id;
  return (
    <Answered
      title={t("backing.title", { name: other.name })}
      answers={answers}
      answering={
        isTheirTurn && goal.outcome === null
          ? {
              open:
                answers.length > 0
                  ? t("backing.again")
                  : t(session.kind === "one" ? "backing.open" : "backing.openOf", { name: other.name }),
              quiet: answers.length > 0,
              form: (of) => <BackGoal goal={goal} by={other} {...of} />,
            }
          : null
      }
    />
  );
}

function BackGoal({
  goal,
  by,
  onDone,
  onLeave,
}: {
  goal: Goal;
  by: Partner;
  onDone: () => void;
  onLeave: () => void;
}): JSX.Element {
  const { t } = useTranslation("goals");
  return (
    <AnswerForm
      label={t("backing.title", { name: by.name })}
      draftPlace={`goal-backing:${goal.id}`}
      by={by}
      words={{ label: t("backing.words"), hint: t("backing.hint"), required: true }}
      act={t("backing.act")}
      write={({ words }, act) => backGoal(goal, { words }, act)}
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}
