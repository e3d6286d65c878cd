import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { type Goal, reopenGoal } from "#shared/domain/goal.ts";
import { changedSince, isTold } from "#shared/domain/sharing.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { AskOnce } from "#renderer/ui/AskOnce.tsx";
import { putAsTold } from "#renderer/ui/records/own-originals.ts";

/**
 * Takes away what was said by mistake to have become of a goal of one's own [D70]. Where it is shared the other reads that it is under way
 * again, and nothing else: a copy that has other changes waiting stays as it is until they were seen and shared.
 */
export function ReopenGoal({
  goal,
  me,
  other,
  onDone,
}: {
  goal: Goal;
  me: Partner;
  other: Partner | null;
  onDone: () => void;
}): JSX.Element {
  const { t } = useTranslation("goals");
  const journal = useJournal();
  const name = other?.name ?? "";
  return (
    <AskOnce
      label={t("reopen.act")}
      title={t("reopen.title")}
      says={
        changedSince(goal)
          ? t("reopen.saysChanged")
          : isTold(goal)
            ? t("reopen.saysShared", { name })
            : t("reopen.says")
      }
      yes={t("reopen.yes")}
      deletes={goal.outcome?.words !== ""}
      work={() => putAsTold(journal, goal, reopenGoal(goal, { author: me.id, now: journal.now() }))}
      onDone={onDone}
    />
  );
}
