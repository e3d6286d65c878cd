import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { AskOnce } from "../AskOnce.tsx";

/** A way to throw away what was typed in a form and not kept, which asks once. Nothing while nothing was typed. */
export function ThrowAway({
  kept: { isChanged, forget },
  onGone,
}: {
  /** The form's draft, as `useKeptDraft` keeps it. */
  kept: { readonly isChanged: boolean; readonly forget: () => Promise<void> };
  /** It is thrown away: the focus is the caller's to place. */
  onGone: () => void;
}): JSX.Element | null {
  const { t } = useTranslation("records");
  if (!isChanged) return null;
  return (
    <AskOnce
      label={t("page.form.throwAway")}
      title={t("page.form.throwAwayTitle")}
      says={t("page.form.throwAwaySays")}
      yes={t("page.form.throwAwayYes")}
      deletes
      work={forget}
      onDone={onGone}
    />
  );
}
