import { useLayoutEffect, useRef, useState, type JSX, type ReactNode, type RefObject } from "react";
import "./figure.css";

const UNITS_PER_REM = 16;

/** The room a figure has, in figure units (1/16 rem), and the direction of reading there. */
export interface FigureRoom {
  /** 0 until it is first laid out. */
  readonly width: number;
  readonly direction: "ltr" | "rtl";
}

/** The room of the element that `ref` is put on, followed as it changes. */
export function useFigureRoom(): readonly [RefObject<HTMLDivElement | null>, FigureRoom] {
  const ref = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<FigureRoom>({ width: 0, direction: "ltr" });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = (): void => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const direction = getComputedStyle(element).direction === "rtl" ? "rtl" : "ltr";
      const width = Math.floor((element.clientWidth / rem) * UNITS_PER_REM);
      setRoom((before) => (before.width === width && before.direction === direction ? before : { width, direction }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, room];
}

/** A drawing in figure units that grows with the text. It can be reached by keyboard and says `label` as a whole. */
export function Figure(props: { width: number; height: number; label: string; children: ReactNode }): JSX.Element {
  const { width, height, label, children } = props;
  return (
    <svg
      className="fig"
      role="img"
      // A figure is a stop on the way through the page: its label is its text equivalent.
      tabIndex={0}
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      width={`${width / UNITS_PER_REM}rem`}
      height={`${height / UNITS_PER_REM}rem`}
    >
      {children}
    </svg>
  );
}

/**
 * Places along the reading direction: `from` is measured from the side where reading begins, so that a figure in a
 * right-to-left language mirrors as a whole.
 */
export const along =
  (direction: "ltr" | "rtl", width: number) =>
  (from: number, extent = 0): number =>
    direction === "ltr" ? from : width - from - extent;

/** A point: a disc for the first partner, a diamond for the second, a square in ink for both together. */
export function Point(props: { side: "a" | "b" | "both"; x: number; y: number; small?: boolean }): JSX.Element {
  const { side, x, y, small = false } = props;
  const classes = `fig-point fill-${side} edge-${side}`;
  const reach = small ? 4.6 : 6.4;
  if (side === "both") return <rect className={classes} x={x - 4.5} y={y - 4.5} width="9" height="9" />;
  return side === "a" ? (
    <circle className={classes} cx={x} cy={y} r={small ? 3.5 : 5} />
  ) : (
    <path className={classes} d={`M${x} ${y - reach}L${x + reach} ${y}L${x} ${y + reach}L${x - reach} ${y}z`} />
  );
}
