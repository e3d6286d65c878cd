import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";

/** The way to import and export, in Settings. Nothing while both are open: one's own part is for oneself. */
export function MovingSettings({ onOpen }: { onOpen: () => void }): JSX.Element | null {
  const { t } = useTranslation("moving");
  const session = useSnapshot((snapshot) => snapshot.session);
  if (session.kind !== "one") return null;
  return (
    <section aria-labelledby="settings-moving">
      <h2 id="settings-moving" className="sect">
        {t("title")}
      </h2>
      <p>
        <LinkButton onClick={onOpen}>{t("link")}</LinkButton>
      </p>
    </section>
  );
}

/** Prints the entry it stands on. */
export function PrintLink({ onPrint }: { onPrint: () => void }): JSX.Element {
  const { t } = useTranslation("moving");
  return (
    <p>
      <Button small kind="plain" icon="print" onClick={onPrint}>
        {t("print.title")}
      </Button>
    </p>
  );
}

/** The way to bring another journal in, for a notebook without an entry. */
export function BringInLink({ onOpen }: { onOpen: () => void }): JSX.Element | null {
  const { t } = useTranslation("moving");
  const isEmpty = useSnapshot(
    ({ mine, session }) => session.kind === "one" && !mine.some(({ kind }) => kind === "entry"),
  );
  return isEmpty ? (
    <p>
      <LinkButton onClick={onOpen}>{t("fromJournal")}</LinkButton>
    </p>
  ) : null;
}
