import type { JSX } from "react";
import { useTranslation } from "react-i18next";

const PARTS = ["danger", "afraid", "low", "couple", "children"] as const;

/** Where to turn, in general and dated words. Reachable without a passphrase; opens no link. */
export function Support(): JSX.Element {
  const { t } = useTranslation("support");
  return (
    <section className="unlock-text stack">
      <h1 className="place">{t("title")}</h1>
      {PARTS.map((part) => (
        <section key={part} className="stack-close">
          <h2 className="ask">{t(`${part}`)}</h2>
          <p>{t(`${part}Body`)}</p>
        </section>
      ))}
      <p className="quiet">
        {t("leaves")} {t("dated")}
      </p>
    </section>
  );
}
