import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { Button, LinkButton } from "./Button.tsx";
import { TextField } from "./Field.tsx";
import "./new-keys.css";

const ASKED_BACK = 3;

/** Shows the recovery words once, then asks for three of them. `onDone` when the three were right. */
export function RecoveryWords({ words, onDone }: { words: readonly string[]; onDone: () => void }): JSX.Element {
  const [written, setWritten] = useState(false);
  return written ? (
    <WordsBack words={words} onDone={onDone} onShow={() => setWritten(false)} />
  ) : (
    <WordsShown words={words} onNext={() => setWritten(true)} />
  );
}

function WordsShown({ words, onNext }: { words: readonly string[]; onNext: () => void }): JSX.Element {
  const { t } = useTranslation("keys");
  const [copied, setCopied] = useState<"copied" | "copyFailed" | null>(null);
  const copy = (): void =>
    void navigator.clipboard.writeText(words.join(" ")).then(
      () => setCopied("copied"),
      () => setCopied("copyFailed"), // the shell or the browser refuses: paper is the better place anyway
    );
  return (
    <div className="stack">
      <p className="says">{t("words.body")}</p>
      <div className="new-keys-print">
        <p className="new-keys-printed">{t("words.printed")}</p>
        <ol className="new-keys-words" aria-label={t("words.list")}>
          {words.map((word, at) => (
            <li key={at}>{word}</li>
          ))}
        </ol>
      </div>
      <p className="new-keys-warn">{t("words.warn")}</p>
      <p className="row">
        <Button icon="print" onClick={() => window.print()}>
          {t("words.print")}
        </Button>
        <Button icon="copy" onClick={copy}>
          {t("words.copy")}
        </Button>
      </p>
      <p role="status" className="quiet">
        {copied !== null && t(`words.${copied}`)}
      </p>
      <p>
        <Button kind="main" onClick={onNext}>
          {t("words.next")}
        </Button>
      </p>
    </div>
  );
}

/** Which words are asked for: three different places by chance, in their order. */
function placesAsked(count: number): number[] {
  const places = new Set<number>();
  while (places.size < ASKED_BACK) places.add((crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) % count);
  return [...places].sort((one, two) => one - two);
}

function WordsBack({
  words,
  onDone,
  onShow,
}: {
  words: readonly string[];
  onDone: () => void;
  onShow: () => void;
}): JSX.Element {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation("ui");
  const [places] = useState(() => placesAsked(words.length));
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const [tried, setTried] = useState(false);
  const right = (place: number): boolean => (typed[place] ?? "").trim().toLowerCase() === words[place];

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (places.every(right)) onDone();
      }}
    >
      <h2 className="ask">{t("back.title")}</h2>
      <p className="says">{t("back.body")}</p>
      {places.map((place, at) => (
        <TextField
          key={place}
          autoFocus={at === 0}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          label={t("back.word", { number: place + 1 })}
          value={typed[place] ?? ""}
          onChange={(text) => {
            setTyped({ ...typed, [place]: text });
            setTried(false);
          }}
          error={tried && !right(place) ? t("back.wrong", { number: place + 1 }) : undefined}
        />
      ))}
      <p className="row">
        <Button type="submit" kind="main">
          {common("next")}
        </Button>
        <LinkButton onClick={onShow}>{t("back.show")}</LinkButton>
      </p>
    </form>
  );
}
