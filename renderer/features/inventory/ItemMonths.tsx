import { Fragment, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Month } from "#shared/base/time.ts";
import type { FiveSteps } from "#shared/domain/fields.ts";
import type { Inventory, InventoryPart } from "#shared/domain/inventory.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { along, Point, useFigureRoom } from "#renderer/ui/figure/Figure.tsx";
import { type SeasonBehind, SeasonsKey, useSeasonsOfBoth } from "#renderer/ui/figure/seasons.tsx";
import { monthsCovered } from "#renderer/ui/figure/time-geometry.ts";
import { FigureOrTable } from "#renderer/ui/FigureOrTable.tsx";
import { useInventoryItem } from "#renderer/ui/records/inventory-items.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { groupsOf, itemsOf, monthsOf, monthsThrough, saidInMonth } from "./looks.ts";
import { useGroupName, useStepWords } from "./use-inventory-words.ts";

/** One partner, and their looks at the part that is drawn. */
export interface Looker {
  readonly partner: Partner;
  readonly looks: readonly Inventory[];
}

const COLUMN = 40;
const ROW = 24;
const WIDEST = 480;
/** As large as the dots of a five-step scale: a bigger one is more. */
const RADII = [3.5, 5, 6.5, 8, 9.5] as const satisfies Readonly<Record<FiveSteps, number>>;

/**
 * The items of a part over the months, a dot for each word on it; those the other tells, below one's own. Nothing is summed [D80].
 *
 * @param isTold all of it is what both tell: items of which nothing is told are left out
 */
