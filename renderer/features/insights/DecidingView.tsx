import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Summary } from "#shared/analysis/summary.ts";
import { CameBack } from "./CameBack.tsx";
import { DecisionsPlane } from "./DecisionsPlane.tsx";
import type { Lanes } from "./lanes.ts";
import "./views.css";

/** How decisions came out for both, and what each gave up. It needs two. */
export function DecidingView({ seen, lanes }: { seen: Summary; lanes: Lanes }): JSX.Element {
  const { t } = useTranslation("insights");
  if (lanes.length === 1) return <p className="early">{t("deciding.alone")}</p>;
  return (
    <>
      {seen.decisions !== null && <DecisionsPlane decisions={seen.decisions} lanes={lanes} />}
      {seen.cameBack !== null && <CameBack cameBack={seen.cameBack} lanes={lanes} />}
    </>
  );
}
