import {
  useEffect,
  useEffectEvent,
  useId,
  useImperativeHandle,
  useRef,
  useState,
  type JSX,
  type ReactNode,
  type Ref,
} from "react";
import { useTranslation } from "react-i18next";
import type { StoredFile } from "#shared/domain/file.ts";
import { imagesIn } from "#shared/domain/rich-text.ts";
import { Button, LinkButton } from "../Button.tsx";
import type { EditorHandle, FilesHandle } from "../editor/editor-handle.ts";
import { ErrorNote } from "../ErrorNote.tsx";
import { takeFocus } from "../focus.ts";
import { Icon } from "../Icon.tsx";
import type { OpenPage, PageText } from "../open-page.ts";
import { ProgressLine } from "../ProgressLine.tsx";
import { useFormat } from "../use-format.ts";
import { FileList } from "./FileList.tsx";
import { PictureGrid } from "./PictureGrid.tsx";
import { descriptionsIn, isShownPicture } from "./pictures.ts";
import { MOST_FILES, useAdding, type Told } from "./use-adding.ts";
import "./files.css";

/** The photos and files of a page that is being written: adding them by button, drop and paste, seeing, saving and removing them. */
export function PageFiles({
  ref,
  page,
  text,
  editor,
}: {
  ref?: Ref<FilesHandle>;
  page: OpenPage;
  text: PageText;
  editor: Pick<EditorHandle, "insertImage">;
}): JSX.Element {
  const { t } = useTranslation("files");
  const hint = useId();
  const input = useRef<HTMLInputElement>(null);
  const isForText = useRef(false);
  const adding = useAdding(page);
  const isDraggedOver = useDrop((files) => void adding.add(files));
  const { removed, remove, putBack } = useRemoval(page, text);

  async function addToText(files: readonly File[]): Promise<void> {
    for (const file of await adding.add(files)) if (isShownPicture(file)) editor.insertImage(file);
  }
  const choose = (forText: boolean): void => {
    isForText.current = forText;
    input.current?.click();
  };
  useImperativeHandle(ref, () => ({
    choose: () => choose(true),
    addFiles: (files) => void addToText(files),
  }));

  const pictures = text.files.filter(isShownPicture);
  const others = text.files.filter((file) => !isShownPicture(file));
  const inText = new Set(imagesIn(text.body));
  const descriptions = descriptionsIn(text.body);
  const nameOf = ({ name }: StoredFile): string => name || t("unnamed");

  return (
    <section className="files" aria-label={t("title")}>
      <div className={isDraggedOver ? "files-add files-add-over" : "files-add"}>
        <button type="button" className="tool" aria-describedby={hint} onClick={() => choose(false)}>
          <Icon name="picture" />
          {t("add")}
        </button>
        <span className="quiet" id={hint}>
          {isDraggedOver ? t("dropHere") : t("addSays")}
        </span>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t("add")}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = ""; // so that the same file can be chosen again
            void (isForText.current ? addToText(files) : adding.add(files));
          }}
        />
      </div>
      {adding.progress !== null && <ProgressLine label={t("adding")} {...adding.progress} />}
      {adding.told !== null && <ToldOfFiles told={adding.told} onPutAway={adding.forget} />}
      {removed !== null && (
        <div className="files-told" role="status">
          <p>{t("removed", { name: nameOf(removed) })}</p>
          <LinkButton key={removed.sealed.id} ref={takeFocus} onClick={putBack}>
            {t("putBack")}
          </LinkButton>
        </div>
      )}
      {pictures.length > 0 && (
        <PictureGrid
          pictures={pictures}
          describe={(picture) => descriptions.get(picture.sealed.id) ?? nameOf(picture)}
          inText={inText}
          acts={(picture, close) => (
            <>
              {!inText.has(picture.sealed.id) && (
                <Button
                  small
                  onClick={() => {
                    close();
                    editor.insertImage(picture);
                  }}
                >
                  {t("intoText")}
                </Button>
              )}
              <Removal
                name={nameOf(picture)}
                isInText={inText.has(picture.sealed.id)}
                onRemove={() => {
                  close();
                  remove(picture);
                }}
              />
            </>
          )}
        />
      )}
      {others.length > 0 && (
        <FileList
          files={others}
          acts={(file) => <Removal name={nameOf(file)} isInText={false} onRemove={() => remove(file)} />}
        />
      )}
      {text.files.length > 0 && <p className="quiet">{t("keptAs")}</p>}
    </section>
  );
}

