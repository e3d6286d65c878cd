import type { JSX } from "react";
import type { Mark } from "#shared/analysis/search.ts";

/** A text with what was found in it marked. */
export function Marked({ text, marks }: { text: string; marks: readonly Mark[] }): JSX.Element {
  return (
    <>
      {marks.map(({ from, to }, at) => (
        <span key={from}>
          {text.slice(marks[at - 1]?.to ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(marks.at(-1)?.to ?? 0)}
    </>
  );
}
