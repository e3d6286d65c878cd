/**
 * What the vault worker keeps between calls, and the one way anything is written: staged by the session, appended to the
 * ledger, then written to the store in one strict transaction. Keys come in over ports from throwaway workers and never
 * go out.
 */
import { TwofoldError, type ErrorCode } from "#shared/base/errors.ts";
import type { LedgerEnd } from "#shared/ledger/ledger-file.ts";
import type { VaultHeader } from "#shared/vault/header.ts";
import type { Commit, Session } from "#shared/vault/session.ts";
import { wipeKeys } from "#shared/vault/vault.ts";
import type { OpenedPage, VaultAnswers } from "./calls.ts";
import type { Everything, Store } from "./database.ts";
import { appendCommit, stageLedger, withOthersOf } from "./ledger.ts";
import type { OwnFiles } from "./own-files.ts";

/** A commit that may be written, or that only the ledger has so far. */
interface InDoubt {
  readonly commit: Commit;
  /** Where the ledger ends behind it; null when there is no ledger. */
  readonly anchor: LedgerEnd | null;
  readonly outcome: Promise<"written" | "not-written">;
}

/** Keys that were made and nobody has confirmed yet. `confirm` writes them. */
export interface Held {
  readonly confirm: (now: number) => Promise<VaultAnswers["confirm"]>;
}

/** What the rows of the open session's spaces name, as far as they were opened. */
interface Opened {
  /** Ids, among them all of sealed files. */
  readonly named: Set<string>;
  /** "whole" once every row was opened, none was unreadable, and nothing was found against them. */
  state: "opening" | "whole" | "faulty";
}

/** How the ledger stands to the open store. */
export type LedgerStand =
  /** This Host keeps none, or the store is the sample couple's. */
  | { readonly kind: "none" }
  /** It ends with the newest save. */
  | { readonly kind: "in-step"; readonly end: LedgerEnd; readonly replaces: readonly string[] }
  /** It lacks something the store has: it is written anew before the next save, and the file there now set aside when it is worth keeping. */
  | { readonly kind: "behind"; readonly replaces: readonly string[]; readonly setAside: boolean };

const DOUBT_PATIENCE_MS = 5_000;

const pause = (milliseconds: number): Promise<"paused"> =>
  new Promise((resolve) => setTimeout(() => resolve("paused"), milliseconds));

/**
 * Several commits as one, so that the ledger too has all of them or none. What two of them put is in it once, as the later has it: a
 * frame names nothing twice [L4].
 */
function asOne(commits: readonly Commit[]): Commit {
  const rows = new Map(
    commits.flatMap(({ putRows }) => putRows.map((row) => [`${row.space} ${row.seq}`, row] as const)),
  );
  const parts = new Map(
    commits.flatMap(({ putParts }) => putParts.map((part) => [`${part.shelf} ${part.part}`, part] as const)),
  );
  return {
    putRows: [...rows.values()],
    dropRows: commits.flatMap(({ dropRows }) => dropRows),
    putParts: [...parts.values()],
    header: commits.reduce<Commit["header"]>((last, { header }) => header ?? last, null),
  };
}

/** The value, or a failure of this code when there is none yet. */
export const present = <T>(value: T | null, code: "locked" | "bad-call" | "not-found", detail: string): T => {
  if (value === null) throw new TwofoldError(code, detail);
  return value;
};

export interface Desk {
  /** Null when no Host lent any. */
  files: OwnFiles | null;
  /** The files, where the Host keeps a ledger in them. */
  ledgerFiles: OwnFiles | null;
  store: Store | null;
  header: VaultHeader | null;
  session: Session | null;
  pages: Generator<OpenedPage, void> | null;
  held: Held | null;
  ledger: LedgerStand;
  /** Whether this worker has the one writer's place: without it nothing is put in the place of a journal. */
  isWriter: boolean;
  /** Whether the look found that no journal was ever here: only then is one founded. */
  isEmptyPlace: boolean;
  /** The side to go by where no manifest can tell, as the look found it. */
  surer: "store" | "ledger";
  /** Whether neither store nor ledger is to be believed before the unlock: the journal is then chosen from both. */
  chooseFromBoth: boolean;
  /** Why what the ledger has and the store lacks could not be brought back; null when it was, or nothing had to be. */
  unmended: ErrorCode | null;
  /** Ids under which drafts are kept, by their place, for the open session. */
  readonly draftIds: Map<string, string>;
  openedSession(): Session;
  openedStore(): Store;
  /** Stages on a settled session and writes. The session counts a commit only when the disk has it. */
  write(stage: (session: Session) => Commit | null): Promise<void>;
  /** Writes commits, all or nothing, that no session settles: it ends in a lock. `stage` is asked once nothing is in doubt. */
  writeUnsettled(stage: () => readonly Commit[]): Promise<void>;
  /**
   * Ends what is in doubt, and writes a new ledger of the whole journal when the present one is behind. Rejects while a ledger that is
   * behind has what could not be brought back: it must not be replaced by less.
   */
  bringLedgerInStep(): Promise<void>;
  /** All of the journal, with what a ledger that follows it still has of spaces that are not the session's. */
  wholeJournal(): Promise<Everything>;
  /** What all that was opened at this unlock names; null before the first page. */
  opened: Opened | null;
  /** The open partner's list of files they kept here; null until it is read. */
  ownFiles: ReadonlySet<string> | null;
  /** Forgets the open session and wipes its keys. */
  forgetSession(): void;
}

