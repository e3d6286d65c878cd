import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "./Button.tsx";
import "./examples.css";

/** What somebody might write there: one example at a time, the next at a press. They are only read; none is put into what is written. */
export function Examples({ of }: { of: readonly string[] }): JSX.Element | null {
  const { t } = useTranslation("ui");
  const [at, setAt] = useState(0);
  const shown = of[at % of.length];
  if (shown === undefined) return null;
  return (
    <div className="examples">
      <p aria-live="polite">
        <span className="quiet">{t("forExample")}</span> <em>{shown}</em>
      </p>
      {of.length > 1 && <LinkButton onClick={() => setAt((at + 1) % of.length)}>{t("anotherExample")}</LinkButton>}
    </div>
  );
}
