import { useMemo, useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { PartnerName } from "#renderer/ui/CoverBook.tsx";
import { ShownFiles } from "#renderer/ui/files/ShownFiles.tsx";
import { RichTextView } from "#renderer/ui/RichTextView.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { Where } from "#renderer/ui/Where.tsx";
import type { Entry } from "#shared/domain/entry.ts";
import { AnswerLine } from "./AnswerLine.tsx";
import { repliesInView } from "./answers.ts";
import { OwnAnswer } from "./OwnAnswer.tsx";
import { WriteAnswer } from "./WriteAnswer.tsx";
import "./answers.css";

/** An entry the other shares: on the shared page, to be read and answered. */
export function TheirEntry({ entry, verified }: { entry: Entry; verified: boolean }): JSX.Element {
  const { t } = useTranslation("journal");
  const { t: replies } = useTranslation("replies");
  const format = useFormat();
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const author = verified ? partners.find(({ id }) => id === entry.author) : undefined;
  return (
    <Sheet spine="both" className="journal-sheet">
      <header className="journal-head">
        <span className="quiet">{format.dayLong(entry.day)}</span>
        <Where privacy="both" />
      </header>
      <h2 className="journal-title" dir="auto">
        {entry.title || t("untitled")}
      </h2>
      <div dir="auto">
        <RichTextView value={entry.body} files={entry.files} />
      </div>
      <ShownFiles files={entry.files} text={entry.body} />
      <p className="journal-by quiet">
        {author === undefined ? (
          <>
            {t("sharedByUnknown")} {replies("unvouched")}
          </>
        ) : (
          <>
            <PartnerName partner={author} /> {t("theirs", { name: author.name })}
          </>
        )}
      </p>
      {author !== undefined && <Answers key={entry.id} entry={entry} author={author} />}
    </Sheet>
  );
}

/** What was answered to it, oldest first, and a box to answer in. */
function Answers({ entry, author }: { entry: Entry; author: Partner }): JSX.Element {
  const { t } = useTranslation("replies");
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const answers = useMemo(() => repliesInView(entry, { mine, shared }), [entry, mine, shared]);
  const heading = useRef<HTMLHeadingElement>(null);
  const [writing, setWriting] = useState(() => [...journal.drafts().keys()].includes(`reply:new:${entry.id}`));
  const me = session.kind === "one" ? session.me : null;
  const done = (): void => {
    setWriting(false);
    heading.current?.focus();
  };

  return (
    <section className="answers" aria-labelledby="answers">
      <h3 className="sect" id="answers" tabIndex={-1} ref={heading}>
        {t("answers")}
      </h3>
      {answers.length > 0 && (
        <ol>
          {answers.map((answer) =>
            answer.author === me?.id ? (
              <OwnAnswer
                key={answer.id}
                answer={answer}
                entry={entry}
                author={author}
                onGone={() => heading.current?.focus()}
              />
            ) : (
              <AnswerLine key={answer.id} answer={answer} />
            ),
          )}
        </ol>
      )}
      {me !== null &&
        (writing ? (
          <WriteAnswer entry={entry} answer={null} author={author} onDone={done} onCancel={done} />
        ) : (
          <p>
            <Button small icon="talk" onClick={() => setWriting(true)}>
              {answers.length === 0 ? t("write") : t("another")}
            </Button>
          </p>
        ))}
    </section>
  );
}
