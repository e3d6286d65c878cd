import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Care } from "#shared/domain/care.ts";
import type { OpenSession, Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { AskOnce } from "#renderer/ui/AskOnce.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { removeCare } from "./care-acts.ts";
import { isSharedNow, type CareMoment } from "./need-lists.ts";
import { Privacy } from "./Privacy.tsx";
import { useFeltWords } from "./said.ts";
import { ShareCare } from "./ShareCare.tsx";
import { TakeAnswerBack, TakeCareBack } from "./TakeBack.tsx";

/** One care moment: from whom, for whom, when, what, how it felt; and what its author may do with it. */
export function CareLine(props: { moment: CareMoment; session: OpenSession; onDone: () => void }): JSX.Element {
  const { moment, session, onDone } = props;
  const { care, felt } = moment;
  const { t } = useTranslation("needs");
  const format = useFormat();
  const feltWords = useFeltWords();
  const journal = useJournal();
  const [first, second] = session.kind === "one" ? [session.me, session.other] : session.partners;
  const who = (id: Care["giver"]): Partner | null => (id === first.id ? first : id === second?.id ? second : null);
  const giver = who(care.giver);
  const fromTo = t("careList.fromTo", {
    from: giver?.name ?? t("care.someoneElse"),
    to: who(care.receiver)?.name ?? "",
  });
  const me = session.kind === "one" ? session.me.id : null;
  const mine = care.author === me;
  return (
    <li className="need-line">
      {giver === null ? <span className="cover-tab care-others" /> : <CoverTab seat={giver.seat} />}
      <p>{care.what}</p>
      <div className="acts">
        <span className="quiet">
          {[
            fromTo,
            format.dayLong(care.day),
            ...(felt?.body.type === "care-felt" ? [t("care.itFelt", { felt: feltWords[felt.body.felt] })] : []),
          ].join(", ")}
        </span>
        <Privacy record={care} quiet />
        {mine && <OwnPart care={care} />}
        {mine && !isSharedNow(care) && second !== null && (
          <ShareCare moment={moment} fromTo={fromTo} other={second} onDone={onDone} />
        )}
        {mine && isSharedNow(care) && <TakeCareBack care={care} felt={felt} onDone={onDone} />}
        {felt !== null && felt.author === me && <TakeAnswerBack answer={felt} onDone={onDone} />}
        {mine && care.original !== null && (
          <AskOnce
            label={t("careList.remove")}
            title={t("careList.removeTitle")}
            says={t(isSharedNow(care) ? "careList.removeSaysShared" : "careList.removeSays")}
            yes={t("careList.removeAct")}
            deletes
            work={() => removeCare(journal, care, felt)}
            onDone={onDone}
          />
        )}
      </div>
    </li>
  );
}

/** What the giver alone reads of their own care [D21]. */
function OwnPart({ care }: { care: Care }): JSX.Element | null {
  const { t } = useTranslation("needs");
  if (care.cost === null && care.reason === "") return null;
  return (
    <div className="care-own">
      <Where privacy="one" quiet>
        {t("careList.yours")}
      </Where>
      {care.cost !== null && <p>{t("careList.cost", { cost: t(`cost.${care.cost}`) })}</p>}
      {care.reason !== "" && <p dir="auto">{care.reason}</p>}
    </div>
  );
}
