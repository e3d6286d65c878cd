/** Two private spaces and a shared one, kept as the app keeps them: originals, and copies published from them. */
import { type Day, type Instant, instantAt } from "../base/time.ts";
import type { PartnerId, RecordId } from "../domain/fields.ts";
import type { JournalRecord } from "../domain/record.ts";
import type { Dated, NewAct } from "../domain/revision.ts";
import { shareRecord, takeBackRecord } from "../domain/sharing.ts";
import type { Chance } from "./chance.ts";

const MINUTE_MS = 60_000;

export interface Notebooks {
  /** Turns to a day; its hours begin. */
  begin(day: Day): void;
  today(): Day;
  /** Who acts, now and today, with an id for what they make. Each act is some minutes after the one before, by the chance of the notebooks or another. */
  act(author: PartnerId, by?: Chance): NewAct & Dated;
  /** Keeps an original: new, or in the place of the one with its id. */
  put(record: JournalRecord): void;
  /** The original as it stands now. */
  get<R extends JournalRecord>(record: R): R;
  /** Publishes what the original says now. */
  share(record: JournalRecord): void;
  takeBack(record: JournalRecord): void;
  isShared(record: { readonly id: RecordId }): boolean;
  /** A partner's originals and all copies, each by its last change. */
  originalsOf(author: PartnerId): readonly JournalRecord[];
  copies(): readonly JournalRecord[];
}

export function emptyNotebooks(chance: Chance): Notebooks {
  const originals = new Map<RecordId, JournalRecord>();
  const copies = new Map<RecordId, JournalRecord>();
  const sharedIds = new Set<RecordId>();
  let today = "" as Day;
  let clock = 0;

  const now = (by: Chance): Instant => {
    clock += by.whole(1, 14) * MINUTE_MS;
    return instantAt(clock);
  };

  function put(record: JournalRecord): void {
    originals.delete(record.id); // so that it comes last: maps keep the order of insertion
    originals.set(record.id, record);
  }

  function get<R extends JournalRecord>(record: R): R {
    return originals.get(record.id) as R; // a record keeps its kind for ever
  }

  return {
    begin(day) {
      today = day;
      clock = Date.parse(`${day}T05:30:00.000Z`);
    },
    today: () => today,
    act: (author, by = chance) => ({ author, now: now(by), today, id: by.id() as RecordId }),
    put,
    get,
    share(record) {
      const shared = shareRecord(get(record), { author: record.author, today, sharedIds });
      put(shared.original);
      copies.delete(record.id);
      copies.set(record.id, shared.copy);
      sharedIds.add(record.id);
    },
    takeBack(record) {
      put(takeBackRecord(get(record), { author: record.author }));
      copies.delete(record.id);
      sharedIds.delete(record.id);
    },
    isShared: ({ id }) => sharedIds.has(id),
    originalsOf: (author) => [...originals.values()].filter((record) => record.author === author),
    copies: () => [...copies.values()],
  };
}
