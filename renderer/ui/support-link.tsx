import { createContext, useContext, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "./Button.tsx";

const SupportOpenerContext = createContext<(() => void) | null>(null);

/** Says how the support page is opened from within a place. Without one, a place has no way to it. */
export function SupportOpener({ onOpen, children }: { onOpen: () => void; children: ReactNode }): JSX.Element {
  return <SupportOpenerContext value={onOpen}>{children}</SupportOpenerContext>;
}

/** A way to the support page where something on the screen speaks of it. Absent with both at the screen: whom it is for is not alone. */
export function SupportLink(): JSX.Element | null {
  const { t } = useTranslation("frame");
  const session = useSnapshot((snapshot) => snapshot.session);
  const open = useContext(SupportOpenerContext);
  if (open === null || session.kind !== "one") return null;
  return <LinkButton onClick={open}>{t("settings.support")}</LinkButton>;
}
