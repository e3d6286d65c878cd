import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { sampleVault, type SampleVault } from "#shared/backup/sample-backup.ts";
import { backupChunks } from "#shared/backup/write-backup.ts";
import { asDay, asInstant } from "#shared/base/time.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import { type Answer, meetCommitment, sayOutcome, sealAnswer } from "#shared/domain/answer.ts";
import type { Commitment } from "#shared/domain/commitment.ts";
import { type Consent, editConsent } from "#shared/domain/consent.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import { SealedFile } from "#shared/domain/file.ts";
import { type JournalRecord, parseRecord, writeRecord } from "#shared/domain/record.ts";
import { SAID_KINDS } from "#shared/domain/said.ts";
import { shareRecord } from "#shared/domain/sharing.ts";
import { parseRecordsJsonl } from "#shared/exchange/jsonl.ts";
import { samplePartnerIds } from "#shared/sample/sample-couple.ts";
import { partName, sealAttachment } from "#shared/vault/attachment.ts";
import consentTexts from "#renderer/app/text/en/consent.json" with { type: "json" };
import { tablesOf } from "../../shared/backup/a-backup.ts";
import { aCommitment, aDecision, anEntry, aPhoto, nextId } from "../../support/builders.ts";
import { type Disk, emptyDisk, save, unlock, write } from "../../support/vault.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
/** Builds the program when it is stale, then runs it: what `npm run -s twofold --` runs. */
const BUILDING = join(ROOT, "build/twofold.mjs");
const PROGRAM = join(ROOT, "out/cli/twofold.mjs");

const NOA = "seven quiet lamps by the water";
/** A file of two parts. */
const PHOTO = new Uint8Array(1_000_000).fill(9);
const SAM = "zwölf Äpfel under the north wind";

