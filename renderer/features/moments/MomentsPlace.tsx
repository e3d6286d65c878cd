import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { type Day, latestFirst } from "#shared/base/time.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { type NamedSeason, seasonsOfBoth } from "#shared/domain/joint.ts";
import { createMoment, editMoment, type Moment, MOMENTS } from "#shared/domain/moment.ts";
import { readableRecords } from "#renderer/store/in-view.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { draftPlaceOf, type FormField, RecordForm } from "#renderer/ui/records/RecordForm.tsx";
import { RecordsPlace } from "#renderer/ui/records/RecordsPlace.tsx";
import { useRecordTexts } from "#renderer/ui/records/record-texts.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { seasonsSince, timelineOf } from "./seasons.ts";
import { useSeasonDays } from "./use-season-days.ts";
import "./moments.css";

/** Moments worth keeping, in one line with the seasons both named. */
export function MomentsPlace({ begin, onBack }: { begin: RecordId | null; onBack: () => void }): JSX.Element {
  const { t } = useTranslation("moments");
  const texts = useRecordTexts("moment");
  const format = useFormat();
  const today = useJournal().today();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const isAlone = useSnapshot(({ partners }) => partners.length < 2);
  const seasons = useMemo(() => seasonsOfBoth(readableRecords({ mine, shared })), [mine, shared]);
  return (
    <RecordsPlace
      kind="moment"
      begin={begin}
      texts={{
        title: t("moments.title"),
        says: t(isAlone ? "moments.saysAlone" : "moments.says"),
        empty: t(isAlone ? "moments.emptyAlone" : "moments.empty"),
        add: t("moments.add"),
      }}
      beside={({ moment, day }) => `${texts.choice("moment", moment)}, ${format.dayNear(day, today)}`}
      arrange={lastFirst}
      layOut={(moments, line, isWhole) => (
        <ol className="moment-line">
          {timelineOf(moments, isWhole ? seasons : seasonsSince(moments.at(-1)?.day ?? today, seasons)).map(
            ({ season, moments: inIt }, at) =>
              season === null ? (
                // Moments outside seasons have no name but their place.
                <li key={at}>
                  <ul className="record-lines">{inIt.map(line)}</ul>
                </li>
              ) : (
                <li key={season.season.id} className="moment-season">
                  <SeasonHead season={season} />
                  {inIt.length > 0 && <ul className="record-lines">{inIt.map(line)}</ul>}
                </li>
              ),
          )}
        </ol>
      )}
      form={(of) => <MomentForm {...of} />}
      onBack={onBack}
    />
  );
}

const lastFirst = (moments: readonly Moment[]): readonly Moment[] =>
  [...moments].sort((one, other) => latestFirst(one.day, other.day));

/** The name of a season both named, and its days. */
function SeasonHead({ season }: { season: NamedSeason }): JSX.Element {
  const daysOf = useSeasonDays();
  return (
    <>
      <h2 className="sect" dir="auto">
        {season.season.name}
      </h2>
      <p className="quiet">{daysOf(season)}</p>
    </>
  );
}

const FIELDS: readonly FormField[] = [
  { field: "moment", type: "choice", options: MOMENTS, required: true },
  { field: "words", type: "words", most: 2_000, required: true },
  { field: "day", type: "day", required: true },
];

function MomentForm({
  changing,
  by,
  onDone,
  onLeave,
}: {
  changing: Moment | null;
  by: Partner;
  onDone: (moment: Moment) => void;
  onLeave: () => void;
}): JSX.Element {
  const { t } = useTranslation("moments");
  const journal = useJournal();
  const start: { moment: Moment["moment"] | null; words: string; day: Day | null } = {
    moment: changing?.moment ?? null,
    words: changing?.words ?? "",
    day: changing?.day ?? journal.today(),
  };
  return (
    <RecordForm<Moment, typeof start>
      kind="moment"
      title={t(changing === null ? "moments.new" : "moments.change")}
      fields={FIELDS.map((field) =>
        field.field === "words" ? { ...field, examples: t("moments.examples", { returnObjects: true }) } : field,
      )}
      start={start}
      draftPlace={draftPlaceOf("moment", changing?.id ?? "new")}
      by={by}
      changing={changing}
      write={(draft, act) => {
        const said = draft as Pick<Moment, "moment" | "words" | "day">; // the form asks for all three first
        return changing === null ? createMoment(said, act) : editMoment(changing, said, act);
      }}
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}
