/** The questions that recording care and changing it have in common. */
import { useId, useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { Day } from "#shared/base/time.ts";
import type { Care } from "#shared/domain/care.ts";
import { type Need, needTitle } from "#shared/domain/need.ts";
import type { Person } from "#shared/domain/person.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { Field, TextArea } from "#renderer/ui/Field.tsx";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { GIVERS, type Source } from "./care-draft.ts";

const COSTS = [0, 1, 2, 3] as const;

/** Who gave what one had: the other, oneself, or others; of others, which of the people one can turn to. */
export function WhoGave(props: {
  me: Partner;
  other: Partner | null;
  isTogether: boolean;
  value: Source;
  onChange: (value: Source) => void;
}): JSX.Element {
  const { me, other, isTogether, value, onChange } = props;
  const { t } = useTranslation("needs");
  const id = useId();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const people = useMemo(() => mine.filter((record): record is Person => record.kind === "person"), [mine]);
  const label = {
    other: other?.name ?? "",
    others: t("care.someoneElse"),
    self: isTogether ? t("care.oneselfOf", { name: me.name }) : t("care.oneself"),
  };
  return (
    <>
      <RadioChips
        legend={t("care.who")}
        options={GIVERS.flatMap((from) =>
          from === "other" && other === null ? [] : [{ value: from, label: label[from] }],
        )}
        value={value.from}
        onChange={(from) => onChange({ from, person: from === "others" ? value.person : null })}
      />
      {value.from === "others" && !isTogether && people.length > 0 && (
        <div className="for-need">
          <label className="field-label" htmlFor={id}>
            {t("care.person")}
          </label>
          <select
            id={id}
            className="field-input"
            aria-describedby={`${id}-private`}
            value={people.some((person) => person.id === value.person) ? (value.person ?? "") : ""}
            onChange={(event) =>
              onChange({ ...value, person: people.find((person) => person.id === event.target.value)?.id ?? null })
            }
          >
            <option value="">{t("care.personNone")}</option>
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </select>
          <span id={`${id}-private`}>
            <Where privacy="one" quiet>
              {t("care.personPrivate")}
            </Where>
          </span>
        </div>
      )}
      {value.from === "others" && !isTogether && people.length === 0 && <p className="quiet">{t("care.personHint")}</p>}
    </>
  );
}

/** Which need the care was for; most care is for none in particular. */
export function ForNeed(props: {
  needs: readonly Need[];
  value: Need["id"] | null;
  onChange: (need: Need["id"] | null) => void;
}): JSX.Element | null {
  const { needs, value, onChange } = props;
  const { t } = useTranslation("needs");
  const vocabulary = useVocabulary();
  const id = useId();
  if (needs.length === 0) return null;
  return (
    <div className="for-need">
      <label className="field-label" htmlFor={id}>
        {t("care.forNeed")}
      </label>
      <select
        id={id}
        className="field-input"
        value={value ?? ""}
        onChange={(event) => onChange(needs.find((need) => need.id === event.target.value)?.id ?? null)}
      >
        <option value="">{t("care.noNeed")}</option>
        {needs.map((need) => (
          <option key={need.id} value={need.id}>
            {[vocabulary.need(need.need), needTitle(need)].filter((part) => part !== null).join(": ")}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What giving cost and why it was given: the giver's alone [D21]. */
export function CareCost(props: {
  other: Partner;
  cost: Care["cost"];
  reason: string;
  onChange: (changes: { cost?: Care["cost"]; reason?: string }) => void;
}): JSX.Element {
  const { other, cost, reason, onChange } = props;
  const { t } = useTranslation("needs");
  return (
    <div className="care-cost">
      <Where privacy="one" quiet>
        {t("care.costPrivate", { name: other.name })}
      </Where>
      <RadioChips
        legend={t("care.cost")}
        options={COSTS.map((steps) => ({ value: steps, label: t(`cost.${steps}`) }))}
        value={cost}
        onChange={(steps) => onChange({ cost: steps })}
        onClear={() => onChange({ cost: null })}
      />
      <TextArea
        label={t("care.reason")}
        placeholder={t("care.reasonExample")}
        maxLength={2_000}
        value={reason}
        onChange={(typed) => onChange({ reason: typed })}
      />
    </div>
  );
}

/** The day it was given, none to come. */
export function CareDay({ day, onChange }: { day: Day; onChange: (day: Day) => void }): JSX.Element {
  const { t } = useTranslation("needs");
  const today = useJournal().today();
  return (
    <div className="care-day">
      <Field label={t("care.day")}>
        {(id) => (
          <input
            id={id}
            type="date"
            autoComplete="off"
            className="field-input"
            value={day}
            max={today}
            onChange={(event) => {
              const chosen = Day.safeParse(event.target.value);
              if (chosen.success && chosen.data <= today) onChange(chosen.data);
            }}
          />
        )}
      </Field>
    </div>
  );
}
