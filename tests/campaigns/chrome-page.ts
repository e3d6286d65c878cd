/**
 * The page a campaign drives in real Chromium: the app's own journal, vault worker, key worker and browser Host, without
 * its screens, so that saves follow each other as fast as the disk takes them. What the campaign must remember when this
 * page is killed is told to it before and after each act, through functions the campaign puts on the page.
 */
import { host } from "#renderer/host/host.ts";
import { startJournal, type Secret } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { createEntry, editEntry, type Entry } from "#shared/domain/entry.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import { createNeed, editNeed, type Need } from "#shared/domain/need.ts";
import { plainText, richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { parseRecord, RECORD_KINDS } from "#shared/domain/record.ts";
import { chanceFrom } from "#shared/sample/chance.ts";
import type { CoverName } from "#shared/vault/cover.ts";
import type { Seat } from "#shared/vault/header.ts";
import type { Finding } from "#shared/vault/session.ts";
import { NOA, oneOfEach, SAM } from "../support/builders.ts";

/** One act on one record. `text` is what the record says after it; null when it is gone. */
export interface Act {
  readonly id: string;
  readonly act: "write" | "share" | "take-back" | "remove" | "draft";
  readonly text: string | null;
  /** What the shared copy says after it; null when there is none. */
  readonly copy: string | null;
}

/** All a campaign compares of an open journal. */
export interface Held {
  readonly mine: Readonly<Record<string, string>>;
  /** The open partner's own copies. */
  readonly copies: Readonly<Record<string, string>>;
  readonly drafts: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
  readonly unreadable: number;
  readonly unverified: number;
}

declare global {
  interface Window {
    /** Answers when the campaign has written it down. */
    campaignTrying(act: Act): Promise<void>;
    campaignDone(act: Act): Promise<void>;
  }
}

/** How often each act comes. */
const ACTS = { new: 30, write: 25, share: 20, "take-back": 5, remove: 5, draft: 15 };

const shell = host();
const journal = startJournal(shell, { now: () => Date.now(), timeZone: () => "Europe/Berlin" });

function snapshot(): Snapshot {
  const state = journal.state();
  if (state.kind !== "open") throw new Error(state.kind === "failed" ? state.code : state.kind);
  return state.snapshot;
}

async function complete(): Promise<Snapshot> {
  while (!snapshot().complete) await new Promise((resolve) => journal.subscribe(() => resolve(null)));
  return snapshot();
}

function me(): PartnerId {
  const { session } = snapshot();
  if (session.kind !== "one") throw new Error("together");
  return session.me.id;
}

const act = (id = journal.newId()) => ({ author: me(), now: journal.now(), today: journal.today(), id });

const newEntry = (text: string): Entry =>
  createEntry(
    {
      title: "",
      body: richTextFromParagraphs([text]),
      day: journal.today(),
      timeZone: journal.timeZone(),
      mood: null,
      feelings: [],
      tags: [],
      needs: [],
    },
    act(),
  );

const newNeed = (text: string): Need =>
  createNeed({ noticed: "n", felt: "f", need: "rest", request: text, wish: "time", importance: 2 }, act());

const textOf = (record: Snapshot["mine"][number]): string | null =>
  record.kind === "entry" ? plainText(record.body) : record.kind === "need" ? record.request : null;

async function held(): Promise<Held> {
  const { mine, shared, findings, unreadable } = await complete();
  const author = me();
  const texts = (records: readonly Snapshot["mine"][number][]) =>
    Object.fromEntries(
      records.flatMap((record) => {
        const text = textOf(record);
        return text === null ? [] : [[record.id, text]];
      }),
    );
  return {
    mine: texts(mine),
    copies: texts(shared.flatMap(({ record }) => (record.author === author ? [record] : []))),
    drafts: Object.fromEntries([...journal.drafts()].map(([place, value]) => [place, String(value)])),
    findings,
    unreadable: unreadable.length,
    unverified: shared.filter(({ verified }) => !verified).length,
  };
}

/** One seeded act after another, each told before it is asked for and after it was acknowledged. Ends by being killed. */
async function writeUntilKilled(seed: number): Promise<never> {
  const chance = chanceFrom(seed);
  const told = async (what: Act, run: () => Promise<unknown>) => {
    await window.campaignTrying(what);
    await run();
    void window.campaignDone(what);
  };
  const copyNow = (id: string): string | null => {
    const copy = snapshot().shared.find(({ record }) => record.id === id)?.record;
    return copy === undefined ? null : textOf(copy);
  };
  for (let count = 0; ; count++) {
    const text = `text ${seed}-${count}${"x".repeat(chance.pick([0, 40, 400, 1_500]))}`;
    const own = snapshot().mine.filter((record): record is Entry | Need => textOf(record) !== null);
    const chosen = own.length === 0 ? undefined : chance.pick(own.slice(0, 40));
    const what = chosen === undefined ? "new" : chance.weighed(ACTS);
    if (what === "draft") {
      const place = `entry:${chance.whole(1, 3)}`;
      await told({ id: place, act: "draft", text, copy: null }, () => journal.keepDraft(place, text));
    } else if (what === "new" || chosen === undefined) {
      const record = chance.happens(0.5) ? newEntry(text) : newNeed(text);
      await told({ id: record.id, act: "write", text, copy: null }, () => journal.put(record));
    } else if (what === "write") {
      const next =
        chosen.kind === "entry"
          ? editEntry(chosen, { body: richTextFromParagraphs([text]) }, act(chosen.id))
          : editNeed(chosen, { request: text }, act(chosen.id));
      await told({ id: chosen.id, act: what, text, copy: copyNow(chosen.id) }, () => journal.put(next));
    } else if (what === "share") {
      const shared = textOf(chosen);
      await told({ id: chosen.id, act: what, text: shared, copy: shared }, () => journal.share(chosen.id));
    } else if (what === "take-back") {
      await told({ id: chosen.id, act: what, text: textOf(chosen), copy: null }, () => journal.takeBack(chosen.id));
    } else {
      await told({ id: chosen.id, act: what, text: null, copy: null }, () => journal.remove(chosen.id));
    }
  }
}

/** The paths of all strings inside a value. */
function stringsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value === "string") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    stringsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function withString(value: unknown, path: readonly (string | number)[], text: string): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return text;
  if (Array.isArray(value))
    return value.map((inner, at) => (at === key ? withString(inner, rest, text) : (inner as unknown)));
  return { ...(value as object), [key]: withString((value as Record<string, unknown>)[key], rest, text) };
}

