import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { latestFirst } from "#shared/base/time.ts";
import type { Care } from "#shared/domain/care.ts";
import type { Person } from "#shared/domain/person.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";

const PAGE = 20;

/** One's own care that came from one of the people one can turn to, the latest first. */
export function CareFrom({ person }: { person: Person }): JSX.Element {
  const { t } = useTranslation("people");
  const format = useFormat();
  const vocabulary = useVocabulary();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const [most, setMost] = useState(PAGE);
  const care = useMemo(
    () =>
      mine
        .filter((record): record is Care => record.kind === "care" && record.person === person.id)
        .sort((left, right) => latestFirst(left.day, right.day)),
    [mine, person.id],
  );
  const needWord = (id: Care["need"]): string | null => {
    const need = mine.find((record) => record.kind === "need" && record.id === id);
    return need?.kind === "need" ? vocabulary.need(need.need) : null;
  };
  return (
    <section className="record-part" aria-labelledby="care-from">
      <h2 className="sect" id="care-from">
        {t("care.title")}
      </h2>
      {care.length === 0 ? (
        <p className="quiet">{t("care.none")}</p>
      ) : (
        <ul className="record-lines">
          {care.slice(0, most).map(({ id, day, what, need }) => (
            <li className="need-line" key={id}>
              <span className="cover-tab cov-others" />
              <p dir="auto">{what === "" ? (needWord(need) ?? t("care.wordless")) : what}</p>
              <span className="acts quiet">
                {[needWord(need), format.dayLong(day)].filter((part) => part !== null).join(", ")}
              </span>
            </li>
          ))}
        </ul>
      )}
      {care.length > most && <LinkButton onClick={() => setMost(most + PAGE)}>{t("care.more")}</LinkButton>}
    </section>
  );
}
