import { beforeAll, describe, expect, test } from "vitest";
import { codeOf } from "#shared/base/errors.ts";
import { base64, randomBytes } from "#shared/crypto/sodium.ts";
import { doorOf, formatHeader, HEADER_MAX_BYTES, parseHeader, type VaultHeader } from "#shared/vault/header.ts";
import { aCouple, type Couple } from "../../support/vault.ts";

let couple: Couple;
let header: VaultHeader;
beforeAll(async () => {
  couple = await aCouple();
  header = couple.header;
});

/** The header as somebody with write access would hand it in: its digest and text made anew. */
const rewritten = (change: (header: VaultHeader) => void): string => {
  const changed = structuredClone(header);
  change(changed);
  return formatHeader(changed);
};
const codeOfParsing = (text: string): string => {
  try {
    parseHeader(text);
    return "accepted";
  } catch (thrown) {
    return codeOf(thrown);
  }
};

describe("[V3] the header's one text", () => {
  test("[V3] it comes back as it was, whatever order its members were in", () => {
    const text = formatHeader(header);
    expect(parseHeader(text)).toEqual(header);
    const turned = Object.fromEntries(Object.entries(header).reverse()) as unknown as VaultHeader;
    expect(formatHeader(turned)).toBe(text);
  });

  test("[V3] with any one character changed it is refused, and never as a wrong passphrase", () => {
    const text = formatHeader(header);
    const codes = new Map<string, number>();
    for (let at = 0; at < text.length; at++) {
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
      const code = codeOfParsing(changed);
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect(codes.get("accepted")).toBeUndefined();
    expect([...codes.keys()].sort()).toEqual(["damaged"]);
  });

  test("[V3] cut at any length it is damaged", () => {
    const text = formatHeader(header);
    for (let length = 0; length < text.length; length += 7)
      expect(codeOfParsing(text.slice(0, length))).toBe("damaged");
  });

  test.each([
    ["white space", (text: string) => ` ${text}`],
    ["another member", (text: string) => text.replace('"version":1', '"version":1,"x":1')],
    ["a member twice", (text: string) => text.replace('"version":1', '"version":1,"version":1')],
    ["another spelling of a number", (text: string) => text.replace('"version":1', '"version":1.0')],
    ["an empty text", () => ""],
    ["null", () => "null"],
    ["an array", () => "[]"],
  ])("[V3] %s is damage", (_, change) => {
    expect(codeOfParsing(change(formatHeader(header)))).toBe("damaged");
  });

  test("[V3] a newer version is told apart, whatever else it has", () => {
    expect(codeOfParsing('{"version":3,"unheard":"of"}')).toBe("newer-version");
    expect(codeOfParsing('{"version":0}')).toBe("damaged");
  });
});

describe("[V1] ids", () => {
  const ID = /^[A-Za-z0-9_-]{21}[AQgw]$/;

  test("[V1] each is 16 random bytes in one spelling, and no two of a header are the same", () => {
    const identities = [header.seats.a.identity, header.seats.b!.identity];
    const ids = [header.vaultId, header.sharedSpace].concat(
      identities.flatMap(({ partner, privateSpace, privateShelf, sharedShelf }) => [
        partner,
        privateSpace,
        privateShelf,
        sharedShelf,
      ]),
    );
    for (const id of ids) expect(id).toMatch(ID);
    expect(new Set(ids).size).toBe(10);
  });

  test.each(["A".repeat(21), "A".repeat(23), `${"A".repeat(21)}B`, `${"A".repeat(20)}+A`, ""])(
    "[V1] %j is none",
    (text) => {
      expect(() => parseHeader(rewritten((h) => (h.vaultId = text)))).toThrow("damaged: V3 shape");
    },
  );

  test.each<[string, (header: VaultHeader) => void]>([
    ["two shelves of one partner", ({ seats: { a } }) => (a.identity.sharedShelf = a.identity.privateShelf)],
    ["shelves of both", ({ seats: { a, b } }) => (b!.identity.privateShelf = a.identity.privateShelf)],
    ["the two partners", ({ seats: { a, b } }) => (b!.identity.partner = a.identity.partner)],
    ["the vault and the shared space", (h) => (h.sharedSpace = h.vaultId)],
    ["a private space and the shared one", (h) => (h.sharedSpace = h.seats.a.identity.privateSpace)],
  ])("[V1] one id for %s is damage, before any signature is looked at", (_, change) => {
    expect(() => parseHeader(rewritten(change))).toThrow("damaged: V1");
  });
});

describe("[V2] limits come before work", () => {
  test("[V2] a text over 256 KiB is refused unparsed", () => {
    expect(codeOfParsing(`"${"a".repeat(HEADER_MAX_BYTES)}"`)).toBe("over-limit");
  });

  test("[V2] nesting deeper than 16 is refused unparsed, brackets inside strings do not count", () => {
    expect(codeOfParsing(`${"[".repeat(17)}${"]".repeat(17)}`)).toBe("over-limit");
    expect(codeOfParsing("[".repeat(200_000))).toBe("over-limit");
    expect(codeOfParsing(JSON.stringify("[".repeat(100)))).toBe("damaged");
  });
});

describe("[V4] a header that contradicts itself is damaged", () => {
  const random = (bytes: number) => base64(randomBytes(bytes));
  test.each<[string, (header: VaultHeader) => void]>([
    ["another signing key", ({ seats }) => (seats.a.identity.signing = random(32))],
    ["another box key", ({ seats }) => (seats.b!.identity.box = random(32))],
    ["another private space", ({ seats }) => (seats.a.identity.privateSpace = random(16))],
    ["another shelf", ({ seats }) => (seats.b!.identity.sharedShelf = random(16))],
    ["seats exchanged", ({ seats }) => ([seats.a, seats.b] = [seats.b!, seats.a])],
    ["no certificate by the other", ({ seats }) => (seats.a.byOther = null)],
    ["a seat emptied", ({ seats }) => (seats.b = null)],
    ["the other's certificate for one's own", ({ seats }) => (seats.a.bySelf = seats.a.byOther!)],
    ["one's own certificate for the other's", ({ seats }) => (seats.a.byOther = seats.a.bySelf)],
    ["an id used twice", ({ seats }) => (seats.b!.identity.sharedShelf = seats.a.identity.sharedShelf)],
    ["the shared space as a private one", (h) => (h.sharedSpace = h.seats.a.identity.privateSpace)],
    ["another vault id", (h) => (h.vaultId = random(16))],
    ["two covers of one kind", ({ seats }) => (seats.b!.cover = "umber")],
    ["a grant missing", (h) => h.grants.pop()],
    ["a grant twice", (h) => (h.grants[1] = h.grants[0]!)],
    ["a grant of another epoch", (h) => (h.grants[0]!.epoch = 2)],
    ["a chain with no newer key", (h) => h.chain.push("AAAA")],
    ["slots exchanged", ({ seats: { a } }) => (a.slots = { passphrase: a.slots.words, words: a.slots.passphrase })],
    ["the other's slot", ({ seats }) => (seats.a.slots.passphrase = seats.b!.slots.passphrase)],
  ])("[V4] %s", (_, change) => {
    expect(codeOfParsing(rewritten(change))).toBe("damaged");
  });

  test("[V4] unchanged it is accepted, so that these refusals mean something", () => {
    expect(codeOfParsing(rewritten(() => undefined))).toBe("accepted");
  });
});

test("[V3] the door shows covers, and nothing else of the seats", () => {
  expect(doorOf(header)).toEqual({
    vaultId: header.vaultId,
    seats: { a: { cover: "tide" }, b: { cover: "wheat" } },
    coverForB: "wheat",
  });
});
