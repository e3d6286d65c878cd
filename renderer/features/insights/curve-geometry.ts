/** Where curves that rise by steps over days lie. Lengths are figure units (1/16 rem). */
import type { IncidenceStep } from "#shared/analysis/survival.ts";

/** Days since the beginning, from 0 to `end`. */
export interface DayScale {
  readonly end: number;
  /** Days that are written below, 0 and the end among them. */
  readonly ticks: readonly number[];
}

/** A day is written no closer to the next than this. */
const TICK_ROOM = 44;
const TICK_DAYS = [1, 2, 7, 14, 28, 56, 91, 182, 364] as const;

/** A scale in a figure of this width that holds the last step of every curve given, and the day that it holds for. */
export function dayScale(curves: readonly (readonly IncidenceStep[])[], width: number): DayScale {
  const last = 1 + Math.max(0, ...curves.map((steps) => steps.at(-1)?.day ?? 0));
  const most = Math.max(1, Math.floor(width / TICK_ROOM));
  const apart = TICK_DAYS.find((days) => last / days <= most) ?? Math.ceil(last / most);
  const count = Math.ceil(last / apart);
  return { end: count * apart, ticks: Array.from({ length: count + 1 }, (_, at) => at * apart) };
}

/** The step that tells what had come by a day; nothing before the first one, null after the last, where the curve has ended. */
export function knownBy(steps: readonly IncidenceStep[], day: number): IncidenceStep | "nothing-yet" | null {
  if (day > (steps.at(-1)?.day ?? -1)) return null;
  return steps.findLast((step) => step.day <= day) ?? "nothing-yet";
}

/** The way of a curve: from nothing on day 0 to the height of its last step, which it keeps for that day. Empty without a step. */
export const curvePath = (steps: readonly IncidenceStep[], x: Place, y: Place): string =>
  drawn(stairs(steps, "value"), x, y);

/** The band between the two ends of the interval, around the whole way of its curve. Empty without a step. */
export function bandPath(steps: readonly IncidenceStep[], x: Place, y: Place): string {
  const around = [...stairs(steps, "high"), ...stairs(steps, "low").reverse()];
  return around.length === 0 ? "" : `${drawn(around, x, y)}z`;
}

/** Where a day or a share lies. */
type Place = (value: number) => number;

interface Corner {
  readonly day: number;
  readonly share: number;
}

function stairs(steps: readonly IncidenceStep[], of: "value" | "low" | "high"): Corner[] {
  const last = steps.at(-1);
  if (last === undefined) return [];
  let share = 0;
  const corners: Corner[] = [{ day: 0, share }];
  for (const step of steps) {
    corners.push({ day: step.day, share }, { day: step.day, share: step[of] });
    share = step[of];
  }
  return [...corners, { day: last.day + 1, share }];
}

const drawn = (corners: readonly Corner[], x: Place, y: Place): string =>
  corners.map(({ day, share }, at) => `${at === 0 ? "M" : "L"}${x(day)} ${y(share)}`).join("");
