import { useRef, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { assertNever } from "#shared/base/errors.ts";
import { Day } from "#shared/base/time.ts";
import { FiveSteps, type PartnerId, type RecordId } from "#shared/domain/fields.ts";
import type { NewAct } from "#shared/domain/revision.ts";
import type { SaidRecord } from "#shared/domain/said.ts";
import { hasToTell, sharedCopyOf } from "#shared/domain/sharing.ts";
import { sharedIdsOf } from "#renderer/store/in-view.ts";
import { pairOf, type Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "../Button.tsx";
import { CheckChips, RadioChips } from "../Chips.tsx";
import { CoverTab } from "../CoverBook.tsx";
import { ErrorNote } from "../ErrorNote.tsx";
import { Examples } from "../Examples.tsx";
import { TextArea, TextField } from "../Field.tsx";
import { FiveStepScale } from "../FiveStepScale.tsx";
import { takeFocus } from "../focus.ts";
import { SavedMark } from "../SavedMark.tsx";
import { Sheet } from "../Sheet.tsx";
import { useAct } from "../use-act.ts";
import { useKeptDraft } from "../use-kept-draft.ts";
import { Where } from "../Where.tsx";
import { LinesField } from "./LinesField.tsx";
import { phrasesIn, withoutPhrase, withPhrase } from "./offered-phrases.ts";
import { useRecordTexts } from "./record-texts.ts";
import { RecordPreview } from "./RecordPreview.tsx";
import { ThrowAway } from "./ThrowAway.tsx";
import { useFormIds } from "./use-form-ids.ts";

/**
 * One question of a form. Its label, and a hint where there is one, are in the catalogue under the kind and the field. Examples stand below
 * it, one at a time.
 */
export type FormField = {
  readonly field: string;
  readonly required?: boolean;
  readonly examples?: readonly string[];
} & (
  | { readonly type: "line"; readonly most: number }
  /** A press on one of what is offered adds it to the words. */
  | { readonly type: "words"; readonly most: number; readonly offers?: readonly string[] }
  /** Several lines, one below the other. */
  | { readonly type: "lines"; readonly most: number; readonly count: number }
  | { readonly type: "day" }
  | { readonly type: "choice"; readonly options: readonly string[] }
  | { readonly type: "partner"; readonly both: boolean }
  /** From least to most. */
  | { readonly type: "steps"; readonly words: readonly [string, string, string, string, string] }
  | { readonly type: "hours" }
);

/** What is typed, by field; every value is one that JSON holds, so that it is kept as a draft. */
export type FormValue = Readonly<Record<string, unknown>>;

interface RecordFormProps<R extends SaidRecord, D extends FormValue> {
  kind: R["kind"];
  title: string;
  /** A sentence or two above the questions. */
  lead?: ReactNode;
  /** Its questions; given what is typed, where one depends on another. */
  fields: readonly FormField[] | ((value: D) => readonly FormField[]);
  /** The questions are steps of one way, numbered, each with what it is about above its field. */
  guided?: boolean;
  /** What the form begins with. A kept draft must have the same fields. */
  start: D;
  /** Where its draft is kept; null together, where nobody's key is there alone. */
  draftPlace: string | null;
  /** Who writes: the open partner, or together the one whose turn it is. */
  by: Partner;
  /** The record as it would be written now. Throws "malformed" or "not-allowed". */
  write: (draft: D, act: NewAct) => R;
  /** The record that is being changed; null for a new one. */
  changing?: R | null;
  /** For kinds that are never shared. */
  neverShared?: boolean;
  /** Questions of the form's own, before the others. */
  first?: (value: D, set: (changes: Partial<D>) => void) => ReactNode;
  /** Questions of the form's own, behind the others. */
  more?: (value: D, set: (changes: Partial<D>) => void) => ReactNode;
  /** What the other reads beside its words, where they are shared: where it stands. */
  readWith?: (record: R) => ReactNode;
  /** What else is to be asked before it is written; null when nothing is missing. */
  missing?: (value: D) => string | null;
  onDone: (record: R) => void;
  onLeave: () => void;
}

/** The first field of a question that has to be answered and is not. */
const FIRST_MISSING = '[aria-invalid="true"], .record-missing input';

const isBlankValue = (value: unknown): boolean =>
  value === null ||
  (typeof value === "string" && value.trim() === "") ||
  (Array.isArray(value) && value.every(isBlankValue));

/**
 * A form for any joint kind: everything typed is kept as it is typed; it is one's own until it is shared, and what the other would read is
 * shown before it is. Together it is kept for both at once.
 */
export function RecordForm<R extends SaidRecord, D extends FormValue>(props: RecordFormProps<R, D>): JSX.Element {
  const { kind, title, lead, start, draftPlace, by, write, changing = null, neverShared = false } = props;
  const { guided = false } = props;
  const { t } = useTranslation("records");
  const texts = useRecordTexts(kind);
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const pair = pairOf(useSnapshot((snapshot) => snapshot.partners));
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const idOf = useFormIds<"record">();
  const saving = useAct();
  const [asked, setAsked] = useState(false);
  const [seen, setSeen] = useState<R | null>(null);
  /** What stood there when it was found to tell nothing: said until it is changed [D80]. */
  const [silent, setSilent] = useState<D | null>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const kept = useKeptDraft<D>(session.kind === "one" ? draftPlace : null, {
    start,
    read: (value) => readDraft(value, start),
    blank: (value) => Object.keys(start).every((field) => same(value[field], start[field])),
  });
  const { value } = kept;
  const fields = typeof props.fields === "function" ? props.fields(value) : props.fields;
  const set = (changes: Partial<D>): void => kept.change({ ...value, ...changes });
  const other = session.kind === "one" ? session.other : null;
  const missing =
    fields.some(({ field, required }) => required === true && isBlankValue(value[field])) ||
    (props.missing?.(value) ?? null) !== null;
  const record = (): R => write(value, { id: idOf("record"), author: by.id, now: journal.now() });

  /** Runs `next` with the record as it would be written, once nothing is missing. */
  const withRecord = (next: (written: R) => Promise<void>): void => {
    setAsked(true);
    if (!missing) return void saving.act(async () => next(record()));
    // What is missing is said below its question; the first such question is where one goes on.
    requestAnimationFrame(() => sheet.current?.querySelector<HTMLElement>(FIRST_MISSING)?.focus());
  };
  const done = async (written: R): Promise<void> => {
    await kept.forget();
    setSeen(null);
    setAsked(false);
    props.onDone(written);
  };
  const keep = (): void =>
    withRecord(async (written) => {
      if (session.kind === "together") {
        await journal.putShared([sharedCopyOf(written, { copy: 1, sharedIds: sharedIdsOf({ shared }) })]);
      } else if (written !== changing) await journal.put(written);
      await done(written);
    });
  const failed = saving.state.kind === "failed" ? <ErrorNote code={saving.state.code} /> : null;

  if (seen !== null && other !== null) {
    return (
      <Sheet spine="both" className="record-sheet" labelledBy="record-preview">
        <header className="place-head">
          <h1 className="place" id="record-preview" tabIndex={-1} ref={takeFocus}>
            {t("page.preview.title", { name: other.name })}
          </h1>
          <Where privacy="both">
            <b>{t("page.where.both")}</b>
            {t("page.where.onceShared")}
          </Where>
        </header>
        <RecordPreview record={seen} name={other.name} readWith={props.readWith?.(seen)} />
        {failed}
        <p className="row">
          <Button
            kind="main"
            icon="both"
            busy={saving.state.kind === "saving"}
            onClick={() =>
              void saving.act(async () => {
                await journal.putAndShare(seen);
                await done(seen);
              })
            }
          >
            {t("page.preview.share", { name: other.name })}
          </Button>
          <Button
            onClick={() => {
              setSeen(null);
              requestAnimationFrame(() => sheet.current?.querySelector("h1")?.focus());
            }}
          >
            {t("page.preview.back")}
          </Button>
        </p>
      </Sheet>
    );
  }

  const canShare = other !== null && !neverShared;
  const [Questions, One] = guided ? (["ol", "li"] as const) : (["div", "div"] as const);
  return (
    <div ref={sheet}>
      <Sheet spine={session.kind === "together" ? "both" : by.seat} className="record-sheet" labelledBy="record-form">
        <header className="place-head">
          <h1 className="place" id="record-form" tabIndex={-1}>
            {title}
          </h1>
          {session.kind === "together" ? (
            <Where privacy="both" />
          ) : (
            <Where privacy="one">
              <b>{t("page.where.onlyYou")}</b>
              {canShare && t("page.where.untilShared")}
            </Where>
          )}
        </header>
        {session.kind === "together" && (
          <p className="quiet record-by">
            <CoverTab seat={by.seat} /> {t("page.by", { name: by.name })}
          </p>
        )}
        {lead !== undefined && <div className="says">{lead}</div>}
        {props.first !== undefined && <div className="record-form">{props.first(value, set)}</div>}
        <Questions className={guided ? "record-form record-steps" : "record-form"}>
          {fields.map((field) => (
            <One key={field.field} className="record-question">
              <Question
                {...field}
                label={texts.question(field.field)}
                hint={texts.hint(field.field)}
                choice={(option) => texts.choice(field.field, option)}
                partners={pair}
                value={value[field.field]}
                error={
                  asked && field.required === true && isBlankValue(value[field.field]) ? t("page.form.missing") : null
                }
                onChange={(given) => set({ [field.field]: given } as Partial<D>)}
              />
              {field.examples !== undefined && <Examples of={field.examples} />}
            </One>
          ))}
        </Questions>
        {props.more !== undefined && <div className="record-form">{props.more(value, set)}</div>}
        {asked && props.missing !== undefined && props.missing(value) !== null && (
          <p className="field-error" role="alert">
            {props.missing(value)}
          </p>
        )}
        {silent === value && other !== null && (
          <p className="field-error" role="alert">
            {t("page.form.nothingTold", { name: other.name })}
          </p>
        )}
        {failed}
        <div className="row record-form-acts">
          {canShare && (
            <Button
              kind="main"
              onClick={() => withRecord(async (written) => (hasToTell(written) ? setSeen(written) : setSilent(value)))}
            >
              {t("page.form.see", { name: other.name })}
            </Button>
          )}
          <Button {...(!canShare && { kind: "main" as const })} busy={saving.state.kind === "saving"} onClick={keep}>
            {t(
              session.kind === "together"
                ? "page.form.saveBoth"
                : changing === null
                  ? "page.form.keep"
                  : "page.form.save",
            )}
          </Button>
          <LinkButton onClick={props.onLeave}>{t("page.form.leave")}</LinkButton>
          <ThrowAway kept={kept} onGone={props.onLeave} />
          {kept.state.kind !== "untouched" && <SavedMark state={kept.state} />}
        </div>
      </Sheet>
    </div>
  );
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A kept draft of the same fields, each of the type it began with; null for anything else. A field it lacks is as at the start. */
function readDraft<D extends FormValue>(kept: unknown, start: D): D | null {
  if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return null;
  const fields = Object.entries(start).map(([field, value]): [string, unknown] => {
    const given: unknown = Object.hasOwn(kept, field) ? (kept as Record<string, unknown>)[field] : value;
    const fits =
      value === null ||
      given === null ||
      (typeof given === typeof value && Array.isArray(given) === Array.isArray(value));
    return [field, fits ? given : value];
  });
  return Object.fromEntries(fields) as D;
}

type QuestionProps = FormField & {
  label: string;
  hint: string | null;
  choice: (option: string) => string;
  /** Who may be chosen. */
  partners: readonly Partner[];
  value: unknown;
  error: string | null;
  onChange: (value: unknown) => void;
};

function Question(props: QuestionProps): JSX.Element {
  const { t } = useTranslation("records");
  const { label, hint, error, onChange } = props;
  const text = typeof props.value === "string" ? props.value : "";
  const frame = { label, hint, error };
  switch (props.type) {
    case "line":
      return <TextField {...frame} maxLength={props.most} value={text} onChange={onChange} />;
    case "words":
      return (
        <>
          <TextArea {...frame} maxLength={props.most} value={text} onChange={onChange} />
          {props.offers !== undefined && (
            <Offers
              legend={t("page.form.offers", { label })}
              offers={props.offers}
              most={props.most}
              text={text}
              onChange={onChange}
            />
          )}
        </>
      );
    case "lines":
      return (
        <LinesField
          {...frame}
          most={props.most}
          count={props.count}
          lines={Array.isArray(props.value) ? (props.value as readonly string[]) : []}
          onChange={onChange}
        />
      );
    case "day":
      return (
        <TextField
          {...frame}
          className="record-short"
          type="date"
          value={text}
          onChange={(typed) => onChange(Day.safeParse(typed).success ? typed : null)}
        />
      );
    case "hours":
      return (
        <TextField
          {...frame}
          className="record-short"
          type="number"
          inputMode="numeric"
          min={0}
          max={168}
          step={1}
          value={typeof props.value === "number" ? String(props.value) : ""}
          onChange={(typed) => onChange(typed === "" ? null : Math.min(168, Math.max(0, Math.round(Number(typed)))))}
        />
      );
    case "choice":
      return (
        <Chosen hint={hint} error={error}>
          <RadioChips
            legend={label}
            options={props.options.map((option) => ({ value: option, label: props.choice(option) }))}
            value={text === "" ? null : text}
            onChange={onChange}
            {...(props.required !== true && { onClear: () => onChange(null) })}
          />
        </Chosen>
      );
    case "partner":
      return (
        <Chosen hint={hint} error={error}>
          <RadioChips<PartnerId | "both">
            legend={label}
            options={[
              ...props.partners.map(({ id, name }) => ({ value: id, label: name })),
              ...(props.both ? [{ value: "both" as const, label: t("both") }] : []),
            ]}
            value={(props.value as PartnerId | "both" | null) ?? null}
            onChange={onChange}
          />
        </Chosen>
      );
    case "steps": {
      const steps = FiveSteps.safeParse(props.value);
      return (
        <FiveStepScale
          legend={label}
          words={props.words}
          value={steps.success ? steps.data : null}
          onChange={onChange}
        />
      );
    }
    default:
      return assertNever(props);
  }
}

/** Phrases one can take over: those that stand in the words are chosen. */
function Offers({
  legend,
  offers,
  most,
  text,
  onChange,
}: {
  legend: string;
  offers: readonly string[];
  most: number;
  text: string;
  onChange: (text: string) => void;
}): JSX.Element {
  const values = phrasesIn(text, offers);
  return (
    <CheckChips
      legend={legend}
      legendHidden
      options={offers.map((offer) => ({ value: offer, label: offer }))}
      values={values}
      onChange={(chosen) => {
        const added = chosen.find((phrase) => !values.includes(phrase));
        const gone = values.find((phrase) => !chosen.includes(phrase));
        if (added !== undefined) onChange(withPhrase(text, added, most));
        else if (gone !== undefined) onChange(withoutPhrase(text, gone));
      }}
    />
  );
}

function Chosen({
  hint,
  error,
  children,
}: {
  hint: string | null;
  error: string | null;
  children: ReactNode;
}): JSX.Element {
  return (
    <div className={error === null ? "field" : "field record-missing"}>
      {children}
      {hint !== null && <p className="field-hint">{hint}</p>}
      {error !== null && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

/** The place of the draft of a form: of a new record of a kind, or of one that is being changed. */
export const draftPlaceOf = (kind: SaidRecord["kind"], id: RecordId | "new"): string => `${kind}:${id}`;
