/** What the contract suite cannot ask of the folder of backups: what else lies in it, and what the shell remembers of it. */
import { link, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BackupName, PartName } from "#shared/host/host.ts";
import { backupFolder } from "../../electron/backup-folder.ts";
import { fileCalls, type FileCalls } from "../../electron/files.ts";
import { ledgerIn } from "../../electron/ledger.ts";
import { FakeDialog } from "../support/fake-electron.ts";

const SUNDAY = { kind: "backup", name: BackupName.parse("Twofold 2026-11-22 22-31-05Z.twofold") } as const;
const MONDAY = { kind: "backup", name: BackupName.parse("Twofold 2026-11-23 22-40-00Z.twofold") } as const;
const PART = { kind: "backup-part", name: PartName.parse("p".repeat(43)) } as const;

let home: string;
let userData: string;
let own: string;
let dialog: FakeDialog;
let calls: FileCalls;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "twofold-folder-"));
  userData = join(home, "data");
  own = join(userData, "backups");
  await mkdir(userData);
  start();
});
afterEach(() => rm(home, { recursive: true }));

/** The shell as it is after a start. */
function start(): void {
  dialog = new FakeDialog();
  calls = fileCalls({
    dialog: dialog as never,
    window: () => null as never,
    folder: home,
    ledger: ledgerIn(join(userData, "ledger")),
    backups: backupFolder({ userData, home }),
  });
}

async function keep(place: typeof SUNDAY | typeof MONDAY | typeof PART, text: string): Promise<void> {
  const { file } = await calls.createOwnFile(place);
  await calls.writeFile(file, new TextEncoder().encode(text));
  await calls.syncFile(file);
  await calls.keepFile(file);
}

async function choose(name: string): Promise<string> {
  const folder = join(home, name);
  await mkdir(folder, { recursive: true });
  dialog.answers.push(folder);
  await calls.chooseBackupFolder();
  return folder;
}

test("is one of the app's own data until another is chosen, open to nobody else, and shown without the home folder", async () => {
  await keep(SUNDAY, "sealed");
  expect((await calls.listBackups()).place).toBe("~/data/backups");
  expect((await stat(own)).mode & 0o777).toBe(0o700);
  expect((await stat(join(own, SUNDAY.name))).mode & 0o777).toBe(0o600);
});

describe("what else bears a backup's name", () => {
  beforeEach(() => keep(MONDAY, "sealed"));

  test("is not listed, opened or removed: folders and symbolic links", async () => {
    const elsewhere = join(home, "diary.txt");
    await writeFile(elsewhere, "somebody's");
    await mkdir(join(own, SUNDAY.name));
    await symlink(elsewhere, join(own, PART.name));
    expect(await calls.listBackups()).toMatchObject({ backups: [{ name: MONDAY.name, size: 6 }], parts: [] });
    for (const place of [SUNDAY, PART]) {
      await expect(calls.openOwnFile(place)).rejects.toMatchObject({ code: "file-failed" });
      await expect(calls.removeBackup(place)).rejects.toMatchObject({ code: "file-failed" });
    }
    expect(await readFile(elsewhere, "utf8")).toBe("somebody's");
    expect(await readdir(own)).toHaveLength(3);
  });

  test("keeps what it had under its other name: a second hard link, replaced and removed", async () => {
    const elsewhere = join(home, "diary.txt");
    await writeFile(elsewhere, "somebody's");
    for (const place of [SUNDAY, PART]) await link(elsewhere, join(own, place.name));
    await keep(SUNDAY, "sealed");
    await calls.removeBackup(PART);
    expect(await readFile(elsewhere, "utf8")).toBe("somebody's");
    expect(await readFile(join(own, SUNDAY.name), "utf8")).toBe("sealed");
  });

  test("and names that are nearly ours stay unseen and untouched", async () => {
    const others = [
      "Twofold 2026-11-22.twofold",
      `${SUNDAY.name}.bak`,
      `x${SUNDAY.name}`,
      "Twofold 2026-11-22 22-31-05Z (1).twofold",
      "p".repeat(42),
      `${"p".repeat(42)}.`,
    ];
    for (const name of others) await writeFile(join(own, name), "theirs");
    expect(await calls.listBackups()).toMatchObject({ backups: [{ name: MONDAY.name, size: 6 }], parts: [] });
    await keep(SUNDAY, "sealed");
    await calls.removeBackup(SUNDAY);
    expect((await readdir(own)).sort()).toEqual([...others, MONDAY.name].sort());
  });
});

describe("the folder that was chosen", () => {
  test("is remembered over a start, and shown by its whole path when it lies outside the home folder", async () => {
    const folder = await choose("Documents/Backups");
    start();
    expect((await calls.listBackups()).place).toBe("~/Documents/Backups");
    await keep(SUNDAY, "sealed");
    expect(await readdir(folder)).toEqual([SUNDAY.name]);
    const beside = backupFolder({ userData, home: join(home, "Doc") }); // a beginning of its name is not its parent
    expect((await beside.list()).place).toBe(folder);
  });

  test("is missed when it is gone, and no other is taken in its stead until it is back", async () => {
    const folder = await choose("stick");
    await keep(SUNDAY, "sealed");
    await rename(folder, `${folder}-unplugged`);
    start();
    const failed = { code: "file-failed" };
    await expect(calls.listBackups()).rejects.toMatchObject(failed);
    await expect(calls.createOwnFile(MONDAY)).rejects.toMatchObject(failed);
    await expect(calls.openOwnFile(SUNDAY)).rejects.toMatchObject(failed);
    await expect(calls.removeBackup(SUNDAY)).rejects.toMatchObject(failed);
    expect(await readdir(home)).not.toContain("stick");
    await rename(`${folder}-unplugged`, folder);
    expect((await calls.listBackups()).backups).toEqual([{ name: SUNDAY.name, size: 6 }]);
  });

  test("is missed as well when a file bears its name", async () => {
    const folder = await choose("stick");
    await rm(folder, { recursive: true });
    await writeFile(folder, "a file");
    await expect(calls.listBackups()).rejects.toMatchObject({ code: "file-failed" });
  });

  test("stays when the next one takes no file", async () => {
    await choose("first");
    dialog.answers.push(join(home, "not there"));
    await expect(calls.chooseBackupFolder()).rejects.toMatchObject({ code: "file-failed" });
    expect((await calls.listBackups()).place).toBe("~/first");
    expect(await readdir(userData)).toEqual(["backup-folder.json"]);
  });

  test("is not taken from a page that went while the dialog was open", async () => {
    dialog.beforeAnswer = () => calls.dropAll();
    await choose("stick");
    expect((await calls.listBackups()).place).toBe("~/data/backups");
  });

  test.each([
    ["no JSON", "{"],
    ["nothing", ""],
    ["another version", JSON.stringify({ version: 2, folder: "/tmp" })],
    ["a folder that depends on where one stands", JSON.stringify({ version: 1, folder: "../backups" })],
    ["something more", JSON.stringify({ version: 1, folder: "/tmp", more: true })],
  ])("is the app's own again, as its place says, when what was remembered is %s", async (_what, text) => {
    await choose("stick");
    await writeFile(join(userData, "backup-folder.json"), text);
    expect((await calls.listBackups()).place).toBe("~/data/backups");
  });
});
