import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorCode } from "#shared/base/errors.ts";
import { Icon } from "./Icon.tsx";
import "./error-note.css";

/** What happened, what is safe and what to do next. A code without its two sentences in the catalogue does not compile. */
export function ErrorNote({ code }: { code: ErrorCode }): JSX.Element {
  const { t } = useTranslation("errors");
  return (
    <div className="error-note" role="alert">
      <Icon name="note" />
      <p>
        <b>{t(`${code}.what`)}</b> {t(`${code}.next`)}
      </p>
    </div>
  );
}
