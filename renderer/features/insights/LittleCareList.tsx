import { useId, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { LittleCare } from "#shared/analysis/little-care.ts";
import { type Day, daysBetween } from "#shared/base/time.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import "#renderer/ui/figure-or-table.css";

const SHOWN = 8;

/** M13: the needs' words that wait and have had no care lately, for either of the two; whose they are is not in it [A11]. */
export function LittleCareList({ words, today }: { words: readonly LittleCare[]; today: Day }): JSX.Element {
  const { t } = useTranslation("insights");
  const id = useId();
  const format = useFormat();
  const vocabulary = useVocabulary();
  const more = words.length - SHOWN;
  return (
    <section className="figure-or-table" aria-labelledby={id}>
      <header>
        <h2 id={id}>{t("littleCare.title")}</h2>
      </header>
      {words.length === 0 ? (
        <p className="early">{t("littleCare.none")}</p>
      ) : (
        <table>
          <caption className="sr">{t("littleCare.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("littleCare.word")}</th>
              <th scope="col">{t("littleCare.since")}</th>
              <th scope="col">{t("littleCare.days")}</th>
            </tr>
          </thead>
          <tbody>
            {words.slice(0, SHOWN).map(({ word, since }) => (
              <tr key={word}>
                <th scope="row">{vocabulary.need(word)}</th>
                <td>{since === null ? t("littleCare.never") : format.dayNear(since, today)}</td>
                <td>{since === null ? "–" : format.number(daysBetween(since, today))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="says">
        {more > 0 && <p>{t("littleCare.more", { count: more })}</p>}
        <p className="quiet">{t("littleCare.counted")}</p>
      </div>
    </section>
  );
}
