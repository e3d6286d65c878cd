import { useId, useState, type JSX, type ReactNode } from "react";
import type { Answer } from "#shared/domain/answer.ts";
import { Button, LinkButton } from "../Button.tsx";
import { useGoOn } from "../focus.ts";
import { FocusInside } from "../FocusInside.tsx";
import { AnswerLine } from "./AnswerLine.tsx";

/** What was answered to a record, oldest first, and a way to answer. Nothing where there is neither. */
export function Answered<A extends Answer>({
  title,
  answers,
  says,
  more,
  answering,
}: {
  title: string;
  answers: readonly A[];
  /** What an answer says beside its words. */
  says?: (answer: A) => ReactNode;
  /** What may be done about an answer, beside taking it back. */
  more?: (answer: A, done: () => void) => ReactNode;
  /** What opens the form, and the form; null where nobody is here to answer. `quiet` where an answer stands already. */
  answering: {
    readonly open: string;
    readonly quiet: boolean;
    readonly form: (of: { readonly onDone: () => void; readonly onLeave: () => void }) => JSX.Element;
  } | null;
}): JSX.Element | null {
  const id = useId();
  const [opened, setOpened] = useState(false);
  const { place: heading, goOn } = useGoOn<HTMLHeadingElement>();
  if (answers.length === 0 && answering === null) return null;
  const close = (): void => {
    setOpened(false);
    goOn();
  };
  const Opener = answering?.quiet === true ? LinkButton : Button;
  return (
    <section className="record-part" aria-labelledby={id}>
      <h2 className="sect" id={id} tabIndex={-1} ref={heading}>
        {title}
      </h2>
      {answers.length > 0 && (
        <ol className="record-answers">
          {answers.map((answer) => (
            <AnswerLine key={answer.id} answer={answer} says={says?.(answer) || undefined} onGone={close}>
              {more?.(answer, close)}
            </AnswerLine>
          ))}
        </ol>
      )}
      {answering !== null &&
        (opened ? (
          <FocusInside>{answering.form({ onDone: close, onLeave: close })}</FocusInside>
        ) : (
          <p className="row">
            <Opener onClick={() => setOpened(true)}>{answering.open}</Opener>
          </p>
        ))}
    </section>
  );
}
