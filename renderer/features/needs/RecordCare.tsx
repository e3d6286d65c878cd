import { useId, useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { z } from "#shared/base/zod.ts";
import { markFelt } from "#shared/domain/answer.ts";
import { type Care, createCare } from "#shared/domain/care.ts";
import { Day } from "#shared/base/time.ts";
import { FiveSteps, RecordId } from "#shared/domain/fields.ts";
import { type Need, needTitle } from "#shared/domain/need.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Field, TextArea } from "#renderer/ui/Field.tsx";
import { FiveStepScale } from "#renderer/ui/FiveStepScale.tsx";
import { takeFocus } from "#renderer/ui/focus.ts";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useKeptDraft } from "#renderer/ui/use-kept-draft.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { useFeltWords } from "./said.ts";
import { useFormIds } from "./use-form-ids.ts";

const COSTS = [0, 1, 2, 3] as const;

/** What is typed while care is recorded: what was done for me first, then what I did. */
const CareDraft = z.strictObject({
  day: Day.nullable(),
  received: z.strictObject({
    from: z.enum(["other", "others"]),
    what: z.string(),
    need: RecordId.nullable(),
    felt: FiveSteps.nullable(),
  }),
  given: z.strictObject({
    what: z.string(),
    need: RecordId.nullable(),
    cost: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).nullable(),
    reason: z.string(),
  }),
});
type CareDraft = z.infer<typeof CareDraft>;

const read = (kept: unknown): CareDraft | null => {
  const parsed = CareDraft.safeParse(kept);
  return parsed.success ? parsed.data : null;
};
const blank = ({ received, given }: CareDraft): boolean =>
  received.what.trim() === "" && given.what.trim() === "" && given.reason.trim() === "";

