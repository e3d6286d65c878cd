import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
  type JSX,
  type ReactNode,
  type RefCallback,
} from "react";
import { useTranslation } from "react-i18next";
import { useJournal } from "#renderer/store/use-journal.tsx";
import type { EditorHandle, FilesHandle, PromptsHandle } from "./editor/editor-handle.ts";
import { standAlone } from "./editor/stand-alone.ts";
import { EntryExtras } from "./entry-extras/EntryExtras.tsx";
import { PageFiles } from "./files/PageFiles.tsx";
import { Icon } from "./Icon.tsx";
import type { OpenPage, PageText } from "./open-page.ts";
import { RichTextView } from "./RichTextView.tsx";
import { useFormat } from "./use-format.ts";
import "./entry-page.css";

const RichTextEditor = lazy(async () => ({ default: (await import("./editor/RichTextEditor.tsx")).RichTextEditor }));

/** The page's editor for what stands around it, from the first rendering on: what is asked before it is loaded waits for it. */
function usePageEditor(): { editor: EditorHandle; loaded: RefCallback<EditorHandle> } {
  const [pair] = useState(() => {
    let current: EditorHandle | null = null;
    let waiting: ((editor: EditorHandle) => void)[] = [];
    const ask = (what: (editor: EditorHandle) => void): void => {
      if (current === null) waiting.push(what);
      else what(current);
    };
    const editor: EditorHandle = {
      insert: (blocks) => ask((loaded) => loaded.insert(blocks)),
      insertImage: (file, alt) => ask((loaded) => loaded.insertImage(file, alt)),
      focus: () => ask((loaded) => loaded.focus()),
    };
    const loaded = (handle: EditorHandle | null): void => {
      current = handle;
      if (handle === null) return;
      const asked = waiting;
      waiting = [];
      for (const what of asked) what(handle);
    };
    return { editor, loaded };
  });
  return pair;
}

/** The key that shows a page alone, and everything again. */
const ALONE_KEY = "F9";

/** Whether the page stands alone in the window: by its key, its button, and by Escape back again. */
function useAlone(place: { readonly current: HTMLElement | null }): [boolean, (alone: boolean) => void] {
  const [alone, setAlone] = useState(false);
  useEffect(() => {
    function hear(event: globalThis.KeyboardEvent): void {
      // Escape in a dialog above the page is the dialog's. What else has a use for it stops it; ProseMirror prevents every one.
      const above = event.target !== document.body && place.current?.contains(event.target as Node) !== true;
      if (above || event.isComposing) return;
      if (event.key === ALONE_KEY && !event.ctrlKey && !event.metaKey && !event.altKey) setAlone((before) => !before);
      else if (event.key === "Escape" && alone) setAlone(false);
      else return;
      event.preventDefault();
    }
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, [place, alone]);
  useEffect(() => (alone && place.current !== null ? standAlone(place.current) : undefined), [place, alone]);
  return [alone, setAlone];
}

/** What one writes on: title, text, and below them photos, mood, feelings and tags. One mounting is one opening of the text. */
export function EntryPage({
  page,
  text,
  ruled = false,
  focused = false,
  above,
}: {
  page: OpenPage;
  text: PageText;
  ruled?: boolean;
  focused?: boolean;
  /** What stands above the title, and what it may ask of the editor. */
  above?: (editor: EditorHandle) => ReactNode;
}): JSX.Element {
  const { t } = useTranslation("writing");
  const journal = useJournal();
  const format = useFormat();
  const titleId = useId();
  const place = useRef<HTMLDivElement>(null);
  const { editor, loaded } = usePageEditor();
  const pageFiles = useRef<FilesHandle>(null);
  const prompts = useRef<PromptsHandle>(null);
  const [alone, setAlone] = useAlone(place);
  const [dims, setDims] = useState(false);
  // The editor keeps its own text after loading.
  const [initial] = useState(text.body);
  const today = useCallback(() => format.dayLong(journal.today()), [format, journal]);
  const choosePhoto = useCallback(() => pageFiles.current?.choose(), []);
  const choosePrompt = useCallback(() => prompts.current?.choosePrompt(), []);
  const chooseTemplate = useCallback(() => prompts.current?.chooseTemplate(), []);

  return (
    <div className="entry-page" ref={place} data-alone={alone || undefined} data-dims={(alone && dims) || undefined}>
      {alone && (
        <div className="entry-page-alone" role="group" aria-label={t("alone.bar")}>
          <button type="button" className="tool" onClick={() => setAlone(false)}>
            <Icon name="close" small />
            {t("alone.leave")} <kbd>Esc</kbd>
          </button>
          <button type="button" className="tool" aria-pressed={dims} onClick={() => setDims(!dims)}>
            <Icon name={dims ? "check" : "eye"} small />
            {t("alone.dim")}
          </button>
          <button type="button" className="tool" onClick={() => void journal.lock()}>
            <Icon name="lock" small />
            {t("alone.lock")}
          </button>
        </div>
      )}
      {above?.(editor)}
      <label className="sr" htmlFor={titleId}>
        {t("page.title")}
      </label>
      <input
        id={titleId}
        className="entry-page-title"
        dir="auto"
        autoComplete="off" // the browser would keep it in the clear, to suggest it again
        spellCheck={false}
        maxLength={200}
        placeholder={t("page.titleHint")}
        value={text.title}
        onChange={(event) => page.change({ title: event.target.value })}
      />
      <Suspense fallback={<RichTextView value={initial} files={text.files} />}>
        <RichTextEditor
          ref={loaded}
          initial={initial}
          label={t("editor.label")}
          placeholder={t("page.startAnywhere")}
          files={text.files}
          ruled={ruled}
          focused={focused}
          alone={alone}
          onChange={(body) => page.change({ body })}
          onFiles={(files) => pageFiles.current?.addFiles(files)}
          onAlone={() => setAlone(!alone)}
          today={today}
          onPhoto={choosePhoto}
          onPrompt={choosePrompt}
          onTemplate={chooseTemplate}
        />
      </Suspense>
      <div className="entry-page-beside">
        <PageFiles ref={pageFiles} page={page} text={text} editor={editor} />
        <EntryExtras ref={prompts} page={page} text={text} editor={editor} />
      </div>
    </div>
  );
}
