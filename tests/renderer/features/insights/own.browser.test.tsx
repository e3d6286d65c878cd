import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import type { OwnSummary } from "#shared/analysis/own.ts";
import { addDays } from "#shared/base/time.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { Lane } from "#renderer/features/insights/lanes.ts";
import { OwnView } from "#renderer/features/insights/OwnView.tsx";
import "#renderer/features/insights/insights.css";
import { type Journal, startJournal } from "#renderer/store/journal.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { NeedOpener } from "#renderer/ui/entry-extras/need-opener.tsx";
import { SupportOpener } from "#renderer/ui/support-link.tsx";
import { UnseenCareOpener } from "#renderer/ui/unseen-care-link.tsx";
import { NOA, recordId, TODAY } from "../../../support/builders.ts";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";
import { deleteEverything } from "../../../support/stores.ts";
import { asTable, figure, says } from "./place.ts";

const lane: Lane = { partner: NOA, side: "a", name: "Noa", cover: "tide" };
const NOTHING: OwnSummary = {
  partner: NOA,
  longestOpen: [],
  seen: { kind: "too-few", n: 0, needed: 8 },
  voice: { shared: 0, private: 0 },
  giving: { n: 0, needed: 8, costly: 0, isWorthANote: false },
};
const openFor = (count: number): OwnSummary["longestOpen"] =>
  Array.from({ length: count }, (_, at) => {
    const days = 100 - 10 * at;
    return { id: recordId(500 + at), word: "rest", voicedOn: addDays(TODAY, -days), days };
  });

const PASSPHRASE = "a lamp over the stairs";
const host = memoryHost();
const clock = { now: () => Date.parse(`${TODAY}T08:30:00Z`), timeZone: () => "Europe/Berlin" };
let journal: Journal;
const opened = { need: vi.fn<(id: RecordId) => void>(), support: vi.fn(), unseen: vi.fn() };
beforeAll(async () => {
  await deleteEverything();
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: PASSPHRASE })).confirm();
}, 60_000);

/** Sam joins, and Noa opens her notebook again. */
async function samJoins(): Promise<void> {
  await (await journal.join({ name: "Sam", passphrase: "seven plums in a bag" })).confirm();
  await journal.lock();
  journal = startJournal(host, clock);
  await journal.look();
  expect(await journal.unlock("a", { passphrase: PASSPHRASE })).toBe("open");
}

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

async function view(said: Partial<OwnSummary>): Promise<HTMLElement> {
  await leave?.();
  const shown = await show(
    <JournalProvider journal={journal}>
      <NeedOpener onOpen={opened.need}>
        <SupportOpener onOpen={opened.support}>
          <UnseenCareOpener onOpen={opened.unseen}>
            <OwnView own={{ ...NOTHING, ...said }} lane={lane} />
          </UnseenCareOpener>
        </SupportOpener>
      </NeedOpener>
    </JournalProvider>,
  );
  leave = shown.leave;
  return shown.place;
}

const part = (place: HTMLElement, title: string): HTMLElement => {
  const heading = [...place.querySelectorAll("h2")].find(({ textContent }) => textContent === title);
  const section = heading?.closest("section");
  if (section == null) throw new Error(title);
  return section;
};
const button = (place: HTMLElement, name: string): HTMLButtonElement => {
  const found = [...place.querySelectorAll("button")].find(({ textContent }) => textContent === name);
  if (found === undefined) throw new Error(name);
  return found;
};

describe("one’s own page", () => {
  test("[A21] [A20] for somebody who keeps the journal alone nothing speaks of another", async () => {
    const place = await view({ seen: null, voice: { shared: 0, private: 9 } });
    expect([...place.querySelectorAll("h2")].map(({ textContent }) => textContent)).toEqual([
      "Open for longest",
      "What giving costs",
    ]);
    expect(place.textContent).not.toContain("the other");
  });

  test("[A17] the needs that are open for longest, eight of them, each a way to the need, and how many more there are", async () => {
    await samJoins();
    const place = part(await view({ longestOpen: openFor(10) }), "Open for longest");
    const lines = [...place.querySelectorAll("li")];
    expect(lines.length).toBe(8);
    expect(lines[0]?.textContent).toMatch(/^rest100 dayssaid /);
    expect(lines.at(-1)?.textContent).toMatch(/^rest30 days/);
    expect(place.textContent).toContain("And 2 more in Needs.");
    await userEvent.click(button(place, "rest"));
    expect(opened.need).toHaveBeenCalledWith(recordId(500));
    expect(part(await view({}), "Open for longest").querySelector(".early")?.textContent).toBe(
      "None of your needs is open just now.",
    );
  });

  test("[A21] care that was noted has its interval and n; it says that nobody should have noticed, and leads to where it is revealed", async () => {
    const seen = { kind: "measured", value: 0.75, low: 0.43, high: 0.93, n: 12 } as const;
    const place = figure(await view({ seen }), "Care you gave that was noted");
    expect(place.querySelector("svg.fig")?.getAttribute("aria-label")).toBe(
      "Of the care you wrote down as given, the other noted 75% (43% to 93%), n 12.",
    );
    expect(says(place)).toContain("Nobody should have noticed");
    await userEvent.click(button(place, "Care that may have gone unseen"));
    expect(opened.unseen).toHaveBeenCalledOnce();
    await asTable(place);
    expect(place.querySelector("td")?.textContent).toBe("75% (43% to 93%), n 12");
  });

  test("[A21] below eight it is too early to tell", async () => {
    const place = figure(await view({ seen: { kind: "too-few", n: 3, needed: 8 } }), "Care you gave that was noted");
    expect(place.querySelector(".early")?.textContent).toBe("Too early to tell.");
    expect(says(place)).toContain("Of the care you wrote down as given: 3 of 8 so far.");
  });

  test("[A20] how many needs the other can read and how many are one’s own, or that none was voiced", async () => {
    expect(part(await view({ voice: { shared: 4, private: 1 } }), "What you voiced").textContent).toContain(
      "You have voiced 5 needs in these days. 4 of them the other can read. 1 is only yours.",
    );
    expect(part(await view({}), "What you voiced").textContent).toContain("You have voiced no need in these days.");
  });

  test("[A25] what giving costs waits for eight, is said, and where it is worth a note stands beside the support page", async () => {
    const title = "What giving costs";
    const few = part(await view({ giving: { n: 5, needed: 8, costly: 5, isWorthANote: false } }), title);
    expect(few.textContent).toContain("Too early to tell: 5 of 8 ");
    expect(few.querySelector("button")).toBeNull();
    const calm = part(await view({ giving: { n: 10, needed: 8, costly: 2, isWorthANote: false } }), title);
    expect(calm.textContent).toContain(
      "Of 10 things you gave up that say both what they cost and why, 2 cost more than a little, out of fear or to avoid a quarrel.",
    );
    expect(calm.querySelector("button")).toBeNull();
    const noted = part(await view({ giving: { n: 10, needed: 8, costly: 4, isWorthANote: true } }), title);
    expect(noted.textContent).toContain("What you need counts as much.");
    await userEvent.click(button(noted, "Where to turn for help"));
    expect(opened.support).toHaveBeenCalledOnce();
  });
});
