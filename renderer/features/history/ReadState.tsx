import { useId, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ShownFiles } from "#renderer/ui/files/ShownFiles.tsx";
import { RichTextView } from "#renderer/ui/RichTextView.tsx";
import type { Entry } from "#shared/domain/entry.ts";
import { Comparison } from "./Comparison.tsx";
import "#renderer/ui/figure-or-table.css";

type Against = "now" | "before" | "nothing";

/** One state of an entry: what changed since, what it changed, or its text as it was. */
export function ReadState({
  then,
  now,
  before,
  when,
  children,
}: {
  then: Entry;
  now: Entry;
  /** The state it was made from; null where there is none. */
  before: Entry | null;
  when: string;
  /** What can be done with it. */
  children: ReactNode;
}): JSX.Element {
  const { t } = useTranslation("history");
  const id = useId();
  const [against, setAgainst] = useState<Against>("now");
  const choices: readonly Against[] = before === null ? ["now", "nothing"] : ["now", "before", "nothing"];
  return (
    <section className="stack" aria-labelledby={id}>
      <h3 className="sect" id={id}>
        {t("stood", { when })}
      </h3>
      {children}
      <fieldset className="switch history-switch">
        <legend className="sr">{t("compare")}</legend>
        {choices.map((choice) => (
          <label key={choice}>
            <input type="radio" name={id} checked={against === choice} onChange={() => setAgainst(choice)} />
            {t(`against.${choice}`)}
          </label>
        ))}
      </fieldset>
      {against === "now" && <Comparison key="now" before={then} after={now} says={t("since")} />}
      {against === "before" && before !== null && (
        <Comparison key="before" before={before} after={then} says={t("brought")} />
      )}
      {against === "nothing" && (
        <div className="history-text" dir="auto">
          {then.title !== "" && <h4 className="ask">{then.title}</h4>}
          <RichTextView value={then.body} files={then.files} />
          <ShownFiles files={then.files} text={then.body} />
        </div>
      )}
    </section>
  );
}
