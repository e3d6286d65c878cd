import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { ownSummary } from "#shared/analysis/own.ts";
import { ownPageSummary, summary } from "#shared/analysis/summary.ts";
import type { View } from "#shared/analysis/windows.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { recordsInView } from "#renderer/store/in-view.ts";
import { pairOf } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { ConsentChoice, useIsAnalysisAgreed } from "#renderer/ui/ConsentChoice.tsx";
import { useSeasonsOfBoth } from "#renderer/ui/figure/seasons.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { CareView } from "./CareView.tsx";
import { DecidingView } from "./DecidingView.tsx";
import { type Lane, lanesOf } from "./lanes.ts";
import { OwnView } from "./OwnView.tsx";
import { QuestionToBoth } from "./QuestionToBoth.tsx";
import { TimeView } from "./TimeView.tsx";
import { type Look, LOOKS, sharedView, type Span, SPANS, windowOf } from "./views.ts";
import "./insights.css";

/** What can be seen over the days, in a view for each thing to look at, always for both partners on one scale; one question at the end of each. */
export function InsightsPlace({ onWrite }: { onWrite: () => void }): JSX.Element | null {
  const { t } = useTranslation(["insights", "consent"]);
  const format = useFormat();
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const complete = useSnapshot((snapshot) => snapshot.complete);
  const [span, setSpan] = useState<Span>("year");
  const [whose, setWhose] = useState<"shared" | "own">("shared");
  const [chosenLook, setLook] = useState<Look>("care");

  const today = journal.today();
  const me = session.kind === "one" ? session.me : null;
  const isAgreed = useIsAnalysisAgreed();
  const one = partners.length < 2;
  const own = (whose === "own" || one) && me !== null;
  /** One's own alone: nothing of the other's is drawn while the two do not both agree to it [D83]. */
  const alone = one || (own && !isAgreed);
  const drawn = useMemo(() => (alone && me !== null ? [me] : pairOf(partners)), [alone, me, partners]);
  const lanes = useMemo(() => lanesOf(drawn), [drawn]);
  const both = useMemo(() => sharedView(shared), [shared]);
  const records = useMemo(() => {
    if (!own && !alone) return both;
    const known = recordsInView({ mine, shared });
    return alone ? known.filter(({ author }) => author === me?.id) : known;
  }, [alone, own, shared, mine, me, both]);
  const seasons = useSeasonsOfBoth();
  const view = useMemo(
    () => ({
      ...windowOf(span, records, today),
      partners: drawn.map(({ id }) => id),
      today,
      seasons,
    }),
    [records, span, today, drawn, seasons],
  );
  const seen = useMemo(
    () => (own && !alone ? ownPageSummary(records, both, view) : summary(records, view)),
    [own, alone, records, both, view],
  );
  if (lanes === null) return null;
  const isPaused = !own && !isAgreed;
  const looks = LOOKS.filter((each) => own || each !== "own");
  const ownLane = own ? lanesOf(pairOf(partners))?.find(({ partner }) => partner === me.id) : undefined;
  const look = looks.includes(chosenLook) ? chosenLook : "care";

  return (
    <div className="insights">
      <header className="place-head">
        <h1 className="place" tabIndex={-1}>
          {t("title")}
        </h1>
        <Where privacy={own ? "one" : "both"}>
          <b>{own ? t("where.onlyYou") : t("where.both")}</b>
          {own ? (one ? "" : t("where.withYours")) : t("where.sharedOnly")}
        </Where>
      </header>
      <div className="insights-choose">
        <RadioChips
          legend={t("look.legend")}
          legendHidden
          options={looks.map((value) => ({ value, label: t(`look.${value}`) }))}
          value={look}
          onChange={setLook}
        />
        <RadioChips
          legend={t("span.legend")}
          legendHidden
          options={SPANS.map((value) => ({ value, label: t(`span.${value}`) }))}
          value={span}
          onChange={setSpan}
        />
        {me !== null && !one && (
          <RadioChips
            legend={t("view.legend")}
            legendHidden
            options={(["shared", "own"] as const).map((value) => ({ value, label: t(`view.${value}`) }))}
            value={whose}
            onChange={setWhose}
          />
        )}
        {seen.ready.kind === "ready" && (own || isAgreed) && (
          <span className="quiet">
            {format.span(seen.window.from, seen.window.to < today ? seen.window.to : today)}
          </span>
        )}
      </div>
      <Sheet spine={own ? me.seat : lanes.length === 2 ? "both" : "a"} className="insights-sheet">
        {!complete && (
          <p className="quiet" role="status">
            {t("stillReading")}
          </p>
        )}
        {isPaused ? (
          <section aria-labelledby="insights-consent" className="stack">
            <h2 className="sect" id="insights-consent">
              {t("consent:title")}
            </h2>
            <ConsentChoice />
          </section>
        ) : look === "care" && seen.ready.kind === "too-early" ? (
          <TooEarly days={seen.ready.days} needed={seen.ready.needed} />
        ) : (
          <>
            {look === "care" && <CareView seen={seen} lanes={lanes} seasons={seasons} />}
            {look === "deciding" && <DecidingView seen={seen} lanes={lanes} />}
            {look === "time" && <TimeView seen={seen} lanes={lanes} />}
            {look === "own" && ownLane && <Own records={records} view={view} lane={ownLane} />}
          </>
        )}
        {!isPaused && (
          <QuestionToBoth
            look={look}
            waiting={seen.littleCare[0] ?? null}
            sides={look === "own" && ownLane ? [ownLane.side] : lanes.map(({ side }) => side)}
            onWrite={me === null ? null : onWrite}
          />
        )}
      </Sheet>
    </div>
  );
}

/** What is measured for one alone, only while it is looked at. */
function Own({ records, view, lane }: { records: readonly JournalRecord[]; view: View; lane: Lane }): JSX.Element {
  const own = useMemo(() => ownSummary(records, lane.partner, view), [records, lane, view]);
  return <OwnView own={own} lane={lane} />;
}

/** No figure before two weeks of needs: what is missing, as a finding and not as an error. */
function TooEarly({ days, needed }: { days: number; needed: number }): JSX.Element {
  const { t } = useTranslation("insights");
  return (
    <div className="stack-close">
      <p className="early">{t("early.title")}</p>
      <p className="says">{t("early.says", { count: Math.max(1, needed - days) })}</p>
    </div>
  );
}
