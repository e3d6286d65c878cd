/**
 * Hostile texts in every text field of every kind, through the schema, the seal, opening again and both exports: refused by
 * name, or kept word for word and exported as words.
 */
import { codeOf } from "#shared/base/errors.ts";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import { type JournalRecord, parseRecord, writeRecord } from "#shared/domain/record.ts";
import { richTextOf } from "#shared/domain/rich-text.ts";
import { parseRecordsJsonl, recordsJsonl } from "#shared/exchange/jsonl.ts";
import { markdownFiles } from "#shared/exchange/markdown-files.ts";
import { formatHeader, parseHeader } from "#shared/vault/header.ts";
import { openSession } from "#shared/vault/session.ts";
import readableExport from "#renderer/app/text/en/readable-export.json" with { type: "json" };
import recordsTexts from "#renderer/app/text/en/records.json" with { type: "json" };
import vocabulary from "#renderer/app/text/en/vocabulary.json" with { type: "json" };
import { NOA, oneOfEach, SAM } from "../support/builders.ts";
import { HOSTILE_LINES, recordsSayingOnce, REFUSED_ADDRESSES, REFUSED_TEXTS } from "../support/hostile-texts.ts";
import { aCouple, unlock, type Couple } from "../support/vault.ts";
import type { Figures } from "./figures.mjs";
import { type Asked, startTally, type Tally } from "./tally.ts";

const CLAIM = "No text becomes anything but words: it is refused by name, or kept and exported as it was written";

/** Halves of one character, which UTF-8 cannot say. */
const LONE_SURROGATES = ["a\ud800b", "\udc00", "x\udbff"];

/** A file name that means the same on every system: no way up, no device, no sign. */
const SAFE_PATH =
  /^(?:keepsakes\/)?(?:[a-z]+(?:-[a-z]+)?\.md|entries\/\d{4}-\d\d-\d\d(?: [\p{L}\p{M}\p{N}-]+)?(?: \(\d+\))?\.md)$/u;