interface Ended {
  readonly code: number | null;
  readonly json: Record<string, unknown>;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
let passphrases: string;
const at = (name: string): string => join(folder, name);

/** A made-up vault as it lies on a disk, for more to be saved to it. */
function diskOf({ header, rows, parts }: SampleVault): Disk {
  const disk = emptyDisk();
  write(disk, { putRows: rows, dropRows: [], putParts: parts, header });
  return disk;
}

function run(
  argv: readonly string[],
  { program = PROGRAM, passphrase }: { program?: string; passphrase?: string } = {},
) {
  return new Promise<Ended>((done, fail) => {
    const { TWOFOLD_PASSPHRASE: _own, ...environment } = process.env;
    const child = spawn(process.execPath, [program, ...argv], {
      cwd: folder,
      env: { ...environment, ...(passphrase === undefined ? {} : { TWOFOLD_PASSPHRASE: passphrase }) },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
    child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
    child.on("error", fail);
    child.on("close", (code) => {
      const json = stdout === "" ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(stdout));
      done({ code, json, stdout, stderr });
    });
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "twofold-cli-"));
  passphrases = at("passphrases");
  await writeFile(passphrases, `${NOA}\r\n${SAM}\n`);
  const built = await run(["--help"], { program: BUILDING });
  expect(built.code).toBe(0);
  for (const name of ["first.twofold", "second.twofold"]) {
    const made = await run([
      ...["demo", "--out", name, "--seed", "5", "--months", "2", "--until", "2026-05-31", "--fast"],
      ...["--passphrase-file", passphrases],
    ]);
    expect(made).toMatchObject({ code: 0, json: { ok: true } });
  }
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("twofold demo", () => {
  test("[F11] twice with one seed gives the same records, but for the hashes that hold in one journal alone", async () => {
    for (const name of ["first", "second"]) {
      const ended = await run([
        "export",
        `${name}.twofold`,
        "--out",
        `same-${name}`,
        "--format",
        "json",
        "--passphrase-file",
        passphrases,
      ]);
      expect(ended).toMatchObject({ code: 0, json: { ok: true, setAside: 0 } });
    }
    const [first = "", second = ""] = await Promise.all(
      ["first", "second"].map((name) => readFile(at(`same-${name}/records.jsonl`), "utf8")),
    );
    const withoutHashes = (records: string): string => records.replaceAll(/"hash":"[\w-]{43}"/g, '"hash":""');
    expect(withoutHashes(first)).toBe(withoutHashes(second));
    expect(first).not.toBe(second);
    expect((await readFile(at("first.twofold"))).equals(await readFile(at("second.twofold")))).toBe(false);
  });

  test("never writes over a file, and leaves nothing half-written", async () => {
    await writeFile(at("mine.twofold"), "precious");
    const ended = await run([
      "demo",
      "--out",
      "mine.twofold",
      "--seed",
      "1",
      "--months",
      "1",
      "--passphrase-file",
      passphrases,
    ]);
    expect(ended).toMatchObject({ code: 1, json: { ok: false, error: "file-exists" } });
    expect(await readFile(at("mine.twofold"), "utf8")).toBe("precious");
    expect((await readdir(folder)).filter((name) => name.includes("part"))).toEqual([]);
  });

  test("writes a file that nobody else on the machine may read", async () => {
    if (process.platform === "win32") return;
    expect((await stat(at("first.twofold"))).mode & 0o777).toBe(0o600);
  });

  test("needs both lines", async () => {
    const ended = await run(["demo", "--out", "no.twofold", "--seed", "1", "--months", "1"], {
      passphrase: "one line",
    });
    expect(ended).toMatchObject({ code: 1, json: { error: "bad-passphrase-file" } });
  });
});

describe("twofold verify", () => {
  test("accepts the file for either passphrase and counts by kind", async () => {
    const noa = await run(["verify", "first.twofold", "--passphrase-file", passphrases]);
    expect(noa).toMatchObject({ code: 0, json: { ok: true, opener: "a", findings: [], unverified: 0 } });
    const sam = await run(["verify", "first.twofold"], { passphrase: SAM.normalize("NFD") });
    expect(sam).toMatchObject({ code: 0, json: { ok: true, opener: "b", findings: [] } });
    expect(noa.json["records"]).toMatchObject({ shared: (sam.json["records"] as { shared: object }).shared });
    expect(noa.stdout.split("\n")).toHaveLength(2);
    expect(noa.stderr).not.toBe("");
  });

  test("tells a wrong passphrase from damage, with a sentence each and code 1", async () => {
    const wrong = await run(["verify", "first.twofold"], { passphrase: "not this one" });
    expect(wrong).toMatchObject({ code: 1, json: { ok: false, error: "wrong-passphrase" } });
    const bytes = await readFile(at("first.twofold"));
    for (const [name, position] of [
      ["head", 300],
      ["middle", bytes.length >> 1],
      ["end", bytes.length - 1],
    ] as const) {
      const flipped = Buffer.from(bytes);
      flipped[position] = (flipped[position] ?? 0) ^ 1;
      await writeFile(at(`${name}.twofold`), flipped);
      const ended = await run(["verify", `${name}.twofold`, "--passphrase-file", passphrases]);
      expect(ended).toMatchObject({ code: 1, json: { ok: false, error: "damaged" } });
      expect(ended.stderr).toContain("This file is damaged");
    }
  });

  test.each([
    ["an empty file", "", "not-a-backup"],
    ["a foreign file", '{ "version": 1 }'.repeat(40), "not-a-backup"],
    ["a newer version", "TWOFOLD\n\u0003\u0000\u0000\u0000\u0000\u0000\u0000\u0000", "newer-version"],
    ["a cut file", "TWOFOLD\n\u0001\u0000\u0000\u0000\u0010\u0000\u0000\u0000{}", "damaged"],
  ])("refuses %s before it asks for a passphrase", async (_what, content, error) => {
    await writeFile(at("bad.twofold"), content);
    const ended = await run(["verify", "bad.twofold"]);
    expect(ended).toMatchObject({ code: 1, json: { ok: false, error } });
    expect(ended.stderr).not.toContain("Deriving");
  });

  test("wants a file and a passphrase", async () => {
    expect(await run(["verify", "nowhere.twofold"])).toMatchObject({ code: 1, json: { error: "no-such-file" } });
    expect(await run(["verify", "."])).toMatchObject({ code: 1, json: { error: "no-such-file" } });
    expect(await run(["verify", "first.twofold"])).toMatchObject({ code: 1, json: { error: "no-passphrase" } });
    await writeFile(at("binary"), Uint8Array.of(0xff, 0xfe, 0x00));
    expect(await run(["verify", "first.twofold", "--passphrase-file", "binary"])).toMatchObject({
      code: 1,
      json: { error: "bad-passphrase-file" },
    });
  });
});

describe("a rotating backup", () => {
  let file: string;
  let names: readonly string[];

  beforeAll(async () => {
    await sodiumReady;
    const until = asDay("2026-05-31");
    const wish = { seed: 3, months: 1, until, passphrases: { a: NOA, b: SAM }, cost: KDF_FLOOR };
    const vault = sampleVault(wish);
    const { header, sessions } = vault;
    const photo = sealAttachment(PHOTO, header.vaultId);
    const listed = photo.parts.map(({ attachment, part, sealed }) => {
      return { attachment, part, name: partName(sealed), bytes: sealed.length };
    });
    names = photo.ref.parts;
    file = join("kept", "Twofold 2026-05-31 20-00-00Z.twofold");
    await mkdir(at("kept/parts"), { recursive: true });
    const options = {
      now: asInstant("2026-05-31T20:00:00.000Z"),
      attachments: { place: "beside", parts: listed },
    } as const;
    // An entry of Noa's names the file.
    const [author] = samplePartnerIds(wish.seed);
    const sealed = SealedFile.parse(photo.ref);
    const named = anEntry({ author, files: [aPhoto({ sealed, name: "Ferns.bin", picture: null })] });
    const disk = diskOf(vault);
    save(disk, sessions.a, { act: "put", space: "private", json: writeRecord(named) });
    const { rows, parts } = tablesOf(disk);
    await writeFile(at(file), backupChunks(sessions.a, rows, parts, options));
    // One beside the file, one in the folder `parts`.
    await writeFile(at(`kept/${names[0]}`), photo.parts[0]!.sealed);
    await writeFile(at(`kept/parts/${names[1]}`), photo.parts[1]!.sealed);
  });

  test("[B12] verifies with the parts in its folder", async () => {
    const ended = await run(["verify", file], { passphrase: NOA });
    expect(ended).toMatchObject({
      code: 0,
      json: { ok: true, attachments: { place: "beside", parts: 2, missing: [], damaged: [] } },
    });
    const inspected = await run(["inspect", file]);
    expect(inspected.json).toMatchObject({ attachments: { place: "beside", parts: 2 } });
  });

  test("[D40] [D42] exports the files that entries name, beside the records and beside the pages", async () => {
    const json = await run(["export", file, "--out", "with-files", "--format", "json"], { passphrase: NOA });
    expect(json).toMatchObject({ code: 0, json: { ok: true, files: 2, lost: 0 } });
    const [name = ""] = await readdir(at("with-files/files"));
    expect(name).toMatch(/^[\w-]{22}\.bin$/);
    expect((await readFile(at(`with-files/files/${name}`))).equals(PHOTO)).toBe(true);
    const pages = await run(["export", file, "--out", "pages-and-files", "--format", "markdown"], { passphrase: NOA });
    expect(pages).toMatchObject({ code: 0, json: { ok: true, lost: 0 } });
    expect((await readFile(at("pages-and-files/entries/files/ferns.bin"))).equals(PHOTO)).toBe(true);
    const others = await run(["export", file, "--out", "sams", "--format", "json"], { passphrase: SAM });
    expect(others).toMatchObject({ code: 0, json: { ok: true, files: 1, lost: 0 } });
  });

  test("[B12] without some of them says which, and gives the records all the same", async () => {
    const second = await readFile(at(`kept/parts/${names[1]}`));
    await writeFile(at(`kept/parts/${names[1]}`), second.subarray(1));
    await rename(at(`kept/${names[0]}`), at("elsewhere"));
    const ended = await run(["verify", file], { passphrase: SAM });
    expect(ended).toMatchObject({
      code: 1,
      json: { ok: false, attachments: { missing: [names[0]], damaged: [names[1]] } },
    });
    expect(ended.stderr).toContain("parts of attachments are missing");
    const exported = await run(["export", file, "--out", "without-parts", "--format", "json"], { passphrase: NOA });
    expect(exported).toMatchObject({ code: 1, json: { ok: false, setAside: 0, lost: 1 } });
    expect(exported.stderr).toContain("could not be opened");
    expect(await readdir(at("without-parts"))).toEqual(["records.jsonl"]);
  });
});

describe("twofold export", () => {
  test("writes records that read back, and none of the other's private ones", async () => {
    const ended = await run([
      "export",
      "first.twofold",
      "--out",
      "noa",
      "--format",
      "json",
      "--passphrase-file",
      passphrases,
    ]);
    expect(ended).toMatchObject({ code: 0, json: { ok: true, files: 1 } });
    const lines = [...parseRecordsJsonl(await readFile(at("noa/records.jsonl"), "utf8"))];
    expect(lines).toHaveLength(ended.json["records"] as number);
    const records = lines.flatMap(({ parsed }) => (parsed.kind === "record" ? [parsed.record] : []));
    expect(records).toHaveLength(lines.length);
    const authors = new Set(records.filter(({ original }) => original !== null).map(({ author }) => author));
    expect(authors.size).toBe(1);
  });

  test("[D85] holds the other's answer to a question only once one's own is open", async () => {
    const wish = { seed: 5, months: 1, until: asDay("2026-05-31"), passphrases: { a: NOA, b: SAM }, cost: KDF_FLOOR };
    const vault = sampleVault(wish);
    const disk = diskOf(vault);
    const [noa, sam] = samplePartnerIds(wish.seed);
    const put = (space: "private" | "shared", record: JournalRecord) =>
      ({ act: "put", space, json: writeRecord(record) }) as const;
    const sharing = { today: wish.until, sharedIds: { has: () => true } };
    const share = <R extends JournalRecord>(record: R) => shareRecord(record, { author: record.author, ...sharing });
    const decision = share(aDecision({ author: noa }));
    const [mine, theirs] = [noa, sam].map((author) => share(aCommitment({ author, subject: decision.copy.id }))) as [
      { original: Commitment; copy: Commitment },
      { original: Commitment; copy: Commitment },
    ];
    const now = asInstant("2026-05-31T20:00:00.000Z");
    const answer = (author: PartnerId, commitment: Commitment, words: string): Answer =>
      sealAnswer(
        sayOutcome(decision.copy, { outcome: 1, say: 2, words }, { author, now, today: wish.until, id: nextId() }),
        { key: "k".repeat(42) + "A", commitment: commitment.id },
      );
    const own = answer(noa, mine.copy, "mine, not open");
    const other = share(meetCommitment(answer(sam, theirs.copy, "theirs, opened"), mine.copy, { author: sam, now }));
    const a = unlock(disk, vault.sessions.a.keys).session;
    save(disk, a, put("private", decision.original), put("shared", decision.copy));
    save(disk, a, put("private", mine.original), put("shared", mine.copy), put("private", own));
    const b = unlock(disk, vault.sessions.b.keys).session;
    save(disk, b, put("private", theirs.original), put("shared", theirs.copy));
    save(disk, b, put("private", other.original), put("shared", other.copy));
    const { rows, parts } = tablesOf(disk);
    await writeFile(at("sealed.twofold"), backupChunks(b, rows, parts, { now }));

    for (const format of ["json", "markdown"]) {
      const ended = await run(["export", "sealed.twofold", "--out", `sealed-${format}`, "--format", format], {
        passphrase: NOA,
      });
      expect(ended).toMatchObject({ code: 0, json: { ok: true } });
      expect(ended.stderr).toContain("Answers that open once yours do, and are not in it: 1.");
      const texts = await Promise.all(
        (await readdir(at(`sealed-${format}`), { recursive: true, withFileTypes: true }))
          .filter((file) => file.isFile())
          .map((file) => readFile(join(file.parentPath, file.name), "utf8")),
      );
      expect(texts.join("\n")).toContain("mine, not open");
      expect(texts.join("\n")).not.toContain("theirs, opened");
    }
  });

  test("writes pages to read", async () => {
    await mkdir(at("pages"));
    const ended = await run(["export", "first.twofold", "--out", "pages", "--format", "markdown"], { passphrase: SAM });
    expect(ended).toMatchObject({ code: 0, json: { ok: true } });
    const files = await readdir(at("pages"));
    expect(files).toEqual(expect.arrayContaining(["care.md", "decision.md", "entries", "needs.md", "pulse.md"]));
    const known = ["answers", "care", "needs", ...SAID_KINDS].map((name) => `${name}.md`).concat("entries");
    expect(files.filter((file) => !known.includes(file))).toEqual([]);
    expect(await readFile(at("pages/needs.md"), "utf8")).toContain("(Noa)");
  });

  test("leaves a folder that is not empty as it is", async () => {
    await mkdir(at("full"));
    await writeFile(at("full/note"), "mine");
    const argv = ["export", "first.twofold", "--out", "full", "--format", "json", "--passphrase-file", passphrases];
    expect(await run(argv)).toMatchObject({ code: 1, json: { error: "folder-not-empty" } });
    expect(await readdir(at("full"))).toEqual(["note"]);
  });
});

describe("twofold reflect", () => {
  test("gives both partners the same figures of what is shared, and each their own with what is private", async () => {
    const reflect = (passphrase: string, ...more: string[]) =>
      run(["reflect", "first.twofold", "--month", "2026-05", ...more], { passphrase });
    const [noa, sam] = [await reflect(NOA), await reflect(SAM)];
    expect(noa).toMatchObject({ code: 0, json: { ok: true, view: "shared", summary: { month: "2026-05" } } });
    expect(noa.json["partners"]).toMatchObject([{ name: "Noa" }, { name: "Sam" }]);
    expect(noa.stdout).toBe(sam.stdout);
    const mine = await reflect(NOA, "--view", "mine");
    expect(mine).toMatchObject({ code: 0, json: { view: "mine" } });
    expect(mine.stdout).not.toBe(noa.stdout);
  });
});

describe("twofold analyse", () => {
  test("gives over the days of a month what reflect gives of the month, as one line of JSON", async () => {
    const argv = ["first.twofold", "--view", "mine", "--passphrase-file", passphrases];
    const analysed = await run(["analyse", "--from", "2026-05-01", "--to", "2026-05-31", ...argv], {
      program: BUILDING,
    });
    const reflected = await run(["reflect", "--month", "2026-05", ...argv]);
    expect(analysed).toMatchObject({ code: 0, json: { ok: true, view: "mine", own: { giving: { needed: 8 } } } });
    expect(analysed.stdout.split("\n")).toHaveLength(2);
    expect(analysed.stdout).toBe(reflected.stdout.replace('"month":"2026-05",', ""));
    expect(analysed.stdout).not.toBe(reflected.stdout);
  });

  test("refuses days that end before they begin, with a sentence and before it asks for a passphrase", async () => {
    const ended = await run(["analyse", "first.twofold", "--from", "2026-06-01", "--to", "2026-05-01"]);
    expect(ended).toMatchObject({ code: 1, json: { ok: false, error: "ends-before-it-begins" } });
    expect(ended.stderr).toBe("The day of --from lies after the day of --to, so there is no day to look at.\n");
  });
});

describe("twofold reflect, while one of the two pauses it", () => {
  beforeAll(async () => {
    await sodiumReady;
    const until = asDay("2026-05-31");
    const wish = { seed: 5, months: 1, until, passphrases: { a: NOA, b: SAM }, cost: KDF_FLOOR };
    const vault = sampleVault(wish);
    const disk = diskOf(vault);
    const { session, rows: opened } = unlock(disk, vault.sessions.b.keys);
    const [, author] = samplePartnerIds(wish.seed);
    const consent = opened
      .map(({ json }) => parseRecord(JSON.parse(json)))
      .flatMap((parsed) => (parsed.kind === "record" && parsed.record.kind === "consent" ? [parsed.record] : []))
      .find((record): record is Consent => record.author === author && record.original !== null);
    if (consent === undefined) throw new Error("no consent");
    const now = asInstant("2026-05-31T20:00:00.000Z");
    const paused = editConsent(consent, { analysis: "paused" }, { author, now });
    const { original, copy } = shareRecord(paused, { author, today: until, sharedIds: { has: () => true } });
    save(
      disk,
      session,
      { act: "put", space: "private", json: writeRecord(original) },
      { act: "put", space: "shared", json: writeRecord(copy) },
    );
    const { rows, parts } = tablesOf(disk);
    await writeFile(at("paused.twofold"), backupChunks(session, rows, parts, { now }));
  }, 30_000); // derivations, as long as a test of them may take
  const reflect = (passphrase: string, ...more: string[]) =>
    run(["reflect", "paused.twofold", "--month", "2026-05", ...more], { passphrase });

  test("[D83] both get the sentence of the screen and its code alone: no figure, no day, no name", async () => {
    for (const passphrase of [NOA, SAM]) {
      const { code, stdout, stderr } = await reflect(passphrase);
      expect(code).toBe(1);
      expect(stdout).toBe('{"ok":false,"error":"analysis-paused"}\n');
      expect(stderr.trimEnd().split("\n").at(-1)).toBe(consentTexts.paused);
      expect(stderr).not.toMatch(/\d|Noa|Sam/);
    }
  });

  test("[D83] one’s own records alone are measured all the same, and the rest of the file is as it was", async () => {
    for (const [passphrase, name] of [
      [NOA, "Noa"],
      [SAM, "Sam"],
    ] as const) {
      const mine = await reflect(passphrase, "--view", "mine");
      expect(mine).toMatchObject({ code: 0, json: { ok: true, view: "mine", partners: [{ name }] } });
      expect(mine.json["partners"]).toHaveLength(1);
      const { met } = z.object({ met: z.array(z.unknown()) }).parse(mine.json["summary"]);
      expect(met).toHaveLength(1);
    }
    expect(await run(["verify", "paused.twofold"], { passphrase: NOA })).toMatchObject({ code: 0, json: { ok: true } });
  });
});

describe("twofold inspect", () => {
  test("says what the file says of itself, without a passphrase or a name", async () => {
    const ended = await run(["inspect", "first.twofold"]);
    expect(ended).toMatchObject({ code: 0, json: { ok: true, version: 2, writers: ["a"] } });
    expect(ended.stdout).not.toContain("Noa");
  });
});

describe("any command", () => {
  test("refuses an unknown flag and repeats no passphrase typed by mistake", async () => {
    const ended = await run(["verify", "first.twofold", `--passphrase=${NOA}`]);
    expect(ended).toMatchObject({ code: 1, json: { ok: false, error: "usage" } });
    expect(ended.stdout + ended.stderr).not.toContain("lamps");
  });
});
