import { describe, expect, it } from "vitest";
import { addDays, asInstant } from "#shared/base/time.ts";
import type { Kept } from "#renderer/store/journal.ts";
import { ageOf, daysSince, newestBackup } from "#renderer/ui/newest-backup.ts";
import { TODAY } from "../../support/builders.ts";

const kept = (on: string, canChoose = true): Kept => ({
  place: canChoose ? "~/backups" : null,
  backups: [{ name: "x", writtenAt: asInstant(on), bytes: 1, health: "damaged", readAt: null }],
  canChoose,
  trouble: null,
  isRunning: false,
});
const last = { at: asInstant("2026-05-10T08:00:00.000Z"), verified: true };

describe("the age of the newest backup", () => {
  it("is none, fresh for a week, then due; a clock set back makes it no younger than today", () => {
    expect(ageOf(null, TODAY)).toEqual({ kind: "none" });
    expect(ageOf(TODAY, TODAY)).toEqual({ kind: "fresh", days: 0 });
    expect(ageOf(addDays(TODAY, -7), TODAY)).toEqual({ kind: "fresh", days: 7 });
    expect(ageOf(addDays(TODAY, -8), TODAY)).toEqual({ kind: "due", days: 8 });
    expect(ageOf(addDays(TODAY, 5), TODAY)).toEqual({ kind: "fresh", days: 0 });
  });

  it("counts days of the calendar in a zone, and none for what is still to come", () => {
    const at = asInstant("2026-05-16T22:30:00.000Z"); // the 17th in Berlin
    const today = addDays(TODAY, 0);
    expect(daysSince(at, today, "UTC") - daysSince(at, today, "Europe/Berlin")).toBe(1);
    expect(daysSince(asInstant("2027-01-01T00:00:00.000Z"), TODAY, "UTC")).toBe(0);
  });
});

describe("the newest backup that counts", () => {
  it("is none where none was made or kept", () => {
    expect(newestBackup(null, null)).toBeNull();
    expect(newestBackup({ ...kept("2026-05-01T00:00:00.000Z"), backups: [] }, null)).toBeNull();
  });

  it("in a folder is the later of the kept one and the one made by hand", () => {
    const earlier = kept("2026-05-09T08:00:00.000Z");
    const later = kept("2026-05-11T08:00:00.000Z");
    expect(newestBackup(earlier, last)).toEqual({ at: last.at, health: "verified" });
    expect(newestBackup(later, last)).toEqual({ at: asInstant("2026-05-11T08:00:00.000Z"), health: "damaged" });
    expect(newestBackup(later, null)?.health).toBe("damaged");
    expect(newestBackup(earlier, { ...last, verified: false })?.health).toBe("unread");
  });

  it("inside a browser is only one made outside it", () => {
    expect(newestBackup(kept("2026-05-16T08:00:00.000Z", false), null)).toBeNull();
    expect(newestBackup(kept("2026-05-16T08:00:00.000Z", false), last)?.at).toBe(last.at);
  });
});
