import { useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { judgingPhrases } from "#shared/domain/judging-words.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";

/**
 * A gentle word under a sentence that is easily heard as a verdict: it asks another question and offers an example.
 * It refuses nothing, is put away with one press, and does not come back for the same phrase.
 */
export function GentleWord({ text, step }: { text: string; step: "noticed" | "request" }): JSX.Element {
  const { t } = useTranslation("needs");
  const [putAway, setPutAway] = useState<readonly string[]>([]);
  const found = judgingPhrases(text).find(({ phrase }) => !putAway.includes(phrase.toLowerCase()));
  let note: ReactNode = null;
  if (found !== undefined) {
    note = (
      <div className="gentle">
        <Icon name="talk" />
        <div>
          <p>{t(`gentle.${step}.asks`, { phrase: found.phrase })}</p>
          <p>
            {t("gentle.forExample")} <em>{t(`gentle.${step}.example`)}</em>
          </p>
          <LinkButton onClick={() => setPutAway([...putAway, found.phrase.toLowerCase()])}>
            {t("gentle.putAway")}
          </LinkButton>
        </div>
      </div>
    );
  }
  return <div role="status">{note}</div>;
}
