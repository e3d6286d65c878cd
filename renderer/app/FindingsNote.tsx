import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useMended, useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { assertNever } from "#shared/base/errors.ts";
import type { Finding } from "#shared/vault/session.ts";
import { BringingBack } from "./BringingBack.tsx";
import { isWorthSaying, mayMiss, MendedNote } from "./MendedNote.tsx";

/**
 * What the check of the lists found at unlock, said on every place until the window closes: nothing unread is dropped
 * quietly. And how the store was mended, until it is put away.
 */
export function FindingsNote({ onBackup }: { onBackup: () => void }): JSX.Element {
  return (
    <>
      <BringingBack />
      <MendedOnce onBackup={onBackup} />
      <Findings onBackup={onBackup} />
    </>
  );
}

function MendedOnce({ onBackup }: { onBackup: () => void }): JSX.Element | null {
  const { t } = useTranslation("backup");
  const mended = useMended();
  const [seen, setSeen] = useState(false);
  if (mended === null || seen || !isWorthSaying(mended)) return null;
  return (
    <div className="frame-mended">
      <MendedNote mended={mended}>
        <p className="acts">
          {mayMiss(mended) && <LinkButton onClick={onBackup}>{t("mended.toBackups")}</LinkButton>}
          <LinkButton onClick={() => setSeen(true)}>{t("mended.seen")}</LinkButton>
        </p>
      </MendedNote>
    </div>
  );
}

function Findings({ onBackup }: { onBackup: () => void }): JSX.Element | null {
  const { t } = useTranslation("frame");
  const findings = useSnapshot((snapshot) => snapshot.findings);
  const unreadable = useSnapshot((snapshot) => snapshot.unreadable);
  const listed = findings.filter(({ kind }) => kind !== "unreadable"); // counted once, by the rows themselves
  if (listed.length === 0 && unreadable.length === 0) return null;

  function sentence(finding: Finding): string {
    switch (finding.kind) {
      case "missing":
        return t("findings.missing", { count: finding.count });
      case "unlisted":
        return t("findings.unlisted", { count: finding.count });
      case "unreadable":
        return t("findings.unreadable", { count: finding.count });
      case "rolled-back":
        return t("findings.rolledBack");
      case "damaged-manifest":
        return t("findings.damagedManifest");
      default:
        return assertNever(finding);
    }
  }

  const sentences = new Set(listed.map(sentence));
  if (unreadable.length > 0) sentences.add(t("findings.unreadable", { count: unreadable.length }));
  return (
    <section className="frame-findings" aria-labelledby="findings-title">
      <Icon name="note" />
      <div>
        <h2 id="findings-title" className="sect">
          {t("findings.title")}
        </h2>
        <ul>
          {[...sentences].map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <p>{t("findings.next")}</p>
        <LinkButton onClick={onBackup}>{t("findings.toBackup")}</LinkButton>
      </div>
    </section>
  );
}
