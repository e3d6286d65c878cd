import { useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { DeleteForGood, ForGoodOffer } from "#renderer/ui/DeleteForGood.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { EntryPage } from "#renderer/ui/EntryPage.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useAnnounce } from "#renderer/ui/notice.tsx";
import { type OpenPage, pagePlace } from "#renderer/ui/open-page.ts";
import { RichTextView } from "#renderer/ui/RichTextView.tsx";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useOpenPage } from "#renderer/ui/use-open-page.ts";
import { Where } from "#renderer/ui/Where.tsx";
import type { Entry } from "#shared/domain/entry.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { plainText } from "#shared/domain/rich-text.ts";
import { changedSince } from "#shared/domain/sharing.ts";

/** What an entry said before, beside its open page; where a text was brought back, the page shows it from there on. */
export type HistoryOf = (of: { entry: Entry; page: OpenPage; onBroughtBack: () => void }) => ReactNode;

type Asked = "share" | "copy" | "delete" | "for-good" | null;

/** One's own entry, open to be read and gone on with, and beside it what stands on the shared page. */
export function OwnEntry({
  entry,
  onGone,
  historyOf,
}: {
  entry: Entry;
  onGone: () => void;
  historyOf: HistoryOf;
}): JSX.Element {
  const { t } = useTranslation("journal");
  const { t: keys } = useTranslation("keys");
  const format = useFormat();
  const journal = useJournal();
  const announce = useAnnounce();
  const session = useSnapshot((snapshot) => snapshot.session);
  const { page, text, state, recoveredAt, offered } = useOpenPage({
    entry,
    id: entry.id,
    day: entry.day,
    author: entry.author,
  });
  const [recovered, setRecovered] = useState(recoveredAt);
  const [opening, setOpening] = useState(0);
  const [asked, setAsked] = useState<Asked>(null);
  const { state: took, act } = useAct();
  const other = session.kind === "one" ? session.other : null;
  const name = other?.name ?? t("partner");
  const shared = entry.original?.shared ?? null;

  return (
    <Sheet spine={session.kind === "one" ? session.me.seat : "a"} className="journal-sheet">
      <header className="journal-head">
        <span className="quiet">
          {format.dayLong(entry.day)}
          {entry.original !== null && `, ${format.time(entry.original.createdAt)}`}
        </span>
        <span className="row">
          <SavedMark state={state} />
          <Where privacy="one">
            {t("pageOnlyYou")} <b>{t("onlyYou")}</b>
          </Where>
        </span>
      </header>
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
                setOpening(opening + 1);
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
              setOpening(opening + 1);
            }}
          >
            {t("olderDraftTake")}
          </LinkButton>
          <LinkButton onClick={() => void act(() => page.revert())}>{t("olderDraftDrop")}</LinkButton>
        </aside>
      )}
      {shared !== null && (
        <aside className="journal-copy">
          <span className="journal-copy-covers" aria-hidden="true">
            <span className="cov-a" />
            <span className="cov-b" />
          </span>
          <Where privacy="copy">
            <b>{t(changedSince(entry) ? "copyOlder" : "copyCurrent", { day: format.dayShort(shared.on) })}</b>{" "}
            {t(changedSince(entry) ? "copyOlderSays" : "copyCurrentSays", { name, day: format.dayShort(shared.on) })}
          </Where>
          <span className="acts">
            <LinkButton onClick={() => setAsked("copy")}>{t("seeCopy")}</LinkButton>
            {(changedSince(entry) || state.kind === "saving") && (
              <LinkButton onClick={() => setAsked("share")}>{t("shareAgain")}</LinkButton>
            )}
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
      )}
      {took.kind === "failed" && <ErrorNote code={took.code} />}
      <h2 className="sr">{entry.title || t("untitled")}</h2>
      <EntryPage key={opening} page={page} text={text} />
      {historyOf({ entry, page, onBroughtBack: () => setOpening(opening + 1) })}
      <footer className="journal-foot">
        {shared === null && (
          <Button small icon="both" onClick={() => setAsked("share")}>
            {t("share")}
          </Button>
        )}
        <Button small kind="plain" icon="trash" onClick={() => setAsked("delete")}>
          {t("delete")}
        </Button>
      </footer>
      <ShareDialog opened={asked === "share"} entry={entry} page={page} name={name} onClose={() => setAsked(null)} />
      <CopyDialog opened={asked === "copy"} entry={entry} name={name} onClose={() => setAsked(null)} />
      <DeleteDialog
        opened={asked === "delete"}
        entry={entry}
        page={page}
        name={name}
        onClose={() => setAsked(null)}
        onForGood={() => setAsked("for-good")}
        onGone={onGone}
      />
      <DeleteForGood
        opened={asked === "for-good"}
        record={entry}
        what={keys("forGood.entry", { title: text.title || t("untitled"), day: format.dayLong(entry.day) })}
        before={async () => {
          await page.save(); // so that nothing is left to save when the page goes with its entry
          await journal.dropDraft(pagePlace(entry.id)); // an older one that was offered
        }}
        onClose={() => setAsked(null)}
        onGone={onGone}
      />
    </Sheet>
  );
}

