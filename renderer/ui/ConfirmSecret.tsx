import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import type { WrongSecret } from "#renderer/worker/calls.ts";
import { AskSecret } from "./AskSecret.tsx";
import { ErrorNote } from "./ErrorNote.tsx";
import { useAct } from "./use-act.ts";
import "./confirm-secret.css";

/**
 * Asks who reads for their passphrase again, or their recovery words, and goes on when it is right. Together it is one of the two who is
 * asked, `of`, and nobody else's passphrase will do.
 */
export function ConfirmSecret({
  act: label,
  of,
  missing,
  onRight,
}: {
  act: string;
  /** Whose is asked for; must be given together. */
  of?: Partner;
  /** What is said when nothing was typed. */
  missing?: string;
  onRight: () => void;
}): JSX.Element {
  const { t } = useTranslation("history");
  const journal = useJournal();
  const isTogether = useSnapshot((snapshot) => snapshot.session.kind === "together");
  const { state, act } = useAct();
  const [tried, setTried] = useState<{ wrong: WrongSecret; byWords: boolean; times: number } | null>(null);
  return (
    <div className="stack confirm-secret">
      <AskSecret
        key={tried?.times ?? 0}
        byWords={tried?.byWords ?? journal.isOpenByWords()}
        wrong={tried?.wrong ?? null}
        label={isTogether && of !== undefined ? t("lock.passphraseOf", { name: of.name }) : t("lock.passphrase")}
        act={label}
        missing={missing ?? t("lock.missing")}
        busy={state.kind === "saving"}
        onGiven={(secret) =>
          void act(async () => {
            const answer = await journal.confirmSecret(secret, of?.seat);
            if (answer === "right") onRight();
            else setTried({ wrong: answer, byWords: "words" in secret, times: (tried?.times ?? 0) + 1 });
          })
        }
      />
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </div>
  );
}
