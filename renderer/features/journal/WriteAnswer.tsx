import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import type { Partner } from "#renderer/store/snapshot.ts";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { TextArea } from "#renderer/ui/Field.tsx";
import { useAnnounce } from "#renderer/ui/notice.tsx";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useKeptDraft } from "#renderer/ui/use-kept-draft.ts";
import { z } from "#shared/base/zod.ts";
import { type Answer, editAnswer, replyToEntry } from "#shared/domain/answer.ts";
import type { Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { tidyWords } from "#shared/domain/revision.ts";
import { previewOf } from "#shared/domain/sharing.ts";

const KeptWords = z.object({ words: z.string().max(8_000) });

/** Where the draft of an answer is kept: of a new one, or of a change of one. */
const answerDraftPlace = (entry: RecordId, answer: RecordId | null): string =>
  answer === null ? `reply:new:${entry}` : `reply:edit:${answer}`;

/**
 * Writes an answer to an entry the other shared, or changes one: what the other will read is shown first, then it is saved and shared in
 * one step. What is typed is kept as a draft.
 */
export function WriteAnswer({
  entry,
  answer,
  author,
  onDone,
  onCancel,
}: {
  entry: Entry;
  /** The answer to change; null for a new one. */
  answer: Answer | null;
  /** Whose entry it is. */
  author: Partner;
  onDone: () => void;
  onCancel?: () => void;
}): JSX.Element {
  const { t } = useTranslation(["replies", "ui", "journal"]);
  const format = useFormat();
  const journal = useJournal();
  const announce = useAnnounce();
  const session = useSnapshot((snapshot) => snapshot.session);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const { state, act } = useAct();
  const draft = useKeptDraft(answerDraftPlace(entry.id, answer?.id ?? null), {
    start: { words: answer?.body.words ?? "" },
    read: (kept) => KeptWords.safeParse(kept).data ?? null,
    blank: ({ words }) => words.trim() === "" || words === answer?.body.words,
  });
  // The same at every attempt.
  const [id, setId] = useState(() => journal.newId());
  const [missing, setMissing] = useState(false);
  const [previewed, setPreviewed] = useState<Answer | null>(null);
  const { name } = author;

  const written = (words: string): Answer => {
    const now = journal.now();
    const me = session.kind === "one" ? session.me.id : author.id; // the domain refuses an answer by the entry's own author
    // An attempt that failed may have written after all: the next one builds on what is there, so that no copy's number comes twice [D5].
    const before = answer ?? mine.find((record): record is Answer => record.kind === "answer" && record.id === id);
    return before === undefined
      ? replyToEntry(entry, { words }, { id, author: me, now, today: journal.today() })
      : editAnswer(before, { ...before.body, words }, { author: me, now });
  };
  const preview = (): void => {
    if (tidyWords(draft.value.words) === "") setMissing(true);
    else setPreviewed(written(draft.value.words));
  };

  async function share(): Promise<void> {
    const worked = await act(async () => {
      await journal.putAndShare(written(draft.value.words));
      await draft.forget();
    });
    if (!worked) return;
    setPreviewed(null);
    setId(journal.newId());
    announce(t("shared", { name }));
    onDone();
  }

  const sharedIds = new Set(shared.flatMap(({ record, verified }) => (verified ? [record.id] : [])));
  const copy = previewed === null ? null : previewOf(previewed, sharedIds);
  return (
    <div className="answer-form">
      <TextArea
        label={answer === null ? t("words") : t("changing", { day: format.dayShort(answer.day) })}
        hint={t("hint", { name })}
        dir="auto"
        maxLength={4_000}
        value={draft.value.words}
        error={missing ? t("missing") : undefined}
        onChange={(words) => {
          setMissing(false);
          draft.change({ words });
        }}
      />
      <p className="acts">
        <Button small icon="both" onClick={preview}>
          {t("see", { name })}
        </Button>
        {onCancel !== undefined && (
          <LinkButton onClick={() => void draft.forget().then(onCancel)}>{t("ui:cancel")}</LinkButton>
        )}
        {draft.state.kind !== "untouched" && <SavedMark state={draft.state} />}
      </p>
      <Dialog opened={copy !== null} onClose={() => setPreviewed(null)} title={t("previewTitle", { name })}>
        {copy !== null && (
          <div className="stack">
            <Sheet spine="both" as="div" className="journal-preview">
              <p className="quiet">
                {t("previewOn", { title: entry.title || t("journal:untitled") })}, {format.dayLong(copy.day)}
              </p>
              <p className="read answer-words" dir="auto">
                {copy.body.words}
              </p>
            </Sheet>
            {state.kind === "failed" && <ErrorNote code={state.code} />}
            <p className="row">
              <Button kind="main" icon="both" busy={state.kind === "saving"} onClick={() => void share()}>
                {t("share")}
              </Button>
              <Button onClick={() => setPreviewed(null)}>{t("ui:cancel")}</Button>
            </p>
          </div>
        )}
      </Dialog>
    </div>
  );
}
