/**
 * The readable export as a folder of Markdown: one file for each entry, one for the needs with their answers, one for the care. To be
 * read by people; what must come back without loss is records.jsonl. The rules are in shared/domain/SPEC.md, [D42] to [D44].
 */
import { assertNever } from "../base/errors.ts";
import type { Day } from "../base/time.ts";
import { type AGREEMENT_VERDICTS, type Answer, answeredBy, type REPAIR_REPLIES, type Reply } from "../domain/answer.ts";
import { isSaid, type Said, saidIn, SAID_KINDS, type SaidRecord, type SaidTexts, titleOf } from "../domain/said.ts";
import type { Care } from "../domain/care.ts";
import { type Entry, isInJournal } from "../domain/entry.ts";
import type { PartnerId, RecordId } from "../domain/fields.ts";
import type { Keepsake } from "../domain/keepsake.ts";
import type { ClosedStatus, MetBy, Need, WISHES } from "../domain/need.ts";
import { type JournalRecord, keptRecord } from "../domain/record.ts";
import { withoutCopies } from "../domain/related.ts";
import { changedSince } from "../domain/sharing.ts";
import { feelingWord, needWord, type VocabularyTexts } from "../domain/vocabulary.ts";
import { markdownHeading, markdownLine, markdownOf, markdownWords } from "./markdown-text.ts";

/** The words an export writes around what people wrote, in one language (renderer/app/text/<language>/readable-export.json). */
export interface ExportTexts {
  readonly places: Readonly<Record<"needs" | "care" | "answers", string>>;
  readonly fields: Readonly<
    Record<
      | "noticed"
      | "felt"
      | "request"
      | "wish"
      | "importance"
      | "continues"
      | "closed"
      | "metBy"
      | "howItFelt"
      | "reply"
      | "replyFelt"
      | "careGiven"
      | "forNeed"
      | "cost"
      | "reason",
      string
    >
  >;
  readonly wishes: Readonly<Record<(typeof WISHES)[number], string>>;
  readonly statuses: Readonly<Record<ClosedStatus, string>>;
  readonly metBy: Readonly<Record<MetBy, string>>;
  readonly replies: Readonly<Record<Reply, string>>;
  readonly repairReplies: Readonly<Record<(typeof REPAIR_REPLIES)[number], string>>;
  readonly verdicts: Readonly<Record<(typeof AGREEMENT_VERDICTS)[number], string>>;
  readonly signed: string;
  readonly ended: string;
  /** "gave to", between two names. */
  readonly gaveTo: string;
  readonly others: string;
}

export interface ReadableTexts {
  readonly vocabulary: VocabularyTexts;
  readonly readableExport: ExportTexts;
  readonly records: SaidTexts;
}

export interface TextFile {
  /** Relative, with "/" between folders; safe as a name on Linux, macOS and Windows [D42]. */
  readonly path: string;
  readonly text: string;
}

/** A partner by the name an export gives them. */
interface NamedPartner {
  readonly id: PartnerId;
  readonly name: string;
}

/**
 * Writes everything given as Markdown files, one at a time. Where both an original and its copy are given, the original is written [D25].
 * Partners are named as given; one who is not among them goes by their id. Versions and what lies in the trash are left out [D42].
 *
 * @param media where the files of entries lie beside them, by the id of their sealed bytes (`entryMedia`); one that is not given keeps
 *   its address `twofold-file:<id>`
 */
