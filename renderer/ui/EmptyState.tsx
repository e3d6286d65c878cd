import type { JSX, ReactNode } from "react";
import "./empty-state.css";

/** Nothing here yet: one sentence that teaches, and one thing to do. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }): JSX.Element {
  return (
    <div className="empty-state">
      <p className="ask">{children}</p>
      {action}
    </div>
  );
}
