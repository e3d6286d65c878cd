import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { type Entry, isInJournal } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { TextField } from "#renderer/ui/Field.tsx";
import { firstLine } from "#renderer/ui/entry-words.ts";
import { isHidden, useOpenedLocks } from "#renderer/ui/second-lock.ts";
import { useFormat } from "#renderer/ui/use-format.ts";

/** How many entries the list has at most; the days narrow it. */
const SHOWN = 200;

/** Choosing entries to print: by their days, and by ticking. */
export function PrintChoice({ onPrint }: { onPrint: (entries: readonly Entry[]) => void }): JSX.Element {
  const { t } = useTranslation("moving");
  const format = useFormat();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const opened = useOpenedLocks();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [ticked, setTicked] = useState<ReadonlySet<RecordId>>(new Set());
  const all = useMemo(
    () =>
      mine
        .flatMap((record) => (record.kind === "entry" && isInJournal(record) ? [record] : []))
        .toSorted((one, other) => (one.day < other.day ? 1 : -1)),
    [mine],
  );
  const within = all.filter(({ day }) => (from === "" || day >= from) && (to === "" || day <= to));
  const open = within.filter((entry) => !isHidden(entry, opened));
  const locked = within.length - open.length;
  const listed = open.slice(0, SHOWN);
  const chosen = open.filter(({ id }) => ticked.has(id));

  function tick(id: RecordId, on: boolean): void {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  }

  return (
    <>
      <div className="moving-days">
        <TextField type="date" label={t("print.from")} value={from} onChange={setFrom} />
        <TextField type="date" label={t("print.to")} value={to} onChange={setTo} />
      </div>
      {listed.length === 0 ? (
        <p className="quiet">{t("print.none")}</p>
      ) : (
        <fieldset className="stack-close">
          <legend className="sect">{t("print.choose")}</legend>
          <p className="acts">
            <LinkButton onClick={() => setTicked(new Set(open.map(({ id }) => id)))}>{t("print.all")}</LinkButton>
            <LinkButton onClick={() => setTicked(new Set())}>{t("print.noneOf")}</LinkButton>
            <span className="quiet">{t("print.chosen", { count: chosen.length })}</span>
          </p>
          <ul className="moving-entries">
            {listed.map((entry) => {
              const { id, day, title } = entry;
              return (
                <li key={id}>
                  <label className="moving-check">
                    <input
                      type="checkbox"
                      checked={ticked.has(id)}
                      onChange={(event) => tick(id, event.target.checked)}
                    />
                    <span>
                      <span dir="auto">{title || firstLine(entry) || t("print.untitled")}</span>{" "}
                      <span className="quiet">{format.dayLong(day)}</span>
                    </span>
                  </label>
                </li>
              );
            })}
          </ul>
          {open.length > SHOWN && <p className="quiet">{t("print.more", { count: open.length - SHOWN })}</p>}
        </fieldset>
      )}
      {locked > 0 && <p className="quiet">{t("print.locked", { count: locked })}</p>}
      {chosen.length > 0 && (
        <p>
          <Button icon="print" onClick={() => onPrint(chosen)}>
            {t("print.see")}
          </Button>
        </p>
      )}
    </>
  );
}
