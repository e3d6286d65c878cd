import { useCallback, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Care } from "#shared/domain/care.ts";
import { type Need, needTitle } from "#shared/domain/need.ts";
import { titleOf } from "#shared/domain/said.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { RecordWords } from "#renderer/ui/records/RecordWords.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { dayOf, type PrintableRecord, PRINTABLE_KINDS } from "./printable.ts";

/** Chosen records on paper: a page for each kind, in it one record after the other, by day, with whose they are. */
export function PrintedRecords({ records }: { records: readonly PrintableRecord[] }): JSX.Element {
  const kindName = useKindName();
  return (
    <>
      {PRINTABLE_KINDS.map((kind) => {
        const some = records.filter((record) => record.kind === kind);
        if (some.length === 0) return null;
        return (
          <article className="print-entry" key={kind} data-page={kind}>
            <header>
              <h2 className="print-title">{kindName(kind)}</h2>
            </header>
            {some.toSorted(byDay).map((record) => (
              <PrintedRecord key={`${record.author} ${record.id}`} record={record} />
            ))}
          </article>
        );
      })}
    </>
  );
}

const placeOf = (record: PrintableRecord): string => `${dayOf(record) ?? ""} ${record.id} ${record.author}`;
const byDay = (one: PrintableRecord, other: PrintableRecord): number => (placeOf(one) < placeOf(other) ? -1 : 1);

/** What a kind is called where several of it stand. */
export function useKindName(): (kind: PrintableRecord["kind"]) => string {
  const { t } = useTranslation(["moving", "records"]);
  return useCallback(
    (kind) => (kind === "need" || kind === "care" ? t(`moving:print.kinds.${kind}`) : t(`records:lists.${kind}`)),
    [t],
  );
}

/** A record in one line. */
export function useLineOf(): (record: PrintableRecord) => string {
  const { t } = useTranslation(["moving", "records"]);
  const vocabulary = useVocabulary();
  return (record) => {
    if (record.kind === "need") return needTitle(record) ?? vocabulary.need(record.need);
    if (record.kind === "care") return record.what.split("\n", 1)[0] || t("moving:print.untitled");
    return titleOf(record) ?? t(`records:kinds.${record.kind}`);
  };
}

function PrintedRecord({ record }: { record: PrintableRecord }): JSX.Element {
  const format = useFormat();
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const day = dayOf(record);
  const whose = partners.find(({ id }) => id === record.author)?.name ?? "";
  return (
    <section className="print-record">
      <p className="print-day">{[...(day === null ? [] : [format.dayLong(day)]), whose].join(", ")}</p>
      {record.kind === "need" ? (
        <PrintedNeed need={record} />
      ) : record.kind === "care" ? (
        <PrintedCare care={record} />
      ) : (
        <RecordWords record={record} partners={partners} without={["day"]} />
      )}
    </section>
  );
}

function PrintedNeed({ need }: { need: Need }): JSX.Element {
  const { t } = useTranslation(["keptWords", "needs"]);
  const vocabulary = useVocabulary();
  const { closing } = need;
  return (
    <Parts
      parts={[
        [t("keptWords:part.noticed"), need.noticed],
        [t("keptWords:part.felt"), need.felt],
        [t("keptWords:part.need"), vocabulary.need(need.need)],
        [t("keptWords:part.request"), need.request],
        ...(closing === null
          ? []
          : ([
              [t("keptWords:part.closing"), [t(`needs:status.${closing.status}`), closing.words].join("\n").trim()],
            ] as const)),
      ]}
    />
  );
}

function PrintedCare({ care }: { care: Care }): JSX.Element {
  const { t } = useTranslation(["keptWords", "moving"]);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const nameOf = (id: string): string =>
    partners.find((partner) => partner.id === id)?.name ?? t("moving:print.others");
  return (
    <Parts
      parts={[
        [t("moving:print.giver"), nameOf(care.giver)],
        [t("moving:print.forWhom"), nameOf(care.receiver)],
        [t("keptWords:part.care"), care.what],
        [t("keptWords:part.reason"), care.reason],
      ]}
    />
  );
}

function Parts({ parts }: { parts: readonly (readonly [name: string, text: string])[] }): JSX.Element {
  return (
    <dl className="record-words">
      {parts
        .filter(([, text]) => text !== "")
        .map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="read" dir="auto">
              {text}
            </dd>
          </div>
        ))}
    </dl>
  );
}
