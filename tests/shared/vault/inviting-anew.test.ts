import { beforeAll, describe, expect, test } from "vitest";
import { framed } from "#shared/base/bytes.ts";
import { codeOf } from "#shared/base/errors.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { base64, hash256, randomBytes, utf8 } from "#shared/crypto/sodium.ts";
import { chainLink, issueGrant } from "#shared/vault/couple-key.ts";
import { firstKeyring, lockSeat } from "#shared/vault/founding.ts";
import { formerNotebook, openFormer } from "#shared/vault/former.ts";
import {
  coupleEpochOf,
  formatHeader,
  FORMER_MAX,
  parseHeader,
  type Seat,
  type VaultHeader,
} from "#shared/vault/header.ts";
import { certify } from "#shared/vault/identity.ts";
import { beginJoin, completeJoin, inviteAnew } from "#shared/vault/joining.ts";
import { openSession } from "#shared/vault/session.ts";
import { canonicalJson } from "#shared/vault/json.ts";
import { stageRenewal, startAnew } from "#shared/vault/starting-anew.ts";
import { keysTogether, openKeys } from "#shared/vault/vault.ts";
import {
  aCouple,
  aRecord,
  cloned,
  copyOf,
  keysOf,
  NOA_PASSPHRASE,
  partKey,
  rowKey,
  SAM_PASSPHRASE,
  save,
  unlock,
  write,
  type Couple,
  type Disk,
} from "../../support/vault.ts";

const AGAIN = "a window left open in may";
const againTyped = { passphrase: AGAIN };
const noaTyped = { passphrase: NOA_PASSPHRASE };
const samTyped = { passphrase: SAM_PASSPHRASE };

/** Invites somebody anew to a seat while the other has the vault open; the new partner's id. */
function invited(disk: Disk, seat: Seat, cover: "wheat" | "tide" | "lichen", typed: { passphrase: string }): string {
  const { session } = unlock(disk, keysOf(disk, seat === "a" ? "b" : "a", typed));
  const { hello, secret } = beginJoin(session.header, undefined, seat);
  const { admission, finish } = inviteAnew(session, cloned(hello));
  const answers = { cover, passphrase: AGAIN, cost: KDF_FLOOR };
  const joined = completeJoin(secret, cloned(admission), answers);
  write(disk, finish(cloned(joined.joined)));
  write(disk, joined.commit);
  save(disk, joined.session, {
    act: "put",
    space: "shared",
    json: aRecord({ author: joined.partner, kind: "profile" }),
  });
  expect(session.stageSeen()).toBeNull();
  return joined.partner;
}

/** The header on a disk changed by hand, and made consistent again: whoever reads it sees no damage. */
function planted(disk: Disk, change: (header: VaultHeader) => void): Disk {
  const header = cloned(parseHeader(disk.header));
  change(header);
  return { ...copyOf(disk), header: formatHeader(parseHeader(formatHeader(header))) };
}

let couple: Couple;
/** Sam lost passphrase and words; Noa, who has the vault open, invited Sam anew. */
let disk: Disk;
/** As it was before. */
let before: Disk;
let partner: string;
beforeAll(async () => {
  couple = await aCouple();
  before = copyOf(couple.disk);
  const sams = unlock(before, couple.sam.keys).session;
  const author = couple.sam.partner;
  save(
    before,
    sams,
    { act: "put", space: "private", json: aRecord({ author, text: "mine" }) },
    { act: "put", space: "shared", json: aRecord({ author, text: "ours" }) },
  );
  disk = copyOf(before);
  partner = invited(disk, "b", "wheat", noaTyped);
});
const noaNow = () => keysOf(disk, "a", noaTyped);
const samNow = () => keysOf(disk, "b", againTyped);

