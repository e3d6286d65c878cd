import type { JSX, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { StoredFile } from "#shared/domain/file.ts";
import { Icon } from "../Icon.tsx";
import { sizeIn } from "../size.ts";
import { SaveCopy } from "./saving.tsx";
import "./files.css";

/** Files that are not shown, by name and size. */
export function FileList({
  files,
  acts,
}: {
  files: readonly StoredFile[];
  acts?: (file: StoredFile) => ReactNode;
}): JSX.Element {
  const { t, i18n } = useTranslation("files");
  return (
    <ul className="file-list" aria-label={t("others")}>
      {files.map((file) => (
        <li key={file.sealed.id}>
          <Icon name="file" />
          <span className="file-name" dir="auto">
            {file.name || t("unnamed")}
          </span>
          <span className="quiet">{sizeIn(file.sealed.bytes, i18n.language)}</span>
          <SaveCopy file={file} />
          {acts?.(file)}
        </li>
      ))}
    </ul>
  );
}
