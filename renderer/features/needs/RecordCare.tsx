import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, markFelt } from "#shared/domain/answer.ts";
import { type Care, createCare } from "#shared/domain/care.ts";
import type { Need } from "#shared/domain/need.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { previewOf, sharedCopyOf } from "#shared/domain/sharing.ts";
import type { OpenSession, Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { TextArea } from "#renderer/ui/Field.tsx";
import { FiveStepScale } from "#renderer/ui/FiveStepScale.tsx";
import { takeFocus } from "#renderer/ui/focus.ts";
import { ThrowAway } from "#renderer/ui/records/ThrowAway.tsx";
import { useFormIds } from "#renderer/ui/records/use-form-ids.ts";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useKeptDraft } from "#renderer/ui/use-kept-draft.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { type CareDraft, carePlace, giverOf, isBlankCare, readCareDraft } from "./care-draft.ts";
import { CareCost, CareDay, ForNeed, WhoGave } from "./CareFields.tsx";
import { CareWords } from "./CareWords.tsx";
import { openNeedsOf } from "./need-lists.ts";
import { useFeltWords } from "./said.ts";

interface RecordCareProps {
  session: OpenSession;
  records: readonly JournalRecord[];
  sharedIds: ReadonlySet<Need["id"]>;
  /** The need it is for, when it was begun from one. */
  forNeed: Need["id"] | null;
  onDone: () => void;
  onCancel: () => void;
}

/** Care that was given and had; together by the one whose turn it is, to begin with the owner of the need it is for. */
export function RecordCare(props: RecordCareProps): JSX.Element {
  const { session, records, forNeed } = props;
  const { t } = useTranslation("needs");
  const owner = records.find(({ kind, id }) => kind === "need" && id === forNeed)?.author;
  const [turn, setTurn] = useState(owner);
  if (session.kind === "one") return <CareForm {...props} me={session.me} other={session.other} turn={null} />;
  const [first, second] = session.partners;
  const [me, other] = turn === second.id ? [second, first] : [first, second];
  return (
    // Who writes is who "I" is on the page: what one typed is not taken for the other's words.
    <CareForm
      {...props}
      key={me.id}
      me={me}
      other={other}
      turn={
        <RadioChips
          legend={t("care.turn")}
          options={[first, second].map(({ id, name }) => ({ value: id, label: name }))}
          value={me.id}
          onChange={setTurn}
        />
      }
    />
  );
}

interface Written {
  readonly had: Care | null;
  readonly felt: Answer | null;
  readonly gave: Care | null;
}

