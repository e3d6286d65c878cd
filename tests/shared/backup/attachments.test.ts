import { beforeAll, describe, expect, test } from "vitest";
import { backupContents, partBeside, partListOf, type PartsBeside } from "#shared/backup/backup-body.ts";
import { type AttachmentPlace, inspectBackup } from "#shared/backup/backup-header.ts";
import { BACKUP_LIMITS } from "#shared/backup/layout.ts";
import type { OpenedBackup } from "#shared/backup/open-backup.ts";
import { formatPartList, type ListedPart, parsePartList } from "#shared/backup/part-list.ts";
import { plannedContents, planRestore } from "#shared/backup/restore.ts";
import { verifyBackup } from "#shared/backup/verify.ts";
import { codeOf } from "#shared/base/errors.ts";
import { base64, hash256, randomBytes } from "#shared/crypto/sodium.ts";
import {
  openAttachment,
  partName,
  sealAttachment,
  SEALED_PART_MAX_BYTES,
  type SealedAttachment,
  type SealedPart,
} from "#shared/vault/attachment.ts";
import { newId } from "#shared/vault/identity.ts";
import { type Frame, frameBytes, putTogether, takenApart } from "../../support/forged-backup.ts";
import { aCouple, type Couple, unlock } from "../../support/vault.ts";
import { backupOf, opened, sourceOf } from "./a-backup.ts";

let couple: Couple;
/** A photo of two parts and a note of one. */
let files: readonly SealedAttachment[];
/** Their parts, in the order of the store. */
let parts: readonly SealedPart[];
let listed: readonly ListedPart[];

const order = (left: SealedPart, right: SealedPart): number =>
  left.attachment === right.attachment ? left.part - right.part : left.attachment < right.attachment ? -1 : 1;

const listedOf = ({ attachment, part, sealed }: SealedPart): ListedPart => ({
  attachment,
  part,
  name: partName(sealed),
  bytes: sealed.length,
});

beforeAll(async () => {
  couple = await aCouple();
  const vaultId = couple.header.vaultId;
  files = [new Uint8Array(1_000_000).fill(7), new Uint8Array(300).fill(8)].map((bytes) =>
    sealAttachment(bytes, vaultId),
  );
  parts = files.flatMap((file) => file.parts).sort(order);
  listed = parts.map(listedOf);
});

/** The folder of parts beside a backup. */
const folder = (kept: readonly SealedPart[]): PartsBeside => {
  const byName = new Map(kept.map(({ sealed }) => [partName(sealed), sealed]));
  return ({ name }) => Promise.resolve(byName.get(name) ?? "missing");
};

/** A backup with all parts: in it, or beside it. */
function aBackup(place: AttachmentPlace, kept = parts): Promise<Uint8Array> {
  const { session } = unlock(couple.disk, couple.noa.keys);
  const read = (part: ListedPart): Promise<Uint8Array> => {
    const found = kept.find(({ attachment, part: number }) => attachment === part.attachment && number === part.part);
    return Promise.resolve(found?.sealed ?? new Uint8Array());
  };
  return backupOf(couple.disk, session, undefined, { place, parts: listed, read });
}

async function itemsOf(backup: OpenedBackup) {
  const items = [];
  for await (const batch of backupContents(backup)) items.push(...batch);
  return items;
}

