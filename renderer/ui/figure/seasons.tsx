/** The seasons both named [D76], which lie behind every figure over time: said where they are drawn, in its label and beside its table. */
import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Day } from "#shared/base/time.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { seasonsOfBoth } from "#shared/domain/joint.ts";
import { readableRecords } from "#renderer/store/in-view.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { useFormat } from "../use-format.ts";
import { stretchShare } from "./time-geometry.ts";

/** A season both named; `to` is null while it goes on. */
export interface SeasonBehind {
  readonly id: RecordId;
  readonly name: string;
  readonly from: Day;
  readonly to: Day | null;
}

/** The seasons both named, the first one first. */
export function useSeasonsOfBoth(): readonly SeasonBehind[] {
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  return useMemo(
    () =>
      seasonsOfBoth(readableRecords({ mine, shared }))
        .map(({ season: { id, name }, from, to }) => ({ id, name, from, to }))
        .reverse(),
    [mine, shared],
  );
}

/** Those that have a day between two others. */
export const seasonsWithin = (seasons: readonly SeasonBehind[], from: Day, to: Day): readonly SeasonBehind[] =>
  seasons.filter((season) => stretchShare(season, from, to) !== null);

/** What a figure is called with the seasons that lie behind it. */
export function useLabelWith(seasons: readonly SeasonBehind[]): (label: string) => string {
  const { t } = useTranslation("ui");
  const format = useFormat();
  return (label) =>
    seasons.length === 0
      ? label
      : `${label} ${t("seasons.behind", { names: format.list(seasons.map(({ name }) => name)) })}`;
}

/** The seasons and their days in words: below a figure beside the shade they are drawn with, below its table by themselves. */
export function SeasonsKey({
  seasons,
  drawn,
}: {
  seasons: readonly SeasonBehind[];
  drawn: boolean;
}): JSX.Element | null {
  const { t } = useTranslation("ui");
  const format = useFormat();
  if (seasons.length === 0) return null;
  return (
    <ul className="fig-key">
      {seasons.map(({ id, name, from, to }) => (
        <li key={id}>
          {drawn && (
            <svg viewBox="0 0 18 18" aria-hidden="true">
              <rect className="fig-season fig-season-key" width="18" height="18" />
            </svg>
          )}
          <span>
            {to === null
              ? t("seasons.since", { name, day: format.dayLong(from) })
              : t("seasons.from", { name, days: format.span(from, to) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
