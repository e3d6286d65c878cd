import { useCallback, useRef } from "react";
import type { RecordId } from "#shared/domain/fields.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";

/**
 * The ids of the records one form writes, by what each record is to it: the same at every attempt for as long as the
 * form is shown, so that trying again after a failure (the disk may have them after all) says nothing twice. A form is
 * gone once it succeeded. An id that is to stand behind another is drawn until it does: what has a day and no hour is ordered by ids.
 */
export function useFormIds<Part extends string>(): (part: Part, behind?: RecordId) => RecordId {
  const journal = useJournal();
  const ids = useRef(new Map<Part, RecordId>());
  return useCallback(
    (part, behind) => {
      let id = ids.current.get(part) ?? journal.newId();
      while (behind !== undefined && id < behind) id = journal.newId();
      ids.current.set(part, id);
      return id;
    },
    [journal],
  );
}
