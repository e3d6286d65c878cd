import { useId, useImperativeHandle, useMemo, useState, type JSX, type KeyboardEvent, type Ref } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import type { RichBlock } from "#shared/domain/rich-text.ts";
import { Button, LinkButton } from "../Button.tsx";
import { CheckChips } from "../Chips.tsx";
import { Dialog } from "../Dialog.tsx";
import type { EditorHandle, PromptsHandle } from "../editor/editor-handle.ts";
import { FiveStepScale } from "../FiveStepScale.tsx";
import { Icon, type IconName } from "../Icon.tsx";
import type { OpenPage, PageText } from "../open-page.ts";
import { PromptPicker } from "../prompts/PromptPicker.tsx";
import { TemplatePicker } from "../prompts/TemplatePicker.tsx";
import { isHidden, useOpenedLocks } from "../second-lock.ts";
import { useOwnWords } from "../use-own-words.ts";
import { useVocabulary } from "../use-vocabulary.ts";
import { ComboBox } from "./ComboBox.tsx";
import { LinkedNeeds, LinkNeeds } from "./NeedLinks.tsx";
import { ownTags } from "./own-tags.ts";
import { TagsDialog } from "./TagsDialog.tsx";
import { useMoodWords } from "./use-mood-words.ts";
import "./entry-extras.css";

type Panel = "mood" | "tags" | "needs";
type Above = "prompt" | "template" | "feelings" | "tags";

/**
 * What a page has beside its title and text: prompts and templates to begin from, mood, feelings, tags, the needs it speaks of, and the
 * star.
 */
export function EntryExtras({
  ref,
  page,
  text,
  editor,
}: {
  ref?: Ref<PromptsHandle>;
  page: OpenPage;
  text: PageText;
  editor: Pick<EditorHandle, "insert">;
}): JSX.Element {
  const { t } = useTranslation(["prompts", "ui"]);
  const words = useVocabulary();
  const moods = useMoodWords();
  const [panel, setPanel] = useState<Panel | null>(null);
  const [above, setAbove] = useState<Above | null>(null);
  // One order for each opening of a page; nothing hangs on it being hard to guess.
  const [seed] = useState(() => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0);
  const id = useId();
  const close = (): void => setAbove(null);
  const insert = (blocks: RichBlock[]): void => editor.insert(blocks);
  useImperativeHandle(
    ref,
    () => ({ choosePrompt: () => setAbove("prompt"), chooseTemplate: () => setAbove("template") }),
    [],
  );

  const opening = (which: Panel, icon: IconName, says: string): JSX.Element => (
    <button
      type="button"
      className="tool"
      aria-expanded={panel === which}
      aria-controls={id}
      onClick={() => setPanel(panel === which ? null : which)}
    >
      <Icon name={icon} />
      {says}
    </button>
  );
  const asking = (which: Above, icon: IconName, says: string): JSX.Element => (
    <button type="button" className="tool" aria-haspopup="dialog" onClick={() => setAbove(which)}>
      <Icon name={icon} />
      {says}
    </button>
  );

  return (
    <div className="entry-extras">
      <LinkedNeeds linked={text.needs} />
      <div className="extras-tools" role="group" aria-label={t("extras.extras")}>
        {asking("prompt", "scroll", t("extras.prompt"))}
        {asking("template", "today", t("extras.template"))}
        {opening("mood", "mood", text.mood === null ? t("extras.mood") : moods[text.mood])}
        {asking(
          "feelings",
          "hand",
          text.feelings.length === 0 ? t("extras.feelings") : text.feelings.map(words.feeling).join(", "),
        )}
        {opening("tags", "tag", text.tags.length === 0 ? t("extras.tag") : text.tags.join(", "))}
        {opening("needs", "needs", t("extras.need"))}
        <button
          type="button"
          className="tool extras-star"
          data-on={text.star ? "" : undefined}
          onClick={() => page.change({ star: !text.star })}
        >
          <Icon name="star" />
          {t(text.star ? "extras.unstar" : "extras.star")}
        </button>
      </div>
      <div id={id} className="extras-panel">
        {panel === "mood" && (
          <FiveStepScale
            legend={t("extras.howIAm")}
            words={moods}
            value={text.mood}
            onChange={(mood) => page.change({ mood })}
          />
        )}
        {panel === "tags" && (
          <Tags tags={text.tags} onChange={(tags) => page.change({ tags })} onAll={() => setAbove("tags")} />
        )}
        {panel === "needs" && <LinkNeeds linked={text.needs} onChange={(needs) => page.change({ needs })} />}
      </div>
      <PromptPicker opened={above === "prompt"} onClose={close} seed={seed} onInsert={insert} />
      <TemplatePicker opened={above === "template"} onClose={close} onInsert={insert} />
      <Dialog opened={above === "feelings"} onClose={close} title={t("extras.addFeelings")} wide>
        <FeelingsForm chosen={text.feelings} onChange={(chosen) => page.change({ feelings: chosen })} />
        <p className="extras-done">
          <Button kind="main" onClick={close}>
            {t("ui:done")}
          </Button>
        </p>
      </Dialog>
      <TagsDialog opened={above === "tags"} onClose={close} before={() => page.save()} />
    </div>
  );
}

