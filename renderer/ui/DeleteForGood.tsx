import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useJournalState, useKept } from "#renderer/store/use-journal.tsx";
import { codeOf } from "#shared/base/errors.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { adoptCopy } from "#shared/domain/sharing.ts";
import { standingIn } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { LinkButton } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { ErrorNote } from "./ErrorNote.tsx";
import { ExportFirst } from "./ExportFirst.tsx";
import { KeptRemoval } from "./KeptRemoval.tsx";
import { useAnnounce, useNotice } from "./notice.tsx";
import { isAnswerTo } from "./records/own-answers.ts";
import { ProgressLine } from "./ProgressLine.tsx";
import { TypeToDelete } from "./TypeToDelete.tsx";
import { useAct } from "./use-act.ts";

interface DeleteForGoodProps {
  record: JournalRecord;
  /** The record, as a sentence names it. */
  what: string;
  /** Ends what is being typed for the record, and lets go of its drafts: before it, so that no trace of them is left. */
  before: () => Promise<unknown>;
  onClose: () => void;
  onGone: () => void;
}

type Standing = Pick<Snapshot, "mine" | "shared">;

/** Tells of a record whether it goes with one of its author's own: the versions a merge kept, answers to it, and what was said of answers to it [D24]. */
function ownPartOf(record: JournalRecord, { mine, shared }: Standing): (other: JournalRecord) => boolean {
  const all = [...mine, ...shared.map((copy) => copy.record)];
  const answered = [record.id, ...all.filter((other) => isAnswerTo(record.id, other)).map(({ id }) => id)];
  return (other) =>
    other.author === record.author &&
    ((other.kind === "version" && other.of === record.id) || answered.some((id) => isAnswerTo(id, other)));
}

/** What goes with a record and has only its copy, as it was given with both here: it gets an original first, and is then deleted with it. */
function onlyCopies(record: JournalRecord, standing: Standing): JournalRecord[] {
  const kept = new Set(standing.mine.map(({ id }) => id));
  return standing.shared
    .flatMap((copy) => (copy.verified && !kept.has(copy.record.id) ? [copy.record] : []))
    .filter(ownPartOf(record, standing));
}

/** Length of an instant's text up to its seconds. */
const TO_THE_SECOND = "2026-05-17T08:30:00".length;

/** Deletes an original for good, with its copy, the versions a merge kept, one's own answers to it and to answers to it; says which backups hold it still. */
export function DeleteForGood({
  opened,
  ...props
}: DeleteForGoodProps & {
  opened: boolean;
}): JSX.Element {
  const { t } = useTranslation("keys");
  const { state, act } = useAct();
  const isBusy = state.kind === "saving";
  return (
    <Dialog opened={opened} onClose={() => !isBusy && props.onClose()} title={t("forGood.title")} wide>
      <div className="stack">
        <Asked {...props} act={act} isBusy={isBusy} />
        {state.kind === "failed" && <ErrorNote code={state.code} />}
      </div>
    </Dialog>
  );
}

/** Beside an ordinary deletion: what that leaves, and the way to this one. Not in the sample, which has no files of its own. */
export function ForGoodOffer({ onForGood }: { onForGood: () => void }): JSX.Element | null {
  const { t } = useTranslation("keys");
  const state = useJournalState();
  if (state.kind === "open" && state.sample) return null;
  return (
    <div className="stack-close">
      <p className="quiet">{t("forGood.offerSays")}</p>
      <p>
        <LinkButton onClick={onForGood}>{t("forGood.offer")}</LinkButton>
      </p>
    </div>
  );
}

function Asked({
  record,
  what,
  before,
  onClose,
  onGone,
  act,
  isBusy,
}: DeleteForGoodProps & { act: ReturnType<typeof useAct>["act"]; isBusy: boolean }): JSX.Element {
  const { t } = useTranslation(["keys", "errors"]);
  const journal = useJournal();
  const announce = useAnnounce();
  const notice = useNotice();
  const since = (record.original?.createdAt ?? "").slice(0, TO_THE_SECOND); // a kept backup's name tells no more
  const holding = useKept()?.backups.filter(({ writtenAt }) => writtenAt >= since) ?? [];

  // Of the journal, as this page may be gone with its record before the act ends.
  const standing = (): Standing => standingIn(journal.state());

  const remove = (): void =>
    void act(async () => {
      await before();
      for (const copy of onlyCopies(record, standing()))
        await journal.put(adoptCopy(copy, { author: record.author, now: journal.now(), today: journal.today() }));
      const goWithIt = standing().mine.filter(ownPartOf(record, standing()));
      try {
        await journal.deleteForGood([...goWithIt.map(({ id }) => id), record.id]);
      } catch (thrown) {
        if (standing().mine.some(({ id }) => id === record.id)) throw thrown;
        const code = codeOf(thrown);
        notice(`${t("keys:forGood.traces")} ${t(`errors:${code}.what`)}`);
      }
      announce(t("keys:forGood.done"));
      onGone();
    });

  return (
    <div className="stack">
      <p>{t("keys:forGood.says", { what })}</p>
      {record.original?.shared && <p>{t("keys:forGood.shared")}</p>}
      <p>{t("keys:forGood.back")}</p>
      {holding.length === 0 ? (
        <p>{t("keys:forGood.heldNone")}</p>
      ) : (
        <>
          <p>{t("keys:forGood.held", { count: holding.length })}</p>
          <KeptRemoval backups={holding} />
        </>
      )}
      <p>{t("keys:forGood.files")}</p>
      <p>{t("keys:forGood.exportSays")}</p>
      <ExportFirst />
      <TypeToDelete
        phrase={t("keys:forGood.phrase")}
        act={t("keys:forGood.act")}
        busy={isBusy}
        onConfirmed={remove}
        onCancel={onClose}
      />
      {isBusy && <ProgressLine label={t("keys:forGood.working")} done={0} total={null} />}
    </div>
  );
}
