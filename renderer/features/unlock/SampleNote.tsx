import type { JSX } from "react";
import { useTranslation } from "react-i18next";

import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { SAMPLE_PASSPHRASES } from "#renderer/worker/key-jobs.ts";
import type { Door } from "#shared/vault/header.ts";

/** In the sample journal: the two passphrases, which hide nothing, and the way out. */
export function SampleNote({ door }: { door: Door }): JSX.Element {
  const { t } = useTranslation(["unlock", "ui"]);
  const journal = useJournal();
  const { state, act } = useAct();
  return (
    <section className="unlock-sample stack-close" aria-labelledby="unlock-sample">
      <h2 className="sect" id="unlock-sample">
        {t("unlock:sample.title")}
      </h2>
      <p>{t("unlock:sample.body")}</p>
      <ul>
        {(["a", "b"] as const).map((seat) => {
          const cover = door.seats[seat]?.cover;
          return (
            cover !== undefined && (
              <li key={seat}>
                {t(`ui:covers.${cover}`)}: <b>{SAMPLE_PASSPHRASES[seat]}</b>
              </li>
            )
          );
        })}
      </ul>
      <p>
        <Button small busy={state.kind === "saving"} onClick={() => void act(() => journal.leaveSample())}>
          {state.kind === "saving" ? t("unlock:sample.leaving") : t("unlock:sample.leave")}
        </Button>
      </p>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </section>
  );
}
