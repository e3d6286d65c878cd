import type { JSX } from "react";
import type { Partner } from "#renderer/store/snapshot.ts";
import { PageDay } from "#renderer/ui/entry-extras/PageDay.tsx";
import { EntryPage } from "#renderer/ui/EntryPage.tsx";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useOpenPage } from "#renderer/ui/use-open-page.ts";
import { Where } from "#renderer/ui/Where.tsx";
import type { Day } from "#shared/base/time.ts";
import type { RecordId } from "#shared/domain/fields.ts";

/** A new page for a day that has gone by. Left empty, it was never there. */
export function PageOfDay({ me, id, day }: { me: Partner; id: RecordId; day: Day }): JSX.Element {
  const format = useFormat();
  const { page, text, state } = useOpenPage({ entry: null, id, day, author: me.id });
  return (
    <Sheet spine={me.seat} className="journal-sheet" labelledBy="page-of-day">
      <header className="journal-head">
        <div className="page-day-shown">
          <h2 className="quiet" id="page-of-day">
            {format.dayLong(text.day)}
          </h2>
          <PageDay page={page} text={text} />
        </div>
        <span className="row">
          <SavedMark state={state} />
          <Where privacy="one" />
        </span>
      </header>
      <EntryPage page={page} text={text} ruled focused />
    </Sheet>
  );
}
