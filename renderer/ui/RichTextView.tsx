import type { JSX, ReactNode } from "react";
import type { RichBlock, RichInline, RichMark, RichText } from "#shared/domain/rich-text.ts";
import "./rich-text.css";

/** A text to be read: the same shapes as the editor's, without the editor. A link is shown as text and leads nowhere. */
export function RichTextView({ value }: { value: RichText }): JSX.Element {
  return <div className="rich-text read">{blocks(value.content)}</div>;
}

// A text to be read does not change its order while it is shown, so a place is key enough.
const blocks = (content: readonly RichBlock[]): ReactNode =>
  content.map((block, at) => <Block key={at} block={block} />);

function Block({ block }: { block: RichBlock }): JSX.Element {
  switch (block.type) {
    case "paragraph":
      return <p>{inlines(block.content)}</p>;
    case "heading":
      // The page's own title is above these, so they begin one level lower.
      if (block.attrs.level === 1) return <h3>{inlines(block.content)}</h3>;
      if (block.attrs.level === 2) return <h4>{inlines(block.content)}</h4>;
      return <h5>{inlines(block.content)}</h5>;
    case "bulletList":
      return (
        <ul>
          {block.content.map((item, at) => (
            <li key={at}>{blocks(item.content)}</li>
          ))}
        </ul>
      );
    case "orderedList":
      return (
        <ol start={block.attrs.start}>
          {block.content.map((item, at) => (
            <li key={at}>{blocks(item.content)}</li>
          ))}
        </ol>
      );
    case "taskList":
      return (
        <ul className="task-list">
          {block.content.map((item, at) => (
            <li key={at}>
              <input type="checkbox" disabled checked={item.attrs.checked} readOnly />
              <div>{blocks(item.content)}</div>
            </li>
          ))}
        </ul>
      );
    case "image":
      return <p className="rich-text-image">{block.attrs.alt}</p>;
    case "blockquote":
      return <blockquote>{blocks(block.content)}</blockquote>;
    case "horizontalRule":
      return <hr />;
  }
}

// An empty paragraph keeps its line, as it does in the editor.
const inlines = (content: readonly RichInline[] | undefined): ReactNode =>
  content === undefined ? <br /> : content.map((inline, at) => <Inline key={at} inline={inline} />);

function Inline({ inline }: { inline: RichInline }): JSX.Element {
  if (inline.type === "hardBreak") return <br />;
  return <>{(inline.marks ?? []).reduce<ReactNode>((text, mark) => marked(mark, text), inline.text)}</>;
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
      return (
        <span className="rich-text-link" title={mark.attrs.href}>
          {text}
        </span>
      );
  }
}
