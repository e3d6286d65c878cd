import { useMemo, useRef, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "#shared/domain/fields.ts";
import { createNeed, editNeed, type Need, type NeedDraft, voiceAgain, WISHES } from "#shared/domain/need.ts";
import { previewOf, sharedCopyOf } from "#shared/domain/sharing.ts";
import type { OpenSession, Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Examples } from "#renderer/ui/Examples.tsx";
import { TextArea } from "#renderer/ui/Field.tsx";
import { takeFocus } from "#renderer/ui/focus.ts";
import { ThrowAway } from "#renderer/ui/records/ThrowAway.tsx";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useKeptDraft } from "#renderer/ui/use-kept-draft.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { FeelingWords } from "./FeelingWords.tsx";
import { GentleWord } from "./GentleWord.tsx";
import { draftOf, EMPTY_NEED, isBlank, readNeedDraft, sayPlace } from "./need-draft.ts";
import { NeedPicker } from "./NeedPicker.tsx";
import { NeedWords } from "./NeedWords.tsx";
import { useSayingExamples } from "./said.ts";
import { useFormIds } from "#renderer/ui/records/use-form-ids.ts";

/** What is being said: something new, an open need in other words, or a closed one again. */
export type Saying =
  | { readonly kind: "new"; readonly prefill?: Prefill | undefined }
  | { readonly kind: "edit"; readonly need: Need }
  | { readonly kind: "again"; readonly need: Need };

/** What a new need begins with: words out of a record of one's own, which it does not name. */
export interface Prefill {
  readonly from: RecordId;
  readonly request: string;
}

function placeOf(saying: Saying): string {
  if (saying.kind !== "new") return sayPlace(saying.kind, saying.need.id);
  return saying.prefill === undefined ? "need:new" : `need:new:${saying.prefill.from}`;
}

/** What stands there at first. */
const startOf = (saying: Saying): NeedDraft =>
  saying.kind === "new" ? { ...EMPTY_NEED, request: saying.prefill?.request ?? "" } : draftOf(saying.need);

const IMPORTANCES = [1, 2, 3] as const;

/**
 * Four short steps on one sheet; everything typed is kept as it is typed, and is only one's own until it is shared. Together it is for
 * both from the beginning, and nothing is kept before.
 */
export function SayNeed(props: {
  saying: Saying;
  /** Who says it: the open partner, or together the one whose turn it is. */
  by: Partner;
  /** Who would read it; null while there is nobody, and together, where both do. */
  other: Partner | null;
  session: OpenSession["kind"];
  sharedIds: ReadonlySet<Need["id"]>;
  onDone: (need: Need) => void;
  onCancel: () => void;
}): JSX.Element {
  const { saying, by, other, session, sharedIds, onDone, onCancel } = props;
  const { t } = useTranslation("needs");
  const examples = useSayingExamples();
  const journal = useJournal();
  const isOne = session === "one";
  const start = useMemo(() => startOf(saying), [saying]);
  const kept = useKeptDraft(isOne ? placeOf(saying) : null, { start, read: readNeedDraft, blank: isBlank });
  const { value: draft, change, state, forget } = kept;
  const idOf = useFormIds<"need">();
  const saving = useAct();
  const [seen, setSeen] = useState<Need | null>(null);
  const [asked, setAsked] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const wordMissing = draft.need.trim() === "";

  const set = (changes: Partial<NeedDraft>): void => change({ ...draft, ...changes });
  const write = (): Need => {
    const act = { author: by.id, now: journal.now() };
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
      if (!isOne) await journal.putShared([sharedCopyOf(need, { copy: 1, sharedIds })]);
      else if (!unchanged) await journal.put(need);
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
    <Sheet spine={isOne ? by.seat : "both"} className="need-sheet" labelledBy="say-need">
      <header className="place-head">
        <h1 className="place" id="say-need" tabIndex={-1} ref={title}>
          {isOne ? t(`say.title.${saying.kind}`) : t(`say.titleOf.${saying.kind}`, { name: by.name })}
        </h1>
        {isOne ? (
          <Where privacy="one">
            <b>{t("where.onlyYou")}</b>
            {other !== null && t("where.untilShared")}
          </Where>
        ) : (
          <Where privacy="both" />
        )}
      </header>
      <ol className="say">
        <Step number={1} name={t("say.noticed.name")} about={t("say.noticed.about")}>
          <TextArea
            label={t("say.noticed.label")}
            labelHidden
            maxLength={4_000}
            value={draft.noticed}
            onChange={(noticed) => set({ noticed })}
          />
          <GentleWord text={draft.noticed} step="noticed" keeps={isOne}>
            <Examples of={examples.noticed} />
          </GentleWord>
        </Step>
        <Step number={2} name={t("say.felt.name")} about={t("say.felt.about")}>
          <TextArea
            label={t("say.felt.label")}
            labelHidden
            maxLength={2_000}
            value={draft.felt}
            onChange={(felt) => set({ felt })}
          />
          <GentleWord text={draft.felt} step="felt" keeps={isOne}>
            <Examples of={examples.felt} />
          </GentleWord>
          <FeelingWords text={draft.felt} most={2_000} onChange={(felt) => set({ felt })} />
        </Step>
        <Step number={3} name={t("say.need.name")} about={t("say.need.about")}>
          <NeedPicker word={draft.need} onChange={(need) => set({ need })} keeps={isOne} />
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
            maxLength={2_000}
            value={draft.request}
            onChange={(request) => set({ request })}
          />
          <GentleWord text={draft.request} step="request" keeps={isOne}>
            <Examples of={examples.request} />
          </GentleWord>
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
          {t(!isOne ? "say.keepBoth" : saying.kind === "edit" ? "say.save" : "say.keep")}
        </Button>
        {(saying.kind !== "new" || !isOne) && <LinkButton onClick={onCancel}>{t("say.leave")}</LinkButton>}
        <ThrowAway kept={kept} onGone={saying.kind === "new" ? () => title.current?.focus() : onCancel} />
        <span className="say-mark">
          <SavedMark state={state} />
        </span>
      </div>
      {other === null && isOne && <p className="quiet">{t("say.alone")}</p>}
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
