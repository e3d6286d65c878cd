import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "#shared/domain/answer.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import type { Unvouched } from "./need-lists.ts";
import { useFeltWords } from "./said.ts";

/** Copies that nothing vouches for: their words, without a name, a cover, or anything to do about them. */
export function UnvouchedCopies({ copies }: { copies: readonly Unvouched[] }): JSX.Element | null {
  const { t } = useTranslation("needs");
  const format = useFormat();
  const vocabulary = useVocabulary();
  const feltWords = useFeltWords();
  if (copies.length === 0) return null;

  const said = (body: Answer["body"]): string[] => {
    if (body.type === "need-reply") return [t(`reply.${body.reply}`)];
    return body.type === "care-felt" || body.type === "reply-felt" ? [feltWords[body.felt]] : [];
  };
  const wordsOf = (copy: Unvouched): string[] => {
    switch (copy.kind) {
      case "need":
        return [vocabulary.need(copy.need), copy.noticed, copy.felt, copy.request];
      case "care":
        return [copy.what];
      case "answer":
        return [...said(copy.body), copy.body.words];
    }
  };
  return (
    <section aria-labelledby="unvouched">
      <h2 className="sect" id="unvouched">
        {t("unvouched.title")}
      </h2>
      <p className="quiet">{t("unvouched.says")}</p>
      <ul>
        {copies.map((copy) => (
          <li className="need-line" key={`${copy.author} ${copy.id}`}>
            <span className="cover-tab" aria-hidden="true" />
            <p className="unvouched-words" dir="auto">
              {wordsOf(copy)
                .filter((words) => words.trim() !== "")
                .join("\n")}
            </p>
            <div className="acts">
              <span className="quiet">
                {t(`unvouched.${copy.kind}`, {
                  day: format.dayShort(copy.kind === "need" ? copy.voicedOn : copy.day),
                })}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