/** Markup that a reader of Markdown would take as such: a "<" or a "[" that no backslash takes the meaning from. */
const LIVE_MARKUP = /(?:^|[^\\])(?:\\\\)*<[a-z!/?]|(?:^|[^\\])(?:\\\\)*!?\[(?:\\.|[^\]\\])*\]\((?:javascript|data):/iu;

const partners = [
  { id: NOA, name: "Noa" },
  { id: SAM, name: "Sam" },
];

/** What is wrong with the exports of a record, or null. */
function faultOfExports(record: JournalRecord): string | null {
  const [line] = [...parseRecordsJsonl([...recordsJsonl([record])].join(""))];
  const back = line?.parsed.kind === "record" ? writeRecord(line.parsed.record) : null;
  if (back !== writeRecord(record)) return "records.jsonl does not read back";
  for (const { path, text } of markdownFiles([record], partners, {
    vocabulary,
    readableExport,
    records: recordsTexts,
  })) {
    if (!SAFE_PATH.test(path)) return `the path ${path}`;
    if (/\p{Cs}/u.test(text)) return `${path} cannot be written as UTF-8`;
    const words = text.replace(/^---\n[^]*?\n---\n/, ""); // facts for programs, as JSON
    if (LIVE_MARKUP.test(words)) return `live markup in ${path}`;
  }
  return null;
}

/** Sealed and opened again: the very same words, or a typed refusal. */
function keptThrough({ header, noa }: Couple, record: JournalRecord): "same" | "refused" | "changed" {
  const author = noa.partner as PartnerId;
  const json = writeRecord({ ...record, author });
  const session = openSession(header, noa.keys);
  session.check([]);
  try {
    const [row] = session.stage([{ act: "put", space: "private", json }]).putRows;
    const opened = row === undefined ? "unreadable" : openSession(header, noa.keys).openRow(row);
    if (opened === "unreadable" || opened.json !== json) return "changed";
    const parsed = parseRecord(opened.value);
    return parsed.kind === "record" && writeRecord(parsed.record) === json ? "same" : "changed";
  } catch (thrown) {
    if (codeOf(thrown) !== "malformed") throw thrown;
    return "refused";
  }
}

function tryTexts(tally: Tally, couple: Couple, texts: Iterable<readonly [string, string]>, mustRefuse: RegExp | null) {
  for (const [name, text] of texts)
    for (const { field, record } of recordsSayingOnce(text)) {
      const parsed = parseRecord(record);
      if (parsed.kind === "unreadable") {
        if (parsed.reason === "malformed") tally.count("refused");
        else tally.wrong(`${name} in ${field}: ${parsed.reason}`);
        continue;
      }
      const kept = keptThrough(couple, parsed.record);
      if (kept === "refused") tally.count("refused");
      else if (kept === "changed") tally.wrong(`${name} in ${field}: not the same words when opened`);
      else if (mustRefuse?.test(field) === true) tally.wrong(`${name} in ${field}: taken`);
      else {
        const fault = faultOfExports(parsed.record);
        if (fault === null) tally.count("harmless");
        else tally.wrong(`${name} in ${field}: ${fault}`);
      }
    }
}

/** Links lead to http, https and mailto alone; what an editor or an import brings loses any other, and keeps its words. */
function tryAddresses(tally: Tally) {
  const [entry] = oneOfEach();
  for (const href of REFUSED_ADDRESSES) {
    const linked = { type: "text", text: "words", marks: [{ type: "link", attrs: { href } }] };
    const body = { type: "doc", content: [{ type: "paragraph", content: [linked] }] };
    if (parseRecord({ ...entry, body }).kind === "unreadable") tally.count("refused");
    else tally.wrong(`a link to ${href} is taken`);
    const taken = JSON.stringify(richTextOf(body));
    if (taken.includes("words") && !taken.includes("href")) tally.count("harmless");
    else tally.wrong(`an import keeps a link to ${href}`);
  }
}

/** Every object of a value, with its way there. */
function* objectsIn(value: unknown, way: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield way;
  for (const [key, member] of Object.entries(value))
    yield* objectsIn(member, [...way, Array.isArray(value) ? Number(key) : key]);
}

/** The JSON with one member more in the object at `way`: written as text, as no object literal can say it. */
function withMember(value: unknown, way: readonly (string | number)[], member: string): string {
  if (way.length === 0) {
    const json = JSON.stringify(value);
    return `{${member}${json === "{}" ? "" : ","}${json.slice(1)}`;
  }
  const [first, ...rest] = way;
  if (Array.isArray(value))
    return `[${value.map((item, at) => (at === first ? withMember(item, rest, member) : JSON.stringify(item))).join(",")}]`;
  const members = Object.entries(value as object).map(
    ([key, item]) => `${JSON.stringify(key)}:${key === first ? withMember(item, rest, member) : JSON.stringify(item)}`,
  );
  return `{${members.join(",")}}`;
}

const MEMBERS = [
  '"__proto__":{"hostile":1}',
  '"constructor":{"prototype":{"hostile":1}}',
  '"prototype":{"hostile":1}',
  '"toString":1',
  '"then":1',
  '"toJSON":1',
  '"":1',
];

/** Members that would reach a prototype, in every object of every kind and of the vault's header. */
function tryMembers(tally: Tally, { header }: Couple) {
  for (const record of oneOfEach())
    for (const way of objectsIn(record))
      for (const member of MEMBERS) {
        const parsed = parseRecord(JSON.parse(withMember(record, way, member)));
        if (parsed.kind === "unreadable") tally.count("refused");
        else tally.wrong(`${member} in ${record.kind} at ${way.join(".")}`);
      }
  const stored = JSON.parse(formatHeader(header)) as unknown;
  for (const way of objectsIn(stored))
    for (const member of MEMBERS) {
      try {
        parseHeader(withMember(stored, way, member));
        tally.wrong(`${member} in a header at ${way.join(".")}`);
      } catch (thrown) {
        if (codeOf(thrown) === "damaged") tally.count("refused");
        else tally.wrong(`${member} in a header at ${way.join(".")}: ${codeOf(thrown)}`);
      }
    }
  if ("hostile" in {} || "hostile" in Object.prototype) tally.wrong("a prototype was reached");
}

/** Runs the campaign; it has one form. */
export async function hostileText(asked: Asked): Promise<Figures> {
  await sodiumReady;
  const tally = startTally("hostile-text", CLAIM, asked);
  const couple = await aCouple();
  if (unlock(couple.disk, couple.noa.keys).findings.length > 0) tally.wrong("the journal to begin with");
  tryTexts(tally, couple, Object.entries(HOSTILE_LINES), null);
  // Lines and sentences take none of these; a text and the exact words of another record keep what they are given.
  tryTexts(tally, couple, Object.entries(REFUSED_TEXTS), /^(?!(?:entry\.body|(?:keepsake|version|earlier)\.record)$)/);
  tryTexts(
    tally,
    couple,
    LONE_SURROGATES.map((text) => ["half a character", text] as const),
    null,
  );
  tryAddresses(tally);
  tryMembers(tally, couple);
  return tally.figures();
}
