import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { countOf } from "#renderer/ui/editor/count.ts";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useAnnounce } from "#renderer/ui/notice.tsx";
import type { OpenPage } from "#renderer/ui/open-page.ts";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import type { Entry } from "#shared/domain/entry.ts";
import { plainText } from "#shared/domain/rich-text.ts";
import { keptOf, partsBetween, stateOf, type EntryState } from "./entry-states.ts";
import { ReadState } from "./ReadState.tsx";
import "./history.css";

interface EntryHistoryProps {
  entry: Entry;
  page: OpenPage;
  /** A text was brought back: the page's editor must begin anew with it. */
  onBroughtBack: () => void;
}

/** On an entry's page: what it said before, to be compared and brought back. Nothing without any. */
export function EntryHistory(props: EntryHistoryProps): JSX.Element | null {
  const { t } = useTranslation("history");
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const { id } = props.entry;
  const count = useMemo(() => keptOf(mine, id).length, [mine, id]);
  const [opened, setOpened] = useState(false);
  if (count === 0) return null;
  return (
    <>
      <Button small kind="plain" icon="clock" onClick={() => setOpened(true)}>
        {t("open", { count })}
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={t("title")} wide>
        <States {...props} onClose={() => setOpened(false)} />
      </Dialog>
    </>
  );
}

/** How many states are read at once. */
const SHOWN = 50;

function States({ entry, page, onBroughtBack, onClose }: EntryHistoryProps & { onClose: () => void }): JSX.Element {
  const { t } = useTranslation("history");
  const format = useFormat();
  const announce = useAnnounce();
  const { state, act } = useAct();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const [most, setMost] = useState(SHOWN);
  const [chosen, setChosen] = useState<EntryState | null>(null);
  const [present] = useState((): Entry => ({ ...entry, ...page.text() }));
  const kept = useMemo(() => keptOf(mine, entry.id), [mine, entry.id]);
  const states = useMemo(() => kept.slice(0, most + 1).map(stateOf), [kept, most]); // one more, for what the last one changed

  /** The text a state was made from: the next older one of the same line. */
  const before = (at: number): Entry | null =>
    states.slice(at + 1).find(({ kind, entry: older }) => kind === "earlier" && older !== null)?.entry ?? null;

  function bringBack({ day, time, title, body, mood, feelings, tags, files }: Entry, when: string): void {
    void act(async () => {
      await page.save(); // what stands there is an earlier text from here on, with what was just typed
      const moved = day === page.text().day ? {} : { day, time }; // a time is of its day; alone it is no part of a text
      page.change({ ...moved, title, body, mood, feelings, tags, files });
      onBroughtBack();
      await page.save();
      announce(t("broughtBack", { when }));
      onClose();
    });
  }

  if (chosen?.entry != null) {
    const { entry: then } = chosen;
    const when = whenOf(chosen, format.moment, t("untimed"));
    return (
      <div className="stack">
        <p>
          <LinkButton onClick={() => setChosen(null)}>{t("back")}</LinkButton>
        </p>
        <ReadState
          then={then}
          now={present}
          before={chosen.kind === "version" ? null : before(states.indexOf(chosen))}
          when={when}
        >
          <p className="row">
            <Button kind="main" icon="undo" busy={state.kind === "saving"} onClick={() => bringBack(then, when)}>
              {t("bringBack")}
            </Button>
            <span className="quiet">{t("bringBackSays")}</span>
          </p>
          {state.kind === "failed" && <ErrorNote code={state.code} />}
        </ReadState>
      </div>
    );
  }

  return (
    <div className="stack">
      <p className="quiet">{t("says")}</p>
      <ol className="history-states">
        <li>
          <Told
            when={t("now")}
            words={format.number(countOf(plainText(present.body)).words)}
            from={before(-1)}
            to={present}
          />
        </li>
        {states.slice(0, most).map((kept, at) => (
          <li key={kept.id}>
            {kept.entry === null ? (
              <p>{t("unreadable")}</p>
            ) : (
              <button type="button" className="history-state" onClick={() => setChosen(kept)}>
                <Told
                  when={whenOf(kept, format.moment, t("untimed"))}
                  words={format.number(countOf(plainText(kept.entry.body)).words)}
                  from={kept.kind === "version" ? "apart" : before(at)}
                  to={kept.entry}
                />
              </button>
            )}
          </li>
        ))}
      </ol>
      {kept.length > most && (
        <p>
          <LinkButton onClick={() => setMost(most + SHOWN)}>{t("more", { count: kept.length - most })}</LinkButton>
        </p>
      )}
    </div>
  );
}

const whenOf = ({ at }: EntryState, moment: (at: NonNullable<EntryState["at"]>) => string, untimed: string): string =>
  at === null ? untimed : moment(at);

/** One state in the list. "apart": kept by a merge, and made from none of the others. */
function Told({
  when,
  words,
  from,
  to,
}: {
  when: string;
  words: string;
  from: Entry | null | "apart";
  to: Entry;
}): JSX.Element {
  const { t } = useTranslation("history");
  const format = useFormat();
  const parts = from === null || from === "apart" ? [] : partsBetween(from, to).map((part) => t(`part.${part}`));
  return (
    <>
      <span className="history-when">{when}</span>
      <span className="quiet">{t("words", { words })}</span>
      <span className="quiet">
        {from === "apart" && (
          <>
            <Icon name="copy" small /> {t("apart")}
          </>
        )}
        {from === null && t("first")}
        {parts.length > 0 && t("changed", { parts: format.list(parts) })}
      </span>
    </>
  );
}
