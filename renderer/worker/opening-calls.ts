/** From the first look at the store to an open session whose rows have all been checked, and its end. */
import { codeOf, TwofoldError, type ErrorCode } from "#shared/base/errors.ts";
import { rebuild, type Evidence, type Rebuilt } from "#shared/ledger/rebuild.ts";
import { collectNamedFiles } from "#shared/domain/sealed-files.ts";
import { formatHeader, type Seat, type VaultHeader } from "#shared/vault/header.ts";
import type { Keys } from "#shared/vault/keyring.ts";
import { openSession, type Finding, type ManifestPart, type SealedRow } from "#shared/vault/session.ts";
import type { Mended, OpenedAs, Room } from "./calls.ts";
import { converse } from "./conversation.ts";
import { clearOffStage, dropSampleStore, openSampleStore, type Everything, type Store } from "./database.ts";
import { present, type Desk } from "./desk.ts";
import { fillStaged, installJournal } from "./install.ts";
import type { KeysMade, SampleMade } from "./key-jobs.ts";
import { ledgerEvidence } from "./ledger.ts";
import { lookAtJournal, rebuildUnreadable, showStore } from "./look.ts";
import { openedPages } from "./opened-pages.ts";
import { ownFilesOver } from "./own-files.ts";
import { clearUnnamed } from "./own-list.ts";
import { completeBesideLedger } from "./part-copies.ts";

const WRITER_LOCK = "twofold-writer";
const WRITER_PATIENCE_MS = 3_000;

/** Waits for the one writer's place: another tab or the page before this one may still hold it. Kept until the worker ends. */
async function takeWriterLock(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    navigator.locks
      .request(WRITER_LOCK, { signal: AbortSignal.timeout(WRITER_PATIENCE_MS) }, () => {
        resolve();
        return new Promise<never>(() => {});
      })
      .catch(() => reject(new TwofoldError("open-elsewhere")));
  });
}

/** Runs one conversation with a throwaway worker, and tells it when this side gives up. */
export async function overPort<T>(
  port: MessagePort,
  talk: (conversation: ReturnType<typeof converse>) => Promise<T>,
): Promise<T> {
  const conversation = converse(port);
  try {
    return await talk(conversation);
  } catch (thrown) {
    conversation.fail(thrown);
    throw thrown;
  } finally {
    conversation.end();
  }
}

function openedAs(keys: Keys, { seats, former }: VaultHeader): OpenedAs {
  const seated = (["a", "b"] as const).flatMap((seat) => {
    const taken = seats[seat];
    return taken === null ? [] : [{ id: taken.identity.partner, seat, cover: taken.cover }];
  });
  const lost = former.map(({ identity, seat, cover }) => ({ id: identity.partner, seat, cover }));
  const partners = [...seated, ...lost];
  return keys.kind === "one"
    ? { kind: "one", seat: keys.seat, partners, unlocks: keys.unlocks }
    : { kind: "together", seat: null, partners, unlocks: null };
}

/** Opens a session and begins to stream its rows, which may have been read ahead while the keys were derived. */
export async function begin(
  desk: Desk,
  keys: Keys,
  rowsAhead?: ReadonlyMap<string, Promise<SealedRow[]>>,
): Promise<OpenedAs> {
  const current = present(desk.header, "locked", "no header");
  const opened = openSession(current, keys);
  const rowsOf = (space: string) => rowsAhead?.get(space) ?? desk.openedStore().rows(space);
  const spaces = opened.spaces();
  const shared = spaces.at(-1) as string;
  const own = keys.kind === "one" ? await rowsOf(spaces[0] as string) : [];
  const parts = await desk.openedStore().parts(opened.shelves());
  const named = new Set(desk.opened?.named); // of one session: it is read once more where it was brought back from the ledger
  desk.opened = { named, state: "opening" };
  desk.pages = openedPages(opened, own, await rowsOf(shared), parts, (json) => collectNamedFiles(json, named));
  desk.session = opened;
  return openedAs(keys, current);
}

/** How often a rebuild goes through the ledger [L8]. */
const REBUILD_PASSES = 3;

/** What a rebuild from the ledger can help against. What somebody added is not made good by an older copy. */
const CURABLE: readonly Finding["kind"][] = ["missing", "unreadable", "rolled-back", "damaged-manifest"];

/** What a rebuild is put off for. */
const DISK_FAILED: readonly ErrorCode[] = ["storage-full", "storage-failed", "file-failed"];

const evidenceOf =
  ({ header, rows, parts }: Everything): Evidence =>
  async (take) =>
    take({ putRows: rows, dropRows: [], putParts: parts, header: formatHeader(header) });

const keyOfPart = ({ shelf, part }: ManifestPart): string => `${shelf} ${part}`;

/** Whether the rebuilt journal has anything that the store does not. */
function helps({ counts, parts }: Rebuilt, before: Everything): boolean {
  const there = new Map(before.parts.map((part) => [keyOfPart(part), part.sealed]));
  const isNew = (part: ManifestPart): boolean => {
    const sealed = there.get(keyOfPart(part));
    return sealed?.length !== part.sealed.length || sealed.some((byte, at) => byte !== part.sealed[at]);
  };
  return counts.fromLedger > 0 || parts.some(isNew);
}

