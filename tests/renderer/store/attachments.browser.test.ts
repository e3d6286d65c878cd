import { afterEach, beforeEach, expect, test } from "vitest";
import type { SealedFile } from "#shared/domain/file.ts";
import { PartName } from "#shared/host/host.ts";
import { startJournal, type Journal } from "#renderer/store/journal.ts";
import { besideLedger, LEDGER, memoryHost, type MemoryHost } from "../../support/memory-host.ts";
import { deleteEverything } from "../../support/stores.ts";

const NOA = "quiet lamp over the stairs";
let now = Date.parse("2026-05-17T08:30:00.000Z");
const clock = { now: () => now, timeZone: () => "Europe/Berlin" };

let host: MemoryHost;
let journal: Journal;
let photo: SealedFile;
const original = randomBytesOf(2_500_000);

function randomBytesOf(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, Math.min(size, at + 65_536)));
  return bytes;
}

const partFiles = (): string[] => [...host.own.keys()].filter((name) => PartName.safeParse(name).success).sort();

beforeEach(async () => {
  await deleteEverything();
  host = memoryHost("desktop");
  journal = startJournal(host, clock);
  await journal.look();
  await (await journal.found({ name: "Noa", cover: "tide", coverForB: "wheat", passphrase: NOA })).confirm();
  await expect.poll(() => journal.kept()?.backups.length, { timeout: 20_000 }).toBe(1);
  photo = await journal.keepFile(original);
});

afterEach(async () => {
  await journal.lock();
});

test("[B8] parts are kept once beside the backups, however many backups need them", async () => {
  expect(photo.parts.length).toBeGreaterThan(2);
  now += 3_600_000;
  await journal.backUpNow();
  const names = photo.parts.toSorted();
  expect(partFiles()).toEqual(names);
  const written = partFiles().map((name) => host.own.get(name));
  now += 3_600_000;
  await journal.backUpNow();
  expect(partFiles().map((name) => host.own.get(name) === written[names.indexOf(name)])).not.toContain(false);
  expect(journal.kept()).toMatchObject({ trouble: null });
  expect(journal.kept()?.backups.map(({ health }) => health)).not.toContain("damaged");
});

test("[B8] an exported backup is whole, and restores what the rotating ones keep beside them as well", async () => {
  now += 3_600_000;
  await journal.backUpNow();
  const exported = await journal.exportBackup();
  if (exported === "cancelled") throw new Error("cancelled");
  expect(exported.report).toMatchObject({ ok: true });
  expect(exported.bytes).toBeGreaterThan(original.length);
  const newest = journal.kept()?.backups[0]?.name as string;
  await journal.lock();

  for (const from of ["whole", "rotating"] as const) {
    await deleteEverything();
    host.own.delete(LEDGER);
    for (const name of photo.parts) host.own.delete(besideLedger(name));
    journal = startJournal(host, clock);
    await journal.look();
    host.chosen = { name: exported.name, bytes: host.kept.get(exported.name) as Uint8Array };
    const file = from === "whole" ? await journal.chooseBackup() : await journal.openKept(newest);
    if (file === "cancelled") throw new Error("cancelled");
    expect(await file.unlock("a", { passphrase: NOA })).toBe("open");
    expect((await file.plan()).report).toMatchObject({ ok: true });
    await file.restore();
    expect(await journal.unlock("a", { passphrase: NOA })).toBe("open");
    expect(await journal.readFile(photo)).toEqual(original);
    expect(photo.parts.filter((name) => !host.own.has(besideLedger(name)))).toEqual([]);
    await journal.lock();
  }
});

test("[B8] a part that is missing beside a backup is said by the drill, and nothing else is lost", async () => {
  now += 3_600_000;
  await journal.backUpNow();
  host.own.delete(partFiles()[0] as string);
  const file = await journal.openKept(journal.kept()?.backups[0]?.name as string);
  expect(await file.unlock("a", { passphrase: NOA })).toBe("open");
  const { report, rows } = await file.rehearse();
  expect(report).toMatchObject({ ok: false });
  expect(report.attachments.missing).toHaveLength(1);
  expect(rows).toBeGreaterThan(0);
  expect(journal.kept()?.backups[0]).toMatchObject({ health: "damaged" });
  await file.close();
  now += 3_600_000;
  await journal.backUpNow(); // what is missing beside is put there again
  expect(partFiles()).toHaveLength(photo.parts.length);
});
