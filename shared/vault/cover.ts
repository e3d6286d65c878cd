import { z } from "../base/zod.ts";

/** Covers by which the two tell their notebooks apart on the unlock screen; a couple has one deep and one light [V3]. */
export const DEEP_COVERS = ["tide", "umber", "mulberry"] as const;
export const LIGHT_COVERS = ["wheat", "blush", "lichen"] as const;
export const CoverName = z.enum([...DEEP_COVERS, ...LIGHT_COVERS]);
export type CoverName = z.infer<typeof CoverName>;

const isDeep = (cover: CoverName): boolean => (DEEP_COVERS as readonly CoverName[]).includes(cover);

/** Whether two covers can be told apart by anybody: one deep, one light. */
export const coversDiffer = (one: CoverName, other: CoverName): boolean => isDeep(one) !== isDeep(other);
