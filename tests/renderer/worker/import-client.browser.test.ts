import { expect, it } from "vitest";
import { openImport, type ChosenFile } from "#renderer/worker/import-client.ts";

/** A zip with one packed file, written by the browser's own compression. */
async function packedZip(path: string, words: string): Promise<Uint8Array> {
  const { ZipWriter, Uint8ArrayWriter, TextReader } = await import("@zip.js/zip.js/lib/zip-core-native.js");
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, useCompressionStream: true });
  await zip.add(path, new TextReader(words));
  return zip.close();
}
const chosen = (path: string, bytes: Uint8Array): ChosenFile => ({
  path,
  size: bytes.length,
  read: async (offset, length) => bytes.slice(offset, offset + Math.min(length, 1_000)),
});
const JOURNAL = JSON.stringify({
  entries: Array.from({ length: 70 }, (_, at) => ({
    uuid: `ENTRY-${at}`,
    creationDate: "2024-01-05T10:00:00Z",
    timeZone: "Europe/Lisbon",
    text: `Day ${at} of **rain** and <u>tea</u>`,
  })),
});

it("[D66] the import worker unpacks and reads a journal through the page, and ends", async () => {
  const file = chosen("export.zip", await packedZip("Journal.json", JOURNAL));
  const told: number[] = [];
  const opened = await openImport({ files: [file], timeZone: "UTC", onProgress: (done) => told.push(done) });
  if (opened.kind === "refused") throw new Error(opened.why);
  expect(opened.preview).toMatchObject({ app: "day-one", items: 70, media: 0, unread: {}, notes: {} });
  expect(told.at(-1)).toBe(JOURNAL.length);
  const pages = [await opened.next(), await opened.next(), await opened.next()];
  expect(pages.map(({ length }) => length)).toEqual([50, 20, 0]);
  expect(await opened.media("photos/none.jpeg")).toBe("missing-file");
  const waiting = opened.next();
  opened.end();
  await expect(waiting).rejects.toMatchObject({ code: "locked" });
  await expect(opened.next()).rejects.toMatchObject({ code: "locked" });
});

it("a file that cannot be read fails, a stranger's is refused, and a stop ends the worker", async () => {
  const failing = { path: "a.json", size: 9, read: () => Promise.reject(new Error("disk")) };
  await expect(openImport({ files: [failing], timeZone: "UTC" })).rejects.toMatchObject({ code: "file-failed" });
  const stranger = chosen("a.json", new TextEncoder().encode('{"hello":1}'));
  expect(await openImport({ files: [stranger], timeZone: "UTC" })).toEqual({ kind: "refused", why: "unknown" });
  const stop = new AbortController();
  const stopped = openImport({
    files: [{ path: "a.json", size: 9, read: () => new Promise(() => undefined) }],
    timeZone: "UTC",
    signal: stop.signal,
  });
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ code: "locked" });
});
