import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { latestFirst } from "#shared/base/time.ts";
import { sayWanted } from "#shared/domain/answer.ts";
import { createDecision, type Decision, editDecision } from "#shared/domain/decision.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { answersAbout, readWith, recordsAbout } from "#shared/domain/joint.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import type { Sacrifice } from "#shared/domain/sacrifice.ts";
import { titleOf } from "#shared/domain/said.ts";
import { sealedState } from "#shared/domain/sealed.ts";
import { readableRecords, recordsInView } from "#renderer/store/in-view.ts";
import { pairOf, type Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { useGoOn } from "#renderer/ui/focus.ts";
import { AnswerForm } from "#renderer/ui/records/AnswerForm.tsx";
import { AnswerLine } from "#renderer/ui/records/AnswerLine.tsx";
import { Privacy } from "#renderer/ui/records/Privacy.tsx";
import { draftPlaceOf, type FormField, RecordForm } from "#renderer/ui/records/RecordForm.tsx";
import { type PageContext, RecordsPlace } from "#renderer/ui/records/RecordsPlace.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useReadFromTop } from "#renderer/ui/use-read-from-top.ts";
import { DecisionOutcome } from "./DecisionOutcome.tsx";
import { OUTCOME_TYPE } from "./outcome-draft.ts";
import { useOutcomeWords, useSayWords } from "./OutcomeQuestions.tsx";
import { SacrificeForm } from "./SacrificeForm.tsx";
import { SacrificesPlace } from "./SacrificesPlace.tsx";
import "./decisions.css";

const FIELDS: readonly FormField[] = [
  { field: "what", type: "line", most: 200, required: true },
  { field: "options", type: "lines", most: 200, count: 12 },
  { field: "wanted", type: "words", most: 2_000 },
  { field: "choice", type: "words", most: 2_000 },
  { field: "decidedOn", type: "day" },
  { field: "lookAgainOn", type: "day" },
];

/** What is open comes first, then what was decided last. */
const openFirst = (decisions: readonly Decision[]): readonly Decision[] => {
  const dayOf = ({ decidedOn }: Decision): string => decidedOn ?? "9999";
  return decisions.toSorted((one, other) => latestFirst(dayOf(one), dayOf(other)));
};

/** What lies in the place of a decision for a while: something given up for it, to write down or to read. */
type Aside = { readonly decision: RecordId } & (
  { readonly kind: "giving"; readonly by: Partner } | { readonly kind: "given"; readonly sacrifice: RecordId }
);

/** What the two choose together, and what came of it for each. */
export function DecisionsPlace({ begin, onBack }: { begin: RecordId | null; onBack: () => void }): JSX.Element {
  const { t } = useTranslation("decisions");
  const format = useFormat();
  const today = useJournal().today();
  const outcomeWords = useOutcomeWords();
  const sayWords = useSayWords();
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const isAlone = partners.length < 2;
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const about = useMemo(() => recordsAbout(readableRecords({ mine, shared })), [mine, shared]);
  const ids = pairOf(partners).map(({ id }) => id);
  /** What either has said of how it came out was said of these words. */
  const isUnanswered = ({ id, author }: Decision): boolean =>
    sealedState({ subject: id, type: OUTCOME_TYPE }, author, ids, about(id)) === "nobody";
  const [at, setAt] = useState(begin);
  const [aside, setAside] = useState<Aside | null>(null);
  const lying = useReadFromTop(aside);

  function besides(shown: Aside): JSX.Element {
    const back = (): void => {
      setAt(shown.decision);
      setAside(null);
    };
    return shown.kind === "given" ? (
      <SacrificesPlace begin={shown.sacrifice} onBack={back} />
    ) : (
      <SacrificeForm changing={null} by={shown.by} decision={shown.decision} onDone={back} onLeave={back} />
    );
  }

  const decisions = (): JSX.Element => (
    <RecordsPlace
      kind="decision"
      begin={at}
      texts={{ title: t("title"), says: t(isAlone ? "saysAlone" : "says"), empty: t("empty"), add: t("add") }}
      arrange={openFirst}
      group={({ decidedOn }) => (decidedOn === null ? t("undecided") : t("decided"))}
      beside={({ decidedOn }) =>
        decidedOn === null ? null : t("decidedOn", { day: format.dayNear(decidedOn, today) })
      }
      elsewhere={["wanted"]}
      form={(of) => <DecisionForm {...of} />}
      isChangeable={isUnanswered}
      saysOfAnswer={({ body }) =>
        body.type === "decision-outcome" &&
        t("outcome.line", { outcome: outcomeWords(body.outcome), say: sayWords[body.say] })
      }
      page={(decision, context) => (
        <DecisionParts
          decision={decision}
          context={context}
          onGiving={(by) => setAside({ kind: "giving", decision: decision.id, by })}
          onSee={(sacrifice) => setAside({ kind: "given", decision: decision.id, sacrifice })}
        />
      )}
      onBack={onBack}
    />
  );

  return <div ref={lying}>{aside === null ? decisions() : besides(aside)}</div>;
}

function DecisionForm({
  changing,
  by,
  onDone,
  onLeave,
}: {
  changing: Decision | null;
  by: Partner;
  onDone: (decision: Decision) => void;
  onLeave: () => void;
}): JSX.Element {
  const { t } = useTranslation("decisions");
  const journal = useJournal();
  const start = {
    what: changing?.what ?? "",
    options: changing?.options ?? [],
    wanted: changing?.wanted ?? "",
    choice: changing?.choice ?? "",
    decidedOn: changing?.decidedOn ?? null,
    lookAgainOn: changing?.lookAgainOn ?? null,
  };
  return (
    <RecordForm<Decision, typeof start>
      kind="decision"
      title={changing === null ? t("new") : t("change")}
      lead={changing === null ? t("lead") : undefined}
      fields={FIELDS}
      start={start}
      draftPlace={draftPlaceOf("decision", changing?.id ?? "new")}
      by={by}
      changing={changing}
      missing={({ choice, decidedOn }) => (decidedOn !== null && choice.trim() === "" ? t("dayWithoutChoice") : null)}
      write={(draft, act) => {
        // What was chosen without a day was chosen today: how it came out is asked from then on.
        const said = { ...draft, decidedOn: draft.choice.trim() === "" ? null : (draft.decidedOn ?? journal.today()) };
        return changing === null ? createDecision(said, act) : editDecision(changing, said, act);
      }}
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}

/** Below a decision: what each wanted, how it came out for each, and what was given up for it. */
function DecisionParts({
  decision,
  context,
  onGiving,
  onSee,
}: {
  decision: Decision;
  context: PageContext;
  onGiving: (by: Partner) => void;
  /** Opens what was given up for it. */
  onSee: (sacrifice: RecordId) => void;
}): JSX.Element {
  const { t } = useTranslation("decisions");
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const records = recordsInView({ mine, shared });
  const { session, partners } = context;
  const writers = session.kind === "one" ? [session.me] : session.partners;
  const given = records.filter(
    (record): record is Sacrifice => record.kind === "sacrifice" && record.decision === decision.id,
  );
  return (
    <>
      <WantedByEach decision={decision} context={context} records={records} />
      <DecisionOutcome decision={decision} session={session} records={records} />
      <section className="record-part" aria-labelledby="decision-given">
        <h2 className="sect" id="decision-given">
          {t("given.title")}
        </h2>
        {given.length > 0 && (
          <ul className="record-lines">
            {given.map((sacrifice) => {
              const giver = partners.find(({ id }) => id === sacrifice.author);
              return (
                <li className="need-line" key={`${sacrifice.author} ${sacrifice.id}`}>
                  {giver !== undefined && <CoverTab seat={giver.seat} />}
                  <p dir="auto">
                    <button type="button" className="record-open" onClick={() => onSee(sacrifice.id)}>
                      {titleOf(sacrifice)}
                    </button>
                  </p>
                  <span className="acts">
                    <span className="quiet">{giver?.name}</span>
                    <Privacy record={sacrifice} quiet />
                  </span>
                </li>
              );
            })}
          </ul>
        )}
        <p className="row">
          {writers.map((by) => (
            <LinkButton key={by.id} onClick={() => onGiving(by)}>
              {session.kind === "one" ? t("given.add") : t("given.addBy", { name: by.name })}
            </LinkButton>
          ))}
        </p>
      </section>
    </>
  );
}

/** What each of the two wanted, in their own words: who wrote the decision down first, the other as soon as both can read it. */
function WantedByEach({
  decision,
  context,
  records,
}: {
  decision: Decision;
  context: PageContext;
  records: readonly JournalRecord[];
}): JSX.Element | null {
  const { t } = useTranslation("decisions");
  const [anew, setAnew] = useState(false);
  const { place: heading, goOn } = useGoOn<HTMLHeadingElement>();
  const { session, owner, other } = context;
  const said = readWith(decision, answersAbout(decision.id, "decision-wanted", records)).filter(
    ({ author }) => author !== decision.author,
  );
  const isHere = session.kind === "together" || session.me.id === other?.id;
  const isTheirTurn = other !== null && isSharedNow(decision) && isHere;
  const close = (): void => {
    setAnew(false);
    goOn();
  };
  const asks = isTheirTurn && (said.length === 0 || anew);
  if (decision.wanted === "" && said.length === 0 && !asks) return null;
  return (
    <section className="record-part" aria-labelledby="decision-wanted">
      <h2 className="sect" id="decision-wanted" tabIndex={-1} ref={heading}>
        {t(other === null ? "wanted.titleAlone" : "wanted.title")}
      </h2>
      <ul className="record-answers">
        {decision.wanted !== "" && (
          <li className="record-answer">
            <p className="row">
              {owner !== null && <CoverTab seat={owner.seat} />}
              <span className="quiet">{owner?.name}</span>
            </p>
            <p className="read record-answer-words" dir="auto">
              {decision.wanted}
            </p>
          </li>
        )}
        {said.map((answer) => (
          <AnswerLine key={answer.id} answer={answer} onGone={close} />
        ))}
      </ul>
      {asks ? (
        <AnswerForm
          label={t("wanted.titleOf", { name: other.name })}
          draftPlace={`decision-wanted:${decision.id}`}
          by={other}
          words={{
            label: session.kind === "one" ? t("wanted.ask") : t("wanted.askOf", { name: other.name }),
            hint: t("wanted.hint"),
            required: true,
          }}
          act={t("wanted.act")}
          write={({ words }, act) => sayWanted(decision, { words }, act)}
          onDone={close}
          {...(anew && { onLeave: close })}
        />
      ) : (
        isTheirTurn && <LinkButton onClick={() => setAnew(true)}>{t("wanted.again")}</LinkButton>
      )}
    </section>
  );
}
