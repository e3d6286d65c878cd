import { useId, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { OpenFor, OwnSummary } from "#shared/analysis/own.ts";
import { addDays } from "#shared/base/time.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { useNeedOpener } from "#renderer/ui/entry-extras/need-opener.tsx";
import { FigureOrTable } from "#renderer/ui/FigureOrTable.tsx";
import { SupportLink } from "#renderer/ui/support-link.tsx";
import { UnseenCareLink } from "#renderer/ui/unseen-care-link.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { IntervalRows } from "./IntervalRows.tsx";
import type { Lane } from "./lanes.ts";
import { useMeasured } from "./use-measured.ts";
import "./views.css";

/** What is one's own alone to see: nothing of it reaches the other. Where there is no other, nothing is said of what they note or read. */
export function OwnView({ own, lane }: { own: OwnSummary; lane: Lane }): JSX.Element {
  const isAlone = useSnapshot(({ partners }) => partners.length < 2);
  return (
    <>
      <LongestOpen needs={own.longestOpen} />
      {own.seen && <CareSeen seen={own.seen} lane={lane} />}
      {!isAlone && <Voice voice={own.voice} />}
      <Giving giving={own.giving} />
    </>
  );
}

const SHOWN = 8;

/** M5: one's own open needs, the one that has been open longest first [A17]. */
function LongestOpen({ needs }: { needs: OwnSummary["longestOpen"] }): JSX.Element {
  const { t } = useTranslation("insights");
  const id = useId();
  const more = needs.length - SHOWN;
  return (
    <section className="own-part" aria-labelledby={id}>
      <h2 id={id}>{t("own.open.title")}</h2>
      {needs.length === 0 ? (
        <p className="early">{t("own.open.none")}</p>
      ) : (
        <ol className="own-needs">
          {needs.slice(0, SHOWN).map((need) => (
            <OpenNeed key={need.id} need={need} />
          ))}
        </ol>
      )}
      {more > 0 && <p className="quiet">{t("own.open.more", { count: more })}</p>}
    </section>
  );
}

function OpenNeed({ need: { id, word, voicedOn, days } }: { need: OpenFor }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const vocabulary = useVocabulary();
  const open = useNeedOpener();
  const said = vocabulary.need(word);
  return (
    <li>
      {open === null ? <span>{said}</span> : <LinkButton onClick={() => open(id)}>{said}</LinkButton>}
      <span>{t("own.open.days", { count: days })}</span>
      <span className="quiet">{t("own.open.said", { day: format.dayNear(voicedOn, addDays(voicedOn, days)) })}</span>
    </li>
  );
}

/** M8: of the care one gave, the share the other noted [A21]. */
function CareSeen({ seen, lane: { side } }: { seen: NonNullable<OwnSummary["seen"]>; lane: Lane }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const share = useMeasured().share(seen);
  const says = seen.kind === "measured" ? t("own.seen.says", { share }) : t("own.seen.tooFew", { share });
  return (
    <FigureOrTable
      title={t("own.seen.title")}
      figure={
        seen.kind === "too-few" ? (
          <p className="early">{t("early.title")}</p>
        ) : (
          <IntervalRows
            rows={[
              {
                key: "noted",
                label: t("own.seen.noted"),
                lines: [{ side, interval: seen, said: t("n", { n: format.number(seen.n) }) }],
              },
            ]}
            extent="whole"
            label={says}
          />
        )
      }
      table={
        <table>
          <caption className="sr">{t("own.seen.title")}</caption>
          <tbody>
            <tr>
              <th scope="row">{t("own.seen.noted")}</th>
              <td>{share}</td>
            </tr>
          </tbody>
        </table>
      }
      says={
        <>
          <p>{says}</p>
          <p>{t("own.seen.nobodyShould")}</p>
          <p>{t("own.seen.reveal")}</p>
          <p>
            <UnseenCareLink />
          </p>
        </>
      }
    />
  );
}

/** M11: how many of one's needs the other can read [A20]. */
function Voice({ voice: { shared, private: kept } }: { voice: OwnSummary["voice"] }): JSX.Element {
  const { t } = useTranslation("insights");
  const id = useId();
  return (
    <section className="own-part" aria-labelledby={id}>
      <h2 id={id}>{t("own.voice.title")}</h2>
      <p className="says">
        {shared + kept === 0
          ? t("own.voice.none")
          : [
              t("own.voice.says", { count: shared + kept }),
              t("own.voice.shared", { count: shared }),
              t("own.voice.kept", { count: kept }),
            ].join(" ")}
      </p>
      <p className="quiet">{t("own.voice.yours")}</p>
    </section>
  );
}

/** M12: what giving costs, and where it costs much out of fear a word beside the support page [A25]. */
function Giving({ giving: { n, needed, costly, isWorthANote } }: { giving: OwnSummary["giving"] }): JSX.Element {
  const { t } = useTranslation("insights");
  const id = useId();
  return (
    <section className="own-part" aria-labelledby={id}>
      <h2 id={id}>{t("own.giving.title")}</h2>
      <p className="says">
        {n < needed ? t("own.giving.tooFew", { n, needed }) : t("own.giving.says", { count: n, costly })}
      </p>
      {isWorthANote && (
        <div className="says">
          <p>{t("own.giving.note")}</p>
          <p>
            <SupportLink />
          </p>
        </div>
      )}
      <p className="quiet">{t("own.giving.where")}</p>
    </section>
  );
}
