/** Prompts as they are offered: the library without the hidden ones, and one's own among them; one at a time, in an order that a seed gives. */
import { PROMPT_THEMES, type Prompts, type PromptTheme } from "#shared/domain/prompts.ts";

/** The library's texts in one language, by theme and key. */
export type PromptLibrary = Readonly<Record<PromptTheme, Readonly<Record<string, string>>>>;

export interface OfferedPrompt {
  /** The library's key; for one of one's own, its words behind a mark that no key has. */
  readonly key: string;
  readonly theme: PromptTheme;
  readonly words: string;
  readonly isOwn: boolean;
}

/** What all of a person's prompt records say together. */
export type KeptPrompts = Pick<Prompts, "hidden" | "own">;

const OWN = "own:";

/** A key among the hidden ones that is no prompt's: no prompt is offered on Today. */
export const TODAY_LINE = "line-on-today";

/** Whether a key of the hidden ones is a prompt's of this library. */
const themeOf = (key: string, library: PromptLibrary): PromptTheme | undefined =>
  PROMPT_THEMES.find((theme) => library[theme][key] !== undefined);

/** All prompts of some themes that may be offered. */
export function offeredPrompts(
  library: PromptLibrary,
  { hidden, own }: KeptPrompts,
  themes: readonly PromptTheme[] = PROMPT_THEMES,
): OfferedPrompt[] {
  const away = new Set(hidden);
  return [
    ...themes.flatMap((theme) =>
      Object.entries(library[theme]).flatMap(([key, words]) =>
        away.has(key) ? [] : [{ key, theme, words, isOwn: false }],
      ),
    ),
    ...own.flatMap(({ theme, words }) =>
      themes.includes(theme) ? [{ key: `${OWN}${words}`, theme, words, isOwn: true }] : [],
    ),
  ];
}

/** The library's hidden prompts, in its order; a key of another version of the library is not among them. */
export const hiddenPrompts = (library: PromptLibrary, { hidden }: KeptPrompts): OfferedPrompt[] =>
  hidden.flatMap((key) => {
    const theme = themeOf(key, library);
    return theme === undefined ? [] : [{ key, theme, words: library[theme][key] ?? "", isOwn: false }];
  });

/** Where a prompt stands in the order of a seed: a number that looks like chance and stays when others come or go (FNV-1a, mixed). */
function placeIn(seed: number, key: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/**
 * The prompt to show next, and what was shown by then. None comes again until all were shown, and then not the last one first; null
 * where none is offered.
 *
 * @param shown keys of those that were shown, the last one last
 * @param seed a whole number; the same seed gives the same order
 */
export function nextPrompt(
  offered: readonly OfferedPrompt[],
  shown: readonly string[],
  seed: number,
): { readonly prompt: OfferedPrompt | null; readonly shown: readonly string[] } {
  const unseen = (past: readonly string[]): OfferedPrompt[] => offered.filter(({ key }) => !past.includes(key));
  const isRound = unseen(shown).length === 0;
  const past = isRound ? shown.slice(-1) : shown;
  const left = unseen(past);
  const prompt = first(left.length > 0 ? left : offered, seed);
  return { prompt, shown: prompt === null ? past : [...past.filter((key) => key !== prompt.key), prompt.key] };
}

const first = (prompts: readonly OfferedPrompt[], seed: number): OfferedPrompt | null =>
  prompts.reduce<OfferedPrompt | null>(
    (before, prompt) => (before === null || placeIn(seed, prompt.key) < placeIn(seed, before.key) ? prompt : before),
    null,
  );
