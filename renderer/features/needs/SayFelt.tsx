import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { markFelt } from "#shared/domain/answer.ts";
import type { Care } from "#shared/domain/care.ts";
import type { FiveSteps } from "#shared/domain/fields.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { FiveStepScale } from "#renderer/ui/FiveStepScale.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFeltWords } from "./said.ts";
import { useFormIds } from "./use-form-ids.ts";

/** The receiver says how care felt: for the giver too where the care itself is shared, or for oneself alone. */
export function SayFelt(props: { care: Care; isShared: boolean; me: Partner; giver: string | null }): JSX.Element {
  const { care, isShared, me, giver } = props;
  const { t } = useTranslation("needs");
  const journal = useJournal();
  const idOf = useFormIds<"felt">();
  const { state, act } = useAct();
  const words = useFeltWords();
  const [felt, setFelt] = useState<FiveSteps | null>(null);
  const say = (share: boolean): void => {
    if (felt === null) return;
    void act(async () => {
      const answer = markFelt(
        care,
        { felt, words: "" },
        { id: idOf("felt"), author: me.id, now: journal.now(), today: journal.today() },
      );
      if (share) await journal.putAndShare(answer);
      else await journal.put(answer);
    });
  };
  return (
    <div className="say-felt">
      <FiveStepScale legend={t("care.howFelt")} words={words} value={felt} onChange={setFelt} />
      {felt !== null && (
        <div className="acts">
          {isShared && giver !== null && (
            <Button small kind="main" busy={state.kind === "saving"} onClick={() => say(true)}>
              {t("care.tellGiver", { name: giver })}
            </Button>
          )}
          <LinkButton onClick={() => say(false)}>{t("care.keepFelt")}</LinkButton>
        </div>
      )}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </div>
  );
}
