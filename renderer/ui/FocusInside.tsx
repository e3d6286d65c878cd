import type { JSX, ReactNode } from "react";
import { useFocusInside } from "./focus.ts";

/** A form that a press opens: its first field takes the focus as it comes. */
export function FocusInside({ children }: { children: ReactNode }): JSX.Element {
  return <div ref={useFocusInside()}>{children}</div>;
}
