import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { createEarlyNeed, type EarlyNeed, editEarlyNeed } from "#shared/domain/early-need.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { draftPlaceOf, type FormField, RecordForm } from "#renderer/ui/records/RecordForm.tsx";
import { EarlyQuestion } from "./EarlyQuestion.tsx";

const MOST = 8_000;

/** Three steps, for oneself alone: what was learned early about needing, how it shows now, what can be asked for today. */
export function EarlyNeedForm({
  changing,
  by,
  onDone,
  onLeave,
}: {
  changing: EarlyNeed | null;
  by: Partner;
  onDone: (earlyNeed: EarlyNeed) => void;
  onLeave: () => void;
}): JSX.Element {
  const { t } = useTranslation("earlyNeeds");
  const journal = useJournal();
  const start = {
    learned: changing?.learned ?? "",
    shows: changing?.shows ?? "",
    askFor: changing?.askFor ?? "",
  };
  const step = (field: keyof typeof start, required: boolean): FormField => ({
    field,
    type: "words",
    most: MOST,
    required,
    examples: t(`examples.${field}`, { returnObjects: true }),
  });
  return (
    <RecordForm<EarlyNeed, typeof start>
      kind="early-need"
      title={t(changing === null ? "form.new" : "form.change")}
      lead={
        <>
          <p>{t("form.lead")}</p>
          {changing === null && <EarlyQuestion />}
        </>
      }
      fields={[step("learned", true), step("shows", false), step("askFor", false)]}
      guided
      start={start}
      draftPlace={draftPlaceOf("early-need", changing?.id ?? "new")}
      by={by}
      changing={changing}
      neverShared
      write={(draft, act) =>
        changing === null
          ? createEarlyNeed({ ...draft, day: journal.today(), revisits: [] }, act)
          : editEarlyNeed(changing, draft, act)
      }
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}
