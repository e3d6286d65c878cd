import { useId, useState, type JSX, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { marksIn, readQuery } from "#shared/analysis/search.ts";
import "./combo-box.css";

export interface ComboOption {
  readonly value: string;
  readonly label: string;
  /** What is told beside the label; not searched. */
  readonly about?: string;
  /** More words that find it. */
  readonly words?: string;
}

/** As many as are shown at once; typing finds the others. */
const SHOWN = 8;

/**
 * One of many, found by typing a part of any of its words; accents and case do not matter. Arrows walk the list, Enter takes what they
 * stand on, Escape closes it. Where `onOwn` is given, Enter (or "Add") takes what was typed as it is.
 */
export function ComboBox({
  label,
  options,
  most,
  onChoose,
  onOwn,
}: {
  label: string;
  options: readonly ComboOption[];
  /** The most characters that can be typed. */
  most: number;
  onChoose: (value: string) => void;
  onOwn?: (text: string) => void;
}): JSX.Element {
  const { t } = useTranslation("prompts");
  const id = useId();
  const [typed, setTyped] = useState("");
  const [opened, setOpened] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const asked = typed.split(/\s+/).flatMap((word) => (word === "" ? [] : [{ ...readQuery(word), within: true }]));
  const found = options.filter(({ label: said, words = "" }) =>
    asked.every((word) => marksIn(`${said} ${words}`, word).length > 0),
  );
  const shown = found.slice(0, SHOWN);
  const isOpen = opened && shown.length > 0;

  const close = (): void => {
    setOpened(false);
    setAt(null);
  };
  const choose = (value: string): void => {
    setTyped("");
    close();
    onChoose(value);
  };
  const takeOwn = (): void => {
    const text = typed.trim();
    if (text === "" || onOwn === undefined) return;
    setTyped("");
    close();
    onOwn(text);
  };

  function onKey(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpened(true);
      if (shown.length === 0) return;
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt(at === null ? (step === 1 ? 0 : shown.length - 1) : (at + step + shown.length) % shown.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = at !== null ? shown[at] : onOwn === undefined && typed !== "" ? shown[0] : undefined;
      if (isOpen && chosen !== undefined) choose(chosen.value);
      else takeOwn();
    } else if (event.key === "Escape" && isOpen) {
      event.stopPropagation(); // closes the list alone, not the dialog around it
      close();
    }
  }

  return (
    <div className="combo">
      <span className="combo-input">
        <input
          className="field-input"
          role="combobox"
          aria-label={label}
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-activedescendant={isOpen && at !== null ? `${id}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          placeholder={label}
          maxLength={most}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setOpened(true);
            setAt(null);
          }}
          onFocus={() => setOpened(true)}
          onClick={() => setOpened(true)}
          onBlur={close}
          onKeyDown={onKey}
        />
        {onOwn !== undefined && (
          <button type="button" className="button button-small" onClick={takeOwn}>
            {t("extras.add")}
          </button>
        )}
      </span>
      <ul id={`${id}-list`} role="listbox" aria-label={label} className="combo-list" hidden={!isOpen}>
        {shown.map((option, index) => (
          <li
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => event.preventDefault()} // the focus stays in the field
            onClick={() => choose(option.value)}
          >
            <span dir="auto">{option.label}</span>
            {option.about !== undefined && <span className="quiet">{option.about}</span>}
          </li>
        ))}
      </ul>
      <span className="sr" role="status">
        {opened && typed !== "" ? t("extras.found", { count: found.length }) : ""}
      </span>
    </div>
  );
}