export function openingCalls(desk: Desk) {
  let writing: Promise<void> | null = null;
  let findings: readonly Finding[] = [];

  /** Reads a header's rows while a throwaway worker derives: on a large journal the one hides behind the other. */
  function readAhead({ seats, sharedSpace }: VaultHeader, own: readonly Seat[]): Map<string, Promise<SealedRow[]>> {
    const spaces = [
      sharedSpace,
      ...(own.length === 1 ? own.flatMap((seat) => seats[seat]?.identity.privateSpace ?? []) : []),
    ];
    const ahead = new Map(spaces.map((space) => [space, desk.openedStore().rows(space)]));
    for (const rows of ahead.values()) rows.catch(() => {}); // awaited in begin; a wrong passphrase never asks
    return ahead;
  }

  return {
    async lendFiles({ port }) {
      desk.files = ownFilesOver(port);
      desk.ledgerFiles = (await desk.files.describe()).ledger ? desk.files : null;
      return null;
    },

    async look({ sample, now }, onProgress) {
      writing ??= takeWriterLock();
      await writing.catch((thrown: unknown) => {
        writing = null;
        throw thrown;
      });
      desk.isWriter = true;
      desk.isEmptyPlace = false;
      if (!sample) return lookAtJournal(desk, Date.parse(now), onProgress);
      desk.ledger = { kind: "none" };
      // What cannot be opened at all is no sample couple; the look at the journal says what is wrong.
      return showStore(desk, await openSampleStore().catch(() => null));
    },

    unlock: ({ port, seats, now }, onProgress) =>
      overPort(port, async (keyWorker) => {
        const current = present(desk.header, "not-found", "no journal");
        keyWorker.say(current);
        const ahead = readAhead(current, seats);
        const made = (await keyWorker.hear()) as KeysMade;
        if ("wrong" in made) return { kind: "wrong", why: made.wrong, seat: made.seat };
        try {
          return { kind: "open", as: await begin(desk, made.keys, ahead), mended: null };
        } catch (thrown) {
          const mended =
            codeOf(thrown) === "storage-failed" ? await rebuildUnreadable(desk, Date.parse(now), onProgress) : null;
          if (mended === null) throw thrown;
          return { kind: "open", as: await begin(desk, made.keys), mended };
        }
      }),

    async nextPage() {
      const page = present(desk.pages, "bad-call", "no pages").next();
      if (page.done === true) throw new TwofoldError("bad-call", "no pages");
      const { unreadable, unlisted, unverified } = page.value;
      const isFaulty = unreadable.length + unlisted.length + unverified.length + page.value.findings.length > 0;
      if (desk.opened !== null && isFaulty) desk.opened.state = "faulty";
      if (page.value.complete) {
        if (desk.opened?.state === "opening") desk.opened.state = "whole";
        desk.pages = null;
        findings = page.value.findings;
      }
      return page.value;
    },

    async mend({ now }, onProgress) {
      const { ledgerFiles, session } = desk;
      if (ledgerFiles === null || session === null || desk.openedStore().kind === "sample") return null;
      if (!desk.chooseFromBoth && !findings.some(({ kind }) => CURABLE.includes(kind))) return null;
      const before = await desk.openedStore().everything();
      const { keys, header } = session;
      const store = evidenceOf(before);
      let rebuilt: Rebuilt;
      let installed: Store;
      try {
        const ledger = ledgerEvidence(ledgerFiles, REBUILD_PASSES, onProgress);
        rebuilt = await rebuild({ header, keys, store, ledger, surer: desk.surer });
        if (!helps(rebuilt, before)) return null;
        const everything = { header, rows: rebuilt.rows, parts: rebuilt.parts };
        installed = await installJournal(desk, async () => everything, { now: Date.parse(now), setAside: true });
      } catch (thrown) {
        const code = codeOf(thrown);
        if (!DISK_FAILED.includes(code)) throw thrown;
        desk.unmended = code; // a full disk must not keep anybody from reading what is there, findings and all
        return null;
      }
      const { listed, stillMissing, fromLedger, leftBehind } = rebuilt.counts;
      const mended: Mended = {
        how: "rebuilt",
        rows: listed - stillMissing,
        of: listed,
        fromLedger,
        leftBehind,
        ledgerDamage: 0,
      };
      desk.chooseFromBoth = false;
      desk.store?.close();
      desk.store = installed;
      desk.header = header;
      return { mended, as: await begin(desk, keys) };
    },

    async findingsShown({ now }) {
      await desk.bringLedgerInStep();
      await desk.write((opened) => opened.stageSeen(now));
      if (desk.openedStore().kind === "journal") await clearOffStage(Date.parse(now));
      await clearUnnamed(desk);
      await completeBesideLedger(desk, desk.openedStore(), desk.openedSession().header.vaultId);
      return null;
    },

    fillSample: ({ port }) =>
      overPort(port, async (keyWorker) => {
        const made = (await keyWorker.hear()) as SampleMade;
        desk.store?.close();
        desk.store = null;
        desk.ledger = { kind: "none" };
        await showStore(desk, (await fillStaged("sample", async () => made, 0)).store);
        return null;
      }),

    async dropSample() {
      desk.store?.close();
      desk.store = null;
      await dropSampleStore();
      return null;
    },

    async close() {
      if (desk.session !== null && desk.pages === null) await desk.write((opened) => opened.stageSeen());
      desk.forgetSession();
      desk.store?.close();
      desk.store = null;
      return null;
    },
  } satisfies Partial<Room>;
}