describe("[V21] inviting anew", () => {
  test("[V21] both open it; what was shared before is there and its author vouches for it", () => {
    for (const keys of [noaNow(), samNow(), keysTogether(noaNow(), samNow())]) {
      const { session, rows, findings } = unlock(disk, keys);
      expect(findings).toEqual([]);
      const shared = rows.filter(({ space }) => space === "shared");
      expect(shared.map(({ author }) => author)).toEqual([
        couple.noa.partner,
        couple.sam.partner,
        couple.sam.partner,
        partner,
      ]);
      expect(shared.every((row) => session.isListed(row) && session.isVerified(row))).toBe(true);
    }
  });

  test("[V21] the lost seat is kept whole, and its secrets open no seat", () => {
    const { former, seats } = parseHeader(disk.header);
    expect(former).toEqual([{ ...parseHeader(before.header).seats.b!, seat: "b" }]);
    expect(seats.b!.identity.partner).toBe(partner);
    expect(openKeys(parseHeader(disk.header), "b", samTyped)).toBe("wrong-passphrase");
  });

  test("[V21] a new couple key begins, granted to the two, and to nobody who was lost", () => {
    const { grants } = parseHeader(disk.header);
    expect(grants.map(({ epoch, to, issuer }) => [epoch, to, issuer])).toEqual([
      [2, "a", "a"],
      [2, "b", "a"],
    ]);
    expect(noaNow().couple).toEqual(samNow().couple);
    // the lost keys open what was shared until then, and nothing since
    const here = copyOf(disk);
    const { session } = unlock(here, noaNow());
    save(here, session, { act: "put", space: "shared", json: aRecord({ author: couple.noa.partner }) });
    const lost = unlock({ ...here, header: before.header }, couple.sam.keys);
    expect([lost.rows.filter(({ space }) => space === "shared").length, lost.unreadable]).toEqual([3, 2]);
  });

  test("[V21] the founder's seat is given anew as well, by the one who joined, and again after that", () => {
    const here = copyOf(disk);
    const noa = invited(here, "a", "tide", againTyped);
    const header = parseHeader(here.header);
    expect(header.former.map(({ seat }) => seat)).toEqual(["b", "a"]);
    expect([header.seats.a.identity.partner, coupleEpochOf(header)]).toEqual([noa, 3]);
    for (const seat of ["a", "b"] as const) expect(unlock(here, keysOf(here, seat, againTyped)).findings).toEqual([]);
    const { session } = unlock(here, keysOf(here, "b", againTyped));
    expect(session.shelves()).toHaveLength(5);
  });

  test("[V21] a new start after it, and it after a new start, go on to the newest keys", () => {
    const here = copyOf(disk);
    const made = startAnew(parseHeader(here.header), "b", againTyped, "and anew", KDF_FLOOR);
    if (typeof made === "string") throw new Error(made);
    write(here, stageRenewal(unlock(here, samNow()).session, made.renewal));
    const typed = { passphrase: "and anew" };
    expect(unlock(here, keysOf(here, "b", typed)).findings).toEqual([]);
    invited(here, "a", "tide", typed); // the grant goes to the newer box key of who remains
    expect(unlock(here, keysOf(here, "b", typed)).findings).toEqual([]);
    expect(parseHeader(here.header).former.at(-1)!.newerBox).toBeNull();
  });

  test("[V21] until it is written nothing has changed", () => {
    const here = copyOf(before);
    const { session } = unlock(here, keysOf(here, "a", noaTyped));
    inviteAnew(session, beginJoin(session.header).hello);
    save(here, session, { act: "put", space: "shared", json: aRecord({ author: couple.noa.partner }) });
    expect(unlock(here, keysOf(here, "b", samTyped)).findings).toEqual([]);
  });

  test("[V21] only the other partner invites, in a session of their own, and not without end", () => {
    const { hello } = beginJoin(couple.header);
    const sams = unlock(before, couple.sam.keys).session;
    expect(() => inviteAnew(sams, hello)).toThrow("not-allowed");
    const together = unlock(before, keysTogether(couple.noa.keys, couple.sam.keys)).session;
    expect(() => inviteAnew(together, hello)).toThrow("not-allowed");
    const { session } = unlock(before, couple.noa.keys);
    expect(() => inviteAnew(session, { ...hello, bySelf: couple.header.seats.b!.bySelf })).toThrow("damaged");
    const former = new Array(FORMER_MAX).fill({ ...couple.header.seats.b!, seat: "b" }) as VaultHeader["former"];
    const pins = former.map(({ seat, identity }) => ({ seat, identity, seen: null }));
    const full = openSession({ ...couple.header, former }, { ...couple.noa.keys, former: pins });
    expect(() => inviteAnew(full, hello)).toThrow("over-limit");
  });
});

