import { createContext, useCallback, useContext, useMemo, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import "./notice.css";

interface Voices {
  announce: (sentence: string) => void;
  notice: (sentence: string, offered?: Offered) => void;
}

/** What can be done about what a notice says. */
interface Offered {
  readonly label: string;
  readonly act: () => void;
}

const VoicesContext = createContext<Voices>({ announce: () => undefined, notice: () => undefined });

/** Says a sentence to assistive technology, once, without moving the focus or showing anything. */
export const useAnnounce = (): ((sentence: string) => void) => useContext(VoicesContext).announce;

/** Shows a sentence at the foot of the window until it is put away: what went wrong after its own screen was left, or what can still be undone. */
export const useNotice = (): Voices["notice"] => useContext(VoicesContext).notice;

/** The live region and the foot of the window that `useAnnounce` and `useNotice` speak through. */
export function Voiced({ children }: { children: ReactNode }): JSX.Element {
  const { t } = useTranslation("ui");
  const [said, setSaid] = useState("");
  const [shown, setShown] = useState<readonly { readonly sentence: string; readonly offered: Offered | undefined }[]>(
    [],
  );
  // A space more each second time: the same sentence twice is said twice.
  const announce = useCallback(
    (sentence: string) => setSaid((before) => (before === sentence ? `${sentence} ` : sentence)),
    [],
  );
  const notice = useCallback(
    (sentence: string, offered?: Offered) =>
      setShown((before) => [...before.filter((other) => other.sentence !== sentence), { sentence, offered }]),
    [],
  );
  const putAway = (sentence: string): void =>
    setShown((before) => before.filter((other) => other.sentence !== sentence));
  const voices = useMemo(() => ({ announce, notice }), [announce, notice]);
  return (
    <VoicesContext value={voices}>
      {children}
      <p className="sr" role="status">
        {said}
      </p>
      <div className="notices" role="alert">
        {shown.map(({ sentence, offered }) => (
          <div className="notice" key={sentence}>
            <p>{sentence}</p>
            {offered !== undefined && (
              <Button
                small
                icon="undo"
                onClick={() => {
                  putAway(sentence);
                  offered.act();
                }}
              >
                {offered.label}
              </Button>
            )}
            <Button small onClick={() => putAway(sentence)}>
              {t("dismiss")}
            </Button>
          </div>
        ))}
      </div>
    </VoicesContext>
  );
}
