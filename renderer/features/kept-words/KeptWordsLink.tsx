import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { keepsakesOf, looseVersions } from "./kept-lists.ts";

/** In Settings, the way to what was kept; nothing where nothing was. */
export function KeptWordsLink({ onOpen }: { onOpen: () => void }): JSX.Element | null {
  const { t } = useTranslation("keptWords");
  const mine = useSnapshot((snapshot) => snapshot.mine);
  if (keepsakesOf(mine).length + looseVersions(mine).length === 0) return null;
  return (
    <section aria-labelledby="settings-kept-words">
      <h2 id="settings-kept-words" className="sect">
        {t("title")}
      </h2>
      <p className="says">{t("says")}</p>
      <p>
        <Button onClick={onOpen} icon="seal">
          {t("open")}
        </Button>
      </p>
    </section>
  );
}
