import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Need } from "#shared/domain/need.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";

/** A need as it reads: its four parts that were written, what would help and how much it matters. */
export function NeedWords({
  need,
  without = null,
}: {
  need: Need;
  /** What stands above it already, as its title: a request that says nothing more is not said twice. */
  without?: string | null;
}): JSX.Element {
  const { t } = useTranslation("needs");
  const vocabulary = useVocabulary();
  const parts = [
    { name: t("say.noticed.name"), text: need.noticed },
    { name: t("say.felt.name"), text: need.felt },
    { name: t("say.need.name"), text: vocabulary.need(need.need) },
    { name: t("say.request.name"), text: need.request === without ? "" : need.request },
  ].filter(({ text }) => text !== "");
  const more = [
    need.wish === null ? null : t("read.wish", { wish: t(`wish.${need.wish}`) }),
    t(`importance.${need.importance}`),
  ].filter((said) => said !== null);
  return (
    <dl className="need-words">
      {parts.map(({ name, text }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="read">{text}</dd>
        </div>
      ))}
      <div>
        <dt className="sr">{t("read.more")}</dt>
        <dd className="quiet">{more.join(" · ")}</dd>
      </div>
    </dl>
  );
}
