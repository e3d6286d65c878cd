/** Together and Me: each a list of its parts, and one part at a time. */
import { type JSX, lazy, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "#shared/domain/fields.ts";
import { assertNever } from "#shared/base/errors.ts";
import type { Prefill } from "#renderer/features/needs/SayNeed.tsx";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { Where } from "#renderer/ui/Where.tsx";
import { ME_PARTS, type MePart, type TogetherPart, togetherParts } from "./routes.ts";
import "./parts.css";

const CheckInPlace = lazy(async () => ({
  default: (await import("#renderer/features/check-in/CheckInPlace.tsx")).CheckInPlace,
}));
const GoalsPlace = lazy(async () => ({
  default: (await import("#renderer/features/goals/GoalsPlace.tsx")).GoalsPlace,
}));
const DecisionsPlace = lazy(async () => ({
  default: (await import("#renderer/features/decisions/DecisionsPlace.tsx")).DecisionsPlace,
}));
const SacrificesPlace = lazy(async () => ({
  default: (await import("#renderer/features/decisions/SacrificesPlace.tsx")).SacrificesPlace,
}));
const GivingPlace = lazy(async () => ({
  default: (await import("#renderer/features/decisions/GivingPlace.tsx")).GivingPlace,
}));
const AgreementsPlace = lazy(async () => ({
  default: (await import("#renderer/features/agreements/AgreementsPlace.tsx")).AgreementsPlace,
}));
const RepairsPlace = lazy(async () => ({
  default: (await import("#renderer/features/agreements/RepairsPlace.tsx")).RepairsPlace,
}));
const BoundariesPlace = lazy(async () => ({
  default: (await import("#renderer/features/boundaries/BoundariesPlace.tsx")).BoundariesPlace,
}));
const SeasonsPlace = lazy(async () => ({
  default: (await import("#renderer/features/moments/SeasonsPlace.tsx")).SeasonsPlace,
}));
const MomentsPlace = lazy(async () => ({
  default: (await import("#renderer/features/moments/MomentsPlace.tsx")).MomentsPlace,
}));
const PulsePlace = lazy(async () => ({
  default: (await import("#renderer/features/pulse/PulsePlace.tsx")).PulsePlace,
}));
const BalancePlace = lazy(async () => ({
  default: (await import("#renderer/features/pulse/BalancePlace.tsx")).BalancePlace,
}));
const InventoryPlace = lazy(async () => ({
  default: (await import("#renderer/features/inventory/InventoryPlace.tsx")).InventoryPlace,
}));
const IntentionsPlace = lazy(async () => ({
  default: (await import("#renderer/features/inventory/IntentionsPlace.tsx")).IntentionsPlace,
}));
const PeoplePlace = lazy(async () => ({
  default: (await import("#renderer/features/people/PeoplePlace.tsx")).PeoplePlace,
}));
const EarlyNeedsPlace = lazy(async () => ({
  default: (await import("#renderer/features/early-needs/EarlyNeedsPlace.tsx")).EarlyNeedsPlace,
}));
const OwnWordsPlace = lazy(async () => ({
  default: (await import("#renderer/features/own-words/OwnWordsPlace.tsx")).OwnWordsPlace,
}));

interface PartsProps<Part> {
  part: Part | null;
  /** A record to begin with. */
  open: RecordId | null;
  onPart: (part: Part | null) => void;
  /** Opens a repair, or begins one after what happened at a boundary. */
  onRepair: (open: RecordId) => void;
}

/**
 * Between the list of a place and its parts: what came is read from its top. Within a part, and from one place to another, others see to
 * that. The effect runs once the part is there, which may be loaded first.
 */
function FromItsTop({ children }: { children: ReactNode }): JSX.Element {
  const lying = useRef<HTMLDivElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    lying.current?.querySelector("h1")?.focus();
  }, []);
  return <div ref={lying}>{children}</div>;
}

/** The matter of both. While both have the journal open, `bothOpen` stands above the list. */
export function TogetherPlace(props: PartsProps<TogetherPart> & { bothOpen: ReactNode }): JSX.Element {
  return (
    <FromItsTop key={props.part}>
      <OfBoth {...props} />
    </FromItsTop>
  );
}

