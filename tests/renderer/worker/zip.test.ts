import { describe, expect, it } from "vitest";
import { codeOf } from "#shared/base/errors.ts";
import { openZip } from "#renderer/worker/zip.ts";
import { zipBytes, type ZipFile } from "../../support/zip-bytes.ts";

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const HELLO: ZipFile = { path: "hello.md", bytes: text("Hello there"), packed: true };

/** A source that counts what is asked of it. */
function sourceOf(bytes: Uint8Array) {
  const source = {
    size: bytes.length,
    asked: 0,
    read: async (offset: number, length: number): Promise<Uint8Array> => {
      source.asked += length;
      return bytes.slice(offset, offset + length);
    },
  };
  return source;
}

/** What reading every file of a zip comes to: the files' texts, or a code. */
async function outcome(bytes: Uint8Array): Promise<Record<string, string> | string> {
  try {
    const zip = await openZip(sourceOf(bytes));
    const texts: Record<string, string> = {};
    for (const path of zip.files.keys()) {
      const pieces: Uint8Array[] = [];
      for await (const piece of zip.pieces(path)) pieces.push(piece);
      texts[path] = new TextDecoder().decode(Buffer.concat(pieces));
    }
    return texts;
  } catch (thrown) {
    return codeOf(thrown);
  }
}

describe("an honest zip", () => {
  it("gives every file, packed and not, and passes folders over", async () => {
    const files = [
      HELLO,
      { path: "notes/", bytes: new Uint8Array(), mode: 0o40755 },
      { path: "notes/שלום.md", bytes: text("kept as it is") },
      { path: "notes/nested.zip", bytes: zipBytes([HELLO]) },
    ];
    const read = await outcome(zipBytes(files));
    expect(read).toMatchObject({ "hello.md": "Hello there", "notes/שלום.md": "kept as it is" });
    expect(Object.keys(read)).toHaveLength(3);
    expect(await outcome(zipBytes([]))).toEqual({});
  });
});

/** A zip whose end says that its directory is told elsewhere, where nothing is. */
function zip64WithoutEnd(): Uint8Array {
  const bytes = zipBytes([HELLO]);
  new DataView(bytes.buffer).setUint32(bytes.length - 6, 0xffffffff, true);
  return bytes;
}

