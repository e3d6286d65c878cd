import { Fragment, type JSX } from "react";
import { useFormat } from "#renderer/ui/use-format.ts";

const SHARES = [0, 0.25, 0.5, 0.75, 1] as const;
const SAID: readonly number[] = [0, 0.5, 1];

/** Lines from none to all behind a figure, across from one place to another; none, half and all are written before them. */
export function ShareAxis(props: {
  from: number;
  to: number;
  /** Where the words end. */
  words: number;
  y: (share: number) => number;
}): JSX.Element {
  const { from, to, words, y } = props;
  const format = useFormat();
  return (
    <>
      {SHARES.map((share) => (
        <Fragment key={share}>
          <path className={share === 0 ? "fig-axis" : "fig-grid"} d={`M${from} ${y(share)}H${to}`} />
          {SAID.includes(share) && (
            <text className="fig-quiet" x={words} y={y(share) + 4.5} textAnchor="end">
              {format.percent(share)}
            </text>
          )}
        </Fragment>
      ))}
    </>
  );
}
