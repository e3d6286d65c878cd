import { z } from "../base/zod.ts";
import { Day, daysBetween } from "../base/time.ts";
import { FiveSteps, line, RecordId, recordFields, words } from "./fields.ts";
import {
  type Act,
  allow,
  type Dated,
  fitting,
  type NewAct,
  newOriginal,
  revised,
  tidyLine,
  tidyWords,
} from "./revision.ts";
import { ifShared, shared, type Sharing } from "./shared-fields.ts";

/** What would help: be heard, help, change, time or space. */
export const WISHES = ["be-heard", "help", "change", "time", "space"] as const;
export const MET_BY = ["self", "partner", "both", "others", "nobody"] as const;
export const CLOSED_STATUSES = ["met", "partly", "declined", "let-go"] as const;

export const MetBy = z.enum(MET_BY);
export type MetBy = z.infer<typeof MetBy>;
export type ClosedStatus = (typeof CLOSED_STATUSES)[number];

/** How a need came out, in its owner's words. Only the owner closes [D12]. */
export const Closing = z.strictObject({
  status: z.enum(CLOSED_STATUSES),
  on: Day,
  /** Seen from the owner: `self` is the owner, `partner` the other. */
  metBy: MetBy,
  /** How that felt: empty, thin, all right, good, full. Null when not said. */
  felt: FiveSteps.nullable(),
  /** Private to the owner: a copy says how a need came out, not these words [D14]. */
  words: words(2_000),
});
export type Closing = z.infer<typeof Closing>;

/** A needs statement by its author, who owns it. */
export const Need = z.strictObject({
  kind: z.literal("need"),
  v: z.literal(1),
  ...recordFields,
  /** What happened, without judging. */
  noticed: words(4_000),
  felt: words(2_000),
  /** A word from the needs list, as its key ("rest"), or one's own word. */
  need: line(80).min(1),
  /** One specific, doable thing. */
  request: words(2_000),
  wish: z.enum(WISHES).nullable(),
  importance: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  voicedOn: Day,
  /** Null while the need is open. */
  closing: Closing.nullable(),
  /** The closed need this one voices again, or null. */
  continues: RecordId.nullable(),
});
export type Need = z.infer<typeof Need>;

/** All of a shared need is shared, but for the owner's words at its closing [D14] and a link to a need that is not [D22]. */
export const needSharing: Sharing<Need> = {
  noticed: shared,
  felt: shared,
  need: shared,
  request: shared,
  wish: shared,
  importance: shared,
  voicedOn: shared,
  closing: (closing) => (closing === null ? null : { ...closing, words: "" }),
  continues: ifShared,
};

const kind = { schema: Need, sharing: needSharing };

/** What the four steps of saying a need fill in. */
export type NeedDraft = Pick<Need, "noticed" | "felt" | "need" | "request" | "wish" | "importance">;

const tidy = <D extends Partial<NeedDraft>>(draft: D): D => ({
  ...draft,
  ...(draft.noticed === undefined ? {} : { noticed: tidyWords(draft.noticed) }),
  ...(draft.felt === undefined ? {} : { felt: tidyWords(draft.felt) }),
  ...(draft.need === undefined ? {} : { need: tidyLine(draft.need) }),
  ...(draft.request === undefined ? {} : { request: tidyWords(draft.request) }),
});

/** Says a need: open, voiced today, private until it is shared. Throws "malformed" when a field does not fit. */
export const createNeed = (draft: NeedDraft, act: NewAct & Dated): Need => voiced(draft, null, act);

const voiced = (draft: NeedDraft, continues: RecordId | null, act: NewAct & Dated): Need =>
  fitting(Need, {
    kind: "need",
    v: 1,
    ...newOriginal(act),
    ...tidy(draft),
    voicedOn: act.today,
    closing: null,
    continues,
  });

/** The need's next revision in other words; the same need when nothing differs [D11]. Only by its owner [D4]. */
export const editNeed = (need: Need, changes: Partial<NeedDraft>, act: Act): Need =>
  revised(kind, need, tidy(changes), act);

/**
 * Closes an open need in its owner's words, as of today [D12]. Any way of coming out may go with anyone having taken care: what was
 * met, and by whom, is the owner's to say. Throws "not-allowed" for anyone else, or when it is closed already.
 */
export function closeNeed(need: Need, closing: Omit<Closing, "on">, act: Act & Dated): Need {
  allow(isOpen(need), "D12 a closed need is not closed again");
  return revised(kind, need, { closing: { ...closing, words: tidyWords(closing.words), on: act.today } }, act);
}

/** Takes a mistaken closing away; the need is open as it was [D13]. Only by its owner. */
export function reopenNeed(need: Need, act: Act): Need {
  allow(!isOpen(need), "D13 only a closed need is opened again");
  return revised(kind, need, { closing: null }, act);
}

/** A new need that continues a closed one, with the same words unless changed [D13]. The old one stays as it came out. */
export function voiceAgain(need: Need, changes: Partial<NeedDraft>, act: NewAct & Dated): Need {
  allow(need.author === act.author, "D4 only its owner voices a need again");
  allow(!isOpen(need), "D13 an open need is not voiced again");
  const { noticed, felt, need: word, request, wish, importance } = need;
  return voiced({ noticed, felt, need: word, request, wish, importance, ...changes }, need.id, act);
}

/** Whether its owner has not closed it yet. */
export const isOpen = (need: Need): boolean => need.closing === null;

/** Whole days from voicing to closing, or to today while it is open; never below 0. */
export const daysOpen = (need: Need, today: Day): number =>
  Math.max(0, daysBetween(need.voicedOn, need.closing?.on ?? today));

/** The need in one line: the first written line of the request, else of what was noticed; null when there is only its word. */
export const needTitle = (need: Need): string | null => firstLine(need.request) ?? firstLine(need.noticed);

const firstLine = (text: string): string | null =>
  text
    .split("\n")
    .map((part) => part.trim())
    .find((part) => part !== "") ?? null;
