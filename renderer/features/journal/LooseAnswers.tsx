import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { AnswerLine } from "./AnswerLine.tsx";
import { looseAnswers } from "./answers.ts";
import "./answers.css";

/**
 * One's own answers to entries that are no longer shared: still one's own words, shown to nobody else. Below the list, a way to them;
 * nothing where there is none.
 */
export function LooseAnswers(): JSX.Element | null {
  const { t } = useTranslation(["replies", "ui"]);
  const journal = useJournal();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const complete = useSnapshot((snapshot) => snapshot.complete);
  const [opened, setOpened] = useState(false);
  const [asked, setAsked] = useState<RecordId | null>(null);
  const { state, act } = useAct();
  // While older pages are still read, an entry that stands may not be known yet.
  const answers = useMemo(() => (complete ? looseAnswers({ mine, shared }) : []), [complete, mine, shared]);
  if (answers.length === 0 && !opened) return null;
  return (
    <>
      <LinkButton onClick={() => setOpened(true)}>{t("loose.title")}</LinkButton>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={t("loose.title")}>
        <div className="stack">
          <p>{answers.length === 0 ? t("loose.none") : t("loose.says")}</p>
          {state.kind === "failed" && <ErrorNote code={state.code} />}
          <ol className="answers-list">
            {answers.map((answer) => (
              <AnswerLine key={answer.id} answer={answer} says={t("loose.onlyYou")}>
                {asked === answer.id ? (
                  <>
                    <p>{t("deleteSays")}</p>
                    <Button
                      kind="danger"
                      small
                      busy={state.kind === "saving"}
                      onClick={() => void act(() => journal.remove(answer.id))}
                    >
                      {t("delete")}
                    </Button>
                    <LinkButton onClick={() => setAsked(null)}>{t("ui:cancel")}</LinkButton>
                  </>
                ) : (
                  <LinkButton onClick={() => setAsked(answer.id)}>{t("delete")}</LinkButton>
                )}
              </AnswerLine>
            ))}
          </ol>
        </div>
      </Dialog>
    </>
  );
}
