import { useMemo, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { judgingPhrases, samePhrase, silencePhrase, tellPhrase } from "#shared/domain/judging-words.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useOwnWords } from "#renderer/ui/use-own-words.ts";

/**
 * A gentle word under a sentence that is easily heard as a verdict: it asks another question and offers an example.
 * It refuses nothing. It is put away with one press, for this sentence or for good; `keeps` is false together, as what one wants to be
 * told of is each one's alone. Where there is nothing to say, `children` stand.
 */
export function GentleWord(props: {
  text: string;
  step: "noticed" | "felt" | "request";
  keeps: boolean;
  children: ReactNode;
}): JSX.Element {
  const { text, step, keeps, children } = props;
  const { t } = useTranslation("needs");
  const { own, change } = useOwnWords();
  const { state, act } = useAct();
  const [putAway, setPutAway] = useState<readonly string[]>([]);
  /** The phrase that was put away for good, as long as it can be brought back here. */
  const [silenced, setSilenced] = useState<string | null>(null);
  const said = useMemo(() => judgingPhrases(text, own), [text, own]);
  const found = said.find(({ listed }) => !putAway.includes(samePhrase(listed)));
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
          <p className="acts">
            <LinkButton onClick={() => setPutAway([...putAway, samePhrase(found.listed)])}>
              {t("gentle.putAway")}
            </LinkButton>
            {keeps && (
              <LinkButton
                onClick={() =>
                  void act(async () => {
                    await change((lists) => silencePhrase(lists, found.listed));
                    setSilenced(found.listed);
                  })
                }
              >
                {t("gentle.never")}
              </LinkButton>
            )}
          </p>
        </div>
      </div>
    );
  } else if (silenced !== null) {
    note = (
      <p className="quiet">
        {t("gentle.silenced", { phrase: silenced })}{" "}
        <LinkButton
          onClick={() =>
            void act(async () => {
              await change((lists) => tellPhrase(lists, silenced));
              setSilenced(null);
            })
          }
        >
          {t("gentle.again")}
        </LinkButton>
      </p>
    );
  }
  return (
    <>
      <div role="status">{note}</div>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      {found === undefined && children}
    </>
  );
}
