import { useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "#shared/domain/answer.ts";
import { type AnswerOf, answersAbout } from "#shared/domain/joint.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import { openAnswers, sealedState } from "#shared/domain/sealed.ts";
import { type OpenSession, pairOf, type Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "../Button.tsx";
import { ErrorNote } from "../ErrorNote.tsx";
import { useGoOn } from "../focus.ts";
import { FocusInside } from "../FocusInside.tsx";
import { useAct } from "../use-act.ts";
import { Where } from "../Where.tsx";
import { type Opened, OpenSealed } from "./OpenSealed.tsx";
import type { SealedAsking } from "./sealed-asking.ts";
import { SealedForm } from "./SealedForm.tsx";
import { SealedTogether } from "./SealedTogether.tsx";

/**
 * What both answer about a thing both read: each for themselves, apart and sealed or one after the other at the screen, and then both, open
 * [D85]. How far the two have come is said in words. While there is nobody to open it with, only what one has said already.
 */
export function SealedQuestion<Type extends Answer["body"]["type"], Draft, Said>({
  asking,
  session,
  records,
  own,
  open,
}: {
  asking: SealedAsking<Type, Draft, Said>;
  session: OpenSession;
  /** What is in view. */
  records: readonly JournalRecord[];
  /** What one answered, as long as it is not beside the other's. */
  own: (answer: AnswerOf<Type>) => JSX.Element;
  /** Both answers, in the order of the seats. */
  open: (opened: readonly Opened<AnswerOf<Type>>[]) => JSX.Element;
}): JSX.Element | null {
  // What was pressed to answer is gone once it is given: one goes on with where the question stands then.
  const { place, goOn } = useGoOn<HTMLDivElement>();
  const partners = pairOf(useSnapshot((snapshot) => snapshot.partners)).map(({ id }) => id);
  const answers = openAnswers(asking, partners, records);

  function standing(): JSX.Element | null {
    if (answers !== null) return <OpenSealed answers={answers}>{open}</OpenSealed>;
    if (session.kind === "together")
      return <BothAtTheScreen asking={asking} partners={session.partners} records={records} onLeft={goOn} />;
    const { me, other } = session;
    const mine =
      answersAbout(asking.subject, asking.type, records)
        .filter(({ author }) => author === me.id)
        .at(-1) ?? null;
    if (other === null) return mine === null ? null : own(mine);
    return <Apart asking={asking} me={me} other={other} mine={mine} records={records} own={own} onLeft={goOn} />;
  }

  return (
    <div tabIndex={-1} ref={place}>
      {standing()}
    </div>
  );
}

/** One's own answer, and how far the two have come. */
function Apart<Type extends Answer["body"]["type"], Draft, Said>({
  asking,
  me,
  other,
  mine,
  records,
  own,
  onLeft,
}: {
  asking: SealedAsking<Type, Draft, Said>;
  me: Partner;
  other: Partner;
  /** What one has answered; null for nothing. */
  mine: AnswerOf<Type> | null;
  records: readonly JournalRecord[];
  own: (answer: AnswerOf<Type>) => JSX.Element;
  /** A form was left or its answer given: the focus is the caller's to place. */
  onLeft: () => void;
}): JSX.Element {
  const { t } = useTranslation("records");
  const [anew, setAnew] = useState(false);
  const leave = (): void => {
    setAnew(false);
    onLeft();
  };
  const state = sealedState(asking, me.id, [me.id, other.id], records);
  const form = { asking, me, other, before: mine, sealed: true, onDone: leave };
  const { name } = other;
  if (state === "nobody" || state === "other") {
    return (
      <>
        <p>{t(state === "other" ? "sealed.otherFirst" : "sealed.says", { name })}</p>
        <SealedForm {...form} act={t(state === "other" ? "sealed.giveSecond" : "sealed.give")} onLeave={null} />
      </>
    );
  }
  return (
    <>
      <p>{t(state === "me" ? "sealed.given" : "sealed.both", { name })}</p>
      {anew && state === "me" ? (
        <FocusInside>
          <SealedForm {...form} act={t("sealed.give")} onLeave={leave} />
        </FocusInside>
      ) : (
        <>
          {mine !== null && own(mine)}
          {state === "me" && <LinkButton onClick={() => setAnew(true)}>{t("sealed.anew")}</LinkButton>}
          {state === "both" && mine !== null && !isSharedNow(mine) && <OpenOwn />}
        </>
      )}
    </>
  );
}

/** One's own answer is to be open by now, and is not: it is tried at each unlock, and here, where what keeps it shut is told. */
function OpenOwn(): JSX.Element | null {
  const { t } = useTranslation("records");
  const journal = useJournal();
  const isComplete = useSnapshot((snapshot) => snapshot.complete);
  const { state, act } = useAct();
  if (!isComplete) return null;
  return (
    <>
      <p>
        <Button small busy={state.kind === "saving"} onClick={() => void act(() => journal.openSealed())}>
          {t("sealed.openNow")}
        </Button>
      </p>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </>
  );
}

/** Together: both answer in one go; where one has answered in their own notebook, it is left to that. */
function BothAtTheScreen<Type extends Answer["body"]["type"], Draft, Said>({
  asking,
  partners,
  records,
  onLeft,
}: {
  asking: SealedAsking<Type, Draft, Said>;
  partners: readonly [Partner, Partner];
  records: readonly JournalRecord[];
  /** They left it, or both answered: the focus is the caller's to place. */
  onLeft: () => void;
}): JSX.Element {
  const { t } = useTranslation("records");
  const [one, other] = partners;
  const state = sealedState(asking, one.id, [one.id, other.id], records);
  if (state === "nobody") return <SealedTogether asking={asking} partners={partners} onLeft={onLeft} />;
  if (state === "both") return <p>{t("sealed.both")}</p>;
  return (
    <p>
      {state === "me"
        ? t("sealed.joint.one", { name: one.name, other: other.name })
        : t("sealed.joint.one", { name: other.name, other: one.name })}
    </p>
  );
}

/** Who can read one's own answer: nobody else while it is sealed. */
export function SealedWhere({ answer, children }: { answer: Answer; children?: ReactNode }): JSX.Element {
  const { t } = useTranslation("records");
  const isOpen = isSharedNow(answer);
  return (
    <p className="row">
      {children}
      <Where privacy={isOpen ? "both" : "one"} quiet>
        {answer.sealed !== null && !isOpen ? t("sealed.seal") : undefined}
      </Where>
    </p>
  );
}
