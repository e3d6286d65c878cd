import { useEffect, useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { type Care, createCare } from "#shared/domain/care.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { Need } from "#shared/domain/need.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { feltAnswer, isSharedNow } from "#shared/domain/related.ts";
import { sharedCopyOf } from "#shared/domain/sharing.ts";
import type { OpenSession, Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useFormIds } from "#renderer/ui/records/use-form-ids.ts";
import { useAct } from "#renderer/ui/use-act.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { removeCare } from "./care-acts.ts";
import { EditCare } from "./EditCare.tsx";
import { ShareCare } from "./ShareCare.tsx";

/** Who did it: the one who notes it, the other, both, or somebody else. */
type Doer = "self" | "other" | "both" | "others";

interface DoneProps {
  need: Need;
  records: readonly JournalRecord[];
  sharedIds: ReadonlySet<RecordId>;
  session: OpenSession;
  /** Whether it stands among other acts on one line. */
  quiet?: boolean;
}

/**
 * Notes with one press that somebody took care of a need, without a word asked. Its owner notes who did; the other partner, apart, that
 * they did. It is private until it is shared, words can be added, and it can be undone at once. Together it is its owner's note, for both.
 */
export function DoneForNeed(props: DoneProps): JSX.Element | null {
  const [noted, setNoted] = useState<readonly RecordId[]>([]);
  const { need, records, session } = props;
  const partners = session.kind === "one" ? [session.me, session.other] : session.partners;
  const owner = partners.find((partner) => partner?.id === need.author) ?? null;
  if (owner === null) return null;
  const by = session.kind === "one" ? session.me : owner;
  const other = partners.find((partner) => partner !== null && partner.id !== by.id) ?? null;
  const care = records.filter(
    (record): record is Care => record.kind === "care" && record.author === by.id && noted.includes(record.id),
  );
  return care.length === 0 ? (
    // New ids each time: what was undone does not come back under the old ones.
    <DoneBy {...props} key={noted.join()} by={by} other={other} isAgain={noted.length > 0} onNoted={setNoted} />
  ) : (
    <Noted {...props} care={care} by={by} other={other} />
  );
}

function DoneBy(
  props: DoneProps & {
    by: Partner;
    other: Partner | null;
    /** Whether what was noted here was just undone: the focus was on it. */
    isAgain: boolean;
    onNoted: (care: readonly RecordId[]) => void;
  },
): JSX.Element {
  const { need, sharedIds, session, quiet = false, by, other, isAgain, onNoted } = props;
  const { t } = useTranslation("needs");
  const journal = useJournal();
  const idOf = useFormIds<Doer>();
  const { state, act } = useAct();
  const isOwner = need.author === by.id;
  const buttons = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isAgain) buttons.current?.querySelector("button")?.focus();
  }, [isAgain]);
  const note = (doer: Doer): void =>
    void act(async () => {
      const day = journal.today();
      const careBy = (giver: Care["giver"], part: Doer): Care =>
        createCare(
          { giver, receiver: need.author, day, what: "", need: need.id, cost: null, reason: "" },
          { id: idOf(part), author: by.id, now: journal.now() },
        );
      const self = doer === "self" || doer === "both" ? [careBy(by.id, "self")] : [];
      const theirs = (doer === "other" || doer === "both") && other !== null ? [careBy(other.id, "other")] : [];
      const care = [...theirs, ...self, ...(doer === "others" ? [careBy("others", "others")] : [])];
      if (session.kind === "together")
        await journal.putShared(care.map((each) => sharedCopyOf(each, { copy: 1, sharedIds })));
      else await journal.putAll(care);
      onNoted(care.map(({ id }) => id));
    });
  const name = session.kind === "together" ? by.name : null;
  const doers: readonly { readonly doer: Doer; readonly label: string }[] = [
    { doer: "self", label: name === null ? t("done.self") : t("done.other", { name }) },
    ...(other === null
      ? []
      : [
          { doer: "other" as const, label: t("done.other", { name: other.name }) },
          { doer: "both" as const, label: t("done.both") },
        ]),
    { doer: "others", label: t("done.others") },
  ];
  return (
    <div
      className={quiet ? "care-done care-done-quiet" : "care-done"}
      role="group"
      aria-label={t("done.label")}
      ref={buttons}
    >
      {isOwner ? (
        <>
          <span className="quiet" aria-hidden="true">
            {t("done.begins")}
          </span>
          {doers.map(({ doer, label }) => (
            <Button key={doer} small aria-label={t("done.by", { who: label })} onClick={() => note(doer)}>
              {label}
            </Button>
          ))}
        </>
      ) : quiet ? (
        <LinkButton onClick={() => note("self")}>{t("done.byMe")}</LinkButton>
      ) : (
        <Button small onClick={() => note("self")}>
          {t("done.byMe")}
        </Button>
      )}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </div>
  );
}

/** What was just noted, and what may be done about it. */
function Noted(props: DoneProps & { care: readonly Care[]; by: Partner; other: Partner | null }): JSX.Element {
  const { care, records, sharedIds, session, by, other } = props;
  const { t } = useTranslation("needs");
  const journal = useJournal();
  const { state, act } = useAct();
  const [saying, setSaying] = useState(false);
  const line = useRef<HTMLSpanElement>(null);
  useEffect(() => line.current?.focus(), []); // the button that was pressed is gone
  const isShared = care.every(isSharedNow);
  const says =
    session.kind === "together"
      ? t("done.keptBoth", { name: by.name })
      : isShared && other !== null
        ? t("done.keptShared", { name: other.name })
        : t("done.keptOne");
  const [only] = care;
  return (
    <div className="care-done">
      <span role="status" tabIndex={-1} ref={line}>
        <Where privacy={isShared ? "both" : "one"} quiet>
          {says}
        </Where>
      </span>
      {session.kind === "one" && (
        <>
          {!isShared && other !== null && (
            <ShareCare
              moments={care.map((each) => ({ care: each, felt: feltAnswer(each, records) }))}
              records={records}
              sharedIds={sharedIds}
              other={other}
              label={t("unseen.reveal", { name: other.name })}
              says={t("care.previewSays", { name: other.name })}
              onDone={() => line.current?.focus()}
            />
          )}
          {care.length === 1 && (
            <LinkButton aria-expanded={saying} onClick={() => setSaying(!saying)}>
              {t("done.inWords")}
            </LinkButton>
          )}
          {!isShared && (
            <LinkButton
              onClick={() =>
                void act(async () => {
                  for (const each of care) await removeCare(journal, each);
                })
              }
            >
              {t("done.undo")}
            </LinkButton>
          )}
          {saying && only !== undefined && (
            <EditCare care={only} records={records} me={by} other={other} onDone={() => setSaying(false)} />
          )}
        </>
      )}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </div>
  );
}
