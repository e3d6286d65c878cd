import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Boundary, BoundaryEvent } from "#shared/domain/boundary.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { otherThan, type Partner } from "#renderer/store/snapshot.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { Privacy } from "#renderer/ui/records/Privacy.tsx";
import { RecordActs } from "#renderer/ui/records/RecordActs.tsx";
import { useRecordTexts } from "#renderer/ui/records/record-texts.ts";
import { RecordWords } from "#renderer/ui/records/RecordWords.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { boundaryOf, repairsOf } from "./boundary-lists.ts";
import { ReadAt } from "./ReadAt.tsx";

/** As many are drawn before they are asked for. */
const SHOWN_AT_ONCE = 20;

/**
 * What happened, the latest first, each with what its author may do about it, and with a repair where one was offered. Who can read of a
 * crossed boundary of the other's can own up to it. No count is shown.
 */
export function Happened({
  events,
  records,
  partners,
  onEdit,
  onRepair,
  onGone,
}: {
  events: readonly BoundaryEvent[];
  records: readonly JournalRecord[];
  partners: readonly Partner[];
  onEdit: (event: BoundaryEvent, at: Boundary | null) => void;
  /** To the place for owning up: to a repair, or to a new one after what happened. */
  onRepair: (open: RecordId) => void;
  /** One was deleted: the focus is the caller's to place. */
  onGone: () => void;
}): JSX.Element | null {
  const { t } = useTranslation("boundaries");
  const { t: tRecords } = useTranslation("records");
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  const texts = useRecordTexts("boundary-event");
  const format = useFormat();
  const session = useSnapshot((snapshot) => snapshot.session);
  /** Whether somebody here can own up to it: the other of who tells it. */
  const mayOwnUp = ({ author, event }: BoundaryEvent): boolean => {
    const other = otherThan(author, partners);
    return event === "crossed" && (session.kind === "together" || other?.id === session.me.id);
  };
  const partnerOf = ({ author }: JournalRecord): Partner | undefined => partners.find(({ id }) => id === author);
  if (events.length === 0) return null;
  return (
    <>
      <ul className="happened">
        {events.slice(0, most).map((event) => (
          <li key={`${event.author} ${event.id}`}>
            <p className="row">
              <CoverTab seat={partnerOf(event)?.seat ?? "a"} />
              <b>{texts.choice("event", event.event)}</b>
              <span className="quiet">{format.dayLong(event.day)}</span>
              <Privacy record={event} quiet />
            </p>
            {event.words !== "" && (
              <p className="read" dir="auto">
                {event.words}
              </p>
            )}
            {repairsOf(event, records).map((repair) => (
              <div className="happened-repair" key={repair.id}>
                <p className="row quiet">
                  {t("happened.repair", { name: partnerOf(repair)?.name ?? "", day: format.dayShort(repair.day) })}
                  <Privacy record={repair} quiet />
                </p>
                <RecordWords record={repair} partners={partners} without={["day", "after"]} />
                <p>
                  <LinkButton onClick={() => onRepair(repair.id)}>{t("happened.openRepair")}</LinkButton>
                </p>
              </div>
            ))}
            <RecordActs
              record={event}
              onEdit={() => onEdit(event, boundaryOf(event, records))}
              onGone={onGone}
              readWith={<ReadAt boundary={boundaryOf(event, records)} />}
            >
              {mayOwnUp(event) && <LinkButton onClick={() => onRepair(event.id)}>{t("happened.ownUp")}</LinkButton>}
            </RecordActs>
          </li>
        ))}
      </ul>
      {events.length > most && (
        <p className="row">
          <LinkButton onClick={() => setMost(most + SHOWN_AT_ONCE)}>{tRecords("page.more")}</LinkButton>
        </p>
      )}
    </>
  );
}
