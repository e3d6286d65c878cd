import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { canonicalJson } from "#shared/domain/canonical-json.ts";
import {
  parseRecord,
  RECORD_KINDS,
  type Reading,
  type RecordKind,
  upgraded,
  writeRecord,
} from "#shared/domain/record.ts";
import { arbitraryRecord } from "../../support/arbitrary-records.ts";
import { aNeed, anEntry, oneOfEach } from "../../support/builders.ts";

const KINDS = Object.keys(RECORD_KINDS) as RecordKind[];
const VECTORS = new URL("../../vectors/records/", import.meta.url);

describe("reading a record", () => {
  it("[D1] reads one of every kind as what was written", () => {
    for (const record of oneOfEach()) {
      expect(parseRecord(JSON.parse(writeRecord(record)))).toEqual({ kind: "record", record });
    }
    expect(new Set(oneOfEach().map(({ kind }) => kind))).toEqual(new Set(KINDS));
  });

  it.each([
    null,
    undefined,
    7,
    "need",
    [],
    {},
    { kind: 7 },
    { kind: "need" },
    { kind: "need", v: "1" },
    { kind: "need", v: 0 },
    { kind: "need", v: 1.5 },
  ])("[D1] answers malformed for %j", (value) => {
    expect(parseRecord(value)).toEqual({ kind: "unreadable", reason: "malformed" });
  });

  it("[D1] answers unknown-kind for a kind of a later Twofold, and for names every object has", () => {
    for (const kind of ["tea", "toString", "__proto__", "constructor"]) {
      expect(parseRecord({ kind, v: 1 })).toEqual({ kind: "unreadable", reason: "unknown-kind" });
    }
  });

  it("[D1] answers newer-version for a version above ours, whatever else it holds", () => {
    for (const kind of KINDS) {
      const version = RECORD_KINDS[kind].version + 1;
      expect(parseRecord({ kind, v: version, news: true })).toEqual({ kind: "unreadable", reason: "newer-version" });
    }
  });

  it("[D1] refuses a field too many and a field too few, in every kind", () => {
    for (const record of oneOfEach()) {
      expect(parseRecord({ ...record, extra: 1 }).kind).toBe("unreadable");
      for (const field of Object.keys(record)) {
        expect(
          parseRecord(Object.fromEntries(Object.entries(record).filter(([name]) => name !== field))).kind,
          field,
        ).toBe("unreadable");
      }
    }
  });

  it("[D1] never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.dictionary(fc.string(), fc.jsonValue()), (kind, fields) => {
        expect(parseRecord({ ...fields, kind, v: 1 }).kind).toBe("unreadable");
      }),
    );
  });

  it("[D1] takes emoji, right-to-left text and every script, and refuses control characters in lines", () => {
    const title = "👩‍👩‍👧 שלום مرحبا नमस्ते";
    expect(parseRecord({ ...anEntry(), title })).toMatchObject({ kind: "record", record: { title } });
    expect(parseRecord({ ...anEntry(), title: "two\nlines" }).kind).toBe("unreadable");
    expect(parseRecord({ ...anEntry(), title: "x".repeat(201) }).kind).toBe("unreadable");
  });
});

describe("writing a record", () => {
  it("[D2] any record comes back as it was", () => {
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        expect(parseRecord(JSON.parse(writeRecord(record)))).toEqual({ kind: "record", record });
      }),
    );
  });

  it("[D2] equal records have one text, in whatever order their keys were set", () => {
    const backwards = (value: unknown): unknown =>
      typeof value !== "object" || value === null
        ? value
        : Array.isArray(value)
          ? value.map(backwards)
          : Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, inner]) => [key, backwards(inner)]),
            );
    fc.assert(
      fc.property(arbitraryRecord, (record) => {
        expect(canonicalJson(backwards(record))).toBe(writeRecord(record));
      }),
    );
  });

  it("[D2] sorts keys by UTF-16 code units, without spaces, as RFC 8785 does", () => {
    expect(canonicalJson({ b: [{ d: null, c: "é\u2028" }], a: 1, "\u{1f600}": 2, "\uffff": 3, B: true })).toBe(
      '{"B":true,"a":1,"b":[{"c":"é\u2028","d":null}],"😀":2,"\uffff":3}',
    );
  });
});

describe("migrations", () => {
  const Third = z.strictObject({ kind: z.literal("tea"), v: z.literal(3), name: z.string(), cups: z.number() });
  const reading: Reading = {
    schema: Third,
    version: 3,
    migrations: [({ title, ...rest }) => ({ ...rest, name: title }), (older) => ({ ...older, cups: 1 })],
  };

  it("[D9] lead every older version to the current one, step by step", () => {
    const value = { kind: "tea", v: 3, name: "green", cups: 1 };
    expect(upgraded(reading, { kind: "tea", v: 1, title: "green" })).toEqual({ kind: "current", value });
    expect(upgraded(reading, { kind: "tea", v: 2, name: "green" })).toEqual({ kind: "current", value });
    expect(upgraded(reading, value)).toEqual({ kind: "current", value });
  });

  it("[D9] leave what they are given as it was", () => {
    const older = Object.freeze({ kind: "tea", v: 1, title: "green" });
    upgraded(reading, older);
    expect(older).toEqual({ kind: "tea", v: 1, title: "green" });
  });

  it("[D9] an older record that does not fit its own version is malformed, not repaired", () => {
    expect(upgraded(reading, { kind: "tea", v: 1 })).toEqual({ kind: "unreadable", reason: "malformed" });
  });
});

describe("ratchet: every kind and every version is covered", () => {
  const frozen = readdirSync(VECTORS);

  it.each(KINDS)("[D9] %s has one migration for each step to its version", (kind) => {
    expect(RECORD_KINDS[kind].migrations).toHaveLength(RECORD_KINDS[kind].version - 1);
  });

  it.each(
    KINDS.flatMap((kind) => Array.from({ length: RECORD_KINDS[kind].version }, (_, at) => [kind, at + 1] as const)),
  )("[D9] a frozen %s of version %i still reads, as it was frozen to read", (kind, version) => {
    const { written, read } = z
      .object({ written: z.object({ kind: z.literal(kind), v: z.literal(version) }).loose(), read: z.unknown() })
      .parse(JSON.parse(readFileSync(new URL(`${kind}.v${version}.json`, VECTORS), "utf8")));
    expect(parseRecord(written)).toEqual({ kind: "record", record: read });
  });

  it("[D9] no frozen record is left that no test reads", () => {
    const read = KINDS.flatMap((kind) =>
      Array.from({ length: RECORD_KINDS[kind].version }, (_, at) => `${kind}.v${at + 1}.json`),
    );
    expect(frozen.toSorted()).toEqual(read.toSorted());
  });

  it("[D9] a record of version 1 says version 1", () => {
    expect(aNeed().v).toBe(RECORD_KINDS.need.version);
  });
});
