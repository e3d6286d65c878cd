import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sharedCopyOf } from "#shared/domain/sharing.ts";
import { parseRecordsJsonl, recordsJsonl } from "#shared/exchange/jsonl.ts";
import { arbitraryRecord } from "../../support/arbitrary-records.ts";
import { anEntry, aNeed, asCopy, oneOfEach } from "../../support/builders.ts";

const fileOf = (...lines: string[]): string => lines.join("");
const reasons = (text: string) =>
  [...parseRecordsJsonl(text)].map(({ line, parsed }) => [line, parsed.kind === "record" ? "record" : parsed.reason]);

describe("records.jsonl", () => {
  it("[D40] any records come back as they were, in their order", () => {
    fc.assert(
      fc.property(fc.array(arbitraryRecord, { maxLength: 8 }), (records) => {
        const read = [...parseRecordsJsonl(fileOf(...recordsJsonl(records)))];
        expect(read).toEqual(records.map((record, at) => ({ line: at + 1, parsed: { kind: "record", record } })));
      }),
    );
  });

  it("[D40] holds originals and copies alike", () => {
    const entry = anEntry();
    const records = [...oneOfEach(), entry, sharedCopyOf(entry, { copy: 3, sharedIds: new Set() }), aNeed(asCopy())];
    const read = [...parseRecordsJsonl(fileOf(...recordsJsonl(records)))].map(({ parsed }) => parsed);
    expect(read).toEqual(records.map((record) => ({ kind: "record", record })));
  });

  it("[D40] is one record a line, each line ended, whatever the text holds", () => {
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        const [line = ""] = recordsJsonl([record]);
        expect(line.indexOf("\n")).toBe(line.length - 1);
        expect(line).toMatch(/^\{[^\n]*\}\n$/);
      }),
    );
  });

  it("[D40] of nothing is nothing", () => {
    expect([...recordsJsonl([])]).toEqual([]);
    expect([...parseRecordsJsonl("")]).toEqual([]);
  });

  it("[D41] reads a byte order mark, Windows line ends, blank lines and a last line without an end", () => {
    const [need = "", entry = ""] = recordsJsonl([aNeed(), anEntry()]);
    expect(reasons(`\uFEFF${need.trimEnd()}\r\n\r\n  \n${entry.trimEnd()}`)).toEqual([
      [1, "record"],
      [4, "record"],
    ]);
  });

  it("[D41] answers for every line it cannot read, and reads the others", () => {
    const [need = ""] = recordsJsonl([aNeed()]);
    const newer = JSON.stringify({ ...aNeed(), v: 2 });
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(
      reasons(
        `{"half\n${need}${newer}\n{"kind":"tea","v":1}\n[]\n${deep}\nnull\n${"x".repeat(9 * 1024 * 1024)}\n${need}`,
      ),
    ).toEqual([
      [1, "malformed"],
      [2, "record"],
      [3, "newer-version"],
      [4, "unknown-kind"],
      [5, "malformed"],
      [6, "malformed"],
      [7, "malformed"],
      [8, "malformed"],
      [9, "record"],
    ]);
  });

  it("[D41] never throws, whatever text it is given", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const { parsed } of parseRecordsJsonl(text)) expect(parsed.kind).toBe("unreadable");
      }),
    );
  });
});
