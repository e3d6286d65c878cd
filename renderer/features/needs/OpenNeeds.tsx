import { useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Care } from "#shared/domain/care.ts";
import { type Need, needTitle } from "#shared/domain/need.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { OpenSession, Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { useGoOn } from "#renderer/ui/focus.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { AnswerNeed } from "./AnswerNeed.tsx";
import { useCareWords } from "./care-words.ts";
import { CloseNeed } from "./CloseNeed.tsx";
import { DoneForNeed } from "./DoneForNeed.tsx";
import type { Unvouched } from "./need-lists.ts";
import { Privacy } from "#renderer/ui/records/Privacy.tsx";
import { LooseAnswers } from "#renderer/ui/records/LooseAnswers.tsx";
import { useFeltWords } from "./said.ts";
import { SayFelt } from "./SayFelt.tsx";
import { UnvouchedCopies } from "./UnvouchedCopies.tsx";

const SHOWN = 5;

/** The margin: open needs of both with what can be done about them, care one has had and not yet said how it felt, and what nobody vouches for. */
export function OpenNeeds(props: {
  session: OpenSession;
  records: readonly JournalRecord[];
  mine: readonly Need[];
  theirs: readonly Need[];
  unfelt: readonly Care[];
  unvouched: readonly Unvouched[];
  sharedIds: ReadonlySet<Need["id"]>;
  onOpen: (need: Need["id"]) => void;
  onCare: (need: Need["id"] | null) => void;
  /** Opens what the other shared with this partner. */
  onTheirs: () => void;
  onClosed: () => void;
  onCareList: () => void;
}): JSX.Element {
  const {
    session,
    records,
    mine,
    theirs,
    unfelt,
    unvouched,
    sharedIds,
    onOpen,
    onCare,
    onTheirs,
    onClosed,
    onCareList,
  } = props;
  const { t } = useTranslation("needs");
  const format = useFormat();
  const today = useJournal().today();
  const words = useCareWords(records);
  const feltWords = useFeltWords();
  const [first, second] = session.kind === "one" ? [session.me, session.other] : session.partners;
  const [doing, setDoing] = useState<{
    readonly need: Need["id"];
    readonly what: "outcome" | "answer" | "done";
  } | null>(null);
  const [all, setAll] = useState(false);
  type Doing = NonNullable<typeof doing>["what"];
  const isDoing = (need: Need, what: Doing): boolean => doing?.need === need.id && doing.what === what;
  /** What opened the form: one goes on there when it is left, and at the heading where the need is gone from the list. */
  const opener = useRef<HTMLElement>(null);
  const { place: heading, goOn } = useGoOn<HTMLHeadingElement>();
  const toggle = (need: Need, what: Doing, pressed: HTMLElement): void => {
    opener.current = pressed;
    setDoing(isDoing(need, what) ? null : { need: need.id, what });
  };
  const done = (need: Need): JSX.Element => (
    <>
      <LinkButton aria-expanded={isDoing(need, "done")} onClick={(event) => toggle(need, "done", event.currentTarget)}>
        {t("done.label")}
      </LinkButton>
      {isDoing(need, "done") && <DoneForNeed need={need} records={records} sharedIds={sharedIds} session={session} />}
    </>
  );
  const leave = (): void => {
    setDoing(null);
    goOn(opener.current);
  };

  return (
    <aside className="margin" aria-label={t("open.title")}>
      <section>
        <h2 className="sect" tabIndex={-1} ref={heading}>
          {t("open.title")}
        </h2>
        <p className="acts open-acts">
          <LinkButton onClick={() => onCare(null)}>{t("open.recordCare")}</LinkButton>
          {session.kind === "one" && second !== null && (
            <LinkButton onClick={onTheirs}>{t("open.toTheirs")}</LinkButton>
          )}
          <LinkButton onClick={onClosed}>{t("open.toClosed")}</LinkButton>
          <LinkButton onClick={onCareList}>{t("open.toCare")}</LinkButton>
        </p>
        {mine.length === 0 && theirs.length === 0 && <p className="quiet">{t("open.none")}</p>}
        <ul>
          {mine.slice(0, all ? mine.length : SHOWN).map((need) => (
            <Line key={need.id} need={need} owner={first} onOpen={onOpen}>
              <Privacy record={need} quiet />
              {session.kind === "one" && (
                <LinkButton
                  aria-expanded={isDoing(need, "outcome")}
                  onClick={(event) => toggle(need, "outcome", event.currentTarget)}
                >
                  {t("open.close")}
                </LinkButton>
              )}
              {done(need)}
              {isDoing(need, "outcome") && session.kind === "one" && (
                <CloseNeed need={need} me={first} other={second} onDone={leave} onCancel={leave} />
              )}
            </Line>
          ))}
        </ul>
      </section>
      {second !== null && theirs.length > 0 && (
        <section>
          <ul>
            {theirs.slice(0, all ? theirs.length : SHOWN).map((need) => (
              <Line key={need.id} need={need} owner={second} named onOpen={onOpen}>
                {session.kind === "one" && (
                  <>
                    <LinkButton
                      aria-expanded={isDoing(need, "answer")}
                      onClick={(event) => toggle(need, "answer", event.currentTarget)}
                    >
                      {t("open.answer")}
                    </LinkButton>
                    <DoneForNeed need={need} records={records} sharedIds={sharedIds} session={session} quiet />
                    <LinkButton onClick={() => onCare(need.id)}>{t("open.didSomething")}</LinkButton>
                    {isDoing(need, "answer") && (
                      <AnswerNeed
                        need={need}
                        session="one"
                        by={first.id}
                        owner={second.name}
                        onDone={leave}
                        onCancel={leave}
                      />
                    )}
                  </>
                )}
                {session.kind === "together" && done(need)}
              </Line>
            ))}
          </ul>
        </section>
      )}
      {!all && (mine.length > SHOWN || theirs.length > SHOWN) && (
        <section>
          <LinkButton onClick={() => setAll(true)}>{t("open.all")}</LinkButton>
        </section>
      )}
      {session.kind === "one" && unfelt.length > 0 && (
        <section>
          <h2 className="sect">{t("open.careHad")}</h2>
          <ul>
            {unfelt.map((care) => {
              const giver = words.giver(care);
              const need = words.forNeed(care);
              return (
                <li className="need-line" key={care.id}>
                  {giver === null ? <span className="cover-tab cov-others" /> : <CoverTab seat={giver.seat} />}
                  <p dir="auto">{words.what(care)}</p>
                  <div className="acts">
                    <span className="quiet">{[words.fromTo(care), format.dayNear(care.day, today)].join(", ")}</span>
                    {need !== null && <p className="care-own">{t("care.forThat", { need })}</p>}
                    <SayFelt care={care} isShared={sharedIds.has(care.id)} me={first} giver={giver?.name ?? null} />
                  </div>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      <UnvouchedCopies copies={unvouched} />
      <LooseAnswers
        to={["need", "care", "reply"]}
        says={({ body }) =>
          body.type === "need-reply"
            ? t(`reply.${body.reply}`)
            : (body.type === "care-felt" || body.type === "reply-felt") &&
              t("care.itFelt", { felt: feltWords[body.felt] })
        }
      />
    </aside>
  );
}

function Line(props: {
  need: Need;
  owner: Partner;
  named?: boolean;
  onOpen: (need: Need["id"]) => void;
  children: React.ReactNode;
}): JSX.Element {
  const { need, owner, named = false, onOpen, children } = props;
  const { t } = useTranslation("needs");
  const format = useFormat();
  const vocabulary = useVocabulary();
  const day = format.dayNear(need.voicedOn, useJournal().today());
  const word = vocabulary.need(need.need);
  return (
    <li className="need-line">
      <CoverTab seat={owner.seat} />
      <p>
        <button type="button" className="need-open" onClick={() => onOpen(need.id)}>
          {needTitle(need) ?? word}
        </button>
      </p>
      <div className="acts">
        <span className="quiet">
          {named ? t("open.theirsSaid", { name: owner.name, word, day }) : t("open.said", { word, day })}
        </span>
        {children}
      </div>
    </li>
  );
}
