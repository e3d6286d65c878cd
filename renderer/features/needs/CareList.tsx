import { useMemo, useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { OpenSession } from "#renderer/store/snapshot.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { CareLine } from "./CareLine.tsx";
import { careMoments } from "./need-lists.ts";

const PAGE = 30;

/** All care that this session reads, the latest first. Nothing is counted by person: care is no score. */
export function CareList(props: {
  records: readonly JournalRecord[];
  session: OpenSession;
  onBack: () => void;
}): JSX.Element {
  const { records, session, onBack } = props;
  const { t } = useTranslation("needs");
  const [most, setMost] = useState(PAGE);
  const heading = useRef<HTMLHeadingElement>(null);
  const moments = useMemo(() => careMoments(records), [records]);
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
      {moments.length === 0 ? (
        <EmptyState>{t("careList.none")}</EmptyState>
      ) : (
        <ul className="closed-list">
          {moments.slice(0, most).map((moment) => (
            <CareLine
              key={`${moment.care.author} ${moment.care.id}`}
              moment={moment}
              session={session}
              onDone={() => heading.current?.focus()}
            />
          ))}
        </ul>
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
