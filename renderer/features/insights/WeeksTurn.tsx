import type { JSX } from "react";
import { useTranslation } from "react-i18next";

/** Turns to earlier weeks and back, where not all of them fit; all of them are in the table. */
export function WeeksTurn(props: {
  /** Page 0 holds the newest weeks. */
  page: number;
  pages: number;
  shown: number;
  count: number;
  onTurn: (page: number) => void;
}): JSX.Element | null {
  const { page, pages, shown, count, onTurn } = props;
  const { t } = useTranslation("insights");
  if (pages < 2) return null;
  return (
    <div className="weeks-turn">
      <button type="button" className="tool" disabled={page === pages - 1} onClick={() => onTurn(page + 1)}>
        {t("weeks.earlier")}
      </button>
      <button type="button" className="tool" disabled={page === 0} onClick={() => onTurn(page - 1)}>
        {t("weeks.later")}
      </button>
      <span className="quiet">{t("weeks.partShown", { count, shown })}</span>
    </div>
  );
}