describe("[V3] a header of version 2", () => {
  const codeOfParsing = (text: string): string => {
    try {
      parseHeader(text);
      return "accepted";
    } catch (thrown) {
      return codeOf(thrown);
    }
  };

  test("[V3] it comes back as it was, and with any one character of its new members changed it is refused", () => {
    const text = disk.header;
    expect(text).toContain('"version":2');
    expect(formatHeader(parseHeader(text))).toBe(text);
    const from = text.indexOf('"former"');
    const until = text.indexOf('"grants"');
    expect(until - from).toBeGreaterThan(1000);
    for (let at = from; at < until; at += 3) {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      expect(codeOfParsing(changed)).toBe("damaged");
    }
  });

  test.each<[string, (header: VaultHeader) => void]>([
    ["a lost seat without the other's certificate", ({ former }) => (former[0]!.byOther = former[0]!.bySelf)],
    ["a lost seat twice", ({ former }) => former.push(former[0]!)],
    [
      "the seat of today as a lost one",
      ({ former, seats }) => former.push({ ...seats.a, byOther: seats.a.byOther!, seat: "a" }),
    ],
    ["a lost seat on the other side", ({ former }) => (former[0]!.seat = "a")],
    ["another key of a lost seat", ({ former, seats }) => (former[0]!.identity.box = seats.a.identity.box)],
    ["slots of a lost seat exchanged", ({ former, seats }) => (former[0]!.slots = seats.b!.slots)],
  ])("[V21] %s is damage", (_, change) => {
    const header = cloned(parseHeader(disk.header));
    change(header);
    expect(codeOfParsing(formatHeader(header))).toBe("damaged");
  });

  test("[V3] version 2 with nothing of it, or version 1 with something of it, is damage", () => {
    const { digest: _old, ...members } = JSON.parse(couple.disk.header) as Record<string, unknown>;
    const withDigest = (stored: Record<string, unknown>): string => {
      const digest = base64(hash256(framed(utf8("twofold/v1/header"), utf8(canonicalJson(stored)))));
      return canonicalJson({ ...stored, digest });
    };
    expect(codeOfParsing(withDigest(members))).toBe("accepted");
    const { a, b } = members["seats"] as Record<string, object>;
    const seats = { a: { ...a, newerBox: null }, b: { ...b, newerBox: null } };
    expect(codeOfParsing(withDigest({ ...members, seats, former: [], version: 2 }))).toBe("damaged");
    expect(codeOfParsing(withDigest({ ...members, former: [] }))).toBe("damaged");
    expect(codeOfParsing(withDigest({ ...members, seats }))).toBe("damaged");
  });

  test("[V2] more than 16 lost seats are refused", () => {
    const header = parseHeader(disk.header);
    const former = new Array(FORMER_MAX + 1).fill(header.former[0]!) as VaultHeader["former"];
    expect(codeOfParsing(formatHeader({ ...header, former }))).toBe("damaged");
  });
});

describe("[V21] the notebook that was lost", () => {
  test("[V21] who remembers its passphrase or words reads their own private space, and writes nothing", () => {
    const header = parseHeader(disk.header);
    for (const secret of [samTyped, { words: couple.sam.words.join(" ") }]) {
      const keys = openFormer(header, 0, secret);
      if (typeof keys === "string") throw new Error(keys);
      expect(keys.couple).toEqual([]);
      const notebook = formerNotebook(header, cloned(keys));
      const opened = [...disk.rows.values()].map((row) => notebook.openRow(row)).filter((row) => row !== "unreadable");
      expect(opened.map(({ value }) => value)).toMatchObject([{ text: "mine" }]);
      expect(notebook.check([...disk.parts.values()])).toEqual([]);
      expect(() => openSession(header, keys)).toThrow("damaged");
    }
    expect(openFormer(header, 0, againTyped)).toBe("wrong-passphrase");
    expect(() => openFormer(header, 1, samTyped)).toThrow("not-found");
  });

  test("[V21] a row taken from it is told", () => {
    const header = parseHeader(disk.header);
    const keys = openFormer(header, 0, samTyped);
    if (typeof keys === "string") throw new Error(keys);
    expect(formerNotebook(header, keys).check([...disk.parts.values()])).toEqual([
      { kind: "missing", space: "private", count: 1 },
    ]);
  });
});

