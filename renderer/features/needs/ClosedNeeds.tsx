import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { monthOf } from "#shared/base/time.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import { CLOSED_STATUSES, type ClosedStatus, type Need, needTitle } from "#shared/domain/need.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { otherThan, pairOf, type Partner } from "#renderer/store/snapshot.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { closedNeeds, runsOf } from "./need-lists.ts";
import { Privacy } from "#renderer/ui/records/Privacy.tsx";
import { useFeltWords, useMetByName } from "./said.ts";

const PAGE = 30;

/** Needs that were closed, the latest first, by whose they were and how they came out. */
export function ClosedNeeds(props: {
  records: readonly JournalRecord[];
  partners: readonly Partner[];
  spine: "a" | "b" | "both";
  onOpen: (need: Need["id"]) => void;
  onBack: () => void;
}): JSX.Element {
  const { records, partners, spine, onOpen, onBack } = props;
  const { t } = useTranslation("needs");
  const format = useFormat();
  const vocabulary = useVocabulary();
  const feltWords = useFeltWords();
  const metByName = useMetByName();
  const [owner, setOwner] = useState<PartnerId | "any">("any");
  const [status, setStatus] = useState<ClosedStatus | "any">("any");
  const [most, setMost] = useState(PAGE);
  const closed = useMemo(() => {
    // Whose place was given anew, the needs of before are theirs as well.
    const seat = partners.find(({ id }) => id === owner)?.seat;
    const owners = owner === "any" ? null : partners.flatMap((partner) => (partner.seat === seat ? [partner.id] : []));
    return closedNeeds(records, { owners, status: status === "any" ? null : status });
  }, [records, partners, owner, status]);
  return (
    <Sheet spine={spine} className="need-sheet" labelledBy="closed-needs">
      <p className="need-back">
        <LinkButton onClick={onBack}>{t(spine === "both" ? "page.backTogether" : "page.back")}</LinkButton>
      </p>
      <header className="place-head">
        <h1 className="place" id="closed-needs" tabIndex={-1}>
          {t("closed.title")}
        </h1>
        <span className="quiet" role="status">
          {t("closed.count", { count: closed.length })}
        </span>
      </header>
      <div className="stack-close closed-filter">
        {pairOf(partners).length === 2 && (
          <RadioChips
            legend={t("closed.whose")}
            legendHidden
            options={[
              { value: "any" as const, label: t("closed.anybody") },
              ...pairOf(partners).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={owner}
            onChange={(chosen) => {
              setOwner(chosen);
              setMost(PAGE);
            }}
          />
        )}
        <RadioChips
          legend={t("closed.how")}
          legendHidden
          options={[
            { value: "any" as const, label: t("closed.anyhow") },
            ...CLOSED_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
          ]}
          value={status}
          onChange={(chosen) => {
            setStatus(chosen);
            setMost(PAGE);
          }}
        />
      </div>
      {closed.length === 0 ? (
        <EmptyState>{t(owner === "any" && status === "any" ? "closed.none" : "closed.noneSuch")}</EmptyState>
      ) : (
        runsOf(closed.slice(0, most), ({ closing }) => monthOf(closing.on)).map(({ of: month, items }) => (
          <section key={month} aria-label={format.month(month)} className="list-month">
            <h2 className="sect">{format.month(month)}</h2>
            <ul className="closed-list">
              {items.map(({ need, closing }) => {
                const whose = partners.find(({ id }) => id === need.author);
                const rest = otherThan(need.author, partners);
                return (
                  <li className="need-line" key={need.id}>
                    {whose !== undefined && <CoverTab seat={whose.seat} />}
                    <p>
                      <button type="button" className="need-open" onClick={() => onOpen(need.id)}>
                        {needTitle(need) ?? vocabulary.need(need.need)}
                      </button>
                    </p>
                    <div className="acts">
                      <span className="quiet">
                        {[
                          whose?.name ?? "",
                          vocabulary.need(need.need),
                          format.dayShort(closing.on),
                          t(`status.${closing.status}`),
                          t("close.careBy", {
                            who:
                              closing.metBy === "self"
                                ? (whose?.name ?? "")
                                : metByName(closing.metBy, rest?.name ?? null),
                          }),
                          ...(closing.felt === null ? [] : [t("close.itFelt", { felt: feltWords[closing.felt] })]),
                        ].join(", ")}
                      </span>
                      <Privacy record={need} quiet />
                    </div>
                  </li>
                );
              })}
            </ul>
          </section>
        ))
      )}
      {closed.length > most && (
        <p className="need-part">
          <LinkButton onClick={() => setMost(most + PAGE)}>
            {t("closed.more", { count: closed.length - most })}
          </LinkButton>
        </p>
      )}
    </Sheet>
  );
}
