import { useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isSharedNow } from "#shared/domain/related.ts";
import { type SaidRecord, titleOf } from "#shared/domain/said.ts";
import { changedSince, hasToTell } from "#shared/domain/sharing.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { AskOnce } from "../AskOnce.tsx";
import { Button, LinkButton } from "../Button.tsx";
import { DeleteForGood, ForGoodOffer } from "../DeleteForGood.tsx";
import { Dialog } from "../Dialog.tsx";
import { ErrorNote } from "../ErrorNote.tsx";
import { useAct } from "../use-act.ts";
import { removeOwnAnswers, takeOwnAnswersBack } from "./own-answers.ts";
import { keepOriginal } from "./own-originals.ts";
import { RecordPreview } from "./RecordPreview.tsx";

/**
 * What the author of a record may do with it: change it, share it after a preview, share it again, take it back, delete it, delete it for
 * good. Nothing for anybody else.
 */
export function RecordActs({
  record,
  neverShared = false,
  keeps = false,
  isShareable = true,
  onEdit,
  onGone,
  readWith,
  children,
}: {
  record: SaidRecord;
  neverShared?: boolean;
  /** It is neither shared again, taken back nor deleted for now. */
  keeps?: boolean;
  /** Whether it may be shared where it is not. */
  isShareable?: boolean;
  /** Null where it is not changed any more. */
  onEdit: (() => void) | null;
  onGone: () => void;
  /** What the other reads beside its words, where they are shared: where it stands. */
  readWith?: ReactNode;
  /** Acts of the kind's own, before the others. */
  children?: ReactNode;
}): JSX.Element | null {
  const { t } = useTranslation("records");
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const copies = useSnapshot((snapshot) => snapshot.shared);
  const { state, act } = useAct();
  const [above, setAbove] = useState<"none" | "share" | "remove" | "for-good">("none");
  const close = (): void => setAbove("none");
  if (session.kind !== "one" || record.author !== session.me.id)
    return children === undefined || children === null || children === false ? null : (
      <div className="acts">{children}</div>
    );
  const { other } = session;
  const shared = isSharedNow(record);
  const tells = hasToTell(record);

  return (
    <>
      <div className="acts">
        {children}
        {onEdit !== null && <LinkButton onClick={onEdit}>{t("page.acts.edit")}</LinkButton>}
        {!neverShared && isShareable && other !== null && !shared && tells && (
          <LinkButton onClick={() => setAbove("share")}>{t("page.acts.share")}</LinkButton>
        )}
        {changedSince(record) && !keeps && tells && (
          <LinkButton onClick={() => setAbove("share")}>{t("page.acts.shareAgain")}</LinkButton>
        )}
        {shared && !keeps && (
          <AskOnce
            label={t("page.acts.takeBack")}
            title={t("page.acts.takeBackTitle")}
            says={t("page.acts.takeBackSays")}
            yes={t("page.acts.takeBackYes")}
            work={async () => {
              await keepOriginal(journal, record);
              await takeOwnAnswersBack(journal, { mine, shared: copies }, record);
              await journal.takeBack(record.id);
            }}
            onDone={() => undefined}
          />
        )}
        {!keeps && <LinkButton onClick={() => setAbove("remove")}>{t("page.acts.remove")}</LinkButton>}
      </div>
      {!neverShared && other !== null && !tells && <p className="quiet">{t("page.acts.nothingTold")}</p>}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      {other !== null && !neverShared && (
        <ShareRecord record={record} name={other.name} readWith={readWith} opened={above === "share"} onClose={close} />
      )}
      <Dialog opened={above === "remove"} onClose={close} title={t("page.acts.removeTitle")}>
        <div className="stack">
          <p>{t(shared ? "page.acts.removeSaysShared" : "page.acts.removeSays")}</p>
          <p className="row">
            <Button
              kind="danger"
              busy={state.kind === "saving"}
              onClick={() =>
                void act(async () => {
                  await keepOriginal(journal, record);
                  await removeOwnAnswers(journal, { mine, shared: copies }, record);
                  await journal.remove(record.id);
                  onGone();
                })
              }
            >
              {t("page.acts.removeYes")}
            </Button>
            <Button onClick={close}>{t("page.form.leave")}</Button>
          </p>
          <ForGoodOffer onForGood={() => setAbove("for-good")} />
        </div>
      </Dialog>
      <DeleteForGood
        opened={above === "for-good"}
        record={record}
        what={`“${titleOf(record) ?? t(`kinds.${record.kind}`)}”`}
        before={() => keepOriginal(journal, record)}
        onClose={close}
        onGone={onGone}
      />
    </>
  );
}

/** What the other will read, before it is shared or shared again. */
function ShareRecord({
  record,
  name,
  readWith,
  opened,
  onClose,
}: {
  record: SaidRecord;
  name: string;
  readWith: ReactNode;
  opened: boolean;
  onClose: () => void;
}): JSX.Element {
  const { t } = useTranslation("records");
  const journal = useJournal();
  const { state, act } = useAct();
  return (
    <Dialog opened={opened} onClose={onClose} title={t("page.preview.title", { name })}>
      <div className="stack">
        {opened && <RecordPreview record={record} name={name} readWith={readWith} />}
        {state.kind === "failed" && <ErrorNote code={state.code} />}
        <p className="row">
          <Button
            kind="main"
            icon="both"
            busy={state.kind === "saving"}
            onClick={() =>
              void act(async () => {
                await journal.share(record.id);
                onClose();
              })
            }
          >
            {t("page.preview.share", { name })}
          </Button>
          <Button onClick={onClose}>{t("page.preview.notNow")}</Button>
        </p>
      </div>
    </Dialog>
  );
}
