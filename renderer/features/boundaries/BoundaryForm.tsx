import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { TwofoldError } from "#shared/base/errors.ts";
import type { Day } from "#shared/base/time.ts";
import { BOUNDARY_KINDS, type Boundary, createBoundary, editBoundary } from "#shared/domain/boundary.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { draftPlaceOf, type FormField, RecordForm } from "#renderer/ui/records/RecordForm.tsx";

interface BoundaryDraft extends Readonly<Record<string, unknown>> {
  readonly about: Boundary["about"] | null;
  readonly noticed: string;
  readonly body: string;
  readonly yesTo: string;
  readonly says: string;
  readonly reviewOn: Day | null;
}

/**
 * A way to find a boundary: what it is about, where it is noticed, what the body says there, what can be a yes, and then its sentence. What
 * the body says, where it was noticed and when it is looked at again stay with who writes [D74]: together none of it is asked.
 */
export function BoundaryForm({
  changing,
  by,
  onDone,
  onLeave,
}: {
  changing: Boundary | null;
  by: Partner;
  onDone: (boundary: Boundary) => void;
  onLeave: () => void;
}): JSX.Element {
  const { t } = useTranslation("boundaries");
  const together = useSnapshot((snapshot) => snapshot.session.kind === "together");
  const start: BoundaryDraft = {
    about: changing?.about ?? null,
    noticed: changing?.noticed ?? "",
    body: changing?.body ?? "",
    yesTo: changing?.yesTo ?? "",
    says: changing?.says ?? "",
    reviewOn: changing?.reviewOn ?? null,
  };
  const fields = ({ about }: BoundaryDraft): readonly FormField[] => {
    const examples = (step: "noticed" | "yesTo" | "says"): readonly string[] =>
      (about === null ? BOUNDARY_KINDS : [about]).flatMap((kind) =>
        t(`examples.${step}.${kind}`, { returnObjects: true }),
      );
    const forBoth: readonly FormField[] = [
      { field: "yesTo", type: "words", most: 2_000, examples: examples("yesTo") },
      { field: "says", type: "words", most: 2_000, required: true, examples: examples("says") },
    ];
    const kind: FormField = { field: "about", type: "choice", options: BOUNDARY_KINDS, required: true };
    if (together) return [kind, ...forBoth];
    return [
      kind,
      { field: "noticed", type: "words", most: 2_000, examples: examples("noticed") },
      { field: "body", type: "words", most: 2_000, offers: t("bodySigns", { returnObjects: true }) },
      ...forBoth,
      { field: "reviewOn", type: "day" },
    ];
  };
  return (
    <RecordForm<Boundary, BoundaryDraft>
      kind="boundary"
      title={t(changing === null ? "form.find" : "form.change")}
      lead={t(together ? "form.leadBoth" : "form.lead")}
      fields={fields}
      guided
      start={start}
      draftPlace={draftPlaceOf("boundary", changing?.id ?? "new")}
      by={by}
      changing={changing}
      write={({ about, ...draft }, act) => {
        if (about === null) throw new TwofoldError("malformed", "about");
        const said = { ...draft, about, letGoOn: changing?.letGoOn ?? null };
        return changing === null ? createBoundary(said, act) : editBoundary(changing, said, act);
      }}
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}
