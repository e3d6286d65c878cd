import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon.tsx";
import type { SaveState } from "./use-act.ts";
import "./saved-mark.css";

/** The quiet mark in the head of a page: saving, saved, or what went wrong. A live region that changes only when something happened. */
export function SavedMark({ state }: { state: SaveState }): JSX.Element {
  const { t } = useTranslation(["ui", "errors"]);
  return (
    <span className={`saved-mark saved-mark-${state.kind}`} role="status">
      {state.kind === "failed" ? (
        <>
          <Icon name="note" small />
          <span>
            {t("ui:saved.failed")}. {t(`errors:${state.code}.what`)} {t(`errors:${state.code}.next`)}
          </span>
        </>
      ) : (
        t(`ui:saved.${state.kind}`)
      )}
    </span>
  );
}
