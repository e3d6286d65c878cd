import type { JSX, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon.tsx";
import "./where.css";

/** Who can read what stands here: an icon (one leaf, two leaves, a dashed copy) and words. */
export function Where({
  privacy,
  quiet = false,
  children,
}: {
  privacy: "one" | "both" | "copy";
  quiet?: boolean;
  /** More exact words; by default "only you" or "both of you". */
  children?: ReactNode;
}): JSX.Element {
  const { t } = useTranslation("ui");
  return (
    <span className={quiet ? "where quiet" : "where"}>
      <Icon name={privacy} small={quiet} />
      <span>{children ?? <b>{privacy === "one" ? t("onlyYou") : t("bothOfYou")}</b>}</span>
    </span>
  );
}
