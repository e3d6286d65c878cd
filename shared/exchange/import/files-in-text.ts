/** The made-up ids by which an imported text names its files, and their replacement once the files are kept. */
import { plainText, type RichBlock, type RichText } from "#shared/domain/rich-text.ts";

/** A file id for the file at a place in an item's media: of the right form, and no file's. */
export const madeUpFileId = (at: number): string => `imported-file${String(at).padStart(8, "0")}A`;

/**
 * The text with every image's file called otherwise. An image whose file could not be kept becomes its words, or goes where it has none.
 *
 * @param fileFor the id of the kept file; null where there is none
 */
export function withFiles(text: RichText, fileFor: (file: string) => string | null): RichText {
  const blocks = blocksWithFiles(text.content, fileFor);
  return { type: "doc", content: blocks.length > 0 ? blocks : [{ type: "paragraph" }] };
}

function blocksWithFiles(blocks: readonly RichBlock[], fileFor: (file: string) => string | null): RichBlock[] {
  return blocks.flatMap((block): RichBlock[] => {
    switch (block.type) {
      case "image": {
        const file = fileFor(block.attrs.file);
        if (file !== null) return [{ type: "image", attrs: { file, alt: block.attrs.alt } }];
        const words = plainText({ type: "doc", content: [block] });
        return words === "" ? [] : [{ type: "paragraph", content: [{ type: "text", text: words }] }];
      }
      case "blockquote": {
        const content = blocksWithFiles(block.content, fileFor);
        return content.length > 0 ? [{ type: "blockquote", content }] : [];
      }
      // An item begins with a paragraph, which no image is: it never loses all it has.
      case "bulletList":
      case "orderedList":
        return [
          {
            ...block,
            content: block.content.map((item) => ({ ...item, content: blocksWithFiles(item.content, fileFor) })),
          },
        ];
      case "taskList":
        return [
          {
            ...block,
            content: block.content.map((item) => ({ ...item, content: blocksWithFiles(item.content, fileFor) })),
          },
        ];
      default:
        return [block];
    }
  });
}
