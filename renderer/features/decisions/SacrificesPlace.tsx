import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { latestFirst } from "#shared/base/time.ts";
import { seeSacrifice } from "#shared/domain/answer.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { answersAbout } from "#shared/domain/joint.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { cameBackAfter, isSharedNow } from "#shared/domain/related.ts";
import type { Sacrifice } from "#shared/domain/sacrifice.ts";
import { recordsInView } from "#renderer/store/in-view.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { useGoOn } from "#renderer/ui/focus.ts";
import { AnswerForm } from "#renderer/ui/records/AnswerForm.tsx";
import { AnswerLine } from "#renderer/ui/records/AnswerLine.tsx";
import { type PageContext, RecordsPlace } from "#renderer/ui/records/RecordsPlace.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { SacrificeForm } from "./SacrificeForm.tsx";
import "./decisions.css";

/** As much of what came since is shown before it is asked for more. */
const FIRST_SHOWN = 6;

const newestFirst = (sacrifices: readonly Sacrifice[]): readonly Sacrifice[] =>
  sacrifices.toSorted((left, right) => latestFirst(left.day, right.day));

/** What one of the two gave up, whether it was seen, and what came since. */
export function SacrificesPlace({ begin, onBack }: { begin: RecordId | null; onBack: () => void }): JSX.Element {
  const { t } = useTranslation("decisions");
  const format = useFormat();
  const today = useJournal().today();
  const isAlone = useSnapshot(({ partners }) => partners.length < 2);
  return (
    <RecordsPlace
      kind="sacrifice"
      begin={begin}
      texts={{
        title: t("sacrifices.title"),
        says: t(isAlone ? "sacrifices.saysAlone" : "sacrifices.says"),
        empty: t("sacrifices.empty"),
        add: t("sacrifices.add"),
      }}
      arrange={newestFirst}
      beside={({ day }) => format.dayNear(day, today)}
      form={(of) => <SacrificeForm {...of} />}
      page={(sacrifice, context) => <SacrificeParts sacrifice={sacrifice} context={context} />}
      onBack={onBack}
    />
  );
}

function SacrificeParts({ sacrifice, context }: { sacrifice: Sacrifice; context: PageContext }): JSX.Element | null {
  const { t } = useTranslation("decisions");
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const records = recordsInView({ mine, shared });
  const { other } = context;
  const decision = records.find((record) => record.kind === "decision" && record.id === sacrifice.decision);
  return (
    <>
      {decision?.kind === "decision" && (
        <p className="quiet" dir="auto">
          {t("sacrifices.openDecision", { what: decision.what })}
        </p>
      )}
      {other !== null && isSharedNow(sacrifice) && (
        <SeenByOther sacrifice={sacrifice} other={other} context={context} records={records} />
      )}
      {other !== null && <SinceThen sacrifice={sacrifice} other={other} records={records} />}
    </>
  );
}

/** That the other saw it, and what it gave them, in their own words. */
function SeenByOther({
  sacrifice,
  other,
  context: { session },
  records,
}: {
  sacrifice: Sacrifice;
  /** The partner who did not give it. */
  other: Partner;
  context: PageContext;
  records: readonly JournalRecord[];
}): JSX.Element | null {
  const { t } = useTranslation("decisions");
  const { place: heading, goOn } = useGoOn<HTMLHeadingElement>();
  const seen = answersAbout(sacrifice.id, "sacrifice-seen", records).filter(({ author }) => author === other.id);
  const isTheirTurn = session.kind === "together" || session.me.id === other.id;
  const mayAnswer = isTheirTurn && seen.length === 0;
  if (seen.length === 0 && !mayAnswer) return null;
  const isTogether = session.kind === "together";
  return (
    <section className="record-part" aria-labelledby="sacrifice-seen">
      <h2 className="sect" id="sacrifice-seen" tabIndex={-1} ref={heading}>
        {t("sacrifices.seen.title")}
      </h2>
      {mayAnswer ? (
        <AnswerForm
          label={isTogether ? t("sacrifices.seen.labelOf", { name: other.name }) : t("sacrifices.seen.label")}
          draftPlace={`sacrifice-seen:${sacrifice.id}`}
          by={other}
          words={{
            label: isTogether ? t("sacrifices.seen.askOf", { name: other.name }) : t("sacrifices.seen.ask"),
            required: true,
          }}
          act={t(isTogether ? "sacrifices.seen.actOf" : "sacrifices.seen.act")}
          write={({ words }, act) => seeSacrifice(sacrifice, { words }, act)}
          onDone={() => goOn()}
        />
      ) : (
        <ul className="record-answers">
          {seen.map((answer) => (
            <AnswerLine key={answer.id} answer={answer} onGone={() => goOn()} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** What the other did and gave up since, as a list: nothing is weighed. */
function SinceThen({
  sacrifice,
  other,
  records,
}: {
  sacrifice: Sacrifice;
  other: Partner;
  records: readonly JournalRecord[];
}): JSX.Element {
  const { t } = useTranslation("decisions");
  const format = useFormat();
  const today = useJournal().today();
  const [all, setAll] = useState(false);
  const since = cameBackAfter(sacrifice, records);
  const shown = all ? since : since.slice(0, FIRST_SHOWN);
  return (
    <section className="record-part" aria-labelledby="sacrifice-since">
      <h2 className="sect" id="sacrifice-since">
        {t("sacrifices.cameBack.title", { name: other.name })}
      </h2>
      {since.length === 0 ? (
        <p className="quiet">{t("sacrifices.cameBack.none")}</p>
      ) : (
        <>
          <p className="quiet">{t("sacrifices.cameBack.says")}</p>
          <ul className="given-lines">
            {shown.map((record) => (
              <li key={`${record.author} ${record.id}`}>
                <p dir="auto">{record.what === "" ? t("giving.care") : record.what}</p>
                <p className="quiet">
                  {t(record.kind === "care" ? "giving.care" : "giving.sacrifice")}, {format.dayNear(record.day, today)}
                </p>
              </li>
            ))}
          </ul>
          {shown.length < since.length && (
            <LinkButton onClick={() => setAll(true)}>{t("sacrifices.cameBack.more")}</LinkButton>
          )}
        </>
      )}
    </section>
  );
}
