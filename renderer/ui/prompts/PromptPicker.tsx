import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { PROMPT_THEMES, type PromptTheme } from "#shared/domain/prompts.ts";
import type { RichBlock } from "#shared/domain/rich-text.ts";
import { Button, LinkButton } from "../Button.tsx";
import { RadioChips } from "../Chips.tsx";
import { Dialog } from "../Dialog.tsx";
import { ErrorNote } from "../ErrorNote.tsx";
import { useAct } from "../use-act.ts";
import { HiddenPrompts } from "./HiddenPrompts.tsx";
import { OwnPrompts } from "./OwnPrompts.tsx";
import { hiddenPrompts, nextPrompt, offeredPrompts, TODAY_LINE } from "./prompt-deck.ts";
import { promptBlocks } from "./templates.ts";
import { usePrompts } from "./use-prompts.ts";
import "./prompts.css";

/** One prompt at a time, by theme or any: written with, passed over, or hidden; and one's own among them. */
export function PromptPicker({
  opened,
  onClose,
  seed,
  onInsert,
}: {
  opened: boolean;
  onClose: () => void;
  /** A whole number that gives their order. */
  seed: number;
  onInsert: (blocks: RichBlock[]) => void;
}): JSX.Element {
  const { t } = useTranslation("prompts");
  const [view, setView] = useState<"offer" | "own" | "hidden">("offer");
  const close = (): void => {
    onClose();
    setView("offer");
  };
  const title = { offer: t("picker.title"), own: t("own.title"), hidden: t("hiddenOnes.title") }[view];
  return (
    <Dialog opened={opened} onClose={close} title={title} wide>
      {view === "offer" && (
        <Offer
          seed={seed}
          onUse={(words) => {
            close();
            onInsert(promptBlocks(words));
          }}
          onOwn={() => setView("own")}
          onHidden={() => setView("hidden")}
        />
      )}
      {view === "own" && <OwnPrompts />}
      {view === "hidden" && <HiddenPrompts />}
      {view !== "offer" && (
        <p className="prompt-back">
          <LinkButton onClick={() => setView("offer")}>{t("picker.back")}</LinkButton>
        </p>
      )}
    </Dialog>
  );
}

type Theme = PromptTheme | "any";

function Offer({
  seed,
  onUse,
  onOwn,
  onHidden,
}: {
  seed: number;
  onUse: (words: string) => void;
  onOwn: () => void;
  onHidden: () => void;
}): JSX.Element {
  const { t } = useTranslation("prompts");
  const { library, kept, change } = usePrompts();
  const { state, act } = useAct();
  const [theme, setTheme] = useState<Theme>("any");
  const [shown, setShown] = useState<readonly string[]>(
    () => nextPrompt(offeredPrompts(library, kept), [], seed).shown,
  );
  const [hidden, setHidden] = useState<string | null>(null);
  const offered = offeredPrompts(library, kept, theme === "any" ? PROMPT_THEMES : [theme]);
  const last = offered.find(({ key }) => key === shown.at(-1));
  // What was shown last may be of another theme, or hidden or changed since: the next one stands in for it.
  const prompt = last ?? nextPrompt(offered, shown, seed).prompt;
  const countHidden = hiddenPrompts(library, kept).length + (kept.hidden.includes(TODAY_LINE) ? 1 : 0);

  const another = (): void => {
    setHidden(null);
    const past = prompt === null || last !== undefined ? shown : [...shown, prompt.key];
    setShown(nextPrompt(offered, past, seed).shown);
  };

  return (
    <div className="stack">
      <RadioChips
        legend={t("picker.theme")}
        options={(["any", ...PROMPT_THEMES] as const).map((value) => ({ value, label: t(`themes.${value}`) }))}
        value={theme}
        onChange={setTheme}
      />
      <div className="prompt-shown" aria-live="polite">
        {prompt === null ? (
          <p>{t("picker.none")}</p>
        ) : (
          <>
            <p className="prompt-words" dir="auto">
              {prompt.words}
            </p>
            <p className="quiet">
              {t(`themes.${prompt.theme}`)}
              {prompt.isOwn && `, ${t("picker.ownMark")}`}
            </p>
          </>
        )}
      </div>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      {prompt !== null && (
        <div className="row">
          <Button kind="main" onClick={() => onUse(prompt.words)}>
            {t("picker.use")}
          </Button>
          <Button icon="turn" onClick={another}>
            {t("picker.another")}
          </Button>
          {!prompt.isOwn && (
            <LinkButton
              onClick={() =>
                void act(async () => {
                  await change((before) => ({ ...before, hidden: [...before.hidden, prompt.key] }));
                  setHidden(prompt.key);
                })
              }
            >
              {t("picker.hide")}
            </LinkButton>
          )}
        </div>
      )}
      <p className="prompt-said" role="status">
        {hidden !== null && (
          <>
            {t("picker.hidden")}{" "}
            <LinkButton
              onClick={() =>
                void act(async () => {
                  await change((before) => ({ ...before, hidden: before.hidden.filter((key) => key !== hidden) }));
                  setShown((past) => [...past.filter((key) => key !== hidden), hidden]);
                  setHidden(null);
                })
              }
            >
              {t("picker.bringBack")}
            </LinkButton>
          </>
        )}
      </p>
      <p className="acts prompt-foot">
        <LinkButton onClick={onOwn}>{t("picker.toOwn")}</LinkButton>
        {countHidden > 0 && <LinkButton onClick={onHidden}>{t("picker.toHidden", { count: countHidden })}</LinkButton>}
      </p>
    </div>
  );
}
