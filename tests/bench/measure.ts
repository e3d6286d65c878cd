/** How every bench measures: medians of repeated runs, and ratios of what was measured in the same run. */

export interface Row {
  readonly name: string;
  readonly median_ms: number;
  /** What it is compared with, measured in the same run. */
  readonly against: string;
  readonly reference_ms: number;
  readonly ratio: number;
  /** The ratio performance.md asks for, or null where it names none. */
  readonly bar: number | null;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Milliseconds one run of `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

/** Runs both alternately, so that a slow second of the machine falls on both, and gives the medians. */
export async function alternately(
  runs: number,
  measured: () => unknown,
  reference: () => unknown,
): Promise<{ readonly measured: number; readonly reference: number }> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    theirs.push(await timed(reference));
    ours.push(await timed(measured));
  }
  return { measured: median(ours), reference: median(theirs) };
}

export const row = (
  name: string,
  against: string,
  { measured, reference }: { measured: number; reference: number },
  bar: number | null,
): Row => ({
  name,
  median_ms: round(measured),
  against,
  reference_ms: round(reference),
  ratio: round(measured / reference),
  bar,
});

const round = (value: number) => Math.round(value * 1000) / 1000;
