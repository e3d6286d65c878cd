/** Search over 10,000 entries of about 2 KB: each keystroke against a bare `includes` scan, and getting ready. */
import { addDays, asDay, asInstant } from "#shared/base/time.ts";
import type { EntrySight } from "#shared/analysis/entry-filter.ts";
import { listEntries } from "#shared/analysis/listed-entries.ts";
import { prepareSearch, readQuery, search } from "#shared/analysis/search.ts";
import type { Entry } from "#shared/domain/entry.ts";
import { plainText, richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { NOA, recordId } from "../support/builders.ts";
import { alternately, median, type Row, row, timed } from "./measure.ts";

export const ENTRIES = 10_000;
const CHARACTERS = 2_000;
const RUNS = 7;
/** What someone types, a key at a time: common and rare, there and not, one word and two. */
export const TYPED = ["rest at the weekend", "café", "harbour lantern", "quiet q"];
const P95_MS = 25;
const SIGHT: EntrySight = { readable: () => true, needWord: () => null };

const WORDS =
  `we walked home slowly and talked about the week it was good to rest at last the evening stayed quiet with tea on the
  balcony nobody asked for anything and I could hear myself think the harbour was empty a lantern in the window my sister
  called from the train weekend plans changed again work had taken more than I wanted to give café morning light over
  the table bread still warm Noa laughed`.split(/\s+/);

/** The same entries each time: words picked by a fixed walk; every twelfth entry holds an emoji, as people's do. */
export function entriesOf(count: number): Entry[] {
  let state = 7;
  const next = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  return Array.from({ length: count }, (_, at): Entry => {
    const paragraphs: string[] = [];
    for (let written = 0; written < CHARACTERS;) {
      const words = Array.from({ length: 40 }, () => WORDS[next(WORDS.length)] ?? "").join(" ");
      paragraphs.push(at % 12 === 0 ? `${words} 🌿` : words.replaceAll("é", at % 2 === 0 ? "é" : "e"));
      written += words.length;
    }
    return {
      kind: "entry",
      v: 2,
      id: recordId(at),
      author: NOA,
      revision: 1,
      original: {
        createdAt: asInstant("2026-05-17T08:30:00.000Z"),
        updatedAt: asInstant("2026-05-17T08:30:00.000Z"),
        copies: 0,
        shared: null,
      },
      day: addDays(asDay("2026-05-17"), -Math.floor(at / 3)),
      time: null,
      timeZone: "Europe/Lisbon",
      files: [],
      star: false,
      secondLock: false,
      trashedOn: null,
      source: null,
      title: `Day ${at}`,
      body: richTextFromParagraphs(paragraphs),
      mood: null,
      feelings: [],
      tags: ["evening"],
      needs: [],
    };
  });
}

/** Performance.md's peer for getting ready, a MiniSearch index, is not among the dependencies: that row has no bar here. */
export async function searchRows(): Promise<readonly Row[]> {
  const entries = listEntries(entriesOf(ENTRIES), []);
  const ready = await alternately(
    RUNS,
    () => prepareSearch(entries),
    () => entries.map(({ entry }) => plainText(entry.body)),
  );
  const prepared = prepareSearch(entries);
  const keystrokes = TYPED.flatMap((typed) => Array.from(typed, (_, at) => typed.slice(0, at + 1)));
  const ours: number[] = [];
  const bare: number[] = [];
  let found = 0; // keeps the engine from dropping work whose result nobody reads
  for (const query of keystrokes) {
    const folded = query.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().trim();
    for (let run = 0; run < RUNS; run++) {
      bare.push(
        await timed(() => {
          for (const text of prepared.folded) if (text.includes(folded)) found += 1;
        }),
      );
      ours.push(await timed(() => (found += search(prepared, readQuery(query), SIGHT).entries.length)));
    }
  }
  if (found === 0) throw new Error("the bench's queries find nothing");
  const p95 = ours.toSorted((left, right) => left - right)[Math.floor(ours.length * 0.95)] ?? NaN;
  const scan = "a bare includes scan of the folded texts";
  return [
    row("search per keystroke, 10k x 2 KB", scan, { measured: median(ours), reference: median(bare) }, 1.5),
    row("search per keystroke, 95th percentile", "25 ms", { measured: p95, reference: P95_MS }, 1),
    row("search ready, 10k x 2 KB", "taking their plain text (no MiniSearch installed)", ready, null),
  ];
}
