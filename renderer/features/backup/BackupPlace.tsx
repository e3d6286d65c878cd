import { useEffect, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { VerifyReport } from "#shared/backup/verify.ts";
import { dayIn } from "#shared/base/time.ts";
import type { Host, HostFacts } from "#shared/host/host.ts";
import { useJournal, useJournalState, useKept, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { ageOf, newestBackup } from "#renderer/ui/newest-backup.ts";
import { ProgressLine } from "#renderer/ui/ProgressLine.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { CheckBackup } from "./CheckBackup.tsx";
import { KeptHere } from "./KeptHere.tsx";
import { RestoreBackup } from "./RestoreBackup.tsx";
import { inKilobytes, sizeIn } from "#renderer/ui/size.ts";
import { VerifyReportTable } from "./VerifyReportTable.tsx";
import "./backup.css";

interface Made {
  readonly name: string;
  readonly bytes: number;
  readonly report: VerifyReport;
}

/** What is being restored: a file that is still to be chosen, or a kept backup by its name. */
type Restoring = { readonly kept: string | null };

/** Where the backups are and how old the newest is; make one, see whether one could be restored, put one back. */
export function BackupPlace({ shell }: { shell: Pick<Host, "describe"> }): JSX.Element {
  const { t } = useTranslation("backup");
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const kept = useKept();
  const [facts, setFacts] = useState<HostFacts | null>(null);
  const describing = useAct();
  const { act: describe } = describing;
  const [restoring, setRestoring] = useState<Restoring | null>(null);
  const [checking, setChecking] = useState<string | null>(null);
  const state = useJournalState();
  const isSample = state.kind === "open" && state.sample;

  useEffect(() => {
    void describe(async () => setFacts(await shell.describe()));
  }, [describe, shell]);

  const spine = partners.length > 1 ? "both" : "a";
  if (restoring !== null) {
    return (
      <Sheet spine={spine}>
        <RestoreBackup kept={restoring.kept} onClose={() => setRestoring(null)} />
      </Sheet>
    );
  }
  return (
    <Sheet spine={spine} className="backup" labelledBy="backup-title">
      <h1 className="place" id="backup-title" tabIndex={-1}>
        {t("title")}
      </h1>
      <HowTheNewestStands isSample={isSample} />
      <section className="backup-part stack" aria-labelledby="backup-kept">
        <h2 className="ask" id="backup-kept">
          {t("kept.title")}
        </h2>
        {isSample ? (
          <p>{t("kept.notInSample")}</p>
        ) : (
          kept !== null && (
            <KeptHere kept={kept} onRestore={(name) => setRestoring({ kept: name })} onCheck={setChecking} />
          )
        )}
        <p className="quiet">{t("kept.opensWith")}</p>
      </section>
      <section className="backup-part stack" aria-labelledby="backup-check">
        <h2 className="ask" id="backup-check" tabIndex={-1}>
          {t("check.title")}
        </h2>
        <CheckBackup
          key={checking}
          kept={isSample ? [] : (kept?.backups ?? [])}
          begin={checking}
          onDone={() => setChecking(null)}
        />
      </section>
      <section className="backup-part stack" aria-labelledby="backup-make">
        <h2 className="ask" id="backup-make">
          {t("make.title")}
        </h2>
        {describing.state.kind === "failed" && <ErrorNote code={describing.state.code} />}
        <MakeBackup download={facts?.nativeDialogs === false} />
      </section>
      <section className="backup-part stack" aria-labelledby="backup-restore">
        <h2 className="ask" id="backup-restore">
          {t("restore.title")}
        </h2>
        {isSample ? (
          <p>{t("restore.notInSample")}</p>
        ) : (
          <>
            <p>{t("restore.says")}</p>
            <p>
              <Button icon="turn" onClick={() => setRestoring({ kept: null })}>
                {t("restore.begin")}
              </Button>
            </p>
          </>
        )}
      </section>
    </Sheet>
  );
}

/** The newest backup that outlives the journal's own storage: when, how it read, and whether another would be good. */
function HowTheNewestStands({ isSample }: { isSample: boolean }): JSX.Element {
  const { t } = useTranslation("backup");
  const format = useFormat();
  const journal = useJournal();
  const kept = useKept();
  // Read with the snapshot, which is published anew when a backup was made.
  useSnapshot((snapshot) => snapshot);
  const newest = newestBackup(isSample ? null : kept, journal.lastBackup());
  const age = ageOf(newest === null ? null : dayIn(newest.at, journal.timeZone()), journal.today());
  const isWell = newest !== null && newest.health !== "damaged";
  return (
    <p className={isWell ? "backup-whole" : "backup-caution"}>
      <Icon name={isWell ? (age.kind === "due" ? "clock" : "safe") : "note"} />
      <span>
        {newest === null ? (
          t(kept === null || kept.canChoose ? "last.none" : "last.noneOutside")
        ) : (
          <>
            <b>{t("last.at", { when: format.moment(newest.at) })}</b>{" "}
            {age.kind !== "none" && (age.days === 0 ? t("last.today") : t("last.days", { count: age.days }))}{" "}
            {t(`last.health.${newest.health}`)}{" "}
            {age.kind === "due" && t(kept?.canChoose === true ? "last.due" : "last.dueOutside")}
          </>
        )}
      </span>
    </p>
  );
}

function MakeBackup({ download }: { download: boolean }): JSX.Element {
  const { t, i18n } = useTranslation("backup");
  const journal = useJournal();
  const { state, act } = useAct();
  const [progress, setProgress] = useState({ done: 0, total: 1 });
  const [made, setMade] = useState<Made | null>(null);

  const make = (): void => {
    setMade(null);
    void act(async () => {
      const written = await journal.exportBackup((done, total) => setProgress(inKilobytes(done, total)));
      if (written !== "cancelled") setMade(written);
    });
  };
  return (
    <>
      <p>{t(download ? "make.saysInBrowser" : "make.says")}</p>
      {state.kind === "saving" ? (
        <ProgressLine label={t("make.working")} {...progress} />
      ) : (
        <p>
          <Button kind="main" icon="safe" onClick={make}>
            {t("make.act")}
          </Button>
        </p>
      )}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      {made !== null && (
        <>
          <p>
            <b>{made.name}</b>, {sizeIn(made.bytes, i18n.language)}. {t(download ? "make.downloaded" : "make.kept")}
          </p>
          <VerifyReportTable report={made.report} />
        </>
      )}
    </>
  );
}
