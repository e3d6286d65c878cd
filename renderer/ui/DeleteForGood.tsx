import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useJournalState, useKept } from "#renderer/store/use-journal.tsx";
import { codeOf } from "#shared/base/errors.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { LinkButton } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { ErrorNote } from "./ErrorNote.tsx";
import { ExportFirst } from "./ExportFirst.tsx";
import { KeptRemoval } from "./KeptRemoval.tsx";
import { useAnnounce, useNotice } from "./notice.tsx";
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

/** Length of an instant's text up to its seconds. */
const TO_THE_SECOND = "2026-05-17T08:30:00".length;

/** Deletes an original for good, with its copy and the versions a merge kept; says which backups hold it still. */
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

  /** The originals there are now: of the journal, as this page may be gone with its record before the act ends. */
  const mine = (): readonly JournalRecord[] => {
    const now = journal.state();
    return now.kind === "open" ? now.snapshot.mine : [];
  };

  const remove = (): void =>
    void act(async () => {
      await before();
      const versions = mine().filter((other) => other.kind === "version" && other.of === record.id);
      try {
        await journal.deleteForGood([record.id, ...versions.map(({ id }) => id)]);
      } catch (thrown) {
        if (mine().some(({ id }) => id === record.id)) throw thrown;
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
        onTyped={remove}
        onCancel={onClose}
      />
      {isBusy && <ProgressLine label={t("keys:forGood.working")} done={0} total={null} />}
    </div>
  );
}
