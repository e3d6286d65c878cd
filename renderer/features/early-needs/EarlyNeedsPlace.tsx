import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { EarlyNeed } from "#shared/domain/early-need.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { RecordsPlace } from "#renderer/ui/records/RecordsPlace.tsx";
import { wordsThatFit } from "#renderer/ui/records/words-that-fit.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { EarlyNeedForm } from "./EarlyNeedForm.tsx";
import { ReadAgain } from "./ReadAgain.tsx";
import "./early-needs.css";

/** What a need may ask, in UTF-16 code units. */
const REQUEST_MOST = 2_000;

/** What was learned early about needing, for oneself alone: written in steps, read again, and, where one wants to, said as a need. */
export function EarlyNeedsPlace({
  begin,
  onSayNeed,
  onBack,
}: {
  begin: RecordId | null;
  /** Begins a need with what can be asked for. Nothing else of the page goes with it, nor that there is one. */
  onSayNeed: (prefill: { readonly from: RecordId; readonly request: string }) => void;
  onBack: () => void;
}): JSX.Element {
  const { t } = useTranslation("earlyNeeds");
  const format = useFormat();
  const beside = ({ day, revisits }: EarlyNeed): string => {
    const last = revisits.at(-1);
    return last === undefined
      ? t("written", { day: format.dayShort(day) })
      : t("reread", { day: format.dayShort(last.on) });
  };
  return (
    <RecordsPlace
      kind="early-need"
      begin={begin}
      texts={{ title: t("title"), says: t("says"), empty: t("empty"), add: t("add") }}
      neverShared
      beside={beside}
      form={(of) => <EarlyNeedForm {...of} />}
      acts={({ id, askFor }) =>
        askFor !== "" && (
          <LinkButton onClick={() => onSayNeed({ from: id, request: wordsThatFit(askFor, REQUEST_MOST) })}>
            {t("sayNeed")}
          </LinkButton>
        )
      }
      page={(earlyNeed) => <ReadAgain key={earlyNeed.id} earlyNeed={earlyNeed} />}
      onBack={onBack}
    />
  );
}
