/** What the contract suite cannot ask of every Host: the real file system's own cases. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { FileId } from "#shared/host/host.ts";
import { backupFolder } from "../../electron/backup-folder.ts";
import { fileCalls, type FileCalls } from "../../electron/files.ts";
import { ledgerIn } from "../../electron/ledger.ts";
import { FakeDialog } from "../support/fake-electron.ts";

// The kernel's own full disk stands for the couple's: what is created on it is /dev/full. A folder is synced as its file system
// allows: `folderSays` is the code it answers with. `handles` are all that were opened: a closed one's descriptor is -1.
const disk = vi.hoisted(() => ({ full: false, folderSays: null as string | null, handles: [] as { fd: number }[] }));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  const open: typeof real.open = async (path, flags, mode) => {
    if (disk.full && flags === "wx") return real.open("/dev/full", "w");
    const handle = await real.open(path, flags, mode);
    disk.handles.push(handle);
    if (disk.folderSays !== null && (await handle.stat()).isDirectory()) {
      handle.sync = () => Promise.reject(Object.assign(new Error("a path"), { code: disk.folderSays }));
    }
    return handle;
  };
  return { ...real, open };
});

describe("files of the desktop shell", () => {
  let folder: string;
  let dialog: FakeDialog;
  let files: FileCalls;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "twofold-files-"));
    Object.assign(disk, { full: false, folderSays: null, handles: [] });
    dialog = new FakeDialog();
    files = fileCalls({
      dialog: dialog as never,
      window: () => null as never,
      folder,
      ledger: ledgerIn(join(folder, "data/ledger")),
      backups: backupFolder({ userData: join(folder, "data"), home: folder }),
    });
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function created(name = "ours.twofold"): Promise<FileId> {
    dialog.answers.push(join(folder, name));
    const answer = await files.createFile({ suggestedName: "ours.twofold", purpose: "backup" });
    if (answer === "cancelled") throw new Error("nobody cancelled");
    return answer.file;
  }

  const openHandles = () => disk.handles.filter(({ fd }) => fd !== -1);

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

  test("follows no link out of a chosen folder: not when it is listed, and not when a file is read", async () => {
    const notes = join(folder, "notes");
    await mkdir(join(notes, "in"), { recursive: true });
    await mkdir(join(folder, "elsewhere"));
    await writeFile(join(notes, "in/ours.md"), "ours");
    await writeFile(join(notes, "later.md"), "ours");
    await writeFile(join(folder, "elsewhere/ours.md"), "secret");
    await symlink(join(folder, "elsewhere/ours.md"), join(notes, "link.md"));
    await symlink(join(folder, "elsewhere"), join(notes, "linked"));
    dialog.answers.push(notes);
    const opened = await files.openFolder();
    if (opened === "cancelled") throw new Error("nobody cancelled");
    expect(opened.files.map(({ path }) => path)).toEqual(["in/ours.md", "later.md"]);
    expect(opened.left).toBe(2);
    expect(openHandles()).toEqual([]);
    await rm(join(notes, "in"), { recursive: true });
    await symlink(join(folder, "elsewhere"), join(notes, "in"));
    await rm(join(notes, "later.md"));
    await symlink(join(folder, "elsewhere/ours.md"), join(notes, "later.md"));
    for (const { file } of opened.files) {
      await expect(files.readFile(file, 0, 10)).rejects.toMatchObject({ code: "file-failed" });
    }
    expect(openHandles()).toEqual([]);
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

  test.each(["EINVAL", "ENOTSUP", "EISDIR", "EACCES", "EPERM"])(
    "keeps a whole file in a folder that cannot be synced: %s",
    async (code) => {
      const file = await created();
      await files.writeFile(file, new Uint8Array([1, 2, 3]));
      await files.syncFile(file);
      disk.folderSays = code;
      expect(await files.keepFile(file)).toEqual({ name: "ours.twofold" });
      expect(await readdir(folder)).toEqual(["ours.twofold"]);
      await expect(files.dropFile(file)).rejects.toMatchObject({ code: "bad-call" }); // no longer held
    },
  );

  test.each([
    ["EIO", "file-failed"],
    ["ENOSPC", "storage-full"],
  ])("says so when the disk fails at a folder: %s, and the file can still be dropped", async (says, code) => {
    const file = await created();
    await files.syncFile(file);
    disk.folderSays = says;
    await expect(files.keepFile(file)).rejects.toMatchObject({ code });
    await files.dropFile(file);
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

  describe("when the page goes while a dialog is open", () => {
    /** Has the page go just before the couple answers. */
    function goneBeforeTheAnswer(path: string): void {
      dialog.answers.push(path);
      dialog.beforeAnswer = () => files.dropAll();
    }

    test("begins no file, and leaves nothing in the folder", async () => {
      goneBeforeTheAnswer(join(folder, "ours.twofold"));
      expect(await files.createFile({ suggestedName: "ours.twofold", purpose: "backup" })).toBe("cancelled");
      expect(await readdir(folder)).toEqual([]);
      expect(openHandles()).toEqual([]);
    });

    test("opens no file", async () => {
      await writeFile(join(folder, "theirs.twofold"), "theirs");
      goneBeforeTheAnswer(join(folder, "theirs.twofold"));
      expect(await files.openFile({ purpose: "backup" })).toBe("cancelled");
      expect(openHandles()).toEqual([]);
      expect(await readdir(folder)).toEqual(["theirs.twofold"]); // an opened file is only closed
    });

    test("serves the page that comes after it", async () => {
      await files.dropAll();
      const file = await created();
      await files.syncFile(file);
      expect(await files.keepFile(file)).toEqual({ name: "ours.twofold" });
    });
  });

  test("holds nothing of a file whose page goes while it is being synced", async () => {
    const file = await created();
    const synced = files.syncFile(file).catch(() => undefined); // its temporary file may be gone before it is reopened
    await files.dropAll();
    await synced;
    expect(await readdir(folder)).toEqual([]);
    expect(openHandles()).toEqual([]);
    await expect(files.readFile(file, 0, 1)).rejects.toMatchObject({ code: "bad-call" });
  });

  describe("what a crash left in a folder", () => {
    const DAY_SECONDS = 24 * 60 * 60;

    async function aged(name: string, seconds: number): Promise<void> {
      await writeFile(join(folder, name), "sealed");
      const at = Date.now() / 1000 - seconds;
      await utimes(join(folder, name), at, at);
    }

    test("goes with the next backup made there, once it is older than a day", async () => {
      await aged(".0123456789abcdef.twofold-part", DAY_SECONDS + 60);
      await aged(".fedcba9876543210.twofold-part", DAY_SECONDS - 60);
      await files.dropFile(await created());
      expect(await readdir(folder)).toEqual([".fedcba9876543210.twofold-part"]);
    });

    test("is told from whatever is not exactly ours", async () => {
      const others = [
        "0123456789abcdef.twofold-part", // not hidden
        ".0123456789abcde.twofold-part",
        ".0123456789abcdef0.twofold-part",
        ".0123456789ABCDEF.twofold-part",
        ".0123456789abcdef.twofold-part.bak",
        ".0123456789abcdef.twofold",
        "..0123456789abcdef.twofold-part",
        "ours.twofold",
      ];
      for (const name of others) await aged(name, 30 * DAY_SECONDS);
      const before = new Set(await readdir(folder));
      const named = join(folder, ".00000000000000aa.twofold-part");
      await mkdir(named); // a folder of our name was never ours
      await utimes(named, 0, 0);
      await files.dropFile(await created("new.twofold"));
      expect(new Set(await readdir(folder))).toEqual(before.add(".00000000000000aa.twofold-part"));
    });
  });
});
