import { useId, type JSX } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import "./segments.css";

/** A few ways to look at the same thing, side by side; native radio buttons. `label` is said, not shown. */
export function Segments<T extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly { readonly value: T; readonly label: string; readonly icon?: IconName }[];
  value: T;
  onChange: (value: T) => void;
}): JSX.Element {
  const name = useId();
  return (
    <div className="segments" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.icon && <Icon name={option.icon} small />}
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
