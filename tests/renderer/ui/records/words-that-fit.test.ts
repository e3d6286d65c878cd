import { expect, test } from "vitest";
import { asHeading, wordsThatFit } from "#renderer/ui/records/words-that-fit.ts";

test("a text that fits stays as it is, to the letter", () => {
  for (const text of ["", "x".repeat(120), "  two spaces  ", "שלום"]) {
    expect(wordsThatFit(text, 120)).toBe(text);
    expect(asHeading(text)).toBe(text);
  }
});

test("a longer one ends with a whole word, and with a whole sign where one word is longer than the room", () => {
  expect(wordsThatFit("ask before you lend it", 12)).toBe("ask before");
  expect(wordsThatFit("ask before you lend it", 10)).toBe("ask before");
  const family = "👩‍👩‍👧‍👦"; // eleven code units, one sign
  expect(family).toHaveLength(11);
  expect(wordsThatFit(family.repeat(3), 30)).toBe(family.repeat(2));
  expect(wordsThatFit(`a ${family}`, 8)).toBe("a");
  expect(wordsThatFit("𝒳".repeat(4), 5)).toBe("𝒳𝒳");
});

test("a heading that ends early says so, and is no longer than the others", () => {
  const heading = asHeading("no talk about work after ten ".repeat(10));
  expect(heading).toMatch(/ten…$|work…$|after…$|about…$|talk…$|no…$/);
  expect(heading.length).toBeLessThanOrEqual(120);
  expect(asHeading("x".repeat(2_000))).toBe(`${"x".repeat(119)}…`);
});
