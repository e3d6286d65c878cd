import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { recordsInView } from "#renderer/store/in-view.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { latestFirst } from "#shared/base/time.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { isOpen, type Need, needTitle } from "#shared/domain/need.ts";
import { Icon } from "../Icon.tsx";
import { useFormat } from "../use-format.ts";
import { useVocabulary } from "../use-vocabulary.ts";
import { ComboBox, type ComboOption } from "./ComboBox.tsx";
import { useNeedOpener } from "./need-opener.tsx";

/** Needs one may link: one's own, and those shared with one that are vouched for; the one said last first. */
function useLinkableNeeds(): readonly Need[] {
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  return useMemo(() => {
    const needs = recordsInView({ mine, shared }).filter((record): record is Need => record.kind === "need");
    return needs.sort((one, two) => latestFirst(one.voicedOn, two.voicedOn));
  }, [mine, shared]);
}

/** What each need is called: its own words where it has some, else its word. */
function useNeedNames(): (need: Need) => string {
  const vocabulary = useVocabulary();
  return (need) => needTitle(need) ?? vocabulary.need(need.need);
}

/** The needs a page speaks of; each opens where there is a way to. Nothing where there is none. */
export function LinkedNeeds({ linked }: { linked: readonly RecordId[] }): JSX.Element | null {
  const { t } = useTranslation("prompts");
  const needs = useLinkableNeeds();
  const nameOf = useNeedNames();
  const open = useNeedOpener();
  if (linked.length === 0) return null;
  return (
    <div className="need-links" role="group" aria-label={t("extras.speaksOf")}>
      <span className="quiet" aria-hidden="true">
        {t("extras.speaksOf")}
      </span>
      <ul>
        {linked.map((id) => {
          const need = needs.find((other) => other.id === id);
          const name = need === undefined ? t("extras.goneNeed") : nameOf(need);
          return (
            <li key={id}>
              {need === undefined || open === null ? (
                <span className="need-link" dir="auto">
                  {name}
                </span>
              ) : (
                <button
                  type="button"
                  className="need-link"
                  dir="auto"
                  aria-label={t("extras.openNeed", { need: name })}
                  onClick={() => open(id)}
                >
                  {name}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Links needs to a page, and takes links away. */
export function LinkNeeds({
  linked,
  onChange,
}: {
  linked: readonly RecordId[];
  onChange: (needs: RecordId[]) => void;
}): JSX.Element {
  const { t } = useTranslation("prompts");
  const format = useFormat();
  const vocabulary = useVocabulary();
  const session = useSnapshot((snapshot) => snapshot.session);
  const needs = useLinkableNeeds();
  const nameOf = useNeedNames();
  const me = session.kind === "one" ? session.me : null;
  const other = session.kind === "one" ? session.other : null;

  const option = (need: Need): ComboOption => {
    const day = format.dayShort(need.voicedOn);
    const whose =
      need.author === me?.id
        ? t("extras.needYours", { day })
        : t("extras.needTheirs", { name: other?.name ?? t("extras.partner"), day });
    return {
      value: need.id,
      label: nameOf(need),
      about: isOpen(need) ? whose : `${whose}, ${t("extras.needClosed")}`,
      words: `${need.noticed} ${need.felt} ${vocabulary.need(need.need)}`,
    };
  };

  return (
    <div className="extras-tags">
      {linked.map((id) => {
        const need = needs.find((known) => known.id === id);
        const name = need === undefined ? t("extras.goneNeed") : nameOf(need);
        return (
          <span className="extras-tag" key={id}>
            <span dir="auto">{name}</span>
            <button
              type="button"
              aria-label={t("extras.removeNeed", { need: name })}
              onClick={() => onChange(linked.filter((known) => known !== id))}
            >
              <Icon name="close" small />
            </button>
          </span>
        );
      })}
      {needs.length === 0 ? (
        <p>{t("extras.noNeeds")}</p>
      ) : (
        <ComboBox
          label={t("extras.findNeed")}
          most={80}
          options={needs.filter(({ id }) => !linked.includes(id)).map(option)}
          onChoose={(value) => {
            const need = needs.find(({ id }) => id === value);
            if (need !== undefined) onChange([...linked, need.id]);
          }}
        />
      )}
      <span className="quiet extras-hint">{t("extras.needHint")}</span>
    </div>
  );
}
