import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { RichBlock } from "#shared/domain/rich-text.ts";
import { Dialog } from "../Dialog.tsx";
import { templateBlocks, TEMPLATES, type TemplateTexts, type TemplateKey } from "./templates.ts";
import "./prompts.css";

/** Our templates; the one that is pressed is put at the caret. */
export function TemplatePicker({
  opened,
  onClose,
  onInsert,
}: {
  opened: boolean;
  onClose: () => void;
  onInsert: (blocks: RichBlock[]) => void;
}): JSX.Element {
  const { t, i18n } = useTranslation("prompts");
  // The catalogue's type is checked where it is imported, in app/i18n; i18next gives it back untyped.
  const { templates } = i18n.getResourceBundle(i18n.language, "prompts") as {
    templates: { list: Readonly<Record<TemplateKey, TemplateTexts>> };
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t("templates.title")} wide>
      <div className="stack">
        <p>{t("templates.says")}</p>
        <ul className="templates">
          {TEMPLATES.map((key) => {
            const texts = templates.list[key];
            return (
              <li key={key}>
                <button
                  type="button"
                  className="template"
                  onClick={() => {
                    onClose();
                    onInsert(templateBlocks(key, texts));
                  }}
                >
                  <b>{texts.name}</b>
                  <span>{texts.about}</span>
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </Dialog>
  );
}
