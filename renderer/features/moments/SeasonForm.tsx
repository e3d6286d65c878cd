import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Day } from "#shared/base/time.ts";
import { createSeason, editSeason, type Season } from "#shared/domain/season.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { draftPlaceOf, type FormField, RecordForm } from "#renderer/ui/records/RecordForm.tsx";

const LAST_DAY: FormField = { field: "to", type: "day" };
const FIELDS: readonly FormField[] = [
  { field: "name", type: "line", most: 120, required: true },
  { field: "from", type: "day", required: true },
  LAST_DAY,
];

interface SeasonFormProps {
  by: Partner;
  onDone: (season: Season) => void;
  onLeave: () => void;
}

/** A time that is not like others: what it is called, and its days. */
export function SeasonForm({
  changing,
  by,
  onDone,
  onLeave,
}: SeasonFormProps & { changing: Season | null }): JSX.Element {
  const { t } = useTranslation("moments");
  const journal = useJournal();
  const start: { name: string; from: Day | null; to: Day | null } = {
    name: changing?.name ?? "",
    from: changing?.from ?? journal.today(),
    to: changing?.to ?? null,
  };
  return (
    <RecordForm<Season, typeof start>
      kind="season"
      title={t(changing === null ? "seasons.new" : "seasons.change")}
      fields={FIELDS.map((field) =>
        field.field === "name" ? { ...field, examples: t("seasons.examples", { returnObjects: true }) } : field,
      )}
      start={start}
      draftPlace={draftPlaceOf("season", changing?.id ?? "new")}
      by={by}
      changing={changing}
      write={(draft, act) => {
        const said = draft as Pick<Season, "name" | "from" | "to">; // the form asks for a first day before
        return changing === null ? createSeason(said, act) : editSeason(changing, said, act);
      }}
      missing={({ from, to }) => (from !== null && to !== null && to < from ? t("seasons.endsFirst") : null)}
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}

/** Its author says that a season has ended. */
export function EndSeason({ season, by, onDone, onLeave }: SeasonFormProps & { season: Season }): JSX.Element {
  const { t } = useTranslation("moments");
  const journal = useJournal();
  const start: { to: Day | null } = { to: journal.today() };
  return (
    <RecordForm<Season, typeof start>
      kind="season"
      title={t("seasons.ended")}
      lead={<p dir="auto">{season.name}</p>}
      fields={[{ ...LAST_DAY, required: true }]}
      start={start}
      draftPlace={`${draftPlaceOf("season", season.id)}:end`}
      by={by}
      changing={season}
      write={({ to }, act) => editSeason(season, { to }, act)}
      missing={({ to }) => (to !== null && to < season.from ? t("seasons.endsFirst") : null)}
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}
