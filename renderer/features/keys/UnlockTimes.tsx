import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import "./keys.css";

/** More than these are shown when they are asked for. */
const SHOWN = 5;

/** When this notebook was opened last, and the how many-th time this is. Nothing together. */
export function LastUnlock(): JSX.Element | null {
  const { t } = useTranslation("keys");
  const format = useFormat();
  const unlocks = useJournal().unlocks();
  const last = unlocks?.recent[0];
  if (unlocks === null || last === undefined) return null;
  return (
    <p className="quiet">
      {t("unlocks.head", { when: format.moment(last), session: format.number(unlocks.count + 1) })}
    </p>
  );
}

/** When its owner opened this notebook, for them alone, and what a time they do not know could mean. Nothing together. */
export function UnlockTimes({ onAnew }: { onAnew: () => void }): JSX.Element | null {
  const { t } = useTranslation("keys");
  const format = useFormat();
  const unlocks = useJournal().unlocks();
  const [all, setAll] = useState(false);
  if (unlocks === null) return null;
  const { count, recent } = unlocks;
  const shown = all ? recent : recent.slice(0, SHOWN);
  return (
    <section aria-labelledby="settings-unlocks">
      <h2 id="settings-unlocks" className="sect">
        {t("section.unlocks")}
      </h2>
      <p className="says">
        {count === 0 ? t("unlocks.first") : t("unlocks.often", { count })} {t("unlocks.own")}
      </p>
      {shown.length > 0 && (
        <ol className="keys-times" aria-label={t("unlocks.list")}>
          {shown.map((at, place) => (
            <li key={place}>
              <time dateTime={at}>{format.moment(at)}</time>
            </li>
          ))}
        </ol>
      )}
      {shown.length < recent.length && (
        <p>
          <LinkButton onClick={() => setAll(true)}>
            {t("unlocks.all", { count: recent.length - shown.length })}
          </LinkButton>
        </p>
      )}
      <p className="says">
        {t("unlocks.unknown")} <LinkButton onClick={onAnew}>{t("unlocks.toAnew")}</LinkButton>
      </p>
    </section>
  );
}
