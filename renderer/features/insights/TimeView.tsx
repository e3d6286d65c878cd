import type { JSX } from "react";
import type { Summary } from "#shared/analysis/summary.ts";
import { useSeasonsOfBoth } from "#renderer/ui/figure/seasons.tsx";
import { Kept } from "./Kept.tsx";
import type { Lanes } from "./lanes.ts";
import { MeAndWe } from "./MeAndWe.tsx";
import "./views.css";

/** Where the hours of the weeks went, and whether promises and boundaries were held. */
export function TimeView({ seen, lanes }: { seen: Summary; lanes: Lanes }): JSX.Element {
  const seasons = useSeasonsOfBoth();
  return (
    <>
      <MeAndWe meAndWe={seen.meAndWe} lanes={lanes} seasons={seasons} />
      <Kept kept={seen.kept} />
    </>
  );
}
