/**
 * Which sealed files a text names, whatever record, draft or older version of one it is: texts keep the texts of other records inside
 * them, and what is named must be found in each [D60].
 */
import { SealedFile } from "./file.ts";

/** Ids, keys and names are runs of these characters, which JSON never escapes: they read the same however deep a text is kept in another. */
const RUNS = /[A-Za-z0-9_-]+/g;
const ID_CHARACTERS = 22;

/**
 * Adds to `ids` all that may be ids of sealed files in a record's text, those in the texts it keeps among them. It may add more, and
 * misses none.
 */
export function collectNamedFiles(text: string, ids: Set<string>): void {
  if (!text.includes("parts")) return; // no sealed file is written without them, and most texts name none
  for (const [run] of text.matchAll(RUNS)) if (run.length === ID_CHARACTERS) ids.add(run);
}

/** The sealed files that a record names, each once: its own, and those in the texts it keeps. */
export function sealedFilesIn(value: unknown): SealedFile[] {
  const found = new Map<string, SealedFile>();
  const open: unknown[] = [value]; // not by recursion: a kept text may be nested deeper than that can follow
  while (open.length > 0) {
    const inner = open.pop();
    if (typeof inner === "string") {
      if (inner.startsWith("{") && inner.includes("parts")) open.push(fromJson(inner));
      continue;
    }
    if (typeof inner !== "object" || inner === null) continue;
    const sealed = "parts" in inner ? SealedFile.safeParse(inner) : null;
    if (sealed?.success === true) found.set(sealed.data.id, sealed.data);
    else for (const member of Object.values(inner).toReversed()) open.push(member);
  }
  return [...found.values()];
}

/** A value, or undefined for words that merely look like JSON. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What stands for each id, key and part name of a file once it was sealed anew as another. */
export function renamings(from: SealedFile, to: SealedFile): [string, string][] {
  const parts = from.parts.map((name, at): [string, string] => [name, to.parts[at] ?? name]);
  return [[from.id, to.id], [from.key, to.key], ...parts];
}

/** A text with files named anew, in the texts it keeps as well. Nothing else of it changes: all names are as long as those before. */
export function withRenamings(text: string, names: ReadonlyMap<string, string>): string {
  return text.includes("parts") ? text.replace(RUNS, (run) => names.get(run) ?? run) : text;
}
