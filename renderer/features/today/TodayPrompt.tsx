import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { nextPrompt, offeredPrompts, TODAY_LINE } from "#renderer/ui/prompts/prompt-deck.ts";
import { promptBlocks } from "#renderer/ui/prompts/templates.ts";
import { usePrompts } from "#renderer/ui/prompts/use-prompts.ts";
import { useAct } from "#renderer/ui/use-act.ts";
import { type Day, daysBetween } from "#shared/base/time.ts";
import type { PromptTheme } from "#shared/domain/prompts.ts";
import type { RichBlock } from "#shared/domain/rich-text.ts";

/** What is offered unasked. Early needs and hard times are there for who looks for them. */
const UNASKED: readonly PromptTheme[] = ["gratitude", "needs", "boundaries", "own-life", "us"];

/** Any day: a day's number is its distance to it. */
const FIRST_DAY = "2026-01-01" as Day;

/** One prompt below the date of a blank page, the same for the whole day until another is asked for. It can be hidden for good. */
export function TodayPrompt({
  day,
  onInsert,
}: {
  day: Day;
  onInsert: (blocks: RichBlock[]) => void;
}): JSX.Element | null {
  const { t } = useTranslation("prompts");
  const complete = useSnapshot((snapshot) => snapshot.complete);
  const { library, kept, change } = usePrompts();
  const { state, act } = useAct();
  const [shown, setShown] = useState<readonly string[]>([]);
  const [isUsed, setUsed] = useState(false);
  const [isJustHidden, setJustHidden] = useState(false);
  const isHidden = kept.hidden.includes(TODAY_LINE);
  const seed = daysBetween(FIRST_DAY, day);

  const hide = (hidden: boolean): void =>
    void act(async () => {
      await change((before) => ({
        ...before,
        hidden: [...before.hidden.filter((key) => key !== TODAY_LINE), ...(hidden ? [TODAY_LINE] : [])],
      }));
      setJustHidden(hidden);
    });

  // What is hidden is known once all is read; until then the line's place is kept.
  if (!complete) return <div className="today-prompt" />;
  if (isUsed || (isHidden && !isJustHidden)) return null;
  if (isHidden) {
    return (
      <div className="today-prompt" role="status">
        <p className="quiet">{t("today.hidden")}</p>
        <LinkButton onClick={() => hide(false)}>{t("today.undo")}</LinkButton>
      </div>
    );
  }
  const offered = offeredPrompts(library, kept, UNASKED);
  const first = nextPrompt(offered, [], seed);
  const prompt = offered.find(({ key }) => key === shown.at(-1)) ?? first.prompt;
  if (prompt === null) return null;
  return (
    <div className="today-prompt" role="group" aria-label={t("today.label")}>
      <p className="today-prompt-words" dir="auto" aria-live="polite">
        {prompt.words}
      </p>
      <div className="acts">
        <LinkButton
          onClick={() => {
            setUsed(true);
            onInsert(promptBlocks(prompt.words));
          }}
        >
          {t("today.write")}
        </LinkButton>
        <LinkButton onClick={() => setShown(nextPrompt(offered, shown.length === 0 ? first.shown : shown, seed).shown)}>
          {t("today.another")}
        </LinkButton>
        <LinkButton onClick={() => hide(true)}>{t("today.hide")}</LinkButton>
      </div>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </div>
  );
}
