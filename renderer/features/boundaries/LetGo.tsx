import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { type Boundary, editBoundary } from "#shared/domain/boundary.ts";
import { changedSince, isTold } from "#shared/domain/sharing.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { AskOnce } from "#renderer/ui/AskOnce.tsx";
import { putAsTold } from "#renderer/ui/records/own-originals.ts";

/**
 * Lets a boundary of one's own go, or takes it up again. Where it is shared the other reads that, and nothing else: a copy that has other
 * changes waiting stays as it is until they were seen and shared.
 */
export function LetGo({
  boundary,
  me,
  other,
  onDone,
}: {
  boundary: Boundary;
  me: Partner;
  other: Partner | null;
  onDone: () => void;
}): JSX.Element {
  const { t } = useTranslation("boundaries");
  const journal = useJournal();
  const stands = boundary.letGoOn === null;
  const act = stands ? "letGo" : "takeUp";
  const name = other?.name ?? "";
  return (
    <AskOnce
      key={act}
      label={t(`acts.${act}`)}
      title={t(`acts.${act}Title`)}
      says={
        changedSince(boundary)
          ? t(`acts.${act}Changed`)
          : isTold(boundary)
            ? t(`acts.${act}Shared`, { name })
            : t(`acts.${act}Says`)
      }
      yes={t(`acts.${act}Yes`)}
      work={async () => {
        const letGoOn = stands ? journal.today() : null;
        const act = { author: me.id, now: journal.now() };
        await putAsTold(journal, boundary, editBoundary(boundary, { letGoOn }, act));
      }}
      onDone={onDone}
    />
  );
}
