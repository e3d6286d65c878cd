import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { TextField } from "#renderer/ui/Field.tsx";
import { withPhrase } from "#renderer/ui/records/offered-phrases.ts";
import { useOwnWords } from "#renderer/ui/use-own-words.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { groupsHolding, type WordGroup } from "./word-search.ts";

/** Words for feelings to choose from, those one keeps among them: a press puts one behind what is written. */
export function FeelingWords(props: { text: string; most: number; onChange: (text: string) => void }): JSX.Element {
  const { text, most, onChange } = props;
  const { t } = useTranslation("needs");
  const vocabulary = useVocabulary();
  const { own } = useOwnWords();
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const yours: WordGroup = { key: "own", label: t("say.words.yours"), words: own.feelings };
  const shown = groupsHolding<WordGroup>([...vocabulary.feelingGroups, yours], query, vocabulary.feeling);
  return (
    <div className="feeling-words">
      <LinkButton aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t(isOpen ? "say.words.fewerFeelings" : "say.words.feelings")}
      </LinkButton>
      {isOpen && (
        <div className="need-groups">
          <div className="word-search">
            <TextField
              type="search"
              label={t("say.words.find")}
              labelHidden
              placeholder={t("say.words.find")}
              value={query}
              onChange={setQuery}
            />
          </div>
          {shown.map(({ key, label, words }) => (
            <div className="need-group" key={key}>
              <span className="quiet" id={`feeling-${key}`}>
                {label}
              </span>
              <div className="chips" role="group" aria-labelledby={`feeling-${key}`}>
                {words.map((word) => (
                  <button
                    type="button"
                    className="chip word-chip"
                    key={word}
                    onClick={() => onChange(withPhrase(text, vocabulary.feeling(word), most))}
                  >
                    {vocabulary.feeling(word)}
                  </button>
                ))}
              </div>
            </div>
          ))}
          <p className="quiet" role="status">
            {shown.length === 0 && t("say.words.none")}
          </p>
        </div>
      )}
    </div>
  );
}
