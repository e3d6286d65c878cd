import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { concat, u64 } from "#shared/base/bytes.ts";
import { placeOf, sealBytes } from "#shared/crypto/sealed-record.ts";
import { fromBase64, utf8 } from "#shared/crypto/sodium.ts";
import { newId } from "#shared/vault/identity.ts";
import { encodeLineage, isAncestor, newTag, NO_LINEAGE, type RecordState } from "#shared/vault/lineage.ts";
import { GONE, tombstone } from "#shared/vault/record-row.ts";
import { openSession, type Change, type OpenedRow, type Session } from "#shared/vault/session.ts";
import { keysTogether } from "#shared/vault/vault.ts";
import { aCouple, aRecord, copyOf, partKey, rowKey, save, unlock, write, type Couple } from "../../support/vault.ts";

let couple: Couple;
beforeAll(async () => {
  couple = await aCouple();
});

const begin = () => {
  const disk = copyOf(couple.disk);
  return { disk, ...unlock(disk, couple.noa.keys) };
};
const put = (space: "private" | "shared", id = newId(), revision = 1): Change => ({
  act: "put",
  space,
  json: aRecord({ id, author: couple.noa.partner, revision }),
});
const remove = (space: "private" | "shared", id: string): Change => ({
  act: "remove",
  space,
  id,
  author: couple.noa.partner,
});
const purge = (space: "private" | "shared", id: string): Change => ({ ...remove(space, id), act: "purge" }) as Change;
const putText = (json: string): Change => ({ act: "put", space: "private", json });

