import type { JSX } from "react";
import { useTranslation } from "react-i18next";

/** The line shown while a passphrase becomes keys: a few seconds of work that nothing can hurry. */
export function MakingKeys(): JSX.Element {
  const { t } = useTranslation("welcome");
  return (
    <p className="welcome-making" role="status">
      <span className="welcome-making-leaves" aria-hidden="true">
        <span className="cov-a" />
        <span className="cov-b" />
      </span>
      {t("making")}
    </p>
  );
}
