import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { PartnerName } from "#renderer/ui/CoverBook.tsx";
import { useMoodWords } from "#renderer/ui/entry-extras/use-mood-words.ts";
import { NotAsSealed, type Opened } from "#renderer/ui/records/OpenSealed.tsx";
import { useRecordTexts } from "#renderer/ui/records/record-texts.ts";
import { SealedWhere } from "#renderer/ui/records/SealedQuestion.tsx";
import { type PartAnswer, QUESTIONS } from "./part-draft.ts";

/** What a part says to each question; blank where it was left out. */
function useSaid(): (part: PartAnswer, question: (typeof QUESTIONS)[number]) => string {
  const moodWords = useMoodWords();
  return ({ body }, question) => {
    if (question !== "mood") return body[question];
    return body.mood === null ? "" : moodWords[body.mood];
  };
}

/** One's own part, as long as it is not beside the other's. */
export function OwnPart({ part }: { part: PartAnswer }): JSX.Element {
  const texts = useRecordTexts("check-in");
  const saidTo = useSaid();
  const answered = QUESTIONS.filter((question) => saidTo(part, question) !== "");
  return (
    <div className="record-own stack">
      <SealedWhere answer={part} />
      <dl className="record-words">
        {answered.map((question) => (
          <div key={question}>
            <dt>{texts.label(question)}</dt>
            <dd className={question === "mood" ? undefined : "read"} dir="auto">
              {saidTo(part, question)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Both parts, question by question and side by side; what both left out is not there, and one that is not what was sealed is shown as such [D85]. */
export function OpenParts({ opened }: { opened: readonly Opened<PartAnswer>[] }): JSX.Element {
  const { t } = useTranslation("ui");
  const texts = useRecordTexts("check-in");
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const saidTo = useSaid();
  const asked = QUESTIONS.filter((question) => opened.some(({ answer }) => saidTo(answer, question) !== ""));
  const nameOf = ({ author }: PartAnswer): JSX.Element | null => {
    const partner = partners.find(({ id }) => id === author);
    return partner === undefined ? null : <PartnerName partner={partner} />;
  };
  return (
    <>
      {opened.map(
        ({ answer, committed }) =>
          committed !== "as-sealed" && (
            <div className="row" key={answer.id}>
              {nameOf(answer)}
              <NotAsSealed committed={committed} />
            </div>
          ),
      )}
      {asked.map((question) => (
        <section className="check-in-answers" key={question} aria-label={texts.label(question)}>
          <h3 className="sect">{texts.label(question)}</h3>
          <dl>
            {opened.map(({ answer }) => {
              const said = saidTo(answer, question);
              return (
                <div key={answer.id}>
                  <dt className="quiet">{nameOf(answer)}</dt>
                  {said === "" ? (
                    <dd className="quiet">{t("notSaid")}</dd>
                  ) : (
                    <dd className="read" dir="auto">
                      {said}
                    </dd>
                  )}
                </div>
              );
            })}
          </dl>
        </section>
      ))}
    </>
  );
}