/** Kinds that stay with their author. */
const NEVER_SHARED: readonly string[] = [
  "version",
  "keepsake",
  "earlier",
  "import",
  "prompts",
] satisfies (keyof typeof RECORD_KINDS)[];

/**
 * Saves one record of every kind with a word of its own in every field that takes free text, shares what can be shared, and
 * keeps a file and a draft. A field takes free text when its record, with the word in it, still reads: what a kind gains later is
 * found by itself.
 *
 * @returns each word by its field
 */
async function plant(stem: string): Promise<Record<string, string>> {
  const { partners, session } = await complete();
  const other = partners.find(({ id }) => session.kind === "one" && id !== session.me.id)?.id ?? SAM;
  const words: Record<string, string> = {};
  const planted: string[] = [];
  for (const record of oneOfEach()) {
    const text = JSON.stringify({ ...record, author: me(), id: journal.newId() })
      .replaceAll(NOA, me())
      .replaceAll(SAM, other);
    let now: unknown = JSON.parse(text);
    for (const path of stringsIn(now)) {
      const name = `${planted.length + 1} ${record.kind}.${path.join(".")}`;
      const word = `${stem}${Object.keys(words).length.toString().padStart(3, "0")}zarvonquil`;
      const next = withString(now, path, word);
      if (path.at(-1) === "timeZone" || parseRecord(next).kind === "unreadable") continue; // an id, a day, a choice
      now = next;
      words[name] = word;
    }
    const parsed = parseRecord(now);
    if (parsed.kind === "unreadable") throw new Error(`${record.kind} does not read`);
    planted.push(record.kind);
    if (NEVER_SHARED.includes(record.kind) || record.author === SAM) await journal.put(parsed.record);
    else await journal.putAndShare(parsed.record);
  }
  const missing = Object.keys(RECORD_KINDS).filter((kind) => !planted.includes(kind));
  if (missing.length > 0) throw new Error(`no canary in ${missing.join(", ")}`);
  words["file"] = `${stem}998zarvonquil`;
  const file = await journal.keepFile(new TextEncoder().encode(`before ${words["file"]} after`));
  await journal.readFile(file);
  words["draft"] = `${stem}999zarvonquil`;
  await journal.keepDraft("entry:canary", { words: `before ${words["draft"]} after` });
  return words;
}