const MOST_FEELINGS = 20;
const MOST_TAGS = 50;

function FeelingsForm({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: (feelings: string[]) => void;
}): JSX.Element {
  const { t } = useTranslation("prompts");
  const words = useVocabulary();
  const [own, setOwn] = useState("");
  const known = new Set(words.feelingGroups.flatMap((group) => group.words));
  const kept = useOwnWords().own.feelings;
  const ownWords = [...new Set([...kept, ...chosen.filter((word) => !known.has(word))])];
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
        legend={t("extras.ownFeeling")}
        options={ownWords.map((word) => ({ value: word, label: word }))}
        values={chosen.filter((word) => !known.has(word))}
        onChange={(within) => choose([...chosen.filter((word) => known.has(word)), ...within])}
      >
        <WordInput
          label={t("extras.ownFeeling")}
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

function Tags({
  tags,
  onChange,
  onAll,
}: {
  tags: readonly string[];
  onChange: (tags: string[]) => void;
  onAll: () => void;
}): JSX.Element {
  const { t } = useTranslation("prompts");
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const locks = useOpenedLocks();
  const known = useMemo(() => ownTags(mine, (entry) => isHidden(entry, locks)), [mine, locks]);
  const add = (tag: string): void => {
    if (!tags.includes(tag)) onChange([...tags, tag].slice(0, MOST_TAGS));
  };
  return (
    <div className="extras-tags">
      {tags.map((tag) => (
        <span className="extras-tag" key={tag}>
          <span dir="auto">{tag}</span>
          <button
            type="button"
            aria-label={t("extras.removeTag", { tag })}
            onClick={() => onChange(tags.filter((other) => other !== tag))}
          >
            <Icon name="close" small />
          </button>
        </span>
      ))}
      <ComboBox
        label={t("extras.addTag")}
        most={60}
        options={known
          .filter(({ tag }) => !tags.includes(tag))
          .map(({ tag, entries }) => ({
            value: tag,
            label: tag,
            about: t("extras.tagTimes", { count: entries }),
          }))}
        onChoose={add}
        onOwn={add}
      />
      <span className="quiet extras-hint">
        {t("extras.tagHint")} {known.length > 0 && <LinkButton onClick={onAll}>{t("extras.allTags")}</LinkButton>}
      </span>
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
  const { t } = useTranslation("prompts");
  const add = (): void => {
    const word = value.trim();
    if (word !== "") onAdd(word);
  };
  return (
    <span className="extras-word">
      <input
        className="field-input"
        dir="auto"
        autoComplete="off" // the browser would keep it in the clear, to suggest it again
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
        {t("extras.add")}
      </Button>
    </span>
  );
}
