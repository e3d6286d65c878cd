import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { FiveSteps, line, type OwnFields, RecordId, recordFields } from "./fields.ts";
import { type Act, fitting, type NewAct, newOriginal, revised, tidyLine } from "./revision.ts";
import { RichText } from "./rich-text.ts";
import { never, shared, type Sharing } from "./shared-fields.ts";

/** A journal entry: what one partner wrote for themselves. */
export const Entry = z.strictObject({
  kind: z.literal("entry"),
  v: z.literal(1),
  ...recordFields,
  /** The local day it belongs to, as written. */
  day: Day,
  /** IANA time zone it was written in. Private: it says where its author was. */
  timeZone: line(64),
  title: line(200),
  body: RichText,
  mood: FiveSteps.nullable(),
  /** Words from the feelings list, as their keys, or one's own. */
  feelings: z.array(line(60)).max(20),
  tags: z.array(line(60)).max(50),
  /** Needs this entry speaks of. */
  needs: z.array(RecordId).max(50),
});
export type Entry = z.infer<typeof Entry>;

/** Sharing an entry shares its day, its title and its words, nothing else [D10]. */
export const entrySharing: Sharing<Entry> = {
  day: shared,
  timeZone: never("UTC"),
  title: shared,
  body: shared,
  mood: never(null),
  feelings: never([]),
  tags: never([]),
  needs: never([]),
};

export type EntryDraft = OwnFields<Entry>;

const tidyWordsOf = (list: readonly string[]): string[] =>
  [...new Set(list.map(tidyLine))].filter((word) => word !== "");

/** An entry's fields as they are kept: tags and feelings without blanks or repeats. */
const tidy = <D extends Partial<EntryDraft>>(draft: D): D => ({
  ...draft,
  ...(draft.title === undefined ? {} : { title: tidyLine(draft.title) }),
  ...(draft.feelings === undefined ? {} : { feelings: tidyWordsOf(draft.feelings) }),
  ...(draft.tags === undefined ? {} : { tags: tidyWordsOf(draft.tags) }),
});

/** A new entry. Throws "malformed" when a field does not fit. */
export const createEntry = (draft: EntryDraft, act: NewAct): Entry =>
  fitting(Entry, { kind: "entry", v: 1, ...newOriginal(act), ...tidy(draft) });

/** The entry's next revision; the same entry when nothing differs [D11]. Only by its author [D4]. */
export const editEntry = (entry: Entry, changes: Partial<EntryDraft>, act: Act): Entry =>
  revised({ schema: Entry, sharing: entrySharing }, entry, tidy(changes), act);
