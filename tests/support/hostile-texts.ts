/**
 * Texts of our own making that try to become something else: markup, script, addresses, templates, formulae, paths, keys of
 * prototypes, and text that is hard to keep as it is. Whatever runs in a page of them says so by setting `hostile` on the window.
 */
import {
  aBoundary,
  aBoundaryEvent,
  asCopy,
  aCare,
  aClosing,
  aDecision,
  aFelt,
  aGoal,
  aKeepsake,
  aMoment,
  anAgreement,
  anEarlier,
  anEarlyNeed,
  anEntry,
  anEntryReply,
  aNeed,
  anImport,
  anIntention,
  anInventory,
  anOwnWords,
  answersOfEachType,
  aPerson,
  aPhoto,
  aProfile,
  aPrompts,
  aPulse,
  aRepair,
  aReply,
  aSacrifice,
  aSeason,
  aVersion,
  nextId,
} from "./builders.ts";

const RUN = "window.hostile=1";

/** Short enough for a line of any kind, and without control characters: fields take them as they are. */
export const HOSTILE_LINES: Readonly<Record<string, string>> = {
  script: `<script>${RUN}</script>`,
  "closing tag": `</title></textarea><script>${RUN}</script>`,
  "image handler": `<img src=x onerror="${RUN}">`,
  "svg handler": `<svg onload=${RUN}><a xlink:href="javascript:0">`,
  "style and link": `<style>@import url(//a.invalid)</style><link rel=x>`,
  frame: `<iframe srcdoc="<script>top.hostile=1</script>">`,
  attribute: `" autofocus onfocus="${RUN}" x="`,
  "single quotes": `' onmouseover='${RUN}' x='`,
  "javascript address": `javascript:${RUN}`,
  "data address": `data:text/html,<script>top.hostile=1</script>`,
  mustache: `{{constructor.constructor('${RUN}')()}}`,
  "template literal": "${window.hostile=1} `${window.hostile=1}`",
  "i18next nesting": '$t(backup.title) {{name}} $t(x, {"a":1})',
  entities: "&lt;script&gt; &#60;script&#62; &amp;amp;",
  markdown: `[x](javascript:${RUN}) ![x](//a.invalid/x)`,
  "html comment": `<!-- --!> <![CDATA[ ]]> -->`,
  mathml: `<math><mtext></form><form><mglyph><style><img src=x onerror=${RUN}>`,
  formula: `=HYPERLINK("http://a.invalid","x")`,
  "formula with a command": "@SUM(1)*cmd|' /C calc'!A0",
  "path upwards": "../../../../etc/passwd",
  "path of Windows": "..\\..\\CON.md:stream",
  "a device": "AUX",
  "prototype key": "__proto__",
  "constructor key": "constructor",
  "bidirectional override": "\u202Eevil\u202C \u2066x\u2069 \u200F",
  invisible: "\u200B\u200D\uFEFF\u00AD\u2060",
  "line separators": "a\u2028b\u2029c",
  "combining marks": `a${"\u0301".repeat(40)}`,
  "emoji of many parts": "👩🏽‍❤️‍💋‍👩🏻🏴󠁧󠁢󠁳󠁣󠁴󠁿",
  noncharacters: "\uFFFE\uFFFF\u{1FFFE}",
  yaml: "--- !!js/function > x: &a [*a] ? : - | '",
  shell: "$(touch x) `touch x` ; rm -rf ~ | cat #",
};

/** What no field may take. */
export const REFUSED_TEXTS: Readonly<Record<string, string>> = {
  "null byte": "a\0b",
  escape: "\u001b[2J\u001b]0;x\u0007",
  backspace: "a\b\b\b",
  delete: "\u007f",
  "a word of 1 MB": "x".repeat(1_000_000),
};

/** Addresses no link may have. */
export const REFUSED_ADDRESSES: readonly string[] = [
  `javascript:${RUN}`,
  `JaVaScRiPt:${RUN}`,
  `java\tscript:${RUN}`,
  ` javascript:${RUN}`,
  `data:text/html,<script>${RUN}</script>`,
  "vbscript:x",
  "file:///etc/passwd",
  "blob:null/x",
  "app://twofold/",
  "//a.invalid/x",
  "x",
];

