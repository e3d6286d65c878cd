import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import { formatPartFile, parsePartFile, PART_FILE_MAX_BYTES } from "#shared/ledger/part-file.ts";
import { partName } from "#shared/vault/attachment.ts";
import { recordId } from "../../support/builders.ts";

beforeAll(async () => sodiumReady);

const VAULT = recordId(1);
const sealedBytes = fc.uint8Array({ minLength: 0, maxLength: 300 });
const aPart = fc.record({ attachment: fc.nat(999).map(recordId), part: fc.nat(70), sealed: sealedBytes });

test("[L9] a part's file says what it holds, under the name of its bytes and no other", () => {
  fc.assert(
    fc.property(aPart, sealedBytes, (part, other) => {
      const file = formatPartFile(VAULT, part);
      expect(parsePartFile(partName(part.sealed), file)).toEqual({ vaultId: VAULT, part });
      if (partName(other) !== partName(part.sealed)) expect(parsePartFile(partName(other), file)).toBe("damaged");
    }),
  );
});

test("[L9] a file that was cut, lengthened or changed is damaged, or holds the very bytes of its name", () => {
  fc.assert(
    fc.property(aPart, fc.nat(), fc.integer({ min: 1, max: 255 }), (part, at, by) => {
      const file = formatPartFile(VAULT, part);
      const name = partName(part.sealed);
      expect(parsePartFile(name, file.subarray(0, at % file.length))).toBe("damaged");
      expect(parsePartFile(name, Uint8Array.of(...file, by))).toBe("damaged");
      const changed = file.slice();
      changed[at % file.length]! ^= by;
      const read = parsePartFile(name, changed);
      // Vault, attachment and number are only where it is looked for: the ref says what it is.
      if (at % file.length < 12 || at % file.length >= 48) expect(read).toBe("damaged");
      else expect(read).toMatchObject({ part: { sealed: part.sealed } });
    }),
  );
  expect(parsePartFile(partName(new Uint8Array()), new Uint8Array(PART_FILE_MAX_BYTES + 1))).toBe("damaged");
});
