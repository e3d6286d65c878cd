import type { JSX, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useJournalState, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { UnlockTimes } from "./UnlockTimes.tsx";
import type { KeysTask } from "./tasks.ts";
import "./keys.css";

/**
 * The parts of Settings about keys: partners and passphrases, one's own unlocks, leaving and deleting.
 *
 * @param partners who has a notebook here, and the way to join
 */
export function KeysSettings({
  partners,
  onTask,
}: {
  partners: ReactNode;
  onTask: (task: KeysTask) => void;
}): JSX.Element {
  const { t } = useTranslation("keys");
  const state = useJournalState();
  const session = useSnapshot((snapshot) => snapshot.session);
  const isSample = state.kind === "open" && state.sample;
  const other = session.kind === "one" ? session.other : null;
  const task = (name: KeysTask): JSX.Element => (
    <Task key={name} task={name} partner={other?.name ?? ""} onTask={onTask} />
  );
  return (
    <>
      <section aria-labelledby="settings-keys">
        <h2 id="settings-keys" className="sect">
          {t("section.keys")}
        </h2>
        {partners}
        {isSample ? (
          <p className="says">{t("section.sample")}</p>
        ) : session.kind === "together" ? (
          <p className="says">{t("section.together")}</p>
        ) : (
          <ul className="keys-tasks">
            {task("change-passphrase")}
            {task("renew-words")}
            {task("start-anew")}
            {other !== null && task("invite-anew")}
          </ul>
        )}
      </section>
      {!isSample && <UnlockTimes onAnew={() => onTask("start-anew")} />}
      {!isSample && (
        <section aria-labelledby="settings-leaving">
          <h2 id="settings-leaving" className="sect">
            {t("section.leaving")}
          </h2>
          <ul className="keys-tasks">
            {session.kind === "one" && task("take-my-part")}
            {other === null && task("delete-journal")}
          </ul>
          {other !== null && <p className="says">{t("deleteNeedsBoth", { name: other.name })}</p>}
        </section>
      )}
    </>
  );
}

function Task({
  task,
  partner,
  onTask,
}: {
  task: KeysTask;
  partner: string;
  onTask: (task: KeysTask) => void;
}): JSX.Element {
  const { t } = useTranslation("keys");
  return (
    <li>
      <div>
        <h3 className="keys-task">{t(`task.${task}.title`, { name: partner })}</h3>
        <p>{t(`task.${task}.says`, { name: partner })}</p>
      </div>
      <Button small onClick={() => onTask(task)}>
        {t(`task.${task}.act`)}
      </Button>
    </li>
  );
}