/** Care that was given and had. It asks first what the other did: everyone sees their own part more easily. */
export function RecordCare(props: {
  me: Partner;
  other: Partner | null;
  myNeeds: readonly Need[];
  theirNeeds: readonly Need[];
  /** The need it is for, when it was begun from one. */
  forNeed: Need["id"] | null;
  onDone: () => void;
  onCancel: () => void;
}): JSX.Element {
  const { me, other, myNeeds, theirNeeds, forNeed, onDone, onCancel } = props;
  const { t } = useTranslation("needs");
  const journal = useJournal();
  const format = useFormat();
  const feltWords = useFeltWords();
  const start = useMemo(
    (): CareDraft => ({
      day: null,
      received: {
        from: other === null ? "others" : "other",
        what: "",
        need: myNeeds.some(({ id }) => id === forNeed) ? forNeed : null,
        felt: null,
      },
      given: { what: "", need: theirNeeds.some(({ id }) => id === forNeed) ? forNeed : null, cost: null, reason: "" },
    }),
    // A draft begins once: needs that change while one writes must not begin it anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
    [forNeed],
  );
  const place = forNeed === null ? "care:new" : `care:for:${forNeed}`;
  const { value: draft, change, state, forget } = useKeptDraft(place, { start, read, blank });
  const idOf = useFormIds<keyof Written>();
  const saving = useAct();
  const [asked, setAsked] = useState(false);
  const [preview, setPreview] = useState<Written | null>(null);
  const day = draft.day ?? journal.today();
  const said = draft.received.what.trim() !== "" || draft.given.what.trim() !== "";

  const received = (changes: Partial<CareDraft["received"]>): void =>
    change({ ...draft, received: { ...draft.received, ...changes } });
  const given = (changes: Partial<CareDraft["given"]>): void =>
    change({ ...draft, given: { ...draft.given, ...changes } });

  const write = (): Written => {
    const now = journal.now();
    const act = (part: keyof Written) => ({ id: idOf(part), author: me.id, now });
    const had =
      draft.received.what.trim() === ""
        ? null
        : createCare(
            {
              giver: draft.received.from === "other" && other !== null ? other.id : "others",
              receiver: me.id,
              day,
              what: draft.received.what,
              need: draft.received.need,
              cost: null,
              reason: "",
            },
            act("had"),
          );
    const gave =
      draft.given.what.trim() === "" || other === null
        ? null
        : createCare({ giver: me.id, receiver: other.id, day, ...draft.given }, act("gave"));
    const felt =
      had !== null && draft.received.felt !== null
        ? markFelt(had, { felt: draft.received.felt, words: "" }, { ...act("felt"), today: journal.today() })
        : null;
    return { had, felt, gave };
  };
  const withCare = (next: (written: Written) => Promise<void>): void => {
    setAsked(true);
    if (said) void saving.act(async () => next(write()));
  };
  const save = async ({ had, felt, gave }: Written, share: boolean): Promise<void> => {
    const put = share ? journal.putAndShare : journal.put;
    // In this order an answer is shared after what it answers.
    for (const record of [had, felt, gave]) if (record !== null) await put(record);
    await forget();
    onDone();
  };
  const failed = saving.state.kind === "failed" ? <ErrorNote code={saving.state.code} /> : null;

  if (preview !== null && other !== null) {
    return (
      <Sheet spine="both" className="need-sheet" labelledBy="care-preview">
        <header className="place-head">
          <h1 className="place" id="care-preview" tabIndex={-1} ref={takeFocus}>
            {t("preview.title", { name: other.name })}
          </h1>
          <Where privacy="both">
            <b>{t("where.both")}</b>
            {t("where.onceShared")}
          </Where>
        </header>
        <dl className="need-words">
          {preview.had !== null && (
            <div>
              <dt>{t("care.fromTo", { from: giverName(preview.had, other), to: me.name })}</dt>
              <dd className="read">{preview.had.what}</dd>
              {preview.felt?.body.type === "care-felt" && (
                <dd className="quiet">{t("care.itFelt", { felt: feltWords[preview.felt.body.felt] })}</dd>
              )}
            </div>
          )}
          {preview.gave !== null && (
            <div>
              <dt>{t("care.fromTo", { from: me.name, to: other.name })}</dt>
              <dd className="read">{preview.gave.what}</dd>
            </div>
          )}
        </dl>
        <p className="quiet">{format.dayShort(day)}</p>
        <p className="says">{t("care.previewSays", { name: other.name })}</p>
        {failed}
        <p className="row">
          <Button
            kind="main"
            icon="both"
            busy={saving.state.kind === "saving"}
            onClick={() => void saving.act(() => save(preview, true))}
          >
            {t("preview.share", { name: other.name })}
          </Button>
          <Button onClick={() => setPreview(null)}>{t("preview.back")}</Button>
        </p>
      </Sheet>
    );
  }

  function giverName(care: Care, from: Partner): string {
    return care.giver === from.id ? from.name : t("care.someoneElse");
  }

  return (
    <Sheet spine={me.seat} className="need-sheet" labelledBy="record-care">
      <header className="place-head">
        <h1 className="place" id="record-care" tabIndex={-1}>
          {t("care.title")}
        </h1>
        <Where privacy="one">
          <b>{t("where.onlyYou")}</b>
          {t("where.untilShared")}
        </Where>
      </header>
      <section className="care-part" aria-labelledby="care-had">
        <h2 className="ask" id="care-had">
          {other === null ? t("care.firstAlone") : t("care.first", { name: other.name })}
        </h2>
        <TextArea
          label={other === null ? t("care.firstAlone") : t("care.first", { name: other.name })}
          labelHidden
          placeholder={t("care.firstExample")}
          maxLength={2_000}
          value={draft.received.what}
          onChange={(what) => received({ what })}
        />
        {other !== null && (
          <RadioChips
            legend={t("care.who")}
            options={[
              { value: "other", label: other.name },
              { value: "others", label: t("care.someoneElse") },
            ]}
            value={draft.received.from}
            onChange={(from) => received({ from })}
          />
        )}
        <ForNeed needs={myNeeds} value={draft.received.need} onChange={(need) => received({ need })} />
        {draft.received.what.trim() !== "" && (
          <FiveStepScale
            legend={t("care.howFelt")}
            words={feltWords}
            value={draft.received.felt}
            onChange={(felt) => received({ felt })}
          />
        )}
      </section>
      {other !== null && (
        <section className="care-part" aria-labelledby="care-gave">
          <h2 className="ask" id="care-gave">
            {t("care.second", { name: other.name })}
          </h2>
          <TextArea
            label={t("care.second", { name: other.name })}
            labelHidden
            placeholder={t("care.secondExample")}
            maxLength={2_000}
            value={draft.given.what}
            onChange={(what) => given({ what })}
          />
          <ForNeed needs={theirNeeds} value={draft.given.need} onChange={(need) => given({ need })} />
          {draft.given.what.trim() !== "" && (
            <div className="care-cost">
              <Where privacy="one" quiet>
                {t("care.costPrivate", { name: other.name })}
              </Where>
              <RadioChips
                legend={t("care.cost")}
                options={COSTS.map((cost) => ({ value: cost, label: t(`cost.${cost}`) }))}
                value={draft.given.cost}
                onChange={(cost) => given({ cost })}
                onClear={() => given({ cost: null })}
              />
              <TextArea
                label={t("care.reason")}
                placeholder={t("care.reasonExample")}
                maxLength={2_000}
                value={draft.given.reason}
                onChange={(reason) => given({ reason })}
              />
            </div>
          )}
        </section>
      )}
      <div className="care-day">
        <Field label={t("care.day")}>
          {(id) => (
            <input
              id={id}
              type="date"
              autoComplete="off"
              className="field-input"
              value={day}
              max={journal.today()}
              onChange={(event) => {
                const chosen = Day.safeParse(event.target.value);
                if (chosen.success && chosen.data <= journal.today()) change({ ...draft, day: chosen.data });
              }}
            />
          )}
        </Field>
      </div>
      {asked && !said && (
        <p className="field-error" role="alert">
          {t("care.missing")}
        </p>
      )}
      {failed}
      <div className="row say-acts">
        {other !== null && (
          <Button kind="main" onClick={() => withCare(async (written) => setPreview(written))}>
            {t("say.see", { name: other.name })}
          </Button>
        )}
        <Button
          {...(other === null && { kind: "main" as const })}
          busy={saving.state.kind === "saving"}
          onClick={() => withCare((written) => save(written, false))}
        >
          {t("say.keep")}
        </Button>
        <LinkButton onClick={onCancel}>{t("say.leave")}</LinkButton>
        <span className="say-mark">
          <SavedMark state={state} />
        </span>
      </div>
    </Sheet>
  );
}

interface Written {
  readonly had: Care | null;
  readonly felt: ReturnType<typeof markFelt> | null;
  readonly gave: Care | null;
}

/** Which need the care was for; most care is for none in particular. */
function ForNeed(props: {
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
            {vocabulary.need(need.need)}: {needTitle(need) ?? ""}
          </option>
        ))}
      </select>
    </div>
  );
}
