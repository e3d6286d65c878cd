import { lazy, Suspense, useId, useRef, useState, type FormEvent, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { JournalState, Secret } from "#renderer/store/journal.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { CoverBook } from "#renderer/ui/CoverBook.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Field, PassphraseField } from "#renderer/ui/Field.tsx";
import { Icon, type IconName } from "#renderer/ui/Icon.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import type { CoverName } from "#shared/vault/cover.ts";
import type { Seat } from "#shared/vault/header.ts";
import "./unlock.css";

const SampleNote = lazy(async () => ({ default: (await import("./SampleNote.tsx")).SampleNote }));

type UnlockProps = Pick<Extract<JournalState, { kind: "closed" }>, "door" | "sample"> & {
  onRestore: () => void;
  /** What stands under the covers of one's own journal: what was mended, where the newest backup is. */
  notes: ReactNode;
  /** Where the backups are, which can be read without a passphrase. */
  backups: ReactNode;
  /** The support page, which can be read without a passphrase. */
  support: ReactNode;
};
type Way = "cover" | "words" | "together" | "backups" | "support";

/** The closed journal: two covers by colour and pattern, no names, and the ways in. */
export function Unlock({ door, sample, onRestore, notes, backups, support }: UnlockProps): JSX.Element {
  const { t } = useTranslation("unlock");
  const [way, setWay] = useState<Way>("cover");
  const seats: readonly Seated[] = [
    { seat: "a", cover: door.seats.a.cover },
    ...(door.seats.b === null ? [] : [{ seat: "b" as const, cover: door.seats.b.cover }]),
  ];

  const to = (where: Way, icon: IconName, label: string): JSX.Element | null =>
    way === where ? null : (
      <li>
        <button type="button" className="tool" onClick={() => setWay(where)}>
          <Icon name={icon} small />
          {label}
        </button>
      </li>
    );

  return (
    <div className="unlock">
      <main>
        <Suspense fallback={null}>
          {sample && <SampleNote door={door} />}
          {way === "backups" && backups}
          {way === "support" && support}
        </Suspense>
        {way === "cover" && <ByPassphrase seats={seats} emptyCover={door.seats.b === null ? door.coverForB : null} />}
        {way === "words" && <ByWords seats={seats} />}
        {way === "together" && <Together seats={seats} />}
        {way === "cover" && !sample && <Suspense fallback={null}>{notes}</Suspense>}
      </main>
      <footer>
        <ul>
          {to("cover", "left", t("backToCovers"))}
          {seats.length === 2 && to("together", "both", t("together"))}
          {to("words", "keys", t("words"))}
          {!sample && (
            <li>
              <button type="button" className="tool" onClick={onRestore}>
                <Icon name="turn" small />
                {t("restore")}
              </button>
            </li>
          )}
          {!sample && to("backups", "safe", t("backups"))}
          {to("support", "support", t("support"))}
        </ul>
      </footer>
    </div>
  );
}

interface Seated {
  readonly seat: Seat;
  readonly cover: CoverName;
}

/** Runs an unlocking: true when it opened; the answer when the secret was wrong; an error by its code. */
function useUnlocking<Wrong>(): {
  opening: boolean;
  wrong: Wrong | null;
  error: ReactNode;
  attempt: (open: () => Promise<Wrong | "open">) => Promise<void>;
  forget: () => void;
} {
  const { state, act } = useAct();
  const [wrong, setWrong] = useState<Wrong | null>(null);
  return {
    opening: state.kind === "saving",
    wrong,
    error: state.kind === "failed" ? <ErrorNote code={state.code} /> : null,
    forget: () => setWrong(null),
    attempt: async (open) => {
      setWrong(null);
      await act(async () => {
        const answer = await open();
        if (answer !== "open") setWrong(answer);
      });
    },
  };
}

/** The covers as radio buttons. */
function Covers({
  seats,
  emptyCover,
  chosen,
  onChoose,
  small = false,
}: {
  seats: readonly Seated[];
  emptyCover: CoverName | null;
  chosen: Seat;
  onChoose: (seat: Seat) => void;
  small?: boolean;
}): JSX.Element {
  const { t } = useTranslation(["unlock", "ui"]);
  const name = useId();
  return (
    <fieldset className="unlock-covers">
      <legend className="sr">{t("unlock:pick")}</legend>
      {seats.map(({ seat, cover }) => (
        <label className="unlock-cover" key={seat}>
          <input type="radio" name={name} checked={chosen === seat} onChange={() => onChoose(seat)} />
          <CoverBook cover={cover} small={small} />
          <span className="unlock-pick">
            <i aria-hidden="true" />
            {t(`ui:covers.${cover}`)}
          </span>
        </label>
      ))}
      {emptyCover !== null && (
        <div className="unlock-cover unlock-cover-empty">
          <CoverBook cover={emptyCover} />
          <span className="unlock-pick">{t("unlock:empty")}</span>
        </div>
      )}
    </fieldset>
  );
}

function ByPassphrase({ seats, emptyCover }: { seats: readonly Seated[]; emptyCover: CoverName | null }): JSX.Element {
  const { t } = useTranslation(["unlock", "ui"]);
  const journal = useJournal();
  const [seat, setSeat] = useState<Seat>("a");
  const [passphrase, setPassphrase] = useState("");
  const { opening, wrong, error, attempt, forget } = useUnlocking<"wrong-passphrase" | "wrong-words">();
  const field = useRef<HTMLInputElement>(null);
  const cover = seats.find((seated) => seated.seat === seat)?.cover ?? "tide";

  async function open(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (passphrase === "") return field.current?.focus();
    const secret: Secret = { passphrase };
    await attempt(() => journal.unlock(seat, secret));
    field.current?.select(); // still here: it did not open
  }

  return (
    <form className="unlock-form" onSubmit={(event) => void open(event)}>
      <h1 className="place">{t("unlock:title")}</h1>
      <Covers
        seats={seats}
        emptyCover={emptyCover}
        chosen={seat}
        onChoose={(chosen) => {
          setSeat(chosen);
          forget();
          field.current?.focus();
        }}
      />
      <div className="unlock-secret">
        <div className="unlock-row">
          <PassphraseField
            ref={field}
            autoFocus
            label={t("unlock:passphrase", { cover: t(`ui:covers.${cover}`) })}
            value={passphrase}
            onChange={(typed) => {
              setPassphrase(typed);
              forget();
            }}
            error={wrong === null ? undefined : t("unlock:wrong")}
            hint={t("unlock:slow")}
          />
          <Button type="submit" kind="main" busy={opening}>
            {opening ? t("unlock:opening") : t("unlock:open")}
          </Button>
        </div>
        {error}
      </div>
    </form>
  );
}

function ByWords({ seats }: { seats: readonly Seated[] }): JSX.Element {
  const { t } = useTranslation("unlock");
  const journal = useJournal();
  const [seat, setSeat] = useState<Seat>("a");
  const [words, setWords] = useState("");
  const { opening, wrong, error, attempt, forget } = useUnlocking<"wrong-passphrase" | "wrong-words">();
  const count = words.trim() === "" ? 0 : words.trim().split(/\s+/).length;

  return (
    <form
      className="unlock-form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(() => journal.unlock(seat, { words }));
      }}
    >
      <h1 className="place">{t("wordsTitle")}</h1>
      <Covers seats={seats} emptyCover={null} chosen={seat} onChoose={setSeat} small />
      <div className="unlock-secret">
        <Field
          label={t("wordsLabel")}
          hint={t("wordsHint", { count })}
          error={wrong === null ? undefined : t("wrongWords")}
        >
          {(id, describedBy) => (
            <textarea
              id={id}
              className="field-input"
              rows={4}
              autoFocus
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              aria-describedby={describedBy}
              aria-invalid={wrong !== null || undefined}
              value={words}
              onChange={(event) => {
                setWords(event.target.value);
                forget();
              }}
            />
          )}
        </Field>
        <p>
          <Button type="submit" kind="main" busy={opening}>
            {opening ? t("opening") : t("open")}
          </Button>
        </p>
        {error}
      </div>
    </form>
  );
}

