import { useState, type JSX, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Care } from "#shared/domain/care.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import { changedSince } from "#shared/domain/sharing.ts";
import type { OpenSession } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { AskOnce } from "#renderer/ui/AskOnce.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { Privacy } from "#renderer/ui/records/Privacy.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { removeCare } from "./care-acts.ts";
import { useCareWords } from "./care-words.ts";
import { EditCare } from "./EditCare.tsx";
import type { CareMoment } from "./need-lists.ts";
import { useFeltWords } from "./said.ts";
import { SayFelt } from "./SayFelt.tsx";
import { ShareCare } from "./ShareCare.tsx";
import { TakeAnswerBack, TakeCareBack } from "./TakeBack.tsx";

/** One care moment: from whom, for whom, when, what, how it felt; and what its author and its receiver may do with it. */
export function CareLine(props: {
  moment: CareMoment;
  records: readonly JournalRecord[];
  sharedIds: ReadonlySet<RecordId>;
  session: OpenSession;
  /** How sharing is called, and what its preview adds; by default in the words of the list of all care. */
  sharing?: { readonly label: string; readonly says: string };
  /** Where its line is to be found, for who begins with it. */
  line?: RefObject<HTMLLIElement | null>;
  onDone: () => void;
}): JSX.Element {
  const { moment, records, sharedIds, session, onDone } = props;
  const { care, felt } = moment;
  const { t } = useTranslation("needs");
  const format = useFormat();
  const feltWords = useFeltWords();
  const words = useCareWords(records);
  const journal = useJournal();
  const [open, setOpen] = useState<"none" | "edit" | "felt">("none");
  const close = (): void => setOpen("none");
  const toggle = (what: "edit" | "felt"): void => setOpen(open === what ? "none" : what);
  const partners = session.kind === "one" ? [session.me, session.other] : session.partners;
  const receiver = partners.find((partner) => partner?.id === care.receiver) ?? null;
  const me = session.kind === "one" ? session.me : null;
  const other = session.kind === "one" ? session.other : null;
  const mine = care.author === me?.id;
  const giver = words.giver(care);
  const need = words.forNeed(care);
  const isShared = isSharedNow(care);
  // How care felt is its receiver's to say; what one did for oneself is felt without saying.
  const feels = felt === null && care.giver !== care.receiver && (me === null || me.id === care.receiver);
  const sharing = props.sharing ?? { label: t("careList.share"), says: t("care.previewSays", { name: other?.name }) };
  const done = (): void => {
    close();
    onDone();
  };
  return (
    <li className="need-line" {...(props.line !== undefined && { ref: props.line, tabIndex: -1 })}>
      {giver === null ? <span className="cover-tab cov-others" /> : <CoverTab seat={giver.seat} />}
      <p dir="auto">{words.what(care)}</p>
      <div className="acts">
        <span className="quiet">
          {[
            words.fromTo(care),
            format.dayNear(care.day, journal.today()),
            ...(felt?.body.type === "care-felt" ? [t("care.itFelt", { felt: feltWords[felt.body.felt] })] : []),
          ].join(", ")}
        </span>
        <Privacy record={care} quiet />
        {need !== null && <p className="care-own">{t("care.forThat", { need })}</p>}
        {felt !== null && felt.body.words !== "" && (
          <p className="care-own" dir="auto">
            {felt.body.words}
          </p>
        )}
        {mine && <OwnPart care={care} isNamed={words.person(care) !== null} />}
        {feels && receiver !== null && (
          <LinkButton aria-expanded={open === "felt"} onClick={() => toggle("felt")}>
            {me === null ? t("careList.feltOf", { name: receiver.name }) : t("careList.felt")}
          </LinkButton>
        )}
        {mine && (
          <LinkButton aria-expanded={open === "edit"} onClick={() => toggle("edit")}>
            {t("careList.edit")}
          </LinkButton>
        )}
        {mine && other !== null && (!isShared || changedSince(care)) && (
          <ShareCare
            moments={[moment]}
            records={records}
            sharedIds={sharedIds}
            other={other}
            label={isShared ? t("careList.shareAgain") : sharing.label}
            says={sharing.says}
            onDone={onDone}
          />
        )}
        {mine && isShared && <TakeCareBack care={care} onDone={onDone} />}
        {felt !== null && felt.author === me?.id && <TakeAnswerBack answer={felt} onDone={onDone} />}
        {mine && (
          <AskOnce
            label={t("careList.remove")}
            title={t("careList.removeTitle")}
            says={t(isShared ? "careList.removeSaysShared" : "careList.removeSays")}
            yes={t("careList.removeAct")}
            deletes
            work={() => removeCare(journal, care)}
            onDone={onDone}
          />
        )}
        {open === "edit" && me !== null && (
          <EditCare care={care} records={records} me={me} other={other} onDone={done} />
        )}
        {open === "felt" && feels && receiver !== null && (
          <SayFelt care={care} isShared={isShared} me={receiver} giver={giver?.name ?? null} onDone={done} />
        )}
      </div>
    </li>
  );
}

/** What of one's own care only its author reads: who of others it came from [D81], what it cost and why [D21]. */
function OwnPart({ care, isNamed }: { care: Care; isNamed: boolean }): JSX.Element | null {
  const { t } = useTranslation("needs");
  if (!isNamed && care.cost === null && care.reason === "") return null;
  return (
    <div className="care-own">
      <Where privacy="one" quiet>
        {t(isNamed ? "careList.personOwn" : "careList.yours")}
      </Where>
      {care.cost !== null && <p>{t("careList.cost", { cost: t(`cost.${care.cost}`) })}</p>}
      {care.reason !== "" && <p dir="auto">{care.reason}</p>}
    </div>
  );
}
