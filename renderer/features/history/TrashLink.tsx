import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { entriesInTrash } from "./trash.ts";

/** The way to the trash; nothing while it is empty. */
export function TrashLink({ onOpen }: { onOpen: () => void }): JSX.Element | null {
  const { t } = useTranslation("history");
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const count = useMemo(() => entriesInTrash(mine).length, [mine]);
  if (count === 0) return null;
  return (
    <p className="quiet">
      <LinkButton onClick={onOpen}>{t("trash.link", { count })}</LinkButton>
    </p>
  );
}
