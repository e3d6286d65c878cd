import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { TwofoldError } from "#shared/base/errors.ts";
import type { Day } from "#shared/base/time.ts";
import {
  type Boundary,
  BOUNDARY_EVENTS,
  type BoundaryEvent,
  createBoundaryEvent,
  editBoundaryEvent,
} from "#shared/domain/boundary.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { draftPlaceOf, type FormField, RecordForm } from "#renderer/ui/records/RecordForm.tsx";
import { SupportLink } from "#renderer/ui/support-link.tsx";
import { ReadAt } from "./ReadAt.tsx";

interface EventDraft extends Readonly<Record<string, unknown>> {
  readonly event: BoundaryEvent["event"] | null;
  readonly day: Day | null;
  readonly words: string;
}

const FIELDS: readonly FormField[] = [
  { field: "event", type: "choice", options: BOUNDARY_EVENTS, required: true },
  { field: "day", type: "day", required: true },
  { field: "words", type: "words", most: 2_000 },
];

/** What happened at a boundary of one's own, or at none that is written down: it was kept, a no was respected, it was crossed. */
export function EventForm({
  boundary,
  changing,
  by,
  onDone,
  onLeave,
}: {
  boundary: Boundary | null;
  changing: BoundaryEvent | null;
  by: Partner;
  onDone: () => void;
  onLeave: () => void;
}): JSX.Element {
  const { t } = useTranslation("boundaries");
  const journal = useJournal();
  const start: EventDraft = {
    event: changing?.event ?? null,
    day: changing?.day ?? journal.today(),
    words: changing?.words ?? "",
  };
  return (
    <RecordForm<BoundaryEvent, EventDraft>
      kind="boundary-event"
      title={t(changing === null ? "event.new" : "event.change")}
      lead={
        boundary === null ? (
          <p>{t("event.elsewhere")}</p>
        ) : (
          <>
            <p>{t("event.at")}</p>
            <p className="read boundary-said" dir="auto">
              {boundary.says}
            </p>
          </>
        )
      }
      fields={FIELDS}
      more={({ event }) => (
        <div className="stack-close">
          <div role="status">{event === "crossed" && <p className="says">{t("event.crossed")}</p>}</div>
          {event === "crossed" && (
            <p>
              <SupportLink />
            </p>
          )}
        </div>
      )}
      readWith={() => <ReadAt boundary={boundary} />}
      start={start}
      draftPlace={
        changing === null
          ? `boundary-event:new:${boundary?.id ?? "elsewhere"}`
          : draftPlaceOf("boundary-event", changing.id)
      }
      by={by}
      changing={changing}
      write={({ event, day, words }, act) => {
        if (event === null || day === null) throw new TwofoldError("malformed", "event day");
        const said = { event, day, words, boundary: changing === null ? (boundary?.id ?? null) : changing.boundary };
        return changing === null ? createBoundaryEvent(said, act) : editBoundaryEvent(changing, said, act);
      }}
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}
