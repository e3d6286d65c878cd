// What a campaign prints, and how its figures become tables.

/**
 * @typedef {object} Figures
 * @property {string} campaign   its name, also that of its program
 * @property {string} claim      what it tried to refute, as SECURITY.md says it
 * @property {number} cases      attacks tried
 * @property {number} refused    of these, answered by a typed refusal
 * @property {number} [noticed]      of these, named by a finding at the next unlock
 * @property {number} [unverified]   of these, shown as nobody's
 * @property {number} [harmless]     of these, without any effect on what is read
 * @property {number} [undefended]   of these, not defended, as SECURITY.md says of them
 * @property {number} lost       acknowledged things that were not there afterwards
 * @property {number} wrong      cases that ended in any other way than they must
 * @property {number} seconds
 * @property {"short" | "full"} form
 */

/**
 * How often something happened on made-up couples, and the share of times it may.
 *
 * @typedef {object} Rate
 * @property {string} what
 * @property {string} setting
 * @property {number} times
 * @property {number} rate
 * @property {number} low       with `high` the 95% interval of the rate, as far as so many times tell it
 * @property {number} high
 * @property {number} atLeast   0 to 1
 * @property {number} atMost
 */

const COLUMNS = [
  "campaign",
  "claim",
  "cases",
  "refused",
  "noticed",
  "unverified",
  "harmless",
  "undefended",
  "lost",
  "wrong",
  "seconds",
  "form",
];
const WORDS = new Set(["campaign", "claim", "form"]);

/** @param {unknown} value */
const cell = (value) => (typeof value === "number" ? value.toLocaleString("en") : String(value ?? ""));

/**
 * A Markdown table, its columns as wide as prettier makes them.
 *
 * @param {readonly string[]} columns
 * @param {readonly (readonly string[])[]} rows
 * @param {(column: string) => boolean} isNumber
 */
export function markdownTable(columns, rows, isNumber = () => false) {
  const escaped = rows.map((row) => row.map((text) => text.replaceAll("|", "\\|")));
  const widths = columns.map((column, at) =>
    Math.max(column.length, 3, ...escaped.map((row) => (row[at] ?? "").length)),
  );
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((text, at) => (isNumber(columns[at] ?? "") ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0))).join(" | ")} |`;
  const rule = columns.map((column, at) => {
    const width = widths[at] ?? 3;
    return isNumber(column) ? `${"-".repeat(width - 1)}:` : "-".repeat(width);
  });
  return [line(columns), `| ${rule.join(" | ")} |`, ...escaped.map(line)].join("\n");
}

/** @param {readonly Figures[]} figures */
export const figuresTable = (figures) =>
  markdownTable(
    COLUMNS,
    figures.map((one) => COLUMNS.map((column) => cell(one[/** @type {keyof Figures} */ (column)]))),
    (column) => !WORDS.has(column),
  );

/**
 * What came of every kind of forgery.
 *
 * @param {readonly { what: string, how: string, tries: number, answer: string, by: readonly string[] }[]} outcomes
 */
export const forgeryTable = (outcomes) =>
  markdownTable(
    ["what", "how", "tries", "what comes of it", "as the owner is told"],
    outcomes.map(({ what, how, tries, answer, by }) => [what, how, cell(tries), answer, by.filter(Boolean).join("; ")]),
    (column) => column === "tries",
  );

/** Whether figures are of attacks, and belong in SECURITY.md. @param {{ rates?: unknown }} figures */
export const isAttack = ({ rates }) => rates === undefined;

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(1)}%`;

/**
 * How often the analysis is wrong, and how often it may be.
 *
 * @param {readonly Rate[]} rates
 */
export const ratesTable = (rates) =>
  markdownTable(
    ["what", "setting", "times", "rate", "may be"],
    rates.map(({ what, setting, times, rate, low, high, atLeast, atMost }) => [
      what,
      setting,
      cell(times),
      `${percent(rate)} (${percent(low)} to ${percent(high)})`,
      [atLeast > 0 ? `from ${percent(atLeast)}` : "", atMost < 1 ? `up to ${percent(atMost)}` : ""]
        .filter(Boolean)
        .join(" "),
    ]),
    (column) => column === "times",
  );

/**
 * The figures in the order of these programs, one that printed several lines keeping theirs together; others after them.
 *
 * @param {readonly string[]} names
 * @param {readonly Figures[]} figures
 */
export function sortedLike(names, figures) {
  const place = (/** @type {Figures} */ { campaign }) => {
    const at = names.findLastIndex((name) => campaign === name || campaign.startsWith(`${name}-`));
    return at < 0 ? names.length : at;
  };
  return [...figures].sort((left, right) => place(left) - place(right));
}

/**
 * A text with what stands between `<!-- name -->` and `<!-- /name -->` replaced.
 *
 * @param {string} text
 * @param {string} name
 * @param {string} between
 */
export function putBetween(text, name, between) {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(open), text.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`${open} … ${close} is not there`);
  return `${text.slice(0, from + open.length)}\n\n${between}\n\n${text.slice(to)}`;
}