describe("a whole backup with attachments", () => {
  test("[B11] gives back every part, and the files in them", async () => {
    const bytes = await aBackup("inside");
    expect((await inspectBackup(sourceOf(bytes))).attachments).toEqual({
      place: "inside",
      parts: 3,
      bytes: parts.reduce((sum, { sealed }) => sum + sealed.length, 0),
    });
    for (const { keys } of [couple.noa, couple.sam]) {
      const items = await itemsOf(await opened(bytes, keys));
      const carried = items.flatMap((item) => (item.kind === "attachment" ? [item.part] : []));
      expect(carried.map(listedOf)).toEqual(listed);
      for (const { ref } of files) {
        const own = carried.filter(({ attachment }) => attachment === ref.id);
        expect(openAttachment(ref, couple.header.vaultId, own)).toHaveLength(ref.bytes);
      }
      expect(items.some(({ kind }) => kind === "beside")).toBe(false);
    }
  });

  test("[B8] [B12] verifies as carried intact, with nothing beside it", async () => {
    const report = await verifyBackup(await opened(await aBackup("inside"), couple.noa.keys));
    expect(report.attachments).toMatchObject({ parts: 3, missing: [], damaged: [] });
  });

  test("[B11] is not written with a part that is not the listed one", async () => {
    const [first, ...others] = parts as [SealedPart, ...SealedPart[]];
    await expect(aBackup("inside", others)).rejects.toThrow("damaged");
    await expect(aBackup("inside", [{ ...first, sealed: first.sealed.toReversed() }, ...others])).rejects.toThrow(
      "damaged",
    );
  });

  test("[B11] asks for one part at a time, each once", async () => {
    const { session } = unlock(couple.disk, couple.noa.keys);
    const asked: string[] = [];
    let waiting = 0;
    await backupOf(couple.disk, session, undefined, {
      place: "inside",
      parts: listed,
      read: async ({ name }) => {
        expect(waiting++).toBe(0);
        asked.push(name);
        await Promise.resolve();
        waiting--;
        return parts.find(({ sealed }) => partName(sealed) === name)!.sealed;
      },
    });
    expect(asked).toEqual(listed.map(({ name }) => name));
  });
});

describe("a rotating backup with attachments", () => {
  test("[B12] names its parts and is small; they are read from beside it", async () => {
    const bytes = await aBackup("beside");
    expect(bytes.length).toBeLessThan((await aBackup("inside")).length - 1_000_000);
    const items = await itemsOf(await opened(bytes, couple.sam.keys));
    expect(items.flatMap((item) => (item.kind === "beside" ? [item.listed] : []))).toEqual(listed);
    expect(items.some(({ kind }) => kind === "attachment")).toBe(false);
    for (const [index, one] of listed.entries()) expect(await partBeside(one, folder(parts))).toEqual(parts[index]);
  });

  test("[B8] [B12] verifies when all parts are beside it, and says which are missing or damaged", async () => {
    const backup = await opened(await aBackup("beside"), couple.noa.keys);
    const whole = await verifyBackup(backup, undefined, folder(parts));
    expect(whole.attachments).toMatchObject({ place: "beside", parts: 3, missing: [], damaged: [] });

    const [first, second, third] = parts as [SealedPart, SealedPart, SealedPart];
    const spoiled: PartsBeside = ({ name }) => {
      if (name === partName(first.sealed)) return Promise.resolve("missing");
      if (name === partName(second.sealed)) return Promise.resolve(second.sealed.toReversed());
      return Promise.resolve(third.sealed);
    };
    const report = await verifyBackup(backup, undefined, spoiled);
    expect(report).toMatchObject({
      ok: false,
      attachments: { missing: [partName(first.sealed)], damaged: [partName(second.sealed)] },
    });
    const cut: PartsBeside = () => Promise.resolve(third.sealed.subarray(1));
    expect((await verifyBackup(backup, undefined, cut)).attachments.damaged).toHaveLength(3);
    expect((await verifyBackup(backup)).attachments.missing).toHaveLength(3);
  });

  test("[B11] its list is read from the first chunks alone", async () => {
    const bytes = await aBackup("beside");
    const { source, ...backup } = await opened(bytes, couple.noa.keys);
    expect(await partListOf({ source, ...backup })).toEqual(listed);
    expect(await partListOf(await opened(await aBackup("inside"), couple.noa.keys))).toEqual(listed);
    const none = await backupOf(couple.disk, unlock(couple.disk, couple.noa.keys).session);
    expect(await partListOf(await opened(none, couple.noa.keys))).toEqual([]);
  });

  test("[B9] a restore takes all of them, whoever restores", async () => {
    for (const place of ["inside", "beside"] as const) {
      const backup = await opened(await aBackup(place), couple.sam.keys);
      const plan = planRestore(backup, null);
      expect(plan.attachments).toMatchObject({ place, parts: 3 });
      let taken = 0;
      for await (const items of plannedContents(backup, plan))
        taken += items.filter(({ kind }) => kind === "attachment" || kind === "beside").length;
      expect(taken).toBe(3);
    }
  });
});

