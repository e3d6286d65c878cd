import { useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { z } from "#shared/base/zod.ts";
import { PROMPT_THEMES, type Prompts } from "#shared/domain/prompts.ts";
import { tidyLine } from "#shared/domain/revision.ts";
import { Button, LinkButton } from "../Button.tsx";
import { RadioChips } from "../Chips.tsx";
import { ErrorNote } from "../ErrorNote.tsx";
import { TextArea } from "../Field.tsx";
import { SavedMark } from "../SavedMark.tsx";
import { useAct } from "../use-act.ts";
import { useKeptDraft } from "../use-kept-draft.ts";
import { usePrompts } from "./use-prompts.ts";

type Own = Prompts["own"][number];

const KeptOwn = z.strictObject({ theme: z.enum(PROMPT_THEMES), words: z.string().max(2_000) });
const PLACE = "prompt:new";
const EMPTY: Own = { theme: "gratitude", words: "" };

function readOwn(kept: unknown): Own | null {
  const parsed = KeptOwn.safeParse(kept);
  return parsed.success ? parsed.data : null;
}

/** Prompts of one's own: write one, change it, take it away. */
export function OwnPrompts(): JSX.Element {
  const { t } = useTranslation(["prompts", "ui"]);
  const { kept, change } = usePrompts();
  const { state, act } = useAct();
  const form = useRef<HTMLTextAreaElement>(null);
  const draft = useKeptDraft(PLACE, { start: EMPTY, read: readOwn, blank: ({ words }) => words.trim() === "" });
  /** The words of the one that is being changed. */
  const [editing, setEditing] = useState<string | null>(null);
  const [wrong, setWrong] = useState<"missing" | "there" | null>(null);
  const [removed, setRemoved] = useState<Own | null>(null);
  const { theme, words } = draft.value;

  const begin = (own: Own): void => {
    setEditing(own.words);
    draft.change(own);
    form.current?.focus();
  };

  function save(): void {
    const said: Own = { theme, words: tidyLine(words) };
    if (said.words === "") return setWrong("missing");
    if (said.words !== editing && kept.own.some((own) => own.words === said.words)) return setWrong("there");
    setWrong(null);
    void act(async () => {
      await change((before) => {
        const isEdited = before.own.some((own) => own.words === editing);
        const own = isEdited
          ? before.own.map((other) => (other.words === editing ? said : other))
          : [...before.own, said];
        return { ...before, own };
      });
      setEditing(null);
      setRemoved(null);
      await draft.forget();
      form.current?.focus();
    });
  }

  return (
    <div className="stack">
      <p>{t("own.says")}</p>
      <div className="stack prompt-form">
        <TextArea
          ref={form}
          label={editing === null ? t("own.words") : t("own.editing", { words: editing })}
          maxLength={400}
          value={words}
          error={wrong === null ? undefined : t(`own.${wrong}`)}
          onChange={(typed) => {
            setWrong(null);
            draft.change({ theme, words: typed });
          }}
        />
        <RadioChips
          legend={t("own.theme")}
          options={PROMPT_THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
          value={theme}
          onChange={(chosen) => draft.change({ theme: chosen, words })}
        />
        {state.kind === "failed" && <ErrorNote code={state.code} />}
        <p className="row">
          <Button kind="main" small busy={state.kind === "saving"} onClick={save}>
            {editing === null ? t("own.add") : t("own.save")}
          </Button>
          {editing !== null && (
            <LinkButton
              onClick={() => {
                setEditing(null);
                setWrong(null);
                void draft.forget();
              }}
            >
              {t("ui:cancel")}
            </LinkButton>
          )}
          {draft.state.kind !== "untouched" && <SavedMark state={draft.state} />}
        </p>
      </div>
      <p className="prompt-said" role="status">
        {removed !== null && (
          <>
            {t("own.removed", { words: removed.words })}{" "}
            <LinkButton
              onClick={() =>
                void act(async () => {
                  await change((before) => ({ ...before, own: [...before.own, removed] }));
                  setRemoved(null);
                })
              }
            >
              {t("own.putBack")}
            </LinkButton>
          </>
        )}
      </p>
      {kept.own.length === 0 && <p className="quiet">{t("own.none")}</p>}
      <ul className="prompt-list">
        {kept.own.map((own) => (
          <li key={own.words}>
            <p className="prompt-words" dir="auto">
              {own.words}
            </p>
            <p className="acts">
              <span className="quiet">{t(`themes.${own.theme}`)}</span>
              <LinkButton onClick={() => begin(own)}>{t("own.edit")}</LinkButton>
              <LinkButton
                onClick={() =>
                  void act(async () => {
                    await change((before) => ({
                      ...before,
                      own: before.own.filter((other) => other.words !== own.words),
                    }));
                    setRemoved(own);
                    if (editing === own.words) setEditing(null);
                  })
                }
              >
                {t("own.remove")}
              </LinkButton>
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
