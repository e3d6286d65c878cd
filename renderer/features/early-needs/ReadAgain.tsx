import { useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { type EarlyNeed, revisitEarlyNeed } from "#shared/domain/early-need.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { TextArea } from "#renderer/ui/Field.tsx";
import { useAnnounce } from "#renderer/ui/notice.tsx";
import { ThrowAway } from "#renderer/ui/records/ThrowAway.tsx";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useKeptDraft } from "#renderer/ui/use-kept-draft.ts";

/** What one writes on reading a page again: put below it with its day, while what stood there stays [D82]. Kept as it is typed. */
export function ReadAgain({ earlyNeed }: { earlyNeed: EarlyNeed }): JSX.Element {
  const { t } = useTranslation("earlyNeeds");
  const journal = useJournal();
  const announce = useAnnounce();
  const { state, act } = useAct();
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const kept = useKeptDraft(`early-need:again:${earlyNeed.id}`, {
    start: "",
    read: (draft) => (typeof draft === "string" ? draft : null),
    blank: (draft) => draft.trim() === "",
  });
  const missing = kept.value.trim() === "";
  const add = (): void => {
    setAsked(true);
    if (missing) return;
    void act(async () => {
      const writer = { author: earlyNeed.author, now: journal.now(), today: journal.today() };
      await journal.put(revisitEarlyNeed(earlyNeed, kept.value, writer));
      await kept.forget();
      setAsked(false);
      announce(t("again.added"));
    });
  };
  return (
    <section className="record-part" aria-labelledby="read-again">
      <h2 className="sect" id="read-again">
        {t("again.title")}
      </h2>
      <p className="says">{t("again.says")}</p>
      <div className="record-form" tabIndex={-1} ref={form}>
        <TextArea
          label={t("again.label")}
          maxLength={8_000}
          value={kept.value}
          error={asked && missing ? t("again.missing") : null}
          onChange={kept.change}
        />
        {state.kind === "failed" && <ErrorNote code={state.code} />}
        <p className="row">
          <Button busy={state.kind === "saving"} onClick={add}>
            {t("again.add")}
          </Button>
          <ThrowAway kept={kept} onGone={() => form.current?.focus()} />
          {kept.state.kind !== "untouched" && <SavedMark state={kept.state} />}
        </p>
      </div>
    </section>
  );
}
