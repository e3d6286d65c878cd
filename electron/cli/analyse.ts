/**
 * What `analyse` and `reflect` answer: the figures that the screen draws, from a backup. The answer is plain JSON, described property by
 * property in shared/analysis/summary.schema.json [A7].
 */
import { type OwnSummary, ownSummary } from "#shared/analysis/own.ts";
import { ownPageSummary, type Summary, summary } from "#shared/analysis/summary.ts";
import { monthWindow, sinceFirstRecord, type View } from "#shared/analysis/windows.ts";
import { TwofoldError } from "#shared/base/errors.ts";
import { dayIn, type Month } from "#shared/base/time.ts";
import type { BackupRecords, VerifyReport } from "#shared/backup/verify.ts";
import { isAnalysisAgreed, seasonsOfBoth } from "#shared/domain/joint.ts";
import { withoutCopies } from "#shared/domain/related.ts";
import type { VaultHeader } from "#shared/vault/header.ts";
import type { CommandOf } from "./command.ts";
import { Refused } from "./outcome.ts";
import { type NamedPartner, partnerAt, partnersOf } from "./partners.ts";

export interface Analysis {
  /** Whether everything in the file that the passphrase opens is in order. */
  readonly ok: boolean;
  readonly view: "shared" | "mine";
  /** Those whose figures these are. */
  readonly partners: readonly NamedPartner[];
  readonly summary: Summary & { /** Only of `reflect`. */ readonly month?: Month };
  /** Only of `--view mine`: what is measured for its reader alone. */
  readonly own?: OwnSummary;
}

/** A backup as one of the two read it. */
export interface Analysed {
  readonly vault: VaultHeader;
  readonly backup: Pick<BackupRecords, "records"> & {
    readonly report: Pick<VerifyReport, "ok" | "opener" | "writtenAt">;
  };
  /** IANA name of the zone of whose days the one is today on which the backup was written. */
  readonly timeZone: string;
}

/**
 * The figures of a window or a month. What is shared is measured from the copies alone, for both [A10], and refused while not both agree to
 * it [D83]; one's own page has one's originals and the other's copies, and while not both agree one's own records alone. As things stood
 * when the backup was written: asking again later gives the same.
 */
export function analysisOf(asked: CommandOf<"analyse" | "reflect">, { vault, backup, timeZone }: Analysed): Analysis {
  const { records, report } = backup;
  const copies = records.filter(({ original }) => original === null);
  const known = withoutCopies(records);
  const ids = partnersOf(vault, records).map(({ id }) => id);
  const isAgreed = isAnalysisAgreed(ids, known);
  const view = asked.view ?? (ids.length < 2 ? "mine" : "shared"); // who keeps it alone has one page
  const isShared = view === "shared";
  if (isShared && !isAgreed) throw new Refused("analysis-paused");

  if (report.opener === "together") throw new TwofoldError("bug", "one passphrase opens one notebook");
  const me = partnerAt(vault, report.opener);
  const isAlone = !isShared && (ids.length < 2 || !isAgreed);
  const seen = isShared ? copies : isAlone ? known.filter(({ author }) => author === me) : known;
  const partners = partnersOf(vault, isShared ? copies : known).filter(({ id }) => !isAlone || id === me);
  const today = dayIn(report.writtenAt, timeZone);
  const asWritten = asked.name === "reflect" ? monthWindow(asked.month) : { from: asked.from, to: asked.to };
  const at: View = {
    ...sinceFirstRecord(asWritten, seen, today),
    partners: partners.map(({ id }) => id),
    today,
    seasons: seasonsOfBoth(copies)
      .map(({ season: { id, name }, from, to }) => ({ id, name, from, to }))
      .reverse(),
  };
  const figures = isShared || isAlone ? summary(seen, at) : ownPageSummary(seen, copies, at);
  return {
    ok: report.ok,
    view,
    partners,
    summary: { ...(asked.name === "reflect" && { month: asked.month }), ...figures },
    ...(!isShared && { own: ownSummary(seen, me, at) }),
  };
}
