import type { JSX } from "react";
import type { OpenPage } from "#renderer/ui/open-page.ts";
import type { Entry } from "#shared/domain/entry.ts";

/** On an entry's page: what it said before, to be compared and brought back. */
export function EntryHistory(_: { entry: Entry; page: OpenPage; onBroughtBack: () => void }): JSX.Element | null {
  return null;
}
