import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../Button.tsx";
import { ErrorNote } from "../ErrorNote.tsx";
import { useAct } from "../use-act.ts";
import { hiddenPrompts, TODAY_LINE } from "./prompt-deck.ts";
import { usePrompts } from "./use-prompts.ts";

/** What is not offered, to be brought back: prompts of the library, and the line on Today. */
export function HiddenPrompts(): JSX.Element {
  const { t } = useTranslation("prompts");
  const { library, kept, change } = usePrompts();
  const { state, act } = useAct();
  const hidden = hiddenPrompts(library, kept);
  const noLine = kept.hidden.includes(TODAY_LINE);
  const show = (shown: string): void =>
    void act(() => change((before) => ({ ...before, hidden: before.hidden.filter((key) => key !== shown) })));

  return (
    <div className="stack">
      <p>{hidden.length + (noLine ? 1 : 0) === 0 ? t("hiddenOnes.none") : t("hiddenOnes.says")}</p>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      <ul className="prompt-list">
        {noLine && (
          <li>
            <p>{t("hiddenOnes.today")}</p>
            <p className="acts">
              <LinkButton onClick={() => show(TODAY_LINE)}>{t("hiddenOnes.showToday")}</LinkButton>
            </p>
          </li>
        )}
        {hidden.map(({ key, theme, words }) => (
          <li key={key}>
            <p className="prompt-words">{words}</p>
            <p className="acts">
              <span className="quiet">{t(`themes.${theme}`)}</span>
              <LinkButton onClick={() => show(key)}>{t("picker.bringBack")}</LinkButton>
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
