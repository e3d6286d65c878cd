import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { latestFirst, monthOf } from "#shared/base/time.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { createPulse, editPulse, type Pulse } from "#shared/domain/pulse.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { OverMonths } from "#renderer/ui/figure/OverMonths.tsx";
import { draftPlaceOf, type FormField, RecordForm } from "#renderer/ui/records/RecordForm.tsx";
import { RecordsPlace } from "#renderer/ui/records/RecordsPlace.tsx";
import { useRecordTexts } from "#renderer/ui/records/record-texts.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { draftOf, PULSE_QUESTIONS, pulseOf, saysNothing, usePulseWords } from "./pulse-questions.ts";

/** One's own days, each in a minute, and how they went over the months. For oneself alone [D78]. */
export function PulsePlace({ begin, onBack }: { begin: RecordId | null; onBack: () => void }): JSX.Element {
  const { t } = useTranslation("pulse");
  const texts = useRecordTexts("pulse");
  const format = useFormat();
  const today = useJournal().today();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const ofToday = pulseOf(today, mine);
  return (
    <RecordsPlace
      kind="pulse"
      begin={begin}
      texts={{
        title: t("place.title"),
        says: t("place.says"),
        empty: t("place.empty"),
        add: t(ofToday === null ? "place.add" : "place.addMore"),
      }}
      neverShared
      arrange={lastDayFirst}
      title={({ day }) => format.day(day)}
      beside={({ mood, words }) =>
        [
          ...(mood === null ? [] : [`${texts.label("mood")}: ${texts.steps("mood")[mood] ?? ""}`]),
          ...(words === "" ? [] : [words]),
        ].join(". ")
      }
      group={({ day }) => format.month(monthOf(day))}
      above={<PulseMonths />}
      form={({ changing, ...of }) => <PulseForm changing={changing ?? ofToday} {...of} />}
      onBack={onBack}
    />
  );
}

const lastDayFirst = (pulses: readonly Pulse[]): readonly Pulse[] =>
  [...pulses].sort((one, other) => latestFirst(one.day, other.day));

/** A pulse of today, or one that is changed: there is one a day. */
function PulseForm({
  changing,
  by,
  onDone,
  onLeave,
}: {
  changing: Pulse | null;
  by: Partner;
  onDone: (pulse: Pulse) => void;
  onLeave: () => void;
}): JSX.Element {
  const { t } = useTranslation("pulse");
  const format = useFormat();
  const journal = useJournal();
  const words = usePulseWords();
  const day = changing?.day ?? journal.today();
  const fields: readonly FormField[] = [
    ...PULSE_QUESTIONS.map((field): FormField => ({ field, type: "steps", words: words(field) })),
    { field: "words", type: "words", most: 1_000 },
  ];
  return (
    <RecordForm<Pulse, ReturnType<typeof draftOf>>
      kind="pulse"
      title={format.dayLong(day)}
      lead={<p>{t("place.lead")}</p>}
      fields={fields}
      start={draftOf(changing)}
      draftPlace={draftPlaceOf("pulse", changing?.id ?? "new")}
      by={by}
      changing={changing}
      neverShared
      write={(draft, act) =>
        changing === null ? createPulse({ ...draft, day }, act) : editPulse(changing, draft, act)
      }
      missing={(draft) => (saysNothing(draft) ? t("place.missing") : null)}
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}

const TOP = 4;

/** The days over months: a mark for each answer, and nothing made of them. */
function PulseMonths(): JSX.Element | null {
  const { t } = useTranslation("pulse");
  const { t: tRecords } = useTranslation("records");
  const texts = useRecordTexts("pulse");
  const format = useFormat();
  const words = usePulseWords();
  const session = useSnapshot((snapshot) => snapshot.session);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const pulses = useMemo(() => lastDayFirst(mine.filter((record): record is Pulse => record.kind === "pulse")), [mine]);
  if (session.kind !== "one" || pulses.length === 0) return null;
  const { seat } = session.me;
  return (
    <OverMonths
      title={t("months.title")}
      says={t("months.says")}
      label={t("months.label")}
      top={TOP}
      topSaid={t("months.top")}
      rows={PULSE_QUESTIONS.map((question) => ({
        key: question,
        label: texts.label(question),
        marks: pulses.flatMap((pulse) => {
          const value = pulse[question];
          return value === null ? [] : [{ side: seat, day: pulse.day, value }];
        }),
      }))}
      table={(from) => (
        <table>
          <caption className="sr">{t("months.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.label("day")}</th>
              {PULSE_QUESTIONS.map((question) => (
                <th scope="col" key={question}>
                  {texts.label(question)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pulses
              .filter(({ day }) => day >= from)
              .map((pulse) => (
                <tr key={pulse.id}>
                  <th scope="row">{format.dayLong(pulse.day)}</th>
                  {PULSE_QUESTIONS.map((question) => {
                    const steps = pulse[question];
                    return (
                      <td key={question}>{steps === null ? tRecords("page.form.notSaid") : words(question)[steps]}</td>
                    );
                  })}
                </tr>
              ))}
          </tbody>
        </table>
      )}
    />
  );
}
