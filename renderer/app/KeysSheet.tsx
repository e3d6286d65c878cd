import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import type { placesOf } from "./routes.ts";
import { hasCommandKey } from "./use-keys.ts";
import "./keys-sheet.css";

/** The `?` sheet: the keys, who can read what, and where to turn. */
export function KeysSheet({
  opened,
  onClose,
  places,
  onSupport,
}: {
  opened: boolean;
  onClose: () => void;
  places: ReturnType<typeof placesOf>;
  onSupport: () => void;
}): JSX.Element {
  const { t } = useTranslation("frame");
  const ctrl = hasCommandKey() ? t("keys.cmd") : t("keys.ctrl");
  return (
    <Dialog opened={opened} onClose={onClose} title={t("keys.title")}>
      <div className="stack">
        <dl className="keys-sheet">
          <dt>
            <kbd>{ctrl} L</kbd>
          </dt>
          <dd>{t("keys.lock")}</dd>
          {places.map((name, at) => (
            <div key={name}>
              <dt>
                <kbd>
                  {ctrl} {at + 1}
                </kbd>
              </dt>
              <dd>{t(`place.${name}`)}</dd>
            </div>
          ))}
          <dt>
            <kbd>{ctrl} B</kbd> <kbd>{ctrl} I</kbd> <kbd>{ctrl} Z</kbd>
          </dt>
          <dd>{t("keys.editor")}</dd>
          <dt>
            <kbd>{ctrl} K</kbd> <kbd>{ctrl} F</kbd> <kbd>/</kbd>
          </dt>
          <dd>{t("keys.writing")}</dd>
          <dt>
            <kbd>Alt F10</kbd>
          </dt>
          <dd>{t("keys.toolbar")}</dd>
          <dt>
            <kbd>F9</kbd>
          </dt>
          <dd>{t("keys.alone")}</dd>
          <dt>
            <kbd>Esc</kbd>
          </dt>
          <dd>{t("keys.escape")}</dd>
          <dt>
            <kbd>?</kbd>
          </dt>
          <dd>{t("keys.help")}</dd>
        </dl>
        <p>{t("keys.save")}</p>
        <section className="stack-close">
          <h3 className="sect">{t("keys.readTitle")}</h3>
          <p>{t("keys.readOne")}</p>
          <p>{t("keys.readBoth")}</p>
          <p>{t("keys.readCopy")}</p>
        </section>
        <p>
          <LinkButton onClick={onSupport}>{t("settings.support")}</LinkButton>
        </p>
      </div>
    </Dialog>
  );
}
