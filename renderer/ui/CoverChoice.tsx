import { useId, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { CoverName } from "#shared/vault/cover.ts";
import { CoverBook } from "./CoverBook.tsx";
import "./new-keys.css";

/** A choice among covers, as native radio buttons. */
export function CoverChoice({
  legend,
  covers,
  chosen,
  onChange,
}: {
  legend: string;
  covers: readonly CoverName[];
  chosen: CoverName;
  onChange: (cover: CoverName) => void;
}): JSX.Element {
  const { t } = useTranslation("ui");
  const name = useId();
  return (
    <fieldset className="new-keys-covers">
      <legend>{legend}</legend>
      {covers.map((cover) => (
        <label key={cover} className="new-keys-cover">
          <input type="radio" name={name} checked={cover === chosen} onChange={() => onChange(cover)} />
          <CoverBook cover={cover} small />
          <span>{t(`covers.${cover}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
