/**
 * Everything that changes who can open what: founding, joining, inviting anew, other slots, a new start, leaving. The keys
 * are made in throwaway workers; what they made is held here until the recovery words were written down.
 */
import { TwofoldError } from "#shared/base/errors.ts";
import { base64, randomBytes } from "#shared/crypto/sodium.ts";
import { createKeepsake } from "#shared/domain/keepsake.ts";
import type { Profile } from "#shared/domain/profile.ts";
import { parseRecord, writeRecord } from "#shared/domain/record.ts";
import { RecordId } from "#shared/domain/fields.ts";
import { dayIn, type Instant } from "#shared/base/time.ts";
import { NO_ATTACHMENTS } from "#shared/backup/write-backup.ts";
import { admit, inviteAnew, type JoinHello } from "#shared/vault/joining.ts";
import { openSession, type OpenedRow, type Session } from "#shared/vault/session.ts";
import { stageSlotChange } from "#shared/vault/slot-change.ts";
import { stageRenewal } from "#shared/vault/starting-anew.ts";
import { ownPartOf, takeMyPart, type TakenPart } from "#shared/vault/taking-part.ts";
import { wipeKeys } from "#shared/vault/vault.ts";
import type { Room } from "./calls.ts";
import { attachmentsInside, writeBackup } from "./backup-calls.ts";
import { dropStagedStore, type Everything } from "./database.ts";
import { present, type Desk } from "./desk.ts";
import { filesAnew, type FilesAnew } from "./files-anew.ts";
import { installJournal } from "./install.ts";
import type { Founding, Joining, KeysRemade, SecretTried } from "./key-jobs.ts";
import { showStore } from "./look.ts";
import { begin, overPort } from "./opening-calls.ts";

type Held = Desk["held"];

const ID_BYTES = 16;

/** After other slots or another root key nothing here may still hold the old ones: the ledger is written anew. */
async function dropOldLocks(desk: Desk): Promise<void> {
  if (desk.ledger.kind !== "in-step") return;
  const { end, replaces } = desk.ledger;
  desk.ledger = { kind: "behind", replaces: [...replaces, end.ledger], setAside: false };
  await desk.bringLedgerInStep().catch(() => {}); // the new ones stand already; it is tried again before whatever is written next
}

/** How the other partner is called in their newest published profile; empty when none is there. */
function nameOf(rows: readonly OpenedRow[], author: string): string {
  const profile = rows.find((row) => row.space === "shared" && row.author === author && row.kind === "profile");
  const parsed = profile === undefined ? null : parseRecord(profile.value);
  return parsed?.kind === "record" && parsed.record.kind === "profile" ? (parsed.record satisfies Profile).name : "";
}

/** Whether a record says something between these two alone, and nothing in a journal with somebody else: consent [D83], commitments [D85]. */
function isBetweenTheTwo(json: string): boolean {
  const { kind } = JSON.parse(json) as { readonly kind?: unknown };
  return kind === "consent" || kind === "commitment";
}

/** One's own part of the open journal as a whole new vault, under keys that were just founded for it; `anew` names its files there. */
async function partOf(
  session: Session,
  { rows, parts }: Everything,
  { header, keys, commits }: Founding,
  anew: FilesAnew,
  when: { readonly now: Instant; readonly timeZone: string },
): Promise<TakenPart> {
  const opened = rows.map((row) => session.openRow(row)).filter((row) => row !== "unreadable");
  const findings = session.check(parts);
  const { partner, ...taken } = ownPartOf(session, findings, opened);
  const named = async (texts: readonly string[]) => {
    const renamed: string[] = [];
    for (const json of texts) if (!isBetweenTheTwo(json)) renamed.push(await anew.textOf(json)); // one after the other: each may bring a file into memory
    return renamed;
  };
  const [originals, copies] = [await named(taken.originals), await named(taken.copies)];
  const others = await named(taken.others);
  const author = partner as Profile["author"];
  const keepsakes = others.flatMap((json) => {
    const parsed = parseRecord(JSON.parse(json));
    if (parsed.kind === "unreadable" || parsed.record.kind === "profile") return []; // a name goes with what it is on
    const { record } = parsed;
    const id = RecordId.parse(base64(randomBytes(ID_BYTES)));
    const kept = { copy: record, json, from: nameOf(opened, record.author), on: dayIn(when.now, when.timeZone) };
    return [writeRecord(createKeepsake(kept, { id, author, now: when.now }))];
  });
  const fresh = openSession(header, keys);
  const [commit] = commits;
  if (commit === undefined) throw new TwofoldError("bug", "no founding commit");
  fresh.check(commit.putParts);
  return takeMyPart({ session: fresh, commit }, { private: [...originals, ...keepsakes], shared: copies });
}

