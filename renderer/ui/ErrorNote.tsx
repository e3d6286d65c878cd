import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorCode } from "#shared/base/errors.ts";
import { Icon } from "./Icon.tsx";
import "./error-note.css";

/**
 * What happened, what is safe and what to do next. A code without its two sentences in the catalogue does not compile.
 * `of` says what was read when it happened: damage of a chosen file calls for another file, not for a restore.
 */
export function ErrorNote({ code, of = "journal" }: { code: ErrorCode; of?: "journal" | "file" }): JSX.Element {
  const { t } = useTranslation("errors");
  const about = code === "damaged" && of === "file" ? "damaged-file" : code;
  return (
    <div className="error-note" role="alert">
      <Icon name="note" />
      <p>
        <b>{t(`${about}.what`)}</b> {t(`${about}.next`)}
      </p>
    </div>
  );
}
