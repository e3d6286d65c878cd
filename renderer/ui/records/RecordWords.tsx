import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { assertNever } from "#shared/base/errors.ts";
import { type Said, saidIn, type SaidRecord } from "#shared/domain/said.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useFormat } from "../use-format.ts";
import { Where } from "../Where.tsx";
import { useInventoryItem } from "./inventory-items.ts";
import { type RecordTexts, useRecordTexts } from "./record-texts.ts";
import "./records.css";

/**
 * What a record of a joint kind says, part by part: on its page, in a preview, among kept texts and in print. `without` are parts that the
 * page says elsewhere, as in its heading. `copy` is what the other reads of it, where it is shared: what is not in it is marked as one's own.
 */
export function RecordWords({
  record,
  partners,
  without = [],
  copy = null,
}: {
  record: SaidRecord;
  partners: readonly Partner[];
  without?: readonly string[];
  copy?: SaidRecord | null;
}): JSX.Element | null {
  const texts = useRecordTexts(record.kind);
  const told = copy === null ? null : new Set(saidIn(copy).map((said) => JSON.stringify(said)));
  const parts = saidIn(record).filter(({ field }) => !without.includes(field));
  if (parts.length === 0) return null;
  return (
    <dl className="record-words">
      {parts.map((said, at) => (
        // Parts of one field may come several times, in the order they were written: their place is their name.
        <div key={`${said.field}${at}`}>
          <Part
            said={said}
            isPrivate={told !== null && !told.has(JSON.stringify(said))}
            texts={texts}
            partners={partners}
          />
        </div>
      ))}
    </dl>
  );
}

function Part({
  said,
  isPrivate,
  texts,
  partners,
}: {
  said: Said;
  isPrivate: boolean;
  texts: RecordTexts;
  partners: readonly Partner[];
}): JSX.Element {
  const itemWords = useInventoryItem();
  const written = said.type === "words" || said.type === "list";
  return (
    <>
      <dt>
        {said.type === "item" ? itemWords(said.item) : texts.label(said.field)}
        {isPrivate && <Where privacy="one" quiet />}
      </dt>
      <dd className={written ? "read" : ""} dir={written ? "auto" : undefined}>
        <Value said={said} texts={texts} partners={partners} />
      </dd>
    </>
  );
}

function Value({
  said,
  texts,
  partners,
}: {
  said: Said;
  texts: RecordTexts;
  partners: readonly Partner[];
}): JSX.Element {
  const { t } = useTranslation("records");
  const format = useFormat();
  switch (said.type) {
    case "words":
      return <>{said.words}</>;
    case "choice":
      return <>{texts.choice(said.field, said.choice)}</>;
    case "day":
      return <>{format.dayLong(said.day)}</>;
    case "week":
      return <>{format.week(said.week)}</>;
    case "steps":
    case "item":
      return <>{texts.steps(said.field)[said.steps]}</>;
    case "hours":
      return <>{t("hours", { count: said.hours })}</>;
    case "partner":
      return <>{said.partner === "both" ? t("both") : (partners.find(({ id }) => id === said.partner)?.name ?? "")}</>;
    case "list":
      return (
        <ul className="record-list">
          {said.list.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      );
    default:
      return assertNever(said);
  }
}
