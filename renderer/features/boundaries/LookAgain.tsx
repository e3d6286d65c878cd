import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { addDays, type Day } from "#shared/base/time.ts";
import { type Boundary, editBoundary } from "#shared/domain/boundary.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useAnnounce } from "#renderer/ui/notice.tsx";
import { useAct } from "#renderer/ui/use-act.ts";

/** Days from today until it is looked at again. */
const LATER = { month: 30, season: 90 } as const;

/** Whether a boundary of one's own is still where the yes ends: said on the day its author chose, for themselves alone. */
export function LookAgain({
  boundary,
  me,
  onDone,
}: {
  boundary: Boundary;
  me: Partner;
  /** It stands: the focus is the caller's to place. */
  onDone: () => void;
}): JSX.Element {
  const { t } = useTranslation("boundaries");
  const journal = useJournal();
  const announce = useAnnounce();
  const { state, act } = useAct();
  const stands = (reviewOn: Day | null): void =>
    void act(async () => {
      await journal.put(editBoundary(boundary, { reviewOn }, { author: me.id, now: journal.now() }));
      announce(t("again.done"));
      onDone();
    });
  const today = journal.today();
  return (
    <section className="record-part look-again" aria-labelledby="look-again">
      <h2 className="sect" id="look-again">
        {t("again.title")}
      </h2>
      <p className="ask">{t("again.asks")}</p>
      <p className="says">{t("again.says")}</p>
      <p className="row">
        <Button onClick={() => stands(addDays(today, LATER.month))}>{t("again.month")}</Button>
        <Button onClick={() => stands(addDays(today, LATER.season))}>{t("again.season")}</Button>
        <Button onClick={() => stands(null)}>{t("again.none")}</Button>
      </p>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </section>
  );
}
