/** Long stretches in which nothing changed, folded away. */
import type { ComparedLine } from "./text-diff.ts";

export type Fold =
  | { readonly kind: "line"; readonly line: ComparedLine }
  | { readonly kind: "folded"; readonly lines: readonly ComparedLine[] };

/** Lines that are shown around a change, so that one knows where it is. */
const AROUND = 1;
/** Fewer lines than these are not worth folding. */
const FEWEST_FOLDED = 3;

/** All lines, in order; what is far from every change is folded. */
export function folded(lines: readonly ComparedLine[]): Fold[] {
  const changes = lines.flatMap((line, at) => (line.kind === "both" && line.looks.length === 0 ? [] : [at]));
  const folds: Fold[] = [];
  let at = 0;
  for (const change of [...changes, Infinity]) {
    const from = at === 0 ? 0 : Math.min(at + AROUND, lines.length);
    const to = change === Infinity ? lines.length : Math.max(from, change - AROUND);
    const isWorth = to - from >= FEWEST_FOLDED;
    const shown = (upTo: number): void => {
      for (; at < upTo; at += 1) folds.push({ kind: "line", line: lines[at] as ComparedLine });
    };
    if (isWorth) {
      shown(from);
      folds.push({ kind: "folded", lines: lines.slice(from, to) });
      at = to;
    }
    shown(Math.min(change + 1, lines.length));
  }
  return folds;
}
