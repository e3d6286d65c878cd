import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal } from "#renderer/store/use-journal.tsx";
import type { Partner } from "#renderer/store/snapshot.ts";
import { AskOnce } from "#renderer/ui/AskOnce.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useAnnounce } from "#renderer/ui/notice.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import type { Answer } from "#shared/domain/answer.ts";
import type { Entry } from "#shared/domain/entry.ts";
import { AnswerLine } from "./AnswerLine.tsx";
import { WriteAnswer } from "./WriteAnswer.tsx";

/** One's own answer: changed, taken back, shared again or deleted. Without the entry, which is no longer shared, only deleted. */
export function OwnAnswer({
  answer,
  to,
  onGone,
}: {
  answer: Answer;
  to: { readonly entry: Entry; readonly author: Partner } | null;
  /** It was deleted: the focus is the caller's to place. */
  onGone: () => void;
}): JSX.Element {
  const { t } = useTranslation("replies");
  const journal = useJournal();
  const announce = useAnnounce();
  const { state, act } = useAct();
  const [editing, setEditing] = useState(false);
  const { original } = answer;

  if (editing && to !== null) {
    return (
      <li>
        <WriteAnswer {...to} answer={answer} onDone={() => setEditing(false)} onCancel={() => setEditing(false)} />
      </li>
    );
  }
  return (
    <AnswerLine answer={answer}>
      {to !== null && original !== null && (
        <LinkButton onClick={() => setEditing(true)}>
          {original.shared === null ? t("shareAgain") : t("change")}
        </LinkButton>
      )}
      {to !== null && original?.shared !== null && (
        <LinkButton
          onClick={() =>
            void act(async () => {
              await journal.takeBack(answer.id);
              announce(t("takenBackNow"));
            })
          }
        >
          {t("takeBack")}
        </LinkButton>
      )}
      {original !== null && (
        <AskOnce
          label={t("delete")}
          title={t("deleteTitle")}
          says={t("deleteSays")}
          yes={t("delete")}
          deletes
          work={() => journal.remove(answer.id)}
          onDone={() => {
            announce(t("deleted"));
            onGone();
          }}
        />
      )}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </AnswerLine>
  );
}
