import { useId, useState, type FormEvent, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Seat } from "#shared/vault/header.ts";
import type { OpenedBackupFile, Secret } from "#renderer/store/journal.ts";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { CoverBook } from "#renderer/ui/CoverBook.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Field, PassphraseField } from "#renderer/ui/Field.tsx";
import { useAct } from "#renderer/ui/use-act.ts";

/** Asks for a cover and its passphrase, or its recovery words, and opens a chosen backup with it. */
export function OpenBackup({
  file,
  onOpened,
}: {
  file: OpenedBackupFile;
  onOpened: (seat: Seat) => void;
}): JSX.Element {
  const { t } = useTranslation(["backup", "ui"]);
  const { state, act } = useAct();
  const { a, b } = file.door.seats;
  const seats = [{ seat: "a" as Seat, cover: a.cover }, ...(b === null ? [] : [{ seat: "b" as Seat, cover: b.cover }])];
  const [seat, setSeat] = useState<Seat>("a");
  const [by, setBy] = useState<"passphrase" | "words">("passphrase");
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const name = useId();
  const cover = seats.find((one) => one.seat === seat)?.cover ?? a.cover;
  const busy = state.kind === "saving";

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() === "") return;
    setWrong(false);
    const secret: Secret = by === "words" ? { words: typed } : { passphrase: typed };
    void act(async () => {
      const opened = await file.unlock(seat, secret);
      if (opened === "open") onOpened(seat);
      else setWrong(true);
    });
  };
  const type = (text: string): void => {
    setTyped(text);
    setWrong(false);
  };
  const error = wrong ? t(by === "words" ? "backup:open.wrongWords" : "backup:open.wrong") : undefined;
  const label = t(`ui:covers.${cover}`);

  return (
    <form className="backup-open" onSubmit={submit}>
      <fieldset className="backup-covers">
        <legend className="field-label">{t("backup:open.pick")}</legend>
        {seats.map((one) => (
          <label key={one.seat} className="backup-cover">
            <CoverBook cover={one.cover} small />
            <span>
              <input type="radio" name={name} checked={one.seat === seat} onChange={() => setSeat(one.seat)} />
              {t(`ui:covers.${one.cover}`)}
            </span>
          </label>
        ))}
      </fieldset>
      {by === "passphrase" ? (
        <PassphraseField
          label={t("backup:open.passphrase", { cover: label })}
          hint={t("backup:open.ofThatDay")}
          error={error}
          value={typed}
          onChange={type}
        />
      ) : (
        <Field label={t("backup:open.words", { cover: label })} hint={t("backup:open.ofThatDay")} error={error}>
          {(id, describedBy) => (
            <textarea
              id={id}
              className="field-input"
              rows={3}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              aria-describedby={describedBy}
              aria-invalid={wrong || undefined}
              value={typed}
              onChange={(event) => type(event.target.value)}
            />
          )}
        </Field>
      )}
      {state.kind === "failed" && <ErrorNote code={state.code} of="file" />}
      <p className="acts">
        <Button kind="main" type="submit" busy={busy}>
          {busy ? t("backup:open.opening") : t("backup:open.act")}
        </Button>
        <LinkButton
          type="button"
          onClick={() => {
            setBy(by === "words" ? "passphrase" : "words");
            type("");
          }}
        >
          {t(by === "words" ? "backup:open.byPassphrase" : "backup:open.byWords")}
        </LinkButton>
      </p>
    </form>
  );
}
