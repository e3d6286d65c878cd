import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { addDays, type Day } from "#shared/base/time.ts";
import {
  beginIntention,
  editIntention,
  INTENTION_REVIEWS,
  type Intention,
  reviewIntention,
} from "#shared/domain/intention.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { draftPlaceOf, type FormField, RecordForm } from "#renderer/ui/records/RecordForm.tsx";
import { useGroupName } from "./use-inventory-words.ts";

/** An intention is looked at again next month. */
const DAYS_TO_REVIEW = 30;

const isIntention = (record: JournalRecord): record is Intention => record.kind === "intention";

interface IntentionFormProps {
  by: Partner;
  onDone: (intention: Intention) => void;
  onLeave: () => void;
}

/** One thing to work on, until a day on which one looks at it again; a new one, or one that is changed. */
export function IntentionForm({
  changing,
  from,
  says = "",
  by,
  onDone,
  onLeave,
}: IntentionFormProps & {
  changing: Intention | null;
  /** The group of the inventory a new one comes from; blank for none. */
  from: string;
  /** What a new one begins with. */
  says?: string;
}): JSX.Element {
  const { t } = useTranslation("inventory");
  const journal = useJournal();
  const groupName = useGroupName();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const today = journal.today();
  const group = changing?.from ?? from;
  const fields: readonly FormField[] = [
    {
      field: "says",
      type: "words",
      most: 500,
      required: true,
      examples: t("intention.examples", { returnObjects: true }),
    },
    { field: "reviewOn", type: "day", required: true },
  ];
  const start: { says: string; reviewOn: Day | null } = {
    says: changing?.says ?? says,
    reviewOn: changing?.reviewOn ?? addDays(today, DAYS_TO_REVIEW),
  };
  return (
    <RecordForm<Intention, typeof start>
      kind="intention"
      title={t(changing === null ? "intention.new" : "intention.change")}
      {...(group !== "" && { lead: <p>{t("intention.from", { group: groupName(group) })}</p> })}
      fields={fields}
      start={start}
      // What is begun from a group is not what was begun from another.
      draftPlace={`${draftPlaceOf("intention", changing?.id ?? "new")}${changing === null ? `:${from}` : ""}`}
      by={by}
      changing={changing}
      neverShared
      write={(draft, act) => {
        const said = draft as Pick<Intention, "says" | "reviewOn">; // the form asks for both first
        return changing === null
          ? beginIntention({ ...said, from }, mine.filter(isIntention), { ...act, today })
          : editIntention(changing, said, act);
      }}
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}

/** How it went, said once [D80]. */
export function ReviewIntention({
  intention,
  by,
  onDone,
  onLeave,
}: IntentionFormProps & { intention: Intention }): JSX.Element {
  const { t } = useTranslation("inventory");
  const journal = useJournal();
  const fields: readonly FormField[] = [
    { field: "how", type: "choice", options: INTENTION_REVIEWS, required: true },
    { field: "reviewWords", type: "words", most: 2_000 },
  ];
  const start: { how: NonNullable<Intention["review"]>["how"] | null; reviewWords: string } = {
    how: null,
    reviewWords: "",
  };
  return (
    <RecordForm<Intention, typeof start>
      kind="intention"
      title={t("review.title")}
      lead={<p dir="auto">{intention.says}</p>}
      fields={fields}
      start={start}
      draftPlace={`${draftPlaceOf("intention", intention.id)}:review`}
      by={by}
      changing={intention}
      neverShared
      write={({ how, reviewWords }, act) =>
        how === null
          ? intention
          : reviewIntention(intention, { how, words: reviewWords }, { ...act, today: journal.today() })
      }
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}
