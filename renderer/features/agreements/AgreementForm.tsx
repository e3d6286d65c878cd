import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Day } from "#shared/base/time.ts";
import {
  type Agreement,
  AGREEMENT_TYPES,
  continueAgreement,
  createAgreement,
  editAgreement,
} from "#shared/domain/agreement.ts";
import type { OwnFields, PartnerId } from "#shared/domain/fields.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { draftPlaceOf, type FormField, RecordForm } from "#renderer/ui/records/RecordForm.tsx";

interface Draft extends Readonly<Record<string, unknown>> {
  readonly type: Agreement["type"] | null;
  readonly says: string;
  readonly owner: PartnerId | "both" | null;
  readonly promisedBy: PartnerId | "both" | null;
  readonly goodEnough: string;
  readonly due: Day | null;
  readonly reviewOn: Day | null;
}

const TYPE: FormField = { field: "type", type: "choice", options: AGREEMENT_TYPES, required: true };
const SAYS: FormField = { field: "says", type: "words", most: 2_000, required: true };
const REVIEW: FormField = { field: "reviewOn", type: "day" };

/** What is asked of each type: an arrangement has somebody who sees to it, a promise somebody who makes it and a day. */
function fieldsOf({ type }: Draft): readonly FormField[] {
  switch (type) {
    case "arrangement":
      return [
        TYPE,
        SAYS,
        { field: "owner", type: "partner", both: true, required: true },
        { field: "goodEnough", type: "words", most: 2_000 },
        REVIEW,
      ];
    case "promise":
      return [
        TYPE,
        SAYS,
        { field: "promisedBy", type: "partner", both: true, required: true },
        { field: "due", type: "day", required: true },
      ];
    case "principle":
    case null:
      return [TYPE, SAYS, REVIEW];
  }
}

/** The agreement a draft says, without what its type does not ask. */
function agreementIn({ type, says, owner, promisedBy, goodEnough, due, reviewOn }: Draft) {
  const plain = { says, owner: "both" as const, goodEnough: "", due: null, reviewOn };
  switch (type) {
    case "arrangement":
      return { ...plain, type, owner: owner ?? "both", goodEnough };
    case "promise":
      return { ...plain, type, owner: promisedBy ?? "both", due, reviewOn: null };
    case "principle":
    case null: // asked for before it is written
      return { ...plain, type: "principle" as const };
  }
}

const draftOf = (of: OwnFields<Agreement> | null): Draft => ({
  type: of?.type ?? null,
  says: of?.says ?? "",
  owner: of?.type === "arrangement" ? of.owner : null,
  promisedBy: of?.type === "promise" ? of.owner : null,
  goodEnough: of?.goodEnough ?? "",
  due: of?.due ?? null,
  reviewOn: of?.reviewOn ?? null,
});

/** The form for an agreement: a new one, one that nobody signed yet, or a change of one, which continues it. */
export function AgreementForm({
  changing,
  continues = null,
  isHeld = false,
  by,
  onDone,
  onLeave,
}: {
  changing: Agreement | null;
  /** The agreement a change is proposed of, as both read it. */
  continues?: Agreement | null;
  /** Whether that one holds now. */
  isHeld?: boolean;
  by: Partner;
  onDone: (agreement: Agreement) => void;
  onLeave: () => void;
}): JSX.Element {
  const { t } = useTranslation("agreements");
  const today = useJournal().today();
  const start = draftOf(changing ?? continues);
  // A day that has come is none to carry over: the new words would be due at once.
  const toCome = (day: Day | null): Day | null => (day !== null && (changing !== null || day > today) ? day : null);
  const draftPlace =
    continues === null ? draftPlaceOf("agreement", changing?.id ?? "new") : `agreement:new:${continues.id}`;
  return (
    <RecordForm<Agreement, Draft>
      kind="agreement"
      title={t(changing !== null ? "change" : continues === null ? "new" : "changeOf")}
      lead={continues === null ? undefined : t(isHeld ? "changeSays" : "anewSays")}
      fields={fieldsOf}
      start={{ ...start, due: toCome(start.due), reviewOn: toCome(start.reviewOn) }}
      draftPlace={draftPlace}
      by={by}
      changing={changing}
      write={(draft, act) => {
        const said = agreementIn(draft);
        if (changing !== null) return editAgreement(changing, said, act);
        return continues === null
          ? createAgreement({ ...said, continues: null }, act)
          : continueAgreement(continues, said, act);
      }}
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}
