import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal } from "#renderer/store/use-journal.tsx";
import type { WrongSecret } from "#renderer/worker/calls.ts";
import { AskSecret } from "./AskSecret.tsx";
import { ErrorNote } from "./ErrorNote.tsx";
import { useAct } from "./use-act.ts";
import "./confirm-secret.css";

/** Asks who reads for their passphrase again, or their recovery words, and goes on when it is right. */
export function ConfirmSecret({ act: label, onRight }: { act: string; onRight: () => void }): JSX.Element {
  const { t } = useTranslation("history");
  const journal = useJournal();
  const { state, act } = useAct();
  const [tried, setTried] = useState<{ wrong: WrongSecret; byWords: boolean; times: number } | null>(null);
  return (
    <div className="stack confirm-secret">
      <AskSecret
        key={tried?.times ?? 0}
        byWords={tried?.byWords ?? journal.isOpenByWords()}
        wrong={tried?.wrong ?? null}
        label={t("lock.passphrase")}
        act={label}
        missing={t("lock.missing")}
        busy={state.kind === "saving"}
        onGiven={(secret) =>
          void act(async () => {
            const answer = await journal.confirmSecret(secret);
            if (answer === "right") onRight();
            else setTried({ wrong: answer, byWords: "words" in secret, times: (tried?.times ?? 0) + 1 });
          })
        }
      />
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </div>
  );
}
