import { useCallback, useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { latestFirst, mondayOf, monthOf, weekOf } from "#shared/base/time.ts";
import { type Balance, createBalance, editBalance } from "#shared/domain/balance.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { recordsInView } from "#renderer/store/in-view.ts";
import { pairOf, type Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { useIsAnalysisAgreed } from "#renderer/ui/ConsentChoice.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { OverMonths } from "#renderer/ui/figure/OverMonths.tsx";
import { draftPlaceOf, type FormField, RecordForm } from "#renderer/ui/records/RecordForm.tsx";
import { RecordsPlace } from "#renderer/ui/records/RecordsPlace.tsx";
import { useRecordTexts } from "#renderer/ui/records/record-texts.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import { weeksToWrite } from "./weeks-to-write.ts";
import "./pulse.css";

const KINDS_OF_TIME = ["own", "friends", "community", "together"] as const satisfies readonly (keyof Balance)[];

/** Whose weeks are listed: one's own, or those that either shares. */
type Listed = "own" | "shared";

/**
 * The hours of one's own weeks, to be written down; or those that either shares, to be read by each and with both at the screen. They are
 * written in one's own session alone: with both here nobody sees which weeks are written down already [D79].
 */
export function BalancePlace({
  begin,
  list,
  onBack,
}: {
  begin: RecordId | null;
  list: Listed;
  onBack: () => void;
}): JSX.Element {
  const { t } = useTranslation("pulse");
  const { t: tRecords } = useTranslation("records");
  const texts = useRecordTexts("balance");
  const format = useFormat();
  const session = useSnapshot((snapshot) => snapshot.session);
  const balances = useBalances();
  const me = session.kind === "one" ? session.me.id : null;
  const arrange = useCallback(
    (all: readonly Balance[]) =>
      lastWeekFirst(all.filter((balance) => (list === "own" ? balance.author === me : isSharedNow(balance)))),
    [list, me],
  );
  /** The hours that were said, each with what they were for. */
  const beside = (balance: Balance): string =>
    KINDS_OF_TIME.flatMap((kind) => {
      const hours = balance[kind];
      return hours === null ? [] : [`${texts.label(kind)}: ${tRecords("hours", { count: hours })}`];
    }).join(", ");
  return (
    <RecordsPlace
      kind="balance"
      begin={begin}
      texts={
        list === "own"
          ? { title: t("balance.title"), says: t("balance.says"), empty: t("balance.empty"), add: t("balance.add") }
          : { title: t("balance.title"), says: t("balance.shared.says"), empty: t("balance.shared.empty"), add: null }
      }
      arrange={arrange}
      title={({ week }) => format.week(week)}
      group={({ week }) => format.month(monthOf(mondayOf(week)))}
      beside={beside}
      above={list === "own" ? <OwnMonths balances={balances} /> : <SharedMonths />}
      form={(of) => <BalanceForm {...of} balances={balances} />}
      onBack={onBack}
    />
  );
}

const lastWeekFirst = (balances: readonly Balance[]): readonly Balance[] =>
  [...balances].sort((one, other) => latestFirst(one.week, other.week));

function useBalances(): readonly Balance[] {
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  return useMemo(
    () =>
      lastWeekFirst(recordsInView({ mine, shared }).filter((record): record is Balance => record.kind === "balance")),
    [mine, shared],
  );
}

function BalanceForm({
  changing: asked,
  balances,
  by,
  onDone,
  onLeave,
}: {
  changing: Balance | null;
  balances: readonly Balance[];
  by: Partner;
  onDone: (balance: Balance) => void;
  onLeave: () => void;
}): JSX.Element {
  const { t } = useTranslation("pulse");
  const format = useFormat();
  const journal = useJournal();
  const today = journal.today();
  const weeks = weeksToWrite(today, by.id, balances);
  // Where each of these weeks is written down, the last of them is changed.
  const changing =
    asked ??
    (weeks.length > 0
      ? null
      : (balances.find(({ author, original }) => author === by.id && original !== null) ?? null));
  const start: Pick<Balance, "week" | (typeof KINDS_OF_TIME)[number]> = {
    week: changing?.week ?? weeks[0] ?? weekOf(today),
    own: changing?.own ?? null,
    friends: changing?.friends ?? null,
    community: changing?.community ?? null,
    together: changing?.together ?? null,
  };
  const fields: readonly FormField[] = KINDS_OF_TIME.map((field): FormField => ({ field, type: "hours" }));
  return (
    <RecordForm<Balance, typeof start>
      kind="balance"
      title={t(changing === null ? "balance.new" : "balance.change", { week: format.week(start.week) })}
      lead={<p>{t("balance.lead")}</p>}
      fields={fields}
      start={start}
      draftPlace={draftPlaceOf("balance", changing?.id ?? "new")}
      by={by}
      changing={changing}
      write={(draft, act) => {
        if (changing !== null) return editBalance(changing, draft, act);
        // A draft may have waited since: of a week that was written down meanwhile there is no second record.
        const week = weeks.includes(draft.week) ? draft.week : start.week;
        return createBalance({ ...draft, week }, act);
      }}
      missing={(draft) => (KINDS_OF_TIME.every((kind) => draft[kind] === null) ? t("balance.missing") : null)}
      first={({ week }, set) =>
        changing === null && (
          <RadioChips
            legend={t("balance.week")}
            options={weeks.map((value) => ({ value, label: format.week(value) }))}
            value={weeks.includes(week) ? week : start.week}
            onChange={(chosen) => set({ week: chosen })}
          />
        )
      }
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}

const bySeat = (one: Partner, other: Partner): number => (one.seat < other.seat ? -1 : 1);

/** A row of every week has room for these hours; more of them begin a wider scale. */
const HOURS_STEP = 10;

/** One's own weeks over months, and beside them those the other shares, while both agree to it [D83]. */
function OwnMonths({ balances }: { balances: readonly Balance[] }): JSX.Element | null {
  const { t } = useTranslation(["pulse", "consent"]);
  const isAgreed = useIsAnalysisAgreed();
  const session = useSnapshot((snapshot) => snapshot.session);
  if (session.kind !== "one" || balances.length === 0) return null;
  const other = isAgreed ? session.other : null;
  return (
    <>
      {session.other !== null && !isAgreed && <p className="says">{t("consent:paused")}</p>}
      <BalanceMonths
        balances={balances}
        owners={other === null ? [session.me] : [session.me, other]}
        says={other === null ? t("balance.monthsSaysAlone") : t("balance.monthsSays", { name: other.name })}
      />
    </>
  );
}

/** The weeks of both over months, as they are shared, while both agree to it [D83]. */
function SharedMonths(): JSX.Element | null {
  const { t } = useTranslation(["pulse", "consent"]);
  const isAgreed = useIsAnalysisAgreed();
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const balances = useMemo(
    () =>
      lastWeekFirst(shared.flatMap(({ record, verified }) => (verified && record.kind === "balance" ? [record] : []))),
    [shared],
  );
  if (balances.length === 0) return null;
  if (!isAgreed) return <p className="says">{t("consent:paused")}</p>;
  return <BalanceMonths balances={balances} owners={pairOf(partners)} says={t("balance.shared.monthsSays")} />;
}

/** The hours over months of these partners, on one scale, without a total [D79]. */
function BalanceMonths({
  balances,
  owners,
  says,
}: {
  balances: readonly Balance[];
  owners: readonly Partner[];
  says: string;
}): JSX.Element | null {
  const { t } = useTranslation("pulse");
  const { t: tRecords } = useTranslation("records");
  const texts = useRecordTexts("balance");
  const format = useFormat();
  const known = balances.flatMap((balance) => {
    const owner = owners.find(({ id }) => id === balance.author);
    return owner === undefined ? [] : [{ balance, owner }];
  });
  if (known.length === 0) return null;
  const most = Math.max(...known.flatMap(({ balance }) => KINDS_OF_TIME.map((kind) => balance[kind] ?? 0)));
  const top = Math.max(HOURS_STEP, Math.ceil(most / HOURS_STEP) * HOURS_STEP);
  return (
    <>
      <OverMonths
        title={t("balance.months")}
        says={says}
        label={t("balance.label")}
        top={top}
        topSaid={tRecords("hours", { count: top })}
        rows={KINDS_OF_TIME.map((kind) => ({
          key: kind,
          label: texts.label(kind),
          marks: known.flatMap(({ balance, owner }) => {
            const value = balance[kind];
            // A week lies where it begins, so that the one that goes on is drawn as well.
            return value === null ? [] : [{ side: owner.seat, day: mondayOf(balance.week), value }];
          }),
        }))}
        table={(from) => (
          <table>
            <caption className="sr">{t("balance.months")}</caption>
            <thead>
              <tr>
                <th scope="col">{texts.label("week")}</th>
                <th scope="col">{t("balance.whose")}</th>
                {KINDS_OF_TIME.map((kind) => (
                  <th scope="col" key={kind}>
                    {texts.label(kind)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {known
                .filter(({ balance }) => mondayOf(balance.week) >= from)
                .map(({ balance, owner }) => (
                  <tr key={`${balance.author} ${balance.id}`}>
                    <th scope="row">{format.week(balance.week)}</th>
                    <td>{owner.name}</td>
                    {KINDS_OF_TIME.map((kind) => {
                      const hours = balance[kind];
                      return (
                        <td key={kind}>
                          {hours === null ? tRecords("page.form.notSaid") : tRecords("hours", { count: hours })}
                        </td>
                      );
                    })}
                  </tr>
                ))}
            </tbody>
          </table>
        )}
      />
      {owners.length > 1 && (
        <p className="row quiet balance-key">
          {[...owners].sort(bySeat).map(({ id, seat, name }) => (
            <span className="row" key={id}>
              <CoverTab seat={seat} /> {name}: {t(seat === "a" ? "balance.disc" : "balance.diamond")}
            </span>
          ))}
        </p>
      )}
    </>
  );
}
