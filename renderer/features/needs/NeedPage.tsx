import { useMemo, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isInJournal, type Entry } from "#shared/domain/entry.ts";
import { isOpen, type Need, needTitle, reopenNeed } from "#shared/domain/need.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { changedSince } from "#shared/domain/sharing.ts";
import { type OpenSession, otherThan, pairOf, type Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { AskOnce } from "#renderer/ui/AskOnce.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { DeleteForGood, ForGoodOffer } from "#renderer/ui/DeleteForGood.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useGoOn } from "#renderer/ui/focus.ts";
import { FocusInside } from "#renderer/ui/FocusInside.tsx";
import { isHidden, useOpenedLocks } from "#renderer/ui/second-lock.ts";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { AnswerNeed } from "./AnswerNeed.tsx";
import { CloseNeed } from "./CloseNeed.tsx";
import { Happened } from "./Happened.tsx";
import { removeNeed, takeNeedBack } from "./need-acts.ts";
import { threadOf } from "./need-lists.ts";
import { NeedCare } from "./NeedCare.tsx";
import { NeedWords } from "./NeedWords.tsx";
import { keepOriginal } from "#renderer/ui/records/own-originals.ts";
import { Privacy } from "#renderer/ui/records/Privacy.tsx";
import { SharePreview } from "./SharePreview.tsx";

/** One need: what was said, what happened since, and what its reader may do with it. */
export function NeedPage(props: {
  need: Need;
  records: readonly JournalRecord[];
  session: OpenSession;
  partners: readonly Partner[];
  sharedIds: ReadonlySet<Need["id"]>;
  onOpen: (need: Need["id"]) => void;
  onEdit: () => void;
  onAgain: () => void;
  onCare: () => void;
  onOpenEntry: (entry: Entry["id"]) => void;
  versions: ReactNode;
  onBack: () => void;
}): JSX.Element {
  const {
    need,
    records,
    session,
    partners,
    sharedIds,
    onOpen,
    onEdit,
    onAgain,
    onCare,
    onOpenEntry,
    versions,
    onBack,
  } = props;
  const { t } = useTranslation("needs");
  const format = useFormat();
  const vocabulary = useVocabulary();
  const journal = useJournal();
  const today = journal.today();
  const { state, act } = useAct();
  const [above, setAbove] = useState<"none" | "share" | "remove" | "for-good">("none");
  const [answering, setAnswering] = useState(false);
  const { place: heading, goOn: toTitle } = useGoOn<HTMLHeadingElement>();
  const { place: answerHeading, goOn: toAnswer } = useGoOn<HTMLHeadingElement>();
  const steps = useMemo(() => threadOf(need, records), [need, records]);
  const opened = useOpenedLocks();
  const pages = useMemo(
    () =>
      records.filter(
        (record): record is Entry => record.kind === "entry" && isInJournal(record) && record.needs.includes(need.id),
      ),
    [need, records],
  );

  const owner = partners.find(({ id }) => id === need.author) ?? null;
  const other = otherThan(need.author, partners);
  const me = session.kind === "one" ? session.me : null;
  const mine = me !== null && need.author === me.id;
  const answerer = session.kind === "together" || me?.id === other?.id ? other : null;
  /** Together it is said again in its owner's name, whose place it still is. */
  const isOfThePair = pairOf(partners).some(({ id }) => id === need.author);
  const answeredBefore = steps.some((step) => step.kind === "answered");
  const shared = need.original?.shared ?? null;
  const earlier = records.find((record): record is Need => record.kind === "need" && record.id === need.continues);
  const isShared = need.original === null || shared !== null;

  const leaveAnswer = (): void => {
    setAnswering(false);
    toAnswer();
  };

  return (
    <Sheet
      spine={isShared && partners.length > 1 ? "both" : (owner?.seat ?? "a")}
      className="need-sheet"
      labelledBy="need-title"
    >
      <p className="need-back">
        <LinkButton onClick={onBack}>{t(session.kind === "one" ? "page.back" : "page.backTogether")}</LinkButton>
      </p>
      <header className="place-head">
        <h1 className="place" id="need-title" tabIndex={-1} ref={heading}>
          {needTitle(need) ?? vocabulary.need(need.need)}
        </h1>
        <Privacy record={need} />
      </header>
      {earlier !== undefined && (
        <p className="quiet">
          {t("page.continues", { day: format.dayNear(earlier.voicedOn, today) })}{" "}
          <LinkButton onClick={() => onOpen(earlier.id)}>{t("page.toEarlier")}</LinkButton>
        </p>
      )}
      <NeedWords need={need} without={needTitle(need)} />
      {mine && versions}
      {mine && (
        <div className="acts need-acts">
          {isOpen(need) && <LinkButton onClick={onEdit}>{t("page.edit")}</LinkButton>}
          {session.kind === "one" && session.other !== null && (
            <>
              {shared === null && <LinkButton onClick={() => setAbove("share")}>{t("page.share")}</LinkButton>}
              {changedSince(need) && <LinkButton onClick={() => setAbove("share")}>{t("page.shareAgain")}</LinkButton>}
              {shared !== null && (
                <AskOnce
                  label={t("page.takeBack")}
                  title={t("takeBack.need.title")}
                  says={t("takeBack.need.says")}
                  yes={t("takeBack.yes")}
                  work={() => takeNeedBack(journal, need)}
                  onDone={() => toTitle()}
                />
              )}
            </>
          )}
          <LinkButton onClick={() => setAbove("remove")}>{t("page.remove")}</LinkButton>
        </div>
      )}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      <section aria-labelledby="need-thread" className="need-part">
        <h2 className="sect" id="need-thread">
          {t("page.thread")}
        </h2>
        <ol className="thread">
          {steps.map((step, at) => (
            <li
              key={
                step.kind === "answered" ? step.answer.id : step.kind === "cared" ? step.care.id : `${step.kind}${at}`
              }
            >
              <span className="quiet">{format.dayNear(step.day, today)}</span>
              <div>
                <Happened
                  need={need}
                  step={step}
                  partners={partners}
                  owner={owner}
                  other={other}
                  me={me?.id ?? null}
                  onOpen={onOpen}
                  onChanged={() => toTitle()}
                />
              </div>
            </li>
          ))}
        </ol>
      </section>
      {pages.length > 0 && session.kind === "one" && (
        <section aria-labelledby="need-pages" className="need-part">
          <h2 className="sect" id="need-pages">
            {t("page.pages")}
          </h2>
          <ul className="acts">
            {pages.map((entry) => (
              <li key={entry.id}>
                <LinkButton onClick={() => onOpenEntry(entry.id)}>
                  {entry.title === "" || isHidden(entry, opened) ? format.dayNear(entry.day, today) : entry.title}
                </LinkButton>
              </li>
            ))}
          </ul>
        </section>
      )}
      <NeedCare need={need} records={records} sharedIds={sharedIds} session={session} />
      {isOpen(need) && mine && me !== null && (
        <section aria-labelledby="need-close" className="need-part">
          <h2 className="sect" id="need-close">
            {t("close.title")}
          </h2>
          <CloseNeed need={need} me={me} other={other} onDone={() => toTitle()} />
        </section>
      )}
      {isOpen(need) && answerer !== null && owner !== null && (
        <section aria-labelledby="need-answer" className="need-part">
          <h2 className="sect" id="need-answer" tabIndex={-1} ref={answerHeading}>
            {session.kind === "together" ? t("answer.titleOf", { name: answerer.name }) : t("answer.title")}
          </h2>
          {answering ? (
            <FocusInside>
              <AnswerNeed
                need={need}
                session={session.kind}
                by={answerer.id}
                owner={owner.name}
                onDone={leaveAnswer}
                onCancel={leaveAnswer}
              />
            </FocusInside>
          ) : (
            <p className="row">
              <Button kind="main" onClick={() => setAnswering(true)}>
                {t(answeredBefore ? "page.answerAgain" : "page.answer")}
              </Button>
              {session.kind === "one" && <Button onClick={onCare}>{t("page.didSomething")}</Button>}
            </p>
          )}
        </section>
      )}
      {session.kind === "together" && isOpen(need) && owner !== null && (
        <p className="quiet need-aside">{t("page.closesAlone", { name: owner.name })}</p>
      )}
      {!isOpen(need) && session.kind === "together" && owner !== null && isOfThePair && (
        <p className="row need-part">
          <Button onClick={onAgain}>{t("page.againBy", { name: owner.name })}</Button>
        </p>
      )}
      {!isOpen(need) && mine && me !== null && (
        <p className="row need-part">
          <Button kind="main" onClick={onAgain}>
            {t("page.again")}
          </Button>
          <LinkButton
            onClick={() =>
              void act(async () => {
                await journal.put(reopenNeed(need, { author: me.id, now: journal.now() }));
                toTitle();
              })
            }
          >
            {t("page.reopen")}
          </LinkButton>
        </p>
      )}
      {mine && me !== null && session.kind === "one" && session.other !== null && (
        <SharePreview
          need={need}
          me={me}
          other={session.other}
          sharedIds={sharedIds}
          opened={above === "share"}
          onClose={() => setAbove("none")}
        />
      )}
      <Dialog opened={above === "remove"} onClose={() => setAbove("none")} title={t("remove.title")}>
        <div className="stack">
          <p>{shared === null ? t("remove.says") : t("remove.saysShared")}</p>
          <p className="row">
            <Button
              kind="danger"
              busy={state.kind === "saving"}
              onClick={() =>
                void act(async () => {
                  await removeNeed(journal, need);
                  onBack();
                })
              }
            >
              {t("remove.act")}
            </Button>
            <Button onClick={() => setAbove("none")}>{t("remove.keep")}</Button>
          </p>
          <ForGoodOffer onForGood={() => setAbove("for-good")} />
        </div>
      </Dialog>
      <DeleteForGood
        opened={above === "for-good"}
        record={need}
        what={`“${needTitle(need) ?? vocabulary.need(need.need)}”`}
        before={() => keepOriginal(journal, need)}
        onClose={() => setAbove("none")}
        onGone={onBack}
      />
    </Sheet>
  );
}
