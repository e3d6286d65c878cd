import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { previewOf } from "#shared/domain/sharing.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { shareCare } from "./care-acts.ts";
import { CareWords } from "./CareWords.tsx";
import type { CareMoment } from "./need-lists.ts";

/** Shares one's own care after the preview of all that the other will read [D3]. */
export function ShareCare(props: {
  /** One, or those that were noted in one step. */
  moments: readonly CareMoment[];
  records: readonly JournalRecord[];
  sharedIds: ReadonlySet<RecordId>;
  other: Partner;
  /** The act as it stands on the page. */
  label: string;
  /** What the preview adds to the words. */
  says: string;
  onDone: () => void;
}): JSX.Element {
  const { moments, records, sharedIds, other, label, says, onDone } = props;
  const { t } = useTranslation("needs");
  const journal = useJournal();
  const { state, act } = useAct();
  const [shown, setShown] = useState(false);
  const close = (): void => setShown(false);
  const own = moments.map(({ care, felt }) => ({ care, felt: felt?.author === care.author ? felt : null }));
  return (
    <>
      <LinkButton onClick={() => setShown(true)}>{label}</LinkButton>
      <Dialog opened={shown} onClose={close} title={t("preview.title", { name: other.name })}>
        <div className="stack">
          {shown && (
            <CareWords
              records={records}
              care={own.map(({ care, felt }) => ({ copy: previewOf(care, sharedIds), felt }))}
            />
          )}
          <p className="says">{says}</p>
          {state.kind === "failed" && <ErrorNote code={state.code} />}
          <p className="row">
            <Button
              kind="main"
              icon="both"
              busy={state.kind === "saving"}
              onClick={() =>
                void act(async () => {
                  for (const { care, felt } of own) await shareCare(journal, care, felt);
                  close();
                  onDone();
                })
              }
            >
              {t("preview.share", { name: other.name })}
            </Button>
            <Button onClick={close}>{t("preview.notNow")}</Button>
          </p>
        </div>
      </Dialog>
    </>
  );
}
