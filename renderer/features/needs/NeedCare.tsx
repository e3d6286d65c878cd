import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "#shared/domain/fields.ts";
import { isOpen, type Need } from "#shared/domain/need.ts";
import type { Person } from "#shared/domain/person.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { OpenSession } from "#renderer/store/snapshot.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { DoneForNeed } from "./DoneForNeed.tsx";

/** On the page of an open need: that it was taken care of, with one press; and to its owner, whom else they can turn to. */
export function NeedCare(props: {
  need: Need;
  records: readonly JournalRecord[];
  sharedIds: ReadonlySet<RecordId>;
  session: OpenSession;
}): JSX.Element | null {
  const { need, records, session } = props;
  const { t } = useTranslation("needs");
  const people = useMemo(() => records.filter((record): record is Person => record.kind === "person"), [records]);
  if (!isOpen(need)) return null;
  const asks = session.kind === "one" && session.me.id === need.author && people.length > 0;
  return (
    <section aria-labelledby="need-care" className="need-part">
      <h2 className="sect" id="need-care">
        {t("done.title")}
      </h2>
      <DoneForNeed {...props} />
      {asks && (
        <details className="care-people">
          <summary>{t("done.turnTo")}</summary>
          <Where privacy="one" quiet>
            {t("done.turnToSays")}
          </Where>
          <ul>
            {people.map(({ id, name, turnTo, reach }) => (
              <li key={id} dir="auto">
                <b>{name}</b>
                {[turnTo, reach]
                  .filter((words) => words !== "")
                  .map((words) => (
                    <span className="quiet" key={words}>
                      {words}
                    </span>
                  ))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
