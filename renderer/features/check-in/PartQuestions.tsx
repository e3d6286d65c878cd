import { useId, useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { PartnerId } from "#shared/domain/fields.ts";
import { latestFirst } from "#shared/base/time.ts";
import { isOpen, type Need, needTitle } from "#shared/domain/need.ts";
import { recordsInView } from "#renderer/store/in-view.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { useMoodWords } from "#renderer/ui/entry-extras/use-mood-words.ts";
import { Examples } from "#renderer/ui/Examples.tsx";
import { TextArea } from "#renderer/ui/Field.tsx";
import { FiveStepScale } from "#renderer/ui/FiveStepScale.tsx";
import { Privacy } from "#renderer/ui/records/Privacy.tsx";
import type { Asked } from "#renderer/ui/records/sealed-asking.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import type { PartDraft, WordsQuestion } from "./part-draft.ts";

/** As many open needs are listed before all are asked for. */
const FIRST_SHOWN = 4;

/** One's part of a check-in, question by question, with the open needs of both at hand as far as whoever is at the screen can read them. */
export function PartQuestions({ by, other, together, value, isMissing, onChange }: Asked<PartDraft>): JSX.Element {
  const { t } = useTranslation("checkIn");
  const moodWords = useMoodWords();
  const needsOf = useOpenNeeds();
  const names = { name: by.name, other: other?.name ?? "" };
  const who = together ? "askOf" : "ask";
  const own = needsOf(by.id);
  const theirs = other === null ? [] : needsOf(other.id);

  const words = (question: WordsQuestion, examples?: readonly string[]): JSX.Element => (
    <div className="record-question">
      <TextArea
        label={t(`${who}.${question}`, names)}
        hint={question === "wentWell" ? undefined : t(`hint.${question}`, names)}
        dir="auto"
        maxLength={2_000}
        value={value[question]}
        onChange={(typed) => onChange({ ...value, [question]: typed })}
      />
      {examples !== undefined && <Examples of={examples} />}
    </div>
  );

  return (
    <>
      <p className="quiet">{t("eachMayBeLeft")}</p>
      {words("appreciation", t("examples.appreciation", { returnObjects: true }))}
      <FiveStepScale
        legend={t(`${who}.mood`, names)}
        words={moodWords}
        value={value.mood}
        onChange={(mood) => onChange({ ...value, mood })}
      />
      {own.length > 0 && (
        <OpenNeedList
          title={together ? t("needs.ownOf", names) : t("needs.own")}
          says={together ? null : t("needs.ownSays")}
          owner={by}
          needs={own}
          isOwn={!together}
        />
      )}
      <div className="check-in-beside">
        {words("youNeed")}
        {other !== null &&
          (theirs.length > 0 ? (
            <OpenNeedList title={t("needs.theirs", names)} says={null} owner={other} needs={theirs} isOwn={false} />
          ) : (
            <p className="quiet">{t("needs.theirsNone", names)}</p>
          ))}
      </div>
      {words("wentWell")}
      {words("request", t("examples.request", { returnObjects: true }))}
      {words("offer", t("examples.offer", { returnObjects: true }))}
      {isMissing && (
        <p className="field-error" role="alert">
          {t("missing")}
        </p>
      )}
    </>
  );
}

/** The open needs of a partner that can be read here, the one said last first. */
function useOpenNeeds(): (owner: PartnerId) => readonly Need[] {
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const open = useMemo(
    () =>
      recordsInView({ mine, shared })
        .filter((record): record is Need => record.kind === "need" && isOpen(record))
        .sort((left, right) => latestFirst(left.voicedOn, right.voicedOn)),
    [mine, shared],
  );
  return (owner) => open.filter(({ author }) => author === owner);
}

/** Open needs of one of the two, in a line each. */
function OpenNeedList({
  title,
  says,
  owner,
  needs,
  isOwn,
}: {
  title: string;
  says: string | null;
  owner: Partner;
  needs: readonly Need[];
  /** They are those of whoever has the journal open: each says who can read it. */
  isOwn: boolean;
}): JSX.Element {
  const { t } = useTranslation("checkIn");
  const format = useFormat();
  const vocabulary = useVocabulary();
  const id = useId();
  const [all, setAll] = useState(false);
  return (
    <div className="check-in-needs">
      <p className="sect" id={id}>
        {title}
      </p>
      {says !== null && <p className="quiet">{says}</p>}
      <ul aria-labelledby={id}>
        {needs.slice(0, all ? needs.length : FIRST_SHOWN).map((need) => (
          <li className="need-line" key={need.id}>
            <CoverTab seat={owner.seat} />
            <p dir="auto">{needTitle(need) ?? vocabulary.need(need.need)}</p>
            <span className="acts">
              <span className="quiet">
                {vocabulary.need(need.need)}, {format.dayShort(need.voicedOn)}
              </span>
              {isOwn && <Privacy record={need} quiet />}
            </span>
          </li>
        ))}
      </ul>
      {!all && needs.length > FIRST_SHOWN && <LinkButton onClick={() => setAll(true)}>{t("needs.all")}</LinkButton>}
    </div>
  );
}
