import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { tidyLine } from "#shared/domain/revision.ts";
import type { NeedGroup } from "#shared/domain/vocabulary.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { TextField } from "#renderer/ui/Field.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useOwnWords } from "#renderer/ui/use-own-words.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { groupsHolding, isSameWord, type WordGroup } from "./word-search.ts";

/** Offered before all groups are asked for, with a few words each. */
const FIRST_GROUPS: readonly NeedGroup[] = ["order-and-help", "closeness", "safety-and-rest"];
const FIRST_WORDS = 3;
const FIRST_OWN_WORDS = 6;
const OWN = "own";

/**
 * One word for a need: a few to begin with and those one keeps, all groups and a search when asked, or a word of one's own, which can be
 * kept for another time. `keeps` is false together, as kept words are each one's alone.
 */
export function NeedPicker(props: { word: string; onChange: (word: string) => void; keeps: boolean }): JSX.Element {
  const { word, onChange, keeps } = props;
  const { t } = useTranslation("needs");
  const vocabulary = useVocabulary();
  const { own: kept, change } = useOwnWords();
  const { state, act } = useAct();
  const [query, setQuery] = useState("");
  const groups = vocabulary.needGroups;
  const chosenIn = groups.find(({ words }) => words.includes(word));
  const isOwn = word !== "" && chosenIn === undefined && !kept.needs.includes(word);
  const [all, setAll] = useState(isOwn);
  /** What stands in the field, which may be a word of the lists on its way to another; null once a word of the lists was chosen. */
  const [typed, setTyped] = useState(isOwn ? word : null);
  const type = (text: string): void => {
    setTyped(text);
    const known = [...groups.flatMap(({ words }) => words), ...kept.needs];
    onChange(known.find((each) => isSameWord(vocabulary.need(each), text)) ?? text);
  };
  const choose = (chosen: string): void => {
    setTyped(null);
    onChange(chosen);
  };

  const yours: WordGroup = { key: OWN, label: t("say.words.yours"), words: kept.needs };
  const firstKeys = chosenIn === undefined ? FIRST_GROUPS : [...new Set([...FIRST_GROUPS, chosenIn.key])];
  const first: readonly WordGroup[] = [
    ...firstKeys.flatMap((key) => groups.filter((group) => group.key === key)),
    ...(kept.needs.length > 0 ? [yours] : []),
  ];
  const shown = all ? groupsHolding<WordGroup>([...groups, yours], query, vocabulary.need) : first;

  return (
    <div className="need-groups">
      {all && (
        <div className="word-search">
          <TextField
            type="search"
            label={t("say.words.find")}
            labelHidden
            placeholder={t("say.words.find")}
            value={query}
            onChange={setQuery}
          />
          <LinkButton onClick={() => setAll(false)}>{t("say.fewerGroups")}</LinkButton>
        </div>
      )}
      {shown.map(({ key, label, words }) => (
        <div className="need-group" key={key}>
          <span className="quiet" aria-hidden="true">
            {label}
          </span>
          <RadioChips
            legend={label}
            legendHidden
            options={(all ? words : firstWords(words, word, key === OWN ? FIRST_OWN_WORDS : FIRST_WORDS)).map(
              (value) => ({ value, label: vocabulary.need(value) }),
            )}
            value={word}
            onChange={choose}
            onClear={() => choose("")}
          />
        </div>
      ))}
      <p className="quiet" role="status">
        {all && shown.length === 0 && t("say.words.none")}
      </p>
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
              dir="auto"
              maxLength={80}
              value={typed ?? ""}
              onChange={type}
            />
            {keeps && isOwn && tidyLine(word) !== "" && (
              <LinkButton
                onClick={() =>
                  void act(async () => {
                    await change((lists) => ({ ...lists, needs: [...lists.needs, tidyLine(word)] }));
                    choose(tidyLine(word));
                  })
                }
              >
                {t("say.words.keep")}
              </LinkButton>
            )}
          </div>
          {state.kind === "failed" && <ErrorNote code={state.code} />}
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
function firstWords(words: readonly string[], chosen: string, most: number): readonly string[] {
  const first = words.slice(0, most);
  return words.includes(chosen) && !first.includes(chosen) ? [...first, chosen] : first;
}
