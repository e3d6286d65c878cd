/** As much of a text as has room: whole signs, and whole words where there are any. Pure functions of what is written. */

/** How long a heading is, in UTF-16 code units: two lines of the sheet. */
const HEADING_MOST = 120;

/** The beginning of a text, no longer than `most` UTF-16 code units: to the end of a word, or of a sign where one word is longer than that. */
export function wordsThatFit(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  let endOfWord = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(text)) {
    if (/^\s/u.test(segment)) endOfWord = index;
    if (index + segment.length > most) break;
    end = index + segment.length;
  }
  return text.slice(0, endOfWord > 0 ? endOfWord : end).trimEnd();
}

/** A line as the heading of its page: a long one ends early, and says so. */
export const asHeading = (line: string): string =>
  line.length <= HEADING_MOST ? line : `${wordsThatFit(line, HEADING_MOST - 1)}…`;
