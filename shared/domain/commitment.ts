import { z } from "../base/zod.ts";
import { RecordId, recordFields } from "./fields.ts";
import { allow, writing } from "./revision.ts";
import { shared, type Sharing } from "./shared-fields.ts";

/**
 * That its author has answered, and to what, without the answer: a keyed hash that the answer fits once it is shared
 * (../vault/SPEC.md, sealed answers) [D85]. Always shared; it has no day.
 */
export const Commitment = z.strictObject({
  kind: z.literal("commitment"),
  v: z.literal(1),
  ...recordFields,
  /** What is answered. */
  subject: RecordId,
  /** 32 bytes as base64url. */
  hash: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type Commitment = z.infer<typeof Commitment>;

export const commitmentSharing: Sharing<Commitment> = {
  subject: (subject, isShared) => {
    allow(isShared(subject), "D85 who answers what is not shared is not told");
    return subject;
  },
  hash: shared,
};

export const { create: createCommitment, edit: editCommitment } = writing<Commitment>({
  kind: "commitment",
  v: 1,
  schema: Commitment,
  sharing: commitmentSharing,
});