describe("[V14] staging", () => {
  test("[V14] a save is one row, one bucket and the root", () => {
    const { session } = begin();
    const commit = session.stage([put("private")]);
    expect([commit.putRows.length, commit.dropRows.length, commit.header]).toEqual([1, 0, null]);
    expect(commit.putParts.map(({ part }) => part === 256)).toEqual([false, true]);
  });

  test("[V14] a record saved again takes the next seq and drops its old row", () => {
    const { disk, session } = begin();
    const id = newId();
    const first = save(disk, session, put("private", id));
    const second = save(disk, session, put("private", id, 2));
    expect(second.dropRows).toEqual([{ space: first.putRows[0]!.space, seq: first.putRows[0]!.seq }]);
    expect(second.putRows[0]!.seq).toBe(first.putRows[0]!.seq + 1);
  });

  test("[V14] staging changes nothing: staged twice it is the same seq, until one is settled", () => {
    const { session } = begin();
    const [one, other] = [session.stage([put("private")]), session.stage([put("private")])];
    expect(one.putRows[0]!.seq).toBe(other.putRows[0]!.seq);
    session.settle(one);
    expect(() => session.settle(other)).toThrow("bug");
    expect(() => session.settle(one)).toThrow("bug");
    expect(session.stage([put("private")]).putRows[0]!.seq).toBe(one.putRows[0]!.seq + 1);
  });

  test("[V14] a commit that never reached the disk leaves no trace", () => {
    const { disk, session } = begin();
    session.stage([put("private"), put("shared")]);
    save(disk, session, put("private"));
    expect(unlock(disk, couple.noa.keys).findings).toEqual([]);
  });

  test("[V14] the seq of a dropped row is never used again, in later sessions neither", () => {
    const { disk, session } = begin();
    const id = newId();
    const { putRows } = save(disk, session, put("private", id));
    save(disk, session, purge("private", id));
    const again = unlock(disk, couple.noa.keys);
    expect(again.rows.filter(({ space }) => space === "private")).toEqual([]);
    expect(save(disk, again.session, put("private")).putRows[0]!.seq).toBe(putRows[0]!.seq + 1);
  });

  test("[V14] in the shared space seqs rise over the rows of both", () => {
    const { disk, session } = begin();
    const hers = save(disk, session, put("shared")).putRows[0]!;
    const sam = unlock(disk, couple.sam.keys);
    const his = save(disk, sam.session, {
      act: "put",
      space: "shared",
      json: aRecord({ author: couple.sam.partner }),
    }).putRows[0]!;
    expect(his.seq).toBeGreaterThan(hers.seq);
  });

  test("[V14] many changes are one commit: each bucket and root once, a row put twice only as it last was", () => {
    const { disk, session } = begin();
    const ids = Array.from({ length: 300 }, newId);
    const commit = session.stage([...ids.map((id) => put("private", id)), put("private", ids[0], 2)]);
    expect(commit.putRows.length).toBe(300);
    expect(commit.dropRows).toEqual([]);
    const parts = commit.putParts.map(({ part }) => part);
    expect(new Set(parts).size).toBe(parts.length);
    write(disk, commit);
    session.settle(commit);
    const again = unlock(disk, couple.noa.keys);
    expect(again.findings).toEqual([]);
    expect(again.rows.find(({ id }) => id === ids[0])!.revision).toBe(2);
  });

  test("[V14] put and purged in one commit is as if it never was", () => {
    const { disk, session } = begin();
    const id = newId();
    const commit = save(disk, session, put("shared", id), purge("shared", id));
    expect([commit.putRows, commit.dropRows]).toEqual([[], []]);
    expect(unlock(disk, couple.noa.keys).findings).toEqual([]);
  });

  test.each(["remove", "purge"] as const)("[V14] to %s a copy drops every older row of it that was put back", (act) => {
    const { disk, session } = begin();
    const id = newId();
    const older = save(disk, session, put("shared", id)).putRows[0]!;
    save(disk, session, put("shared", id, 2));
    disk.rows.set(rowKey(older), older);
    const again = unlock(disk, couple.noa.keys);
    const change = act === "remove" ? remove("shared", id) : purge("shared", id);
    expect(save(disk, again.session, change).dropRows.length).toBe(2);
    expect(unlock(disk, couple.noa.keys).findings).toEqual([]);
  });

  test("[V14] before the check nothing can be written", () => {
    const session = openSession(couple.header, couple.noa.keys);
    expect(() => session.stage([put("private")])).toThrow("locked");
    expect(session.stageSeen()).toBeNull();
  });

  test.each<[string, (author: string) => Change, string]>([
    ["a purge of what is not there", () => purge("private", newId()), "not-found"],
    ["a removal of what is not there", () => remove("private", newId()), "not-found"],
    ["an id that is none", () => purge("private", "x"), "malformed"],
    ["a tombstone in other words", (author) => putText(aRecord({ author, kind: GONE })), "malformed"],
    [
      "a lineage that ends at another revision",
      (author) => ({ act: "put", space: "private", json: aRecord({ author }), lineage: [{ tag: newTag(), upTo: 2 }] }),
      "malformed",
    ],
    [
      "a lineage that is none",
      (author) => ({ act: "put", space: "private", json: aRecord({ author }), lineage: [{ tag: "", upTo: 1 }] }),
      "malformed",
    ],
    ["no JSON", () => putText("{"), "malformed"],
    ["no record", () => putText("{}"), "malformed"],
    ["a lone surrogate", (author) => putText(aRecord({ author, text: "@" }).replace("@", "\ud800")), "malformed"],
    ["an author who is neither", () => putText(aRecord({ author: newId() })), "not-allowed"],
    ["JSON nested too deep", () => putText("[".repeat(65)), "over-limit"],
    ["a record over 8 MiB", (author) => putText(aRecord({ author, text: "a".repeat(8 * 1024 * 1024) })), "over-limit"],
  ])("[V14] %s is refused and changes nothing", (_, change, code) => {
    const { session } = begin();
    expect(() => session.stage([put("private"), change(couple.noa.partner)])).toThrow(code);
    expect(session.stage([put("private")]).putRows[0]!.seq).toBe(1);
  });

  test("[V9] together nothing is written to or taken from a private space", () => {
    const { session } = unlock(copyOf(couple.disk), keysTogether(couple.noa.keys, couple.sam.keys));
    for (const change of [put("private"), remove("private", newId()), purge("private", newId())])
      expect(() => session.stage([change])).toThrow("not-allowed");
    expect(session.stageSeen()).toBeNull();
  });

  test("[V11] the text of a record comes back exactly, whatever is in it", () => {
    const { disk, session } = begin();
    const texts = ["\u0000\u2028\u{1F44B}\u{1F3FD} \u05E9\u05DC\u05D5\u05DD \u202E", '"\\{[', "\\ud800", ""];
    const changes = texts.map((text) => aRecord({ author: couple.noa.partner, text }));
    save(disk, session, ...changes.map((json): Change => ({ act: "put", space: "private", json })));
    const { rows } = unlock(disk, couple.noa.keys);
    expect(rows.filter(({ space }) => space === "private").map(({ json }) => json)).toEqual(changes);
  });
});

