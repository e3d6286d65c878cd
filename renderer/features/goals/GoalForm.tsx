import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { createGoal, editGoal, endGoal, GOAL_OUTCOMES, type Goal } from "#shared/domain/goal.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { draftPlaceOf, type FormField, RecordForm } from "#renderer/ui/records/RecordForm.tsx";

interface GoalFormProps {
  by: Partner;
  onDone: (goal: Goal) => void;
  onLeave: () => void;
}

/** What somebody wants, and what would help; a new goal, or one that is changed. */
export function GoalForm({ changing, by, onDone, onLeave }: GoalFormProps & { changing: Goal | null }): JSX.Element {
  const { t } = useTranslation("goals");
  const fields: readonly FormField[] = [
    { field: "what", type: "line", most: 200, required: true, examples: t("examples.what", { returnObjects: true }) },
    { field: "whose", type: "choice", options: ["own", "both"], required: true },
    { field: "why", type: "words", most: 2_000 },
    { field: "by", type: "day" },
    { field: "backing", type: "words", most: 2_000, examples: t("examples.backing", { returnObjects: true }) },
  ];
  const start = {
    what: changing?.what ?? "",
    whose: changing?.whose ?? ("own" as const),
    why: changing?.why ?? "",
    by: changing?.by ?? null,
    backing: changing?.backing ?? "",
  };
  return (
    <RecordForm<Goal, typeof start>
      kind="goal"
      title={t(changing === null ? "new" : "change")}
      fields={fields}
      start={start}
      draftPlace={draftPlaceOf("goal", changing?.id ?? "new")}
      by={by}
      changing={changing}
      write={(draft, act) =>
        changing === null ? createGoal({ ...draft, outcome: null }, act) : editGoal(changing, draft, act)
      }
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}

/** What became of a goal, in its author's words [D70]. */
export function EndGoal({ goal, by, onDone, onLeave }: GoalFormProps & { goal: Goal }): JSX.Element {
  const { t } = useTranslation("goals");
  const journal = useJournal();
  const fields: readonly FormField[] = [
    { field: "became", type: "choice", options: GOAL_OUTCOMES, required: true },
    { field: "becameWords", type: "words", most: 2_000 },
  ];
  const start: { became: NonNullable<Goal["outcome"]>["became"] | null; becameWords: string } = {
    became: null,
    becameWords: "",
  };
  return (
    <RecordForm<Goal, typeof start>
      kind="goal"
      title={t("end.title")}
      lead={<p dir="auto">{goal.what}</p>}
      fields={fields}
      start={start}
      draftPlace={`${draftPlaceOf("goal", goal.id)}:end`}
      by={by}
      changing={goal}
      write={({ became, becameWords }, act) =>
        became === null ? goal : endGoal(goal, { became, words: becameWords }, { ...act, today: journal.today() })
      }
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}
