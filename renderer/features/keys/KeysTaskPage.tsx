import type { JSX } from "react";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { assertNever } from "#shared/base/errors.ts";
import { ChangePassphrase } from "./ChangePassphrase.tsx";
import { DeleteJournal } from "./DeleteJournal.tsx";
import { InviteAnew } from "./InviteAnew.tsx";
import { RenewWords } from "./RenewWords.tsx";
import { StartAnew } from "./StartAnew.tsx";
import { TakeMyPart } from "./TakeMyPart.tsx";
import type { KeysTask } from "./tasks.ts";

/** A task of Settings on a page of its own. Nothing where the open session has no such task. */
export function KeysTaskPage({
  task,
  onTask,
}: {
  task: KeysTask;
  /** Another task, or back to Settings. */
  onTask: (task: KeysTask | null) => void;
}): JSX.Element | null {
  const session = useSnapshot((snapshot) => snapshot.session);
  const back = (): void => onTask(null);
  if (session.kind === "together") {
    return task === "delete-journal" ? <DeleteJournal isAlone={false} onBack={back} /> : null;
  }
  const { me, other } = session;
  switch (task) {
    case "change-passphrase":
      return <ChangePassphrase name={me.name} onAnew={() => onTask("start-anew")} onBack={back} />;
    case "renew-words":
      return <RenewWords onBack={back} />;
    case "start-anew":
      return <StartAnew name={me.name} onBack={back} />;
    case "invite-anew":
      return other === null ? null : <InviteAnew me={me} other={other} onBack={back} />;
    case "take-my-part":
      return <TakeMyPart name={me.name} onBack={back} />;
    case "delete-journal":
      return other === null ? <DeleteJournal isAlone onBack={back} /> : null;
    default:
      return assertNever(task);
  }
}
