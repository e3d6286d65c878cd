import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import { TextField } from "./Field.tsx";

/** What is lost for good is typed: the act does nothing until the phrase stands there, in whatever letters. */
export function TypeToDelete({
  phrase,
  act,
  busy,
  onTyped,
  onCancel,
}: {
  phrase: string;
  act: string;
  busy: boolean;
  onTyped: () => void;
  onCancel: () => void;
}): JSX.Element {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation("ui");
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const isTyped = typed.trim().replace(/\s+/g, " ").toLowerCase() === phrase.toLowerCase();
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isTyped && !busy) onTyped();
      }}
    >
      <TextField
        autoComplete="off"
        autoCapitalize="off"
        label={t("typed.label", { phrase })}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          setTried(false);
        }}
        error={tried && !isTyped ? t("typed.differs", { phrase }) : undefined}
      />
      <p className="row">
        <Button type="submit" kind="danger" icon="trash" busy={busy}>
          {act}
        </Button>
        {!busy && <Button onClick={onCancel}>{common("cancel")}</Button>}
      </p>
    </form>
  );
}
