import type { JSX } from "react";

/** One's own answers to entries that are no longer shared: still one's own words, read by nobody else. Nothing where there is none. */
export function LooseAnswers(): JSX.Element | null {
  return null;
}
