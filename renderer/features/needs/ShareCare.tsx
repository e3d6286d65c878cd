import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { previewOf } from "#shared/domain/sharing.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { shareCare } from "./care-acts.ts";
import type { CareMoment } from "./need-lists.ts";
import { useFeltWords } from "./said.ts";

/** Shares one's own care after the preview of all that the other will read [D3]. */
export function ShareCare(props: {
  moment: CareMoment;
  /** Who gave it, for whom, in words. */
  fromTo: string;
  other: Partner;
  onDone: () => void;
}): JSX.Element {
  const { moment, fromTo, other, onDone } = props;
  const { t } = useTranslation("needs");
  const format = useFormat();
  const feltWords = useFeltWords();
  const journal = useJournal();
  const { state, act } = useAct();
  const [shown, setShown] = useState(false);
  const close = (): void => setShown(false);
  // No need is named in the preview, so which others are shared makes no difference to it.
  const copy = previewOf(moment.care, new Set());
  const felt = moment.felt?.author === moment.care.author ? moment.felt : null;
  return (
    <>
      <LinkButton onClick={() => setShown(true)}>{t("careList.share")}</LinkButton>
      <Dialog opened={shown} onClose={close} title={t("preview.title", { name: other.name })}>
        <div className="stack">
          <dl className="need-words">
            <div>
              <dt>{fromTo}</dt>
              <dd className="read">{copy.what}</dd>
              {felt?.body.type === "care-felt" && (
                <dd className="quiet">{t("care.itFelt", { felt: feltWords[felt.body.felt] })}</dd>
              )}
            </div>
          </dl>
          <p className="quiet">{format.dayShort(copy.day)}</p>
          <p className="says">{t("care.previewSays", { name: other.name })}</p>
          {state.kind === "failed" && <ErrorNote code={state.code} />}
          <p className="row">
            <Button
              kind="main"
              icon="both"
              busy={state.kind === "saving"}
              onClick={() =>
                void act(async () => {
                  await shareCare(journal, moment.care, felt);
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
