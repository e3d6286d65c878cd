import { useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { z } from "#shared/base/zod.ts";
import { Day } from "#shared/base/time.ts";
import { FiveSteps } from "#shared/domain/fields.ts";
import { createPulse, editPulse, type Pulse } from "#shared/domain/pulse.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { TextField } from "#renderer/ui/Field.tsx";
import { FiveStepScale } from "#renderer/ui/FiveStepScale.tsx";
import { useFormIds } from "#renderer/ui/records/use-form-ids.ts";
import { useRecordTexts } from "#renderer/ui/records/record-texts.ts";
import { ThrowAway } from "#renderer/ui/records/ThrowAway.tsx";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useKeptDraft } from "#renderer/ui/use-kept-draft.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { draftOf, PULSE_QUESTIONS, type PulseDraft, pulseOf, saysNothing, usePulseWords } from "./pulse-questions.ts";
import "./pulse.css";

const Steps = FiveSteps.nullable();
/** What is kept while it is being said: of one day, so that on the next it says nothing. */
const Kept = z.object({
  day: Day,
  said: z.object({ mood: Steps, closeness: Steps, lookedAfter: Steps, ownTime: Steps, words: z.string().max(1_000) }),
});

/** Today's private minute beside the page: four questions and a line, each of which may be left out. Nothing in a joint session. */
export function PulseToday({ onOpen }: { onOpen: () => void }): JSX.Element | null {
  const session = useSnapshot((snapshot) => snapshot.session);
  const complete = useSnapshot((snapshot) => snapshot.complete);
  // A pulse still to be opened would be taken for one never kept.
  return session.kind === "one" && complete ? <PulseOf me={session.me} onOpen={onOpen} /> : null;
}

function PulseOf({ me, onOpen }: { me: Partner; onOpen: () => void }): JSX.Element {
  const { t } = useTranslation("pulse");
  const today = useJournal().today();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const [changing, setChanging] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const pulse = pulseOf(today, mine);
  const close = (): void => {
    setChanging(false);
    heading.current?.focus();
  };
  return (
    <section className="pulse-today" aria-labelledby="pulse-today">
      <h2 className="sect" id="pulse-today" tabIndex={-1} ref={heading}>
        {t("today.title")}
        <Where privacy="one" quiet />
      </h2>
      {pulse === null || changing ? (
        <PulseCard key={today} me={me} today={today} pulse={pulse} onDone={close} onLeave={changing ? close : null} />
      ) : (
        <KeptPulseOf pulse={pulse} onChange={() => setChanging(true)} />
      )}
      <LinkButton onClick={onOpen}>{t("today.all")}</LinkButton>
    </section>
  );
}

/** What was said today, in words. */
function KeptPulseOf({ pulse, onChange }: { pulse: Pulse; onChange: () => void }): JSX.Element {
  const { t } = useTranslation("pulse");
  const texts = useRecordTexts("pulse");
  const words = usePulseWords();
  return (
    <>
      <dl className="pulse-said">
        {PULSE_QUESTIONS.map((question) => {
          const steps = pulse[question];
          return (
            steps !== null && (
              <div key={question}>
                <dt>{texts.label(question)}</dt>
                <dd>{words(question)[steps]}</dd>
              </div>
            )
          );
        })}
      </dl>
      {pulse.words !== "" && (
        <p className="pulse-words" dir="auto">
          {pulse.words}
        </p>
      )}
      <LinkButton onClick={onChange}>{t("today.change")}</LinkButton>
    </>
  );
}

function PulseCard({
  me,
  today,
  pulse,
  onDone,
  onLeave,
}: {
  me: Partner;
  today: Day;
  /** What was kept today already. */
  pulse: Pulse | null;
  onDone: () => void;
  onLeave: (() => void) | null;
}): JSX.Element {
  const { t } = useTranslation("pulse");
  const texts = useRecordTexts("pulse");
  const words = usePulseWords();
  const journal = useJournal();
  const idOf = useFormIds<"pulse">();
  const { state, act } = useAct();
  const kept = useKeptDraft<z.infer<typeof Kept>>("pulse:today", {
    start: { day: today, said: draftOf(pulse) },
    read: (value) => {
      const read = Kept.safeParse(value).data;
      return read?.day === today ? read : null;
    },
    blank: ({ said }) => saysNothing(said),
  });
  const { said } = kept.value;
  const set = (changes: Partial<PulseDraft>): void => kept.change({ day: today, said: { ...said, ...changes } });
  const keep = (): void =>
    void act(async () => {
      const writer = { author: me.id, now: journal.now() };
      const written =
        pulse === null
          ? createPulse({ ...said, day: today }, { ...writer, id: idOf("pulse") })
          : editPulse(pulse, said, writer);
      if (written !== pulse) await journal.put(written);
      await kept.forget();
      onDone();
    });
  return (
    <div className="pulse-card">
      {PULSE_QUESTIONS.map((question) => (
        <FiveStepScale
          key={question}
          legend={texts.label(question)}
          words={words(question)}
          value={said[question]}
          onChange={(steps) => set({ [question]: steps })}
        />
      ))}
      <TextField
        label={t("today.words")}
        maxLength={1_000}
        value={said.words}
        onChange={(typed) => set({ words: typed })}
      />
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      <div className="acts">
        <Button small busy={state.kind === "saving"} onClick={keep} disabled={saysNothing(said)}>
          {t("today.keep")}
        </Button>
        {onLeave !== null && (
          <>
            <LinkButton onClick={onLeave}>{t("today.leave")}</LinkButton>
            <ThrowAway kept={kept} onGone={onLeave} />
          </>
        )}
        {kept.state.kind !== "untouched" && <SavedMark state={kept.state} />}
      </div>
    </div>
  );
}
