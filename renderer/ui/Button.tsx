import type { ComponentPropsWithRef, JSX } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import "./button.css";

interface ButtonProps extends ComponentPropsWithRef<"button"> {
  /** One main button per view; `plain` reads like a link; `danger` only for the loss of data. */
  kind?: "main" | "plain" | "danger";
  small?: boolean;
  icon?: IconName;
  /** An act under way: said to assistive technology, and a second press does nothing. */
  busy?: boolean;
}

export function Button({
  kind,
  small = false,
  icon,
  busy = false,
  className = "",
  children,
  onClick,
  ...rest
}: ButtonProps): JSX.Element {
  const classes = ["button", kind && `button-${kind}`, small && "button-small", className].filter(Boolean).join(" ");
  return (
    <button
      type="button"
      {...rest}
      className={classes}
      aria-disabled={busy || rest["aria-disabled"] || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy)
          event.preventDefault(); // also keeps a submit button from sending its form twice
        else onClick?.(event);
      }}
    >
      {icon && <Icon name={icon} small={small} />}
      {children}
    </button>
  );
}

/** A quiet act that reads like a link. */
export function LinkButton(props: ComponentPropsWithRef<"button">): JSX.Element {
  return <Button {...props} kind="plain" small />;
}
