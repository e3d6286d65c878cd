import { useEffect } from "react";

/**
 * Gives every printed entry pages of its own with its day at their foot. A margin box of paper takes its words from style rules alone, so
 * they are made here, as rules of a sheet and never as text of one; they go with the component.
 *
 * @param feet what stands at the foot, by the id of the entry (letters, digits, - and _)
 */
export function usePageFeet(feet: ReadonlyMap<string, string>): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    let at = 0;
    for (const [id, words] of feet) {
      const page = `entry-${at++}`;
      sheet.insertRule(`@page ${page} { @bottom-center { content: ${cssString(words)}; font: 10pt serif; } }`);
      sheet.insertRule(`[data-page="${CSS.escape(id)}"] { page: ${page}; }`);
    }
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [feet]);
}

/** Words as a CSS string: everything but letters, digits and spaces as its code. */
const cssString = (words: string): string =>
  `"${words.replace(/[^\p{L}\p{N} ]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16) ?? ""} `)}"`;
