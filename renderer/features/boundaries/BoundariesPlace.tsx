import { useCallback, useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Boundary, BoundaryEvent } from "#shared/domain/boundary.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { RecordKind } from "#shared/domain/record.ts";
import { recordsInView, withOwnOriginals } from "#renderer/store/in-view.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { type PageContext, RecordsPlace } from "#renderer/ui/records/RecordsPlace.tsx";
import { RecordWords } from "#renderer/ui/records/RecordWords.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useReadFromTop } from "#renderer/ui/use-read-from-top.ts";
import { arranged, eventsAt, eventsElsewhere, type Whose } from "./boundary-lists.ts";
import { BoundaryForm } from "./BoundaryForm.tsx";
import { EventForm } from "./EventForm.tsx";
import { Happened } from "./Happened.tsx";
import { LetGo } from "./LetGo.tsx";
import { LookAgain } from "./LookAgain.tsx";
import "./boundaries.css";

/** What is told here. */
const KINDS: ReadonlySet<RecordKind> = new Set(["boundary", "boundary-event", "repair"]);

/** What lies on the sheet: boundaries, or the form for what happened at one of them, or at none. */
type OnSheet =
  | { readonly kind: "boundaries"; readonly begin: RecordId | null }
  | {
      readonly kind: "event";
      readonly boundary: Boundary | null;
      readonly changing: BoundaryEvent | null;
      readonly by: Partner;
      /** Where one goes on behind it: the page of a boundary, or the list. */
      readonly behind: RecordId | null;
    };

/**
 * Boundaries of the five kinds and what happened at them: all of one's own, private and shared, or those that are shared, by either. What
 * happened at a boundary is its author's to tell [D74].
 */
