import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import type { KeptPage, OpenPage } from "#renderer/ui/open-page.ts";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import type { Instant } from "#shared/base/time.ts";

/** On a page that was opened with words typed and not saved to it, and on one with older words to choose: the ways on. */
export function DraftNotes({
  page,
  recoveredAt,
  offered,
  onBeginAnew,
}: {
  page: OpenPage;
  recoveredAt: Instant | null;
  offered: KeptPage | null;
  /** Another text stands on the page: its editor must begin anew with it. */
  onBeginAnew: () => void;
}): JSX.Element {
  const { t } = useTranslation("journal");
  const format = useFormat();
  const { state, act } = useAct();
  const [recovered, setRecovered] = useState(recoveredAt);
  return (
    <>
      {recovered !== null && (
        <aside className="journal-recovered" role="status">
          <p>
            {t("recovered", { when: format.moment(recovered) })} {t("keepThem")}
          </p>
          <LinkButton
            onClick={() =>
              void act(async () => {
                await page.revert();
                setRecovered(null);
                onBeginAnew();
              })
            }
          >
            {t("goBack")}
          </LinkButton>
        </aside>
      )}
      {offered !== null && (
        <aside className="journal-recovered" role="status">
          <p>{t("olderDraft", { when: format.moment(offered.keptAt) })}</p>
          <LinkButton
            onClick={() => {
              page.takeOffered();
              onBeginAnew();
            }}
          >
            {t("olderDraftTake")}
          </LinkButton>
          <LinkButton onClick={() => void act(() => page.revert())}>{t("olderDraftDrop")}</LinkButton>
        </aside>
      )}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </>
  );
}