function Together({ seats }: { seats: readonly Seated[] }): JSX.Element {
  const { t } = useTranslation(["unlock", "ui"]);
  const journal = useJournal();
  const [typed, setTyped] = useState({ a: "", b: "" });
  const { opening, wrong, error, attempt, forget } = useUnlocking<{ readonly wrong: Seat }>();

  return (
    <form
      className="unlock-form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(() => journal.unlockTogether(typed));
      }}
    >
      <h1 className="place">{t("unlock:togetherTitle")}</h1>
      <p className="unlock-says">{t("unlock:togetherBody")}</p>
      <div className="unlock-secret">
        {seats.map(({ seat, cover }) => {
          const words = t(`ui:covers.${cover}`);
          return (
            <div className="unlock-both" key={seat}>
              <CoverBook cover={cover} small />
              <PassphraseField
                autoFocus={seat === "a"}
                label={t("unlock:passphrase", { cover: words })}
                value={typed[seat]}
                onChange={(text) => {
                  setTyped({ ...typed, [seat]: text });
                  forget();
                }}
                error={wrong?.wrong === seat ? t("unlock:wrongTogether", { cover: words }) : undefined}
              />
            </div>
          );
        })}
        <p>
          <Button type="submit" kind="main" busy={opening}>
            {opening ? t("unlock:opening") : t("unlock:open")}
          </Button>
        </p>
        {error}
      </div>
    </form>
  );
}
