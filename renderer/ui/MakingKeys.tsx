import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import "./new-keys.css";

/** The line shown while a passphrase becomes keys: a few seconds of work that nothing can hurry. */
export function MakingKeys(): JSX.Element {
  const { t } = useTranslation("keys");
  return (
    <p className="new-keys-making" role="status">
      <span className="new-keys-making-leaves" aria-hidden="true">
        <span className="cov-a" />
        <span className="cov-b" />
      </span>
      {t("making")}
    </p>
  );
}
