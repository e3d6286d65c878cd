import { useMemo, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "#shared/domain/fields.ts";
import type { Need } from "#shared/domain/need.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { Where } from "#renderer/ui/Where.tsx";
import { useReadFromTop } from "#renderer/ui/use-read-from-top.ts";
import { CareList } from "./CareList.tsx";
import { ClosedNeeds } from "./ClosedNeeds.tsx";
import { recordsInView, sharedIdsOf, withOwnOriginals } from "#renderer/store/in-view.ts";
import { openNeedsOf, unfeltCare, unvouchedCopies } from "./need-lists.ts";
import { NeedPage } from "./NeedPage.tsx";
import { OpenNeeds } from "./OpenNeeds.tsx";
import { RecordCare } from "./RecordCare.tsx";
import { type Prefill, SayNeed, type Saying } from "./SayNeed.tsx";
import { SharedWithMe } from "./SharedWithMe.tsx";
import "./needs.css";

/** What lies on the sheet; beside it, in the margin, always the open needs. */
type OnSheet =
  /** `by` says it: the open partner, or together the one whose turn it is. */
  | { readonly kind: "say"; readonly saying: Saying; readonly by: Partner }
  | { readonly kind: "need"; readonly id: RecordId }
  | { readonly kind: "care"; readonly forNeed: RecordId | null }
  | { readonly kind: "theirs" }
  | { readonly kind: "closed" }
  | { readonly kind: "care-list"; readonly begin: RecordId | "unseen" | null }
  | { readonly kind: "together" };

const sayNew = (by: Partner, prefill?: Prefill): OnSheet => ({ kind: "say", saying: { kind: "new", prefill }, by });
const CARE_SHOWN = 3;

/** Say a need, look after open ones, say how they came out; `open` is a need to begin with, `prefill` what a new one begins with, `care` one in the list of all care, or what may have gone unseen. */
export function NeedsPlace({
  open,
  prefill,
  care,
  onOpenEntry,
  versionsOf,
}: {
  open: RecordId | null;
  prefill?: Prefill | undefined;
  care?: RecordId | "unseen" | undefined;
  onOpenEntry: (entry: RecordId) => void;
  /** What stands under one's own need about its other versions. */
  versionsOf: (id: RecordId) => ReactNode;
}): JSX.Element {
  const { t } = useTranslation("needs");
  const session = useSnapshot((snapshot) => snapshot.session);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const mineNow = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const journal = useJournal();
  const records = useMemo(() => {
    const act = session.kind === "one" ? { author: session.me.id, now: journal.now(), today: journal.today() } : null;
    return withOwnOriginals(recordsInView({ mine: mineNow, shared }), act);
  }, [mineNow, shared, session, journal]);
  const sharedIds = useMemo(() => sharedIdsOf({ shared }), [shared]);
  const unvouched = useMemo(() => unvouchedCopies({ shared }), [shared]);
  const [first, second] = session.kind === "one" ? [session.me, session.other] : session.partners;
  const blankSheet: OnSheet = session.kind === "one" ? sayNew(first) : { kind: "together" };
  const [sheet, setSheet] = useState<OnSheet>(() => {
    if (open !== null) return { kind: "need", id: open };
    if (care !== undefined) return { kind: "care-list", begin: care };
    return prefill === undefined ? blankSheet : sayNew(first, prefill);
  });

  const mine = useMemo(() => openNeedsOf(records, first.id), [records, first.id]);
  const theirs = useMemo(() => (second === null ? [] : openNeedsOf(records, second.id)), [records, second]);
  const unfelt = useMemo(
    () => (session.kind === "one" ? unfeltCare(records, session.me.id, CARE_SHOWN) : []),
    [records, session],
  );
  const lying = useReadFromTop(sheet);

  const openNeed = (id: RecordId): void => setSheet({ kind: "need", id });
  const back = (): void => setSheet(blankSheet);
  const ownerOf = (need: Need): Partner => partners.find(({ id }) => id === need.author) ?? first;
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
          onEdit={() =>
            setSheet({ kind: "say", saying: { kind: "edit", need: needOnSheet }, by: ownerOf(needOnSheet) })
          }
          onAgain={() =>
            setSheet({ kind: "say", saying: { kind: "again", need: needOnSheet }, by: ownerOf(needOnSheet) })
          }
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
    if (sheet.kind === "care-list")
      return <CareList records={records} sharedIds={sharedIds} session={session} begin={sheet.begin} onBack={back} />;
    if (sheet.kind === "care") {
      return (
        <RecordCare
          key={sheet.forNeed ?? "free"}
          session={session}
          records={records}
          sharedIds={sharedIds}
          forNeed={sheet.forNeed}
          onDone={back}
          onCancel={back}
        />
      );
    }
    if (sheet.kind === "theirs" && session.kind === "one" && session.other !== null) {
      return (
        <SharedWithMe
          me={session.me}
          other={session.other}
          needs={theirs}
          records={records}
          onOpen={openNeed}
          onCare={(forNeed) => setSheet({ kind: "care", forNeed })}
          onBack={back}
        />
      );
    }
    if (session.kind === "together" && sheet.kind !== "say") {
      return (
        <Sheet spine="both" className="need-sheet" labelledBy="needs-together">
          <header className="place-head">
            <h1 className="place" id="needs-together" tabIndex={-1}>
              {t("together.title")}
            </h1>
            <Where privacy="both" />
          </header>
          <EmptyState>{t("together.says")}</EmptyState>
          <p className="row">
            {session.partners.map((by) => (
              <Button key={by.id} onClick={() => setSheet(sayNew(by))}>
                {t("together.say", { name: by.name })}
              </Button>
            ))}
          </p>
        </Sheet>
      );
    }
    const { saying, by } = sheet.kind === "say" ? sheet : { saying: { kind: "new" } as const, by: first };
    return (
      <SayNeed
        key={saying.kind === "new" ? `new${saying.prefill?.from ?? ""}` : `${saying.kind}${saying.need.id}`}
        saying={saying}
        by={by}
        session={session.kind}
        other={session.kind === "one" ? session.other : null}
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
        records={records}
        mine={mine}
        theirs={theirs}
        unfelt={unfelt}
        unvouched={unvouched}
        sharedIds={sharedIds}
        onOpen={openNeed}
        onCare={(forNeed) => setSheet({ kind: "care", forNeed })}
        onTheirs={() => setSheet({ kind: "theirs" })}
        onClosed={() => setSheet({ kind: "closed" })}
        onCareList={() => setSheet({ kind: "care-list", begin: null })}
      />
    </div>
  );
}
