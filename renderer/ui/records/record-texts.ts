import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { SaidKind } from "#shared/domain/said.ts";
import { TwofoldError } from "#shared/base/errors.ts";

type Texts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** What the parts of a kind of record are called, and the words for its choices, in the chosen language. */
export interface RecordTexts {
  /** The name of a part. */
  label(field: string): string;
  /** What a form asks for it: `<field>Asks`, or its name where nothing else is said. */
  question(field: string): string;
  /** A sentence below a field of a form; null where none is needed. */
  hint(field: string): string | null;
  /** The words for one of a field's choices. */
  choice(field: string, choice: string): string;
  /** The words for how much, from least to most: five, and of a cost four. */
  steps(field: string): readonly string[];
}

/** The five words of a field's steps, from least to most. Throws "bug" where the catalogue has not five. */
export function fiveOf(steps: readonly string[]): readonly [string, string, string, string, string] {
  const [none, little, some, much, most] = steps;
  if (none === undefined || little === undefined || some === undefined || much === undefined || most === undefined)
    throw new TwofoldError("bug", "records: five words for five steps");
  return [none, little, some, much, most];
}

/** The texts of one kind. Throws "bug" for a field or a choice without words: the catalogue is part of the program. */
export function useRecordTexts(kind: SaidKind): RecordTexts {
  const { i18n } = useTranslation("records");
  const { language } = i18n;
  return useMemo(() => {
    const texts = (i18n.getResourceBundle(language, "records") as Readonly<Record<SaidKind, Texts>>)[kind];
    const text = (key: string): string => {
      const found = texts[key];
      if (typeof found !== "string") throw new TwofoldError("bug", `records.${kind}.${key}`);
      return found;
    };
    return {
      label: text,
      question: (field) => text(texts[`${field}Asks`] === undefined ? field : `${field}Asks`),
      hint: (field) => (texts[`${field}Hint`] === undefined ? null : text(`${field}Hint`)),
      choice: (field, choice) => {
        const choices = texts[`${field}Choices`];
        const found = typeof choices === "object" ? choices[choice] : undefined;
        if (found === undefined) throw new TwofoldError("bug", `records.${kind}.${field}Choices.${choice}`);
        return found;
      },
      steps: (field) => {
        const steps = texts[`${field}Steps`];
        if (typeof steps !== "object") throw new TwofoldError("bug", `records.${kind}.${field}Steps`);
        return Object.values(steps); // keys that are whole numbers keep their order
      },
    };
  }, [i18n, language, kind]);
}
