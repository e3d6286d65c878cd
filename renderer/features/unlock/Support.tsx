import type { JSX, ReactNode } from "react";
import { useTranslation } from "react-i18next";

const PARTS = ["danger", "afraid", "low", "couple", "children"] as const;

/**
 * Where to turn, in general and dated words. Reachable without a passphrase and from an open journal; opens no link, writes nothing down.
 *
 * @param back the way to where one came from, where the page around it has none
 */
export function Support({ back = null }: { back?: ReactNode }): JSX.Element {
  const { t } = useTranslation("support");
  return (
    <section className="unlock-text stack">
      {back}
      <h1 className="place" tabIndex={-1}>
        {t("title")}
      </h1>
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
