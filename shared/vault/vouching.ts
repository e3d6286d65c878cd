/** Which rows count as what their author says now [V11]. */
import type { Finding, OpenedRow, Session } from "./session.ts";

/**
 * Whether a row counts, once `check` gave these findings: when its author's manifest lists exactly it. A row taken back or
 * replaced and put there again bears a good signature still, so the signature decides only in a space where a manifest
 * is damaged.
 */
export function vouchedFor(session: Session, findings: readonly Finding[]): (row: OpenedRow) => boolean {
  const damaged = new Set(findings.flatMap(({ kind, space }) => (kind === "damaged-manifest" ? [space] : [])));
  return (row) => (damaged.has(row.space) ? session.isVerified(row) : session.isListed(row));
}
