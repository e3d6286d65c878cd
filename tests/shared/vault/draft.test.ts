import { beforeAll, describe, expect, test } from "vitest";
import { concat } from "#shared/base/bytes.ts";
import { sign } from "#shared/crypto/signature.ts";
import { fromBase64, sodium, utf8 } from "#shared/crypto/sodium.ts";
import { openDraft, sealDraft } from "#shared/vault/draft.ts";
import { keysTogether } from "#shared/vault/vault.ts";
import { aCouple, type Couple } from "../../support/vault.ts";

let couple: Couple;
beforeAll(async () => {
  couple = await aCouple();
});

describe("[V17] drafts", () => {
  test("[V17] their author opens them, the other partner does not", () => {
    const sealed = sealDraft(couple.noa.keys, "a", utf8("half a thought"));
    expect(openDraft(couple.noa.keys, sealed)).toEqual(utf8("half a thought"));
    expect(openDraft(couple.sam.keys, sealed)).toBe("unreadable");
  });

  test("[V17] a session together keeps a draft for either, and opens none", () => {
    const together = keysTogether(couple.noa.keys, couple.sam.keys);
    const sealed = sealDraft(together, "b", utf8("written side by side"));
    expect(openDraft(couple.sam.keys, sealed)).toEqual(utf8("written side by side"));
    expect(openDraft(couple.noa.keys, sealed)).toBe("unreadable");
    expect(openDraft(together, sealed)).toBe("unreadable");
  });

  test("[V17] nobody keeps a draft in the other's name", () => {
    expect(() => sealDraft(couple.sam.keys, "a", utf8("not hers"))).toThrow("not-allowed");
    const { keys } = couple.sam;
    const parts = [fromBase64(keys.vaultId), fromBase64(couple.noa.partner), utf8("not hers")];
    const forged = concat(sign("draft", parts, keys.signing), utf8("not hers"), Uint8Array.of(0x80));
    const planted = sodium.crypto_box_seal(forged, fromBase64(couple.header.seats.a.identity.box));
    expect(openDraft(couple.noa.keys, planted)).toBe("unreadable");
  });

  test("[V17] a draft sealed to the author by anyone, without a signature, is not theirs", () => {
    const box = fromBase64(couple.header.seats.a.identity.box);
    for (const plain of [new Uint8Array(), new Uint8Array(16_384), utf8("x"), Uint8Array.of(0x80)])
      expect(openDraft(couple.noa.keys, sodium.crypto_box_seal(plain, box))).toBe("unreadable");
  });

  test("[V17] its size is one of six, whatever was typed", () => {
    const sizes = [0, 1, 500, 10_000, 16_319, 16_320, 60_000, 200_000].map(
      (length) => sealDraft(couple.noa.keys, "a", new Uint8Array(length)).length - 48,
    );
    expect(sizes).toEqual([16_384, 16_384, 16_384, 16_384, 16_384, 65_536, 65_536, 262_144]);
    expect(() => sealDraft(couple.noa.keys, "a", new Uint8Array(16 * 1024 * 1024))).toThrow("over-limit");
  });

  test("[V17] any changed byte is unreadable, and so is anything too short", () => {
    const sealed = sealDraft(couple.noa.keys, "a", utf8("half a thought"));
    for (let at = 0; at < sealed.length; at += 97) {
      const changed = sealed.slice();
      changed[at]! ^= 1;
      expect(openDraft(couple.noa.keys, changed), `byte ${at}`).toBe("unreadable");
    }
    expect(openDraft(couple.noa.keys, sealed.subarray(0, 20))).toBe("unreadable");
  });
});