function Removal({ name, isInText, onRemove }: { name: string; isInText: boolean; onRemove: () => void }): JSX.Element {
  const { t } = useTranslation("files");
  if (isInText) return <span className="quiet">{t("removeInText")}</span>;
  return (
    <LinkButton aria-label={t("removeNamed", { name })} onClick={onRemove}>
      {t("remove")}
    </LinkButton>
  );
}

/** Removing a file from a page, and putting the last one back where it was. */
function useRemoval(page: OpenPage, text: PageText) {
  const [gone, setGone] = useState<{ readonly file: StoredFile; readonly at: number } | null>(null);
  const isBack = gone !== null && text.files.some(({ sealed }) => sealed.id === gone.file.sealed.id);
  return {
    removed: gone === null || isBack ? null : gone.file,
    remove(file: StoredFile): void {
      const { files } = page.text();
      const at = files.findIndex(({ sealed }) => sealed.id === file.sealed.id);
      if (at === -1) return;
      page.change({ files: files.toSpliced(at, 1) });
      setGone({ file, at });
    },
    putBack(): void {
      const { files } = page.text();
      if (gone === null || files.length >= MOST_FILES) return;
      page.change({ files: files.toSpliced(gone.at, 0, gone.file) });
      setGone(null);
    },
  };
}

/** Each file that was not added, with why, and what was taken out of those that were. */
function ToldOfFiles({ told, onPutAway }: { told: Told; onPutAway: () => void }): JSX.Element {
  const { t } = useTranslation("files");
  const format = useFormat();
  const { refused, placeTakenOut, madeAnew, noRoom, failed } = told;
  const named = (name: string): string => name || t("unnamed");
  const sentences: ReactNode[] = [
    ...refused.map(({ name, why }) => t(`refused.${why}`, { name: named(name) })),
    ...(noRoom > 0 ? [t("noRoom", { count: noRoom, most: format.number(MOST_FILES) })] : []),
    ...(failed === null ? [] : [t("failed", { count: failed.count, name: named(failed.name) })]),
    ...(placeTakenOut.length === 0
      ? []
      : [
          t("placeTakenOut", {
            count: placeTakenOut.length,
            name: named(placeTakenOut[0] ?? ""),
            names: format.list(placeTakenOut.map(named)),
          }),
        ]),
    ...madeAnew.map((name) => t("madeAnew", { name: named(name) })),
  ];
  return (
    <div className="files-told" role="status">
      {sentences.map((sentence, at) => (
        <p key={at}>{sentence}</p>
      ))}
      {failed !== null && (failed.code === "storage-full" ? <p>{t("full")}</p> : <ErrorNote code={failed.code} />)}
      <LinkButton onClick={onPutAway}>{t("putAway")}</LinkButton>
    </div>
  );
}

/**
 * Takes files that are dropped anywhere in the window, as the browser would leave the journal to open them. The editor's own drops are
 * the editor's. Answers whether files are dragged over the window.
 */
function useDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const take = useEffectEvent(onFiles);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false); // out of the window, not from one thing in it to another
    };
    const drop = (event: DragEvent): void => {
      setIsOver(false);
      if (!hasFiles(event)) return;
      const isTaken = event.defaultPrevented;
      event.preventDefault();
      if (!isTaken) take([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return isOver;
}
