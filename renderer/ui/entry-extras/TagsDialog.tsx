import { useMemo, useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { TwofoldError } from "#shared/base/errors.ts";
import { tidyLine } from "#shared/domain/revision.ts";
import { Button, LinkButton } from "../Button.tsx";
import { Dialog } from "../Dialog.tsx";
import { ErrorNote } from "../ErrorNote.tsx";
import { TextField } from "../Field.tsx";
import { useAnnounce } from "../notice.tsx";
import { ProgressLine } from "../ProgressLine.tsx";
import { isHidden, useOpenedLocks } from "../second-lock.ts";
import { useAct } from "../use-act.ts";
import { useFormat } from "../use-format.ts";
import { unsavedPages } from "../use-open-page.ts";
import { changedByTag, ownTags, type OwnTag, type TagChange } from "./own-tags.ts";
import "./tags-dialog.css";

/** All of one's own tags with how many entries have each: rename, make two one, take away. Nothing of the other's is in it. */
export function TagsDialog({
  opened,
  onClose,
  before,
}: {
  opened: boolean;
  onClose: () => void;
  /** What is saved first: the page that stands open. */
  before?: () => Promise<void>;
}): JSX.Element {
  const { t } = useTranslation("prompts");
  return (
    <Dialog opened={opened} onClose={onClose} title={t("tags.title")}>
      <OwnTags before={before} />
    </Dialog>
  );
}

interface Asked {
  readonly tag: string;
  readonly act: "rename" | "remove";
}

function OwnTags({ before }: { before: (() => Promise<void>) | undefined }): JSX.Element {
  const { t } = useTranslation("prompts");
  const format = useFormat();
  const journal = useJournal();
  const announce = useAnnounce();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const locks = useOpenedLocks();
  const tags = useMemo(() => ownTags(mine, (entry) => isHidden(entry, locks)), [mine, locks]);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [said, setSaid] = useState<readonly string[]>([]);
  const told = useRef<HTMLDivElement>(null);
  const { state, act, forget } = useAct();

  const ask = (next: Asked | null): void => {
    forget();
    setProgress(null);
    setSaid([]);
    setAsked(next);
  };

  async function change(wanted: TagChange): Promise<void> {
    setSaid([]);
    const worked = await act(async () => {
      await before?.();
      await journal.settled(); // entries that are still being read have tags too
      const now = journal.state();
      if (now.kind !== "open" || now.snapshot.session.kind !== "one") throw new TwofoldError("locked", now.kind);
      const author = now.snapshot.session.me.id;
      const changed = changedByTag(now.snapshot.mine, wanted, { author, now: journal.now() });
      setProgress({ done: 0, total: changed.length });
      await journal.putAll(changed, (done, total) => setProgress({ done, total }));
    });
    if (!worked) return;
    const { tag, to } = wanted;
    const done = to === null ? t("tags.removed", { tag }) : t("tags.renamed", { from: tag, to });
    const isInDraft = unsavedPages(journal).some((page) => page.tags.includes(tag));
    setAsked(null);
    setProgress(null);
    setSaid(isInDraft ? [done, t("tags.draft")] : [done]);
    told.current?.focus(); // what asked is gone, and perhaps the tag too
    announce(done);
  }

  const isBusy = state.kind === "saving";
  return (
    <div className="stack">
      <p>{tags.length === 0 ? t("tags.none") : t("tags.says")}</p>
      <div ref={told} tabIndex={-1} className="tags-said">
        {said.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {state.kind === "failed" && (
        <>
          <ErrorNote code={state.code} />
          {progress !== null && progress.done > 0 && (
            <p>{t("tags.halfWay", { count: progress.done, total: format.number(progress.total) })}</p>
          )}
        </>
      )}
      {isBusy && progress !== null && (
        <ProgressLine label={t("tags.working")} done={progress.done} total={progress.total} />
      )}
      <ul className="tags-list">
        {tags.map((own) => (
          <TagRow
            key={own.tag}
            own={own}
            others={tags}
            asked={asked?.tag === own.tag ? asked.act : null}
            busy={isBusy}
            onAsk={(wanted) => ask(wanted === null ? null : { tag: own.tag, act: wanted })}
            onChange={(to) => void change({ tag: own.tag, to })}
          />
        ))}
      </ul>
    </div>
  );
}

/** One tag, how many entries have it, and below it what is asked before it is changed. */
function TagRow({
  own: { tag, entries, trashed },
  others,
  asked,
  busy,
  onAsk,
  onChange,
}: {
  own: OwnTag;
  others: readonly OwnTag[];
  asked: Asked["act"] | null;
  busy: boolean;
  onAsk: (act: Asked["act"] | null) => void;
  onChange: (to: string | null) => void;
}): JSX.Element {
  const { t } = useTranslation("prompts");
  const buttons = { rename: useRef<HTMLButtonElement>(null), remove: useRef<HTMLButtonElement>(null) };
  const all = t("tags.entries", { count: entries });
  const leave = (): void => {
    if (asked !== null) buttons[asked].current?.focus();
    onAsk(null);
  };
  return (
    <li>
      <span className="tags-tag" dir="auto">
        {tag}
      </span>
      <span className="quiet">{trashed === 0 ? all : t("tags.trashed", { entries: all, count: trashed })}</span>
      <span className="acts">
        {(["rename", "remove"] as const).map((act) => (
          <LinkButton
            key={act}
            ref={buttons[act]}
            aria-label={t(`tags.${act}Of`, { tag })}
            aria-expanded={asked === act}
            aria-disabled={busy || undefined}
            onClick={() => !busy && onAsk(asked === act ? null : act)}
          >
            {t(`tags.${act}`)}
          </LinkButton>
        ))}
      </span>
      {asked === "rename" && <Rename tag={tag} others={others} busy={busy} onRename={onChange} onCancel={leave} />}
      {asked === "remove" && (
        <div className="tags-form stack-close">
          <p>{t("tags.removeSays", { tag, count: entries })}</p>
          <p className="row">
            <Button kind="danger" small busy={busy} onClick={() => onChange(null)}>
              {t("tags.removeDo")}
            </Button>
            <Button small onClick={leave}>
              {t("tags.keep")}
            </Button>
          </p>
        </div>
      )}
    </li>
  );
}

/** Another name for a tag; one that is taken says first that the two become one. */
function Rename({
  tag,
  others,
  busy,
  onRename,
  onCancel,
}: {
  tag: string;
  others: readonly OwnTag[];
  busy: boolean;
  onRename: (to: string) => void;
  onCancel: () => void;
}): JSX.Element {
  const { t } = useTranslation("prompts");
  const [typed, setTyped] = useState(tag);
  const [wrong, setWrong] = useState<"missing" | "same" | null>(null);
  const to = tidyLine(typed);
  const isTaken = to !== tag && others.some((other) => other.tag === to);
  return (
    <form
      className="tags-form stack-close"
      onSubmit={(event) => {
        event.preventDefault();
        if (to === "" || to === tag) setWrong(to === "" ? "missing" : "same");
        else if (!busy) onRename(to);
      }}
    >
      <TextField
        label={t("tags.to", { tag })}
        autoFocus
        dir="auto"
        maxLength={60}
        value={typed}
        error={wrong === null ? undefined : t(`tags.${wrong}`)}
        onChange={(text) => {
          setWrong(null);
          setTyped(text);
        }}
      />
      {isTaken && <p role="status">{t("tags.mergeSays", { from: tag, to })}</p>}
      <p className="row">
        <Button kind="main" small type="submit" busy={busy}>
          {isTaken ? t("tags.merge") : t("tags.save")}
        </Button>
        <Button small onClick={onCancel}>
          {t("tags.keep")}
        </Button>
      </p>
    </form>
  );
}
