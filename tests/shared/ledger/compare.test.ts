import { beforeAll, describe, expect, test } from "vitest";
import { concat } from "#shared/base/bytes.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import { compare, headerToShow, surerSide, type Comparison, type StoreFound } from "#shared/ledger/compare.ts";
import { appendFrame, baseFrames, beginLedger, type LedgerEnd } from "#shared/ledger/ledger-file.ts";
import { NOTHING } from "#shared/ledger/stored-commit.ts";
import { nextCoupleKey } from "#shared/vault/couple-key.ts";
import { foundVault } from "#shared/vault/founding.ts";
import { formatHeader, parseHeader } from "#shared/vault/header.ts";
import type { OwnKeys } from "#shared/vault/keyring.ts";
import { recordId } from "../../support/builders.ts";
import { NOA_PASSPHRASE } from "../../support/vault.ts";
import { LEDGER, readAll, VAULT } from "./a-ledger.ts";

const OLDER = recordId(3);
const STRANGER = recordId(4);
const ANOTHER_VAULT = recordId(5);

/** A ledger of a header and three saves, compacted from an older one. */
function aLedger(vaultId = VAULT): { bytes: Uint8Array; ends: LedgerEnd[] } {
  const first = beginLedger({ ledger: LEDGER, vaultId, replaces: [OLDER] });
  const frames = [...baseFrames(first.end, '{"header":true}', [], [])];
  for (const seq of [1, 2, 3])
    frames.push(
      appendFrame(frames.at(-1)!.end, {
        ...NOTHING,
        header: null,
        putRows: [{ space: OLDER, seq, sealed: Uint8Array.of(seq) }],
      }),
    );
  return {
    bytes: concat(first.bytes, ...frames.map(({ bytes }) => bytes)),
    ends: [first.end, ...frames.map(({ end }) => end)],
  };
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const changed = bytes.slice();
  changed[at]! ^= 1;
  return changed;
}

type Named<T> = Record<string, T>;
let ledgers: Named<Uint8Array | "absent">;
let stores: Named<StoreFound>;

beforeAll(async () => {
  await sodiumReady;
  const { bytes, ends } = aLedger();
  const [beginning, afterHeader, afterFirst, afterSecond, end] = ends as [
    LedgerEnd,
    LedgerEnd,
    LedgerEnd,
    LedgerEnd,
    LedgerEnd,
  ];
  ledgers = {
    absent: "absent",
    foreign: Uint8Array.of(1, 2, 3),
    newer: bytes.with(8, 2),
    broken: flipped(bytes, 20),
    empty: bytes.slice(0, beginning.length),
    whole: bytes,
    torn: concat(bytes, Uint8Array.of(9, 0, 0, 0, 1, 5)),
    holed: flipped(bytes, afterHeader.length + 6),
    cut: flipped(bytes, afterSecond.length + 6),
    headless: flipped(bytes, beginning.length + 6),
    other: aLedger(ANOTHER_VAULT).bytes,
  };
  const at = (anchor: LedgerEnd | null): StoreFound => ({ vaultId: VAULT, anchor });
  stores = {
    absent: "absent",
    damaged: "damaged",
    "no anchor": at(null),
    "at end": at(end),
    "before end": at(afterFirst),
    "at beginning": at(beginning),
    "beyond end": at({ ...end, length: end.length + 90 }),
    "no boundary": at({ ...afterFirst, length: afterFirst.length + 1 }),
    "other chain": at({ ...afterFirst, chain: afterSecond.chain }),
    replaced: at({ ledger: OLDER, length: 900, chain: end.chain }),
    "unknown id": at({ ledger: STRANGER, length: end.length, chain: end.chain }),
  };
});

/** The number of a case in FORMAT.md, and what is said beside it. */
function numberOf(comparison: Comparison): string {
  switch (comparison.kind) {
    case "nothing-here":
      return "1";
    case "both-lost":
      return "2";
    case "newer-ledger":
      return "3";
    case "store-lost":
      return `4 ${comparison.wear}`;
    case "no-ledger":
      return `5 ${comparison.inItsPlace}`;
    case "in-step":
      return `6 ${comparison.wear}`;
    case "ledger-ahead":
      return `7 ${comparison.wear}`;
    case "ledger-renewed":
      return `8 ${comparison.wear}`;
    case "apart":
      return "9";
  }
}

/** Every cell of [L7]. "holed": a frame in the middle is damaged; "cut": the last one is; "headless": the one with the header. */
const TABLE = `
             | absent    | foreign    | newer      | broken     | empty      | whole   | torn   | holed     | cut       | headless  | other
absent       | 1         | 2          | 3          | 2          | 2          | 4 sound | 4 torn | 4 damaged | 4 damaged | 2         | 4 sound
damaged      | 2         | 2          | 3          | 2          | 2          | 4 sound | 4 torn | 4 damaged | 4 damaged | 2         | 4 sound
no anchor    | 5 nothing | 5 unusable | 5 unusable | 5 unusable | 5 unusable | 9       | 9      | 9         | 9         | 9         | 5 another-journal
at end       | 5 nothing | 5 unusable | 5 unusable | 5 unusable | 5 unusable | 6 sound | 6 torn | 6 damaged | 6 damaged | 6 damaged | 5 another-journal
before end   | 5 nothing | 5 unusable | 5 unusable | 5 unusable | 5 unusable | 7 sound | 7 torn | 7 damaged | 7 damaged | 7 damaged | 5 another-journal
at beginning | 5 nothing | 5 unusable | 5 unusable | 5 unusable | 5 unusable | 7 sound | 7 torn | 7 damaged | 7 damaged | 7 damaged | 5 another-journal
beyond end   | 5 nothing | 5 unusable | 5 unusable | 5 unusable | 5 unusable | 9       | 9      | 9         | 9         | 9         | 5 another-journal
no boundary  | 5 nothing | 5 unusable | 5 unusable | 5 unusable | 5 unusable | 9       | 9      | 9         | 9         | 9         | 5 another-journal
other chain  | 5 nothing | 5 unusable | 5 unusable | 5 unusable | 5 unusable | 9       | 9      | 9         | 9         | 9         | 5 another-journal
replaced     | 5 nothing | 5 unusable | 5 unusable | 5 unusable | 5 unusable | 8 sound | 8 torn | 8 damaged | 8 damaged | 8 damaged | 5 another-journal
unknown id   | 5 nothing | 5 unusable | 5 unusable | 5 unusable | 5 unusable | 9       | 9      | 9         | 9         | 9         | 5 another-journal
`;

