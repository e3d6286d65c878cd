import { type FormEvent, useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { asDay, Day, LocalTime } from "#shared/base/time.ts";
import { Button, LinkButton } from "../Button.tsx";
import { Dialog } from "../Dialog.tsx";
import { TextField } from "../Field.tsx";
import { Icon } from "../Icon.tsx";
import { useAnnounce } from "../notice.tsx";
import type { OpenPage, PageText } from "../open-page.ts";
import { useFormat } from "../use-format.ts";
import "./page-day.css";

/** A year of which only some figures are typed is before it, and so is no day anybody alive remembers. */
const FIRST_DAY = asDay("1900-01-01");

/** In the head of a page, after its day: the way to another day, and to its time. */
export function PageDay({ page, text }: { page: OpenPage; text: PageText }): JSX.Element {
  const { t } = useTranslation("writing");
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      <button type="button" className="tool page-day-change" aria-haspopup="dialog" onClick={() => setOpened(true)}>
        <Icon name="clock" small />
        {t("day.change")}
      </button>
      <Dialog opened={opened} onClose={close} title={t("day.title")}>
        <DayForm page={page} text={text} onClose={close} />
      </Dialog>
    </>
  );
}

type Wrong = "day.missing" | "day.future" | "day.early" | "time.missing";

/** The page stands on another day only once that is said: a date that is half typed is a day too, and not the one meant. */
function DayForm({ page, text, onClose }: { page: OpenPage; text: PageText; onClose: () => void }): JSX.Element {
  const { t } = useTranslation("writing");
  const { t: common } = useTranslation("ui");
  const journal = useJournal();
  const format = useFormat();
  const announce = useAnnounce();
  const dayField = useRef<HTMLInputElement>(null);
  const timeField = useRef<HTMLInputElement>(null);
  const [day, setDay] = useState<string>(text.day);
  const [time, setTime] = useState<string>(text.time ?? "");
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const today = journal.today();

  function refuse(what: Wrong): void {
    setWrong(what);
    (what === "time.missing" ? timeField : dayField).current?.focus();
  }

  function put(event: FormEvent): void {
    event.preventDefault();
    const chosen = Day.safeParse(day);
    const at = time === "" ? null : LocalTime.safeParse(time).data;
    if (!chosen.success) return refuse("day.missing");
    // A journal says what was: a page put on a day to come would lead every list until that day, and is a slip of the year
    // far more often than meant. One that came in on such a day may stay there.
    if (chosen.data > today && chosen.data !== text.day) return refuse("day.future");
    if (chosen.data < FIRST_DAY && chosen.data !== text.day) return refuse("day.early");
    // A time that is half typed reads as none, and would be taken away. Any whole one goes: it may be of another zone.
    if (at === undefined || timeField.current?.validity.badInput === true) return refuse("time.missing");
    const isMoved = chosen.data !== text.day;
    if (isMoved || at !== text.time)
      page.change({ ...(isMoved && { day: chosen.data }), ...(at !== text.time && { time: at }) });
    if (isMoved) announce(t("day.moved", { day: format.dayLong(chosen.data) }));
    onClose();
  }

  return (
    <form className="page-day" noValidate onSubmit={put}>
      <p>{t("day.says")}</p>
      <div className="page-day-fields">
        <TextField
          ref={dayField}
          type="date"
          data-autofocus
          label={t("day.day")}
          max={today}
          value={day}
          error={wrong !== null && wrong !== "time.missing" && t(wrong)}
          onChange={(next) => {
            setDay(next);
            setWrong(null);
          }}
        />
        <TextField
          ref={timeField}
          type="time"
          label={t("time.time")}
          hint={t("time.hint")}
          value={time}
          error={wrong === "time.missing" && t(wrong)}
          onChange={(next) => {
            setTime(next);
            setWrong(null);
          }}
        />
      </div>
      <p className="row">
        <Button kind="main" type="submit">
          {t("day.put")}
        </Button>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <LinkButton
          onClick={() => {
            if (timeField.current !== null) timeField.current.value = ""; // what is half typed too, of which React knows nothing
            setTime("");
            setWrong(null);
          }}
        >
          {t("time.none")}
        </LinkButton>
      </p>
    </form>
  );
}
