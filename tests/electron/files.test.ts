/** What the contract suite cannot ask of every Host: the real file system's own cases. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { FileId } from "#shared/host/host.ts";
import { fileCalls, type FileCalls } from "../../electron/files.ts";
import { FakeDialog } from "../support/fake-electron.ts";

// The kernel's own full disk stands for the couple's: what is created on it is /dev/full.
const disk = vi.hoisted(() => ({ full: false }));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  const open: typeof real.open = (path, flags, mode) =>
    disk.full && flags === "wx" ? real.open("/dev/full", "w") : real.open(path, flags, mode);
  return { ...real, open };
});

describe("files of the desktop shell", () => {
  let folder: string;
  let dialog: FakeDialog;
  let files: FileCalls;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "twofold-files-"));
    disk.full = false;
    dialog = new FakeDialog();
    files = fileCalls({ dialog: dialog as never, window: () => null as never, folder });
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function created(name = "ours.twofold"): Promise<FileId> {
    dialog.answers.push(join(folder, name));
    const answer = await files.createFile({ suggestedName: "ours.twofold", purpose: "backup" });
    if (answer === "cancelled") throw new Error("nobody cancelled");
    return answer.file;
  }

  test("writes beside the chosen place, readable by nobody else, until it is kept", async () => {
    const file = await created();
    await files.writeFile(file, new Uint8Array([1, 2, 3]));
    const [temporary = "", ...others] = await readdir(folder);
    expect(others).toEqual([]);
    expect(temporary).toMatch(/^\.[0-9a-f]{16}\.twofold-part$/);
    expect((await stat(join(folder, temporary))).mode & 0o077).toBe(0);
    await files.syncFile(file);
    await files.keepFile(file);
    expect(await readdir(folder)).toEqual(["ours.twofold"]);
  });

  test("leaves an older file of the name whole until the new one is kept", async () => {
    await writeFile(join(folder, "ours.twofold"), "older");
    const file = await created();
    await files.writeFile(file, new TextEncoder().encode("newer"));
    await files.syncFile(file);
    expect(await readFile(join(folder, "ours.twofold"), "utf8")).toBe("older");
    await files.keepFile(file);
    expect(await readFile(join(folder, "ours.twofold"), "utf8")).toBe("newer");
  });

  test("keeps the file droppable when its place cannot be taken", async () => {
    const file = await created();
    await files.syncFile(file);
    await mkdir(join(folder, "ours.twofold/full"), { recursive: true }); // a folder now bears the name
    await expect(files.keepFile(file)).rejects.toMatchObject({ code: "file-failed" });
    await files.dropFile(file);
    expect(await readdir(folder)).toEqual(["ours.twofold"]);
  });

  test.skipIf(!existsSync("/dev/full"))("says that the disk is full, and can still be dropped", async () => {
    disk.full = true;
    const file = await created();
    await expect(files.writeFile(file, new Uint8Array(1))).rejects.toMatchObject({ code: "storage-full" });
    await files.dropFile(file);
    expect(await readdir(folder)).toEqual([]);
  });

  test("refuses to open a folder", async () => {
    dialog.answers.push(folder);
    await expect(files.openFile({ purpose: "backup" })).rejects.toMatchObject({ code: "file-failed" });
  });

  test("refuses a folder that is not there", async () => {
    await expect(created("no/such/folder.twofold")).rejects.toMatchObject({ code: "file-failed" });
  });

  test("begins the dialog in the folder given, with the suggested name and the ending of a backup", async () => {
    await files.dropFile(await created());
    expect(dialog.shown).toEqual([
      expect.objectContaining({
        defaultPath: join(folder, "ours.twofold"),
        filters: [{ name: "Twofold backup", extensions: ["twofold"] }],
      }),
    ]);
  });

  test("drops all that a page which has gone still held", async () => {
    const [writing, synced] = [await created("a.twofold"), await created("b.twofold")];
    await files.syncFile(synced);
    await files.dropAll();
    expect(await readdir(folder)).toEqual([]);
    await expect(files.writeFile(writing, new Uint8Array(1))).rejects.toMatchObject({ code: "bad-call" });
  });
});
