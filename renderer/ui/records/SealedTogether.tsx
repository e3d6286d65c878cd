import { useEffect, useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "#shared/domain/answer.ts";
import { sharedCopyOf } from "#shared/domain/sharing.ts";
import { sharedIdsOf } from "#renderer/store/in-view.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "../Button.tsx";
import { CoverTab } from "../CoverBook.tsx";
import { ErrorNote } from "../ErrorNote.tsx";
import { useAct } from "../use-act.ts";
import type { SealedAsking } from "./sealed-asking.ts";
import { useFormIds } from "./use-form-ids.ts";

/**
 * Both at the screen: one answers, then the other, and neither sees what the first said until both are written in one step, without
 * commitments [D85]. Nothing of it is kept before.
 */
export function SealedTogether<Type extends Answer["body"]["type"], Draft, Said>({
  asking,
  partners,
  onLeft,
}: {
  asking: SealedAsking<Type, Draft, Said>;
  partners: readonly [Partner, Partner];
  /** They left it, or both answers are open: the focus is the caller's to place. */
  onLeft: () => void;
}): JSX.Element {
  const { t } = useTranslation("records");
  const journal = useJournal();
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const idOf = useFormIds<"first" | "second">();
  const { state, act } = useAct();
  const [turn, setTurn] = useState<"before" | "first" | "second">("before");
  const [drafts, setDrafts] = useState(() => [asking.begin(null), asking.begin(null)] as const);
  const [asked, setAsked] = useState(false);
  const turnLine = useRef<HTMLElement>(null);
  useEffect(() => {
    if (turn !== "before") turnLine.current?.focus();
  }, [turn]);

  if (turn === "before") {
    return (
      <>
        <p>{t("sealed.joint.ask")}</p>
        <p>
          <Button onClick={() => setTurn("first")}>{t("sealed.joint.begin")}</Button>
        </p>
      </>
    );
  }

  const at = turn === "first" ? 0 : 1;
  const [by, other] = turn === "first" ? partners : [partners[1], partners[0]];
  const said = asking.said(drafts[at]);

  const openBoth = async (): Promise<void> => {
    const given = drafts.map(asking.said);
    const sharedIds = sharedIdsOf({ shared });
    const copies = partners.flatMap(({ id: author }, seat) => {
      const answer = given[seat];
      if (answer === undefined || answer === null) return [];
      const when = { author, now: journal.now(), today: journal.today(), id: idOf(seat === 0 ? "first" : "second") };
      return [sharedCopyOf(asking.write(answer, when), { copy: 1, sharedIds })];
    });
    await journal.putShared(copies);
    onLeft();
  };

  const goOn = (): void => {
    if (said === null) return setAsked(true);
    setAsked(false);
    if (turn === "first") setTurn("second");
    else void act(openBoth);
  };

  return (
    <div className="record-answer-form" role="group" aria-label={asking.label} key={turn}>
      <p className="row">
        <CoverTab seat={by.seat} />
        <b tabIndex={-1} ref={turnLine}>
          {t("sealed.joint.turn", { name: by.name, other: other.name })}
        </b>
      </p>
      {asking.ask({
        by,
        other,
        together: true,
        value: drafts[at],
        isMissing: asked && said === null,
        onChange: (value) => setDrafts(at === 0 ? [value, drafts[1]] : [drafts[0], value]),
      })}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      <div className="acts">
        <Button kind="main" small busy={state.kind === "saving"} onClick={goOn}>
          {turn === "first" ? t("sealed.joint.next", { other: other.name }) : t("sealed.joint.open")}
        </Button>
        <LinkButton
          onClick={() => {
            setDrafts([asking.begin(null), asking.begin(null)]);
            setTurn("before");
            onLeft();
          }}
        >
          {t("page.form.leave")}
        </LinkButton>
      </div>
    </div>
  );
}
