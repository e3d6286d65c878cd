import { useEffect, useRef, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import "./keys.css";

/** One step of a task. The heading takes the focus, unless a field of the step asked for it, so that it is read from its top. */
export function KeysPage({
  title,
  onBack,
  children,
}: {
  title: string;
  /** Not while something is written that must come to its end. */
  onBack?: (() => void) | undefined;
  children: ReactNode;
}): JSX.Element {
  const { t } = useTranslation("keys");
  const session = useSnapshot((snapshot) => snapshot.session);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const page = heading.current?.parentElement;
    if (page?.contains(document.activeElement) !== true) heading.current?.focus();
    window.scrollTo(0, 0);
  }, [title]);
  return (
    <Sheet
      spine={session.kind === "one" ? session.me.seat : "both"}
      as="section"
      className="keys-page"
      labelledBy="keys-title"
    >
      {onBack !== undefined && (
        <p>
          <LinkButton onClick={onBack}>{t("toSettings")}</LinkButton>
        </p>
      )}
      <h1 className="place" id="keys-title" tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
    </Sheet>
  );
}
