import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { takePart } from "#shared/domain/answer.ts";
import type { CheckIn } from "#shared/domain/check-in.ts";
import { lastOpenParts, openAnswers } from "#shared/domain/sealed.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import type { SealedAsking } from "#renderer/ui/records/sealed-asking.ts";
import { SealedQuestion } from "#renderer/ui/records/SealedQuestion.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { Where } from "#renderer/ui/Where.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { PART_TYPE, type PartDraft, partDraftOf, type PartSaid, readPartDraft, saidInPart } from "./part-draft.ts";
import { PartQuestions } from "./PartQuestions.tsx";
import { OpenParts, OwnPart } from "./PartWords.tsx";

/** The check-in of one week: what was offered last time, one's own part, and both once both are in. */
export function CheckInPage({
  checkIn,
  records,
  onAgreements,
  onBack,
}: {
  checkIn: CheckIn;
  /** What is in view of check-ins. */
  records: readonly JournalRecord[];
  onAgreements: () => void;
  onBack: () => void;
}): JSX.Element {
  const { t } = useTranslation("checkIn");
  const { t: tRecords } = useTranslation("records");
  const format = useFormat();
  const session = useSnapshot((snapshot) => snapshot.session);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const ids = partners.map(({ id }) => id);
  const isOpen = openAnswers({ subject: checkIn.id, type: PART_TYPE }, ids, records) !== null;
  const isForBoth = session.kind === "together" || isOpen;
  const title = isForBoth ? t("parts") : t("part");
  const asking: SealedAsking<typeof PART_TYPE, PartDraft, PartSaid> = {
    subject: checkIn.id,
    type: PART_TYPE,
    label: title,
    begin: partDraftOf,
    read: readPartDraft,
    said: saidInPart,
    write: (said, act) => takePart(checkIn, said, act),
    ask: (asked) => <PartQuestions {...asked} />,
  };
  return (
    <Sheet
      spine={session.kind === "together" || isForBoth ? "both" : session.me.seat}
      className="record-sheet"
      labelledBy="check-in-title"
    >
      <p className="record-back">
        <LinkButton onClick={onBack}>{tRecords("page.toList", { list: t("title") })}</LinkButton>
      </p>
      <header className="place-head">
        <h1 className="place" id="check-in-title" tabIndex={-1}>
          {t("heading", { week: format.week(checkIn.week) })}
        </h1>
        {isForBoth && <Where privacy="both" />}
      </header>
      <OfferedBefore checkIn={checkIn} records={records} />
      <section className="record-part" aria-labelledby="check-in-part">
        <h2 className="sect" id="check-in-part">
          {title}
        </h2>
        <SealedQuestion
          asking={asking}
          session={session}
          records={records}
          own={(part) => <OwnPart part={part} />}
          open={(opened) => (
            <>
              <OpenParts opened={opened} />
              <p className="check-in-on">
                <LinkButton onClick={onAgreements}>{t("toAgreements")}</LinkButton>
              </p>
            </>
          )}
        />
      </section>
    </Sheet>
  );
}

/** What each offered in the last check-in that is open, in their own words: it is read again, and nothing is asked about it [D88]. */
function OfferedBefore({
  checkIn,
  records,
}: {
  checkIn: CheckIn;
  records: readonly JournalRecord[];
}): JSX.Element | null {
  const { t } = useTranslation("checkIn");
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const ids = partners.map(({ id }) => id);
  const offers = (lastOpenParts(checkIn.week, ids, records) ?? []).flatMap(({ author, id, body }) => {
    const by = partners.find((partner) => partner.id === author);
    return by === undefined || body.offer === "" ? [] : [{ id, by, offer: body.offer }];
  });
  if (offers.length === 0) return null;
  return (
    <section className="record-part" aria-labelledby="check-in-offered">
      <h2 className="sect" id="check-in-offered">
        {t("offered")}
      </h2>
      <ul className="record-answers">
        {offers
          .toSorted((one, other) => (one.by.seat < other.by.seat ? -1 : 1))
          .map(({ id, by, offer }) => (
            <li className="record-answer" key={id}>
              <p className="row">
                <CoverTab seat={by.seat} />
                <span className="quiet">{by.name}</span>
              </p>
              <p className="read record-answer-words" dir="auto">
                {offer}
              </p>
            </li>
          ))}
      </ul>
    </section>
  );
}
