import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { type Care, editCare } from "#shared/domain/care.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import { isOpen, type Need } from "#shared/domain/need.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { TextArea } from "#renderer/ui/Field.tsx";
import { ThrowAway } from "#renderer/ui/records/ThrowAway.tsx";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useKeptDraft } from "#renderer/ui/use-kept-draft.ts";
import { type CareChange, changeOf, changePlace, giverOf, readCareChange } from "./care-draft.ts";
import { CareCost, CareDay, ForNeed, WhoGave } from "./CareFields.tsx";

/** One's own care in other words. Its shared copy stays as it is until it is shared again. */
export function EditCare(props: {
  care: Care;
  records: readonly JournalRecord[];
  me: Partner;
  other: Partner | null;
  onDone: () => void;
}): JSX.Element {
  const { care, records, me, other, onDone } = props;
  const { t } = useTranslation("needs");
  const journal = useJournal();
  const format = useFormat();
  const { state, act } = useAct();
  const [asked, setAsked] = useState(false);
  const start = useMemo(() => changeOf(care), [care]);
  const kept = useKeptDraft<CareChange>(changePlace(care.id), {
    start,
    read: readCareChange,
    blank: (value) => JSON.stringify(value) === JSON.stringify(start),
  });
  const { value } = kept;
  const set = (changes: Partial<CareChange>): void => kept.change({ ...value, ...changes });
  const needs = useMemo(() => needsOf(records, care.receiver, care.need), [records, care]);
  const gaveOther = care.giver === me.id && care.receiver !== me.id;
  const said = value.what.trim() !== "" || value.need !== null;
  const shared = care.original?.shared ?? null;

  const save = (): void => {
    setAsked(true);
    if (!said) return;
    void act(async () => {
      const { from, person, ...fields } = value;
      const giver = gaveOther
        ? { giver: care.giver, person: null }
        : giverOf({ from, person }, me.id, other?.id ?? null);
      // Cost and reason are the giver's: they do not stay with care that turns out to be somebody else's [D21].
      const own = giver.giver === me.id ? {} : { cost: null, reason: "" };
      const edited = editCare(care, { ...fields, ...giver, ...own }, { author: me.id, now: journal.now() });
      if (edited !== care) await journal.put(edited);
      await kept.forget();
      onDone();
    });
  };

  return (
    <div className="need-form" role="group" aria-label={t("careEdit.label")}>
      <TextArea label={t("careEdit.what")} maxLength={2_000} value={value.what} onChange={(what) => set({ what })} />
      {!gaveOther && <WhoGave me={me} other={other} isTogether={false} value={value} onChange={set} />}
      <ForNeed needs={needs} value={value.need} onChange={(need) => set({ need })} />
      {gaveOther && other !== null && <CareCost other={other} cost={value.cost} reason={value.reason} onChange={set} />}
      <CareDay day={value.day} onChange={(day) => set({ day })} />
      {asked && !said && (
        <p className="field-error" role="alert">
          {t("careEdit.missing")}
        </p>
      )}
      {shared !== null && other !== null && (
        <p className="quiet">{t("careEdit.stillShared", { name: other.name, day: format.dayShort(shared.on) })}</p>
      )}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      <div className="acts">
        <Button kind="main" small busy={state.kind === "saving"} onClick={save}>
          {t("careEdit.save")}
        </Button>
        <LinkButton onClick={onDone}>{t("say.leave")}</LinkButton>
        <ThrowAway kept={kept} onGone={onDone} />
        {kept.state.kind !== "untouched" && <SavedMark state={kept.state} />}
      </div>
    </div>
  );
}

/** The receiver's open needs, and the one it was for, open or not. */
const needsOf = (records: readonly JournalRecord[], receiver: PartnerId, chosen: Need["id"] | null): Need[] =>
  records.filter(
    (record): record is Need =>
      record.kind === "need" && record.author === receiver && (isOpen(record) || record.id === chosen),
  );
