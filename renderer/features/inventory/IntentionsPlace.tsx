import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "#shared/domain/fields.ts";
import { type Intention, reopenIntention, underWay } from "#shared/domain/intention.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { AskOnce } from "#renderer/ui/AskOnce.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { RecordsPlace, toRecordTitle } from "#renderer/ui/records/RecordsPlace.tsx";
import { useRecordTexts } from "#renderer/ui/records/record-texts.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useReadFromTop } from "#renderer/ui/use-read-from-top.ts";
import { IntentionForm, ReviewIntention } from "./IntentionForm.tsx";
import { useGroupName } from "./use-inventory-words.ts";

/** One intention at a time, and those one looked at before. For oneself alone [D80]. */
export function IntentionsPlace({
  begin,
  from = null,
  onBack,
}: {
  begin: RecordId | null;
  /** A group of the inventory that one is to be begun from; null to look at the list. */
  from?: string | null;
  onBack: () => void;
}): JSX.Element | null {
  const { t } = useTranslation("inventory");
  const texts = useRecordTexts("intention");
  const format = useFormat();
  const groupName = useGroupName();
  const journal = useJournal();
  const today = journal.today();
  const session = useSnapshot((snapshot) => snapshot.session);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const all = useMemo(() => mine.filter((record): record is Intention => record.kind === "intention"), [mine]);
  const open = underWay(all);
  const [last] = open;
  // Whoever comes to begin one finds the form, or the one that is under way first.
  const [first, setFirst] = useState<RecordId | "form" | null>(from === null ? begin : (last?.id ?? "form"));
  const lying = useReadFromTop(first);
  const [wasUnderWay] = useState(from !== null && last !== undefined);
  if (session.kind !== "one") return null;
  const { me } = session;

  /** Until when it is worked on, or how it went. */
  const beside = ({ review, reviewOn }: Intention): string =>
    review === null
      ? t("intention.until", { day: format.dayNear(reviewOn, today) })
      : t("intention.went", { how: texts.choice("how", review.how), day: format.dayNear(review.on, today) });

  const intentions = (shown: RecordId | null): JSX.Element => (
    <RecordsPlace
      kind="intention"
      begin={shown}
      texts={{
        title: t("intention.title"),
        says: t("intention.says"),
        empty: t("intention.empty"),
        add: last === undefined ? t("intention.add") : null,
      }}
      neverShared
      above={
        last !== undefined && (
          <p className="quiet">{t(open.length === 1 ? "intention.oneAtATime" : "intention.several")}</p>
        )
      }
      arrange={underWayFirst}
      group={({ review }) => (review === null ? null : t("intention.before"))}
      beside={beside}
      form={({ changing, named, by, onDone, onLeave }) => {
        if (named === "review" && changing !== null)
          return <ReviewIntention intention={changing} by={by} onDone={onDone} onLeave={onLeave} />;
        const again = named === "again" ? changing : null;
        return (
          <IntentionForm
            changing={again === null ? changing : null}
            from={again?.from ?? ""}
            says={again?.says ?? ""}
            by={by}
            onDone={onDone}
            onLeave={onLeave}
          />
        );
      }}
      isChangeable={({ review }) => review === null}
      acts={(intention, { fill }) =>
        intention.review === null ? (
          <LinkButton onClick={() => fill("review")}>{t("review.act")}</LinkButton>
        ) : (
          last === undefined && (
            <>
              <LinkButton onClick={() => fill("again")}>{t("intention.again")}</LinkButton>
              <AskOnce
                label={t("review.reopen")}
                title={t("review.reopenTitle")}
                says={t("review.reopenSays")}
                yes={t("review.reopenYes")}
                deletes={intention.review.words !== ""}
                work={() => journal.put(reopenIntention(intention, all, { author: me.id, now: journal.now() }))}
                onDone={toRecordTitle}
              />
            </>
          )
        )
      }
      page={(intention) => (
        <>
          {intention.from !== "" && (
            <p className="quiet">{t("intention.from", { group: groupName(intention.from) })}</p>
          )}
          {wasUnderWay && intention.id === last?.id && <p>{t("intention.oneAtATime")}</p>}
        </>
      )}
      onBack={onBack}
    />
  );

  return (
    <div ref={lying}>
      {first === "form" ? (
        <IntentionForm changing={null} from={from ?? ""} by={me} onDone={({ id }) => setFirst(id)} onLeave={onBack} />
      ) : (
        intentions(first)
      )}
    </div>
  );
}

/** The one under way, then the others, the one looked at last first. */
const underWayFirst = (intentions: readonly Intention[]): readonly Intention[] => {
  const until = ({ review }: Intention): string => review?.on ?? "9";
  return [...intentions].sort((one, other) => (until(one) > until(other) ? -1 : until(one) < until(other) ? 1 : 0));
};
