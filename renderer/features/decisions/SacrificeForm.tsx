import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Decision } from "#shared/domain/decision.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { createSacrifice, editSacrifice, type Sacrifice, SACRIFICE_REASONS } from "#shared/domain/sacrifice.ts";
import { recordsInView } from "#renderer/store/in-view.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { useRecordTexts } from "#renderer/ui/records/record-texts.ts";
import { draftPlaceOf, type FormField, RecordForm } from "#renderer/ui/records/RecordForm.tsx";
import { Where } from "#renderer/ui/Where.tsx";

type Cost = NonNullable<Sacrifice["cost"]>["steps"];
const COSTS = [0, 1, 2, 3] as const satisfies readonly Cost[];
/** As many decisions as are offered to hang a sacrifice on; the newest. */
const MOST_DECISIONS = 8;

const COMMON: readonly FormField[] = [
  { field: "what", type: "words", most: 2_000, required: true },
  { field: "for", type: "choice", options: ["partner", "both", "others"], required: true },
  { field: "day", type: "day", required: true },
  { field: "gain", type: "words", most: 2_000 },
];
const CAME_BACK: FormField = { field: "cameBack", type: "words", most: 2_000 };
const OWN: readonly FormField[] = [
  { field: "reason", type: "choice", options: SACRIFICE_REASONS },
  { field: "why", type: "words", most: 2_000 },
];

/** What one of the two gave up. Why stays with them, and what it cost too unless they tell it [D73]; together neither is asked as private. */
export function SacrificeForm({
  changing,
  by,
  decision = null,
  onDone,
  onLeave,
}: {
  changing: Sacrifice | null;
  by: Partner;
  /** A decision it hangs on from the beginning. */
  decision?: RecordId | null;
  onDone: (sacrifice: Sacrifice) => void;
  onLeave: () => void;
}): JSX.Element {
  const { t } = useTranslation("decisions");
  const costWords = useRecordTexts("sacrifice").steps("cost");
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const decisions = useDecisions(changing?.decision ?? decision);
  const together = session.kind === "together";
  const other = session.kind === "one" ? session.other : null;
  const start = {
    what: changing?.what ?? "",
    for: changing?.for ?? null,
    day: changing?.day ?? journal.today(),
    gain: changing?.gain ?? "",
    cameBack: changing?.cameBack ?? "",
    reason: changing?.reason ?? null,
    why: changing?.why ?? "",
    decision: changing?.decision ?? decision,
    cost: changing?.cost?.steps ?? null,
    told: changing?.cost?.told ?? together,
  };
  return (
    <RecordForm<Sacrifice, typeof start>
      kind="sacrifice"
      title={changing === null ? t("sacrifices.new") : t("sacrifices.change")}
      lead={changing === null ? t(together ? "sacrifices.leadBoth" : "sacrifices.lead") : undefined}
      fields={[...COMMON, ...(changing === null ? [] : [CAME_BACK]), ...(together ? [] : OWN)]}
      start={start}
      draftPlace={draftPlaceOf("sacrifice", changing?.id ?? decision ?? "new")}
      by={by}
      changing={changing}
      write={({ cost, told, for: whom, ...draft }, act) => {
        const said = {
          ...draft,
          for: whom ?? ("both" as const),
          cost: cost === null ? null : { steps: cost, told },
        };
        return changing === null ? createSacrifice(said, act) : editSacrifice(changing, said, act);
      }}
      more={({ cost, told, decision: chosen }, set) => (
        <>
          <RadioChips<Cost>
            legend={together ? t("sacrifices.costOf", { name: by.name }) : t("sacrifices.cost")}
            options={COSTS.map((steps) => ({ value: steps, label: costWords[steps] ?? "" }))}
            value={cost}
            onChange={(steps) => set({ cost: steps })}
            onClear={() => set({ cost: null })}
          />
          {cost !== null && other !== null && (
            <RadioChips<"told" | "own">
              legend={t("sacrifices.told")}
              options={[
                { value: "own", label: <Where privacy="one">{t("sacrifices.toldNo")}</Where> },
                {
                  value: "told",
                  label: <Where privacy="both">{t("sacrifices.toldYes", { name: other.name })}</Where>,
                },
              ]}
              value={told ? "told" : "own"}
              onChange={(choice) => set({ told: choice === "told" })}
            />
          )}
          {decisions.length > 0 && (
            <RadioChips<RecordId>
              legend={t("sacrifices.decision")}
              options={decisions.map(({ id, what }) => ({ value: id, label: what }))}
              value={chosen}
              onChange={(id) => set({ decision: id })}
              onClear={() => set({ decision: null })}
            />
          )}
        </>
      )}
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}

/** The decisions one may hang a sacrifice on: the newest, and the one it hangs on already. */
function useDecisions(chosen: RecordId | null): readonly Decision[] {
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  return useMemo(() => {
    const all = recordsInView({ mine, shared }).filter((record): record is Decision => record.kind === "decision");
    return all.filter(({ id }, at) => at < MOST_DECISIONS || id === chosen);
  }, [mine, shared, chosen]);
}