/** Leaves a word in the clear wherever a page can: what a search of the disk must find, to be believed when it finds nothing. */
async function plantPlainly(word: string, fillers: number): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("plain", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("words");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error("indexedDB"));
  });
  await new Promise((resolve) => {
    const transaction = database.transaction("words", "readwrite", { durability: "strict" });
    transaction.objectStore("words").put(`${word.slice(0, 9)} ${word.slice(0, 6)} ${word}`, 1);
    transaction.objectStore("words").put(`${word} שלום`, 2); // beyond Latin 1: V8 writes UTF-16
    // As much beside them as makes LevelDB write its log into a table, compressed.
    for (let at = 3; at < fillers; at++) {
      transaction.objectStore("words").put(crypto.getRandomValues(new Uint8Array(60_000)), at);
    }
    transaction.oncomplete = resolve;
  });
  database.close();
  const into = await (
    await (await navigator.storage.getDirectory()).getFileHandle("plain", { create: true })
  ).createWritable();
  await into.write(word);
  await into.close();
  localStorage.setItem("plain", word);
  sessionStorage.setItem("plain", word);
  await (await caches.open("plain")).put("/plain", new Response(word));
}

const campaign = {
  async look() {
    await journal.look();
    const state = journal.state();
    return state.kind === "failed" ? `failed ${state.code}` : state.kind;
  },
  async found(name: string, cover: CoverName, coverForB: CoverName, passphrase: string) {
    await (await journal.found({ name, cover, coverForB, passphrase })).confirm();
    await complete();
  },
  async join(name: string, passphrase: string) {
    await (await journal.join({ name, passphrase })).confirm();
  },
  unlock: (seat: Seat, secret: Secret) => journal.unlock(seat, secret),
  lock: () => journal.lock(),
  held,
  /** What the app says it brought back when it opened. */
  mended: () => journal.mended(),
  writeUntilKilled,
  async write(seed: number, count: number) {
    for (let at = 0; at < count; at++) await journal.put(newEntry(`filled ${seed}-${at}`));
  },
  plant,
  plantPlainly,
  exportBackup: () => journal.exportBackup(),
  /** What the first page would say where no journal is, if one was here. */
  async offered() {
    if ((journal.kept()?.backups.length ?? 0) > 0) return "backups are kept";
    return journal.wasHere() ? "a journal was here" : null;
  },
  /** Everything before the first write of a restore. Answers how many rows it would put. */
  async planRestore(passphrase: string) {
    const chosen = await journal.chooseBackup();
    if (chosen === "cancelled") throw new Error("cancelled");
    if ((await chosen.unlock("a", { passphrase })) !== "open") throw new Error("the backup does not open");
    const { plan, report } = await chosen.plan();
    Object.assign(globalThis, { campaignRestore: () => chosen.restore() });
    return { rows: plan.rows, ok: report.ok };
  },
};

export type Campaign = typeof campaign;

Object.assign(globalThis, { campaign });
