import { useEffect, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { codeOf, type ErrorCode } from "#shared/base/errors.ts";
import type { Answer } from "#shared/domain/answer.ts";
import type { Journal } from "#renderer/store/journal.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { ErrorNote } from "../ErrorNote.tsx";
import { Icon } from "../Icon.tsx";

/** Whether an answer is what its author had committed to; untold where that cannot be known here. */
type Committed = Awaited<ReturnType<Journal["howCommitted"]>>;

/** What is known of whether each of the two answers is what was sealed. */
type Check =
  | { readonly kind: "checking" }
  | { readonly kind: "checked"; readonly as: readonly [Committed, Committed] }
  | { readonly kind: "failed"; readonly code: ErrorCode };

/** An open answer, and whether it is what was sealed. */
export interface Opened<A extends Answer> {
  readonly answer: A;
  readonly committed: Committed;
}

/** Both answers once both are open, in the order of the seats, each with whether it is what was sealed [D85]. */
export function OpenSealed<A extends Answer>({
  answers,
  children,
}: {
  answers: readonly [A, A];
  children: (opened: readonly Opened<A>[]) => JSX.Element;
}): JSX.Element {
  const { t } = useTranslation("records");
  const journal = useJournal();
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const session = useSnapshot((snapshot) => snapshot.session);
  const [one, other] = answers;
  const me = session.kind === "one" ? session.me.id : null;
  const [check, setCheck] = useState<Check>({ kind: "checking" });
  useEffect(() => {
    let shown = true;
    // Whether one's own fits is known to oneself, and the other's word on it is worth nothing.
    const asks = async (answer: Answer, beside: Answer): Promise<Committed> =>
      answer.author === me ? "as-sealed" : journal.howCommitted(answer, beside);
    Promise.all([asks(one, other), asks(other, one)]).then(
      (as) => shown && setCheck({ kind: "checked", as }),
      (thrown: unknown) => shown && setCheck({ kind: "failed", code: codeOf(thrown) }),
    );
    return () => {
      shown = false;
    };
  }, [journal, me, one, other]);

  if (check.kind === "checking") return <p aria-busy="true" />;
  if (check.kind === "failed") return <ErrorNote code={check.code} />;
  const seatOf = ({ author }: A): number => partners.findIndex(({ id }) => id === author);
  const opened = answers
    .map((answer, at) => ({ answer, committed: check.as[at] ?? "untold" }))
    .sort((left, right) => seatOf(left.answer) - seatOf(right.answer));
  const wasSealed = answers.some(({ sealed }) => sealed !== null);
  return (
    <>
      <p>{t(wasSealed ? "sealed.open" : "sealed.together")}</p>
      {children(opened)}
    </>
  );
}

/** Said beside an open answer that is not what was sealed, or of which that cannot be told here. */
export function NotAsSealed({ committed }: Pick<Opened<Answer>, "committed">): JSX.Element | null {
  const { t } = useTranslation("records");
  if (committed === "as-sealed") return null;
  return (
    <p className="record-unfit">
      <Icon name="note" small /> {t(committed === "untold" ? "sealed.untold" : "sealed.otherWords")}
    </p>
  );
}
