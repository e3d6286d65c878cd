import { useCallback, useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "#shared/domain/fields.ts";
import { INVENTORY_PARTS, type Inventory, type InventoryPart } from "#shared/domain/inventory.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { recordsInView } from "#renderer/store/in-view.ts";
import { pairOf, type Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { useIsAnalysisAgreed } from "#renderer/ui/ConsentChoice.tsx";
import { useInventoryItem } from "#renderer/ui/records/inventory-items.ts";
import { useRecordTexts } from "#renderer/ui/records/record-texts.ts";
import { RecordsPlace } from "#renderer/ui/records/RecordsPlace.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useReadFromTop } from "#renderer/ui/use-read-from-top.ts";
import { latestFirst, monthOf } from "#shared/base/time.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import { IntentionsPlace } from "./IntentionsPlace.tsx";
import { InventoryForm } from "./InventoryForm.tsx";
import { ItemMonths, type Looker } from "./ItemMonths.tsx";
import { changesIn, gapsIn, looksOf } from "./looks.ts";
import { useGroupName } from "./use-inventory-words.ts";
import "./inventory.css";

/** Whose looks are listed: one's own, or what either tells of theirs. */
type Listed = "own" | "shared";

/**
 * Looks at oneself, item by item, and what they say over the months; or what either tells of theirs, to be read by each and with both at the
 * screen. A look is taken in one's own session alone. Not a validated test [D80].
 */
export function InventoryPlace({
  begin,
  list,
  onBack,
}: {
  begin: RecordId | null;
  list: Listed;
  onBack: () => void;
}): JSX.Element {
  const { t } = useTranslation("inventory");
  const texts = useRecordTexts("inventory");
  const format = useFormat();
  const today = useJournal().today();
  const session = useSnapshot((snapshot) => snapshot.session);
  const [takesUp, setTakesUp] = useState<string | null>(null);
  const lying = useReadFromTop(takesUp);
  const me = session.kind === "one" ? session.me.id : null;
  const isAlone = session.kind === "one" && session.other === null;
  const arrange = useCallback(
    (looks: readonly Inventory[]) =>
      lastDayFirst(looks.filter((look) => (list === "own" ? look.author === me : isSharedNow(look)))),
    [list, me],
  );
  const looks = (): JSX.Element => (
    <RecordsPlace
      kind="inventory"
      begin={begin}
      texts={
        list === "own"
          ? { title: t("title"), says: t(isAlone ? "saysAlone" : "says"), empty: t("empty"), add: t("add") }
          : { title: t("title"), says: t("shared.says"), empty: t("shared.empty"), add: null }
      }
      arrange={arrange}
      title={({ part, day }) => t("lookAt", { part: texts.choice("part", part), day: format.dayNear(day, today) })}
      above={list === "own" ? <OwnMonths onTakeUp={setTakesUp} /> : <ToldMonths />}
      form={(of) => <InventoryForm {...of} />}
      page={() => <p className="quiet">{t("notATest")}</p>}
      onBack={onBack}
    />
  );
  return (
    <div ref={lying}>
      {takesUp === null ? looks() : <IntentionsPlace begin={null} from={takesUp} onBack={() => setTakesUp(null)} />}
    </div>
  );
}

const lastDayFirst = (looks: readonly Inventory[]): readonly Inventory[] =>
  looks.toSorted((one, other) => latestFirst(one.day, other.day));

/** One part of one's own looks over the months: drawn, what changed, the gaps, and for the two sides the path in plain words. */
function OwnMonths({ onTakeUp }: { onTakeUp: (group: string) => void }): JSX.Element | null {
  const { t } = useTranslation("consent");
  const isAgreed = useIsAnalysisAgreed();
  const session = useSnapshot((snapshot) => snapshot.session);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const records = useMemo(() => recordsInView({ mine, shared }), [mine, shared]);
  const { part, choice } = usePart(
    records,
    session.kind === "one" ? [session.me, isAgreed ? session.other : null] : [], // what the other tells, while both agree to it [D83]
  );
  if (session.kind !== "one") return null;
  const { me } = session;
  const paused = session.other !== null && !isAgreed && <p className="says">{t("paused")}</p>;
  if (part === null) return paused === false ? null : paused;
  const other = isAgreed ? session.other : null;
  const own = looksOf(part, me.id, records);
  const theirs = other === null ? [] : looksOf(part, other.id, records).filter(({ items }) => items.length > 0);
  const lookers: Looker[] = [
    { partner: me, looks: own },
    ...(other === null || theirs.length === 0 ? [] : [{ partner: other, looks: theirs }]),
  ];
  return (
    <div className="inventory-months">
      {paused}
      {choice}
      <ItemMonths key={part} part={part} lookers={lookers} />
      {part === "skills" && <ThePath />}
      <Changes part={part} looks={own} />
      <Gaps part={part} looks={own} onTakeUp={onTakeUp} />
    </div>
  );
}

/** What both tell of one part over the months, while both agree to it [D83]. Changes and gaps are of one's own looks alone [D80]. */
function ToldMonths(): JSX.Element | null {
  const { t } = useTranslation("consent");
  const isAgreed = useIsAnalysisAgreed();
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const records = useMemo(() => shared.flatMap(({ record, verified }) => (verified ? [record] : [])), [shared]);
  const { part, choice } = usePart(records, pairOf(partners));
  if (part === null) return null;
  if (!isAgreed) return <p className="says">{t("paused")}</p>;
  const lookers = pairOf(partners)
    .map((partner): Looker => ({ partner, looks: looksOf(part, partner.id, records) }))
    .filter(({ looks }) => looks.length > 0);
  return (
    <div className="inventory-months">
      {choice}
      <ItemMonths key={part} part={part} lookers={lookers} isTold />
    </div>
  );
}

/** The part that is drawn, of those that one of some looked at, and the choice among them; null for none. */
function usePart(
  records: readonly JournalRecord[],
  partners: readonly (Partner | null)[],
): { readonly part: InventoryPart | null; readonly choice: JSX.Element | null } {
  const texts = useRecordTexts("inventory");
  const [chosen, setChosen] = useState<InventoryPart | null>(null);
  const parts = INVENTORY_PARTS.filter((part) =>
    partners.some((partner) => partner !== null && looksOf(part, partner.id, records).length > 0),
  );
  const first = parts.includes("skills") ? "skills" : (parts[0] ?? null);
  const part = chosen !== null && parts.includes(chosen) ? chosen : first;
  return {
    part,
    choice:
      parts.length > 1 ? (
        <RadioChips
          legend={texts.label("part")}
          legendHidden
          options={parts.map((value) => ({ value, label: texts.choice("part", value) }))}
          value={part}
          onChange={setChosen}
        />
      ) : null,
  };
}

/** Dependence, independence, interdependence: a way one goes, in plain words. */
function ThePath(): JSX.Element {
  const { t } = useTranslation("inventory");
  return (
    <section aria-labelledby="inventory-path" className="stack-close">
      <h2 className="sect" id="inventory-path">
        {t("path.title")}
      </h2>
      <dl className="inventory-path">
        {(["dependence", "independence", "interdependence"] as const).map((stretch) => (
          <div key={stretch}>
            <dt>{t(`path.${stretch}.name`)}</dt>
            <dd>{t(`path.${stretch}.says`)}</dd>
          </div>
        ))}
      </dl>
      <p className="says">{t("path.says")}</p>
    </section>
  );
}

function Changes({ part, looks }: { part: InventoryPart; looks: readonly Inventory[] }): JSX.Element | null {
  const { t } = useTranslation("inventory");
  const format = useFormat();
  const itemWords = useInventoryItem();
  const changes = changesIn(part, looks);
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby="inventory-changes" className="stack-close">
      <h2 className="sect" id="inventory-changes">
        {t("changes.title")}
      </h2>
      <ul className="inventory-items">
        {changes.map(({ item, is, since }) => (
          <li key={item}>
            <span className="inventory-item">{itemWords(item)}</span>{" "}
            <span className="quiet">{t(`changes.${is}`, { month: format.month(monthOf(since)) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What one may want to work on, and a way to take one of it up. */
function Gaps(props: {
  part: InventoryPart;
  looks: readonly Inventory[];
  onTakeUp: (group: string) => void;
}): JSX.Element | null {
  const { part, looks, onTakeUp } = props;
  const { t } = useTranslation("inventory");
  const itemWords = useInventoryItem();
  const groupName = useGroupName();
  if (looks.length === 0) return null;
  const gaps = gapsIn(part, looks);
  return (
    <section aria-labelledby="inventory-gaps" className="stack-close">
      <h2 className="sect" id="inventory-gaps">
        {t("gaps.title")}
      </h2>
      <p>{gaps.length === 0 ? t("gaps.none") : t(part === "habits" ? "gaps.habits" : "gaps.small")}</p>
      {gaps.length > 0 && (
        <ul className="inventory-items">
          {gaps.map(({ item, group }) => (
            <li key={item}>
              <span className="inventory-item">{itemWords(item)}</span>
              <span className="acts">
                <span className="quiet">{groupName(group)}</span>
                <LinkButton onClick={() => onTakeUp(group)} aria-label={t("gaps.takeUpOf", { item: itemWords(item) })}>
                  {t("gaps.takeUp")}
                </LinkButton>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
