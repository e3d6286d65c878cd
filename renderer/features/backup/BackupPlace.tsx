import { useEffect, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { VerifyReport } from "#shared/backup/verify.ts";
import { dayIn } from "#shared/base/time.ts";
import type { Host, HostFacts } from "#shared/host/host.ts";
import { useJournal, useJournalState, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { ProgressLine } from "#renderer/ui/ProgressLine.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { ageOf } from "./backup-words.ts";
import { CheckBackup } from "./CheckBackup.tsx";
import { RestoreBackup } from "./RestoreBackup.tsx";
import { inKilobytes, sizeIn } from "./size.ts";
import { VerifyReportTable } from "./VerifyReportTable.tsx";
import "./backup.css";

interface Made {
  readonly name: string;
  readonly bytes: number;
  readonly report: VerifyReport;
}

/** Where the backups are and how old the last one is; make one, check one, put one back. */
export function BackupPlace({ shell }: { shell: Pick<Host, "describe"> }): JSX.Element {
  const { t } = useTranslation("backup");
  const journal = useJournal();
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const [facts, setFacts] = useState<HostFacts | null>(null);
  const describing = useAct();
  const { act: describe } = describing;
  const [restoring, setRestoring] = useState(false);
  const state = useJournalState();
  const isSample = state.kind === "open" && state.sample;

  useEffect(() => {
    void describe(async () => setFacts(await shell.describe()));
  }, [describe, shell]);

  const spine = partners.length === 2 ? "both" : "a";
  if (restoring) {
    return (
      <Sheet spine={spine}>
        <RestoreBackup onClose={() => setRestoring(false)} />
      </Sheet>
    );
  }
  return (
    <Sheet spine={spine} className="backup" labelledBy="backup-title">
      <h1 className="place" id="backup-title" tabIndex={-1}>
        {t("title")}
      </h1>
      <LastBackup today={journal.today()} />
      <section className="backup-part stack" aria-labelledby="backup-where">
        <h2 className="ask" id="backup-where">
          {t("where.title")}
        </h2>
        {describing.state.kind === "failed" && <ErrorNote code={describing.state.code} />}
        {facts !== null && <p>{t(facts.nativeDialogs ? "where.desktop" : "where.browser")}</p>}
        {facts !== null && !facts.ledger && <p>{t("where.noLedger")}</p>}
        <p>{t("where.opensWith")}</p>
      </section>
      <section className="backup-part stack" aria-labelledby="backup-make">
        <h2 className="ask" id="backup-make">
          {t("make.title")}
        </h2>
        <MakeBackup download={facts?.nativeDialogs === false} />
      </section>
      <section className="backup-part stack" aria-labelledby="backup-check">
        <h2 className="ask" id="backup-check">
          {t("check.title")}
        </h2>
        <CheckBackup />
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
              <Button icon="turn" onClick={() => setRestoring(true)}>
                {t("restore.begin")}
              </Button>
            </p>
          </>
        )}
      </section>
    </Sheet>
  );
}

function LastBackup({ today }: { today: ReturnType<typeof dayIn> }): JSX.Element {
  const { t } = useTranslation("backup");
  const format = useFormat();
  const journal = useJournal();
  // Read with the snapshot, which is published anew when a backup was made.
  useSnapshot((snapshot) => snapshot);
  const last = journal.lastBackup();
  const age = ageOf(last === null ? null : dayIn(last.at, journal.timeZone()), today);
  return (
    <p className={age.kind === "fresh" ? "backup-whole" : "backup-caution"}>
      <Icon name={age.kind === "fresh" ? "safe" : "note"} />
      <span>
        {last === null ? (
          t("last.none")
        ) : (
          <>
            <b>{t("last.at", { when: format.moment(last.at) })}</b>{" "}
            {age.kind !== "none" && (age.days === 0 ? t("last.today") : t("last.days", { count: age.days }))}{" "}
            {t(last.verified ? "last.verified" : "last.unverified")} {age.kind === "due" && t("last.due")}
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
      <p>{t("make.says")}</p>
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
