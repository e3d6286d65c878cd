/** Room for text in figures, before a browser has measured it. Widths are estimates for the sans at 13 units. */

const WIDE = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Extended_Pictographic}/u;

/** About how wide a text is, on the generous side. */
export function roughWidth(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 14 : 7.2;
  return width;
}

/** A name cut to a width at a letter that people see as one, with an ellipsis; whole when it fits. */
export function shortened(text: string, width: number): string {
  if (roughWidth(text) <= width) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (roughWidth(kept + segment) + 8 > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/**
 * Starts for labels that each want to begin at `wanted`, moved just enough that none overlaps the next and none
 * passes `end`. Their order stays.
 */
export function placeLabels(
  labels: readonly { readonly wanted: number; readonly width: number }[],
  gap: number,
  end: number,
): readonly number[] {
  const starts: number[] = [];
  let from = 0;
  for (const { wanted, width } of labels) {
    const start = Math.max(wanted, from);
    starts.push(start);
    from = start + width + gap;
  }
  let until = end;
  for (let index = labels.length - 1; index >= 0; index -= 1) {
    const width = labels[index]?.width ?? 0;
    const start = Math.min(starts[index] ?? 0, until - width);
    starts[index] = start;
    until = start - gap;
  }
  return starts;
}
