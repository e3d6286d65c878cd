import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useAnnounce } from "#renderer/ui/notice.tsx";
import type { OpenPage, PageText } from "#renderer/ui/open-page.ts";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { canonicalJson } from "#shared/domain/canonical-json.ts";
import type { Entry } from "#shared/domain/entry.ts";
import { tidyLine } from "#shared/domain/revision.ts";
import { changedSince } from "#shared/domain/sharing.ts";
import { entryOf } from "./ShareEntry.tsx";

/** On the page of an entry that is shared: what the other reads of it, and the ways to see it, to share anew, to take it back. */
export function SharedCopyNote({
  entry,
  page,
  text,
  name,
  onAsk,
}: {
  entry: Entry;
  page: OpenPage;
  /** What stands on the page now, saved as a revision or not. */
  text: PageText;
  name: string;
  onAsk: (what: "share" | "copy") => void;
}): JSX.Element | null {
  const { t } = useTranslation("journal");
  const format = useFormat();
  const journal = useJournal();
  const announce = useAnnounce();
  const { state: took, act } = useAct();
  const shared = entry.original?.shared ?? null;
  const typed = useMemo(() => shared !== null && wordsOf(text) !== wordsOf(entry), [shared, text, entry]);
  if (shared === null) return took.kind === "failed" ? <ErrorNote code={took.code} /> : null;
  const day = format.dayShort(shared.on);
  const changed = typed || changedSince(entry);
  return (
    <>
      <aside className="journal-copy">
        <span className="journal-copy-covers" aria-hidden="true">
          <span className="cov-a" />
          <span className="cov-b" />
        </span>
        <Where privacy="copy">
          <b>{t(changed ? "copyOlder" : "copyCurrent", { day })}</b>{" "}
          {t(changed ? "copyOlderSays" : "copyCurrentSays", { name, day })}
        </Where>
        <span className="acts">
          <LinkButton onClick={() => onAsk("copy")}>{t("seeCopy")}</LinkButton>
          {changed && <LinkButton onClick={() => onAsk("share")}>{t("shareAgain")}</LinkButton>}
          <LinkButton
            onClick={() =>
              void act(async () => {
                await page.saveAround(() => entryOf(journal.takeBack(entry.id)));
                announce(t("takenBack"));
              })
            }
          >
            {t("takeBack")}
          </LinkButton>
        </span>
      </aside>
      {took.kind === "failed" && <ErrorNote code={took.code} />}
    </>
  );
}

/** What the other reads of a page, as one text to compare: typed words are not yet a revision, and are news all the same [D6]. */
const wordsOf = ({ day, title, body, files }: Pick<PageText, "day" | "title" | "body" | "files">): string =>
  canonicalJson({ day, title: tidyLine(title), body, files });
