import { useId, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "./use-format.ts";
import "./progress-line.css";

/** Long work with a number. Without `total` (not known yet) it says what is being done and moves nothing. */
export function ProgressLine({
  label,
  done,
  total,
}: {
  label: string;
  done: number;
  total: number | null;
}): JSX.Element {
  const { t } = useTranslation("ui");
  const format = useFormat();
  const id = useId();
  return (
    <div className="progress-line">
      <p id={id}>
        <span>{label}</span>
        {total !== null && (
          <span className="quiet">{t("progress", { done: format.number(done), total: format.number(total) })}</span>
        )}
      </p>
      {total !== null && <progress aria-labelledby={id} max={Math.max(total, 1)} value={done} />}
    </div>
  );
}
