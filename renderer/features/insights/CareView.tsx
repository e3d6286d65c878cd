import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Summary } from "#shared/analysis/summary.ts";
import type { SeasonBehind } from "#renderer/ui/figure/seasons.tsx";
import { Differences } from "./Differences.tsx";
import type { Lanes } from "./lanes.ts";
import { LittleCareList } from "./LittleCareList.tsx";
import { MetShares } from "./MetShares.tsx";
import { TimeToCare } from "./TimeToCare.tsx";
import { Trends } from "./Trends.tsx";
import { UnheardNote } from "./UnheardNote.tsx";
import { WeeksStrip } from "./WeeksStrip.tsx";
import { WhoTookCare } from "./WhoTookCare.tsx";

/** Care over the days: the weeks first, then who took care, needs met and how long they waited, always for both on one scale. */
export function CareView({
  seen,
  lanes,
  seasons,
}: {
  seen: Summary;
  lanes: Lanes;
  seasons: readonly SeasonBehind[];
}): JSX.Element {
  const { t } = useTranslation("insights");
  return (
    <>
      <WeeksStrip strip={seen.weeks} lanes={lanes} seasons={seasons} />
      <WhoTookCare care={seen.care} lanes={lanes} />
      <MetShares met={seen.met} lanes={lanes} />
      <div className="insights-pair">
        {seen.differences !== null && <Differences differences={seen.differences} lanes={lanes} />}
        <TimeToCare times={seen.timeToCare} lanes={lanes} />
      </div>
      {"kind" in seen.trends ? (
        <UnheardNote title={t("trend.title")} />
      ) : (
        <Trends trends={seen.trends} lanes={lanes} seasons={seasons} />
      )}
      <LittleCareList words={seen.littleCare} today={seen.today} />
    </>
  );
}
