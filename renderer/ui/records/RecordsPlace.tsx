import { useMemo, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "#shared/domain/answer.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import { isSaid, saidIn, type SaidRecord, titleOf } from "#shared/domain/said.ts";
import { previewOf } from "#shared/domain/sharing.ts";
import { recordsInView, sharedIdsOf, withOwnOriginals } from "#renderer/store/in-view.ts";
import { otherThan, pairOf, type Partner, type SharedCopy, type Snapshot } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "../Button.tsx";
import { CoverTab } from "../CoverBook.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Sheet } from "../Sheet.tsx";
import { Where } from "../Where.tsx";
import { useReadFromTop } from "../use-read-from-top.ts";
import { LooseAnswers } from "./LooseAnswers.tsx";
import { Privacy } from "./Privacy.tsx";
import { RecordActs } from "./RecordActs.tsx";
import { RecordWords } from "./RecordWords.tsx";
import { asHeading } from "./words-that-fit.ts";
import "./records.css";

/** As much of a long list is shown before it is asked for all. */
const FIRST_SHOWN = 16;

const TITLE = "record-title";

/** A record of one kind. */
export type RecordOf<K extends SaidRecord["kind"]> = Extract<SaidRecord, { kind: K }>;

/** What a page of a record is given to be drawn with. */
export interface PageContext {
  readonly session: Snapshot["session"];
  /** As the snapshot has them: the two, and behind them those whose place was given anew. */
  readonly partners: readonly Partner[];
  /** Whose words a record holds; null for somebody who is no partner. */
  readonly owner: Partner | null;
  /** The partner who is not its author; null while there is none. */
  readonly other: Partner | null;
  /** Whether the open partner is its author. False together. */
  readonly mine: boolean;
  /** Opens another record of the kind. */
  readonly open: (id: RecordId) => void;
  /** Opens another of the kind's forms for this record: to end it, to say what became of it. */
  readonly fill: (form: string) => void;
}

interface RecordsPlaceProps<K extends SaidRecord["kind"]> {
  kind: K;
  /** A record to begin with, or null for the list. */
  begin: RecordId | null;
  texts: {
    readonly title: string;
    /** A sentence or two on what stands here. */
    readonly says: string;
    readonly empty: string;
    /** Null where nothing is added for now. */
    readonly add: string | null;
  };
  /** Only one's own, and never shared: nothing of the other's is listed, and the page is one's own. */
  neverShared?: boolean;
  /** Which records are listed, and in which order; by default all, in the order of the snapshot, newest save first. Any can be opened. */
  arrange?: (records: readonly RecordOf<K>[]) => readonly RecordOf<K>[];
  /** The heading a record is listed under, where records of one follow one another; null for none. */
  group?: (record: RecordOf<K>) => string | null;
  /** Lays out the first lines of the list, where they stand among other things; by default one below the other. */
  layOut?: (
    records: readonly RecordOf<K>[],
    line: (record: RecordOf<K>) => JSX.Element,
    /** Whether these are all. */
    isWhole: boolean,
  ) => JSX.Element;
  /** Parts that its page says elsewhere than among its words. */
  elsewhere?: readonly string[];
  /** What stands beside a record's title in the list: a day, how far it is. */
  beside?: (record: RecordOf<K>) => ReactNode;
  /** A record in one line, where its first words are not it. */
  title?: (record: RecordOf<K>) => string;
  /** The form for a new record or one that is changed; `by` is who writes. */
  form: (of: {
    readonly changing: RecordOf<K> | null;
    /** Which other form of the kind this is, as `fill` named it; null for the one of its words. */
    readonly named: string | null;
    readonly by: Partner;
    readonly onDone: (record: RecordOf<K>) => void;
    readonly onLeave: () => void;
  }) => JSX.Element;
  /** Whether its author may still change it in its words; by default always. */
  isChangeable?: (record: RecordOf<K>) => boolean;
  /** Whether it is neither shared again, taken back nor deleted for now; by default never. */
  isKept?: (record: RecordOf<K>) => boolean;
  /** Whether it may be shared where it is not; by default always. */
  isShareable?: (record: RecordOf<K>) => boolean;
  /** Acts of the kind's own among those of the author. */
  acts?: (record: RecordOf<K>, context: PageContext) => ReactNode;
  /** What stands below a record's words: answers, what happened since. */
  page?: (record: RecordOf<K>, context: PageContext) => ReactNode;
  /** What an answer to such a record says beside its words, where one's own is listed without what it answers. */
  saysOfAnswer?: (answer: Answer) => ReactNode;
  /** What stands above the list. */
  above?: ReactNode;
  /** What stands below the list. */
  below?: ReactNode;
  onBack: () => void;
}

type OnSheet<R> =
  | { readonly kind: "list" }
  | { readonly kind: "form"; readonly changing: R | null; readonly named: string | null; readonly by: Partner }
  | { readonly kind: "page"; readonly id: RecordId };

/** A list is short at first; as many more come at a press: thousands at once would hold the page up. */
const MORE_AT_ONCE = 100;

/** Everything of one joint kind: its list, the page of one record, and the form for a new or changed one. */
export function RecordsPlace<K extends SaidRecord["kind"]>(props: RecordsPlaceProps<K>): JSX.Element {
  const { kind, begin, texts, neverShared = false, arrange } = props;
  const { t } = useTranslation("records");
  const session = useSnapshot((snapshot) => snapshot.session);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const [sheet, setSheet] = useState<OnSheet<RecordOf<K>>>(
    begin === null ? { kind: "list" } : { kind: "page", id: begin },
  );
  const journal = useJournal();
  // What was written with both here has only its copy: its author has it as the original that it becomes once it is changed [D87].
  const all = useMemo(() => {
    const act = session.kind === "one" ? { author: session.me.id, now: journal.now(), today: journal.today() } : null;
    const ofKind = recordsInView({ mine, shared: neverShared ? [] : shared }).filter(
      (record): record is RecordOf<K> => record.kind === kind,
    );
    return withOwnOriginals(ofKind, act);
  }, [mine, shared, kind, neverShared, session, journal]);
  const listed = useMemo(() => (arrange === undefined ? all : arrange(all)), [all, arrange]);
  const [most, setMost] = useState(FIRST_SHOWN);
  const unvouched = useMemo(() => unvouchedOf(kind, shared), [kind, shared]);

  const lying = useReadFromTop(sheet);

  /** One goes on with the first of the lines that come. */
  const showMore = (): void => {
    setMost(most + MORE_AT_ONCE);
    requestAnimationFrame(() => lying.current?.querySelectorAll<HTMLElement>(".record-open")[most]?.focus());
  };

  const toList = (): void => setSheet({ kind: "list" });
  const toPage = (id: RecordId): void => setSheet({ kind: "page", id });
  const anyKind: SaidRecord["kind"] = kind;
  const titleFor = (record: RecordOf<K>): string =>
    asHeading(props.title?.(record) ?? titleOf(record) ?? t(`kinds.${anyKind}`));

  function shown(): JSX.Element {
    if (sheet.kind === "form") {
      return props.form({
        changing: sheet.changing,
        named: sheet.named,
        by: sheet.by,
        onDone: (record) => toPage(record.id),
        onLeave: () => (sheet.changing === null ? toList() : toPage(sheet.changing.id)),
      });
    }
    if (sheet.kind === "list") return list();
    const record = all.find(({ id }) => id === sheet.id);
    return record === undefined ? list() : page(record);
  }

  function page(record: RecordOf<K>): JSX.Element {
    const owner = partners.find(({ id }) => id === record.author) ?? null;
    const context: PageContext = {
      session,
      partners,
      owner,
      other: otherThan(record.author, partners),
      mine: session.kind === "one" && record.author === session.me.id,
      open: toPage,
      fill: (named) => {
        if (session.kind === "one") setSheet({ kind: "form", changing: record, named, by: session.me });
      },
    };
    const areTwo = pairOf(partners).length === 2;
    const isChangeable = props.isChangeable?.(record) ?? true;
    return (
      <Sheet
        spine={isSharedNow(record) && areTwo ? "both" : (owner?.seat ?? "a")}
        className="record-sheet"
        labelledBy={TITLE}
      >
        <p className="record-back">
          <LinkButton onClick={toList}>{t("page.toList", { list: texts.title })}</LinkButton>
        </p>
        <header className="place-head">
          <h1 className="place" id={TITLE} tabIndex={-1} dir="auto">
            {titleFor(record)}
          </h1>
          <Privacy record={record} />
        </header>
        {owner !== null && areTwo && !neverShared && (
          <p className="quiet record-by">
            <CoverTab seat={owner.seat} /> {t("page.by", { name: owner.name })}
          </p>
        )}
        <RecordWords
          record={record}
          partners={partners}
          without={[...saidInTitle(record, titleFor(record)), ...(props.elsewhere ?? [])]}
          copy={
            record.original !== null && isSharedNow(record)
              ? previewOf<SaidRecord>(record, sharedIdsOf({ shared }))
              : null
          }
        />
        <RecordActs
          record={record}
          neverShared={neverShared}
          keeps={props.isKept?.(record) ?? false}
          isShareable={props.isShareable?.(record) ?? true}
          onEdit={
            isChangeable && session.kind === "one"
              ? () => setSheet({ kind: "form", changing: record, named: null, by: session.me })
              : null
          }
          onGone={toList}
        >
          {props.acts?.(record, context)}
        </RecordActs>
        {props.page?.(record, context)}
      </Sheet>
    );
  }

  function list(): JSX.Element {
    const writers = session.kind === "one" ? [session.me] : session.partners;
    const first = listed.slice(0, most);
    return (
      <Sheet
        spine={session.kind === "together" ? "both" : session.me.seat}
        className="record-sheet"
        labelledBy="records-title"
      >
        <p className="record-back">
          <LinkButton onClick={props.onBack}>{t("page.back")}</LinkButton>
        </p>
        <header className="place-head">
          <h1 className="place" id="records-title" tabIndex={-1}>
            {texts.title}
          </h1>
          {(neverShared || session.kind === "together") && <Where privacy={neverShared ? "one" : "both"} />}
        </header>
        <p className="says">{texts.says}</p>
        {listed.length === 0 && <EmptyState>{texts.empty}</EmptyState>}
        {texts.add !== null && (
          <p className="row record-add">
            {writers.map((by) => (
              <Button
                key={by.id}
                kind="main"
                onClick={() => setSheet({ kind: "form", changing: null, named: null, by })}
              >
                {session.kind === "together" ? t("page.addBy", { add: texts.add, name: by.name }) : texts.add}
              </Button>
            ))}
          </p>
        )}
        {props.above}
        {listed.length === 0
          ? null
          : props.layOut !== undefined
            ? props.layOut(first, lineOf, first.length === listed.length)
            : grouped(first, props.group).map(({ heading, records }, at) => (
                // A heading may come again: its place is its name.
                <section key={at} {...(heading !== null && { className: "record-group", "aria-label": heading })}>
                  {heading !== null && <h2 className="sect">{heading}</h2>}
                  <ul className="record-lines">{records.map(lineOf)}</ul>
                </section>
              ))}
        {first.length < listed.length && (
          <p className="record-all">
            <LinkButton onClick={showMore}>{t("page.more")}</LinkButton>
          </p>
        )}
        {props.below}
        {!neverShared && <LooseAnswers to={[kind]} {...(props.saysOfAnswer && { says: props.saysOfAnswer })} />}
        {unvouched.length > 0 && (
          <section className="record-part" aria-label={t("page.unverified")}>
            <p className="quiet">{t("page.unverified")}</p>
            {unvouched.map((record) => (
              <RecordWords key={`${record.author} ${record.id}`} record={record} partners={partners} />
            ))}
          </section>
        )}
      </Sheet>
    );
  }

  function lineOf(record: RecordOf<K>): JSX.Element {
    const beside = props.beside?.(record) ?? null;
    return (
      <li className="need-line" key={`${record.author} ${record.id}`}>
        <CoverTab seat={partners.find(({ id }) => id === record.author)?.seat ?? "a"} />
        <p dir="auto">
          <button type="button" className="record-open" onClick={() => toPage(record.id)}>
            {titleFor(record)}
          </button>
        </p>
        <span className="acts">
          {beside !== null && <span className="quiet">{beside}</span>}
          {!neverShared && <Privacy record={record} quiet />}
        </span>
      </li>
    );
  }

  return <div ref={lying}>{shown()}</div>;
}

/** Puts the focus on the title of the record whose page is open: what was pressed on it is gone. */
export const toRecordTitle = (): void => document.getElementById(TITLE)?.focus();

/** What is listed, in runs of one heading. */
function grouped<R>(
  listed: readonly R[],
  group: (record: R) => string | null = () => null,
): { readonly heading: string | null; readonly records: readonly R[] }[] {
  const groups: { readonly heading: string | null; readonly records: R[] }[] = [];
  for (const record of listed) {
    const heading = group(record);
    const last = groups.at(-1);
    if (last?.heading === heading) last.records.push(record);
    else groups.push({ heading, records: [record] });
  }
  return groups;
}

/** The part of a record that its title says whole. */
const saidInTitle = (record: SaidRecord, title: string): readonly string[] => {
  const first = saidIn(record).find((said) => said.type === "words");
  return first?.type === "words" && first.words === title ? [first.field] : [];
};

/** Copies that nothing vouches for: shown as they stand, attributed to nobody, with nothing to do about them. */
const unvouchedOf = (kind: SaidRecord["kind"], shared: readonly SharedCopy[]): readonly SaidRecord[] =>
  shared.flatMap(({ record, verified }) => (!verified && isSaid(record) && record.kind === kind ? [record] : []));