const found = (rows: readonly OpenedRow[], id: string, space = "private") =>
  rows.filter((row) => row.id === id && row.space === space);

describe("[V10] tombstones", () => {
  test("[V10] a removed original leaves one in its place, of the next revision, listed as any row", () => {
    const { disk, session } = begin();
    const id = newId();
    const { putRows } = save(disk, session, put("private", id, 3));
    const commit = save(disk, session, remove("private", id));
    expect(commit.dropRows).toEqual(putRows.map(({ space, seq }) => ({ space, seq })));
    const again = unlock(disk, couple.noa.keys);
    expect(again.findings).toEqual([]);
    const [row, ...more] = found(again.rows, id);
    expect(more).toEqual([]);
    expect(row!.json).toBe(`{"author":"${couple.noa.partner}","id":"${id}","kind":"gone","revision":4}`);
    expect([again.session.isListed(row!), again.session.isVerified(row!)]).toEqual([true, true]);
  });

  test("[V10] [V11] a copy taken back leaves one under its own number, signed by its author", () => {
    const { disk, session } = begin();
    const id = newId();
    save(disk, session, put("shared", id, 2));
    save(disk, session, remove("shared", id));
    const sam = unlock(disk, couple.sam.keys);
    expect(sam.findings).toEqual([]);
    const [row, ...more] = found(sam.rows, id, "shared");
    expect([row!.kind, row!.revision, row!.lineage, more]).toEqual([GONE, 2, [], []]);
    const unchecked = openSession(couple.header, couple.sam.keys);
    for (const sealed of disk.rows.values()) unchecked.openRow(sealed);
    expect([unchecked.isListed(row!), unchecked.isVerified(row!)]).toEqual([false, true]); // by its signature alone
  });

  test("[V14] a tombstone is not removed again, and purged like any row", () => {
    const { disk, session } = begin();
    const id = newId();
    save(disk, session, put("shared", id), put("private", id));
    save(disk, session, remove("shared", id), remove("private", id));
    for (const space of ["shared", "private"] as const) {
      expect(() => session.stage([remove(space, id)])).toThrow("not-found");
      expect(() => session.stage([purge(space, id), purge(space, id)])).toThrow("not-found");
      save(disk, session, purge(space, id));
    }
    const again = unlock(disk, couple.noa.keys);
    expect([again.findings, again.rows.filter((row) => row.id === id)]).toEqual([[], []]);
  });

  test("[V14] put and removed in one commit leaves the tombstone alone", () => {
    const { disk, session } = begin();
    const id = newId();
    const commit = save(disk, session, put("private", id), put("private", id, 2), remove("private", id));
    expect([commit.putRows.length, commit.dropRows]).toEqual([1, []]);
    const again = unlock(disk, couple.noa.keys);
    expect([again.findings, found(again.rows, id).map(({ kind, revision }) => [kind, revision])]).toEqual([
      [],
      [[GONE, 3]],
    ]);
  });

  test.each(["private", "shared"] as const)(
    "[V14] its author puts a %s record again over it, with a higher number",
    (space) => {
      const { disk, session } = begin();
      const id = newId();
      save(disk, session, put(space, id, 2));
      save(disk, session, remove(space, id));
      const gone = space === "private" ? 3 : 2;
      for (const revision of [1, gone]) expect(() => session.stage([put(space, id, revision)])).toThrow("malformed");
      save(disk, session, put(space, id, gone + 1));
      const again = unlock(disk, couple.noa.keys);
      expect(again.findings).toEqual([]);
      expect(found(again.rows, id, space).map(({ kind, revision }) => [kind, revision])).toEqual([["entry", gone + 1]]);
    },
  );

  test("[V14] a copy put back beside its tombstone is dropped when taken back again, and the tombstone stays", () => {
    const { disk, session } = begin();
    const id = newId();
    const [copy] = save(disk, session, put("shared", id)).putRows;
    const [gone] = save(disk, session, remove("shared", id)).putRows;
    disk.rows.set(rowKey(copy!), copy!);
    const again = unlock(disk, couple.noa.keys);
    expect(again.findings).toEqual([{ kind: "unlisted", space: "shared", count: 1 }]);
    const commit = save(disk, again.session, remove("shared", id));
    expect([commit.putRows, commit.dropRows]).toEqual([[], [{ space: copy!.space, seq: copy!.seq }]]);
    expect(disk.rows.has(rowKey(gone!))).toBe(true);
    expect(unlock(disk, couple.noa.keys).findings).toEqual([]);
  });

  test("[V14] nothing is signed on the word of a copy that no list vouches for: removed, it is only dropped", () => {
    const { disk, session } = begin();
    const id = newId();
    const [copy] = save(disk, session, put("shared", id, 7)).putRows;
    save(disk, session, purge("shared", id));
    disk.rows.set(rowKey(copy!), copy!);
    const again = unlock(disk, couple.noa.keys);
    const commit = save(disk, again.session, remove("shared", id));
    expect([commit.putRows, commit.dropRows.length]).toEqual([[], 1]);
    expect(unlock(disk, couple.noa.keys).findings).toEqual([]);
  });

  test("[V14] under a damaged bucket a removed original leaves one all the same, over its newest row", () => {
    const { disk, session } = begin();
    const id = newId();
    const first = save(disk, session, put("private", id)).putRows[0]!;
    const { putParts } = save(disk, session, put("private", id, 2));
    disk.rows.set(rowKey(first), first);
    disk.parts.delete(partKey(putParts.find(({ part }) => part !== 256)!));
    const again = unlock(disk, couple.noa.keys);
    save(disk, again.session, remove("private", id));
    const last = unlock(disk, couple.noa.keys);
    expect(last.findings).toEqual([]);
    const rows = found(last.rows, id);
    expect(rows.map(({ kind, revision }) => [kind, revision])).toEqual([[GONE, 3]]);
    expect(found(again.rows, id).every((row) => isAncestor(row, rows[0]!))).toBe(true);
  });
});

