import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { pairOf } from "#renderer/store/snapshot.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { CoverTab, PartnerName } from "#renderer/ui/CoverBook.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { Where } from "#renderer/ui/Where.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { isOpen, needTitle, type Need } from "#shared/domain/need.ts";
import "./together.css";

const NEEDS_SHOWN = 6;

/** Where both begin: the shared page, and nothing private. */
export function Together({ onNeeds, onInsights }: { onNeeds: () => void; onInsights: () => void }): JSX.Element {
  const { t } = useTranslation("frame");
  const format = useFormat();
  const words = useVocabulary();
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const open = useMemo(
    () =>
      shared.flatMap(({ record, verified }) => (verified && record.kind === "need" && isOpen(record) ? [record] : [])),
    [shared],
  );
  const seatOf = (need: Need) => partners.find(({ id }) => id === need.author)?.seat ?? "a";

  return (
    <Sheet spine="both" className="together">
      <header className="place-head">
        <h1 className="place" tabIndex={-1}>
          {t("together.title")}
        </h1>
        <Where privacy="both" />
      </header>
      <p className="row">
        {pairOf(partners).map((partner) => (
          <PartnerName key={partner.id} partner={partner} />
        ))}
      </p>
      <p className="says">{t("together.body")}</p>
      <section aria-labelledby="together-needs">
        <h2 id="together-needs" className="sect">
          {t("together.openNeeds")}
        </h2>
        {open.length === 0 ? (
          <p>{t("together.noOpenNeeds")}</p>
        ) : (
          <ul>
            {open.slice(0, NEEDS_SHOWN).map((need) => (
              <li className="need-line" key={need.id}>
                <CoverTab seat={seatOf(need)} />
                <p>{needTitle(need) ?? words.need(need.need)}</p>
                <span className="quiet">
                  {words.need(need.need)}, {format.dayShort(need.voicedOn)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <p className="row">
        <Button kind="main" icon="insights" onClick={onInsights}>
          {t("together.insights")}
        </Button>
        <Button icon="needs" onClick={onNeeds}>
          {t("together.needs")}
        </Button>
      </p>
    </Sheet>
  );
}