export function ItemMonths({
  part,
  lookers,
  isTold = false,
}: {
  part: InventoryPart;
  lookers: readonly Looker[];
  isTold?: boolean;
}): JSX.Element {
  const { t } = useTranslation("inventory");
  const [ref, { width: available, direction }] = useFigureRoom();
  const itemWords = useInventoryItem();
  const groupName = useGroupName();
  const looked = monthsOf(lookers.flatMap(({ looks }) => looks));
  const all = monthsThrough(looked);
  const months = all.slice(-Math.max(1, Math.floor(Math.min(available, WIDEST) / COLUMN)));
  const said = new Set(lookers.flatMap(({ looks }) => looks.flatMap(({ items }) => items.map(({ item }) => item))));
  const groups = groupsOf(part)
    .map(({ key, items }) => ({ key, items: isTold ? items.filter((item) => said.has(item)) : items }))
    .filter(({ items }) => items.length > 0);
  const seasons = useSeasonsOfBoth();
  const behind = seasons.filter((season) => monthsCovered(season, months) !== null);
  const isNamed = isTold || lookers.length > 1;
  const isLast = all.length > months.length;
  return (
    <FigureOrTable
      title={t("months.title")}
      says={t(
        isTold ? (isLast ? "months.saysToldLast" : "months.saysTold") : isLast ? "months.saysLast" : "months.says",
      )}
      figure={
        <>
          <div className="item-months" ref={ref}>
            {groups.map(({ key, items }) => (
              <section key={key} aria-label={groupName(key)}>
                <div className="item-months-head">
                  <h3 className="sect">{groupName(key)}</h3>
                  <MonthNames months={months} direction={direction} />
                </div>
                <ul>
                  {items.map((item) => (
                    <li key={item}>
                      <p>{itemWords(item)}</p>
                      <div className="item-months-dots">
                        {lookers.map(({ partner, looks }, row) => (
                          <ItemDots
                            key={partner.id}
                            partner={partner}
                            named={isNamed}
                            steps={months.map((month) => saidInMonth(item, month, looks))}
                            months={months}
                            seasons={behind}
                            direction={direction}
                            always={!isTold && row === 0}
                          />
                        ))}
                      </div>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
          {isNamed && (
            <ul className="fig-key">
              {lookers.map(({ partner: { id, seat, name } }) => (
                <li key={id}>
                  <svg viewBox="0 0 18 18" aria-hidden="true">
                    <Point side={seat} x={9} y={9} />
                  </svg>
                  {name}
                </li>
              ))}
            </ul>
          )}
          <SeasonsKey seasons={behind} drawn />
        </>
      }
      table={
        <>
          <ItemsTable part={part} lookers={lookers} months={looked} isTold={isTold} />
          <SeasonsKey seasons={seasons.filter((season) => monthsCovered(season, all) !== null)} drawn={false} />
        </>
      }
    />
  );
}

function MonthNames({ months, direction }: { months: readonly Month[]; direction: "ltr" | "rtl" }): JSX.Element {
  const format = useFormat();
  const width = months.length * COLUMN;
  const x = along(direction, width);
  const isOverYears = months.some((month) => month.slice(0, 4) !== months[0]?.slice(0, 4));
  return (
    <svg className="fig" aria-hidden="true" viewBox={`0 0 ${width} 16`} width={`${width / 16}rem`} height="1rem">
      {months.map((month, at) => (
        <text className="fig-quiet" key={month} x={x(at * COLUMN + COLUMN / 2)} y="12" textAnchor="middle">
          {format.monthShort(month, isOverYears && (month.endsWith("-01") || (at === 0 && !month.endsWith("-12"))))}
        </text>
      ))}
    </svg>
  );
}

/** What one partner said of one item over the months: drawn for the eye, and in words for the ear. */
function ItemDots(props: {
  partner: Partner;
  /** Whose it is has to be told. */
  named: boolean;
  steps: readonly (FiveSteps | null)[];
  months: readonly Month[];
  seasons: readonly SeasonBehind[];
  direction: "ltr" | "rtl";
  /** Told even where nothing was said. */
  always: boolean;
}): JSX.Element | null {
  const { partner, named, steps, months, seasons, direction, always } = props;
  const { t } = useTranslation("inventory");
  const format = useFormat();
  const words = useStepWords();
  const { seat, name } = partner;
  const width = months.length * COLUMN;
  const x = along(direction, width);
  const said = months.flatMap((month, at) => {
    const step = steps[at] ?? null;
    return step === null ? [] : [t("months.said", { month: format.month(month), word: words[step] })];
  });
  if (said.length === 0) return always ? <p className="quiet">{t("months.nothing")}</p> : null;
  return (
    <>
      <svg
        className="fig"
        aria-hidden="true"
        viewBox={`0 0 ${width} ${ROW}`}
        width={`${width / 16}rem`}
        height="1.5rem"
      >
        {seasons.map((season) => {
          const covered = monthsCovered(season, months);
          if (covered === null) return null;
          const start = covered.start * COLUMN;
          const extent = covered.end * COLUMN - start;
          return <rect key={season.id} className="fig-season" x={x(start, extent)} width={extent} height={ROW} />;
        })}
        <path className="fig-grid" d={`M0 ${ROW / 2}H${width}`} />
        {steps.map((step, at) => {
          if (step === null) return null;
          const reach = RADII[step];
          const middle = x(at * COLUMN + COLUMN / 2);
          const classes = `fig-point fill-${seat} edge-${seat}`;
          return (
            <Fragment key={months[at]}>
              {seat === "a" ? (
                <circle className={classes} cx={middle} cy={ROW / 2} r={reach} />
              ) : (
                <path
                  className={classes}
                  d={`M${middle} ${ROW / 2 - reach}l${reach} ${reach}l${-reach} ${reach}l${-reach} ${-reach}z`}
                />
              )}
            </Fragment>
          );
        })}
      </svg>
      <span className="sr">
        {named && `${name}: `}
        {said.join(", ")}
      </span>
    </>
  );
}

function ItemsTable({
  part,
  lookers,
  months,
  isTold,
}: {
  part: InventoryPart;
  lookers: readonly Looker[];
  months: readonly Month[];
  isTold: boolean;
}): JSX.Element {
  const { t } = useTranslation("inventory");
  const format = useFormat();
  const itemWords = useInventoryItem();
  const words = useStepWords();
  const rows = itemsOf(part).flatMap((item) =>
    lookers.flatMap(({ partner, looks }, row) => {
      const steps = months.map((month) => saidInMonth(item, month, looks));
      const nothing = isTold || row > 0 ? t("months.nothingTold") : t("months.nothing");
      return (isTold || row > 0) && steps.every((step) => step === null) ? [] : [{ item, partner, steps, nothing }];
    }),
  );
  const isNamed = isTold || lookers.length > 1;
  return (
    <table>
      <caption className="sr">{t("months.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("months.item")}</th>
          {isNamed && <th scope="col">{t("months.whose")}</th>}
          {months.map((month) => (
            <th scope="col" key={month}>
              {format.month(month)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ item, partner, steps, nothing }) => (
          <tr key={`${partner.id} ${item}`}>
            <th scope="row">{itemWords(item)}</th>
            {isNamed && <td>{partner.name}</td>}
            {steps.map((step, at) => (
              <td key={months[at]}>{step === null ? nothing : words[step]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
