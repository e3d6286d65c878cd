import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { TwofoldError } from "#shared/base/errors.ts";
import { type Week, weekOf } from "#shared/base/time.ts";
import { type CheckIn, createCheckIn } from "#shared/domain/check-in.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { checkIns } from "#shared/domain/joint.ts";
import { type SealedState, sealedState } from "#shared/domain/sealed.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { sharedCopyOf } from "#shared/domain/sharing.ts";
import { recordsInView, sharedIdsOf } from "#renderer/store/in-view.ts";
import type { Journal } from "#renderer/store/journal.ts";
import type { OpenSession, Snapshot } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { sealedDraftPlace } from "#renderer/ui/records/sealed-asking.ts";
import { useFormIds } from "#renderer/ui/records/use-form-ids.ts";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { Where } from "#renderer/ui/Where.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useReadFromTop } from "#renderer/ui/use-read-from-top.ts";
import { CheckInPage } from "./CheckInPage.tsx";
import { PART_TYPE } from "./part-draft.ts";
import "#renderer/ui/records/records.css";
import "./check-in.css";

/** The weekly check-in: this week's, and those of earlier weeks. A week without one is told nowhere [D88]. */
export function CheckInPlace({
  begin,
  onAgreements,
  onBack,
}: {
  begin: RecordId | null;
  /** To the place where something that follows from one is agreed on. */
  onAgreements: () => void;
  onBack: () => void;
}): JSX.Element {
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const records = useMemo(() => ofCheckIns({ mine, shared }), [mine, shared]);
  const all = useMemo(() => checkIns(records), [records]);
  const [at, setAt] = useState(begin);
  const shown = all.find(({ id }) => id === at);

  const lying = useReadFromTop(shown?.id);

  return (
    <div ref={lying}>
      {shown === undefined ? (
        <CheckInList all={all} records={records} onOpen={setAt} onBack={onBack} />
      ) : (
        <CheckInPage checkIn={shown} records={records} onAgreements={onAgreements} onBack={() => setAt(null)} />
      )}
    </div>
  );
}

/** What is in view of check-ins: the weeks, the parts, and the commitments that stand for sealed ones. */
const ofCheckIns = (snapshot: Pick<Snapshot, "mine" | "shared">): readonly JournalRecord[] =>
  recordsInView(snapshot).filter(
    (record) =>
      record.kind === "check-in" ||
      record.kind === "commitment" ||
      (record.kind === "answer" && record.body.type === PART_TYPE),
  );

function CheckInList({
  all,
  records,
  onOpen,
  onBack,
}: {
  /** The latest week first. */
  all: readonly CheckIn[];
  records: readonly JournalRecord[];
  onOpen: (id: RecordId) => void;
  onBack: () => void;
}): JSX.Element {
  const { t } = useTranslation("checkIn");
  const { t: tRecords } = useTranslation("records");
  const format = useFormat();
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const idOf = useFormIds<Week>();
  const { state, act } = useAct();
  const standing = useStanding(session, records);
  const thisWeek = weekOf(journal.today());
  const current = all.find(({ week }) => week === thisWeek);
  const begun = current === undefined ? null : standing(current);
  // One that nobody has said anything in was not held.
  const earlier = all.filter(
    (checkIn) =>
      checkIn.week !== thisWeek &&
      (standing(checkIn).state !== "nobody" || journal.drafts().has(sealedDraftPlace(PART_TYPE, checkIn.id))),
  );
  const isAlone = session.kind === "one" && session.other === null;
  const isWaiting = begun === null || begun.state === "nobody" || begun.state === "other";

  return (
    <Sheet
      spine={session.kind === "together" ? "both" : session.me.seat}
      className="record-sheet"
      labelledBy="check-ins-title"
    >
      <p className="record-back">
        <LinkButton onClick={onBack}>{tRecords("page.back")}</LinkButton>
      </p>
      <header className="place-head">
        <h1 className="place" id="check-ins-title" tabIndex={-1}>
          {t("title")}
        </h1>
        {session.kind === "together" && <Where privacy="both" />}
      </header>
      <p className="says">{t(isAlone ? "saysAlone" : "says")}</p>
      {isAlone ? (
        <p className="ask check-in-alone">{t("alone")}</p>
      ) : (
        <section className="record-part" aria-labelledby="check-in-this-week">
          <h2 className="sect" id="check-in-this-week">
            {t("thisWeek", { week: format.week(thisWeek) })}
          </h2>
          <p>{begun === null ? t("notBegun") : begun.says}</p>
          {state.kind === "failed" && <ErrorNote code={state.code} />}
          <p className="row record-add">
            <Button
              {...(isWaiting && { kind: "main" as const })}
              busy={state.kind === "saving"}
              onClick={() => void act(async () => onOpen((await begunIn(journal, thisWeek, idOf(thisWeek))).id))}
            >
              {t(current === undefined ? "begin" : isWaiting ? "goOn" : "read")}
            </Button>
          </p>
        </section>
      )}
      {earlier.length > 0 && (
        <section className="record-part" aria-labelledby="check-in-earlier">
          <h2 className="sect" id="check-in-earlier">
            {t("earlier")}
          </h2>
          <ul className="record-lines">
            {earlier.map((checkIn) => (
              <li className="check-in-line" key={checkIn.id}>
                <button type="button" className="record-open" onClick={() => onOpen(checkIn.id)}>
                  {format.week(checkIn.week)}
                </button>
                <span className="quiet">{standing(checkIn).says}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Sheet>
  );
}

/**
 * The check-in of a week: the one that stands, or one that is begun and shared in one go [D88]. What is still being read is waited for, so
 * that there are never two.
 */
async function begunIn(journal: Journal, week: Week, id: RecordId): Promise<CheckIn> {
  await journal.settled();
  const state = journal.state();
  if (state.kind !== "open") throw new TwofoldError("locked", "check-in");
  const { session, mine, shared } = state.snapshot;
  const standing = checkIns(recordsInView({ mine, shared })).find((checkIn) => checkIn.week === week);
  if (standing !== undefined) return standing;
  const author = session.kind === "one" ? session.me.id : session.partners[0].id;
  const checkIn = createCheckIn({ week }, { id, author, now: journal.now() });
  if (session.kind === "one") await journal.putAndShare(checkIn);
  else await journal.putShared([sharedCopyOf(checkIn, { copy: 1, sharedIds: sharedIdsOf({ shared }) })]);
  return checkIn;
}

/** How far a check-in has come, and in words. Of the other it is said what they gave, and never what they did not. */
function useStanding(
  session: OpenSession,
  records: readonly JournalRecord[],
): (checkIn: CheckIn) => { readonly state: SealedState; readonly says: string } {
  const { t } = useTranslation("checkIn");
  const [one, other] = session.kind === "one" ? [session.me, session.other] : session.partners;
  const ids = other === null ? [one.id] : [one.id, other.id];
  return ({ id }) => {
    const state = sealedState({ subject: id, type: PART_TYPE }, one.id, ids, records);
    if (state === "other") return { state, says: t("standing.given", { name: other?.name ?? "" }) };
    if (state === "me" && session.kind === "together") return { state, says: t("standing.given", { name: one.name }) };
    return { state, says: t(`standing.${state}`) };
  };
}
