import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, editAnswer } from "#shared/domain/answer.ts";
import type { AnswerOf } from "#shared/domain/joint.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "../Button.tsx";
import { ErrorNote } from "../ErrorNote.tsx";
import { SavedMark } from "../SavedMark.tsx";
import { useAct } from "../use-act.ts";
import { useKeptDraft } from "../use-kept-draft.ts";
import { Where } from "../Where.tsx";
import { type SealedAsking, sealedDraftPlace } from "./sealed-asking.ts";
import { useFormIds } from "./use-form-ids.ts";

/**
 * One partner answers for themselves. Of what both read, the answer is sealed until both have answered [D85]; of what is only theirs it is
 * kept as it is. What is typed is kept as a draft.
 */
export function SealedForm<Type extends Answer["body"]["type"], Draft, Said>({
  asking,
  me,
  other,
  sealed,
  before,
  act: actLabel,
  onDone,
  onLeave,
}: {
  asking: SealedAsking<Type, Draft, Said>;
  me: Partner;
  other: Partner | null;
  sealed: boolean;
  /** What they said before, sealed or only for themselves; null for nothing. */
  before: AnswerOf<Type> | null;
  /** What the button says. */
  act: string;
  onDone: () => void;
  /** Null where there is nothing to go back to. */
  onLeave: (() => void) | null;
}): JSX.Element {
  const { t } = useTranslation("records");
  const journal = useJournal();
  const idOf = useFormIds<"answer">();
  const { state, act } = useAct();
  const [asked, setAsked] = useState(false);
  const [start] = useState(() => asking.begin(before));
  const kept = useKeptDraft(sealedDraftPlace(asking.type, asking.subject), {
    start,
    read: asking.read,
    blank: (value) => JSON.stringify(value) === JSON.stringify(start),
  });
  const said = asking.said(kept.value);

  const give = (): void => {
    setAsked(true);
    if (said === null) return;
    void act(async () => {
      const written = { author: me.id, now: journal.now() };
      const given = asking.write(said, { ...written, id: idOf("answer"), today: journal.today() });
      // What was sealed is given anew; what was never sealed is changed.
      const answer =
        before !== null && before.sealed === null && before.original !== null
          ? editAnswer(before, { ...before.body, ...given.body }, written)
          : given;
      if (sealed) await journal.putSealed(answer);
      else if (answer !== before) await journal.put(answer);
      await kept.forget();
      onDone();
    });
  };

  return (
    <div className="record-answer-form" role="group" aria-label={asking.label}>
      {asking.ask({
        by: me,
        other,
        together: false,
        value: kept.value,
        isMissing: asked && said === null,
        onChange: kept.change,
      })}
      <Where privacy="one" quiet>
        {sealed ? t("sealed.seal") : undefined}
      </Where>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      <div className="acts">
        <Button kind="main" small busy={state.kind === "saving"} onClick={give}>
          {actLabel}
        </Button>
        {onLeave !== null && <LinkButton onClick={onLeave}>{t("page.form.leave")}</LinkButton>}
        {kept.state.kind !== "untouched" && <SavedMark state={kept.state} />}
      </div>
    </div>
  );
}
