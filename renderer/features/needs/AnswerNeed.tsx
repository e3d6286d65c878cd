import { useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { REPLIES, replyToNeed } from "#shared/domain/answer.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import type { Need } from "#shared/domain/need.ts";
import { readableRecords } from "#renderer/store/in-view.ts";
import type { OpenSession } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { TextArea } from "#renderer/ui/Field.tsx";
import { behindItsLast, giveAnswer } from "#renderer/ui/records/give-answer.ts";
import { ThrowAway } from "#renderer/ui/records/ThrowAway.tsx";
import { useFormIds } from "#renderer/ui/records/use-form-ids.ts";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useKeptDraft } from "#renderer/ui/use-kept-draft.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { answerPlace, EMPTY_ANSWER, isBlankAnswer, readAnswerDraft } from "./need-draft.ts";

/** An answer to a need the other shared: yes, partly, not now and why. An answer is for both; it is shared as it is given. */
export function AnswerNeed(props: {
  need: Need;
  session: OpenSession["kind"];
  /** Who answers: the open partner, or together the one whose need it is not. */
  by: PartnerId;
  owner: string;
  onDone: () => void;
  onCancel?: () => void;
}): JSX.Element {
  const { need, session, by, owner, onDone, onCancel } = props;
  const { t } = useTranslation("needs");
  const journal = useJournal();
  const snapshot = useSnapshot((open) => open);
  const idOf = useFormIds<"answer">();
  const { state, act } = useAct();
  // While both have the journal open there are no drafts: neither one's key is there alone to seal them for.
  const kept = useKeptDraft(session === "one" ? answerPlace(need.id) : null, {
    start: EMPTY_ANSWER,
    read: readAnswerDraft,
    blank: isBlankAnswer,
  });
  const { reply, words } = kept.value;
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLDivElement>(null);

  const send = (): void => {
    setAsked(true);
    if (reply === null) return;
    void act(async () => {
      const answer = replyToNeed(
        need,
        { reply, words },
        { id: idOf("answer"), author: by, now: journal.now(), today: journal.today() },
      );
      const known = readableRecords(snapshot);
      await giveAnswer(
        journal,
        snapshot,
        behindItsLast(answer, known, (last) => idOf("answer", last)),
      );
      await kept.forget();
      onDone();
    });
  };

  return (
    <div className="need-form" role="group" tabIndex={-1} ref={form} aria-label={t("answer.label", { name: owner })}>
      {need.wish !== null && <p className="says">{t(`answer.helps.${need.wish}`, { name: owner })}</p>}
      <RadioChips
        legend={t("answer.reply")}
        options={REPLIES.map((value) => ({ value, label: t(`reply.${value}`) }))}
        value={reply}
        onChange={(chosen) => kept.change({ reply: chosen, words })}
      />
      <TextArea
        label={reply === "not-now" ? t("answer.why") : t("answer.words")}
        {...(reply === "not-now" && { hint: t("answer.whyHint") })}
        dir="auto"
        maxLength={2_000}
        value={words}
        onChange={(typed) => kept.change({ reply, words: typed })}
      />
      {asked && reply === null && (
        <p className="field-error" role="alert">
          {t("answer.missing")}
        </p>
      )}
      <Where privacy="both" quiet>
        {t("answer.willRead", { name: owner })}
      </Where>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      <div className="acts">
        <Button kind="main" small busy={state.kind === "saving"} onClick={send}>
          {t("answer.act")}
        </Button>
        {onCancel && <LinkButton onClick={onCancel}>{t("close.leave")}</LinkButton>}
        <ThrowAway kept={kept} onGone={onCancel ?? (() => form.current?.focus())} />
        {kept.state.kind !== "untouched" && <SavedMark state={kept.state} />}
      </div>
    </div>
  );
}
