import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { latestFirst } from "#shared/base/time.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { seasonSpan } from "#shared/domain/joint.ts";
import type { Season } from "#shared/domain/season.ts";
import { readableRecords } from "#renderer/store/in-view.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { RecordsPlace } from "#renderer/ui/records/RecordsPlace.tsx";
import { NamedAsWell } from "./NamedAsWell.tsx";
import { EndSeason, SeasonForm } from "./SeasonForm.tsx";
import { useSeasonDays } from "./use-season-days.ts";
import "./moments.css";

/** Times that are not like others: one names a season, the other names it as well, and either ends it [D76]. */
export function SeasonsPlace({ begin, onBack }: { begin: RecordId | null; onBack: () => void }): JSX.Element {
  const { t } = useTranslation("moments");
  const daysOf = useSeasonDays();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const isAlone = useSnapshot(({ partners }) => partners.length < 2);
  const records = useMemo(() => readableRecords({ mine, shared }), [mine, shared]);
  return (
    <RecordsPlace
      kind="season"
      begin={begin}
      texts={{
        title: t("seasons.title"),
        says: t(isAlone ? "seasons.saysAlone" : "seasons.says"),
        empty: t("seasons.empty"),
        add: t("seasons.add"),
      }}
      arrange={latestBegunFirst}
      beside={(season) => {
        const span = seasonSpan(season, records);
        return span === null ? daysOf(season) : `${daysOf(span)}, ${t("seasons.ofBoth")}`;
      }}
      form={({ changing, named, by, onDone, onLeave }) =>
        named === "end" && changing !== null ? (
          <EndSeason season={changing} by={by} onDone={onDone} onLeave={onLeave} />
        ) : (
          <SeasonForm changing={changing} by={by} onDone={onDone} onLeave={onLeave} />
        )
      }
      acts={(season, { mine: isMine, fill }) =>
        isMine && season.to === null && <LinkButton onClick={() => fill("end")}>{t("seasons.end")}</LinkButton>
      }
      page={(season, context) => <NamedAsWell season={season} {...context} />}
      onBack={onBack}
    />
  );
}

const latestBegunFirst = (seasons: readonly Season[]): readonly Season[] =>
  [...seasons].sort((one, other) => latestFirst(one.from, other.from));
