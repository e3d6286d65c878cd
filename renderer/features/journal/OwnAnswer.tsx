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

/** One's own answer to an entry that is shared: changed, taken back, shared again or deleted. */
export function OwnAnswer({
  answer,
  entry,
  author,
  onGone,
}: {
  answer: Answer;
  entry: Entry;
  /** Whose entry it is. */
  author: Partner;
  /** It was deleted: the focus is the caller's to place. */
  onGone: () => void;
}): JSX.Element {
  const { t } = useTranslation("replies");
  const journal = useJournal();
  const announce = useAnnounce();
  const { state, act } = useAct();
  const [editing, setEditing] = useState(false);
  const { original } = answer;

  if (editing) {
    return (
      <li>
        <WriteAnswer
          entry={entry}
          author={author}
          answer={answer}
          onDone={() => setEditing(false)}
          onCancel={() => setEditing(false)}
        />
      </li>
    );
  }
  return (
    <AnswerLine answer={answer}>
      {original !== null && (
        <LinkButton onClick={() => setEditing(true)}>
          {original.shared === null ? t("shareAgain") : t("change")}
        </LinkButton>
      )}
      {original?.shared !== null && (
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
