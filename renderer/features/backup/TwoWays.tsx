import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { OpenedBackupFile } from "#renderer/store/journal.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";

/** What a backup of the open journal can be used for: to go back to its day, or to bring in what is missing. */
export type Way = "back" | "merge";

/** The two ways side by side, each with what becomes of what is here now. Choosing one writes nothing yet. */
export function TwoWays({ file, onWay }: { file: OpenedBackupFile; onWay: (way: Way) => void }): JSX.Element {
  const { t } = useTranslation("backup");
  const format = useFormat();
  return (
    <section className="stack" aria-labelledby="restore-ways">
      <h2 className="ask" id="restore-ways">
        {t("ways.title")}
      </h2>
      <div className="backup-ways">
        {(["merge", "back"] as const).map((way) => (
          <section key={way} className="stack-close" aria-labelledby={`restore-way-${way}`}>
            <h3 className="sect" id={`restore-way-${way}`}>
              {t(`ways.${way}.title`)}
            </h3>
            <p>
              {way === "back"
                ? t("ways.back.says", { when: format.moment(file.facts.writtenAt) })
                : t("ways.merge.says")}
            </p>
            <p>
              <Button icon={way === "back" ? "turn" : "both"} onClick={() => onWay(way)}>
                {t(`ways.${way}.act`)}
              </Button>
            </p>
          </section>
        ))}
      </div>
      <p className="backup-whole">
        <Icon name="safe" />
        <span>{t("ways.keptFirst")}</span>
      </p>
    </section>
  );
}
