/** Where the plane of two outcomes lies: five fields each way, the corners as blocks of four, a cross between them. Lengths are figure units. */
import { shapeOf, type DecisionShape } from "#shared/domain/decision.ts";
import { OUTCOMES } from "#shared/analysis/decisions.ts";

const WIDEST_FIELD = 56;
const NARROWEST_FIELD = 34;
/** Room inside the upper and the lower blocks for what they are called. */
const NAME_STRIP = 22;
const AXIS = 26;
/** What a mark leaves free of its field on each side. */
const MARK_MARGIN = 4;

/** A named part of the plane, and where its name begins: at its outer edge. */
export interface PlanePart {
  readonly shape: DecisionShape;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly nameAt: number;
}

export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly field: number;
  /** The middle of the fields with the first partner's outcome at this place in OUTCOMES. */
  readonly column: (at: number) => number;
  /** The middle of the fields with the other's outcome at this place: the better, the higher. */
  readonly row: (at: number) => number;
  readonly parts: readonly PlanePart[];
}

/** The plane in the room there is, beside `gutter` for the words of the upright axis. */
export function planeFor(available: number, gutter: number): Plane {
  const field = Math.min(WIDEST_FIELD, Math.max(NARROWEST_FIELD, Math.floor((available - gutter) / OUTCOMES.length)));
  const size = field * OUTCOMES.length;
  const column = (at: number): number => gutter + (at + 0.5) * field;
  const row = (at: number): number => NAME_STRIP + (OUTCOMES.length - at - 0.5) * field;
  const block = 2 * field;
  const foot = size + 2 * NAME_STRIP;
  const parts = ([-1, 0, 1] as const).flatMap((one) =>
    ([1, 0, -1] as const).map((other): PlanePart => {
      const high = other === 0 ? field : block + NAME_STRIP;
      const y = other === 1 ? 0 : other === 0 ? NAME_STRIP + block : foot - high;
      return {
        shape: shapeOf(one, other),
        x: gutter + (one === -1 ? 0 : one === 0 ? block : block + field),
        y,
        width: one === 0 ? field : block,
        height: high,
        nameAt: other === -1 ? y + high - 7 : y + 15,
      };
    }),
  );
  return { width: gutter + size, height: foot + AXIS, field, column, row, parts };
}

/** How far a mark reaches from its middle: its area goes by how many it stands for. */
export const markRadius = (count: number, most: number, field: number): number =>
  most === 0 ? 0 : (field / 2 - MARK_MARGIN) * Math.sqrt(count / most);
