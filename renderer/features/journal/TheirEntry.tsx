import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { PartnerName } from "#renderer/ui/CoverBook.tsx";
import { RichTextView } from "#renderer/ui/RichTextView.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { Where } from "#renderer/ui/Where.tsx";
import type { Entry } from "#shared/domain/entry.ts";

/** An entry the other shares: on the shared page, to be read. */
export function TheirEntry({ entry, verified }: { entry: Entry; verified: boolean }): JSX.Element {
  const { t } = useTranslation("journal");
  const format = useFormat();
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const author = verified ? partners.find(({ id }) => id === entry.author) : undefined;
  return (
    <Sheet spine="both" className="journal-sheet">
      <header className="journal-head">
        <span className="quiet">{format.dayLong(entry.day)}</span>
        <Where privacy="both" />
      </header>
      <h2 className="journal-title" dir="auto">
        {entry.title || t("untitled")}
      </h2>
      <div dir="auto">
        <RichTextView value={entry.body} />
      </div>
      <p className="journal-by quiet">
        {author === undefined ? (
          t("sharedByUnknown")
        ) : (
          <>
            <PartnerName partner={author} /> {t("theirs", { name: author.name })}
          </>
        )}
      </p>
    </Sheet>
  );
}
