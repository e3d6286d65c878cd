import { useRef, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { z } from "#shared/base/zod.ts";
import { type Answer, sayReplyFelt } from "#shared/domain/answer.ts";
import { FiveSteps } from "#shared/domain/fields.ts";
import type { Need } from "#shared/domain/need.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { TextArea } from "#renderer/ui/Field.tsx";
import { FiveStepScale } from "#renderer/ui/FiveStepScale.tsx";
import { giveAnswer } from "#renderer/ui/records/give-answer.ts";
import { ThrowAway } from "#renderer/ui/records/ThrowAway.tsx";
import { useFormIds } from "#renderer/ui/records/use-form-ids.ts";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useKeptDraft } from "#renderer/ui/use-kept-draft.ts";
import { replyFeltPlace } from "./need-draft.ts";
import { useFeltWords } from "./said.ts";

const Draft = z.strictObject({ felt: FiveSteps.nullable(), words: z.string() });
type Draft = z.infer<typeof Draft>;

const EMPTY: Draft = { felt: null, words: "" };
const read = (kept: unknown): Draft | null => Draft.safeParse(kept).data ?? null;
const isBlank = ({ felt, words }: Draft): boolean => felt === null && words.trim() === "";

/** The need's owner says how the other's answer felt: for the other too, or for oneself alone; together for both [D71]. */
export function SayReplyFelt(props: {
  need: Need;
  reply: Answer;
  /** The need's owner. */
  by: Partner;
  /** Who answered. */
  other: Partner;
  onDone: () => void;
}): JSX.Element {
  const { need, reply, by, other, onDone } = props;
  const { t } = useTranslation("needs");
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const feltWords = useFeltWords();
  const idOf = useFormIds<"felt">();
  const { state, act } = useAct();
  const isOne = session.kind === "one";
  const kept = useKeptDraft(isOne ? replyFeltPlace(need.id, reply.id) : null, { start: EMPTY, read, blank: isBlank });
  const { felt, words } = kept.value;
  const form = useRef<HTMLDivElement>(null);

  const say = (forBoth: boolean): void => {
    if (felt === null) return;
    void act(async () => {
      const when = { id: idOf("felt"), author: by.id, now: journal.now(), today: journal.today() };
      const answer = sayReplyFelt(need, reply, { felt, words }, when);
      if (forBoth) await giveAnswer(journal, { session, shared }, answer);
      else await journal.put(answer);
      await kept.forget();
      onDone();
    });
  };

  return (
    <div
      className="say-felt"
      role="group"
      tabIndex={-1}
      ref={form}
      aria-label={t("replyFelt.label", { name: other.name })}
    >
      <FiveStepScale
        legend={isOne ? t("replyFelt.legend") : t("replyFelt.legendOf", { name: by.name })}
        words={feltWords}
        value={felt}
        onChange={(chosen) => kept.change({ felt: chosen, words })}
      />
      {felt !== null && (
        <>
          <TextArea
            label={t("replyFelt.words")}
            dir="auto"
            maxLength={2_000}
            value={words}
            onChange={(typed) => kept.change({ felt, words: typed })}
          />
          <div className="acts">
            <Button small kind="main" busy={state.kind === "saving"} onClick={() => say(true)}>
              {isOne ? t("care.tellGiver", { name: other.name }) : t("replyFelt.both")}
            </Button>
            {isOne && <LinkButton onClick={() => say(false)}>{t("care.keepFelt")}</LinkButton>}
            <ThrowAway kept={kept} onGone={() => form.current?.focus()} />
            {kept.state.kind !== "untouched" && <SavedMark state={kept.state} />}
          </div>
        </>
      )}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </div>
  );
}
