import type { JSX, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { saidIn, type SaidRecord } from "#shared/domain/said.ts";
import { previewOf } from "#shared/domain/sharing.ts";
import { sharedIdsOf } from "#renderer/store/in-view.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { Where } from "../Where.tsx";
import { useRecordTexts } from "./record-texts.ts";
import { RecordWords } from "./RecordWords.tsx";

/** What the other would read of a record of one's own, and the parts of it that stay with its author. Nothing is shared by it. */
export function RecordPreview({
  record,
  name,
  readWith,
}: {
  record: SaidRecord;
  /** Who would read it. */
  name: string;
  /** What they would read beside its words. */
  readWith: ReactNode;
}): JSX.Element {
  const { t } = useTranslation("records");
  const texts = useRecordTexts(record.kind);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const preview = previewOf(record, sharedIdsOf({ shared }));
  const told = new Set(saidIn(preview).map(({ field }) => field));
  // Which items of an inventory are told was chosen item by item: they are not listed once more.
  const staying = saidIn(record).filter(({ field, type }) => type !== "item" && !told.has(field));
  const parts = [...new Set(staying.map(({ field }) => texts.label(field)))];
  return (
    <div className="record-preview">
      <RecordWords record={preview} partners={partners} />
      {readWith}
      {parts.length > 0 && (
        <p>
          <Where privacy="one" quiet>
            <b>{t("page.where.onlyYou")}</b>: {parts.join(", ")}
          </Where>
        </p>
      )}
      <p className="says">{t("page.preview.takeBack", { name })}</p>
    </div>
  );
}