export function* markdownFiles(
  records: readonly JournalRecord[],
  partners: readonly NamedPartner[],
  texts: ReadableTexts,
  media: ReadonlyMap<string, string> = new Map(),
): Generator<TextFile> {
  const names = new Map<string, string>(partners.map(({ id, name }) => [id, name]));
  const nameOf = (id: PartnerId): string => names.get(id) ?? id;
  const entries: Entry[] = [];
  const needs: Need[] = [];
  const care: Care[] = [];
  const answers: Answer[] = [];
  const keepsakes: Keepsake[] = [];
  const said: SaidRecord[] = [];
  for (const record of withoutCopies(records)) {
    if (record.kind === "entry") {
      if (isInJournal(record)) entries.push(record);
    } else if (record.kind === "need") needs.push(record);
    else if (record.kind === "care") care.push(record);
    else if (record.kind === "answer") answers.push(record);
    else if (record.kind === "keepsake") keepsakes.push(record);
    else if (isSaid(record) && record.kind !== "consent") said.push(record); // who paused is not told [D83]
  }
  for (const dated of [entries, care, answers]) dated.sort(byDay((of: Entry | Care | Answer) => of.day));
  needs.sort(byDay((of) => of.voicedOn));
  const taken = new Set<string>();
  for (const entry of entries) {
    yield { path: entryPath(entry, taken), text: entryText(entry, nameOf(entry.author), texts.vocabulary, media) };
  }
  const written: Written = {
    nameOf,
    texts,
    needById: new Map(needs.map((need) => [need.id, need])),
    careByNeed: gathered(care, (each) => each.need),
    answersTo: gathered(answers, answeredBy),
  };
  const { places } = texts.readableExport;
  if (needs.length > 0) {
    const parts = needs.map((need) => needText(need, written));
    yield { path: "needs.md", text: page(places.needs, parts) };
  }
  if (care.length > 0) {
    const parts = care.map((each) => careText(each, written));
    yield { path: "care.md", text: page(places.care, parts) };
  }
  yield* saidFiles(said, written);
  // Answers to what was taken back since still are somebody's words; an entry's own file holds its author's words alone.
  const shown = new Set<RecordId>([...needs, ...care, ...entries, ...said].map(({ id }) => id));
  const felt = new Set(answers.flatMap((answer) => feltOf(answer, written)));
  const lineOf = (answer: Answer): string => answerItem(answer, written);
  const parts = [
    ...answers.filter((answer) => !shown.has(answeredBy(answer)) && !felt.has(answer)).map(lineOf),
    ...entries.flatMap((entry) => {
      const toEntry = (written.answersTo.get(entry.id) ?? []).map(lineOf);
      return toEntry.length === 0
        ? []
        : [`## ${[entry.day, ...(entry.title === "" ? [] : [markdownLine(entry.title)])].join(": ")}`, ...toEntry];
    }),
  ];
  if (parts.length > 0) yield { path: "answers.md", text: page(places.answers, parts) };
  if (keepsakes.length > 0) yield* keepsakeFiles(keepsakes, partners, texts);
}

/** The paths of entries' files, beside those entries, by the id of their sealed bytes: what they are called, numbered where a name is taken. */
export function entryMedia(records: readonly JournalRecord[]): Map<string, string> {
  const paths = new Map<string, string>();
  const taken = new Set<string>();
  for (const record of withoutCopies(records)) {
    if (record.kind !== "entry" || !isInJournal(record)) continue;
    for (const { sealed, name } of record.files) {
      if (!paths.has(sealed.id)) paths.set(sealed.id, mediaPath(name, taken));
    }
  }
  return paths;
}

/** What Windows takes for a device, whatever its ending. */
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)\d)$/;

function mediaPath(name: string, taken: Set<string>): string {
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0].toLowerCase() ?? "";
  const slug = slugOf(name.slice(0, name.length - ending.length)) || "file";
  const base = `files/${DEVICE.test(slug) ? `file-${slug}` : slug}`;
  let path = `${base}${ending}`;
  for (let number = 2; taken.has(path); number++) path = `${base}-${number}${ending}`;
  taken.add(path);
  return path;
}

