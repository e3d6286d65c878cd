import { useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { CLOSED_STATUSES, closeNeed, MET_BY, type Need } from "#shared/domain/need.ts";
import { changedSince } from "#shared/domain/sharing.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { TextArea } from "#renderer/ui/Field.tsx";
import { FiveStepScale } from "#renderer/ui/FiveStepScale.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { ThrowAway } from "#renderer/ui/records/ThrowAway.tsx";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useKeptDraft } from "#renderer/ui/use-kept-draft.ts";
import { type ClosingDraft, closePlace, EMPTY_CLOSING, isBlankClosing, readClosingDraft } from "./need-draft.ts";
import { useFeltWords, useMetByName } from "./said.ts";

/** How a need came out, in its owner's words. Closing a shared need shows first what the other will read. */
export function CloseNeed(props: {
  need: Need;
  me: Partner;
  other: Partner | null;
  onDone: () => void;
  onCancel?: () => void;
}): JSX.Element {
  const { need, me, other, onDone, onCancel } = props;
  const { t } = useTranslation("needs");
  const journal = useJournal();
  const { state, act } = useAct();
  const feltWords = useFeltWords();
  const metByName = useMetByName();
  const kept = useKeptDraft(closePlace(need.id), {
    start: EMPTY_CLOSING,
    read: readClosingDraft,
    blank: isBlankClosing,
  });
  const { status, metBy, felt, words } = kept.value;
  const set = (changes: Partial<ClosingDraft>): void => kept.change({ ...kept.value, ...changes });
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const said = status !== null && metBy !== null;
  const shared = need.original?.shared != null;

  const close = (withCopy: boolean): void => {
    setAsked(true);
    if (status === null || metBy === null) return;
    void act(async () => {
      const closed = closeNeed(
        need,
        { status, metBy, felt, words },
        { author: me.id, now: journal.now(), today: journal.today() },
      );
      if (withCopy) await journal.putAndShare(closed);
      else await journal.put(closed);
      await kept.forget();
      onDone();
    });
  };

  return (
    <div className="need-form" role="group" tabIndex={-1} ref={form} aria-label={t("close.label")}>
      <RadioChips
        legend={t("close.status")}
        options={CLOSED_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
        value={status}
        onChange={(chosen) => set({ status: chosen })}
      />
      <RadioChips
        legend={t("close.metBy")}
        options={MET_BY.map((value) => ({ value, label: metByName(value, other?.name ?? null) }))}
        value={metBy}
        onChange={(chosen) => set({ metBy: chosen })}
      />
      <FiveStepScale
        legend={t("close.felt")}
        words={feltWords}
        value={felt}
        onChange={(chosen) => set({ felt: chosen })}
      />
      <TextArea
        label={t("close.words")}
        maxLength={2_000}
        value={words}
        onChange={(typed) => set({ words: typed })}
        hint={t("close.wordsHint")}
      />
      {asked && !said && (
        <p className="field-error" role="alert">
          {t("close.missing")}
        </p>
      )}
      {shared && said && other !== null && (
        <div className="will-read">
          <Icon name="both" small />
          <p>
            {t("close.willRead", {
              name: other.name,
              outcome: [
                t(`status.${status}`),
                t("close.careBy", { who: metByName(metBy, t("close.you")) }),
                ...(felt === null ? [] : [t("close.itFelt", { felt: feltWords[felt] })]),
              ].join(", "),
            })}
            {changedSince(need) && ` ${t("close.withChanges")}`}
          </p>
        </div>
      )}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      <div className="acts">
        <Button kind="main" small busy={state.kind === "saving"} onClick={() => close(shared)}>
          {shared ? t("close.andShare") : t("close.act")}
        </Button>
        {shared && <LinkButton onClick={() => close(false)}>{t("close.onlyMe")}</LinkButton>}
        {onCancel && <LinkButton onClick={onCancel}>{t("close.leave")}</LinkButton>}
        <ThrowAway kept={kept} onGone={onCancel ?? (() => form.current?.focus())} />
        {kept.state.kind !== "untouched" && <SavedMark state={kept.state} />}
      </div>
    </div>
  );
}
