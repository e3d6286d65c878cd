import { lazy, Suspense, useId, useState, type JSX, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { CheckChips } from "./Chips.tsx";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { FiveStepScale } from "./FiveStepScale.tsx";
import { Icon } from "./Icon.tsx";
import type { OpenPage, PageText } from "./open-page.ts";
import { RichTextView } from "./RichTextView.tsx";
import { useVocabulary } from "./use-vocabulary.ts";
import "./entry-page.css";

const RichTextEditor = lazy(async () => ({ default: (await import("./RichTextEditor.tsx")).RichTextEditor }));

/** The five words of a mood, from low to well, in the namespace "ui". */
function useMoodWords(): readonly [string, string, string, string, string] {
  const { t } = useTranslation("ui");
  return [
    t("page.moodWords.0"),
    t("page.moodWords.1"),
    t("page.moodWords.2"),
    t("page.moodWords.3"),
    t("page.moodWords.4"),
  ];
}

/** What one writes on: title, text, and below them mood, feelings and tags. One mounting is one opening of the text. */
export function EntryPage({
  page,
  text,
  ruled = false,
  focused = false,
}: {
  page: OpenPage;
  text: PageText;
  ruled?: boolean;
  focused?: boolean;
}): JSX.Element {
  const { t } = useTranslation("ui");
  const titleId = useId();
  // The editor keeps its own text after loading.
  const [initial] = useState(text.body);

  return (
    <div className="entry-page">
      <label className="sr" htmlFor={titleId}>
        {t("page.title")}
      </label>
      <input
        id={titleId}
        className="entry-page-title"
        dir="auto"
        spellCheck={false}
        maxLength={200}
        placeholder={t("page.titleHint")}
        value={text.title}
        onChange={(event) => page.change({ title: event.target.value })}
      />
      <Suspense fallback={<RichTextView value={initial} />}>
        <RichTextEditor
          initial={initial}
          label={t("editor.label")}
          placeholder={t("page.startAnywhere")}
          ruled={ruled}
          focused={focused}
          onChange={(body) => page.change({ body })}
        />
      </Suspense>
      <PageExtras page={page} text={text} />
    </div>
  );
}

function PageExtras({ page, text }: { page: OpenPage; text: PageText }): JSX.Element {
  const { t } = useTranslation("ui");
  const words = useVocabulary();
  const moods = useMoodWords();
  const [opened, setOpened] = useState<"mood" | "tags" | null>(null);
  const [feelings, setFeelings] = useState(false);
  const panel = useId();
  const toggle = (which: "mood" | "tags"): void => setOpened(opened === which ? null : which);

  return (
    <>
      <div className="entry-page-tools" role="group" aria-label={t("page.extras")}>
        <button
          type="button"
          className="tool"
          aria-expanded={opened === "mood"}
          aria-controls={panel}
          onClick={() => toggle("mood")}
        >
          <Icon name="mood" />
          {text.mood === null ? t("page.mood") : moods[text.mood]}
        </button>
        <button type="button" className="tool" onClick={() => setFeelings(true)}>
          <Icon name="hand" />
          {text.feelings.length === 0 ? t("page.feelings") : text.feelings.map(words.feeling).join(", ")}
        </button>
        <button
          type="button"
          className="tool"
          aria-expanded={opened === "tags"}
          aria-controls={panel}
          onClick={() => toggle("tags")}
        >
          <Icon name="tag" />
          {text.tags.length === 0 ? t("page.tag") : text.tags.join(", ")}
        </button>
      </div>
      <div id={panel} className="entry-page-panel">
        {opened === "mood" && (
          <FiveStepScale
            legend={t("page.howIAm")}
            words={moods}
            value={text.mood}
            onChange={(mood) => page.change({ mood })}
          />
        )}
        {opened === "tags" && <Tags tags={text.tags} onChange={(tags) => page.change({ tags })} />}
      </div>
      <Dialog opened={feelings} onClose={() => setFeelings(false)} title={t("page.addFeelings")} wide>
        <FeelingsForm chosen={text.feelings} onChange={(chosen) => page.change({ feelings: chosen })} />
        <p className="entry-page-done">
          <Button kind="main" onClick={() => setFeelings(false)}>
            {t("done")}
          </Button>
        </p>
      </Dialog>
    </>
  );
}

const MOST_FEELINGS = 20;

function FeelingsForm({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: (feelings: string[]) => void;
}): JSX.Element {
  const { t } = useTranslation("ui");
  const words = useVocabulary();
  const [own, setOwn] = useState("");
  const known = new Set(words.feelingGroups.flatMap((group) => group.words));
  const ownWords = chosen.filter((word) => !known.has(word));
  const choose = (next: readonly string[]): void => onChange([...next].slice(0, MOST_FEELINGS));

  return (
    <div className="stack">
      {words.feelingGroups.map((group) => (
        <CheckChips
          key={group.key}
          legend={group.label}
          options={group.words.map((word) => ({ value: word, label: words.feeling(word) }))}
          values={chosen.filter((word) => group.words.includes(word))}
          onChange={(within) => choose([...chosen.filter((word) => !group.words.includes(word)), ...within])}
        />
      ))}
      <CheckChips
        legend={t("page.ownFeeling")}
        options={ownWords.map((word) => ({ value: word, label: word }))}
        values={ownWords}
        onChange={(within) => choose([...chosen.filter((word) => known.has(word)), ...within])}
      >
        <WordInput
          label={t("page.ownFeeling")}
          value={own}
          onChange={setOwn}
          onAdd={(word) => {
            if (!chosen.includes(word)) choose([...chosen, word]);
            setOwn("");
          }}
        />
      </CheckChips>
    </div>
  );
}

function Tags({ tags, onChange }: { tags: readonly string[]; onChange: (tags: string[]) => void }): JSX.Element {
  const { t } = useTranslation("ui");
  const [word, setWord] = useState("");
  return (
    <div className="entry-page-tags">
      {tags.map((tag) => (
        <span className="entry-page-tag" key={tag}>
          {tag}
          <button
            type="button"
            aria-label={t("page.removeTag", { tag })}
            onClick={() => onChange(tags.filter((other) => other !== tag))}
          >
            <Icon name="close" small />
          </button>
        </span>
      ))}
      <WordInput
        label={t("page.addTag")}
        value={word}
        onChange={setWord}
        onAdd={(tag) => {
          if (!tags.includes(tag)) onChange([...tags, tag].slice(0, 50));
          setWord("");
        }}
      />
      <span className="quiet">{t("page.tagHint")}</span>
    </div>
  );
}

/** One word (or a few), added by Enter or the button. */
function WordInput({
  label,
  value,
  onChange,
  onAdd,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  onAdd: (word: string) => void;
}): JSX.Element {
  const { t } = useTranslation("ui");
  const add = (): void => {
    const word = value.trim();
    if (word !== "") onAdd(word);
  };
  return (
    <span className="entry-page-word">
      <input
        className="field-input"
        dir="auto"
        spellCheck={false}
        aria-label={label}
        placeholder={label}
        maxLength={60}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          add();
        }}
      />
      <Button small onClick={add}>
        {t("page.add")}
      </Button>
    </span>
  );
}