/** What was kept of the other's, written as it was when it was theirs, in a folder of its own. What cannot be read is in records.jsonl. */
function* keepsakeFiles(
  keepsakes: readonly Keepsake[],
  partners: readonly NamedPartner[],
  texts: ReadableTexts,
): Generator<TextFile> {
  const copies: JournalRecord[] = [];
  const named = [...partners];
  for (const keepsake of keepsakes.toSorted(byDay((of: Keepsake) => of.on))) {
    const kept = keptRecord(keepsake);
    if (kept?.kind !== "record") continue;
    copies.push(kept.record);
    if (keepsake.from !== "") named.push({ id: kept.record.author, name: keepsake.from });
  }
  for (const { path, text } of markdownFiles(copies, named, texts)) yield { path: `keepsakes/${path}`, text };
}

/** Records under a key each, in the order given. (Map.groupBy is not in Node 20.) */
function gathered<R, K>(records: readonly R[], keyOf: (record: R) => K): Map<K, R[]> {
  const groups = new Map<K, R[]>();
  for (const record of records) {
    const group = groups.get(keyOf(record));
    if (group === undefined) groups.set(keyOf(record), [record]);
    else group.push(record);
  }
  return groups;
}

interface Written {
  readonly nameOf: (id: PartnerId) => string;
  readonly texts: ReadableTexts;
  readonly needById: ReadonlyMap<RecordId, Need>;
  readonly careByNeed: ReadonlyMap<RecordId | null, readonly Care[]>;
  readonly answersTo: ReadonlyMap<RecordId, readonly Answer[]>;
}

/** By day, then by id and author: no two records have both, so the order is always the same. */
const byDay =
  <R extends JournalRecord>(dayOf: (record: R) => Day) =>
  (left: R, right: R): number => {
    const place = (record: R): string => `${dayOf(record)} ${record.id} ${record.author}`;
    return place(left) < place(right) ? -1 : 1;
  };

const page = (title: string, parts: readonly string[]): string => `${[`# ${title}`, ...parts].join("\n\n")}\n`;

/** The longest title in a file name, in code points: with four bytes each it stays under the 255 bytes file systems allow. */
const LONGEST_NAME = 48;

/** entries/<day> <title in small letters>.md, numbered from 2 where a name is taken [D42]. */
function entryPath(entry: Entry, taken: Set<string>): string {
  const slug = slugOf(entry.title);
  const base = `entries/${entry.day}${slug === "" ? "" : ` ${slug}`}`;
  let path = `${base}.md`;
  for (let number = 2; taken.has(path); number++) path = `${base} (${number}).md`;
  taken.add(path);
  return path;
}

/** Letters with their marks, and digits, of any script: nothing a file system, a shell or Markdown reads as a sign. */
function slugOf(text: string): string {
  const words = text
    .normalize("NFC")
    .toLowerCase()
    .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu);
  return [...(words ?? []).join("-")].slice(0, LONGEST_NAME).join("").replace(/-$/, "");
}

/** Facts for programs, as YAML whose values are all JSON, then the words for people [D43]. */
function entryText(
  entry: Entry,
  author: string,
  vocabulary: VocabularyTexts,
  media: ReadonlyMap<string, string>,
): string {
  const { original } = entry;
  const facts: Record<string, unknown> = {
    id: entry.id,
    day: entry.day,
    title: entry.title,
    author,
    ...(original === null
      ? { copy: entry.revision }
      : {
          time: entry.time,
          timeZone: entry.timeZone,
          createdAt: original.createdAt,
          updatedAt: original.updatedAt,
          mood: entry.mood,
          feelings: entry.feelings.map((word) => feelingWord(word, vocabulary)),
          tags: entry.tags,
          needs: entry.needs,
          star: entry.star,
          sharedOn: original.shared?.on ?? null,
          changedSinceShared: changedSince(entry),
        }),
    ...(entry.files.length === 0 ? {} : { files: entry.files.map(({ sealed, name }) => media.get(sealed.id) ?? name) }),
  };
  const frontMatter = Object.entries(facts).map(([name, value]) => `${name}: ${yamlText(JSON.stringify(value))}\n`);
  const title = entry.title === "" ? entry.day : markdownLine(entry.title);
  const body = markdownOf(entry.body, (id) => media.get(id) ?? `twofold-file:${id}`);
  return `---\n${frontMatter.join("")}---\n\n${markdownHeading(1, title)}\n${body === "" ? "" : `\n${body}\n`}`;
}