export function openDesk(): Desk {
  let inDoubt: InDoubt | null = null;

  /** Puts a commit into the ledger, where there is one. Answers its end; null without one. */
  async function append(commit: Commit): Promise<LedgerEnd | null> {
    const { ledger, ledgerFiles: files } = desk;
    if (ledger.kind === "none") return null;
    if (ledger.kind === "behind" || files === null) throw new TwofoldError("bug", "append to a ledger behind");
    const { end, replaces } = ledger;
    try {
      const now = await appendCommit(files, end, commit);
      desk.ledger = { kind: "in-step", end: now, replaces };
      return now;
    } catch (thrown) {
      // Part of it may be there: what is written anew has everything that counts.
      desk.ledger = { kind: "behind", replaces: [...replaces, end.ledger], setAside: false };
      throw thrown;
    }
  }

  /**
   * Takes out of the ledger what the store refused and must not come true later: other locks, of which was said that they failed.
   * Where not even this can be written the ledger is behind, and written anew before the next save.
   */
  async function takeBack({ putRows }: Commit): Promise<void> {
    const dropRows = putRows.map(({ space, seq }) => ({ space, seq }));
    const { header } = desk.openedSession();
    await append({ putRows: [], dropRows, putParts: [], header }).catch(() => {}); // what went wrong first is what is told
  }

  /** Waits for a write to the store. What was refused for certain and changed the header is taken out of the ledger as well. */
  async function finish({ commit, anchor, outcome }: InDoubt, acknowledged: Promise<void>): Promise<void> {
    try {
      await acknowledged;
    } catch (thrown) {
      const isRefused = (await Promise.race([outcome, pause(0)])) === "not-written";
      const mayComeTrue = anchor !== null && commit.header === null; // words somebody meant to save
      if (isRefused && !mayComeTrue) {
        if (anchor !== null) await takeBack(commit);
        inDoubt = null;
      }
      throw thrown;
    }
    inDoubt = null;
  }

  /** Learns what became of a write that did not answer in time, before anything is staged on top of it. */
  async function resolveDoubt(): Promise<void> {
    if (inDoubt === null) return;
    const { commit, anchor, outcome } = inDoubt;
    let became: "written" | "not-written" | "paused" = await Promise.race([outcome, pause(DOUBT_PATIENCE_MS)]);
    if (became === "paused") throw new TwofoldError("storage-failed", "still in doubt");
    if (became === "not-written" && anchor !== null) {
      // The ledger has it and would bring it back one day: it goes into the store before anything else does.
      const again = desk.openedStore().write(commit, anchor);
      inDoubt = { commit, anchor, outcome: again.outcome };
      await again.acknowledged;
      became = "written";
    }
    inDoubt = null;
    if (became === "written") desk.openedSession().settle(commit);
  }

  const desk: Desk = {
    files: null,
    ledgerFiles: null,
    store: null,
    header: null,
    session: null,
    pages: null,
    held: null,
    ledger: { kind: "none" },
    isWriter: false,
    isEmptyPlace: false,
    surer: "store",
    chooseFromBoth: false,
    unmended: null,
    draftIds: new Map(),
    opened: null,
    ownFiles: null,
    openedSession: () => present(desk.session, "locked", "no session"),
    openedStore: () => present(desk.store, "locked", "no store"),

    async write(stage) {
      await desk.bringLedgerInStep();
      const commit = stage(desk.openedSession());
      if (commit === null) return;
      const anchor = await append(commit);
      const { acknowledged, outcome } = desk.openedStore().write(commit, anchor);
      inDoubt = { commit, anchor, outcome };
      await finish(inDoubt, acknowledged);
      desk.openedSession().settle(commit);
    },

    async writeUnsettled(stage) {
      await desk.bringLedgerInStep();
      const commit = asOne(stage());
      const anchor = await append(commit);
      const { acknowledged, outcome } = desk.openedStore().write(commit, anchor);
      await finish({ commit, anchor, outcome }, acknowledged);
    },

    async bringLedgerInStep() {
      await resolveDoubt();
      const { ledger, ledgerFiles: files } = desk;
      if (ledger.kind !== "behind" || files === null) return;
      if (desk.unmended !== null) throw new TwofoldError(desk.unmended, "not mended");
      const staged = await stageLedger(files, await desk.wholeJournal(), ledger.replaces);
      try {
        if (ledger.setAside) await files.setLedgerAside();
        await staged.take();
      } catch (thrown) {
        await staged.drop().catch(() => {}); // what went wrong first is what is told
        throw thrown;
      }
      await desk.openedStore().setAnchor(staged.end);
      desk.ledger = { kind: "in-step", end: staged.end, replaces: ledger.replaces };
    },

    async wholeJournal() {
      const inStore = await desk.openedStore().everything();
      const { ledger, ledgerFiles: files, session } = desk;
      const isFollowed = ledger.kind === "in-step" || (ledger.kind === "behind" && ledger.replaces.length > 0);
      return isFollowed && files !== null ? withOthersOf(files, session, inStore) : inStore;
    },

    forgetSession() {
      if (desk.session !== null) wipeKeys(desk.session.keys);
      desk.session = null;
      desk.pages = null;
      desk.opened = null;
      desk.ownFiles = null;
      desk.draftIds.clear();
      inDoubt = null;
    },
  };
  return desk;
}