describe("[V14] lineage of what is saved", () => {
  const saved = (disk: typeof couple.disk, session: Session, id: string, revision: number): OpenedRow => {
    const { putRows } = save(disk, session, put("private", id, revision));
    return openSession(couple.header, couple.noa.keys).openRow(putRows[0]!) as OpenedRow;
  };

  test("[V14] a session adds one run, however often it saves; the next adds another", () => {
    const { disk, session } = begin();
    const id = newId();
    const rows = [1, 2, 5].map((revision) => saved(disk, session, id, revision));
    rows.push(saved(disk, unlock(disk, couple.noa.keys).session, id, 6));
    expect(rows.map(({ lineage }) => lineage.map(({ upTo }) => upTo))).toEqual([[1], [2], [5], [5, 6]]);
    for (const [y, row] of rows.entries())
      for (const [x, earlier] of rows.entries()) expect(isAncestor(earlier, row)).toBe(x < y);
  });

  test("[V14] a commit that was staged and never settled shares no line with what is saved instead", () => {
    const { disk, session } = begin();
    const id = newId();
    const first = saved(disk, session, id, 1);
    const lost = session.stage([put("private", id, 2)]).putRows[0]!;
    const doubtful = openSession(couple.header, couple.noa.keys).openRow(lost) as OpenedRow;
    const kept = saved(disk, session, id, 2);
    expect(isAncestor(first, doubtful) && isAncestor(first, kept)).toBe(true);
    expect(kept.lineage).not.toEqual(doubtful.lineage);
    expect(isAncestor(doubtful, saved(disk, session, id, 3))).toBe(false);
  });

  test("[V14] a row of the older form is read as ever, and is an ancestor of what replaces it", () => {
    const { disk, session } = begin();
    const id = newId();
    const json = aRecord({ id, author: couple.noa.partner, revision: 3 });
    save(disk, session, { act: "put", space: "private", json, lineage: NO_LINEAGE });
    const again = unlock(disk, couple.noa.keys);
    const [older] = found(again.rows, id);
    expect([older!.json, older!.lineage, again.findings]).toEqual([json, [], []]);
    const next = saved(disk, again.session, id, 4);
    expect(next.lineage.map(({ upTo }) => upTo)).toEqual([3, 4]);
    expect(isAncestor(older!, next)).toBe(true);
  });

  test("[V14] a lineage that is given is kept exactly, in any revision, and over a tombstone too", () => {
    const { disk, session } = begin();
    const id = newId();
    const mine = saved(disk, session, id, 4);
    save(disk, session, remove("private", id));
    const lineage = [{ tag: newTag(), upTo: 2 }];
    const json = aRecord({ id, author: couple.noa.partner, revision: 2 });
    for (let times = 0; times < 2; times++) save(disk, session, { act: "put", space: "private", json, lineage });
    const [row] = found(unlock(disk, couple.noa.keys).rows, id);
    expect([row!.json, row!.lineage]).toEqual([json, lineage]);
    const next = saved(disk, session, id, 5);
    expect([isAncestor(row!, next), isAncestor(mine, next)]).toEqual([true, false]);
    const gone = tombstone({ id, author: couple.noa.partner, revision: 9 });
    const last = [...lineage, { tag: newTag(), upTo: 9 }];
    save(disk, session, { act: "put", space: "private", json: gone, lineage: last });
    const [tomb] = found(unlock(disk, couple.noa.keys).rows, id);
    expect([tomb!.kind, tomb!.lineage]).toEqual([GONE, last]);
  });

  test("[V14] what a session saves over an earlier state of its own, given back to it, is on no line with what stood between", () => {
    const { disk, session } = begin();
    const id = newId();
    const [one, two] = [saved(disk, session, id, 1), saved(disk, session, id, 2)];
    save(disk, session, { act: "put", space: "private", json: one.json, lineage: one.lineage });
    const next = saved(disk, session, id, 3);
    expect([isAncestor(one, next), isAncestor(two, next)]).toEqual([true, false]);
  });

  test("[V10] a lineage of another revision than the record's is unreadable", () => {
    const { session } = begin();
    const seq = 9;
    const place = placeOf("row", fromBase64(couple.header.vaultId), fromBase64(session.spaces()[0]!), u64(seq));
    const row = (upTo: number) => {
      const payload = concat(encodeLineage([{ tag: newTag(), upTo }]), utf8(aRecord({ author: couple.noa.partner })));
      return { space: session.spaces()[0]!, seq, sealed: sealBytes(payload, place, couple.noa.keys.private[0]!) };
    };
    expect(session.openRow(row(1))).toMatchObject({ kind: "entry" });
    expect(session.openRow(row(2))).toBe("unreadable");
  });

  /** What one partner does to one record, in copies of the journal that go on apart. */
  const deeds = fc.array(
    fc.record({
      copy: fc.nat({ max: 2 }),
      deed: fc.constantFrom("save", "save", "save", "set back", "remove", "purge", "lock", "lose", "copy", "take"),
      step: fc.integer({ min: 1, max: 2 }),
    }),
    { minLength: 5, maxLength: 30 },
  );

  test("[V14] whatever copies do apart, ancestry is what truly came of what", () => {
    const id = newId();
    fc.assert(
      fc.property(deeds, (life) => {
        const copies = [0, 1, 2].map(() => ({ ...begin(), at: null as number | null }));
        const states: RecordState[] = [];
        const before: Set<number>[] = [];
        for (const { copy, deed, step } of life) {
          const [here, there] = [copies[copy]!, copies[(copy + 1) % 3]!];
          const standing = here.at === null ? null : (states[here.at] as OpenedRow);
          const isThere = standing !== null && standing.kind !== GONE;
          const keep = (change: Change, from: number | null) => {
            const [row] = save(here.disk, here.session, change).putRows;
            before.push(from === null ? new Set() : new Set([...before[from]!, from]));
            here.at = states.push(here.session.openRow(row!) as OpenedRow) - 1;
          };
          const next = (standing?.revision ?? 0) + step;
          if (deed === "save") keep(put("private", id, next), here.at);
          else if (deed === "lose") {
            // Never settled here; yet it may have reached a ledger, and so a merge.
            const [row] = here.session.stage([put("private", id, next)]).putRows;
            before.push(here.at === null ? new Set() : new Set([...before[here.at]!, here.at]));
            states.push(openSession(couple.header, couple.noa.keys).openRow(row!) as OpenedRow);
          } else if (deed === "set back" && isThere) keep(put("private", id, Math.max(1, next - 2)), null);
          else if (deed === "remove" && isThere) keep(remove("private", id), here.at);
          else if (deed === "purge" && here.at !== null) {
            save(here.disk, here.session, purge("private", id));
            here.at = null;
          } else if (deed === "lock") here.session = unlock(here.disk, couple.noa.keys).session;
          else if (deed === "copy") {
            const disk = copyOf(there.disk);
            copies[copy] = { disk, ...unlock(disk, couple.noa.keys), at: there.at };
          } else if (deed === "take" && there.at !== null) {
            const { json, lineage } = states[there.at] as OpenedRow;
            save(here.disk, here.session, { act: "put", space: "private", json, lineage });
            here.at = there.at;
          }
        }
        for (const [y, later] of states.entries())
          for (const [x, earlier] of states.entries())
            expect(isAncestor(earlier, later), `${x} of ${y}`).toBe(before[y]!.has(x));
      }),
      { numRuns: 60 },
    );
  });
});