/** It asks first what the other did: everyone sees their own part more easily. */
function CareForm(
  props: RecordCareProps & {
    me: Partner;
    other: Partner | null;
    /** Whose turn it is, while both are here; null where one partner is. */
    turn: JSX.Element | null;
  },
): JSX.Element {
  const { session, records, sharedIds, me, other, turn, forNeed, onDone, onCancel } = props;
  const { t } = useTranslation("needs");
  const journal = useJournal();
  const feltWords = useFeltWords();
  const isTogether = session.kind === "together";
  const myNeeds = useMemo(() => openNeedsOf(records, me.id), [records, me.id]);
  const theirNeeds = useMemo(() => (other === null ? [] : openNeedsOf(records, other.id)), [records, other]);
  const start = useMemo(
    (): CareDraft => ({
      day: null,
      received: {
        from: other === null ? "others" : "other",
        person: null,
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
  // While both have the journal open there are no drafts: neither one's key is there alone to seal them for.
  const kept = useKeptDraft(isTogether ? null : carePlace(forNeed), {
    start,
    read: readCareDraft,
    blank: isBlankCare,
  });
  const { value: draft, change } = kept;
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
    const act = (part: keyof Written) => ({ id: idOf(part), author: me.id, now: journal.now() });
    const { what, need, felt: feltStep } = draft.received;
    const source = giverOf(draft.received, me.id, other?.id ?? null);
    const had =
      what.trim() === ""
        ? null
        : createCare({ ...source, receiver: me.id, day, what, need, cost: null, reason: "" }, act("had"));
    const gave =
      draft.given.what.trim() === "" || other === null
        ? null
        : createCare({ giver: me.id, receiver: other.id, day, ...draft.given }, act("gave"));
    const felt =
      had !== null && feltStep !== null
        ? markFelt(had, { felt: feltStep, words: "" }, { ...act("felt"), today: journal.today() })
        : null;
    return { had, felt, gave };
  };
  const withCare = (next: (written: Written) => Promise<void>): void => {
    setAsked(true);
    if (said) void saving.act(async () => next(write()));
  };
  const save = async ({ had, felt, gave }: Written, share: boolean): Promise<void> => {
    // In this order an answer is shared after what it answers.
    const records = [had, felt, gave].filter((record) => record !== null);
    if (isTogether) {
      const sharedNow = new Set([...sharedIds, ...records.map(({ id }) => id)]);
      await journal.putShared(records.map((record) => sharedCopyOf(record, { copy: 1, sharedIds: sharedNow })));
    } else if (share) for (const record of records) await journal.putAndShare(record);
    else await journal.putAll(records);
    await kept.forget();
    onDone();
  };
  const failed = saving.state.kind === "failed" ? <ErrorNote code={saving.state.code} /> : null;

  if (preview !== null && other !== null) {
    const { had, felt, gave } = preview;
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
        <CareWords
          records={records}
          care={[
            ...(had === null ? [] : [{ copy: previewOf(had, sharedIds), felt }]),
            ...(gave === null ? [] : [{ copy: previewOf(gave, sharedIds), felt: null }]),
          ]}
        />
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

  const names = other === null ? null : { name: isTogether ? me.name : other.name, other: other.name };
  const first = names === null ? t("care.firstAlone") : isTogether ? t("care.firstOf", names) : t("care.first", names);
  const second = names === null ? "" : isTogether ? t("care.secondOf", names) : t("care.second", names);
  return (
    <Sheet spine={isTogether ? "both" : me.seat} className="need-sheet" labelledBy="record-care">
      <header className="place-head">
        <h1 className="place" id="record-care" tabIndex={-1}>
          {t("care.title")}
        </h1>
        {isTogether ? (
          <Where privacy="both" />
        ) : (
          <Where privacy="one">
            <b>{t("where.onlyYou")}</b>
            {other !== null && t("where.untilShared")}
          </Where>
        )}
      </header>
      {turn !== null && (
        <div className="care-part">
          <p className="says">{t("care.togetherSays")}</p>
          {turn}
        </div>
      )}
      <section className="care-part" aria-labelledby="care-had">
        <h2 className="ask" id="care-had">
          {first}
        </h2>
        <TextArea
          label={first}
          labelHidden
          placeholder={t("care.firstExample")}
          maxLength={2_000}
          value={draft.received.what}
          onChange={(what) => received({ what })}
        />
        <WhoGave
          me={me}
          other={other}
          isTogether={isTogether}
          value={draft.received}
          onChange={({ from, person }) => received({ from, person })}
        />
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
            {second}
          </h2>
          <TextArea
            label={second}
            labelHidden
            placeholder={t("care.secondExample")}
            maxLength={2_000}
            value={draft.given.what}
            onChange={(what) => given({ what })}
          />
          <ForNeed needs={theirNeeds} value={draft.given.need} onChange={(need) => given({ need })} />
          {draft.given.what.trim() !== "" && !isTogether && (
            <CareCost other={other} cost={draft.given.cost} reason={draft.given.reason} onChange={given} />
          )}
        </section>
      )}
      <CareDay day={day} onChange={(chosen) => change({ ...draft, day: chosen })} />
      {asked && !said && (
        <p className="field-error" role="alert">
          {t("care.missing")}
        </p>
      )}
      {failed}
      <div className="row say-acts">
        {other !== null && !isTogether && (
          <Button kind="main" onClick={() => withCare(async (written) => setPreview(written))}>
            {t("say.see", { name: other.name })}
          </Button>
        )}
        <Button
          {...((other === null || isTogether) && { kind: "main" as const })}
          busy={saving.state.kind === "saving"}
          onClick={() => withCare((written) => save(written, false))}
        >
          {t(isTogether ? "care.keepBoth" : "say.keep")}
        </Button>
        <LinkButton onClick={onCancel}>{t("say.leave")}</LinkButton>
        <ThrowAway kept={kept} onGone={onCancel} />
        {!isTogether && (
          <span className="say-mark">
            <SavedMark state={kept.state} />
          </span>
        )}
      </div>
    </Sheet>
  );
}
