import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { NeedGroup } from "#shared/domain/vocabulary.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { TextField } from "#renderer/ui/Field.tsx";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";

/** Offered before all groups are asked for, with a few words each. */
const FIRST_GROUPS: readonly NeedGroup[] = ["order-and-help", "closeness", "safety-and-rest"];
const FIRST_WORDS = 3;

/** One word for a need: a few to begin with, all groups when asked, or a word of one's own. */
export function NeedPicker({ word, onChange }: { word: string; onChange: (word: string) => void }): JSX.Element {
  const { t } = useTranslation("needs");
  const vocabulary = useVocabulary();
  const groups = vocabulary.needGroups;
  const chosenIn = groups.find(({ words }) => words.includes(word));
  const own = word !== "" && chosenIn === undefined;
  const [all, setAll] = useState(own);
  const firstKeys = chosenIn === undefined ? FIRST_GROUPS : [...new Set([...FIRST_GROUPS, chosenIn.key])];
  const first = firstKeys.flatMap((key) => groups.filter((group) => group.key === key));
  return (
    <div className="need-groups">
      {(all ? groups : first).map(({ key, label, words }) => (
        <div className="need-group" key={key}>
          <span className="quiet" aria-hidden="true">
            {label}
          </span>
          <RadioChips
            legend={label}
            legendHidden
            options={(all ? words : firstWords(words, word)).map((value) => ({ value, label: vocabulary.need(value) }))}
            value={word}
            onChange={onChange}
            onClear={() => onChange("")}
          />
        </div>
      ))}
      {all ? (
        <div className="need-group">
          <span className="quiet" aria-hidden="true">
            {t("say.ownWordShort")}
          </span>
          <div className="need-own">
            <TextField
              label={t("say.ownWord")}
              labelHidden
              placeholder={t("say.ownWord")}
              maxLength={80}
              value={own ? word : ""}
              onChange={onChange}
            />
            <LinkButton onClick={() => setAll(false)}>{t("say.fewerGroups")}</LinkButton>
          </div>
        </div>
      ) : (
        <LinkButton className="need-all" onClick={() => setAll(true)}>
          {t("say.allGroups")}
        </LinkButton>
      )}
    </div>
  );
}

/** The first words of a group, and the chosen one wherever it stands in it. */
function firstWords(words: readonly string[], chosen: string): readonly string[] {
  const first = words.slice(0, FIRST_WORDS);
  return words.includes(chosen) && !first.includes(chosen) ? [...first, chosen] : first;
}
