import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { VerifyReport } from "#shared/backup/verify.ts";
import type { MergeSummary } from "#renderer/worker/calls.ts";
import { useJournalState } from "#renderer/store/use-journal.tsx";
import { Icon, type IconName } from "#renderer/ui/Icon.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { isKind, mergeChanges, outcomesIn, type MergeOutcome } from "./backup-words.ts";
import { VerifyReportTable } from "./VerifyReportTable.tsx";

const OUTCOME_ICON: Record<MergeOutcome["outcome"], IconName> = {
  new: "today",
  newer: "redo",
  conflict: "copy",
  gone: "trash",
  older: "clock",
  same: "check",
};

/** What bringing a backup in would add and change, before anything is written: by what comes of it, and by kind. */
export function MergeChange({ plan, report }: { plan: MergeSummary; report: VerifyReport }): JSX.Element {
  const { t } = useTranslation("backup");
  const state = useJournalState();
  const session = state.kind === "open" ? state.snapshot.session : null;
  const other = session?.kind === "one" ? session.other : null;
  const changes = mergeChanges(plan);
  const setAside = plan.setAside.here + plan.setAside.inBackup;
  return (
    <section aria-labelledby="restore-merge" className="stack">
      {!report.ok && <VerifyReportTable report={report} />}
      <h2 className="ask" id="restore-merge">
        {t("merge.title")}
      </h2>
      {!changes && <p>{t("merge.nothing")}</p>}
      {(["private", "shared"] as const).map((space) => {
        const outcomes = outcomesIn(plan.byKind[space]);
        return (
          outcomes.length > 0 && (
            <section key={space} className="stack-close" aria-labelledby={`merge-${space}`}>
              <h3 className="sect" id={`merge-${space}`}>
                {t(`merge.${space}`)}
              </h3>
              <Outcomes outcomes={outcomes} shared={space === "shared"} />
            </section>
          )
        );
      })}
      {plan.waits > 0 && (
        <p className="backup-whole">
          <Icon name="one" />
          <span>{t("merge.waits", { name: other?.name || t("merge.partner") })}</span>
        </p>
      )}
      {setAside > 0 && (
        <p className="backup-caution">
          <Icon name="note" />
          <span>{t("merge.setAside", { count: setAside })}</span>
        </p>
      )}
      {changes && <p>{t("merge.keptFirst")}</p>}
    </section>
  );
}

function Outcomes({ outcomes, shared }: { outcomes: readonly MergeOutcome[]; shared: boolean }): JSX.Element {
  const { t } = useTranslation("backup");
  const format = useFormat();
  const nameOf = (kind: string): string => (isKind(kind) ? t(`report.kinds.${kind}`) : t("merge.other"));
  return (
    <ul className="backup-plan">
      {outcomes.map(({ outcome, count, kinds }) => (
        <li key={outcome}>
          <Icon name={OUTCOME_ICON[outcome]} />
          <div>
            <p>
              {outcome === "conflict" && shared
                ? t("merge.sharedConflict", { count })
                : t(`merge.outcome.${outcome}`, { count })}
            </p>
            <p className="quiet">
              {kinds
                .filter(({ kind }) => kind !== "gone" && kind !== "consent") // the sentence above says what was deleted; who paused is told nowhere [D83]
                .map((kind) => t("merge.kind", { kind: nameOf(kind.kind), number: format.number(kind.count) }))
                .join(" · ")}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
