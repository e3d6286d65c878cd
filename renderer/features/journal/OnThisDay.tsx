import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "#renderer/ui/Button.tsx";
import type { Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { beginningOf, firstLine } from "#renderer/ui/entry-words.ts";
import "./on-this-day.css";

/** What was written on this day in earlier years, with the beginnings of the words. Nothing where nothing was. */
export function OnThisDay({
  entries,
  readable,
  onOpen,
}: {
  entries: readonly Entry[];
  readable: (entry: Entry) => boolean;
  onOpen: (id: RecordId) => void;
}): JSX.Element | null {
  const { t } = useTranslation("finding");
  const { t: journal } = useTranslation("journal");
  if (entries.length === 0) return null;
  return (
    <section className="on-this-day" aria-labelledby="on-this-day">
      <h2 className="sect" id="on-this-day">
        {t("onThisDay")}
      </h2>
      <ul>
        {entries.map((entry) => (
          <li key={entry.id}>
            <span className="quiet">{entry.day.slice(0, 4)}</span>
            <LinkButton onClick={() => onOpen(entry.id)}>
              <span dir="auto">
                {readable(entry) ? entry.title || firstLine(entry) || journal("untitled") : t("locked")}
              </span>
            </LinkButton>
            {readable(entry) && entry.title !== "" && (
              <p className="on-this-day-words" dir="auto">
                {beginningOf(entry, 240)}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
