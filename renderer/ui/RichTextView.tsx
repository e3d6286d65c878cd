import { createContext, useContext, useMemo, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { StoredFile } from "#shared/domain/file.ts";
import type { RichBlock, RichInline, RichMark, RichText, RichTaskItem } from "#shared/domain/rich-text.ts";
import { ShownImage } from "./files/ShownImage.tsx";
import "./rich-text.css";

/** The files a text's pictures are among; null where only their words are shown. */
const FilesContext = createContext<readonly StoredFile[] | null>(null);

/** How deep each heading of the text lies. */
const DepthsContext = createContext<ReadonlyMap<RichBlock, number>>(new Map());

/** The page's own titles are above these, so they begin below them. */
const HEADINGS = ["h3", "h4", "h5"] as const;

/**
 * A text to be read: the same shapes as the editor's, without the editor. A link is shown as its words and its address,
 * and leads nowhere. Pictures are shown where the entry's files are given, and are their words elsewhere.
 */
export function RichTextView({ value, files }: { value: RichText; files?: readonly StoredFile[] }): JSX.Element {
  const depths = useMemo(() => depthsOf(value), [value]);
  return (
    <FilesContext value={files ?? null}>
      <DepthsContext value={depths}>
        <div className="rich-text read">{blocks(value.content)}</div>
      </DepthsContext>
    </FilesContext>
  );
}

/** How deep each heading lies below the first: as many steps as there are larger headings that it belongs to, so that none is skipped. */
function depthsOf(text: RichText): ReadonlyMap<RichBlock, number> {
  const depths = new Map<RichBlock, number>();
  const over: number[] = []; // the levels of the headings that what comes next belongs to
  const walk = (content: readonly RichBlock[]): void => {
    for (const block of content) {
      if (block.type === "heading") {
        while ((over.at(-1) ?? 0) >= block.attrs.level) over.pop();
        depths.set(block, over.length);
        over.push(block.attrs.level);
      } else if (block.type === "blockquote") walk(block.content);
      else if (block.type === "bulletList" || block.type === "orderedList" || block.type === "taskList") {
        for (const item of block.content) walk(item.content);
      }
    }
  };
  walk(text.content);
  return depths;
}

// A text to be read does not change its order while it is shown, so a place is key enough.
const blocks = (content: readonly RichBlock[]): ReactNode =>
  content.map((block, at) => <Block key={at} block={block} />);

function Block({ block }: { block: RichBlock }): JSX.Element {
  switch (block.type) {
    case "paragraph":
      return <p dir="auto">{inlines(block.content)}</p>;
    case "heading":
      return <Heading block={block} />;
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

/** A heading looks as large as it was written, and lies as deep as the text has it. */
function Heading({ block }: { block: Extract<RichBlock, { type: "heading" }> }): JSX.Element {
  const Tag = HEADINGS[useContext(DepthsContext).get(block) ?? 0] ?? "h5";
  return (
    <Tag className={`rich-text-heading-${block.attrs.level}`} dir="auto">
      {inlines(block.content)}
    </Tag>
  );
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
