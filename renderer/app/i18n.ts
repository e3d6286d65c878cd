/** Texts: one catalogue per feature and language. Every sentence on screen comes from one; keys are checked by the compiler. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { placeTexts } from "./place-texts.ts";
import app from "./text/en/app.json";
import errors from "./text/en/errors.json";
import ui from "./text/en/ui.json";
import unlock from "./text/en/unlock.json";

/** What the door needs. The page's first script is small, so the rest comes by `addPlaceTexts`. */
const doorTexts = { app, errors, ui, unlock };

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "ui";
    resources: typeof doorTexts & typeof placeTexts;
  }
}

/** Languages that are complete, by their own name. */
export const LANGUAGES = { en: "English" } as const;

/** Loads the door's catalogues and names the language on the root. Call once, before the first render. */
export function startTexts(): void {
  void i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    defaultNS: "ui",
    resources: { en: doorTexts },
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes
    react: { useSuspense: false },
  });
  document.documentElement.lang = i18next.language;
  document.documentElement.dir = i18next.dir();
}

/** Loads the catalogues of Welcome and of every place. Rejects when a part of the app cannot be loaded; call it again then. */
export async function addPlaceTexts(): Promise<void> {
  const { placeTexts } = await import("./place-texts.ts");
  for (const [name, texts] of Object.entries(placeTexts)) i18next.addResourceBundle("en", name, texts);
}
