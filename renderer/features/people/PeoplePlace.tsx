import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "#shared/domain/fields.ts";
import { createPerson, editPerson, type Person } from "#shared/domain/person.ts";
import { draftPlaceOf, RecordForm } from "#renderer/ui/records/RecordForm.tsx";
import { RecordsPlace } from "#renderer/ui/records/RecordsPlace.tsx";
import { CareFrom } from "./CareFrom.tsx";

/** The people one can turn to, each with what for and how to reach them, and the care that came from them. Never shared [D81]. */
export function PeoplePlace({ begin, onBack }: { begin: RecordId | null; onBack: () => void }): JSX.Element {
  const { t } = useTranslation("people");
  return (
    <RecordsPlace
      kind="person"
      begin={begin}
      neverShared
      texts={{ title: t("title"), says: t("says"), empty: t("empty"), add: t("add") }}
      arrange={byName}
      beside={({ turnTo }) => turnTo.split("\n")[0] ?? ""}
      form={({ changing, by, onDone, onLeave }) => (
        <RecordForm
          kind="person"
          title={t(changing === null ? "form.new" : "form.change")}
          lead={t("form.lead")}
          neverShared
          fields={[
            { field: "name", type: "line", most: 80, required: true },
            { field: "turnTo", type: "words", most: 500, examples: t("form.turnTo", { returnObjects: true }) },
            { field: "reach", type: "words", most: 500, examples: t("form.reach", { returnObjects: true }) },
          ]}
          start={{ name: changing?.name ?? "", turnTo: changing?.turnTo ?? "", reach: changing?.reach ?? "" }}
          draftPlace={draftPlaceOf("person", changing?.id ?? "new")}
          by={by}
          changing={changing}
          write={(draft, act) => (changing === null ? createPerson(draft, act) : editPerson(changing, draft, act))}
          onDone={onDone}
          onLeave={onLeave}
        />
      )}
      page={(person) => <CareFrom person={person} />}
      onBack={onBack}
    />
  );
}

const byName = (people: readonly Person[]): readonly Person[] =>
  [...people].sort((left, right) => left.name.localeCompare(right.name));
