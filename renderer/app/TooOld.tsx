import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import "./app.css";

/** Stands for the whole window in a browser that lacks what every day here is reckoned with: nothing is opened in it. */
export function TooOld(): JSX.Element {
  const { t } = useTranslation("app");
  return (
    <main className="door-page stack">
      <h1 className="place">{t("tooOld.title")}</h1>
      <p className="says">{t("tooOld.body")}</p>
    </main>
  );
}
