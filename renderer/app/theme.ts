/**
 * Appearance: what one person chose for this computer. It holds nothing of the journal, so it is kept unencrypted, in
 * localStorage, and is there before unlock. Colours themselves live in tokens.css; this only sets attributes on the root.
 */
import { z } from "#shared/base/zod.ts";
import type { CoverName } from "#shared/vault/cover.ts";

export const THEMES = ["system", "light", "dark"] as const;
export const CONTRASTS = ["system", "more"] as const;
/** Text sizes in percent of the system's. */
export const TEXT_SIZES = ["100", "112", "125", "150", "175", "200"] as const;

const Appearance = z.strictObject({
  theme: z.enum(THEMES),
  contrast: z.enum(CONTRASTS),
  text: z.enum(TEXT_SIZES),
});
export type Appearance = z.infer<typeof Appearance>;

const PLACE = "twofold.appearance";
const AS_THE_SYSTEM: Appearance = { theme: "system", contrast: "system", text: "100" };

/** What was chosen last, or the system's for anything missing, foreign or unreadable. */
export function readAppearance(): Appearance {
  try {
    const kept = Appearance.safeParse(JSON.parse(localStorage.getItem(PLACE) ?? "null"));
    return kept.success ? kept.data : AS_THE_SYSTEM;
  } catch {
    return AS_THE_SYSTEM; // storage refused, or a value that is no JSON: appearance is never worth an error
  }
}

/** Shows an appearance and keeps it for the next time, where the browser lets us. */
export function chooseAppearance(chosen: Appearance): void {
  applyAppearance(chosen);
  try {
    localStorage.setItem(PLACE, JSON.stringify(chosen));
  } catch {
    // A full or refused storage: the choice holds until the window closes.
  }
}

/** Sets the root's attributes, which tokens.css and base.css read. */
export function applyAppearance({ theme, contrast, text }: Appearance): void {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset["theme"];
  else dataset["theme"] = theme;
  if (contrast === "system") delete dataset["contrast"];
  else dataset["contrast"] = contrast;
  if (text === "100") delete dataset["text"];
  else dataset["text"] = text;
  renewContainer();
}

/**
 * Chromium (seen in 156) goes on asking the window's container in the rem of its first layout when the root's font size
 * changes before anything was shown; a container made anew asks in the new one.
 */
function renewContainer(): void {
  const { style } = document.body;
  style.containerType = "normal";
  void document.body.offsetWidth; // lays the page out without a container
  style.removeProperty("container-type");
}

/** Dresses the two partners in their covers, in the order of the journal; a second who has not joined keeps the last known. */
export function applyCovers(a: CoverName, b: CoverName | null): void {
  const { dataset } = document.documentElement;
  dataset["a"] = a;
  if (b !== null) dataset["b"] = b;
}
