import { createContext, useContext, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "./Button.tsx";

const UnseenCareOpenerContext = createContext<(() => void) | null>(null);

/** Says how the list of care that may have gone unseen is opened from within another place. Without one, a place has no way to it. */
export function UnseenCareOpener({ onOpen, children }: { onOpen: () => void; children: ReactNode }): JSX.Element {
  return <UnseenCareOpenerContext value={onOpen}>{children}</UnseenCareOpenerContext>;
}

/** A way to where one reveals, one by one, what the other may not have seen. */
export function UnseenCareLink(): JSX.Element | null {
  const { t } = useTranslation("needs");
  const open = useContext(UnseenCareOpenerContext);
  return open === null ? null : <LinkButton onClick={open}>{t("careList.toUnseen")}</LinkButton>;
}
