import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { type Need, needTitle } from "#shared/domain/need.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { useGoOn } from "#renderer/ui/focus.ts";
import { FocusInside } from "#renderer/ui/FocusInside.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { AnswerNeed } from "./AnswerNeed.tsx";
import { answersTo } from "./need-lists.ts";
import { NeedWords } from "./NeedWords.tsx";
import { useFeltWords } from "./said.ts";

/** As many as are read in one go; the others on asking. */
const PAGE = 8;

/** The open needs the other shared, whole, each with what would help and one's own answer; the one said last first. */
export function SharedWithMe(props: {
  me: Partner;
  other: Partner;
  needs: readonly Need[];
  records: readonly JournalRecord[];
  onOpen: (need: Need["id"]) => void;
  onCare: (need: Need["id"]) => void;
  onBack: () => void;
}): JSX.Element {
  const { me, other, needs, records, onOpen, onCare, onBack } = props;
  const { t } = useTranslation("needs");
  const [most, setMost] = useState(PAGE);
  const [answering, setAnswering] = useState<Need["id"] | null>(null);
  return (
    <Sheet spine="both" className="need-sheet" labelledBy="shared-with-me">
      <p className="need-back">
        <LinkButton onClick={onBack}>{t("page.back")}</LinkButton>
      </p>
      <header className="place-head">
        <h1 className="place" id="shared-with-me" tabIndex={-1}>
          {t("theirs.title", { name: other.name })}
        </h1>
        <Where privacy="both" />
      </header>
      {needs.length === 0 ? (
        <EmptyState>{t("theirs.none", { name: other.name })}</EmptyState>
      ) : (
        <>
          <p className="says">{t("theirs.says", { name: other.name })}</p>
          <ul className="their-needs">
            {needs.slice(0, most).map((need) => (
              <TheirNeed
                key={need.id}
                need={need}
                me={me}
                other={other}
                records={records}
                answering={answering === need.id}
                onAnswering={(is) => setAnswering(is ? need.id : null)}
                onOpen={onOpen}
                onCare={onCare}
              />
            ))}
          </ul>
          {needs.length > most && <LinkButton onClick={() => setMost(needs.length)}>{t("theirs.all")}</LinkButton>}
        </>
      )}
    </Sheet>
  );
}

/** One of them, with what would help, what one answered last, and one's own answer. */
function TheirNeed(props: {
  need: Need;
  me: Partner;
  other: Partner;
  records: readonly JournalRecord[];
  answering: boolean;
  onAnswering: (is: boolean) => void;
  onOpen: (need: Need["id"]) => void;
  onCare: (need: Need["id"]) => void;
}): JSX.Element {
  const { need, me, other, records, answering, onAnswering, onOpen, onCare } = props;
  const { t } = useTranslation("needs");
  const format = useFormat();
  const vocabulary = useVocabulary();
  const feltWords = useFeltWords();
  const today = useJournal().today();
  const { place: title, goOn } = useGoOn<HTMLButtonElement>();
  const last = answersTo(need, records).at(-1);
  const reply = last?.answer.body.type === "need-reply" ? last.answer.body : null;
  const leave = (): void => {
    onAnswering(false);
    goOn();
  };
  return (
    <li>
      <h2 className="ask">
        <CoverTab seat={other.seat} />
        <button type="button" className="need-open" ref={title} onClick={() => onOpen(need.id)}>
          {needTitle(need) ?? vocabulary.need(need.need)}
        </button>
      </h2>
      <p className="quiet">{format.dayNear(need.voicedOn, today)}</p>
      <NeedWords need={need} without={needTitle(need)} />
      {reply !== null && (
        <p>
          {t("theirs.answered")} <b>{t(`reply.${reply.reply}`)}</b>{" "}
          {last?.felt != null && (
            <span className="quiet">
              {t("theirs.felt", { name: other.name, felt: feltWords[last.felt.body.felt] })}
            </span>
          )}
        </p>
      )}
      {answering ? (
        <FocusInside>
          <AnswerNeed need={need} session="one" by={me.id} owner={other.name} onDone={leave} onCancel={leave} />
        </FocusInside>
      ) : (
        <p className="row">
          <Button small onClick={() => onAnswering(true)}>
            {t(reply === null ? "page.answer" : "page.answerAgain")}
          </Button>
          <LinkButton onClick={() => onCare(need.id)}>{t("page.didSomething")}</LinkButton>
        </p>
      )}
    </li>
  );
}
