import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { Button, LinkButton } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { ErrorNote } from "./ErrorNote.tsx";
import { useAct } from "./use-act.ts";

/** A quiet act that asks once, and says what it does, before it is done. */
export function AskOnce(props: {
  /** The act as it stands on the page. */
  label: string;
  title: string;
  says: string;
  /** The act as it stands in the question. */
  yes: string;
  /** Whether words are lost by it for good. */
  deletes?: boolean;
  work: () => Promise<unknown>;
  /** When it worked: what asked may be gone by then, so the focus is the caller's to place. */
  onDone: () => void;
}): JSX.Element {
  const { label, title, says, yes, deletes = false, work, onDone } = props;
  const { t } = useTranslation("ui");
  const { state, act } = useAct();
  const [asks, setAsks] = useState(false);
  const close = (): void => setAsks(false);
  return (
    <>
      <LinkButton onClick={() => setAsks(true)}>{label}</LinkButton>
      <Dialog opened={asks} onClose={close} title={title}>
        <div className="stack">
          <p>{says}</p>
          {state.kind === "failed" && <ErrorNote code={state.code} />}
          <p className="row">
            <Button
              {...(deletes && { kind: "danger" as const })}
              busy={state.kind === "saving"}
              onClick={() =>
                void act(async () => {
                  await work();
                  close();
                  onDone();
                })
              }
            >
              {yes}
            </Button>
            <Button onClick={close}>{t("cancel")}</Button>
          </p>
        </div>
      </Dialog>
    </>
  );
}