function OfBoth({
  part,
  open,
  onPart,
  onRepair,
  bothOpen,
}: PartsProps<TogetherPart> & { bothOpen: ReactNode }): JSX.Element {
  const { t } = useTranslation("parts");
  const session = useSnapshot((snapshot) => snapshot.session);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const isAlone = partners.length < 2;
  const of = { begin: open, onBack: () => onPart(null) };
  switch (part) {
    case "check-in":
      return <CheckInPlace {...of} onAgreements={() => onPart("agreements")} />;
    case "goals":
      return <GoalsPlace {...of} />;
    case "decisions":
      return <DecisionsPlace {...of} />;
    case "sacrifices":
      return <SacrificesPlace {...of} />;
    case "agreements":
      return <AgreementsPlace {...of} />;
    case "repairs":
      return <RepairsPlace {...of} />;
    case "boundaries":
      return <BoundariesPlace {...of} list="shared" onRepair={onRepair} />;
    case "seasons":
      return <SeasonsPlace {...of} />;
    case "moments":
      return <MomentsPlace {...of} />;
    case "balance":
      return <BalancePlace {...of} list="shared" />;
    case "inventory":
      return <InventoryPlace {...of} list="shared" />;
    case null:
      return (
        <>
          {session.kind === "together" && bothOpen}
          <PartList
            title={t("together.title")}
            says={t(isAlone ? "together.saysAlone" : "together.says")}
            spine="both"
            where={null}
            parts={togetherParts(partners.length)}
            onPart={onPart}
            isFirst={session.kind === "one"}
          />
        </>
      );
    default:
      return assertNever(part);
  }
}

interface MeProps {
  onSayNeed: (prefill: Prefill) => void;
  /** Opens something one gave. */
  onGiven: (kind: "care" | "sacrifice", id: RecordId) => void;
}

/** One's own. Absent while both have the journal open. */
export function MePlace(props: PartsProps<MePart> & MeProps): JSX.Element {
  return (
    <FromItsTop key={props.part}>
      <OfOne {...props} />
    </FromItsTop>
  );
}

function OfOne({ part, open, onPart, onRepair, onSayNeed, onGiven }: PartsProps<MePart> & MeProps): JSX.Element | null {
  const { t } = useTranslation("parts");
  const session = useSnapshot((snapshot) => snapshot.session);
  const of = { begin: open, onBack: () => onPart(null) };
  if (session.kind !== "one") return null;
  switch (part) {
    case "pulse":
      return <PulsePlace {...of} />;
    case "balance":
      return <BalancePlace {...of} list="own" />;
    case "boundaries":
      return <BoundariesPlace {...of} list="own" onRepair={onRepair} />;
    case "inventory":
      return <InventoryPlace {...of} list="own" />;
    case "intentions":
      return <IntentionsPlace {...of} />;
    case "giving":
      return <GivingPlace {...of} onOpen={onGiven} />;
    case "people":
      return <PeoplePlace {...of} />;
    case "early-needs":
      return <EarlyNeedsPlace {...of} onSayNeed={onSayNeed} />;
    case "own-words":
      return <OwnWordsPlace {...of} />;
    case null:
      return (
        <PartList
          title={t("me.title")}
          says={session.other === null ? t("me.saysAlone") : t("me.says", { name: session.other.name })}
          spine={session.me.seat}
          where={<Where privacy="one" />}
          parts={ME_PARTS}
          onPart={onPart}
          isFirst
        />
      );
    default:
      return assertNever(part);
  }
}

/** Parts of which something else is said to somebody who keeps the journal alone. */
const ELSE_ALONE = ["check-in", "goals", "decisions", "sacrifices", "agreements", "seasons", "inventory"] as const;

function PartList<Part extends TogetherPart | MePart>({
  title,
  says,
  spine,
  where,
  parts,
  onPart,
  isFirst,
}: {
  title: string;
  says: string;
  spine: "a" | "b" | "both";
  where: ReactNode;
  parts: readonly Part[];
  onPart: (part: Part) => void;
  /** Whether its title is the page's own. */
  isFirst: boolean;
}): JSX.Element {
  const { t } = useTranslation("parts");
  const isAlone = useSnapshot(({ partners }) => partners.length < 2);
  const Title = isFirst ? "h1" : "h2";
  const titleOf = (part: TogetherPart | MePart): string => t(`part.${part}.title`);
  const saysOf = (part: TogetherPart | MePart): string => {
    const alone = isAlone ? ELSE_ALONE.find((each) => each === part) : undefined;
    return alone === undefined ? t(`part.${part}.says`) : t(`part.${alone}.saysAlone`);
  };
  return (
    <Sheet spine={spine} className="parts-sheet" labelledBy="parts-title">
      <header className="place-head">
        <Title className="place" id="parts-title" tabIndex={-1}>
          {title}
        </Title>
        {where}
      </header>
      <p className="says">{says}</p>
      <ul className="parts">
        {parts.map((part) => (
          <li key={part}>
            <button type="button" className="part" onClick={() => onPart(part)}>
              <b>{titleOf(part)}</b>
              <span className="quiet">{saysOf(part)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
