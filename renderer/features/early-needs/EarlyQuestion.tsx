import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { type Day, daysBetween } from "#shared/base/time.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { nextPrompt, offeredPrompts } from "#renderer/ui/prompts/prompt-deck.ts";
import { usePrompts } from "#renderer/ui/prompts/use-prompts.ts";

/** Any day: a day's number is its distance to it. */
const FIRST_DAY = "2026-01-01" as Day;

/** A prompt about early needs to begin with, of those the open partner is offered, their own among them; another at a press. */
export function EarlyQuestion(): JSX.Element | null {
  const { t } = useTranslation("earlyNeeds");
  const journal = useJournal();
  const { library, kept } = usePrompts();
  const [shown, setShown] = useState<readonly string[]>([]);
  const seed = daysBetween(FIRST_DAY, journal.today());
  const offered = offeredPrompts(library, kept, ["early-needs"]);
  const first = nextPrompt(offered, [], seed);
  const prompt = offered.find(({ key }) => key === shown.at(-1)) ?? first.prompt;
  if (prompt === null) return null;
  return (
    <div className="early-question" role="group" aria-label={t("question.label")}>
      <p className="quiet">{t("question.label")}</p>
      <p className="ask" dir="auto" aria-live="polite">
        {prompt.words}
      </p>
      {offered.length > 1 && (
        <LinkButton onClick={() => setShown(nextPrompt(offered, shown.length === 0 ? first.shown : shown, seed).shown)}>
          {t("question.another")}
        </LinkButton>
      )}
    </div>
  );
}