/** JSON is YAML but for a few characters YAML reads as line breaks or refuses unescaped. */
const yamlText = (json: string): string =>
  json.replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const fact = (label: string, text: string): string[] => (text.trim() === "" ? [] : [`**${label}:** ${text}`]);

/** The steps of a five-step answer are numbered from 0 to 4; their words belong to the screens. */
const outOfFour = (step: number | null): string => (step === null ? "" : `${step}/4`);

function needText(need: Need, written: Written): string {
  const { fields, wishes, statuses, metBy } = written.texts.readableExport;
  const { closing } = need;
  const earlier = need.continues === null ? undefined : written.needById.get(need.continues);
  const care = written.careByNeed.get(need.id) ?? [];
  return [
    `## ${need.voicedOn}: ${needName(need, written)} (${markdownLine(written.nameOf(need.author))})`,
    ...fact(fields.noticed, markdownWords(need.noticed)),
    ...fact(fields.felt, markdownWords(need.felt)),
    ...fact(fields.request, markdownWords(need.request)),
    ...fact(fields.wish, need.wish === null ? "" : wishes[need.wish]),
    ...fact(fields.importance, `${need.importance}/3`),
    ...fact(fields.continues, earlier === undefined ? "" : `${earlier.voicedOn}: ${needName(earlier, written)}`),
    ...(written.answersTo.get(need.id) ?? []).flatMap((answer) => [
      ...fact(fields.reply, answerLine(answer, written)),
      ...feltOf(answer, written).flatMap((felt) => fact(fields.replyFelt, answerLine(felt, written))),
    ]),
    ...care.flatMap((each) => fact(fields.careGiven, `${each.day}: ${careLine(each, written)}`)),
    ...(closing === null
      ? []
      : [
          ...fact(fields.closed, `${closing.on}, ${statuses[closing.status]}`),
          ...fact(fields.metBy, metBy[closing.metBy]),
          ...fact(fields.howItFelt, outOfFour(closing.felt)),
          ...[markdownWords(closing.words)].filter((words) => words !== ""),
        ]),
  ].join("\n\n");
}

const needName = (need: Need, { texts }: Written): string => markdownLine(needWord(need.need, texts.vocabulary));

function careLine(care: Care, { nameOf, texts }: Written): string {
  const giver = care.giver === "others" ? texts.readableExport.others : markdownLine(nameOf(care.giver));
  return `${giver} ${texts.readableExport.gaveTo} ${markdownLine(nameOf(care.receiver))}`;
}

function careText(care: Care, written: Written): string {
  const { fields } = written.texts.readableExport;
  const need = care.need === null ? undefined : written.needById.get(care.need);
  return [
    `## ${care.day}: ${careLine(care, written)}`,
    ...[markdownWords(care.what)].filter((words) => words !== ""),
    ...fact(fields.forNeed, need === undefined ? "" : `${need.voicedOn}: ${needName(need, written)}`),
    ...fact(fields.cost, care.cost === null ? "" : `${care.cost}/3`),
    ...fact(fields.reason, markdownWords(care.reason)),
    ...(written.answersTo.get(care.id) ?? []).flatMap((answer) => fact(fields.howItFelt, answerLine(answer, written))),
  ].join("\n\n");
}

/** A file for each joint kind there is a record of, named by the kind [D42]. */
function* saidFiles(records: readonly SaidRecord[], written: Written): Generator<TextFile> {
  for (const kind of SAID_KINDS) {
    const some = records.filter((record) => record.kind === kind);
    if (some.length === 0) continue;
    const parts = some.map((record) => saidText(record, written)).sort();
    yield { path: `${kind}.md`, text: page(written.texts.records.lists[kind], parts) };
  }
}