describe("[V21] a partner who holds all files and the couple key", () => {
  const refused = (changed: Disk) => {
    expect(() => openKeys(parseHeader(changed.header), "a", noaTyped)).toThrow("damaged");
    expect(() => openKeys(parseHeader(changed.header), "b", againTyped)).toThrow("damaged");
  };

  test("[V8] cannot take a lost identity out of the header, nor move it to the other seat", () => {
    refused(planted(disk, (h) => (h.former = [])));
    expect(() => planted(disk, (h) => (h.former[0]!.seat = "a"))).toThrow("damaged");
  });

  test("[V8] cannot change the order of two", () => {
    const here = copyOf(disk);
    invited(here, "b", "lichen", noaTyped);
    const turned = planted(here, (h) => h.former.reverse());
    expect(() => openKeys(parseHeader(turned.header), "a", noaTyped)).toThrow("damaged");
    expect(() => openKeys(parseHeader(turned.header), "b", againTyped)).toThrow("damaged");
  });

  test("[V8] cannot add one, though it be certified by both sides as far as a reader can tell", () => {
    refused(
      planted(disk, (h) => {
        const invented = beginJoin(h, undefined, "a");
        const { identity, bySelf } = invented.hello;
        const byOther = certify(h.vaultId, "a", identity, samNow().signing);
        const { slots } = foundedSlots(h, invented.secret);
        h.former.push({ ...h.seats.a, identity, bySelf, byOther, slots, newerBox: null, seat: "a" });
      }),
    );
  });

  test("[V8] cannot put the lost identity back into its seat", () => {
    const old = parseHeader(before.header);
    const back = planted(disk, (h) => {
      h.former = [];
      h.seats = { a: { ...old.seats.a, keyring: h.seats.a.keyring }, b: old.seats.b };
      h.grants = old.grants;
      h.chain = [];
    });
    expect(() => openKeys(parseHeader(back.header), "a", noaTyped)).toThrow("damaged");
    // its own keyring of that day knows no better: everything of before was set back but the other's keyring
    expect(typeof openKeys(parseHeader(back.header), "b", samTyped)).toBe("object");
  });

  test("[V6] cannot grant the lost keys the new couple key in another's name", () => {
    const { vaultId, seats } = parseHeader(disk.header);
    const lost = { seat: "b" as const, identity: couple.sam.keys.identities.b! };
    const known = { epoch: 2, key: randomBytes(32) };
    const grant = issueGrant(
      vaultId,
      known,
      { seat: "a", identity: seats.a.identity },
      {
        ...lost,
        secretKey: couple.sam.keys.signing,
      },
    );
    const changed = planted(disk, (h) => {
      h.grants = [grant, h.grants[1]!];
      h.chain = [chainLink(vaultId, couple.sam.keys.couple[0]!, known)];
    });
    expect(() => openKeys(parseHeader(changed.header), "a", noaTyped)).toThrow("damaged");
  });

  test("[V21] who holds the lost keys publishes nothing more on its shelf: another root than the last is damage, and no row of it verified", () => {
    // the thief opens the vault of before with the lost passphrase, publishes, and brings the files over
    const thief = copyOf(before);
    const { session } = unlock(thief, couple.sam.keys);
    const json = () => aRecord({ author: couple.sam.partner, text: "never said" });
    save(thief, session, { act: "put", space: "shared", json: json() }); // takes the seq of the new partner's first row
    const { putRows } = save(thief, session, { act: "put", space: "shared", json: json() });
    const here = copyOf(disk);
    for (const row of putRows) here.rows.set(rowKey(row), row);
    const shelf = couple.sam.keys.identities.b!.sharedShelf;
    for (const part of thief.parts.values()) if (part.shelf === shelf) here.parts.set(partKey(part), part);
    for (const keys of [noaNow(), samNow()]) {
      const opened = unlock(here, keys);
      expect(opened.findings).toContainEqual({ kind: "damaged-manifest", space: "shared", seat: "b" });
      const planted = opened.rows.filter((row) => row.author === couple.sam.partner);
      expect(planted.length).toBeGreaterThan(0);
      expect(planted.some((row) => opened.session.isVerified(row))).toBe(false);
    }
  });
});

/** Slots of an invented identity. */
function foundedSlots(header: VaultHeader, secret: ReturnType<typeof beginJoin>["secret"]) {
  const { a, b } = header.seats;
  const identities = { a: secret.identity, b: b!.identity };
  const keyring = firstKeyring(secret, { seat: "a", identities, former: [] }, 1);
  expect(a.identity).not.toEqual(secret.identity);
  return lockSeat(header.vaultId, keyring, "invented", KDF_FLOOR).locked;
}
