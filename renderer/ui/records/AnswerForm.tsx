import { useRef, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { z } from "#shared/base/zod.ts";
import { Day } from "#shared/base/time.ts";
import type { Answer } from "#shared/domain/answer.ts";
import type { Dated, NewAct } from "#shared/domain/revision.ts";
import { readableRecords } from "#renderer/store/in-view.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "../Button.tsx";
import { RadioChips } from "../Chips.tsx";
import { ErrorNote } from "../ErrorNote.tsx";
import { TextArea, TextField } from "../Field.tsx";
import { SavedMark } from "../SavedMark.tsx";
import { useAct } from "../use-act.ts";
import { useKeptDraft } from "../use-kept-draft.ts";
import { Where } from "../Where.tsx";
import { behindItsLast, giveAnswer } from "./give-answer.ts";
import { ThrowAway } from "./ThrowAway.tsx";
import { useFormIds } from "./use-form-ids.ts";

/** What is typed in a form for an answer. */
export interface AnswerDraft<Choice extends string = string> {
  readonly choice: Choice | null;
  readonly day: Day | null;
  readonly words: string;
}

const EMPTY: AnswerDraft<never> = { choice: null, day: null, words: "" };

const isBlank = ({ choice, day, words }: AnswerDraft): boolean =>
  choice === null && day === null && words.trim() === "";

const Kept = z.object({
  choice: z.string().nullable().catch(null),
  day: Day.nullable().catch(null),
  words: z.string().max(8_000).catch(""),
});

/**
 * A form for an answer to what both read: a choice, a day and words, of which each may be left out. It says who will read it, and is
 * shared as it is given. What is typed is kept as a draft, except together, where nobody's key is there alone.
 */
export function AnswerForm<Choice extends string = never>(props: {
  /** What the group of questions is called. */
  label: string;
  /** Where its draft is kept, one for each thing that is answered. */
  draftPlace: string;
  /** Who answers: the open partner, or together the one whose turn it is. */
  by: Partner;
  /** One of these is to be chosen. */
  choice?: { readonly legend: string; readonly options: readonly { readonly value: Choice; readonly label: string }[] };
  /** A day, which may be left out. */
  day?: { readonly label: string; readonly hint?: string; readonly shown?: (draft: AnswerDraft<Choice>) => boolean };
  words: { readonly label: string; readonly hint?: string; readonly required?: boolean };
  /** What is said about the choice as it stands. */
  note?: (draft: AnswerDraft<Choice>) => ReactNode;
  /** What cannot be as it stands, in a sentence; null for nothing. It is said once something is typed or given, and keeps it from being given. */
  wrong?: (draft: AnswerDraft<Choice>) => string | null;
  /** What the button says. */
  act: string;
  write: (draft: AnswerDraft<Choice>, act: NewAct & Dated) => Answer;
  onDone: () => void;
  onLeave?: () => void;
}): JSX.Element {
  const { label, draftPlace, by, choice, day, words, act: actLabel, write, onDone, onLeave } = props;
  const { t } = useTranslation("records");
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const idOf = useFormIds<"answer">();
  const { state, act } = useAct();
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const kept = useKeptDraft<AnswerDraft<Choice>>(session.kind === "one" ? draftPlace : null, {
    start: EMPTY,
    read: (value) => {
      const read = Kept.safeParse(value).data;
      if (read === undefined) return null;
      return { ...read, choice: choice?.options.find((option) => option.value === read.choice)?.value ?? null };
    },
    blank: isBlank,
  });
  const { value } = kept;
  const isMissing =
    (choice !== undefined && value.choice === null) || (words.required === true && value.words.trim() === "");
  const wrong = props.wrong?.(value) ?? null;
  const showsDay = day !== undefined && (day.shown?.(value) ?? true);

  const give = (): void => {
    setAsked(true);
    if (isMissing || wrong !== null) return;
    void act(async () => {
      const given = { ...value, day: showsDay ? value.day : null };
      const when = { id: idOf("answer"), author: by.id, now: journal.now(), today: journal.today() };
      const known = readableRecords({ mine, shared });
      const answer = behindItsLast(write(given, when), known, (last) => idOf("answer", last));
      await giveAnswer(journal, { session, shared }, answer);
      await kept.forget();
      onDone();
    });
  };

  return (
    <div className="record-answer-form" role="group" aria-label={label} tabIndex={-1} ref={form}>
      {choice !== undefined && (
        <RadioChips
          legend={choice.legend}
          options={choice.options}
          value={value.choice}
          onChange={(chosen) => kept.change({ ...value, choice: chosen })}
        />
      )}
      {props.note?.(value)}
      <TextArea
        label={words.label}
        hint={words.hint}
        dir="auto"
        maxLength={2_000}
        value={value.words}
        onChange={(typed) => kept.change({ ...value, words: typed })}
      />
      {showsDay && (
        <TextField
          label={day.label}
          hint={day.hint}
          className="record-short"
          type="date"
          value={value.day ?? ""}
          onChange={(typed) => kept.change({ ...value, day: Day.safeParse(typed).data ?? null })}
        />
      )}
      {asked && isMissing && (
        <p className="field-error" role="alert">
          {t("page.form.missing")}
        </p>
      )}
      {(asked || !isBlank(value)) && wrong !== null && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      <Where privacy="both" quiet>
        {t("page.answer.bothRead")}
      </Where>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      <div className="acts">
        <Button kind="main" small busy={state.kind === "saving"} onClick={give}>
          {actLabel}
        </Button>
        {onLeave !== undefined && <LinkButton onClick={onLeave}>{t("page.form.leave")}</LinkButton>}
        <ThrowAway kept={kept} onGone={onLeave ?? (() => form.current?.focus())} />
        {kept.state.kind !== "untouched" && <SavedMark state={kept.state} />}
      </div>
    </div>
  );
}
