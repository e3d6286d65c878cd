/** In the place of renderer/worker/slot-cost.ts in browser tests: real Argon2id at its floor. The end-to-end runs keep the real cost. */
import { KDF_FLOOR, type KdfCost } from "#shared/crypto/keyslot.ts";

export const slotCost = (): KdfCost => KDF_FLOOR;