const cells = (line: string): string[] => line.split("|").map((cell) => cell.trim());
const [[, ...columns], ...lines] = TABLE.trim().split("\n").map(cells) as [string[], ...string[][]];
const EVERY_CELL = lines.flatMap(([row, ...expected]) =>
  columns.map((column, at) => [row!, column, expected[at]!] as const),
);

async function compared(row: string, column: string): Promise<Comparison> {
  const store = stores[row]!;
  const bytes = ledgers[column]!;
  const ledger =
    bytes === "absent" ? "absent" : (await readAll(bytes, typeof store === "string" ? null : store.anchor)).reading;
  return compare(store, ledger);
}

test("[L7] the table has a cell for every store and every ledger", () => {
  expect(lines.map(([row]) => row)).toEqual(Object.keys(stores));
  expect(columns).toEqual(Object.keys(ledgers));
});

test.each(EVERY_CELL)("[L7] store %s, ledger %s: case %s", async (row, column, expected) => {
  expect(numberOf(await compared(row, column))).toBe(expected);
});

test("[L7] a new journal is offered only where neither store nor ledger is", async () => {
  const offered = [];
  for (const [row, column] of EVERY_CELL)
    if ((await compared(row, column)).kind === "nothing-here") offered.push([row, column]);
  expect(offered).toEqual([["absent", "absent"]]);
});

describe("[L7] the header the door is shown from", () => {
  let older: string;
  let newer: string;
  beforeAll(() => {
    const { commit, session } = foundVault({
      cover: "tide",
      coverForB: "wheat",
      passphrase: NOA_PASSPHRASE,
      cost: KDF_FLOOR,
    });
    const header = commit.header!;
    const keys = session.keys as OwnKeys;
    const party = { seat: "a" as const, identity: header.seats.a.identity };
    const issuer = { ...party, secretKey: keys.signing };
    older = formatHeader(header);
    newer = formatHeader({ ...header, ...nextCoupleKey(header.vaultId, keys.couple, header.chain, [party], issuer) });
  });
  const shown = (comparison: Comparison, store: string | null, ledger: string | null) => {
    const header = headerToShow(comparison, store, ledger);
    return header && formatHeader(header);
  };
  const wear = "sound" as const;

  test("[L7] is the store's where the store is gone by, though the ledger's may have more couple keys", () => {
    expect(shown({ kind: "apart" }, older, newer)).toBe(older);
    expect(shown({ kind: "no-ledger", inItsPlace: "another-journal" }, older, newer)).toBe(older);
    expect(shown({ kind: "no-ledger", inItsPlace: "another-journal" }, "no header", newer)).toBe(null);
  });

  test("[L7] is the one with more couple keys where both are on one line", () => {
    for (const kind of ["in-step", "ledger-ahead", "ledger-renewed"] as const) {
      expect(shown({ kind, wear }, older, newer)).toBe(newer);
      expect(shown({ kind, wear }, newer, older)).toBe(newer);
      expect(shown({ kind, wear }, older, "no header")).toBe(older);
    }
    const reissued = formatHeader({ ...parseHeader(older), coverForB: "lichen" });
    expect(shown({ kind: "in-step", wear }, older, reissued)).toBe(older);
    expect(shown({ kind: "ledger-ahead", wear }, older, reissued)).toBe(reissued);
    expect(shown({ kind: "store-lost", wear }, null, older)).toBe(older);
    expect(shown({ kind: "store-lost", wear }, null, older.replace("tide", "blue"))).toBe(null);
    expect(shown({ kind: "in-step", wear }, older.slice(1), older)).toBe(older);
  });

  test("[L7] is none where there is no journal to open, and never one of a newer Twofold", () => {
    for (const kind of ["nothing-here", "both-lost", "newer-ledger"] as const)
      expect(shown({ kind }, older, older)).toBe(null);
    expect(() => shown({ kind: "apart" }, '{"version":9}', null)).toThrow("newer-version");
  });
});

test("[L8] the ledger is the surer side where the store follows it, unless it has holes", () => {
  const sides = (kind: "in-step" | "ledger-ahead" | "ledger-renewed" | "store-lost") =>
    (["sound", "torn", "damaged"] as const).map((wear) => surerSide({ kind, wear }));
  expect(sides("in-step")).toEqual(["ledger", "ledger", "store"]);
  expect(sides("ledger-ahead")).toEqual(["ledger", "ledger", "store"]);
  expect(sides("ledger-renewed")).toEqual(["ledger", "ledger", "ledger"]);
  expect(sides("store-lost")).toEqual(["ledger", "ledger", "ledger"]);
  expect(surerSide({ kind: "apart" })).toBe("store");
  expect(surerSide({ kind: "no-ledger", inItsPlace: "unusable" })).toBe("store");
});
