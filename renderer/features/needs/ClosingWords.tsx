import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Closing } from "#shared/domain/need.ts";
import { useFeltWords, useMetByName } from "./said.ts";

/** How a need came out, in one line and, where there are any, its owner's words. */
export function ClosingWords(props: {
  closing: Closing;
  owner: { readonly name: string };
  other: { readonly name: string } | null;
}): JSX.Element {
  const { closing, owner, other } = props;
  const { t } = useTranslation("needs");
  const feltWords = useFeltWords();
  const metByName = useMetByName();
  const who = closing.metBy === "self" ? owner.name : metByName(closing.metBy, other?.name ?? null);
  const said = [
    t(`status.${closing.status}`),
    t("close.careBy", { who }),
    ...(closing.felt === null ? [] : [t("close.itFelt", { felt: feltWords[closing.felt] })]),
  ];
  return (
    <div>
      <p className="closing-line">{said.join(", ")}</p>
      {closing.words !== "" && <p className="read">{closing.words}</p>}
    </div>
  );
}
