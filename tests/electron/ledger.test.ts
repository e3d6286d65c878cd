/** What the contract suite cannot ask of the ledger: failing disks, links, what other programs do to it. */
import { link, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { codeOf } from "#shared/base/errors.ts";
import { ledgerIn, type Ledger } from "../../electron/ledger.ts";

// A disk that fails: `failing` names the call of a file that is refused next, with the code it is refused with. And one that is slow:
// no sync ends before `slow` does.
const disk = vi.hoisted(() => ({
  failing: null as { call: "write" | "sync"; code: string } | null,
  slow: Promise.resolve(),
  syncs: 0,
}));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  type Write = (bytes: Uint8Array, from: number, length: number, position: number) => Promise<{ bytesWritten: number }>;
  const open: typeof real.open = async (path, flags, mode) => {
    const handle = await real.open(path, flags, mode);
    const refuse = (call: "write" | "sync") => {
      if (disk.failing?.call !== call) return;
      const { code } = disk.failing;
      disk.failing = null;
      throw Object.assign(new Error("a path"), { code });
    };
    const [write, sync] = [handle.write.bind(handle) as Write, handle.sync.bind(handle)];
    const failingWrite: Write = async (bytes, from, length, position) => {
      if (disk.failing?.call === "write") await write(bytes, from, 2, position); // a part got there
      refuse("write");
      return write(bytes, from, length, position);
    };
    handle.write = failingWrite as typeof handle.write;
    handle.sync = async () => {
      disk.syncs += 1;
      await sync();
      await disk.slow;
      refuse("sync");
    };
    return handle;
  };
  return { ...real, open };
});

let folder: string;
let path: string;
let ledger: Ledger;

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "twofold-ledger-")), "ledger");
  path = join(folder, "journal.ledger");
  ledger = ledgerIn(folder);
  await replaced("begin");
  Object.assign(disk, { failing: null, slow: Promise.resolve(), syncs: 0 });
});
afterEach(async () => {
  await ledger.close();
  await rm(join(folder, ".."), { recursive: true });
});

const bytes = (text: string) => new TextEncoder().encode(text);

async function replaced(text: string): Promise<void> {
  const { temporary, handle } = await ledger.begin();
  await handle.writeFile(bytes(text));
  await handle.close();
  await ledger.replaceWith(temporary);
}

test("lies in a folder that nobody else can open, and is readable by nobody else", async () => {
  await ledger.append(5, bytes("+one"));
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("puts every append on the disk before it answers", async () => {
  for (const [at, text] of [
    [5, "a"],
    [6, "b"],
    [7, "c"],
  ] as const) {
    await ledger.append(at, bytes(text));
  }
  expect(disk.syncs).toBe(3);
});

test.each([
  ["write", "ENOSPC"],
  ["write", "EIO"],
  ["sync", "ENOSPC"],
  ["sync", "EIO"],
] as const)("is as long as before when a %s fails with %s, and goes on from there", async (call, code) => {
  await ledger.append(5, bytes("+one"));
  disk.failing = { call, code };
  await expect(ledger.append(9, bytes("+failed"))).rejects.toMatchObject({ code });
  expect(await readFile(path, "utf8")).toBe("begin+one");
  await ledger.append(9, bytes("+2"));
  expect(await readFile(path, "utf8")).toBe("begin+one+2");
});

test("gives the appends after a failed one their turn: they name an end that was never reached", async () => {
  disk.failing = { call: "sync", code: "EIO" };
  const [first, second, third] = await Promise.allSettled([
    ledger.append(5, bytes("+failed")),
    ledger.append(12, bytes("+after it")),
    ledger.append(5, bytes("+again")),
  ]);
  expect(first).toMatchObject({ status: "rejected", reason: { code: "EIO" } });
  expect(second).toMatchObject({ status: "rejected", reason: { code: "bad-call" } });
  expect(third.status).toBe("fulfilled");
  expect(await readFile(path, "utf8")).toBe("begin+again");
});

test("shows none of an append that failed, even if it could not be cut off at once", async () => {
  await ledger.append(5, bytes("+one"));
  await writeFile(path, "what a failed append left", { flag: "a" });
  const opened = await ledger.open();
  if (opened === "absent") throw new Error("it is there");
  await opened.handle.close();
  expect(opened.size).toBe(9);
  expect(await readFile(path, "utf8")).toBe("begin+one");
});

test("acknowledges nothing into a file that another program removed", async () => {
  await ledger.append(5, bytes("+one"));
  await rm(path);
  await expect(ledger.append(9, bytes("+two"))).rejects.toMatchObject({ code: "file-failed" });
  await expect(ledger.append(9, bytes("+two"))).rejects.toMatchObject({ code: "bad-call" }); // there is none
  expect(await ledger.open()).toBe("absent");
});

test("acknowledges nothing beyond where another program cut it, and says how long it now is", async () => {
  await ledger.append(5, bytes("+one"));
  await truncate(path, 3);
  await expect(ledger.append(9, bytes("+two"))).rejects.toMatchObject({ code: "file-failed" });
  const opened = await ledger.open();
  if (opened === "absent") throw new Error("it is there");
  await opened.handle.close();
  expect(opened.size).toBe(3);
});

test("follows no symbolic link and takes no folder for a ledger", async () => {
  const elsewhere = join(folder, "..", "elsewhere");
  await writeFile(elsewhere, "somebody's");
  for (const put of [() => symlink(elsewhere, path), () => mkdir(path)]) {
    await rm(path, { recursive: true });
    await put();
    const fresh = ledgerIn(folder);
    await expect(fresh.open()).rejects.toThrow();
    const thrown: unknown = await fresh.append(0, bytes("x")).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Error);
    expect(codeOf(thrown)).not.toBe("bad-call"); // something is there
  }
  expect(await readFile(elsewhere, "utf8")).toBe("somebody's");
});

test("replaces a link by the ledger, and leaves what it named alone", async () => {
  const elsewhere = join(folder, "..", "elsewhere");
  await writeFile(elsewhere, "somebody's");
  for (const make of [symlink, link]) {
    await rm(path);
    await make(elsewhere, path);
    await replaced("new");
    await ledger.append(3, bytes("er"));
    expect(await readFile(path, "utf8")).toBe("newer");
    expect(await readFile(elsewhere, "utf8")).toBe("somebody's");
  }
});

test("sets ledgers aside under the day and a name of their own, and deletes none", async () => {
  for (const text of ["first", "second", "third"]) {
    await replaced(text);
    expect(await ledger.setAside()).toMatchObject({
      name: expect.stringMatching(/^journal-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.ledger-aside$/) as string,
    });
  }
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")));
  expect(texts.sort()).toEqual(["first", "second", "third"]);
});

test("is waited for while it is busy, and not longer than one has patience", async () => {
  expect(ledger.isBusy()).toBe(false);
  let answer = (): void => undefined;
  disk.slow = new Promise((resolve) => (answer = resolve));
  const append = ledger.append(5, bytes("+one"));
  await ledger.settledWithin(1);
  expect(ledger.isBusy()).toBe(true); // one did not wait for ever
  const settled = ledger.settledWithin(60_000);
  answer();
  await settled;
  expect(ledger.isBusy()).toBe(false);
  await append;
});
