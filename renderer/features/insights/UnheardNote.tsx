import type { JSX } from "react";
import { useTranslation } from "react-i18next";

/** Instead of a figure that would speak of both while one of them has said little [A20]. */
export function UnheardNote({ title }: { title: string }): JSX.Element {
  const { t } = useTranslation("insights");
  return (
    <section className="stack-close">
      <h2 className="sect">{title}</h2>
      <p className="says">{t("unheard")}</p>
    </section>
  );
}
