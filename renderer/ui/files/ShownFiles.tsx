import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { StoredFile } from "#shared/domain/file.ts";
import { imagesIn, type RichText } from "#shared/domain/rich-text.ts";
import { FileList } from "./FileList.tsx";
import { PictureGrid } from "./PictureGrid.tsx";
import { isShownPicture } from "./pictures.ts";
import "./files.css";

/** The photos and files of a text that is read. Pictures that stand in `text` are shown there and left out here. Nothing for no files. */
export function ShownFiles({ files, text }: { files: readonly StoredFile[]; text?: RichText }): JSX.Element | null {
  const { t } = useTranslation("files");
  const inText = text === undefined ? [] : imagesIn(text);
  const pictures = files.filter(isShownPicture).filter(({ sealed }) => !inText.includes(sealed.id));
  const others = files.filter((file) => !isShownPicture(file));
  if (pictures.length + others.length === 0) return null;
  return (
    <section className="files" aria-label={t("title")}>
      {pictures.length > 0 && <PictureGrid pictures={pictures} describe={({ name }) => name || t("unnamed")} />}
      {others.length > 0 && (
        <>
          <FileList files={others} />
          <p className="quiet">{t("keptAsRead")}</p>
        </>
      )}
    </section>
  );
}
