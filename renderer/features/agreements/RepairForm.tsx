import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Day } from "#shared/base/time.ts";
import type { Agreement } from "#shared/domain/agreement.ts";
import type { BoundaryEvent } from "#shared/domain/boundary.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { agreementState, recordsAbout } from "#shared/domain/joint.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { createRepair, editRepair, type Repair } from "#shared/domain/repair.ts";
import { withoutCopies } from "#shared/domain/related.ts";
import { titleOf } from "#shared/domain/said.ts";
import { otherThan, type Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { draftPlaceOf, type FormField, RecordForm } from "#renderer/ui/records/RecordForm.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { isTheirs, type JointView, useJointView } from "./joint-view.ts";

/** What a repair can be after: a promise or another agreement, or what happened at a boundary of the other's. */
type Cause = Agreement | BoundaryEvent;

export const isCause = (record: JournalRecord): record is Cause =>
  record.kind === "agreement" || record.kind === "boundary-event";

/** The record a repair is after, where its reader can read it. */
export const causeOf = ({ of }: Repair, records: Iterable<JournalRecord>): Cause | null =>
  withoutCopies(records).find((record): record is Cause => record.id === of && isCause(record)) ?? null;

/** Such a thing in a few words: of a boundary its day and what was said of it. */
export function useCauseTitle(): (cause: Cause) => string {
  const { t } = useTranslation("records");
  const format = useFormat();
  return (cause) => {
    const title = titleOf(cause) ?? t(`kinds.${cause.kind}`);
    return cause.kind === "agreement" ? title : `${format.dayShort(cause.day)}: ${title}`;
  };
}

interface Draft extends Readonly<Record<string, unknown>> {
  readonly day: Day | null;
  readonly after: Repair["after"] | null;
  readonly of: RecordId | null;
  readonly happened: string;
  readonly willDo: string;
}

const FIELDS: readonly FormField[] = [
  { field: "after", type: "choice", options: ["promise", "boundary", "other"], required: true },
  { field: "happened", type: "words", most: 2_000, required: true },
  { field: "willDo", type: "words", most: 2_000 },
  { field: "day", type: "day", required: true },
];

/** Owning up: what happened and what its author will do, kept to oneself or shared. */
export function RepairForm({
  changing,
  about = null,
  by,
  onDone,
  onLeave,
}: {
  changing: Repair | null;
  /** What it is after, where one comes from there. */
  about?: Cause | null;
  by: Partner;
  onDone: (repair: Repair) => void;
  onLeave: () => void;
}): JSX.Element {
  const { t } = useTranslation("agreements");
  const journal = useJournal();
  const view = useJointView();
  const causeTitle = useCauseTitle();
  const { records } = view;
  const causes = useMemo(() => {
    const from = about ?? (changing === null ? null : causeOf(changing, records));
    const offered = causesFor(by, view);
    return from === null || offered.some(({ id }) => id === from.id) ? offered : [from, ...offered];
  }, [by, view, records, about, changing]);
  const draftPlace = about === null ? draftPlaceOf("repair", changing?.id ?? "new") : `repair:new:${about.id}`;
  const start: Draft = {
    day: changing?.day ?? journal.today(),
    after: changing?.after ?? (about === null ? null : about.kind === "agreement" ? "promise" : "boundary"),
    of: changing?.of ?? about?.id ?? null,
    happened: changing?.happened ?? "",
    willDo: changing?.willDo ?? "",
  };
  /** What fits the kind of thing it is after. */
  const fitting = ({ after }: Pick<Draft, "after">): readonly Cause[] =>
    causes.filter(({ kind }) => (kind === "agreement" ? after === "promise" : after === "boundary"));
  /** The link as it is kept: to nothing of another kind than what it is after, and to what cannot be read here as it was. */
  const linked = ({ after, of }: Pick<Draft, "after" | "of">): RecordId | null => {
    const isUnread = after === changing?.after && causes.every(({ id }) => id !== of);
    return isUnread || fitting({ after }).some(({ id }) => id === of) ? of : null;
  };
  return (
    <RecordForm<Repair, Draft>
      kind="repair"
      title={t(changing === null ? "repair.new" : "repair.change")}
      lead={t("repair.lead")}
      fields={FIELDS}
      start={start}
      draftPlace={draftPlace}
      by={by}
      changing={changing}
      more={(draft, set) => {
        const offered = fitting(draft);
        if (offered.length === 0) return null;
        return (
          <RadioChips<string>
            legend={t("repair.of")}
            options={[
              ...offered.map((cause) => ({ value: cause.id, label: causeTitle(cause) })),
              { value: "", label: t("repair.ofNone") },
            ]}
            value={linked(draft) ?? ""}
            onChange={(id) => set({ of: offered.find((cause) => cause.id === id)?.id ?? null })}
          />
        );
      }}
      write={({ day, after, of, happened, willDo }, act) => {
        const said = {
          day: day ?? journal.today(),
          after: after ?? ("other" as const),
          of: linked({ after, of }),
          happened,
          willDo,
        };
        return changing === null ? createRepair({ ...said, doneOn: null }, act) : editRepair(changing, said, act);
      }}
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}

/** What one of the two may own up to: agreements that are theirs to see to, and crossed boundaries of the other's they can read. */
function causesFor(by: Partner, view: JointView): Cause[] {
  const { ids, partners, records } = view;
  const about = recordsAbout(records);
  return withoutCopies(records).filter((record): record is Cause => {
    if (record.kind === "boundary-event")
      return record.event === "crossed" && otherThan(record.author, partners)?.id === by.id;
    if (record.kind !== "agreement" || !isTheirs(record, by, view)) return false;
    const state = agreementState(record, ids, about(record.id));
    return state.kind === "holds" || (state.kind === "ended" && state.since !== null);
  });
}
