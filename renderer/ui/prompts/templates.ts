/** Our templates: what a page can begin from. Their texts are a catalogue's; what each looks like on the page is here. */
import type { RichBlock } from "#shared/domain/rich-text.ts";

/** Questions, each with room below it; a list of three to fill; or questions of which the last is a list of small steps. */
const TEMPLATE_SHAPES = {
  "three-good-things": "three",
  "hard-day": "questions",
  letter: "questions",
  "before-we-talk": "questions",
  week: "questions",
  "what-i-need": "questions",
  boundary: "questions",
  "own-time": "steps",
} as const;

export type TemplateKey = keyof typeof TEMPLATE_SHAPES;
export const TEMPLATES = Object.keys(TEMPLATE_SHAPES) as readonly TemplateKey[];

export interface TemplateTexts {
  readonly name: string;
  readonly about: string;
  readonly parts: readonly string[];
}

const said = (text: string) => [{ type: "text" as const, text }];
const empty = (): RichBlock => ({ type: "paragraph" });

/** What is put on the page: the template's name above its parts, and room to write in each. */
export function templateBlocks(key: TemplateKey, { name, parts }: TemplateTexts): RichBlock[] {
  const shape = TEMPLATE_SHAPES[key];
  const question = (part: string): RichBlock => ({ type: "heading", attrs: { level: 3 }, content: said(part) });
  const below = (at: number): RichBlock => {
    if (shape !== "steps" || at < parts.length - 1) return empty();
    const step = { type: "taskItem" as const, attrs: { checked: false }, content: [empty()] };
    return { type: "taskList", content: [step, { ...step, content: [empty()] }] };
  };
  const body =
    shape === "three"
      ? [
          ...parts.map((part): RichBlock => ({ type: "paragraph", content: said(part) })),
          {
            type: "orderedList" as const,
            attrs: { start: 1 },
            content: [1, 2, 3].map(() => ({ type: "listItem" as const, content: [empty()] })),
          },
        ]
      : parts.flatMap((part, at) => [question(part), below(at)]);
  return [{ type: "heading", attrs: { level: 2 }, content: said(name) }, ...body];
}

/** A prompt as it is put on the page: a quotation, so that it is not taken for one's own words. */
export const promptBlocks = (words: string): RichBlock[] => [
  { type: "blockquote", content: [{ type: "paragraph", content: said(words) }] },
];
