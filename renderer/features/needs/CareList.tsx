import { useEffect, useMemo, useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { monthOf } from "#shared/base/time.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { unseenCare } from "#shared/domain/related.ts";
import type { OpenSession, Partner } from "#renderer/store/snapshot.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { CareLine } from "./CareLine.tsx";
import { careMoments, runsOf } from "./need-lists.ts";

const PAGE = 30;

interface CareListProps {
  records: readonly JournalRecord[];
  sharedIds: ReadonlySet<RecordId>;
  session: OpenSession;
  /** Care to begin with; null for the top of the list, or what may have gone unseen. */
  begin: RecordId | "unseen" | null;
  onBack: () => void;
}

/** All care that this session reads; and from there, for its giver, the care that may have gone unseen. */
export function CareList(props: CareListProps): JSX.Element {
  const { session } = props;
  const other = session.kind === "one" ? session.other : null;
  const [unseen, setUnseen] = useState(props.begin === "unseen");
  return unseen && session.kind === "one" && other !== null ? (
    <UnseenCare {...props} me={session.me} other={other} onBack={() => setUnseen(false)} />
  ) : (
    <AllCare {...props} onUnseen={other === null ? null : () => setUnseen(true)} />
  );
}

/** The latest first. Nothing is counted by person: care is no score. */
function AllCare(props: CareListProps & { onUnseen: (() => void) | null }): JSX.Element {
  const { records, sharedIds, session, begin, onUnseen, onBack } = props;
  const { t } = useTranslation("needs");
  const format = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef<HTMLLIElement>(null);
  const moments = useMemo(() => careMoments(records), [records]);
  const [most, setMost] = useState(() => Math.max(PAGE, moments.findIndex(({ care }) => care.id === begin) + 1));
  useEffect(() => {
    if (begin === null || begin === "unseen") return heading.current?.focus();
    // The frame takes the focus to the place as it opens; from there one comes to what was asked for.
    const frame = requestAnimationFrame(() => (first.current ?? heading.current)?.focus());
    return () => cancelAnimationFrame(frame);
  }, [begin]);
  return (
    <Sheet spine={session.kind === "one" ? session.me.seat : "both"} className="need-sheet" labelledBy="care-list">
      <p className="need-back">
        <LinkButton onClick={onBack}>{t(session.kind === "one" ? "page.back" : "page.backTogether")}</LinkButton>
      </p>
      <header className="place-head">
        <h1 className="place" id="care-list" tabIndex={-1} ref={heading}>
          {t("careList.title")}
        </h1>
      </header>
      {onUnseen !== null && (
        <p className="acts">
          <LinkButton onClick={onUnseen}>{t("careList.toUnseen")}</LinkButton>
        </p>
      )}
      {moments.length === 0 ? (
        <EmptyState>{t("careList.none")}</EmptyState>
      ) : (
        runsOf(moments.slice(0, most), ({ care }) => monthOf(care.day)).map(({ of: month, items }) => (
          <section key={month} aria-label={format.month(month)} className="list-month">
            <h2 className="sect">{format.month(month)}</h2>
            <ul className="closed-list">
              {items.map((moment) => (
                <CareLine
                  key={`${moment.care.author} ${moment.care.id}`}
                  moment={moment}
                  records={records}
                  sharedIds={sharedIds}
                  session={session}
                  {...(moment.care.id === begin && { line: first })}
                  onDone={() => heading.current?.focus()}
                />
              ))}
            </ul>
          </section>
        ))
      )}
      {moments.length > most && (
        <p className="need-part">
          <LinkButton onClick={() => setMost(most + PAGE)}>
            {t("closed.more", { count: moments.length - most })}
          </LinkButton>
        </p>
      )}
    </Sheet>
  );
}

/** What one did for the other and kept to oneself: to leave so, or to reveal one by one. */
function UnseenCare(props: CareListProps & { me: Partner; other: Partner }): JSX.Element {
  const { records, sharedIds, session, me, other, onBack } = props;
  const { t } = useTranslation("needs");
  const [most, setMost] = useState(PAGE);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const moments = useMemo(() => {
    const unseen = new Set(unseenCare(me.id, records));
    return careMoments(records).filter(({ care }) => unseen.has(care));
  }, [me, records]);
  const { name } = other;
  return (
    <Sheet spine={me.seat} className="need-sheet" labelledBy="unseen-care">
      <p className="need-back">
        <LinkButton onClick={onBack}>{t("unseen.back")}</LinkButton>
      </p>
      <header className="place-head">
        <h1 className="place" id="unseen-care" tabIndex={-1} ref={heading}>
          {t("unseen.title")}
        </h1>
        <Where privacy="one" />
      </header>
      <p className="says">{t("unseen.says", { name })}</p>
      {moments.length === 0 ? (
        <EmptyState>{t("unseen.none", { name })}</EmptyState>
      ) : (
        <ul className="closed-list">
          {moments.slice(0, most).map((moment) => (
            <CareLine
              key={moment.care.id}
              moment={moment}
              records={records}
              sharedIds={sharedIds}
              session={session}
              sharing={{ label: t("unseen.reveal", { name }), says: t("unseen.previewSays", { name }) }}
              onDone={() => heading.current?.focus()}
            />
          ))}
        </ul>
      )}
      {moments.length > most && (
        <p className="need-part">
          <LinkButton onClick={() => setMost(most + PAGE)}>{t("unseen.more")}</LinkButton>
        </p>
      )}
    </Sheet>
  );
}
