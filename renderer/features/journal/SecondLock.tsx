import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ConfirmSecret } from "#renderer/ui/ConfirmSecret.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useAnnounce } from "#renderer/ui/notice.tsx";
import type { OpenPage } from "#renderer/ui/open-page.ts";
import { openSecondLock } from "#renderer/ui/second-lock.ts";
import { useAct } from "#renderer/ui/use-act.ts";
import type { Entry } from "#shared/domain/entry.ts";

/** Whether a page asks for the passphrase again before it is shown; to ask no longer, it is asked for once more. */
export function SecondLock({ entry, page, name }: { entry: Entry; page: OpenPage; name: string }): JSX.Element {
  const { t } = useTranslation("history");
  const { t: common } = useTranslation("ui");
  const journal = useJournal();
  const announce = useAnnounce();
  const { state, act } = useAct();
  const [asked, setAsked] = useState(false);
  const { secondLock } = entry;

  async function set(locks: boolean): Promise<void> {
    if (locks) openSecondLock(journal, entry.id); // who locks it reads it now
    const worked = await act(async () => {
      page.change({ secondLock: locks });
      await page.save();
    });
    if (!worked) return;
    announce(t(locks ? "lock.setDone" : "lock.unsetDone"));
    setAsked(false);
  }

  return (
    <>
      <Button small kind="plain" icon="lock" onClick={() => setAsked(true)}>
        {t(secondLock ? "lock.isSet" : "lock.set")}
      </Button>
      <Dialog
        opened={asked}
        onClose={() => setAsked(false)}
        title={t(secondLock ? "lock.unsetTitle" : "lock.setTitle")}
      >
        <div className="stack">
          {secondLock ? (
            <>
              <p>{t("lock.unsetSays")}</p>
              <ConfirmSecret act={t("lock.unsetDo")} onRight={() => void set(false)} />
            </>
          ) : (
            <>
              <p>{t("lock.setSays")}</p>
              <p>{t("lock.setHonest")}</p>
              {entry.original?.shared != null && <p>{t("lock.setShared", { name })}</p>}
              <p className="row">
                <Button kind="main" icon="lock" busy={state.kind === "saving"} onClick={() => void set(true)}>
                  {t("lock.setDo")}
                </Button>
                <Button onClick={() => setAsked(false)}>{common("cancel")}</Button>
              </p>
            </>
          )}
          {state.kind === "failed" && <ErrorNote code={state.code} />}
        </div>
      </Dialog>
    </>
  );
}
