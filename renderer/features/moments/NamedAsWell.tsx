import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Day } from "#shared/base/time.ts";
import { nameSeason } from "#shared/domain/answer.ts";
import { answersAbout, readWith, seasonSpan } from "#shared/domain/joint.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import type { Season } from "#shared/domain/season.ts";
import { readableRecords } from "#renderer/store/in-view.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Answered } from "#renderer/ui/records/Answered.tsx";
import { type AnswerDraft, AnswerForm } from "#renderer/ui/records/AnswerForm.tsx";
import type { PageContext } from "#renderer/ui/records/RecordsPlace.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useSeasonDays } from "./use-season-days.ts";

/** Whether both have named a season, what the other said to it, and their way to name it as well and to end it [D76]. */
export function NamedAsWell({ season, session, other }: { season: Season } & PageContext): JSX.Element | null {
  const { t } = useTranslation("moments");
  const format = useFormat();
  const daysOf = useSeasonDays();
  const today = useJournal().today();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const records = useMemo(() => readableRecords({ mine, shared }), [mine, shared]);
  if (other === null) return null;
  const span = seasonSpan(season, records);
  const answers = readWith(season, answersAbout(season.id, "season-named", records)).filter(
    ({ author }) => author !== season.author,
  );
  const isTheirTurn = isSharedNow(season) && (session.kind === "together" || session.me.id === other.id);
  return (
    <>
      <p className="says season-stands">
        {span !== null
          ? t("seasons.stands", { days: daysOf(span) })
          : t(isSharedNow(season) ? "seasons.waits" : "seasons.own", { name: other.name })}
      </p>
      <Answered
        title={t("seasons.namedBy", { name: other.name })}
        answers={answers}
        says={({ body }) => body.to !== null && t("seasons.endedOn", { day: format.dayNear(body.to, today) })}
        answering={
          isTheirTurn && span?.to == null
            ? {
                open:
                  session.kind === "one"
                    ? t(span === null ? "seasons.nameAsWell" : "seasons.end")
                    : t(span === null ? "seasons.nameAsWellOf" : "seasons.endOf", { name: other.name }),
                quiet: span !== null,
                form: (of) => (
                  <NameSeason
                    season={season}
                    ends={span !== null}
                    by={other}
                    isTogether={session.kind === "together"}
                    {...of}
                  />
                ),
              }
            : null
        }
      />
    </>
  );
}

/** The other names a season as well, or says that it has ended. */
function NameSeason({
  season,
  ends,
  by,
  isTogether,
  onDone,
  onLeave,
}: {
  season: Season;
  ends: boolean;
  by: Partner;
  isTogether: boolean;
  onDone: () => void;
  onLeave: () => void;
}): JSX.Element {
  const { t } = useTranslation("moments");
  const journal = useJournal();
  /** Its last day, as it is said: an empty one means what its hint says. */
  const lastDay = ({ day }: AnswerDraft): Day | null => day ?? (ends ? journal.today() : null);
  const named = isTogether ? t("seasons.nameAsWellOf", { name: by.name }) : t("seasons.nameAsWell");
  return (
    <AnswerForm
      label={t("seasons.namedBy", { name: by.name })}
      draftPlace={`season-named:${season.id}`}
      by={by}
      words={{ label: t("seasons.words") }}
      day={{ label: t("seasons.lastDay"), hint: t(ends ? "seasons.emptyIsToday" : "seasons.emptyGoesOn") }}
      wrong={(draft) => {
        const to = lastDay(draft);
        return to !== null && to < season.from ? t("seasons.endsFirst") : null;
      }}
      act={ends ? t("seasons.endForBoth") : named}
      write={(draft, act) => nameSeason(season, { to: lastDay(draft), words: draft.words }, act)}
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}