/** A step of a life with the journal: who opens it, and what they do before locking. */
const sittings = fc.array(
  fc.record({
    who: fc.constantFrom("noa", "sam", "together"),
    seen: fc.boolean(),
    acts: fc.array(
      fc.record({
        act: fc.constantFrom("put", "put", "remove", "purge"),
        space: fc.constantFrom("private", "shared"),
        author: fc.constantFrom("noa", "sam"),
        record: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 6 },
    ),
  }),
  { maxLength: 6 },
);

test("[V13] [V14] after any sittings of either or both, what was saved is there, and nothing is amiss", () => {
  const ids = Array.from({ length: 4 }, newId);
  fc.assert(
    fc.property(sittings, (life) => {
      const disk = copyOf(couple.disk);
      const keys = { noa: couple.noa.keys, sam: couple.sam.keys };
      const model = new Map<string, { readonly revision: number; readonly kind: string }>();
      for (const { who, acts, seen } of life) {
        const { session, findings } = unlock(disk, who === "together" ? keysTogether(keys.noa, keys.sam) : keys[who]);
        expect(findings).toEqual([]);
        for (const { act, space, author, record } of acts) {
          if (who === "together" ? space === "private" : author !== who) continue;
          const id = ids[record]!;
          const at = `${space} ${author} ${id}`;
          const { partner } = couple[author];
          const standing = model.get(at);
          const revision = (standing?.revision ?? 0) + 1;
          if (act === "put") {
            save(disk, session, { act, space, json: aRecord({ id, author: partner, revision }) });
            model.set(at, { revision, kind: "entry" });
          } else if (standing === undefined || (act === "remove" && standing.kind === GONE)) {
            expect(() => session.stage([{ act, space, id, author: partner }])).toThrow("not-found");
          } else {
            save(disk, session, { act, space, id, author: partner });
            if (act === "purge") model.delete(at);
            else model.set(at, { revision: space === "private" ? revision : standing.revision, kind: GONE });
          }
        }
        const commit = seen ? session.stageSeen() : null;
        if (commit !== null && who !== "together") {
          write(disk, commit);
          session.settle(commit);
          if (session.keys.kind === "one") keys[who] = session.keys;
        }
      }
      for (const who of ["noa", "sam"] as const) {
        const { rows, findings, session } = unlock(disk, keys[who]);
        expect(findings).toEqual([]);
        expect(rows.every((row) => session.isListed(row) && session.isVerified(row))).toBe(true);
        const nameOf = (partner: string) => (partner === couple.noa.partner ? "noa" : "sam");
        const found = rows
          .filter(({ kind }) => kind !== "profile")
          .map(({ space, author, id, revision, kind }) => [`${space} ${nameOf(author)} ${id}`, { revision, kind }]);
        const expected = [...model].filter(([at]) => at.startsWith("shared") || at.startsWith(`private ${who}`));
        expect(found.sort()).toEqual(expected.sort());
      }
    }),
    { numRuns: 25 },
  );
});
