import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { latestFirst } from "#shared/base/time.ts";
import { replyToRepair, REPAIR_REPLIES } from "#shared/domain/answer.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { type AnswerOf, answersAbout } from "#shared/domain/joint.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import { editRepair, type Repair } from "#shared/domain/repair.ts";
import { isTold } from "#shared/domain/sharing.ts";
import { otherThan, type Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { FocusInside } from "#renderer/ui/FocusInside.tsx";
import { useGoOn } from "#renderer/ui/focus.ts";
import { AnswerForm } from "#renderer/ui/records/AnswerForm.tsx";
import { AnswerLine } from "#renderer/ui/records/AnswerLine.tsx";
import { putAsTold } from "#renderer/ui/records/own-originals.ts";
import { RecordsPlace } from "#renderer/ui/records/RecordsPlace.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useReadFromTop } from "#renderer/ui/use-read-from-top.ts";
import { inItsPlace } from "./in-its-place.ts";
import { type JointView, useJointView } from "./joint-view.ts";
import { causeOf, isCause, RepairForm, useCauseTitle } from "./RepairForm.tsx";
import "./agreements.css";

/**
 * Owning up after a missed promise or a crossed boundary, and what the other said to it. `begin` may be a repair, or what one is to be
 * after: then it begins with its words.
 */
export function RepairsPlace({ begin, onBack }: { begin: RecordId | null; onBack: () => void }): JSX.Element {
  const { t } = useTranslation("agreements");
  const format = useFormat();
  const view = useJointView();
  const [about] = useState(() => view.records.find((record) => record.id === begin && isCause(record)) ?? null);
  const [opened, setOpened] = useState<RecordId | null>(begin);
  const [isWriting, setIsWriting] = useState(about !== null);
  const lying = useReadFromTop(isWriting);
  // What happened at a boundary is owned up to by the other of the two; at an agreement it is who has the journal open.
  const by = view.actors.find(({ id }) =>
    about?.kind === "boundary-event" ? id === otherThan(about.author, view.partners)?.id : view.session.kind === "one",
  );
  const repairs = (): JSX.Element => (
    <RecordsPlace
      kind="repair"
      begin={opened}
      texts={{
        title: t("repair.title"),
        says: t("repair.says"),
        empty: t("repair.empty"),
        add: t("repair.add"),
      }}
      arrange={newestFirst}
      beside={({ day, doneOn }) =>
        doneOn === null ? format.dayShort(day) : t("repair.doneOn", { day: format.dayShort(doneOn) })
      }
      form={(of) => <RepairForm {...of} />}
      isChangeable={(repair) => repliesTo(repair, view.records).length === 0} // the reply was given to these words
      acts={(repair, { mine }) => mine && repair.original !== null && <SayDone repair={repair} />}
      page={(repair) => <RepairPage repair={repair} view={view} />}
      saysOfAnswer={({ body }) => body.type === "repair-reply" && t(`repair.replyChoices.${body.reply}`)}
      onBack={onBack}
    />
  );
  return (
    <div ref={lying}>
      {isWriting && about !== null && isCause(about) && by !== undefined ? (
        <RepairForm
          changing={null}
          about={about}
          by={by}
          onDone={({ id }) => {
            setOpened(id);
            setIsWriting(false);
          }}
          onLeave={onBack}
        />
      ) : (
        repairs()
      )}
    </div>
  );
}

const newestFirst = (repairs: readonly Repair[]): readonly Repair[] =>
  repairs.toSorted((one, other) => latestFirst(one.day, other.day));

/** What the other says to it. */
const repliesTo = ({ id, author: by }: Repair, records: readonly JournalRecord[]): AnswerOf<"repair-reply">[] =>
  answersAbout(id, "repair-reply", records).filter(({ author }) => author !== by);

/** Its author says that it is done, for whoever can read it. */
function SayDone({ repair }: { repair: Repair }): JSX.Element {
  const { t } = useTranslation("agreements");
  const journal = useJournal();
  const { state, act } = useAct();
  const say = (): void =>
    void act(async () => {
      const doneOn = repair.doneOn === null ? journal.today() : null;
      const said = editRepair(repair, { doneOn }, { author: repair.author, now: journal.now() });
      await putAsTold(journal, repair, said);
    });
  const what = repair.doneOn === null ? "done" : "notDone";
  return (
    <>
      <LinkButton onClick={say}>{t(isTold(repair) ? `repair.${what}ForBoth` : `repair.${what}`)}</LinkButton>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </>
  );
}

/** What it is about, and what the other says to it. */
function RepairPage({ repair, view }: { repair: Repair; view: JointView }): JSX.Element {
  const { t } = useTranslation("agreements");
  const causeTitle = useCauseTitle();
  const { place: heading, goOn } = useGoOn<HTMLHeadingElement>();
  const [isAnswering, setIsAnswering] = useState(false);
  const { partners, actors, records } = view;
  const cause = causeOf(repair, records);
  const other = otherThan(repair.author, partners);
  const answers = repliesTo(repair, records);
  const by = actors.find(({ id }) => id === other?.id);
  const toReplies = (): void => {
    setIsAnswering(false);
    goOn();
  };
  return (
    <>
      {cause !== null && (
        <p className="repair-about">
          <span className="quiet">{t("repair.about")}</span> <span dir="auto">{causeTitle(cause)}</span>
        </p>
      )}
      {isSharedNow(repair) && other !== null && (
        <section className="record-part" aria-labelledby="repair-replies">
          <h2 className="sect" id="repair-replies" tabIndex={-1} ref={heading}>
            {t("repair.replies", { name: other.name })}
          </h2>
          {answers.length === 0 ? (
            <p className="quiet">{t("repair.repliesNone")}</p>
          ) : (
            <ol className="record-answers">
              {answers.map((answer) => (
                <AnswerLine
                  key={answer.id}
                  answer={answer}
                  says={t(`repair.replyChoices.${answer.body.reply}`)}
                  onGone={toReplies}
                />
              ))}
            </ol>
          )}
          {by !== undefined &&
            (isAnswering ? (
              <FocusInside>
                <Reply repair={repair} view={view} by={by} onDone={toReplies} onLeave={toReplies} />
              </FocusInside>
            ) : (
              <Button onClick={() => setIsAnswering(true)}>
                {view.session.kind === "one"
                  ? t(answers.length === 0 ? "repair.reply" : "repair.replyAgain")
                  : t(answers.length === 0 ? "repair.replyOf" : "repair.replyAgainOf", { name: by.name })}
              </Button>
            ))}
        </section>
      )}
    </>
  );
}

/** Taken, not yet, or not taken; of several answers the last one stands, and all can be read. */
function Reply({
  repair,
  view,
  by,
  onDone,
  onLeave,
}: {
  repair: Repair;
  view: JointView;
  by: Partner;
  onDone: () => void;
  onLeave: () => void;
}): JSX.Element {
  const { t } = useTranslation("agreements");
  const said = answersAbout(repair.id, "repair-reply", view.records);
  const isTogether = view.session.kind === "together";
  const { name } = by;
  return (
    <AnswerForm
      label={isTogether ? t("repair.replyLabelOf", { name }) : t("repair.replyLabel")}
      draftPlace={`repair-reply:${repair.id}`}
      by={by}
      choice={{
        legend: isTogether ? t("repair.replyQuestionOf", { name }) : t("repair.replyQuestion"),
        options: REPAIR_REPLIES.map((value) => ({ value, label: t(`repair.replyChoices.${value}`) })),
      }}
      words={{ label: t("repair.replyWords") }}
      act={t("repair.replyAct")}
      write={({ choice, words }, act) =>
        inItsPlace(said, replyToRepair(repair, { reply: choice ?? "not-yet", words }, act), {
          session: view.session,
          act,
        })
      }
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}
