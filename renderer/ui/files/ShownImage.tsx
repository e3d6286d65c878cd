import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { StoredFile } from "#shared/domain/file.ts";
import { useFileUrl } from "./use-file-url.ts";
import { useSeen } from "./use-seen.ts";
import "./files.css";

/**
 * A picture where it stands in a text: `file` is the id its block names, `files` are those of the entry. One that is not among them, or
 * cannot be opened, is told in its place.
 */
export function ShownImage({
  file,
  alt,
  files,
}: {
  file: string;
  alt: string;
  files: readonly StoredFile[];
}): JSX.Element {
  const { t } = useTranslation("files");
  const stored = files.find(({ sealed }) => sealed.id === file);
  if (stored?.picture == null) return <p className="file-trouble">{t("notOfThisPage")}</p>;
  return <Whole file={stored} picture={stored.picture} alt={alt === "" ? stored.name : alt} />;
}

/** The small picture at once, then the whole one. A GIF stands still in a text: it moves only where it is looked at by itself. */
function Whole({
  file,
  picture,
  alt,
}: {
  file: StoredFile;
  picture: NonNullable<StoredFile["picture"]>;
  alt: string;
}): JSX.Element {
  const { t } = useTranslation("files");
  const { ref, seen } = useSeen<HTMLDivElement>();
  const standsStill = file.type === "image/gif" && picture.small !== null;
  const small = useFileUrl(seen ? picture.small : null);
  const whole = useFileUrl(seen && !standsStill ? file.sealed : null);
  const shown = whole.kind === "shown" ? whole : small;
  const trouble = standsStill ? small : whole;
  return (
    <div ref={ref} className="shown-image">
      {trouble.kind === "trouble" ? (
        <p className="file-trouble">{t(trouble.why)}</p>
      ) : shown.kind === "shown" ? (
        <img src={shown.url} width={picture.width} height={picture.height} alt={alt} draggable={false} />
      ) : (
        <div
          className="shown-image-opening"
          style={{ aspectRatio: `${picture.width} / ${picture.height}`, inlineSize: `${picture.width}px` }}
        />
      )}
    </div>
  );
}
