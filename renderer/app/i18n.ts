/** Texts: one catalogue per feature and language. Every sentence on screen comes from one; keys are checked by the compiler. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import app from "./text/en/app.json";
import backup from "./text/en/backup.json";
import errors from "./text/en/errors.json";
import insights from "./text/en/insights.json";
import journal from "./text/en/journal.json";
import needs from "./text/en/needs.json";
import today from "./text/en/today.json";
import ui from "./text/en/ui.json";
import unlock from "./text/en/unlock.json";
import vocabulary from "./text/en/vocabulary.json";
import welcome from "./text/en/welcome.json";

const en = { app, backup, errors, insights, journal, needs, today, ui, unlock, vocabulary, welcome };

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "ui";
    resources: typeof en;
  }
}

/** Languages that are complete, by their own name. */
export const LANGUAGES = { en: "English" } as const;

/** Loads the catalogues and names the language on the root. Call once, before the first render. */
export function startTexts(): void {
  void i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    defaultNS: "ui",
    resources: { en },
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes
    react: { useSuspense: false },
  });
  document.documentElement.lang = i18next.language;
  document.documentElement.dir = i18next.dir();
}
