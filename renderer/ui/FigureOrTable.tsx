import { useId, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon.tsx";
import "./figure-or-table.css";

/** A figure with its sentence, and the same numbers as a table behind one switch. */
export function FigureOrTable({
  title,
  figure,
  table,
  says,
  beside,
}: {
  title: string;
  figure: ReactNode;
  /** A real table with row and column heads. */
  table: ReactNode;
  /** What the figure says, in a sentence; shown in both forms. */
  says: ReactNode;
  /** Quiet words beside the title: who is counted, since when. */
  beside?: ReactNode;
}): JSX.Element {
  const { t } = useTranslation("ui");
  const [form, setForm] = useState<"figure" | "table">("figure");
  const id = useId();
  return (
    <section className="figure-or-table" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {beside}
        <fieldset className="switch">
          <legend className="sr">{t("showAs", { what: title })}</legend>
          {(["figure", "table"] as const).map((choice) => (
            <label key={choice}>
              <input type="radio" name={`${id}-form`} checked={form === choice} onChange={() => setForm(choice)} />
              <Icon name={choice === "figure" ? "insights" : "table"} small />
              {t(choice)}
            </label>
          ))}
        </fieldset>
      </header>
      {form === "figure" ? (
        figure
      ) : (
        // Where it is wider than its room it scrolls, by the keys as well.
        <div className="figure-or-table-scroll" role="group" aria-labelledby={id} tabIndex={0}>
          {table}
        </div>
      )}
      <div className="says">{says}</div>
    </section>
  );
}
