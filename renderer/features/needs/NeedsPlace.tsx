import { useEffect, useMemo, useRef, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "#shared/domain/fields.ts";
import type { Need } from "#shared/domain/need.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { Where } from "#renderer/ui/Where.tsx";
import { CareList } from "./CareList.tsx";
import { ClosedNeeds } from "./ClosedNeeds.tsx";
import { openNeedsOf, recordsInView, sharedIdsOf, unfeltCare, unvouchedCopies } from "./need-lists.ts";
import { NeedPage } from "./NeedPage.tsx";
import { OpenNeeds } from "./OpenNeeds.tsx";
import { RecordCare } from "./RecordCare.tsx";
import { SayNeed, type Saying } from "./SayNeed.tsx";
import "./needs.css";

/** What lies on the sheet; beside it, in the margin, always the open needs. */
type OnSheet =
  | { readonly kind: "say"; readonly saying: Saying }
  | { readonly kind: "need"; readonly id: RecordId }
  | { readonly kind: "care"; readonly forNeed: RecordId | null }
  | { readonly kind: "closed" }
  | { readonly kind: "care-list" }
  | { readonly kind: "together" };

const SAY_NEW: OnSheet = { kind: "say", saying: { kind: "new" } };
const CARE_SHOWN = 3;

/** Say a need, look after open ones, say how they came out; `open` is a need to begin with. */
export function NeedsPlace({
  open,
  onOpenEntry,
  versionsOf,
}: {
  open: RecordId | null;
  onOpenEntry: (entry: RecordId) => void;
  /** What stands under one's own need about its other versions. */
  versionsOf: (id: RecordId) => ReactNode;
}): JSX.Element {
  const { t } = useTranslation("needs");
  const session = useSnapshot((snapshot) => snapshot.session);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const mineNow = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const records = useMemo(() => recordsInView({ mine: mineNow, shared }), [mineNow, shared]);
  const sharedIds = useMemo(() => sharedIdsOf({ shared }), [shared]);
  const unvouched = useMemo(() => unvouchedCopies({ shared }), [shared]);
  const blankSheet: OnSheet = session.kind === "one" ? SAY_NEW : { kind: "together" };
  const [sheet, setSheet] = useState<OnSheet>(open === null ? blankSheet : { kind: "need", id: open });

  const [first, second] = session.kind === "one" ? [session.me, session.other] : session.partners;
  const mine = useMemo(() => openNeedsOf(records, first.id), [records, first.id]);
  const theirs = useMemo(() => (second === null ? [] : openNeedsOf(records, second.id)), [records, second]);
  const unfelt = useMemo(
    () => (session.kind === "one" ? unfeltCare(records, session.me.id, CARE_SHOWN) : []),
    [records, session],
  );
  // Another sheet is read from its top; the first one keeps the focus where the frame put it.
  const lying = useRef<HTMLDivElement>(null);
  const shownBefore = useRef(sheet);
  useEffect(() => {
    if (shownBefore.current === sheet) return;
    shownBefore.current = sheet;
    window.scrollTo(0, 0);
    lying.current?.querySelector("h1")?.focus();
  }, [sheet]);

  const openNeed = (id: RecordId): void => setSheet({ kind: "need", id });
  const back = (): void => setSheet(blankSheet);
  const needOnSheet =
    sheet.kind === "need"
      ? records.find((record): record is Need => record.kind === "need" && record.id === sheet.id)
      : undefined;

  function shownSheet(): JSX.Element {
    if (sheet.kind === "need") {
      if (needOnSheet === undefined) {
        const gone = unvouched.some((copy) => copy.id === sheet.id) ? "unvouched.page" : "page.gone";
        return (
          <Sheet spine={first.seat}>
            <EmptyState action={<Button onClick={back}>{t("page.back")}</Button>}>{t(gone)}</EmptyState>
          </Sheet>
        );
      }
      return (
        <NeedPage
          key={needOnSheet.id}
          need={needOnSheet}
          records={records}
          session={session}
          partners={partners}
          sharedIds={sharedIds}
          onOpen={openNeed}
          onEdit={() => setSheet({ kind: "say", saying: { kind: "edit", need: needOnSheet } })}
          onAgain={() => setSheet({ kind: "say", saying: { kind: "again", need: needOnSheet } })}
          onCare={() => setSheet({ kind: "care", forNeed: needOnSheet.id })}
          onOpenEntry={onOpenEntry}
          versions={versionsOf(needOnSheet.id)}
          onBack={back}
        />
      );
    }
    if (sheet.kind === "closed") {
      return (
        <ClosedNeeds
          records={records}
          partners={partners}
          spine={session.kind === "one" ? session.me.seat : "both"}
          onOpen={openNeed}
          onBack={back}
        />
      );
    }
    if (sheet.kind === "care-list") return <CareList records={records} session={session} onBack={back} />;
    if (session.kind === "together") {
      return (
        <Sheet spine="both" className="need-sheet" labelledBy="needs-together">
          <header className="place-head">
            <h1 className="place" id="needs-together" tabIndex={-1}>
              {t("together.title")}
            </h1>
            <Where privacy="both" />
          </header>
          <EmptyState>{t("together.says")}</EmptyState>
        </Sheet>
      );
    }
    if (sheet.kind === "care") {
      return (
        <RecordCare
          key={sheet.forNeed ?? "free"}
          me={session.me}
          other={session.other}
          myNeeds={mine}
          theirNeeds={theirs}
          forNeed={sheet.forNeed}
          onDone={back}
          onCancel={back}
        />
      );
    }
    const saying: Saying = sheet.kind === "say" ? sheet.saying : { kind: "new" };
    return (
      <SayNeed
        key={saying.kind === "new" ? "new" : `${saying.kind}${saying.need.id}`}
        saying={saying}
        me={session.me}
        other={session.other}
        sharedIds={sharedIds}
        onDone={(need) => openNeed(need.id)}
        onCancel={() => (saying.kind === "new" ? back() : openNeed(saying.need.id))}
      />
    );
  }

  return (
    <div className="with-margin needs">
      <div ref={lying} className="needs-lying">
        {shownSheet()}
      </div>
      <OpenNeeds
        session={session}
        mine={mine}
        theirs={theirs}
        unfelt={unfelt}
        unvouched={unvouched}
        sharedIds={sharedIds}
        onOpen={openNeed}
        onCare={(forNeed) => setSheet({ kind: "care", forNeed })}
        onClosed={() => setSheet({ kind: "closed" })}
        onCareList={() => setSheet({ kind: "care-list" })}
      />
    </div>
  );
}
