/** Phrases that are offered below a field: what is written with one of them added, or without it. */

/** Which of them stand in what is written. */
export const phrasesIn = (text: string, offered: readonly string[]): string[] =>
  offered.filter((phrase) => text.includes(phrase));

/** What is written with a phrase behind it; as it was where that would be longer than `most` UTF-16 code units. */
export function withPhrase(text: string, phrase: string, most: number): string {
  const before = text.trimEnd();
  const link = before === "" ? "" : /[\p{P}]$/u.test(before) ? " " : ", ";
  const added = `${before}${link}${phrase}`;
  return added.length > most ? text : added;
}

/** What is written without a phrase, and without the comma that held it. */
export function withoutPhrase(text: string, phrase: string): string {
  const at = text.indexOf(phrase);
  if (at === -1) return text;
  const before = text.slice(0, at);
  const behind = text.slice(at + phrase.length);
  return before.trim() === "" ? behind.replace(/^[,;]?\s+/, "") : `${before.replace(/[,;]?\s*$/, "")}${behind}`;
}
