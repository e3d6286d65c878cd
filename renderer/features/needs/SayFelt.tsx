import { useRef, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { z } from "#shared/base/zod.ts";
import { markFelt } from "#shared/domain/answer.ts";
import type { Care } from "#shared/domain/care.ts";
import { FiveSteps } from "#shared/domain/fields.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { TextArea } from "#renderer/ui/Field.tsx";
import { FiveStepScale } from "#renderer/ui/FiveStepScale.tsx";
import { giveAnswer } from "#renderer/ui/records/give-answer.ts";
import { ThrowAway } from "#renderer/ui/records/ThrowAway.tsx";
import { useFormIds } from "#renderer/ui/records/use-form-ids.ts";
import { useAct } from "#renderer/ui/use-act.ts";
import { useKeptDraft } from "#renderer/ui/use-kept-draft.ts";
import { feltPlace } from "./care-draft.ts";
import { useFeltWords } from "./said.ts";

const FeltDraft = z.object({ felt: FiveSteps.nullable(), words: z.string() });
type FeltDraft = z.infer<typeof FeltDraft>;
const NOT_SAID: FeltDraft = { felt: null, words: "" };

function readFelt(kept: unknown): FeltDraft | null {
  const parsed = FeltDraft.safeParse(kept);
  return parsed.success ? parsed.data : null;
}

/** The receiver says how care felt: for the giver too where the care itself is shared, or for oneself alone; together for both. */
export function SayFelt(props: {
  care: Care;
  isShared: boolean;
  /** The receiver. */
  me: Partner;
  giver: string | null;
  onDone?: () => void;
}): JSX.Element {
  const { care, isShared, me, giver, onDone } = props;
  const { t } = useTranslation("needs");
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const isTogether = session.kind === "together";
  const idOf = useFormIds<"felt">();
  const { state, act } = useAct();
  const feltWords = useFeltWords();
  const kept = useKeptDraft(isTogether ? null : feltPlace(care.id), {
    start: NOT_SAID,
    read: readFelt,
    blank: ({ felt, words }) => felt === null && words.trim() === "",
  });
  const { felt, words } = kept.value;
  const form = useRef<HTMLDivElement>(null);
  const say = (share: boolean): void => {
    if (felt === null) return;
    void act(async () => {
      const answer = markFelt(
        care,
        { felt, words },
        { id: idOf("felt"), author: me.id, now: journal.now(), today: journal.today() },
      );
      if (isTogether || share) await giveAnswer(journal, { session, shared }, answer);
      else await journal.put(answer);
      await kept.forget();
      onDone?.();
    });
  };
  const tellsGiver = isShared && giver !== null && !isTogether;
  return (
    <div className="say-felt" tabIndex={-1} ref={form}>
      <FiveStepScale
        legend={t("care.howFelt")}
        words={feltWords}
        value={felt}
        onChange={(chosen) => kept.change({ felt: chosen, words })}
      />
      {felt !== null && (
        <>
          <TextArea
            label={t("care.feltWords")}
            maxLength={2_000}
            value={words}
            onChange={(typed) => kept.change({ felt, words: typed })}
          />
          <div className="acts">
            {tellsGiver && (
              <Button small kind="main" busy={state.kind === "saving"} onClick={() => say(true)}>
                {t("care.tellGiver", { name: giver })}
              </Button>
            )}
            <LinkButton onClick={() => say(false)}>{t(isTogether ? "care.keepBoth" : "care.keepFelt")}</LinkButton>
            <ThrowAway kept={kept} onGone={() => form.current?.focus()} />
          </div>
        </>
      )}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </div>
  );
}