/** An original of every kind, with this text in every field that takes one; `short` where only a word is expected. */
export function recordsSaying(text: string, short = text): Record<string, unknown>[] {
  const body = { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] };
  const heading = {
    type: "heading",
    attrs: { level: 1 },
    content: [{ type: "text", text, marks: [{ type: "bold" }] }],
  };
  const task = { type: "taskItem", attrs: { checked: false }, content: body.content };
  const image = { type: "image", attrs: { file: nextId(), alt: text } };
  const rich = { type: "doc", content: [heading, ...body.content, { type: "taskList", content: [task] }, image] };
  const closing = { ...aClosing(), words: text };
  const reply = aReply();
  const felt = aFelt();
  const entryReply = anEntryReply();
  return [
    { ...anEntry(), title: text, body: rich, feelings: [short], tags: [short], timeZone: short },
    { ...anEntry(), files: [{ ...aPhoto(), name: text }], source: { app: "jrnl", id: text, import: nextId() } },
    { ...aNeed(), noticed: text, felt: text, need: short, request: text, closing },
    { ...aNeed(), noticed: text, felt: text, need: short, request: text },
    { ...aCare(), what: text, reason: text },
    { ...reply, body: { ...reply.body, words: text } },
    { ...felt, body: { ...felt.body, words: text } },
    { ...entryReply, body: { ...entryReply.body, words: text } },
    ...answersOfEachType().map((answer) => ({ ...answer, body: { ...answer.body, words: text } })),
    { ...aProfile(), name: short },
    {
      ...aGoal(),
      what: short,
      why: text,
      backing: text,
      outcome: { became: "reached", on: "2026-05-17", words: text },
    },
    { ...aDecision(), what: short, options: [short], wanted: text, choice: text },
    { ...aSacrifice(), what: text, gain: text, cameBack: text, why: text },
    { ...aBoundary(), noticed: text, body: text, says: text, yesTo: text },
    { ...aBoundaryEvent(), words: text },
    { ...aRepair(), happened: text, willDo: text },
    { ...aSeason(), name: short },
    { ...anAgreement(), says: text, goodEnough: text },
    { ...aMoment(), words: text },
    { ...aPulse(), words: text },
    { ...anInventory(), words: text, items: [{ item: short, steps: 1, told: true }] },
    { ...anIntention(), says: text, from: short, review: { how: "grew", on: "2026-05-17", words: text } },
    { ...aPerson(), name: short, turnTo: text, reach: text },
    { ...anEarlyNeed(), learned: text, shows: text, askFor: text, revisits: [{ on: "2026-05-17", words: text }] },
    { ...anOwnWords(), needs: [short], feelings: [short], judging: [short], quiet: [short] },
    { ...aKeepsake(), from: short, record: text },
    { ...aVersion(), record: text },
    { ...anEarlier(), record: text },
    { ...anImport(), file: short, unread: [{ place: text, why: "no-date", text }] },
    { ...aPrompts(), hidden: [short], own: [{ theme: "us", words: text }] },
  ];
}

/**
 * The same records with the text in one field alone, and a plain word in the others, so that what one field refuses does not hide
 * what the next one takes.
 */
export function* recordsSayingOnce(text: string): Generator<{ field: string; record: Record<string, unknown> }> {
  const plain = recordsSaying("plain", "UTC");
  for (const [at, said] of recordsSaying(text).entries()) {
    const base = plain[at] ?? {};
    for (const field of Object.keys(said)) {
      const whole = JSON.stringify(said[field]);
      if (/^(id|of|original|need|care|node)$/.test(field) && !whole.includes(JSON.stringify(text))) continue;
      if (whole === JSON.stringify(base[field])) continue;
      yield { field: `${String(said["kind"])}.${field}`, record: { ...base, [field]: said[field] } };
    }
  }
}

/** A copy of an original, as sharing makes one but for what its author would withhold: whoever forges one withholds nothing. */
export const asShared = (record: Record<string, unknown>): Record<string, unknown> => ({ ...record, ...asCopy() });
