import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { FiveSteps, line, recordFields, words } from "./fields.ts";
import { allow, writing } from "./revision.ts";
import { never, shared, type Sharing } from "./shared-fields.ts";

/** Our own items, as keys; their texts are in the catalogues. Not a validated test. A key never comes to mean something else [D30]. */
export const INVENTORY = {
  habits: {
    "outward-focus": ["their-mood-first", "lost-my-own-wish", "ask-before-i-feel"],
    "self-sacrifice": ["give-past-enough", "guilty-resting", "say-yes-mean-no"],
    "swallowed-feelings": ["say-fine", "anger-goes-inside", "hide-hurt"],
    control: ["check-on-things", "know-better", "hard-to-let-go"],
    "over-functioning": ["do-what-is-theirs", "remember-for-both", "cannot-wait"],
    "under-functioning": ["leave-it-to-them", "wait-to-be-told", "let-them-decide"],
  },
  skills: {
    depending: ["ask-for-help", "show-need", "take-comfort", "accept-a-no"],
    "standing-alone": ["calm-myself", "own-opinion", "own-friends", "decide-alone"],
  },
  us: {
    communication: ["say-plainly", "listen-through", "speak-of-hard-things"],
    trust: ["show-up", "keep-promises", "rely-on-them"],
    respect: ["ask-not-assume", "differ-kindly", "own-up"],
  },
} as const;

export type InventoryPart = keyof typeof INVENTORY;
export const INVENTORY_PARTS = Object.keys(INVENTORY) as [InventoryPart, ...InventoryPart[]];

/** One look at oneself, item by item. Only items that its author tells are in a copy [D80]. */
export const Inventory = z.strictObject({
  kind: z.literal("inventory"),
  v: z.literal(1),
  ...recordFields,
  day: Day,
  part: z.enum(INVENTORY_PARTS),
  items: z.array(z.strictObject({ item: line(60).min(1), steps: FiveSteps, told: z.boolean() })).max(60),
  words: words(2_000),
});
export type Inventory = z.infer<typeof Inventory>;

export const inventorySharing: Sharing<Inventory> = {
  day: shared,
  part: shared,
  items: (items) => items.filter(({ told }) => told),
  words: never(""),
};

export const { create: createInventory, edit: editInventory } = writing<Inventory>({
  kind: "inventory",
  v: 1,
  schema: Inventory,
  sharing: inventorySharing,
  hold: ({ items }) =>
    allow(new Set(items.map(({ item }) => item)).size === items.length, "D80 an item is answered once"),
});