describe("a file by a partner who holds its key", () => {
  /** The code with which reading the whole file, and reading its list alone, is refused. */
  async function refusals(bytes: Uint8Array): Promise<string[]> {
    const codes = [];
    for (const read of [itemsOf, partListOf]) {
      try {
        await read(await opened(bytes, couple.noa.keys));
        codes.push("accepted");
      } catch (thrown) {
        codes.push(codeOf(thrown));
      }
    }
    return codes;
  }

  const list = (frame: Frame): boolean => frame.type === 0;
  const attachment = (frame: Frame): boolean => frame.type === 3;

  test("[B7] [B11] is refused with parts or pieces of the list missing, doubled, moved or exchanged", async () => {
    const file = takenApart(await aBackup("inside"), couple.sam.keys);
    const { frames } = file;
    const forged = (changed: readonly Frame[]): Uint8Array =>
      putTogether({ ...file, frames: changed }, couple.sam.keys);
    expect(await refusals(forged(frames))).toEqual(["accepted", "accepted"]);

    const [one, two, three] = frames.filter(attachment) as [Frame, Frame, Frame];
    const others = frames.filter((frame) => !attachment(frame));
    for (const changed of [
      [...others, one, two],
      [...others, one, three],
      [...others, one, two, three, { ...three, number: 3 }],
      [...others, one, { ...two, number: 2 }, { ...three, number: 1 }],
      [...others, { ...one, sealed: two.sealed }, { ...two, sealed: one.sealed }, three],
      [...others, one, two, { ...three, index: 1 }],
      [one, two, three, ...others],
      [...others, one, two, { ...three, sealed: three.sealed.toReversed() }],
      [...others, one, two, { ...three, type: 4 }],
    ]) {
      expect((await refusals(forged(changed)))[0]).toBe("damaged");
    }
    const first = frames.find(list)!;
    const rest = frames.filter((frame) => !list(frame));
    for (const changed of [
      rest,
      [first, first, ...rest],
      [...rest.slice(0, 1), first, ...rest.slice(1)],
      [{ ...first, sealed: first.sealed.subarray(0, 56) }, ...rest],
      [
        { ...first, sealed: first.sealed.subarray(0, 56) },
        { ...first, number: 1, sealed: first.sealed.subarray(56) },
        ...rest,
      ],
      [{ ...first, number: 1 }, ...rest],
      [{ ...first, index: 1 }, ...rest],
      [{ ...first, sealed: first.sealed.toReversed() }, ...rest],
    ]) {
      expect(await refusals(forged(changed))).toEqual(["damaged", "damaged"]);
    }
  });

  test("[B11] is refused with a list that is out of order, names a part twice, or does not sum to what the header says", async () => {
    const file = takenApart(await aBackup("beside"), couple.sam.keys);
    const rest = file.frames.filter((frame) => !list(frame));
    const entries = listed.map((part) => formatPartList([part]));
    const forged = (chosen: readonly Uint8Array[], said: object = {}): Uint8Array => {
      const sealed = new Uint8Array(Buffer.concat(chosen));
      const attachments = { ...(file.header["attachments"] as object), list: base64(hash256(sealed)), ...said };
      const frames = [{ type: 0, index: 0, number: 0, sealed }, ...rest];
      return putTogether({ ...file, header: { ...file.header, attachments }, frames }, couple.sam.keys);
    };
    const [one, two, three] = entries as [Uint8Array, Uint8Array, Uint8Array];
    expect(await refusals(forged([one, two, three]))).toEqual(["accepted", "accepted"]);
    expect(await refusals(forged([two, one, three]))).toEqual(["damaged", "damaged"]);
    expect(await refusals(forged([one, one, three]))).toEqual(["damaged", "damaged"]);
    expect(await refusals(forged([one, two, three], { bytes: 5 }))).toEqual(["damaged", "damaged"]);
    expect(await refusals(forged([one, two, three], { parts: 2 }))).toEqual(["damaged", "damaged"]);
    // A part is claimed to lie beside the file and is in it, or the other way round.
    expect((await refusals(forged([one, two, three], { place: "inside" })))[0]).toBe("damaged");
    const long = one.slice();
    new DataView(long.buffer).setUint32(52, SEALED_PART_MAX_BYTES + 1, true);
    expect(await refusals(forged([long, two, three]))).toEqual(["over-limit", "over-limit"]);
  });

  test("[B3] [B7] a frame that claims 4 GiB is refused before room is made for it", async () => {
    const file = takenApart(await aBackup("inside"), couple.sam.keys);
    const last = file.frames.at(-1)!;
    const frames = file.frames.slice(0, -1).map((frame) => frameBytes(frame));
    const payload = new Uint8Array(Buffer.concat([...frames, frameBytes(last, 0xffff_ffff)]));
    expect((await refusals(putTogether(file, couple.sam.keys, { payload })))[0]).toBe("over-limit");
  });

  test("[B11] a file of version 1 has no list and no parts", async () => {
    const { header, ...file } = takenApart(await aBackup("inside"), couple.sam.keys);
    const { attachments: _none, ...older } = header;
    const rows = file.frames.filter((frame) => frame.type === 1 || frame.type === 2);
    const written = (frames: readonly Frame[], said = older): Uint8Array =>
      putTogether({ ...file, version: 1, header: said, frames }, couple.sam.keys);
    expect(await refusals(written(rows))).toEqual(["accepted", "accepted"]);
    expect((await inspectBackup(sourceOf(written(rows)))).version).toBe(1);
    expect((await refusals(written(file.frames)))[0]).toBe("damaged");
    expect(await refusals(written(rows, header))).toEqual(["damaged", "damaged"]);
  });
});

