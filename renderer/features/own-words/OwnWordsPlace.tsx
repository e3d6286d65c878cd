import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { codeOf, type ErrorCode } from "#shared/base/errors.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { JUDGING_PHRASES, samePhrase, silencePhrase, tellPhrase } from "#shared/domain/judging-words.ts";
import type { OwnWordLists } from "#shared/domain/own-words.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { CheckChips } from "#renderer/ui/Chips.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useOwnWords } from "#renderer/ui/use-own-words.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { WordList } from "./WordList.tsx";
import "./own-words.css";

const isSameWord = (one: string, other: string): boolean => samePhrase(one) === samePhrase(other);

/** The words one adds to the lists, and the phrases one is told of while saying a need [D84]. One's own alone, so absent together. */
export function OwnWordsPlace({ onBack }: { begin: RecordId | null; onBack: () => void }): JSX.Element | null {
  const { t } = useTranslation("ownWords");
  const session = useSnapshot((snapshot) => snapshot.session);
  const vocabulary = useVocabulary();
  const { own, change } = useOwnWords();
  const [failed, setFailed] = useState<ErrorCode | null>(null);
  if (session.kind !== "one") return null;

  const changing = (list: "needs" | "feelings" | "judging") => (before: string | null, added: string | null) =>
    change((lists) => withWord(lists, list, before, added));
  const silent = new Set(own.quiet.map(samePhrase));
  const told = JUDGING_PHRASES.filter((phrase) => !silent.has(samePhrase(phrase)));
  // Each press counts, also one that comes while another is being written.
  const tellOf = (chosen: readonly string[]): void => {
    const more = chosen.filter((phrase) => !told.includes(phrase));
    const less = told.filter((phrase) => !chosen.includes(phrase));
    void change((lists) => less.reduce(silencePhrase, more.reduce(tellPhrase, lists))).then(
      () => setFailed(null),
      (thrown: unknown) => setFailed(codeOf(thrown)),
    );
  };

  return (
    <Sheet spine={session.me.seat} className="record-sheet own-words" labelledBy="own-words">
      <p className="record-back">
        <LinkButton onClick={onBack}>{t("back")}</LinkButton>
      </p>
      <header className="place-head">
        <h1 className="place" id="own-words" tabIndex={-1}>
          {t("title")}
        </h1>
        <Where privacy="one" />
      </header>
      <p className="says">{t("says")}</p>
      <WordList
        list="needs"
        words={own.needs}
        most={80}
        isSame={isSameWord}
        others={vocabulary.needGroups.flatMap(({ words }) => words.map(vocabulary.need))}
        onChange={changing("needs")}
      />
      <WordList
        list="feelings"
        words={own.feelings}
        most={60}
        isSame={isSameWord}
        others={vocabulary.feelingGroups.flatMap(({ words }) => words.map(vocabulary.feeling))}
        onChange={changing("feelings")}
      />
      <WordList
        list="judging"
        words={own.judging}
        most={80}
        isSame={isSameWord}
        others={JUDGING_PHRASES}
        onChange={changing("judging")}
      />
      <div className="own-everyones">
        <CheckChips
          legend={t("everyones")}
          options={JUDGING_PHRASES.map((phrase) => ({ value: phrase, label: phrase }))}
          values={told}
          onChange={(chosen) => tellOf(chosen)}
        />
        <p className="quiet">{t("everyonesSays")}</p>
      </div>
      {failed !== null && <ErrorNote code={failed} />}
    </Sheet>
  );
}

/** The lists with a word in the place of another, behind the others, or taken away. */
function withWord(
  lists: OwnWordLists,
  list: "needs" | "feelings" | "judging",
  before: string | null,
  added: string | null,
): OwnWordLists {
  const stands = before !== null && lists[list].includes(before);
  const words = stands
    ? lists[list].flatMap((word) => (word !== before ? [word] : added === null ? [] : [added]))
    : [...lists[list], ...(added === null ? [] : [added])];
  return { ...lists, [list]: words };
}
