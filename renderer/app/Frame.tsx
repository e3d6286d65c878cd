import { useEffect, useRef, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { FindingsNote } from "./FindingsNote.tsx";
import { placeNamed, placesOf, type Place } from "./routes.ts";
import { hasCommandKey } from "./use-keys.ts";
import "./frame.css";

/** What stands around every place: where one can go, how to lock, whose notebook is open. */
export function Frame({
  place,
  onPlace,
  onLock,
  onHelp,
  sample,
  children,
}: {
  place: Place;
  onPlace: (place: Place) => void;
  onLock: () => void;
  onHelp: () => void;
  sample: boolean;
  children: ReactNode;
}): JSX.Element {
  const { t } = useTranslation("frame");
  const journal = useJournal();
  const leaving = useAct();
  const session = useSnapshot((snapshot) => snapshot.session);
  const main = useRef<HTMLElement>(null);
  const places = placesOf(session);
  const ctrl = hasCommandKey() ? t("keys.cmd") : t("keys.ctrl");

  // A new place is read from its top; the first one keeps the focus its own page asks for.
  const shownBefore = useRef(place.name);
  useEffect(() => {
    if (shownBefore.current === place.name) return;
    shownBefore.current = place.name;
    window.scrollTo(0, 0);
    main.current?.focus();
  }, [place.name]);

  const link = (name: (typeof places)[number] | "settings"): JSX.Element => (
    <button
      type="button"
      className="frame-link"
      aria-current={place.name === name ? "page" : undefined}
      onClick={() => onPlace(placeNamed(name))}
    >
      <Icon name={name === "backup" ? "safe" : name} />
      <span>{t(`place.${name}`)}</span>
    </button>
  );

  return (
    <div className="frame">
      <a
        className="frame-skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault(); // the URL never changes
          main.current?.focus();
        }}
      >
        {t("skip")}
      </a>
      <nav className="frame-nav" aria-label={t("places")}>
        <Brand />
        <ul>
          {places.map((name) => (
            <li key={name}>{link(name)}</li>
          ))}
        </ul>
        <div className="frame-foot">
          <button type="button" className="frame-link" onClick={onLock}>
            <Icon name="lock" />
            <span>{t("lockNow")}</span>
            <kbd>{ctrl} L</kbd>
          </button>
          {link("settings")}
          <button type="button" className="frame-link" onClick={onHelp}>
            <Icon name="keys" />
            <span>{t("helpAndKeys")}</span>
            <kbd>?</kbd>
          </button>
          <p className="frame-open">
            {session.kind === "one" ? (
              <>
                <CoverTab seat={session.me.seat} />
                {session.me.name === "" ? t("notebookYours") : t("notebookOf", { name: session.me.name })}
              </>
            ) : (
              <>
                <CoverTab seat="a" />
                <CoverTab seat="b" />
                {t("openTogether")}
              </>
            )}
          </p>
        </div>
      </nav>
      <header className="frame-top">
        <Brand />
        <button type="button" className="tool" onClick={onLock}>
          <Icon name="lock" />
          {t("lockNow")}
        </button>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {sample && (
          <div className="frame-strip">
            <p>{t("sample.strip")}</p>
            <LinkButton onClick={() => void leaving.act(() => journal.leaveSample())}>{t("sample.leave")}</LinkButton>
            {leaving.state.kind === "failed" && <ErrorNote code={leaving.state.code} />}
          </div>
        )}
        <FindingsNote onBackup={() => onPlace({ name: "backup" })} />
        {children}
      </main>
      <nav className="frame-bar" aria-label={t("places")}>
        {[...places.filter((name) => name !== "backup"), "settings" as const].map((name) => (
          <span key={name}>{link(name)}</span>
        ))}
      </nav>
    </div>
  );
}

function Brand(): JSX.Element {
  const { t } = useTranslation("frame");
  return (
    <p className="brand">
      <span className="brand-leaves" aria-hidden="true">
        <span className="cov-a" />
        <span className="cov-b" />
      </span>
      {t("name")}
    </p>
  );
}
