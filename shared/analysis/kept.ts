/** M15, promises and boundaries that were kept, both partners together [A23]. */
import type { Day } from "../base/time.ts";
import type { Agreement } from "../domain/agreement.ts";
import type { Answer } from "../domain/answer.ts";
import type { BoundaryEvent } from "../domain/boundary.ts";
import type { PartnerId } from "../domain/fields.ts";
import { agreementState, lastOfEach, recordsAbout, reviewsOf } from "../domain/joint.ts";
import type { Measured, TooFew } from "./evidence.ts";
import { shareWithHalves, wilson } from "./statistics.ts";
import type { View, Window } from "./windows.ts";

const KEPT_LEAST = 8;

export interface Kept {
  /** Promises both signed that were due in the window, and looked at. */
  readonly promises: {
    readonly kept: number;
    readonly partly: number;
    readonly notKept: number;
    /** Due, signed by both, and not looked at yet: not counted. */
    readonly notLookedAt: number;
    readonly share: Measured | TooFew;
  };
  /** What happened at boundaries that are shared. A no that was respected is one that was kept. */
  readonly boundaries: { readonly kept: number; readonly crossed: number; readonly share: Measured | TooFew };
}

/** Agreements, what was said of them and what happened at boundaries, while they are gathered. */
export interface KeptTally {
  readonly window: Window;
  readonly today: Day;
  readonly agreements: (Agreement | Answer)[];
  kept: number;
  crossed: number;
}

export const startKept = ({ from, to, today }: View): KeptTally => ({
  window: { from, to: to < today ? to : today },
  today,
  agreements: [],
  kept: 0,
  crossed: 0,
});

export function countBoundaryEvent(tally: KeptTally, { day, event }: BoundaryEvent): void {
  if (day < tally.window.from || day > tally.window.to) return;
  if (event === "crossed") tally.crossed += 1;
  else tally.kept += 1;
}

export const isOfAgreement = ({ body: { type } }: Answer): boolean =>
  type === "signature" || type === "agreement-review" || type === "agreement-end";

/** `[kept, partly, not kept]`: what the last word of each who looked at a promise comes to; null where they speak of no keeping. */
function verdictOn(
  agreement: Agreement,
  records: readonly (Agreement | Answer)[],
): "kept" | "partly" | "notKept" | null {
  const verdicts = [...lastOfEach(reviewsOf(agreement, records)).values()].map(({ body }) => body.verdict);
  const counted = verdicts.filter((verdict) => verdict === "kept" || verdict === "partly" || verdict === "not-kept");
  if (counted.length === 0) return null;
  if (counted.every((verdict) => verdict === "kept")) return "kept";
  return counted.every((verdict) => verdict === "not-kept") ? "notKept" : "partly";
}

export function keptOf({ window, today, agreements, kept, crossed }: KeptTally, partners: readonly PartnerId[]): Kept {
  const about = recordsAbout(agreements.filter((record) => record.kind === "agreement" || record.day <= today));
  const promises = { kept: 0, partly: 0, notKept: 0, notLookedAt: 0 };
  for (const promise of agreements) {
    if (promise.kind !== "agreement" || promise.type !== "promise" || promise.due === null) continue;
    if (promise.due < window.from || promise.due > window.to) continue;
    const records = about(promise.id);
    const state = agreementState(promise, partners, records);
    const held =
      state.kind === "holds" || state.kind === "replaced" || (state.kind === "ended" && state.since !== null);
    if (!held) continue;
    const verdict = verdictOn(promise, records as readonly (Agreement | Answer)[]);
    if (verdict !== null) promises[verdict] += 1;
    else if (state.kind === "holds") promises.notLookedAt += 1;
  }
  const due = promises.kept + promises.partly + promises.notKept;
  const tested = kept + crossed;
  return {
    promises: {
      ...promises,
      share: due < KEPT_LEAST ? tooFew(due) : shareWithHalves(promises.kept, promises.partly, due),
    },
    boundaries: {
      kept,
      crossed,
      share:
        tested < KEPT_LEAST
          ? tooFew(tested)
          : { kind: "measured", value: kept / tested, ...wilson(kept, tested), n: tested },
    },
  };
}

const tooFew = (n: number): TooFew => ({ kind: "too-few", n, needed: KEPT_LEAST });
