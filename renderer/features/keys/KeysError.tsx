import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorCode } from "#shared/base/errors.ts";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import type { SaveState } from "#renderer/ui/use-act.ts";

const OWN_WORDS = ["over-limit", "storage-full", "storage-failed"] as const satisfies readonly ErrorCode[];

/** What went wrong while keys were changed, where the words for writing a page would mislead; nothing where nothing did. */
export function KeysError({ state }: { state: SaveState }): JSX.Element | null {
  const { t } = useTranslation("keys");
  if (state.kind !== "failed") return null;
  const code = OWN_WORDS.find((own) => own === state.code);
  if (code === undefined) return <ErrorNote code={state.code} />;
  return (
    <div className="error-note" role="alert">
      <Icon name="note" />
      <p>
        <b>{t(`errors.${code}.what`)}</b> {t(`errors.${code}.next`)}
      </p>
    </div>
  );
}
