import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button } from "./Button.tsx";
import { ConfirmSecret } from "./ConfirmSecret.tsx";
import { TextField } from "./Field.tsx";

/**
 * What is lost for good is typed, in whatever letters, and then confirmed with the passphrase: together by each of the two. Nothing is done
 * before. Whoever sits down at an open journal deletes nothing for good in its owner's name.
 */
export function TypeToDelete({
  phrase,
  act,
  busy,
  onConfirmed,
  onCancel,
}: {
  phrase: string;
  act: string;
  busy: boolean;
  onConfirmed: () => void;
  onCancel: () => void;
}): JSX.Element {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation("ui");
  const session = useSnapshot((snapshot) => snapshot.session);
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  /** How many of those who have the journal open confirmed it; null until the phrase was typed. */
  const [confirmed, setConfirmed] = useState<number | null>(null);
  const isTyped = typed.trim().replace(/\s+/g, " ").toLowerCase() === phrase.toLowerCase();
  const present = session.kind === "together" ? session.partners : [session.me];
  const asked = confirmed === null ? undefined : present[confirmed];

  if (confirmed !== null && asked !== undefined && !busy) {
    return (
      <div className="stack">
        <p>{session.kind === "together" ? t("typed.confirmOf", { name: asked.name }) : t("typed.confirm")}</p>
        <ConfirmSecret
          key={asked.id}
          of={asked}
          act={act}
          missing={t("secret.missing")}
          onRight={() => {
            const next = confirmed + 1;
            setConfirmed(next < present.length ? next : null);
            if (next === present.length) onConfirmed();
          }}
        />
        <p>
          <Button onClick={onCancel}>{common("cancel")}</Button>
        </p>
      </div>
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isTyped && !busy) setConfirmed(0);
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