describe("a hostile zip is refused", () => {
  const body = text("x".repeat(100));
  const whole = zipBytes([HELLO, { path: "b.md", bytes: body }]);
  it.each<[string, Uint8Array, string]>([
    ["a path that leads out", zipBytes([{ ...HELLO, path: "../../evil.md" }]), "malformed"],
    ["a path that leads out within", zipBytes([{ ...HELLO, path: "a/../../evil.md" }]), "malformed"],
    ["an absolute path", zipBytes([{ ...HELLO, path: "/etc/evil.md" }]), "malformed"],
    ["a drive", zipBytes([{ ...HELLO, path: "C:evil.md" }]), "malformed"],
    ["a backslash", zipBytes([{ ...HELLO, path: "a\\evil.md" }]), "malformed"],
    ["a path with NUL", zipBytes([{ ...HELLO, path: "a\0.md" }]), "malformed"],
    ["an empty name", zipBytes([{ ...HELLO, path: "a//b.md" }]), "malformed"],
    ["a link", zipBytes([{ ...HELLO, mode: 0o120777 }]), "malformed"],
    ["a device", zipBytes([{ ...HELLO, mode: 0o060644 }]), "malformed"],
    ["two files of one name", zipBytes([HELLO, HELLO]), "malformed"],
    ["names that differ in case alone", zipBytes([HELLO, { ...HELLO, path: "HELLO.md" }]), "malformed"],
    [
      "names that differ in composition alone",
      zipBytes([
        { ...HELLO, path: "é.md" },
        { ...HELLO, path: "e\u0301.md" },
      ]),
      "malformed",
    ],
    ["an encrypted file", zipBytes([{ ...HELLO, flags: 1 }]), "not-allowed"],
    ["overlapping files", zipBytes([HELLO, { ...HELLO, path: "b.md", claims: { offset: 0 } }]), "damaged"],
    [
      "a packed size over what is there",
      zipBytes([{ path: "b.md", bytes: body, packed: true, claims: { packedSize: 90_000 } }]),
      "damaged",
    ],
    [
      "more bytes than claimed",
      zipBytes([{ path: "b.md", bytes: body, packed: true, claims: { size: 10 } }]),
      "damaged",
    ],
    [
      "fewer bytes than claimed",
      zipBytes([{ path: "b.md", bytes: body, packed: true, claims: { size: 1_000 } }]),
      "damaged",
    ],
    ["stored bytes of two sizes", zipBytes([{ path: "b.md", bytes: body, claims: { size: 1_000 } }]), "damaged"],
    ["a checksum that is another's", zipBytes([{ ...HELLO, claims: { crc: 1 } }]), "damaged"],
    [
      "a name that the file itself does not say",
      zipBytes([{ ...HELLO, claims: { localPath: "other.md" } }]),
      "damaged",
    ],
    ["a size that the file itself does not say", zipBytes([{ ...HELLO, claims: { localSize: 5 } }]), "damaged"],
    ["a way of packing nobody knows", zipBytes([{ ...HELLO, method: 99 }]), "damaged"],
    ["one cut short", whole.slice(0, -30), "damaged"],
    ["one cut in the middle", whole.slice(0, 60), "damaged"],
    ["bytes after its end", Uint8Array.from([...whole, ...text("trailing")]), "damaged"],
    ["bytes before its beginning", zipBytes([HELLO], { before: text("MZ program") }), "damaged"],
    ["a count of files that is not theirs", zipBytes([HELLO], { entries: 3 }), "damaged"],
    [
      "64-bit sizes without the field that says them",
      zipBytes([{ ...HELLO, claims: { size: 0xffffffff, packedSize: 0xffffffff } }]),
      "damaged",
    ],
    ["a 64-bit directory that is not there", zip64WithoutEnd(), "damaged"],
    [
      "more unpacked than 8 GiB",
      zipBytes(
        Array.from({ length: 3 }, (_, at) => ({
          path: `${at}.md`,
          bytes: body,
          packed: true,
          claims: { size: 0xf0000000 },
        })),
      ),
      "over-limit",
    ],
    [
      "more than 100,000 files",
      zipBytes(Array.from({ length: 100_001 }, (_, at) => ({ path: `${at}`, bytes: new Uint8Array() }))),
      "over-limit",
    ],
  ])("%s", async (_, bytes, code) => {
    expect(await outcome(bytes)).toBe(code);
  });

  it("a bomb costs no more than it claims", async () => {
    const bomb = zipBytes([
      { path: "bomb.md", bytes: new Uint8Array(50_000_000), packed: true, claims: { size: 1_000, localSize: 1_000 } },
    ]);
    const zip = await openZip(sourceOf(bomb));
    let taken = 0;
    const read = (async () => {
      for await (const piece of zip.pieces("bomb.md")) taken += piece.length;
    })();
    await expect(read).rejects.toMatchObject({ code: "damaged" });
    expect(taken).toBeLessThanOrEqual(1_000);
  });

  it("a directory larger than any journal's is not even read", async () => {
    const end = zipBytes([]);
    new DataView(end.buffer).setUint32(12, 0x7fffffff, true);
    new DataView(end.buffer).setUint16(10, 1, true);
    new DataView(end.buffer).setUint16(8, 1, true);
    const size = 3 * 1024 ** 3;
    const source = {
      size,
      asked: 0,
      read: async (offset: number, length: number): Promise<Uint8Array> => {
        source.asked += length;
        const bytes = new Uint8Array(length);
        const from = size - end.length - offset;
        if (from < length) bytes.set(end.slice(Math.max(0, -from)), Math.max(0, from));
        return bytes;
      },
    };
    await expect(openZip(source)).rejects.toMatchObject({ name: "TwofoldError" });
    expect(source.asked).toBeLessThan(80 * 1024 * 1024);
  });
});
