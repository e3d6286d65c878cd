import { useId, type JSX, type ReactNode } from "react";
import "./chips.css";

interface ChipOption<T> {
  readonly value: T;
  readonly label: ReactNode;
}

interface ChipsFrame {
  legend: ReactNode;
  legendHidden?: boolean;
  /** More beside the chips: a way to all of them, a word of one's own. */
  children?: ReactNode;
}

function ChipsFrame({ legend, legendHidden = false, chips, children }: ChipsFrame & { chips: ReactNode }): JSX.Element {
  return (
    <fieldset className="chips-group">
      <legend className={legendHidden ? "sr" : "chips-legend"}>{legend}</legend>
      <div className="chips">
        {chips}
        {children}
      </div>
    </fieldset>
  );
}

/** One answer of a few, as native radio buttons. Pressing the chosen one again takes the answer back where `onClear` is given. */
export function RadioChips<T extends string | number>({
  options,
  value,
  onChange,
  onClear,
  ...frame
}: ChipsFrame & {
  options: readonly ChipOption<T>[];
  value: T | null;
  onChange: (value: T) => void;
  onClear?: () => void;
}): JSX.Element {
  const name = useId();
  return (
    <ChipsFrame
      {...frame}
      chips={options.map((option) => (
        <label className="chip" key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            onClick={() => option.value === value && onClear?.()}
          />
          <span>{option.label}</span>
        </label>
      ))}
    />
  );
}

/** As many answers as fit, as native check boxes. */
export function CheckChips<T extends string | number>({
  options,
  values,
  onChange,
  ...frame
}: ChipsFrame & {
  options: readonly ChipOption<T>[];
  values: readonly T[];
  onChange: (values: T[]) => void;
}): JSX.Element {
  return (
    <ChipsFrame
      {...frame}
      chips={options.map((option) => (
        <label className="chip" key={option.value}>
          <input
            type="checkbox"
            checked={values.includes(option.value)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...values, option.value] : values.filter((value) => value !== option.value),
              )
            }
          />
          <span>{option.label}</span>
        </label>
      ))}
    />
  );
}
