import { useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PictureViewer } from "./PictureViewer.tsx";
import type { ShownPicture } from "./pictures.ts";
import { useFileUrl } from "./use-file-url.ts";
import { useSeen } from "./use-seen.ts";
import "./files.css";

/** Small pictures side by side; each opens the viewer. `acts` are what can be done with the one that is looked at. */
export function PictureGrid({
  pictures,
  describe,
  inText,
  acts,
}: {
  pictures: readonly ShownPicture[];
  describe: (picture: ShownPicture) => string;
  /** Ids of the files that stand in the text, where that is worth a word. */
  inText?: ReadonlySet<string>;
  acts?: (picture: ShownPicture, close: () => void) => ReactNode;
}): JSX.Element {
  const { t } = useTranslation("files");
  const [lookedAt, setLookedAt] = useState<string | null>(null);
  return (
    <>
      <ul className="picture-grid" aria-label={t("photos")}>
        {pictures.map((picture) => (
          <li key={picture.sealed.id}>
            <button
              type="button"
              className="picture-cell"
              aria-label={t("open", { name: describe(picture) })}
              onClick={() => setLookedAt(picture.sealed.id)}
            >
              <Small picture={picture} />
            </button>
            {inText?.has(picture.sealed.id) === true && <span className="quiet">{t("inText")}</span>}
          </li>
        ))}
      </ul>
      <PictureViewer pictures={pictures} lookedAt={lookedAt} describe={describe} onLook={setLookedAt} acts={acts} />
    </>
  );
}

function Small({ picture: { sealed, picture } }: { picture: ShownPicture }): JSX.Element {
  const { t } = useTranslation("files");
  const { ref, seen } = useSeen<HTMLSpanElement>();
  const url = useFileUrl(seen ? (picture.small ?? sealed) : null);
  return (
    <span ref={ref} className="picture-small">
      {url.kind === "shown" && <img src={url.url} alt="" draggable={false} />}
      {url.kind === "trouble" && <span className="file-trouble">{t(url.why)}</span>}
    </span>
  );
}
