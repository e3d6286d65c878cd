import type { ImportedApp } from "#shared/domain/entry.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { OpenImport } from "#renderer/worker/import-calls.ts";
import { entriesBySource, sourceKey, undoneImports } from "./bring-in.ts";

const SOME_TITLES = 5;

/** What an import would meet here, and a few of its titles. */
export interface LookedThrough {
  /** Items that are here already and stay as they are. */
  readonly here: number;
  /** Of those, the ones that were changed in the other app since. */
  readonly changedThere: number;
  readonly titles: readonly string[];
  /** Who wrote any of it beside who is open: only for our own export. */
  readonly others: ReadonlySet<PartnerId>;
}

/** Reads through an open import to its end, and keeps none of it. */
export async function lookThrough(
  source: Pick<OpenImport, "next">,
  { app, mine, me }: { readonly app: ImportedApp; readonly mine: readonly JournalRecord[]; readonly me: PartnerId },
): Promise<LookedThrough> {
  const bySource = entriesBySource(mine);
  const byId = new Map(mine.map((record) => [record.id, record]));
  const undone = undoneImports(mine);
  const titles: string[] = [];
  let here = 0;
  let changedThere = 0;
  const others = new Set<PartnerId>();
  for (let items = await source.next(); items.length > 0; items = await source.next()) {
    for (const item of items) {
      if (item.kind === "unread") continue;
      const { title, updatedAt, found } =
        item.kind === "entry"
          ? {
              title: item.draft.title,
              updatedAt: item.updatedAt,
              found: bySource.get(sourceKey({ app, id: item.sourceId })),
            }
          : {
              title: item.record.kind === "entry" ? item.record.title : "",
              updatedAt: item.record.original?.updatedAt ?? null,
              found: byId.get(item.record.id),
            };
      if (item.kind === "record" && item.record.original !== null && item.record.author !== me)
        others.add(item.record.author);
      if (title !== "" && titles.length < SOME_TITLES) titles.push(title);
      if (found === undefined) continue;
      if (found.kind === "entry" && found.trashedOn !== null && undone.has(found.source?.import ?? found.id)) continue;
      here += 1;
      if (updatedAt !== null && found.original !== null && updatedAt > found.original.updatedAt) changedThere += 1;
    }
  }
  return { here, changedThere, titles, others };
}
