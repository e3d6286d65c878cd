import { useId, useRef, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { OpenSession } from "#renderer/store/snapshot.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { CheckChips, RadioChips } from "#renderer/ui/Chips.tsx";
import { useMoodWords } from "#renderer/ui/entry-extras/use-mood-words.ts";
import { Field } from "#renderer/ui/Field.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import type { Choices, EntryFilter, Sharing } from "#shared/analysis/entry-filter.ts";
import { Day } from "#shared/base/time.ts";
import type { FiveSteps } from "#shared/domain/fields.ts";
import "./entry-filters.css";

const STEPS = [0, 1, 2, 3, 4] as const satisfies readonly FiveSteps[];
const WITH = ["starred", "photos", "files"] as const;

/** What may be asked for beside words, as one says it. */
function useFilterWords(session: OpenSession): {
  sharing: (sharing: Sharing) => string;
  with: (what: (typeof WITH)[number]) => string;
} {
  const { t } = useTranslation("finding");
  const { t: journal } = useTranslation("journal");
  const name = (session.kind === "one" ? session.other?.name : undefined) ?? journal("partner");
  return {
    sharing: (sharing) => t(`sharing.${sharing}`, { name }),
    with: (what) => t(`with.${what}`),
  };
}

/** The controls of the filter. Each takes effect at once. */
export function FilterPanel({
  id,
  filter,
  choices,
  session,
  onFilter,
}: {
  id: string;
  filter: EntryFilter;
  choices: Choices;
  session: OpenSession;
  onFilter: (filter: EntryFilter) => void;
}): JSX.Element {
  const { t } = useTranslation("finding");
  const words = useFilterWords(session);
  const vocabulary = useVocabulary();
  const moods = useMoodWords();
  const { mood } = filter;
  const sharings: Sharing[] = ["shared-by-other", "shared-by-me", "private"];
  if (choices.unvouched) sharings.push("unvouched");

  const setMood = (part: { from: FiveSteps | null } | { to: FiveSteps | null }): void => {
    const from = "from" in part ? part.from : (mood?.from ?? null);
    const to = "to" in part ? part.to : (mood?.to ?? null);
    if (from === null && to === null) return onFilter({ ...filter, mood: null });
    const [low, high] = [from ?? to ?? 0, to ?? from ?? 4];
    onFilter({ ...filter, mood: low <= high ? { from: low, to: high } : { from: high, to: low } });
  };

  const more = (kind: "tags" | "feelings" | "needs", label: string, wordOf: (value: string) => string): ReactNode => {
    const left = choices[kind].filter((value) => !filter[kind].includes(value));
    if (left.length === 0) return null;
    return (
      <Choice
        label={label}
        none={t("any")}
        value=""
        options={left.map((value) => ({ value, label: wordOf(value) }))}
        onChange={(value) => value !== "" && onFilter({ ...filter, [kind]: [...filter[kind], value] })}
      />
    );
  };

  const dayField = (end: "from" | "to"): ReactNode => (
    <Field label={t(end)}>
      {(fieldId) => (
        <input
          id={fieldId}
          className="field-input"
          type="date"
          autoComplete="off"
          max="9999-12-31"
          value={filter[end] ?? ""}
          onChange={(event) => {
            const day = Day.safeParse(event.target.value);
            if (day.success || event.target.value === "") onFilter({ ...filter, [end]: day.data ?? null });
          }}
        />
      )}
    </Field>
  );

  const moodOptions = STEPS.map((step) => ({ value: String(step), label: moods[step] }));
  const stepOf = (value: string): FiveSteps | null => STEPS.find((step) => String(step) === value) ?? null;
  return (
    <section id={id} className="filters" aria-label={t("filter")}>
      <h2 className="sr">{t("filter")}</h2>
      <RadioChips
        legend={t("sharedLegend")}
        options={sharings.map((value) => ({ value, label: words.sharing(value) }))}
        value={filter.sharing}
        onChange={(sharing) => onFilter({ ...filter, sharing })}
        onClear={() => onFilter({ ...filter, sharing: null })}
      />
      <CheckChips
        legend={t("withLegend")}
        options={WITH.map((value) => ({ value, label: words.with(value) }))}
        values={WITH.filter((what) => filter[what])}
        onChange={(values) =>
          onFilter({
            ...filter,
            starred: values.includes("starred"),
            photos: values.includes("photos"),
            files: values.includes("files"),
          })
        }
      />
      <div className="filters-pair">
        <Choice
          label={t("moodFrom")}
          none={t("any")}
          value={mood === null ? "" : String(mood.from)}
          options={moodOptions}
          onChange={(value) => setMood({ from: stepOf(value) })}
        />
        <Choice
          label={t("moodTo")}
          none={t("any")}
          value={mood === null ? "" : String(mood.to)}
          options={moodOptions}
          onChange={(value) => setMood({ to: stepOf(value) })}
        />
      </div>
      {more("tags", t("tag"), (tag) => tag)}
      {more("feelings", t("feeling"), vocabulary.feeling)}
      {more("needs", t("need"), vocabulary.need)}
      <div className="filters-pair">
        {dayField("from")}
        {dayField("to")}
      </div>
    </section>
  );
}

function Choice({
  label,
  none,
  value,
  options,
  onChange,
}: {
  label: string;
  none: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}): JSX.Element {
  return (
    <Field label={label}>
      {(id) => (
        <select id={id} className="field-input" value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{none}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Opens and closes the panel, and shows what is asked for now: each is a press away from being taken off. */
export function FilterBar({
  panelId,
  opened,
  filter,
  session,
  onOpened,
  onFilter,
  children,
}: {
  panelId: string;
  opened: boolean;
  filter: EntryFilter;
  session: OpenSession;
  onOpened: (opened: boolean) => void;
  onFilter: (filter: EntryFilter) => void;
  /** More beside the button. */
  children?: ReactNode;
}): JSX.Element {
  const { t } = useTranslation("finding");
  const bar = useRef<HTMLDivElement>(null);
  const listId = useId();
  const chips = useChips(filter, session);

  function takeOff(chip: FilterChip, item: Element | null): void {
    // The focus goes on to the chip beside it, else back to the button.
    const beside = item?.nextElementSibling ?? item?.previousElementSibling;
    const next = beside?.querySelector("button") ?? bar.current?.querySelector("button");
    next?.focus();
    onFilter({ ...filter, ...chip.without });
  }

  return (
    <div className="filter-bar" ref={bar}>
      <div className="filter-bar-line">
        <Button
          small
          icon="settings"
          aria-expanded={opened}
          aria-controls={opened ? panelId : undefined}
          onClick={() => onOpened(!opened)}
        >
          {t("filter")}
        </Button>
        {children}
      </div>
      {chips.length > 0 && (
        <ul className="filter-chips" id={listId} aria-label={t("asked")}>
          {chips.map((chip) => (
            <li key={chip.key}>
              <button
                type="button"
                className="filter-chip"
                aria-label={t("takeOff", { what: chip.label })}
                onClick={(event) => takeOff(chip, event.currentTarget.closest("li"))}
              >
                <span dir="auto">{chip.label}</span>
                <Icon name="close" small />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface FilterChip {
  readonly key: string;
  readonly label: string;
  /** The filter's parts as they are without it. */
  readonly without: Partial<EntryFilter>;
}

function useChips(filter: EntryFilter, session: OpenSession): FilterChip[] {
  const { t } = useTranslation("finding");
  const words = useFilterWords(session);
  const vocabulary = useVocabulary();
  const moods = useMoodWords();
  const format = useFormat();
  const { mood, sharing, from, to } = filter;
  const listed = (kind: "tags" | "feelings" | "needs", label: (value: string) => string): FilterChip[] =>
    filter[kind].map((value) => ({
      key: `${kind} ${value}`,
      label: label(value),
      without: { [kind]: filter[kind].filter((other) => other !== value) },
    }));
  return [
    ...(sharing === null ? [] : [{ key: "sharing", label: words.sharing(sharing), without: { sharing: null } }]),
    ...WITH.filter((what) => filter[what]).map((what) => ({
      key: what,
      label: words.with(what),
      without: { [what]: false },
    })),
    ...(mood === null
      ? []
      : [
          {
            key: "mood",
            label:
              mood.from === mood.to
                ? t("chip.mood", { mood: moods[mood.from] })
                : t("chip.moods", { from: moods[mood.from], to: moods[mood.to] }),
            without: { mood: null },
          },
        ]),
    ...listed("tags", (tag) => t("chip.tag", { tag })),
    ...listed("feelings", (feeling) => t("chip.feeling", { feeling: vocabulary.feeling(feeling) })),
    ...listed("needs", (need) => t("chip.need", { need: vocabulary.need(need) })),
    ...(from === null
      ? []
      : [{ key: "from", label: t("chip.from", { day: format.dayLong(from) }), without: { from: null } }]),
    ...(to === null ? [] : [{ key: "to", label: t("chip.to", { day: format.dayLong(to) }), without: { to: null } }]),
  ];
}
