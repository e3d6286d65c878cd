import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { RECORD_KINDS, type RecordKind } from "#shared/domain/record.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { keepsakesOf, looseVersions } from "./kept-lists.ts";
import { KeptText } from "./KeptText.tsx";
import "./kept-words.css";

/** What the other had shared, kept by who took their part; and versions that have no page of their own. For oneself alone. */
export function KeptWordsPlace({ onBack }: { onBack: () => void }): JSX.Element {
  const { t } = useTranslation("keptWords");
  const format = useFormat();
  const session = useSnapshot((snapshot) => snapshot.session);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const keepsakes = useMemo(() => keepsakesOf(mine), [mine]);
  const loose = useMemo(() => looseVersions(mine), [mine]);
  const kindOf = (kind: string): string =>
    Object.hasOwn(RECORD_KINDS, kind) ? t(`kinds.${kind as RecordKind}`) : t("kinds.other");

  return (
    <Sheet
      spine={session.kind === "one" ? session.me.seat : "both"}
      className="kept-words"
      labelledBy="kept-words-title"
    >
      <p>
        <LinkButton onClick={onBack}>{t("back")}</LinkButton>
      </p>
      <header className="place-head">
        <h1 className="place" id="kept-words-title" tabIndex={-1}>
          {t("title")}
        </h1>
        <Where privacy="one" />
      </header>
      {keepsakes.length + loose.length === 0 && (
        <EmptyState action={<Button onClick={onBack}>{t("back")}</Button>}>{t("none")}</EmptyState>
      )}
      {keepsakes.length > 0 && (
        <section aria-labelledby="kept-keepsakes">
          <h2 className="sect" id="kept-keepsakes">
            {t("keepsakes")}
          </h2>
          <ul className="kept-list">
            {keepsakes.map((keepsake) => (
              <li key={keepsake.id}>
                <p className="quiet">
                  {kindOf(keepsake.ofKind)},{" "}
                  {t("from", { name: keepsake.from || t("someone"), day: format.dayLong(keepsake.on) })}
                </p>
                <KeptText of={keepsake} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {loose.length > 0 && (
        <section aria-labelledby="kept-loose">
          <h2 className="sect" id="kept-loose">
            {t("loose")}
          </h2>
          <ul className="kept-list">
            {loose.map((version) => (
              <li key={version.id}>
                <p className="quiet">
                  {kindOf(version.ofKind)}
                  {version.original !== null && `, ${format.moment(version.original.createdAt)}`}
                </p>
                <KeptText of={version} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Sheet>
  );
}
