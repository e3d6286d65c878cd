import { createContext, useContext, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { StoredFile } from "#shared/domain/file.ts";
import type { RichBlock, RichInline, RichMark, RichText, RichTaskItem } from "#shared/domain/rich-text.ts";
import { ShownImage } from "./files/ShownImage.tsx";
import "./rich-text.css";

/** The files a text's pictures are among; null where only their words are shown. */
const FilesContext = createContext<readonly StoredFile[] | null>(null);

/**
 * A text to be read: the same shapes as the editor's, without the editor. A link is shown as its words and its address,
 * and leads nowhere. Pictures are shown where the entry's files are given, and are their words elsewhere.
 */
export function RichTextView({ value, files }: { value: RichText; files?: readonly StoredFile[] }): JSX.Element {
  return (
    <FilesContext value={files ?? null}>
      <div className="rich-text read">{blocks(value.content)}</div>
    </FilesContext>
  );
}

// A text to be read does not change its order while it is shown, so a place is key enough.
const blocks = (content: readonly RichBlock[]): ReactNode =>
  content.map((block, at) => <Block key={at} block={block} />);

function Block({ block }: { block: RichBlock }): JSX.Element {
  switch (block.type) {
    case "paragraph":
      return <p dir="auto">{inlines(block.content)}</p>;
    case "heading":
      // The page's own title is above these, so they begin one level lower.
      if (block.attrs.level === 1) return <h3 dir="auto">{inlines(block.content)}</h3>;
      if (block.attrs.level === 2) return <h4 dir="auto">{inlines(block.content)}</h4>;
      return <h5 dir="auto">{inlines(block.content)}</h5>;
    case "bulletList":
      return (
        <ul dir="auto">
          {block.content.map((item, at) => (
            <li key={at}>{blocks(item.content)}</li>
          ))}
        </ul>
      );
    case "orderedList":
      return (
        <ol dir="auto" start={block.attrs.start}>
          {block.content.map((item, at) => (
            <li key={at}>{blocks(item.content)}</li>
          ))}
        </ol>
      );
    case "taskList":
      return (
        <ul className="rich-text-tasks" dir="auto">
          {block.content.map((item, at) => (
            <Task key={at} item={item} />
          ))}
        </ul>
      );
    case "image":
      return <Picture file={block.attrs.file} alt={block.attrs.alt} />;
    case "blockquote":
      return <blockquote dir="auto">{blocks(block.content)}</blockquote>;
    case "horizontalRule":
      return <hr />;
  }
}

function Task({ item }: { item: RichTaskItem }): JSX.Element {
  const { t } = useTranslation("writing");
  const { checked } = item.attrs;
  return (
    <li data-checked={checked}>
      <span className="rich-text-box" role="img" aria-label={t(checked ? "tasks.done" : "tasks.open")} />
      <div>{blocks(item.content)}</div>
    </li>
  );
}

function Picture({ file, alt }: { file: string; alt: string }): JSX.Element {
  const { t } = useTranslation("writing");
  const files = useContext(FilesContext);
  if (files !== null) return <ShownImage file={file} alt={alt} files={files} />;
  return <p className="rich-text-unshown">{alt === "" ? t("image.label") : t("image.labelled", { alt })}</p>;
}

const addressOf = (inline: RichInline | undefined): string | null => {
  const link = inline?.marks?.find((mark) => mark.type === "link");
  return link?.attrs.href ?? null;
};

// An empty paragraph keeps its line, as it does in the editor.
const inlines = (content: readonly RichInline[] | undefined): ReactNode =>
  content === undefined ? (
    <br />
  ) : (
    content.map((inline, at) => {
      const address = addressOf(inline);
      const isEnd = address !== null && addressOf(content[at + 1]) !== address;
      const says = inline.type === "text" ? inline.text : "";
      return (
        <Inline key={at} inline={inline}>
          {isEnd && says !== address && (
            <bdi className="rich-text-address" dir="ltr">
              {" "}
              ({address})
            </bdi>
          )}
        </Inline>
      );
    })
  );

function Inline({ inline, children }: { inline: RichInline; children: ReactNode }): JSX.Element {
  if (inline.type === "hardBreak") return <br />;
  return (
    <>
      {(inline.marks ?? []).reduce<ReactNode>((text, mark) => marked(mark, text), inline.text)}
      {children}
    </>
  );
}

function marked(mark: RichMark, text: ReactNode): ReactNode {
  switch (mark.type) {
    case "bold":
      return <strong>{text}</strong>;
    case "italic":
      return <em>{text}</em>;
    case "strike":
      return <s>{text}</s>;
    case "highlight":
      return <mark>{text}</mark>;
    case "underline":
      return <u>{text}</u>;
    case "link":
      return <span className="rich-text-link">{text}</span>;
  }
}