describe("the list of parts", () => {
  test("[B11] of many thousands goes through a file, in pieces", async () => {
    const many = Array.from({ length: 3_000 }, (): ListedPart => {
      const sealed = randomBytes(8);
      return { attachment: newId(), part: 0, name: partName(sealed), bytes: 8 };
    }).sort((left, right) => (left.attachment < right.attachment ? -1 : 1));
    const { session } = unlock(couple.disk, couple.noa.keys);
    const bytes = await backupOf(couple.disk, session, undefined, { place: "beside", parts: many });
    expect(await partListOf(await opened(bytes, couple.noa.keys))).toEqual(many);
    const frames = takenApart(bytes, couple.sam.keys).frames.filter(({ type }) => type === 0);
    expect(frames.map(({ number, sealed }) => [number, sealed.length])).toEqual([
      [0, 57_344],
      [1, 57_344],
      [2, 3_000 * 56 - 2 * 57_344],
    ]);
  });

  test("[B3] [B11] is not written out of order or beyond its limits", async () => {
    expect(parsePartList(formatPartList(listed))).toEqual(listed);
    expect(() => formatPartList(listed.toReversed())).toThrow("bug");
    expect(() => formatPartList([{ ...listed[0]!, bytes: SEALED_PART_MAX_BYTES + 1 }])).toThrow("over-limit");
    expect(() => parsePartList(new Uint8Array(57))).toThrow("damaged");
    const { session } = unlock(couple.disk, couple.noa.keys);
    const tooMany = Array.from({ length: BACKUP_LIMITS.attachmentParts + 1 }, (_, part) => ({ ...listed[0]!, part }));
    const attachments = { place: "beside", parts: tooMany } as const;
    await expect(backupOf(couple.disk, session, undefined, attachments)).rejects.toThrow("over-limit");
  });
});