export function BoundariesPlace({
  begin,
  list,
  onRepair,
  onBack,
}: {
  begin: RecordId | null;
  list: Whose["kind"];
  /** To the place for owning up: to a repair, or to a new one after what happened. */
  onRepair: (open: RecordId) => void;
  onBack: () => void;
}): JSX.Element {
  const { t } = useTranslation("boundaries");
  const format = useFormat();
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const records = useMemo(() => {
    const act = session.kind === "one" ? { author: session.me.id, now: journal.now(), today: journal.today() } : null;
    const told = recordsInView({ mine, shared }).filter(({ kind }) => KINDS.has(kind));
    return withOwnOriginals(told, act);
  }, [mine, shared, session, journal]);
  const [sheet, setSheet] = useState<OnSheet>({ kind: "boundaries", begin });
  const whose = useMemo(
    (): Whose =>
      session.kind === "one" && (list === "own" || session.other === null)
        ? { kind: "own", me: session.me.id } // one who is alone finds theirs in both places
        : { kind: "shared" },
    [list, session],
  );
  const arrange = useCallback((boundaries: readonly Boundary[]) => arranged(boundaries, whose), [whose]);
  const elsewhere = useMemo(() => {
    const boundaries = records.filter((record): record is Boundary => record.kind === "boundary");
    return eventsElsewhere(arranged(boundaries, whose), whose, records);
  }, [records, whose]);
  // Nothing vouches for these copies, so they stand at no boundary.
  const unvouched = useMemo(
    () => shared.flatMap(({ record, verified }) => (!verified && record.kind === "boundary-event" ? [record] : [])),
    [shared],
  );
  const writers = session.kind === "one" ? [session.me] : session.partners;

  const lying = useReadFromTop(sheet);
  const toHeading = (): void => lying.current?.querySelector("h1")?.focus();

  const tell = (boundary: Boundary | null, by: Partner): void =>
    setSheet({ kind: "event", boundary, changing: null, by, behind: boundary?.id ?? null });
  const change = (event: BoundaryEvent, boundary: Boundary | null, behind: RecordId | null): void => {
    const by = partners.find(({ id }) => id === event.author);
    if (by !== undefined) setSheet({ kind: "event", boundary, changing: event, by, behind });
  };

  const page = (boundary: Boundary, { owner, mine: isMine }: PageContext): JSX.Element => {
    const events = eventsAt(boundary, records);
    const isDue = boundary.letGoOn === null && boundary.reviewOn !== null && boundary.reviewOn <= journal.today();
    // Together it is told by its author, when it is their turn.
    const teller = session.kind === "together" || isMine ? owner : null;
    return (
      <>
        {isDue && isMine && session.kind === "one" && (
          <LookAgain boundary={boundary} me={session.me} onDone={toHeading} />
        )}
        <section className="record-part" aria-labelledby="happened">
          <h2 className="sect" id="happened">
            {t("happened.title")}
          </h2>
          {events.length === 0 && <p className="quiet">{t(isMine ? "happened.none" : "happened.noneShared")}</p>}
          <Happened
            events={events}
            records={records}
            partners={partners}
            onEdit={(event, at) => change(event, at, boundary.id)}
            onRepair={onRepair}
            onGone={toHeading}
          />
          {teller !== null && (
            <p className="acts">
              <LinkButton onClick={() => tell(boundary, teller)}>
                {session.kind === "one" ? t("happened.add") : t("happened.addBy", { name: teller.name })}
              </LinkButton>
            </p>
          )}
        </section>
      </>
    );
  };

  const below = (
    <section className="record-part" aria-labelledby="elsewhere">
      <h2 className="sect" id="elsewhere">
        {t("happened.elsewhere")}
      </h2>
      <p className="quiet">{t("happened.elsewhereSays")}</p>
      <Happened
        events={elsewhere}
        records={records}
        partners={partners}
        onEdit={(event, at) => change(event, at, null)}
        onRepair={onRepair}
        onGone={toHeading}
      />
      <p className="acts">
        {writers.map((by) => (
          <LinkButton key={by.id} onClick={() => tell(null, by)}>
            {session.kind === "one" ? t("happened.addElsewhere") : t("happened.addElsewhereBy", { name: by.name })}
          </LinkButton>
        ))}
      </p>
      {unvouched.length > 0 && (
        <section className="record-part" aria-label={t("happened.unverified")}>
          <p className="quiet">{t("happened.unverified")}</p>
          {unvouched.map((record) => (
            <RecordWords key={`${record.author} ${record.id}`} record={record} partners={partners} />
          ))}
        </section>
      )}
    </section>
  );

  function shown(): JSX.Element {
    if (sheet.kind === "event") {
      const { behind, boundary, changing, by } = sheet;
      const leave = (): void => setSheet({ kind: "boundaries", begin: behind });
      return <EventForm boundary={boundary} changing={changing} by={by} onDone={leave} onLeave={leave} />;
    }
    const one = session.kind === "one" ? "saysOne" : "says";
    const own = session.kind === "one" && session.other === null ? "saysAlone" : "says";
    return (
      <RecordsPlace
        kind="boundary"
        begin={sheet.begin}
        texts={{
          title: t("title"),
          says: whose.kind === "own" ? t(`own.${own}`) : t(`shared.${one}`),
          empty: t(`${whose.kind}.empty`),
          add: t("own.add"),
        }}
        arrange={arrange}
        group={({ about, letGoOn }) => t(`kinds.${letGoOn === null ? about : "let-go"}`)}
        beside={({ letGoOn }) => (letGoOn === null ? null : t("letGoOn", { day: format.dayShort(letGoOn) }))}
        form={(of) => <BoundaryForm {...of} />}
        acts={(boundary, context) =>
          context.mine && session.kind === "one" ? (
            <LetGo boundary={boundary} me={session.me} other={session.other} onDone={toHeading} />
          ) : null
        }
        page={page}
        below={below}
        onBack={onBack}
      />
    );
  }

  return <div ref={lying}>{shown()}</div>;
}
