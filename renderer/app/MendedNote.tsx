import type { JSX, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Mended } from "#renderer/worker/calls.ts";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";

/** Whether anything that was saved may be missing after a mending. */
export const mayMiss = ({ rows, of, ledgerDamage }: Mended): boolean => rows < of || ledgerDamage > 0;

/**
 * How the store was brought back, in counts; `children` are the ways on from here. What was merely caught up after a crash
 * is one quiet line.
 */
export function MendedNote({ mended, children }: { mended: Mended; children?: ReactNode }): JSX.Element {
  const { t } = useTranslation("backup");
  const format = useFormat();
  const { how, rows, of, leftBehind, ledgerDamage } = mended;
  if (how === "caught-up" && ledgerDamage === 0) {
    return (
      <p className="mended-quiet quiet" role="status">
        {t("mended.caughtUp", { count: rows })}
      </p>
    );
  }
  const more = [
    ...(rows < of ? [t("mended.missing", { count: of - rows })] : []),
    ...(ledgerDamage > 0 ? [t("mended.ledger")] : []),
    ...(how === "rebuilt" ? [t("mended.drafts")] : []),
    ...(leftBehind > 0 ? [t("mended.leftBehind", { count: leftBehind })] : []),
  ];
  return (
    <div className="mended-note" data-misses={mayMiss(mended) ? "" : undefined} role="status">
      <Icon name={mayMiss(mended) ? "note" : "safe"} />
      <div className="stack-close">
        <p>
          <b>
            {how === "caught-up"
              ? t("mended.carriedOver", { count: rows })
              : ledgerDamage > 0 // how many there should be, nobody can tell before the unlock
                ? t("mended.rebuiltDamaged", { count: rows })
                : t("mended.rebuilt", { rows: format.number(rows), of: format.number(of) })}
          </b>{" "}
          {more.join(" ")}
        </p>
        {children}
      </div>
    </div>
  );
}

/** Whether a mending is worth a word inside the journal too, and a way to the backups. */
export const isWorthSaying = ({ how, ledgerDamage }: Mended): boolean => how === "rebuilt" || ledgerDamage > 0;
