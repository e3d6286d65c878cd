import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Need } from "#shared/domain/need.ts";
import { previewOf } from "#shared/domain/sharing.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { ClosingWords } from "./ClosingWords.tsx";
import { NeedWords } from "./NeedWords.tsx";

/** What the other will read, before it is shared or shared again. */
export function SharePreview(props: {
  need: Need;
  me: Partner;
  other: Partner;
  sharedIds: ReadonlySet<Need["id"]>;
  opened: boolean;
  onClose: () => void;
}): JSX.Element {
  const { need, me, other, sharedIds, opened, onClose } = props;
  const { t } = useTranslation("needs");
  const journal = useJournal();
  const { state, act } = useAct();
  const copy = previewOf(need, sharedIds);
  return (
    <Dialog opened={opened} onClose={onClose} title={t("preview.title", { name: other.name })}>
      <div className="stack">
        <NeedWords need={copy} />
        {copy.closing !== null && <ClosingWords closing={copy.closing} owner={me} other={other} />}
        <p className="says">{t("preview.takeBack", { name: other.name })}</p>
        {state.kind === "failed" && <ErrorNote code={state.code} />}
        <p className="row">
          <Button
            kind="main"
            icon="both"
            busy={state.kind === "saving"}
            onClick={() =>
              void act(async () => {
                await journal.share(need.id);
                onClose();
              })
            }
          >
            {t("preview.share", { name: other.name })}
          </Button>
          <Button onClick={onClose}>{t("preview.notNow")}</Button>
        </p>
      </div>
    </Dialog>
  );
}
