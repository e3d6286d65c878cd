/** Filling the gaps in a sentence of the stock. */
import type { Chance } from "./chance.ts";
import type { SampleName } from "./scenes.ts";
import { SLOTS } from "./slots.ts";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

const HOBBIES: Readonly<Record<SampleName, readonly string[]>> = {
  Noa: ["pottery evening", "pool", "Thursday group"],
  Sam: ["choir", "running track", "Tuesday rehearsal"],
};

/** Who speaks; the other one is {other}. */
export interface Filling {
  readonly chance: Chance;
  readonly speaker: SampleName;
}

/** Fills {gaps}: a slot's name, {other}, {weekday} or {hobby}, a digit after it for another one, "|cap" for a capital. */
export function filled(sentence: string, { chance, speaker }: Filling): string {
  return sentence.replace(/\{([a-z]+)\d?(\|cap)?\}/g, (_gap, name: string, capital: string | undefined) => {
    const word = wordFor(name, chance, speaker);
    return capital === undefined ? word : word.charAt(0).toUpperCase() + word.slice(1);
  });
}

function wordFor(name: string, chance: Chance, speaker: SampleName): string {
  if (name === "other") return speaker === "Noa" ? "Sam" : "Noa";
  if (name === "weekday") return chance.deal(WEEKDAYS);
  if (name === "hobby") return chance.deal(HOBBIES[speaker]);
  return chance.deal(SLOTS[name as keyof typeof SLOTS]);
}
