import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#renderer/ui/Button.tsx";
import { ConfirmSecret } from "#renderer/ui/ConfirmSecret.tsx";
import type { IconName } from "#renderer/ui/Icon.tsx";

/** Whether the passphrase was given again since this place was opened. */
export interface Confirmed {
  readonly is: boolean;
  readonly set: () => void;
}

/**
 * An act that takes much out of the journal at once, in plain words: it waits for the passphrase, once while the place is open. Whoever
 * sits down at an open journal could read it page by page, and takes none of it along.
 */
export function ConfirmedAct({
  label,
  icon,
  confirmed,
  onAct,
}: {
  label: string;
  icon: IconName;
  confirmed: Confirmed;
  onAct: () => void;
}): JSX.Element {
  const { t } = useTranslation("moving");
  const [asks, setAsks] = useState(false);
  if (!asks) {
    return (
      <p>
        <Button icon={icon} onClick={() => (confirmed.is ? onAct() : setAsks(true))}>
          {label}
        </Button>
      </p>
    );
  }
  return (
    <div className="stack-close">
      <p>{t("confirm")}</p>
      <ConfirmSecret
        act={label}
        missing={t("confirmMissing")}
        onRight={() => {
          setAsks(false);
          confirmed.set();
          onAct();
        }}
      />
    </div>
  );
}
