import type { JSX } from "react";
import type { Entry } from "#shared/domain/entry.ts";

/** What the other answered to an entry of one's own that is shared, oldest first; nothing where there is no answer. */
export function EntryAnswers(_props: { entry: Entry }): JSX.Element | null {
  return null;
}
