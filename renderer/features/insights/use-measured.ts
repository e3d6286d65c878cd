import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Measured, TooFew } from "#shared/analysis/evidence.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import type { Interval } from "./interval-geometry.ts";

/** How measures are said: each with its interval and its count, or how many there are so far. */
export interface MeasuredWords {
  /** "60% (41% to 77%), n 24" */
  share(of: Measured | TooFew): string;
  /** "60% (41% to 77%)", where one n is said for several. */
  shareOnly(of: Interval): string;
  /** "0.6 (0.1 to 1.1), n 24" */
  mean(of: Measured | TooFew): string;
  /** "0.6 (0.1 to 1.1)" */
  meanOnly(of: Interval): string;
}

export function useMeasured(): MeasuredWords {
  const { t } = useTranslation("insights");
  const format = useFormat();
  return useMemo(() => {
    type Said = (value: number) => string;
    const oneDecimal: Said = (value) => format.number(Math.round(value * 10) / 10 + 0); // no -0
    const parts = (said: Said, { value, low, high }: Interval) => ({
      value: said(value),
      low: said(low),
      high: said(high),
    });
    const withN = (said: Said) => (of: Measured | TooFew) =>
      of.kind === "too-few"
        ? t("soFar", { n: format.number(of.n), needed: format.number(of.needed) })
        : t("shareWithInterval", { ...parts(said, of), n: format.number(of.n) });
    return {
      share: withN(format.percent),
      shareOnly: (of) => t("share", parts(format.percent, of)),
      mean: withN(oneDecimal),
      meanOnly: (of) => t("share", parts(oneDecimal, of)),
    };
  }, [t, format]);
}
