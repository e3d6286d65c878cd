import { useMemo, useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { codeOf, type ErrorCode, TwofoldError } from "#shared/base/errors.ts";
import { type Consent, createConsent, editConsent } from "#shared/domain/consent.ts";
import type { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { isAnalysisAgreed } from "#shared/domain/joint.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { recordsInView } from "#renderer/store/in-view.ts";
import type { Journal } from "#renderer/store/journal.ts";
import { pairOf } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { RadioChips } from "./Chips.tsx";
import { ErrorNote } from "./ErrorNote.tsx";
import { useFormIds } from "./records/use-form-ids.ts";

/** Whether both agree now that what they shared is looked at over time [D83]. */
export function useIsAnalysisAgreed(): boolean {
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  return useMemo(
    () =>
      isAnalysisAgreed(
        pairOf(partners).map(({ id }) => id),
        recordsInView({ mine, shared }),
      ),
    [mine, shared, partners],
  );
}

const isConsentOf =
  (author: PartnerId) =>
  (record: JournalRecord): record is Consent =>
    record.kind === "consent" && record.author === author;

/** Writes one's word into what stands by now, or into a new record of this id. A merge may have left several: each counts, so each says the same. */
async function sayConsent(journal: Journal, analysis: Consent["analysis"], id: RecordId): Promise<void> {
  await journal.settled(); // what was said may be among what is still being read
  const state = journal.state();
  if (state.kind !== "open" || state.snapshot.session.kind !== "one") throw new TwofoldError("locked", state.kind);
  const { mine, session } = state.snapshot;
  const [newest, ...older] = mine.filter(isConsentOf(session.me.id));
  const by = { author: session.me.id, now: journal.now() };
  for (const each of older) await journal.putAndShare(editConsent(each, { analysis }, by));
  await journal.putAndShare(
    newest === undefined ? createConsent({ analysis }, { ...by, id }) : editConsent(newest, { analysis }, by),
  );
}

/** The word that is being written: each begins from what the one before it left, so that the last one holds. */
let underWay: Promise<unknown> = Promise.resolve();

/**
 * One's own word on the shared analysis, and what it means. What the other said is not shown: while it does not run, both read the same
 * sentence. Together there is nothing to choose, as each says it in their own notebook.
 */
export function ConsentChoice(): JSX.Element {
  const { t } = useTranslation("consent");
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const isAgreed = useIsAnalysisAgreed();
  const idOf = useFormIds<"consent">();
  /** What was pressed last, while it is being written: else a press back to what stands would be none. */
  const [pressed, setPressed] = useState<Consent["analysis"] | null>(null);
  const turns = useRef(0);
  const [failed, setFailed] = useState<ErrorCode | null>(null);
  if (session.kind === "together") {
    return (
      <div className="stack-close">
        {!isAgreed && <p className="says">{t("paused")}</p>}
        <p className="says">{t("together")}</p>
      </div>
    );
  }
  const { me, other } = session;
  if (other === null) return <p className="says">{t("alone")}</p>;
  const said = mine.filter(isConsentOf(me.id));
  const chosen = said.some(({ analysis }) => analysis === "paused") ? "paused" : (said[0]?.analysis ?? null);

  const choose = (analysis: Consent["analysis"]): void => {
    const turn = (turns.current += 1);
    setPressed(analysis);
    setFailed(null);
    const done = (code: ErrorCode | null): void => {
      if (turns.current !== turn) return;
      setPressed(null);
      setFailed(code);
    };
    underWay = underWay
      .then(() => sayConsent(journal, analysis, idOf("consent")))
      .then(
        () => done(null),
        (thrown: unknown) => done(codeOf(thrown)),
      );
  };

  return (
    <div className="stack">
      {!isAgreed && <p className="says">{t("paused")}</p>}
      <p className="says">{t("says")}</p>
      <p className="says">{t("pauseSays")}</p>
      <RadioChips
        legend={t("mine")}
        options={(["agreed", "paused"] as const).map((value) => ({ value, label: t(`choices.${value}`) }))}
        value={pressed ?? chosen}
        onChange={choose}
      />
      {chosen === null && <p className="quiet">{t("notSaid")}</p>}
      {failed !== null && <ErrorNote code={failed} />}
    </div>
  );
}
