import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "#shared/vault/identity.ts";
import { openSession, type Change } from "#shared/vault/session.ts";
import { keysTogether } from "#shared/vault/vault.ts";
import { aCouple, aRecord, copyOf, rowKey, save, unlock, write, type Couple } from "../../support/vault.ts";

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
    save(disk, session, { act: "purge", space: "private", id, author: couple.noa.partner });
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

  test("[V14] put and dropped in one commit is as if it never was", () => {
    const { disk, session } = begin();
    const id = newId();
    const commit = save(disk, session, put("shared", id), {
      act: "purge",
      space: "shared",
      id,
      author: couple.noa.partner,
    });
    expect([commit.putRows, commit.dropRows]).toEqual([[], []]);
    expect(unlock(disk, couple.noa.keys).findings).toEqual([]);
  });

  test("[V14] dropping a copy drops every older row of it that was put back", () => {
    const { disk, session } = begin();
    const id = newId();
    const older = save(disk, session, put("shared", id)).putRows[0]!;
    save(disk, session, put("shared", id, 2));
    disk.rows.set(rowKey(older), older);
    const again = unlock(disk, couple.noa.keys);
    const drop = { act: "purge", space: "shared", id, author: couple.noa.partner } as const;
    expect(save(disk, again.session, drop).dropRows.length).toBe(2);
    expect(unlock(disk, couple.noa.keys).findings).toEqual([]);
  });

  test("[V14] before the check nothing can be written", () => {
    const session = openSession(couple.header, couple.noa.keys);
    expect(() => session.stage([put("private")])).toThrow("locked");
    expect(session.stageSeen()).toBeNull();
  });

  test.each<[string, (author: string) => Change, string]>([
    ["a drop of what is not there", (author) => ({ act: "purge", space: "private", id: newId(), author }), "not-found"],
    ["an id that is none", (author) => ({ act: "purge", space: "private", id: "x", author }), "malformed"],
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

  test("[V9] together nothing is written to or dropped from a private space", () => {
    const { session } = unlock(copyOf(couple.disk), keysTogether(couple.noa.keys, couple.sam.keys));
    expect(() => session.stage([put("private")])).toThrow("not-allowed");
    const drop = { act: "purge", space: "private", id: newId(), author: couple.noa.partner } as const;
    expect(() => session.stage([drop])).toThrow("not-allowed");
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

/** A step of a life with the journal: who opens it, and what they do before locking. */
const sittings = fc.array(
  fc.record({
    who: fc.constantFrom("noa", "sam", "together"),
    seen: fc.boolean(),
    acts: fc.array(
      fc.record({
        act: fc.constantFrom("put", "put", "purge"),
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
      const model = new Map<string, number>();
      for (const { who, acts, seen } of life) {
        const { session, findings } = unlock(disk, who === "together" ? keysTogether(keys.noa, keys.sam) : keys[who]);
        expect(findings).toEqual([]);
        for (const { act, space, author, record } of acts) {
          if (who === "together" ? space === "private" : author !== who) continue;
          const id = ids[record]!;
          const at = `${space} ${author} ${id}`;
          const { partner } = couple[author];
          if (act === "purge" && !model.has(at)) continue;
          const revision = (model.get(at) ?? 0) + 1;
          if (act === "purge") {
            save(disk, session, { act, space, id, author: partner });
            model.delete(at);
          } else {
            save(disk, session, { act: "put", space, json: aRecord({ id, author: partner, revision }) });
            model.set(at, revision);
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
          .filter(({ kind }) => kind === "entry")
          .map(({ space, author, id, revision }) => [`${space} ${nameOf(author)} ${id}`, revision]);
        const expected = [...model].filter(([at]) => at.startsWith("shared") || at.startsWith(`private ${who}`));
        expect(found.sort()).toEqual(expected.sort());
      }
    }),
    { numRuns: 25 },
  );
});