/** The entry among records, for the page that goes on with it. */
async function entryOf(asked: Promise<JournalRecord | null>): Promise<Entry | null> {
  const record = await asked;
  return record?.kind === "entry" ? record : null;
}

/** What the other will read, before it is shared. */
function ShareDialog({
  opened,
  entry,
  page,
  name,
  onClose,
}: {
  opened: boolean;
  entry: Entry;
  page: OpenPage;
  name: string;
  onClose: () => void;
}): JSX.Element {
  const { t } = useTranslation("journal");
  const { t: common } = useTranslation("ui");
  const journal = useJournal();
  const announce = useAnnounce();
  const { state, act } = useAct();
  const { title, body } = page.text();

  async function share(): Promise<void> {
    const worked = await act(async () => {
      await page.saveAround(() => entryOf(journal.share(entry.id)));
    });
    if (!worked) return;
    announce(t("sharedNow", { name }));
    onClose();
  }

  return (
    <Dialog opened={opened} onClose={onClose} title={t("shareTitle", { name })} wide>
      <div className="stack">
        <Sheet spine="both" as="div" className="journal-preview">
          <Preview entry={{ ...entry, title, body }} />
        </Sheet>
        <p>{t("shareAbout")}</p>
        {state.kind === "failed" && <ErrorNote code={state.code} />}
        <p className="row">
          <Button kind="main" icon="both" busy={state.kind === "saving"} onClick={() => void share()}>
            {entry.original?.shared ? t("shareAgainDo") : t("shareDo")}
          </Button>
          <Button onClick={onClose}>{common("cancel")}</Button>
        </p>
      </div>
    </Dialog>
  );
}

function CopyDialog({
  opened,
  entry,
  name,
  onClose,
}: {
  opened: boolean;
  entry: Entry;
  name: string;
  onClose: () => void;
}): JSX.Element {
  const { t } = useTranslation("journal");
  const copy = useSnapshot((snapshot) => snapshot.shared.find(({ record }) => record.id === entry.id)?.record);
  return (
    <Dialog opened={opened} onClose={onClose} title={t("copyTitle", { name })} wide>
      {copy?.kind === "entry" && (
        <Sheet spine="both" as="div" className="journal-preview">
          <Preview entry={copy} />
        </Sheet>
      )}
    </Dialog>
  );
}

function Preview({ entry }: { entry: Entry }): JSX.Element {
  const { t } = useTranslation("journal");
  const format = useFormat();
  return (
    <>
      <p className="journal-head">
        <span className="quiet">{format.dayLong(entry.day)}</span>
        <Where privacy="both" quiet />
      </p>
      <h3 className="journal-title" dir="auto">
        {entry.title || t("untitled")}
      </h3>
      <div dir="auto">
        <RichTextView value={entry.body} />
      </div>
    </>
  );
}

function DeleteDialog({
  opened,
  entry,
  page,
  name,
  onClose,
  onForGood,
  onGone,
}: {
  opened: boolean;
  entry: Entry;
  page: OpenPage;
  name: string;
  onClose: () => void;
  onForGood: () => void;
  onGone: () => void;
}): JSX.Element {
  const { t } = useTranslation("journal");
  const { t: common } = useTranslation("ui");
  const format = useFormat();
  const journal = useJournal();
  const announce = useAnnounce();
  const { state, act } = useAct();
  const { title, body } = page.text();
  const words = plainText(body)
    .split(/\s+/)
    .filter((word) => word !== "").length;

  async function remove(): Promise<void> {
    const worked = await act(async () => {
      await page.save(); // so that nothing is left to save when the page goes with its entry
      await journal.trash(entry.id);
    });
    if (!worked) return;
    announce(t("deleted"));
    onGone();
  }

  return (
    <Dialog opened={opened} onClose={onClose} title={t("deleteTitle")}>
      <div className="stack">
        <p>
          {t("deleteSays", {
            title: title || t("untitled"),
            day: format.dayLong(entry.day),
            words: format.number(words),
          })}
        </p>
        {entry.original?.shared && <p>{t("deleteCopy", { name })}</p>}
        {state.kind === "failed" && <ErrorNote code={state.code} />}
        <p className="row">
          <Button kind="danger" icon="trash" busy={state.kind === "saving"} onClick={() => void remove()}>
            {t("deleteDo")}
          </Button>
          <Button onClick={onClose}>{common("cancel")}</Button>
        </p>
        <ForGoodOffer onForGood={onForGood} />
      </div>
    </Dialog>
  );
}
