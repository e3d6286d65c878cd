import { z } from "../base/zod.ts";
import { line, type OwnFields, recordFields } from "./fields.ts";
import { type Act, fitting, type NewAct, newOriginal, revised, tidyLine } from "./revision.ts";
import { type Sharing, withheld } from "./shared-fields.ts";

export const PROMPT_THEMES = [
  "gratitude",
  "needs",
  "early-needs",
  "boundaries",
  "own-life",
  "hard-times",
  "us",
] as const;
export type PromptTheme = (typeof PROMPT_THEMES)[number];

/** One partner's own prompts and the ones they do not want to see, for themselves alone. One such record is enough; of several, each counts. */
export const Prompts = z.strictObject({
  kind: z.literal("prompts"),
  v: z.literal(1),
  ...recordFields,
  /** Keys of the library's prompts that are not offered. */
  hidden: z.array(line(60)).max(1_000),
  own: z.array(z.strictObject({ theme: z.enum(PROMPT_THEMES), words: line(400).min(1) })).max(500),
});
export type Prompts = z.infer<typeof Prompts>;

/** Nothing of it is ever shared [D52]. */
export const promptsSharing: Sharing<Prompts> = { hidden: withheld, own: withheld };

type PromptsDraft = OwnFields<Prompts>;

/** Lines tidied, blanks and repeats away. */
const tidy = ({ hidden, own }: PromptsDraft): PromptsDraft => ({
  hidden: [...new Set(hidden)],
  own: [...new Map(own.map(({ theme, words }) => [tidyLine(words), theme]))]
    .filter(([words]) => words !== "")
    .map(([words, theme]) => ({ theme, words })),
});

/** Throws "malformed" when a field does not fit. */
export const createPrompts = (draft: PromptsDraft, act: NewAct): Prompts =>
  fitting(Prompts, { kind: "prompts", v: 1, ...newOriginal(act), ...tidy(draft) });

/** The next revision; the same record when nothing differs [D11]. Only by its author [D4]. */
export const editPrompts = (prompts: Prompts, draft: PromptsDraft, act: Act): Prompts =>
  revised({ schema: Prompts, sharing: promptsSharing }, prompts, tidy(draft), act);
