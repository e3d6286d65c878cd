import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { UNREAD_REASONS } from "#shared/domain/import.ts";
import type { Host } from "#shared/host/host.ts";
import { assertNever } from "#shared/base/errors.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { ProgressLine } from "#renderer/ui/ProgressLine.tsx";
import { inKilobytes } from "#renderer/ui/size.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import type { Brought } from "./bring-in.ts";
import { type ImportState, type OpenImportOf, useImport } from "./use-import.ts";

/** Bringing a journal of another app in: choose, see what would come in, bring it in, see what came of it. */
export function ImportFlow({ host, open }: { host: Host; open: OpenImportOf }): JSX.Element {
  const { t } = useTranslation("moving");
  const { state, choose, begin, leave, stop } = useImport(host, open);

  const choices = (
    <p className="row">
      <Button kind="main" icon="search" onClick={() => choose("file")}>
        {t("in.file")}
      </Button>
      <Button onClick={() => choose("folder")}>{t("in.folder")}</Button>
    </p>
  );

  switch (state.kind) {
    case "idle":
      return (
        <>
          <p className="says">{t("in.kinds")}</p>
          {choices}
        </>
      );
    case "reading":
      return (
        <>
          <ProgressLine
            label={t("in.reading")}
            {...(state.of === 0 ? { done: 0, total: null } : inKilobytes(state.done, state.of))}
          />
          <p>
            <Button small onClick={leave}>
              {t("in.leave")}
            </Button>
          </p>
        </>
      );
    case "refused":
      return (
        <>
          <p role="alert" className="moving-caution">
            <Icon name="note" />
            <span>{t(`in.refused.${state.why}`)}</span>
          </p>
          {choices}
        </>
      );
    case "others":
      return (
        <>
          <p role="alert" className="moving-caution">
            <Icon name="note" />
            <span>{t("in.refused.other-partner", { name: state.name })}</span>
          </p>
          {choices}
        </>
      );
    case "preview":
      return <Preview state={state} onBegin={begin} onLeave={leave} />;
    case "bringing":
      return (
        <>
          <ProgressLine label={t("in.bringing")} done={state.done} total={state.of} />
          <p>
            <Button small busy={state.isStopping} onClick={stop}>
              {t(state.isStopping ? "in.stopping" : "in.stop")}
            </Button>
          </p>
        </>
      );
    case "done":
      return (
        <>
          <Outcome brought={state.brought} />
          <p>
            <Button small onClick={leave}>
              {t("done.again")}
            </Button>
          </p>
        </>
      );
    case "failed":
      return (
        <>
          <ErrorNote code={state.code} of="file" />
          {state.hasBegun && <p className="says">{t("done.failed")}</p>}
          {choices}
        </>
      );
    default:
      return assertNever(state);
  }
}

function Preview({
  state: { chosen, preview, looked },
  onBegin,
  onLeave,
}: {
  state: Extract<ImportState, { kind: "preview" }>;
  onBegin: () => void;
  onLeave: () => void;
}): JSX.Element {
  const { t, i18n } = useTranslation("moving");
  const format = useFormat();
  const fresh = preview.items - looked.here;
  const unread = UNREAD_REASONS.flatMap((why) => {
    const count = preview.unread[why] ?? 0;
    return count === 0 ? [] : [{ why, count }];
  });
  const notes = Object.entries(preview.notes).filter(([, count]) => count > 0);
  return (
    <>
      <h3 className="sect" tabIndex={-1}>
        {t("preview.title")}
      </h3>
      <dl className="moving-facts">
        <div>
          <dt>{t("preview.from")}</dt>
          <dd>
            {t(`app.${preview.app}`)}, {chosen.name}
          </dd>
        </div>
        <div>
          <dt>{t(preview.app === "twofold" ? "preview.records" : "preview.entries")}</dt>
          <dd>{format.number(preview.items)}</dd>
        </div>
        {preview.days !== null && (
          <div>
            <dt>{t("preview.days")}</dt>
            <dd>{format.span(preview.days.from, preview.days.to)}</dd>
          </div>
        )}
        {preview.media > 0 && (
          <div>
            <dt>{t("preview.media")}</dt>
            <dd>{format.number(preview.media)}</dd>
          </div>
        )}
        {looked.here > 0 && (
          <div>
            <dt>{t("preview.here")}</dt>
            <dd>
              {t("preview.hereSays", { count: looked.here })}
              {looked.changedThere > 0 && <> {t("preview.changedThere", { count: looked.changedThere })}</>}
            </dd>
          </div>
        )}
      </dl>
      {looked.titles.length > 0 && (
        <div className="stack-close">
          <h4 className="quiet">{t("preview.some")}</h4>
          <ul className="moving-titles">
            {looked.titles.map((title, at) => (
              <li key={at} dir="auto">
                {title}
              </li>
            ))}
          </ul>
        </div>
      )}
      {(notes.length > 0 || chosen.left > 0) && (
        <div className="stack-close">
          <h4 className="sect">{t("preview.notes")}</h4>
          <ul className="moving-list">
            {notes.map(([note, count]) => (
              <li key={note}>
                {i18n.exists(`moving:note.${note}_other`)
                  ? t(`note.${note as "split"}`, { count })
                  : t("note.other", { count })}
              </li>
            ))}
            {chosen.left > 0 && <li>{t("preview.left", { count: chosen.left })}</li>}
          </ul>
        </div>
      )}
      {unread.length > 0 && (
        <div className="stack-close">
          <h4 className="sect">{t("preview.unread")}</h4>
          <ul className="moving-list">
            {unread.map(({ why, count }) => (
              <li key={why}>
                {format.number(count)}: {t(`why.${why}`)}
              </li>
            ))}
          </ul>
          <p className="quiet">{t("preview.unreadSays")}</p>
        </div>
      )}
      {fresh + unread.length === 0 && <p className="says">{t("in.nothing")}</p>}
      <p className="row">
        {fresh + unread.length > 0 && (
          <Button kind="main" onClick={onBegin}>
            {t("in.begin", { count: Math.max(fresh, 0) })}
          </Button>
        )}
        <Button onClick={onLeave}>{t("in.leave")}</Button>
      </p>
    </>
  );
}

function Outcome({ brought }: { brought: Brought }): JSX.Element {
  const { t } = useTranslation("moving");
  return (
    <div role="status" className="stack-close">
      <p className="ask">{t("done.title", { count: brought.entries })}</p>
      {brought.others > 0 && <p>{t("done.others", { count: brought.others })}</p>}
      {brought.passedOver > 0 && <p>{t("done.here", { count: brought.passedOver })}</p>}
      {brought.stopped && <p>{t("done.stopped")}</p>}
      {!brought.stopped && <p>{brought.unread > 0 ? t("done.unread", { count: brought.unread }) : t("done.whole")}</p>}
    </div>
  );
}
