import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Care } from "#shared/domain/care.ts";
import { type Need, needTitle } from "#shared/domain/need.ts";
import type { OpenSession, Partner } from "#renderer/store/snapshot.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { AnswerNeed } from "./AnswerNeed.tsx";
import { CloseNeed } from "./CloseNeed.tsx";
import type { Unvouched } from "./need-lists.ts";
import { Privacy } from "./Privacy.tsx";
import { SayFelt } from "./SayFelt.tsx";
import { UnvouchedCopies } from "./UnvouchedCopies.tsx";

const SHOWN = 5;

/** The margin: open needs of both with what can be done about them, care one has had and not yet said how it felt, and what nobody vouches for. */
export function OpenNeeds(props: {
  session: OpenSession;
  mine: readonly Need[];
  theirs: readonly Need[];
  unfelt: readonly Care[];
  unvouched: readonly Unvouched[];
  sharedIds: ReadonlySet<Need["id"]>;
  onOpen: (need: Need["id"]) => void;
  onCare: (need: Need["id"] | null) => void;
  onClosed: () => void;
  onCareList: () => void;
}): JSX.Element {
  const { session, mine, theirs, unfelt, unvouched, sharedIds, onOpen, onCare, onClosed, onCareList } = props;
  const { t } = useTranslation("needs");
  const format = useFormat();
  const [first, second] = session.kind === "one" ? [session.me, session.other] : session.partners;
  const [doing, setDoing] = useState<Need["id"] | null>(null);
  const [all, setAll] = useState(false);
  const count =
    session.kind === "one"
      ? second === null
        ? t("open.countAlone", { mine: mine.length })
        : t("open.count", { mine: mine.length, theirs: theirs.length, name: second.name })
      : t("open.countBoth", { a: mine.length, b: theirs.length, nameA: first.name, nameB: session.partners[1].name });
  const toggle = (need: Need): void => setDoing(doing === need.id ? null : need.id);
  const leave = (): void => setDoing(null);

  return (
    <aside className="margin" aria-label={t("open.title")}>
      <section>
        <h2 className="sect">
          {t("open.title")} <span className="quiet">{count}</span>
        </h2>
        <p className="acts open-acts">
          {session.kind === "one" && <LinkButton onClick={() => onCare(null)}>{t("open.recordCare")}</LinkButton>}
          <LinkButton onClick={onClosed}>{t("open.toClosed")}</LinkButton>
          <LinkButton onClick={onCareList}>{t("open.toCare")}</LinkButton>
        </p>
        {mine.length === 0 && theirs.length === 0 && <p className="quiet">{t("open.none")}</p>}
        <ul>
          {mine.slice(0, all ? mine.length : SHOWN).map((need) => (
            <Line key={need.id} need={need} owner={first} onOpen={onOpen}>
              <Privacy record={need} quiet />
              {session.kind === "one" && (
                <LinkButton aria-expanded={doing === need.id} onClick={() => toggle(need)}>
                  {t("open.close")}
                </LinkButton>
              )}
              {doing === need.id && session.kind === "one" && (
                <CloseNeed need={need} me={first} other={second} onDone={leave} onCancel={leave} />
              )}
            </Line>
          ))}
        </ul>
      </section>
      {second !== null && theirs.length > 0 && (
        <section>
          <ul>
            {theirs.slice(0, all ? theirs.length : SHOWN).map((need) => (
              <Line key={need.id} need={need} owner={second} named onOpen={onOpen}>
                {session.kind === "one" && (
                  <>
                    <LinkButton aria-expanded={doing === need.id} onClick={() => toggle(need)}>
                      {t("open.answer")}
                    </LinkButton>
                    <LinkButton onClick={() => onCare(need.id)}>{t("open.didSomething")}</LinkButton>
                    {doing === need.id && (
                      <AnswerNeed
                        need={need}
                        session="one"
                        by={first.id}
                        owner={second.name}
                        onDone={leave}
                        onCancel={leave}
                      />
                    )}
                  </>
                )}
              </Line>
            ))}
          </ul>
        </section>
      )}
      {!all && (mine.length > SHOWN || theirs.length > SHOWN) && (
        <section>
          <LinkButton onClick={() => setAll(true)}>{t("open.all")}</LinkButton>
        </section>
      )}
      {session.kind === "one" && unfelt.length > 0 && (
        <section>
          <h2 className="sect">{t("open.careHad")}</h2>
          <ul>
            {unfelt.map((care) => (
              <li className="need-line" key={care.id}>
                {second !== null && care.giver === second.id ? (
                  <CoverTab seat={second.seat} />
                ) : (
                  <span className="cover-tab care-others" />
                )}
                <p>{care.what}</p>
                <div className="acts">
                  <span className="quiet">
                    {second !== null && care.giver === second.id ? second.name : t("care.someoneElse")},{" "}
                    {format.dayShort(care.day)}
                  </span>
                  <SayFelt
                    care={care}
                    isShared={sharedIds.has(care.id)}
                    me={first}
                    giver={second !== null && care.giver === second.id ? second.name : null}
                  />
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      <UnvouchedCopies copies={unvouched} />
    </aside>
  );
}

function Line(props: {
  need: Need;
  owner: Partner;
  named?: boolean;
  onOpen: (need: Need["id"]) => void;
  children: React.ReactNode;
}): JSX.Element {
  const { need, owner, named = false, onOpen, children } = props;
  const { t } = useTranslation("needs");
  const format = useFormat();
  const vocabulary = useVocabulary();
  const day = format.dayShort(need.voicedOn);
  const word = vocabulary.need(need.need);
  return (
    <li className="need-line">
      <CoverTab seat={owner.seat} />
      <p>
        <button type="button" className="need-open" onClick={() => onOpen(need.id)}>
          {needTitle(need) ?? word}
        </button>
      </p>
      <div className="acts">
        <span className="quiet">
          {named ? t("open.theirsSaid", { name: owner.name, word, day }) : t("open.said", { word, day })}
        </span>
        {children}
      </div>
    </li>
  );
}
