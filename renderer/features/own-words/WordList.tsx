import { useId, useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { tidyLine } from "#shared/domain/revision.ts";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { TextField } from "#renderer/ui/Field.tsx";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useKeptDraft } from "#renderer/ui/use-kept-draft.ts";

const MOST_WORDS = 200;

const readWord = (kept: unknown): string | null => (typeof kept === "string" ? kept : null);
const isBlank = (word: string): boolean => word.trim() === "";

/** One of one's own lists: add to it, change what is there, take it away and put it back. What is typed is kept until it is added. */
export function WordList(props: {
  list: "needs" | "feelings" | "judging";
  words: readonly string[];
  /** UTF-16 code units of a word. */
  most: number;
  /** Whether two words are one. */
  isSame: (one: string, other: string) => boolean;
  /** What else is there already, beside these. */
  others: readonly string[];
  /** Puts `added` where `before` stands, or behind the others; takes `before` away where nothing is added. Rejects with a TwofoldError. */
  onChange: (before: string | null, added: string | null) => Promise<void>;
}): JSX.Element {
  const { list, words, most, isSame, others, onChange } = props;
  const { t } = useTranslation(["ownWords", "ui"]);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { state, act } = useAct();
  const draft = useKeptDraft(`own-words:${list}`, { start: "", read: readWord, blank: isBlank });
  const [changing, setChanging] = useState<string | null>(null);
  const [removed, setRemoved] = useState<string | null>(null);
  const [wrong, setWrong] = useState<"missing" | "there" | "full" | null>(null);

  const begin = (word: string): void => {
    setChanging(word);
    setWrong(null);
    draft.change(word);
    field.current?.focus();
  };
  const leave = (): void => {
    setChanging(null);
    setWrong(null);
    void draft.forget();
  };

  function save(): void {
    const word = tidyLine(draft.value);
    const rest = [...words.filter((each) => each !== changing), ...others];
    if (word === "") return setWrong("missing");
    if (rest.some((each) => isSame(each, word))) return setWrong("there");
    if (changing === null && words.length >= MOST_WORDS) return setWrong("full");
    setWrong(null);
    void act(async () => {
      await onChange(changing, word);
      setChanging(null);
      setRemoved(null);
      await draft.forget();
      field.current?.focus();
    });
  }

  return (
    <section className="own-list" aria-labelledby={id}>
      <h2 className="sect" id={id}>
        {t(`list.${list}.title`)}
      </h2>
      <p className="quiet">{t(`list.${list}.says`)}</p>
      {words.length === 0 ? (
        <p className="quiet">{t(`list.${list}.none`)}</p>
      ) : (
        <ul className="own-word-lines">
          {words.map((word) => (
            <li key={word}>
              <span className="own-word" dir="auto">
                {word}
              </span>
              <span className="acts">
                <LinkButton aria-label={t("changeOf", { word })} onClick={() => begin(word)}>
                  {t("change")}
                </LinkButton>
                <LinkButton
                  aria-label={t("removeOf", { word })}
                  onClick={() =>
                    void act(async () => {
                      await onChange(word, null);
                      setRemoved(word);
                      if (changing === word) leave();
                      field.current?.focus();
                    })
                  }
                >
                  {t("remove")}
                </LinkButton>
              </span>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="quiet">
        {removed !== null && (
          <>
            {t("removed", { word: removed })}{" "}
            <LinkButton
              onClick={() =>
                void act(async () => {
                  await onChange(null, removed);
                  setRemoved(null);
                  field.current?.focus();
                })
              }
            >
              {t("putBack")}
            </LinkButton>
          </>
        )}
      </p>
      <form
        className="own-add"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          ref={field}
          label={changing === null ? t(`list.${list}.add`) : t("changing", { word: changing })}
          dir="auto"
          maxLength={most}
          value={draft.value}
          {...(wrong !== null && { error: wrong === "full" ? t("full", { count: MOST_WORDS }) : t(wrong) })}
          onChange={(typed) => {
            setWrong(null);
            draft.change(typed);
          }}
        />
        <p className="acts">
          <Button type="submit" small busy={state.kind === "saving"}>
            {t(changing === null ? "addIt" : "save")}
          </Button>
          {changing !== null && <LinkButton onClick={leave}>{t("ui:cancel")}</LinkButton>}
          {draft.state.kind !== "untouched" && <SavedMark state={draft.state} />}
        </p>
      </form>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </section>
  );
}