export function keyCalls(desk: Desk) {
  let taken: { readonly part: TakenPart; readonly files: FilesAnew } | null = null;

  /** Forgets the part that was taken: its keys, and where its files lay. */
  async function dropTaken(): Promise<void> {
    if (taken === null) return;
    const { part, files } = taken;
    taken = null;
    wipeKeys(part.session.keys);
    if (files.staged !== null) await dropStagedStore(files.staged);
  }

  const hold = (confirm: NonNullable<Held>["confirm"]): "held" => {
    desk.held = { confirm };
    return "held";
  };

  /** The part of the partner who is there in giving a seat: of an empty one, or anew of a lost one. */
  const giveSeat = (port: MessagePort, give: typeof admit) =>
    overPort(port, async (keyWorker) => {
      const mine = desk.openedSession();
      keyWorker.say(mine.header);
      const { admission, finish } = give(mine, (await keyWorker.hear()) as JoinHello);
      keyWorker.say(admission);
      const { joined, commits } = (await keyWorker.hear()) as Joining;
      return hold(async () => {
        await desk.writeUnsettled(() => [finish(joined), ...commits]);
        return "written";
      });
    });

  return {
    found: ({ port }) =>
      overPort(port, async (keyWorker) => {
        if (!desk.isEmptyPlace) throw new TwofoldError("already-exists");
        const { header, keys, commits } = (await keyWorker.hear()) as Founding;
        return hold(async (now) => {
          const rows = commits.flatMap(({ putRows }) => putRows);
          const parts = new Map(
            commits.flatMap(({ putParts }) => putParts.map((part) => [`${part.shelf} ${part.part}`, part])),
          );
          const everything = { header, rows, parts: [...parts.values()] };
          await showStore(desk, await installJournal(desk, async () => everything, { now, setAside: false }));
          return begin(desk, keys);
        });
      }),

    join: ({ port }) => giveSeat(port, admit),
    inviteAnew: ({ port }) => giveSeat(port, inviteAnew),

    confirmSecret: ({ port }) =>
      overPort(port, async (keyWorker) => {
        keyWorker.say(desk.openedSession().header);
        return ((await keyWorker.hear()) as SecretTried).tried;
      }),

    changeKeys: ({ port }) =>
      overPort(port, async (keyWorker) => {
        await desk.write((session) => session.stageSeen()); // a new start carries on the keyring as it is in the header
        keyWorker.say(desk.openedSession().header);
        const made = (await keyWorker.hear()) as KeysRemade;
        if ("wrong" in made) return made.wrong;
        return hold(async () => {
          if ("slot" in made) await desk.write((session) => stageSlotChange(session, made.slot));
          else await desk.writeUnsettled(() => [stageRenewal(desk.openedSession(), made.renewal)]);
          await dropOldLocks(desk);
          return "written";
        });
      }),

    async confirm({ now }) {
      const { confirm } = present(desk.held, "bad-call", "nothing held");
      const answer = await confirm(Date.parse(now));
      desk.held = null; // kept until now: its words are written down already
      return answer;
    },

    async abandon() {
      desk.held = null;
      await dropTaken();
      return null;
    },

    takeMyPart: ({ port, now, timeZone }) =>
      overPort(port, async (keyWorker) => {
        const session = desk.openedSession();
        const { keys, header } = session;
        if (keys.kind !== "one") throw new TwofoldError("not-allowed", "together");
        const { cover, identity } = present(header.seats[keys.seat], "not-found", "seat");
        const other = keys.seat === "a" ? (header.seats.b?.cover ?? header.coverForB) : header.seats.a.cover;
        keyWorker.say({ cover, coverForB: other, partner: identity.partner });
        const founding = (await keyWorker.hear()) as Founding;
        const files = filesAnew(desk, founding.header.vaultId, Date.parse(now));
        const everything = await desk.openedStore().everything();
        try {
          taken = { part: await partOf(session, everything, founding, files, { now, timeZone }), files };
        } catch (thrown) {
          if (files.staged !== null) await dropStagedStore(files.staged).catch(() => {}); // what went wrong first is what is told
          throw thrown;
        }
        return "held" as const;
      }),

    async exportMyPart({ file, now }, onProgress) {
      const { part, files: anew } = present(taken, "bad-call", "no part taken");
      const files = present(desk.files, "bad-call", "no files");
      const { attachments } =
        anew.staged === null ? { attachments: NO_ATTACHMENTS } : await attachmentsInside(desk, anew.staged);
      const written = await writeBackup(files, file, part.session, part, attachments, now, onProgress);
      await dropTaken();
      return written;
    },
  } satisfies Partial<Room>;
}
