import { useEffect, useEffectEvent, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../Button.tsx";
import { Dialog } from "../Dialog.tsx";
import { useFormat } from "../use-format.ts";
import type { ShownPicture } from "./pictures.ts";
import { SaveCopy } from "./saving.tsx";
import { useFileUrl } from "./use-file-url.ts";
import "./files.css";

/** One picture large, with those before and after it by button and arrow key. Closed while the one looked at is not among them. */
export function PictureViewer({
  pictures,
  lookedAt,
  describe,
  onLook,
  acts,
}: {
  pictures: readonly ShownPicture[];
  /** The id of the picture that is shown; null for none. */
  lookedAt: string | null;
  describe: (picture: ShownPicture) => string;
  onLook: (id: string | null) => void;
  acts?: ((picture: ShownPicture, close: () => void) => ReactNode) | undefined;
}): JSX.Element {
  const { t } = useTranslation("files");
  const format = useFormat();
  const at = pictures.findIndex(({ sealed }) => sealed.id === lookedAt);
  const picture = pictures[at];
  const [before, after] = [pictures[at - 1], pictures[at + 1]];
  const close = (): void => onLook(null);
  const look = (other: ShownPicture | undefined): void => {
    if (other !== undefined) onLook(other.sealed.id);
  };

  const isOpen = picture !== undefined;
  const turn = useEffectEvent((event: KeyboardEvent) => {
    const isForward = event.key === (document.dir === "rtl" ? "ArrowLeft" : "ArrowRight");
    if (!isForward && event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    look(isForward ? after : before);
  });
  useEffect(() => {
    if (!isOpen) return;
    window.addEventListener("keydown", turn); // wherever in the dialog the focus is
    return () => window.removeEventListener("keydown", turn);
  }, [isOpen]);

  return (
    <Dialog
      opened={isOpen}
      onClose={close}
      title={pictures.length > 1 ? t("viewer", { at: format.number(at + 1), count: pictures.length }) : t("viewerOne")}
      wide
    >
      {picture !== undefined && (
        <div className="picture-viewer">
          <Large key={picture.sealed.id} picture={picture} alt={describe(picture)} />
          <p className="picture-says" dir="auto" aria-live="polite">
            {describe(picture)}
          </p>
          <div className="picture-acts">
            {pictures.length > 1 && (
              <>
                <Button small icon="left" aria-disabled={before === undefined} onClick={() => look(before)}>
                  {t("before")}
                </Button>
                <Button small icon="right" aria-disabled={after === undefined} onClick={() => look(after)}>
                  {t("after")}
                </Button>
              </>
            )}
            {acts?.(picture, close)}
            <SaveCopy key={picture.sealed.id} file={picture} />
          </div>
        </div>
      )}
    </Dialog>
  );
}

function Large({ picture: { sealed, picture }, alt }: { picture: ShownPicture; alt: string }): JSX.Element {
  const { t } = useTranslation("files");
  const url = useFileUrl(sealed);
  return (
    <div className="picture-large">
      {url.kind === "shown" && <img src={url.url} alt={alt} width={picture.width} height={picture.height} />}
      {url.kind === "opening" && <p className="quiet">{t("opening")}</p>}
      {url.kind === "trouble" && <p className="file-trouble">{t(url.why)}</p>}
    </div>
  );
}
