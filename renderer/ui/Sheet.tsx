import type { JSX, ReactNode } from "react";
import type { Seat } from "#shared/vault/header.ts";
import "./sheet.css";

interface SheetProps {
  /** Whose notebook the page lies in; `both` is the shared page. */
  spine: Seat | "both";
  as?: "article" | "section" | "div" | "form";
  className?: string;
  /** Accessible name, where no heading inside gives one. */
  label?: string;
  labelledBy?: string;
  children: ReactNode;
}

/** A page. The cover's strip on its edge says who can read it: one spine is one notebook, two spines are shared. */
export function Sheet({
  spine,
  as: Tag = "article",
  className = "",
  label,
  labelledBy,
  children,
}: SheetProps): JSX.Element {
  return (
    <Tag
      className={`sheet ${spine === "both" ? "sheet-shared" : ""} ${className}`.trim()}
      aria-label={label}
      aria-labelledby={labelledBy}
    >
      <span className={`sheet-spine cov-${spine === "both" ? "a" : spine}`} aria-hidden="true" />
      {spine === "both" && <span className="sheet-spine sheet-spine-second cov-b" aria-hidden="true" />}
      {children}
    </Tag>
  );
}
