import { describe, expect, it } from "vitest";
import words from "#renderer/app/text/en/insights.json";

/** What would weigh one of the two against the other, or say whose fault something is. */
const WEIGHING = [
  /\b(best|worst|winner|wins?|loser|loses|ahead|faster|slower|champion)\b/i,
  /\b(scor(e|es|ed|ing)|rank(s|ed|ing)?|grade[sd]?|streaks?|points? for)\b/i,
  /\b(blame[sd]?|faults?|owes?|owed|guilty|deserve[sd]?|selfish)\b/i,
  /\b(more|less|fewer|sooner|later|as much) (\w+ )?(than|as) (\{\{(name|other|first|second|partner)\}\}|the other)/i,
];

/** How a decision came out for one is said in these words, and nothing else is. */
const OUTCOME = /\b(better|worse)\b/i;

const weighs = ([path, text]: readonly [string, string]): boolean =>
  WEIGHING.some((words) => words.test(text)) || (OUTCOME.test(text) && !path.startsWith("insights.deciding."));

function texts(part: unknown, path: string): [string, string][] {
  if (typeof part === "string") return [[path, part]];
  return Object.entries(part as Record<string, unknown>).flatMap(([key, value]) => texts(value, `${path}.${key}`));
}

describe("the words of Insights [A9]", () => {
  it("rank nobody, score nothing and blame no one", () => {
    const all = texts(words, "insights");
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(weighs)).toEqual([]);
  });

  it("would be found if they did", () => {
    for (const text of [
      "{{name}} is looked after better.",
      "{{name}} gave more than {{other}}.",
      "{{name}} answers sooner than the other.",
      "A score of {{n}}",
      "Ranked by care",
      "It is {{name}}’s fault.",
    ]) {
      expect(weighs(["insights.care", text]), text).toBe(true);
    }
  });

  it("[A15] say of the two side by side nothing with a name or a direction, but at the ends of the scale and in the table", () => {
    const named = texts(words.sideBySide, "").filter(([, text]) => text.includes("{{name}}"));
    expect(named.map(([key]) => key)).toEqual([".end", ".towards"]);
  });
});