function saidText(record: SaidRecord, written: Written): string {
  const { nameOf, texts } = written;
  const names = texts.records[record.kind];
  const name = (field: string): string => textOf(names[field], field);
  const valueOf = (said: Said): string => {
    switch (said.type) {
      case "words":
        return markdownWords(said.words);
      case "list":
        return said.list.map(markdownLine).join("; ");
      case "choice": {
        const choices = names[`${said.field}Choices`];
        return typeof choices === "object" ? textOf(choices[said.choice], said.choice) : said.choice;
      }
      case "day":
        return said.day;
      case "week":
        return said.week;
      case "steps":
      case "item": {
        const steps = names[`${said.field}Steps`];
        const number = `${said.steps}/${said.type === "steps" ? said.of : 4}`;
        return typeof steps === "object" ? textOf(steps[said.steps], number) : number;
      }
      case "hours":
        return `${said.hours} h`;
      case "partner":
        return said.partner === "both" ? texts.records.both : markdownLine(nameOf(said.partner));
      default:
        return assertNever(said);
    }
  };
  const label = (said: Said): string =>
    said.type === "item" ? markdownLine(textOf(texts.records.items[said.item], said.item)) : name(said.field);
  const title = titleOf(record);
  return [
    `## ${[...(title === null ? [] : [markdownLine(title)]), `(${markdownLine(nameOf(record.author))})`].join(" ")}`,
    ...saidIn(record).flatMap((said) => fact(label(said), valueOf(said))),
    ...(written.answersTo.get(record.id) ?? []).map((answer) => answerItem(answer, written)),
  ].join("\n\n");
}

/** A text of the catalogue; what it lacks is said by its key. */
const textOf = (text: unknown, key: string): string => (typeof text === "string" ? text : key);

/** What an answer says beside its words. */
function saidBeside(body: Answer["body"], texts: ReadableTexts): string {
  switch (body.type) {
    case "need-reply":
      return texts.readableExport.replies[body.reply];
    case "care-felt":
      return outOfFour(body.felt);
    case "reply-felt":
      return outOfFour(body.felt);
    case "repair-reply":
      return texts.readableExport.repairReplies[body.reply];
    case "agreement-review":
      return texts.readableExport.verdicts[body.verdict];
    case "decision-outcome":
      return `${body.outcome > 0 ? "+" : ""}${body.outcome}, ${outOfFour(body.say)}`;
    case "season-named":
      return body.to ?? "";
    case "signature":
      return texts.readableExport.signed;
    case "agreement-end":
      return texts.readableExport.ended;
    case "check-in-part": {
      const names = texts.records["check-in"];
      const parts = ["appreciation", "mood", "youNeed", "wentWell", "request", "offer"] as const;
      return parts
        .map((part) => [textOf(names[part], part), part === "mood" ? outOfFour(body.mood) : markdownWords(body[part])])
        .flatMap(([label, said]) => (said === "" ? [] : [`${label}: ${said}`]))
        .join(" ");
    }
    case "entry-reply":
    case "goal-backing":
    case "decision-wanted":
    case "sacrifice-seen":
      return "";
    default:
      return assertNever(body);
  }
}

/** What the owner of a need said of how an answer to it felt: it is written under that answer, wherever that stands [D71]. */
const feltOf = ({ id, body }: Answer, { answersTo }: Written): readonly Answer[] =>
  body.type === "need-reply" ? (answersTo.get(id) ?? []).filter((answer) => answer.body.type === "reply-felt") : [];

/** An answer in a list, and under it how it felt. */
const answerItem = (answer: Answer, written: Written): string =>
  [
    `- ${answerLine(answer, written)}`,
    ...feltOf(answer, written).map((felt) => `  - ${answerLine(felt, written)}`),
  ].join("\n");

function answerLine({ author, day, body }: Answer, { nameOf, texts }: Written): string {
  const said = saidBeside(body, texts);
  const words = markdownWords(body.words);
  return `${day}, ${markdownLine(nameOf(author))}: ${[said, words].filter((part) => part !== "").join(". ")}`;
}
