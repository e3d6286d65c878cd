import { useMemo, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { createNeed, editNeed, type Need, type NeedDraft, voiceAgain, WISHES } from "#shared/domain/need.ts";
import { previewOf } from "#shared/domain/sharing.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { TextArea } from "#renderer/ui/Field.tsx";
import { takeFocus } from "#renderer/ui/focus.ts";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useKeptDraft } from "#renderer/ui/use-kept-draft.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { GentleWord } from "./GentleWord.tsx";
import { draftOf, EMPTY_NEED, isBlank, readNeedDraft, sayPlace } from "./need-draft.ts";
import { NeedPicker } from "./NeedPicker.tsx";
import { NeedWords } from "./NeedWords.tsx";
import { useFormIds } from "./use-form-ids.ts";

/** What is being said: something new, an open need in other words, or a closed one again. */
export type Saying =
  | { readonly kind: "new" }
  | { readonly kind: "edit"; readonly need: Need }
  | { readonly kind: "again"; readonly need: Need };

const placeOf = (saying: Saying): string =>
  saying.kind === "new" ? "need:new" : sayPlace(saying.kind, saying.need.id);

const IMPORTANCES = [1, 2, 3] as const;

/** Four short steps on one sheet; everything typed is kept as it is typed, and is only one's own until it is shared. */
export function SayNeed(props: {
  saying: Saying;
  me: Partner;
  other: Partner | null;
  sharedIds: ReadonlySet<Need["id"]>;
  onDone: (need: Need) => void;
  onCancel: () => void;
}): JSX.Element {
  const { saying, me, other, sharedIds, onDone, onCancel } = props;
  const { t } = useTranslation("needs");
  const journal = useJournal();
  const start = useMemo(() => (saying.kind === "new" ? EMPTY_NEED : draftOf(saying.need)), [saying]);
  const {
    value: draft,
    change,
    state,
    forget,
  } = useKeptDraft(placeOf(saying), { start, read: readNeedDraft, blank: isBlank });
  const idOf = useFormIds<"need">();
  const saving = useAct();
  const [seen, setSeen] = useState<Need | null>(null);
  const [asked, setAsked] = useState(false);
  const wordMissing = draft.need.trim() === "";

  const set = (changes: Partial<NeedDraft>): void => change({ ...draft, ...changes });
  const write = (): Need => {
    const act = { author: me.id, now: journal.now() };
    switch (saying.kind) {
      case "new":
        return createNeed(draft, { ...act, id: idOf("need"), today: journal.today() });
      case "again":
        return voiceAgain(saying.need, draft, { ...act, id: idOf("need"), today: journal.today() });
      case "edit":
        return editNeed(saying.need, draft, act);
    }
  };
  /** Runs `next` with the need as it would be written, once it has a word. */
  const withNeed = (next: (need: Need) => Promise<void>): void => {
    setAsked(true);
    if (!wordMissing) void saving.act(async () => next(write()));
  };
  const done = async (need: Need): Promise<void> => {
    await forget();
    setSeen(null);
    setAsked(false);
    onDone(need);
  };
  const keep = (): void =>
    withNeed(async (need) => {
      const unchanged = saying.kind === "edit" && need === saying.need;
      if (!unchanged) await journal.put(need);
      await done(need);
    });
  const failed = saving.state.kind === "failed" ? <ErrorNote code={saving.state.code} /> : null;

  if (seen !== null && other !== null) {
    return (
      <Sheet spine="both" className="need-sheet" labelledBy="need-preview">
        <header className="place-head">
          <h1 className="place" id="need-preview" tabIndex={-1} ref={takeFocus}>
            {t("preview.title", { name: other.name })}
          </h1>
          <Where privacy="both">
            <b>{t("where.both")}</b>
            {t("where.onceShared")}
          </Where>
        </header>
        <NeedWords need={previewOf(seen, sharedIds)} />
        <p className="says">{t("preview.takeBack", { name: other.name })}</p>
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
            {t("preview.share", { name: other.name })}
          </Button>
          <Button onClick={() => setSeen(null)}>{t("preview.back")}</Button>
        </p>
      </Sheet>
    );
  }

  return (
    <Sheet spine={me.seat} className="need-sheet" labelledBy="say-need">
      <header className="place-head">
        <h1 className="place" id="say-need" tabIndex={-1}>
          {t(`say.title.${saying.kind}`)}
        </h1>
        <Where privacy="one">
          <b>{t("where.onlyYou")}</b>
          {t("where.untilShared")}
        </Where>
      </header>
      <ol className="say">
        <Step number={1} name={t("say.noticed.name")} about={t("say.noticed.about")}>
          <TextArea
            label={t("say.noticed.label")}
            labelHidden
            placeholder={t("say.noticed.example")}
            maxLength={4_000}
            value={draft.noticed}
            onChange={(noticed) => set({ noticed })}
          />
          <GentleWord text={draft.noticed} step="noticed" />
        </Step>
        <Step number={2} name={t("say.felt.name")} about={t("say.felt.about")}>
          <TextArea
            label={t("say.felt.label")}
            labelHidden
            placeholder={t("say.felt.example")}
            maxLength={2_000}
            value={draft.felt}
            onChange={(felt) => set({ felt })}
          />
        </Step>
        <Step number={3} name={t("say.need.name")} about={t("say.need.about")}>
          <NeedPicker word={draft.need} onChange={(need) => set({ need })} />
          {asked && wordMissing && (
            <p className="field-error" role="alert">
              {t("say.need.missing")}
            </p>
          )}
        </Step>
        <Step number={4} name={t("say.request.name")} about={t("say.request.about")}>
          <TextArea
            label={t("say.request.label")}
            labelHidden
            placeholder={t("say.request.example")}
            maxLength={2_000}
            value={draft.request}
            onChange={(request) => set({ request })}
          />
          <GentleWord text={draft.request} step="request" />
        </Step>
      </ol>
      <div className="say-more">
        <Asked label={t("say.wish")}>
          <RadioChips
            legend={t("say.wish")}
            legendHidden
            options={WISHES.map((wish) => ({ value: wish, label: t(`wish.${wish}`) }))}
            value={draft.wish}
            onChange={(wish) => set({ wish })}
            onClear={() => set({ wish: null })}
          />
        </Asked>
        <Asked label={t("say.importance")}>
          <RadioChips
            legend={t("say.importance")}
            legendHidden
            options={IMPORTANCES.map((importance) => ({ value: importance, label: t(`importance.${importance}`) }))}
            value={draft.importance}
            onChange={(importance) => set({ importance })}
          />
        </Asked>
      </div>
      {failed}
      <div className="row say-acts">
        {other !== null && (
          <Button kind="main" onClick={() => withNeed(async (need) => setSeen(need))}>
            {t("say.see", { name: other.name })}
          </Button>
        )}
        <Button {...(other === null && { kind: "main" as const })} busy={saving.state.kind === "saving"} onClick={keep}>
          {saying.kind === "edit" ? t("say.save") : t("say.keep")}
        </Button>
        {saying.kind !== "new" && <LinkButton onClick={onCancel}>{t("say.leave")}</LinkButton>}
        <span className="say-mark">
          <SavedMark state={state} />
        </span>
      </div>
      {other === null && <p className="quiet">{t("say.alone")}</p>}
    </Sheet>
  );
}

function Step(props: { number: number; name: string; about: string; children: ReactNode }): JSX.Element {
  const { number, name, about, children } = props;
  return (
    <li>
      <span className="say-name">
        <b>
          {number} {name}
        </b>
        {about}
      </span>
      <div>{children}</div>
    </li>
  );
}

/** A short question beside its chips; the chips carry it as their legend, so it is not said twice. */
function Asked({ label, children }: { label: string; children: ReactNode }): JSX.Element {
  return (
    <div className="asked">
      <span className="quiet" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  );
}
