/** Looks for words in files as they lie on the disk, in every spelling in which a program might have left them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A word as UTF-8, UTF-16 of either order, and at each of the three ways base64 can cut it. */
function spellingsOf(word: string): Buffer[] {
  const utf8 = Buffer.from(word, "utf8");
  const base64 = [0, 1, 2].map((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), utf8]);
    // All characters that the word alone decides; those at its ends may mix with what stands beside it. To leave out more
    // would make the rest of a short word so short that sealed bytes contain it by chance.
    const [first, end] = [Math.ceil((shift * 8) / 6), Math.floor((shifted.length * 8) / 6)];
    return Buffer.from(shifted.toString("base64").slice(first, end));
  });
  return [utf8, Buffer.from(word, "utf16le"), Buffer.from(word, "utf16le").swap16(), ...base64];
}

/** Every file below a folder, or the file itself. */
export function filesUnder(path: string): string[] {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [path]; // a file, not a folder
  }
}

/**
 * Which of the words stand in which of the files.
 *
 * @param undo what else a file says when how it is written is undone: blocks of it that are compressed
 */
export function findWords(
  files: readonly string[],
  words: readonly string[],
  undo: (file: string, bytes: Buffer) => readonly Buffer[] = () => [],
): { file: string; word: string }[] {
  const spellings = words.flatMap((word) => spellingsOf(word).map((spelling) => ({ word, spelling })));
  return files.flatMap((file) => {
    const bytes = readFileSync(file);
    const said = [bytes, ...undo(file, bytes)];
    return spellings
      .filter(({ spelling }) => said.some((one) => one.includes(spelling)))
      .map(({ word }) => ({ file, word }));
  });
}
