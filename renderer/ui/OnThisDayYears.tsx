import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { LinkButton } from "./Button.tsx";

/**
 * That something was written on this day in earlier years: the years alone, and none of the words, for whoever looks over a shoulder.
 * A year opens what was written last on its day. Nothing where nothing was.
 */
export function OnThisDayYears({
  entries,
  onOpen,
}: {
  /** The latest year first. */
  entries: readonly Entry[];
  onOpen: (id: RecordId) => void;
}): JSX.Element | null {
  const { t } = useTranslation("finding");
  const byYear = new Map(entries.toReversed().map((entry) => [entry.day.slice(0, 4), entry.id]));
  if (byYear.size === 0) return null;
  return (
    <p className="on-this-day-years acts">
      <span className="quiet">{t("onThisDayIn")}</span>
      {[...byYear].toReversed().map(([year, id]) => (
        <LinkButton key={year} onClick={() => onOpen(id)}>
          {year}
        </LinkButton>
      ))}
    </p>
  );
}
