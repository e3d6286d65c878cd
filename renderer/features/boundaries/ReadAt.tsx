import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Boundary } from "#shared/domain/boundary.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { isSharedNow } from "#shared/domain/related.ts";

/** What the other reads of the boundary something happened at, where that is shared: the boundary they can read, or none [D74]. */
export function ReadAt({ boundary }: { boundary: Boundary | null }): JSX.Element | null {
  const { t } = useTranslation("boundaries");
  const session = useSnapshot((snapshot) => snapshot.session);
  const other = session.kind === "one" ? session.other : null;
  if (boundary === null || other === null) return null;
  if (!isSharedNow(boundary)) return <p className="quiet">{t("event.privateBoundary", { name: other.name })}</p>;
  return (
    <div>
      <p className="quiet">{t("event.readAt", { name: other.name })}</p>
      <p className="read boundary-said" dir="auto">
        {boundary.says}
      </p>
    </div>
  );
}
