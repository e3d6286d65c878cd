import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { type Month, monthOf } from "#shared/base/time.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { useRecordTexts } from "#renderer/ui/records/record-texts.ts";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { SupportLink } from "#renderer/ui/support-link.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { type Given, givenBy, keepsCosting } from "./giving.ts";
import "#renderer/ui/records/records.css";
import "./decisions.css";

const FIRST_SHOWN = 24;

/** What one's own care and sacrifices cost, gathered for oneself alone. Nothing is counted or inferred [D86]. */
export function GivingPlace({
  onOpen,
  onBack,
}: {
  /** Opens what was given. */
  onOpen: (kind: Given["kind"], id: RecordId) => void;
  onBack: () => void;
}): JSX.Element | null {
  const { t } = useTranslation("decisions");
  const { t: tRecords } = useTranslation("records");
  const format = useFormat();
  const today = useJournal().today();
  const session = useSnapshot((snapshot) => snapshot.session);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const [most, setMost] = useState(FIRST_SHOWN);
  const me = session.kind === "one" ? session.me : null;
  const given = useMemo(() => (me === null ? [] : givenBy(me.id, mine)), [me, mine]);
  if (me === null) return null;
  const outOfFear = given.some(({ reason }) => reason === "afraid" || reason === "avoid-quarrel");
  return (
    <Sheet spine={me.seat} className="record-sheet" labelledBy="giving-title">
      <p className="record-back">
        <LinkButton onClick={onBack}>{tRecords("page.back")}</LinkButton>
      </p>
      <header className="place-head">
        <h1 className="place" id="giving-title" tabIndex={-1}>
          {t("giving.title")}
        </h1>
        <Where privacy="one" />
      </header>
      <p className="says">{t("giving.says")}</p>
      {given.length === 0 ? (
        <EmptyState>{t("giving.empty")}</EmptyState>
      ) : (
        <>
          <div className="giving-note">
            {keepsCosting(given, today) && <p>{t("giving.goesOn")}</p>}
            {outOfFear && (
              <>
                <p>{t("giving.fear")}</p>
                <p>
                  <SupportLink />
                </p>
              </>
            )}
            <p className="ask">{t("giving.ask")}</p>
          </div>
          {byMonth(given.slice(0, most)).map(({ month, given: inMonth }) => (
            <section className="record-group" key={month} aria-label={format.month(month)}>
              <h2 className="sect">{format.month(month)}</h2>
              <ul className="given-lines">
                {inMonth.map((each) => (
                  <GivenLine key={`${each.kind} ${each.id}`} given={each} onOpen={() => onOpen(each.kind, each.id)} />
                ))}
              </ul>
            </section>
          ))}
          {given.length > most && (
            <LinkButton onClick={() => setMost(most + FIRST_SHOWN)}>{tRecords("page.more")}</LinkButton>
          )}
        </>
      )}
    </Sheet>
  );
}

/** What was given, what it cost, and why. */
function GivenLine({
  given: { kind, day, what, cost, reason, why },
  onOpen,
}: {
  given: Given;
  onOpen: () => void;
}): JSX.Element {
  const { t } = useTranslation("decisions");
  const texts = useRecordTexts("sacrifice");
  const format = useFormat();
  return (
    <li>
      <p className="read" dir="auto">
        <button type="button" className="record-open" onClick={onOpen}>
          {what === "" ? t("giving.wordless") : what}
        </button>
      </p>
      <p className="quiet">
        {[
          t(`giving.${kind}`),
          format.day(day),
          t("giving.cost", { cost: texts.steps("cost")[cost] }),
          ...(reason === null ? [] : [t("giving.reason", { reason: texts.choice("reason", reason) })]),
        ].join(", ")}
      </p>
      {why !== "" && (
        <p className="quiet" dir="auto">
          {why}
        </p>
      )}
    </li>
  );
}

/** What was given, the last first, by the months it fell into. */
function byMonth(given: readonly Given[]): { readonly month: Month; readonly given: readonly Given[] }[] {
  const months = [...new Set(given.map(({ day }) => monthOf(day)))];
  return months.map((month) => ({ month, given: given.filter(({ day }) => monthOf(day) === month) }));
}
