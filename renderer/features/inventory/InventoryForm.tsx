import { Fragment, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { createInventory, editInventory, INVENTORY_PARTS, type Inventory } from "#shared/domain/inventory.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { TextArea } from "#renderer/ui/Field.tsx";
import { FiveStepScale } from "#renderer/ui/FiveStepScale.tsx";
import { useInventoryItem } from "#renderer/ui/records/inventory-items.ts";
import { draftPlaceOf, type FormField, RecordForm } from "#renderer/ui/records/RecordForm.tsx";
import { useRecordTexts } from "#renderer/ui/records/record-texts.ts";
import { itemsOf, groupsOf } from "./looks.ts";
import { useGroupName, useStepWords } from "./use-inventory-words.ts";

type Draft = { part: Inventory["part"] | null; items: Inventory["items"]; words: string };

const FIELDS: readonly FormField[] = [{ field: "part", type: "choice", options: INVENTORY_PARTS, required: true }];

/** One look at oneself: a part, its items one by one, each told to the other or kept, and words that stay with oneself. */
export function InventoryForm({
  changing,
  by,
  onDone,
  onLeave,
}: {
  changing: Inventory | null;
  by: Partner;
  onDone: (inventory: Inventory) => void;
  onLeave: () => void;
}): JSX.Element {
  const { t } = useTranslation("inventory");
  const texts = useRecordTexts("inventory");
  const journal = useJournal();
  const start: Draft = {
    part: changing?.part ?? null,
    items: changing?.items ?? [],
    words: changing?.words ?? "",
  };
  return (
    <RecordForm<Inventory, Draft>
      kind="inventory"
      title={t(changing === null ? "form.new" : "form.change")}
      lead={<p>{t("form.lead")}</p>}
      fields={changing === null ? FIELDS : []}
      start={start}
      draftPlace={draftPlaceOf("inventory", changing?.id ?? "new")}
      by={by}
      changing={changing}
      write={({ part, items, words }, act) => {
        const said = { part: part ?? "skills", items: ofPart(part, items), words }; // the form asks for a part first
        return changing === null
          ? createInventory({ ...said, day: journal.today() }, act)
          : editInventory(changing, said, act);
      }}
      missing={({ part, items }) => (part !== null && ofPart(part, items).length === 0 ? t("form.missing") : null)}
      more={({ part, items, words }, set) =>
        part !== null && (
          <>
            {groupsOf(part).map(({ key, items: asked }) => (
              <ItemsOfGroup
                key={key}
                group={key}
                asked={asked}
                items={items}
                onChange={(changed) => set({ items: changed })}
              />
            ))}
            <TextArea
              label={texts.question("words")}
              hint={t("form.wordsHint")}
              maxLength={2_000}
              value={words}
              onChange={(typed) => set({ words: typed })}
            />
          </>
        )
      }
      onDone={onDone}
      onLeave={onLeave}
    />
  );
}

/**
 * The items of a part alone, in the order in which they are asked: another part may have been begun before, and in which order they were
 * answered is nobody's to read. One of a later list stays, behind the others.
 */
function ofPart(part: Draft["part"], items: Inventory["items"]): Inventory["items"] {
  const asked = INVENTORY_PARTS.filter((each) => each === part).flatMap(itemsOf);
  const ofOthers = new Set(INVENTORY_PARTS.filter((each) => each !== part).flatMap(itemsOf));
  return [
    ...asked.flatMap((item) => items.filter((each) => each.item === item)),
    ...items.filter(({ item }) => !asked.includes(item) && !ofOthers.has(item)),
  ];
}

function ItemsOfGroup({
  group,
  asked,
  items,
  onChange,
}: {
  group: string;
  asked: readonly string[];
  items: Inventory["items"];
  onChange: (items: Inventory["items"]) => void;
}): JSX.Element {
  const { t } = useTranslation("inventory");
  const session = useSnapshot((snapshot) => snapshot.session);
  const itemWords = useInventoryItem();
  const groupName = useGroupName();
  const words = useStepWords();
  const other = session.kind === "one" ? session.other : null;
  const said = (item: string) => items.find((each) => each.item === item);
  const without = (item: string) => items.filter((each) => each.item !== item);
  return (
    <section className="inventory-group" aria-label={groupName(group)}>
      <h2 className="sect">{groupName(group)}</h2>
      {asked.map((item) => {
        const answer = said(item);
        return (
          <Fragment key={item}>
            <FiveStepScale
              legend={itemWords(item)}
              words={words}
              value={answer?.steps ?? null}
              onChange={(steps) =>
                onChange(
                  steps === null ? without(item) : [...without(item), { item, steps, told: answer?.told ?? false }],
                )
              }
            />
            {answer !== undefined && other !== null && (
              <label className="inventory-tell">
                <input
                  type="checkbox"
                  checked={answer.told}
                  onChange={(event) => onChange([...without(item), { ...answer, told: event.target.checked }])}
                />
                <span>{t("form.tell", { name: other.name })}</span>
                <span className="sr">{itemWords(item)}</span>
              </label>
            )}
          </Fragment>
        );
      })}
    </section>
  );
}
