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
import { chanceFrom } from "#shared/sample/chance.ts";
import type { CoverName } from "#shared/vault/cover.ts";
import type { Seat } from "#shared/vault/header.ts";
import type { Finding } from "#shared/vault/session.ts";

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
  writeUntilKilled,
  async write(seed: number, count: number) {
    for (let at = 0; at < count; at++) await journal.put(newEntry(`filled ${seed}-${at}`));
  },
  exportBackup: () => journal.exportBackup(),
  /** Leaves a file in the origin's private file system, beside whatever the app keeps there. */
  async leaveMark() {
    const into = await (
      await (await navigator.storage.getDirectory()).getFileHandle("campaign-mark", { create: true })
    ).createWritable();
    await into.write("mark");
    await into.close();
  },
  /** Whether the mark is still there: whether what the app keeps in the private file system outlives its database. */
  async findsMark() {
    try {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle("campaign-mark");
      return (await (await handle.getFile()).text()) === "mark";
    } catch {
      return false;
    }
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
