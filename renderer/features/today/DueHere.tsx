import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { type Due, dueFor } from "#shared/domain/due.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { isSaid, titleOf } from "#shared/domain/said.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { readableRecords } from "#renderer/store/in-view.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";

const DUE_SHOWN = 4;

/** What its reader meant to look at again by now; nothing where there is nothing. */
export function DueHere({
  me,
  other,
  onOpen,
}: {
  me: Partner;
  other: Partner | null;
  onOpen: (due: Due) => void;
}): JSX.Element | null {
  const { t } = useTranslation("today");
  const format = useFormat();
  const today = useJournal().today();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const [isWhole, setIsWhole] = useState(false);
  const { due, records } = useMemo(() => {
    const all = readableRecords({ mine, shared });
    const partners = other === null ? [me.id] : [me.id, other.id];
    return { due: dueFor(me.id, partners, all, today), records: all };
  }, [me.id, other, mine, shared, today]);
  if (due.length === 0) return null;

  const titleFor = (id: RecordId): string => {
    const record = records.find((each) => each.id === id);
    return record !== undefined && isSaid(record) ? (titleOf(record) ?? "") : "";
  };

  return (
    <section aria-labelledby="today-due">
      <h2 className="sect" id="today-due">
        {t("due")}
      </h2>
      <ul>
        {due.slice(0, isWhole ? due.length : DUE_SHOWN).map((each) => (
          <li className="need-line" key={`${each.what} ${each.id}`}>
            <CoverTab seat={me.seat} />
            <p dir="auto">{titleFor(each.id)}</p>
            <span className="acts">
              <span className="quiet">
                {each.what === "sign"
                  ? t("dueWhat.sign")
                  : t(`dueWhat.${each.what}`, { day: format.dayNear(each.since, today) })}
              </span>
              <LinkButton onClick={() => onOpen(each)}>{t(`dueAct.${each.what}`)}</LinkButton>
            </span>
          </li>
        ))}
      </ul>
      {due.length > DUE_SHOWN && !isWhole && <LinkButton onClick={() => setIsWhole(true)}>{t("dueAll")}</LinkButton>}
    </section>
  );
}
