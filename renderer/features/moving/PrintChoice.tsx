import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Day } from "#shared/base/time.ts";
import { type Entry, isInJournal } from "#shared/domain/entry.ts";
import { recordsInView } from "#renderer/store/in-view.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { TextField } from "#renderer/ui/Field.tsx";
import { firstLine } from "#renderer/ui/entry-words.ts";
import { isHidden, useOpenedLocks } from "#renderer/ui/second-lock.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { type Confirmed, ConfirmedAct } from "./ConfirmedAct.tsx";
import { dayOf, isPrintable, type PrintableRecord, PRINTABLE_KINDS } from "./printable.ts";
import { useKindName, useLineOf } from "./PrintedRecords.tsx";

/** How many of a kind the list has at most; the days narrow it. */
const SHOWN = 200;

/** What was chosen to be printed. */
export interface Chosen {
  readonly entries: readonly Entry[];
  readonly records: readonly PrintableRecord[];
}

/** Choosing what to print, kind by kind: by its days, and by ticking. Own entries, one's own records, and what the other shares. */
export function PrintChoice({
  confirmed,
  onPrint,
}: {
  confirmed: Confirmed;
  onPrint: (chosen: Chosen) => void;
}): JSX.Element {
  const { t } = useTranslation("moving");
  const format = useFormat();
  const kindName = useKindName();
  const lineOf = useLineOf();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const session = useSnapshot((snapshot) => snapshot.session);
  const opened = useOpenedLocks();
  const [kind, setKind] = useState<"entry" | PrintableRecord["kind"]>("entry");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const entries = useMemo(
    () =>
      mine.flatMap((record) => (record.kind === "entry" && isInJournal(record) ? [record] : [])).toSorted(lastFirst),
    [mine],
  );
  const records = useMemo(
    () => recordsInView({ mine, shared }).filter(isPrintable).toSorted(lastFirst),
    [mine, shared],
  );
  const kinds = ["entry" as const, ...PRINTABLE_KINDS.filter((each) => records.some((record) => record.kind === each))];
  const within = (kind === "entry" ? entries : records.filter((record) => record.kind === kind)).filter((each) => {
    const day = dayFor(each);
    return day === null || ((from === "" || day >= from) && (to === "" || day <= to));
  });
  const isOpen = (each: Entry | PrintableRecord): boolean => each.kind !== "entry" || !isHidden(each, opened);
  const open = within.filter(isOpen);
  const locked = within.length - open.length;
  const listed = open.slice(0, SHOWN);
  const chosen = {
    entries: entries.filter((entry) => isOpen(entry) && ticked.has(keyOf(entry))),
    records: records.filter((record) => ticked.has(keyOf(record))),
  };
  const count = chosen.entries.length + chosen.records.length;

  /** Ticks some, or takes their ticks away; those of other kinds and days stay. */
  function tick(some: readonly (Entry | PrintableRecord)[], on: boolean): void {
    const next = new Set(ticked);
    for (const key of some.map(keyOf)) {
      if (on) next.add(key);
      else next.delete(key);
    }
    setTicked(next);
  }

  const lineFor = (each: Entry | PrintableRecord): string =>
    each.kind === "entry" ? each.title || firstLine(each) || t("print.untitled") : lineOf(each);
  const besideFor = (each: Entry | PrintableRecord): string => {
    const day = dayFor(each);
    const isMine = session.kind === "one" && each.author === session.me.id;
    const name = isMine ? "" : (partners.find(({ id }) => id === each.author)?.name ?? "");
    return [day === null ? "" : format.dayLong(day), name].filter((part) => part !== "").join(", ");
  };

  return (
    <>
      {kinds.length > 1 && (
        <RadioChips
          legend={t("print.kind")}
          options={kinds.map((value) => ({ value, label: value === "entry" ? t("print.choose") : kindName(value) }))}
          value={kind}
          onChange={setKind}
        />
      )}
      <div className="moving-days">
        <TextField type="date" label={t("print.from")} value={from} onChange={setFrom} />
        <TextField type="date" label={t("print.to")} value={to} onChange={setTo} />
      </div>
      {listed.length === 0 ? (
        <p className="quiet">{t(kind === "entry" ? "print.none" : "print.noneHere")}</p>
      ) : (
        <fieldset className="stack-close">
          <legend className="sect">{kind === "entry" ? t("print.choose") : kindName(kind)}</legend>
          <p className="acts">
            <LinkButton onClick={() => tick(open, true)}>{t("print.all")}</LinkButton>
            <LinkButton onClick={() => tick(open, false)}>{t("print.noneOf")}</LinkButton>
          </p>
          <ul className="moving-entries">
            {listed.map((each) => (
              <li key={keyOf(each)}>
                <label className="moving-check">
                  <input
                    type="checkbox"
                    checked={ticked.has(keyOf(each))}
                    onChange={(event) => tick([each], event.target.checked)}
                  />
                  <span>
                    <span dir="auto">{lineFor(each)}</span> <span className="quiet">{besideFor(each)}</span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {open.length > SHOWN && <p className="quiet">{t("print.more", { count: open.length - SHOWN })}</p>}
        </fieldset>
      )}
      {locked > 0 && <p className="quiet">{t("print.locked", { count: locked })}</p>}
      {count > 0 && (
        <>
          <p className="quiet">{t("print.chosen", { count })}</p>
          <ConfirmedAct label={t("print.see")} icon="print" confirmed={confirmed} onAct={() => onPrint(chosen)} />
        </>
      )}
    </>
  );
}

const dayFor = (of: Entry | PrintableRecord): Day | null => (of.kind === "entry" ? of.day : dayOf(of));
const keyOf = ({ author, id }: Entry | PrintableRecord): string => `${author} ${id}`;

/** The latest day first; what has no day comes last. */
const lastFirst = (one: Entry | PrintableRecord, other: Entry | PrintableRecord): number =>
  (dayFor(one) ?? "") < (dayFor(other) ?? "") ? 1 : -1;
