import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { type LittleCare, littleCare } from "#shared/analysis/little-care.ts";
import { summary } from "#shared/analysis/summary.ts";
import { type Day, monthOf } from "#shared/base/time.ts";
import { recordsInView } from "#renderer/store/in-view.ts";
import { pairOf } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { ConsentChoice, useIsAnalysisAgreed } from "#renderer/ui/ConsentChoice.tsx";
import { useSeasonsOfBoth } from "#renderer/ui/figure/seasons.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { lanesOf, type Lanes } from "./lanes.ts";
import { MetShares } from "./MetShares.tsx";
import { needsAmong, sharedView, type Span, SPANS, windowOf } from "./views.ts";
import { WeeksStrip } from "./WeeksStrip.tsx";
import { WhoTookCare } from "./WhoTookCare.tsx";
import "./insights.css";

/** The weeks first, then met needs and who took care, always for both partners on one scale; one question to both at the end. */
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
  const [view, setView] = useState<"shared" | "own">("shared");

  const today = journal.today();
  const me = session.kind === "one" ? session.me : null;
  const isAgreed = useIsAnalysisAgreed();
  const one = partners.length < 2;
  const own = (view === "own" || one) && me !== null;
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
  const seen = useMemo(
    () =>
      summary(records, {
        ...windowOf(span, needsAmong(records), today),
        partners: drawn.map(({ id }) => id),
        today,
      }),
    [records, span, today, drawn],
  );
  const waiting = useMemo(() => littleCare(needsAmong(alone ? records : both), today), [alone, records, both, today]);
  if (lanes === null) return null;
  const isPaused = !own && !isAgreed;

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
            value={view}
            onChange={setView}
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
        ) : seen.ready.kind === "too-early" ? (
          <TooEarly days={seen.ready.days} needed={seen.ready.needed} />
        ) : (
          <Figures seen={seen} lanes={lanes} />
        )}
        {!isPaused && <QuestionToBoth waiting={waiting} alone={alone} onWrite={me === null ? null : onWrite} />}
      </Sheet>
    </div>
  );
}

function Figures({ seen, lanes }: { seen: ReturnType<typeof summary>; lanes: Lanes }): JSX.Element {
  const seasons = useSeasonsOfBoth();
  return (
    <>
      <WeeksStrip strip={seen.weeks} lanes={lanes} seasons={seasons} />
      <MetShares met={seen.met} lanes={lanes} />
      <WhoTookCare care={seen.care} lanes={lanes} />
    </>
  );
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

/** The one question to both at the end of the page: what would help where little care came, else what has helped. */
function QuestionToBoth({
  waiting,
  alone,
  onWrite,
}: {
  waiting: LittleCare | null;
  alone: boolean;
  /** Null while both have the journal open: no private page is there. */
  onWrite: (() => void) | null;
}): JSX.Element {
  const { t, i18n } = useTranslation("insights");
  const format = useFormat();
  const vocabulary = useVocabulary();
  return (
    <section className="question" aria-label={alone ? t("question.one") : t("question.label")}>
      <span className="question-covers" aria-hidden="true">
        <span className="cov-a" />
        {!alone && <span className="cov-b" />}
      </span>
      <div>
        <p className="quiet">{alone ? t("question.one") : t("question.label")}</p>
        <p className="ask">
          {waiting === null
            ? t(alone ? "question.whatHelpedAlone" : "question.whatHelped")
            : t(questionKey(waiting.since, alone), {
                word: sentenceStart(vocabulary.need(waiting.word), i18n.language),
                month: waiting.since === null ? "" : format.month(monthOf(waiting.since)),
              })}
        </p>
        {onWrite && <LinkButton onClick={onWrite}>{t("question.write")}</LinkButton>}
      </div>
    </section>
  );
}

const questionKey = (since: Day | null, alone: boolean) =>
  since === null
    ? alone
      ? ("question.noCareYetAlone" as const)
      : ("question.noCareYet" as const)
    : alone
      ? ("question.littleCareAlone" as const)
      : ("question.littleCare" as const);

const sentenceStart = (text: string, language: string): string =>
  text.replace(/^\p{L}/u, (letter) => letter.toLocaleUpperCase(language));
