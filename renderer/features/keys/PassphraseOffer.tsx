import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import "./keys.css";

/** After an unlock with recovery words, once: a new passphrase. */
export function PassphraseOffer({ onChange, onLater }: { onChange: () => void; onLater: () => void }): JSX.Element {
  const { t } = useTranslation("keys");
  return (
    <aside className="keys-offer" aria-labelledby="keys-offer">
      <Icon name="keys" />
      <p id="keys-offer">{t("offer.says")}</p>
      <p className="acts">
        <LinkButton onClick={onChange}>{t("offer.act")}</LinkButton>
        <LinkButton onClick={onLater}>{t("offer.later")}</LinkButton>
      </p>
    </aside>
  );
}
