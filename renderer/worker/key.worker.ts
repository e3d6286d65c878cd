/**
 * The throwaway worker: derives keys from what someone typed, hands them to the vault worker over a port, and is ended by
 * the page. Its heap would keep the passphrase and the keys for as long as it lives.
 */
import { sampleVault } from "#shared/backup/sample-backup.ts";
import { TwofoldError } from "#shared/base/errors.ts";
import { dayIn } from "#shared/base/time.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { base64, randomBytes, sodiumReady } from "#shared/crypto/sodium.ts";
import { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { createProfile } from "#shared/domain/profile.ts";
import { writeRecord } from "#shared/domain/record.ts";
import { shareRecord } from "#shared/domain/sharing.ts";
import { foundVault } from "#shared/vault/founding.ts";
import type { VaultHeader } from "#shared/vault/header.ts";
import { beginJoin, completeJoin, type Admission } from "#shared/vault/joining.ts";
import type { Commit, Session } from "#shared/vault/session.ts";
import { changePassphrase, renewWords } from "#shared/vault/slot-change.ts";
import { startAnew } from "#shared/vault/starting-anew.ts";
import { keysTogether, openKeys, wipeKeys } from "#shared/vault/vault.ts";
import { converse, type Conversation } from "./conversation.ts";
import {
  KeyJob,
  SAMPLE_PASSPHRASES,
  type Founding,
  type Joining,
  type KeyNews,
  type KeysMade,
  type KeysRemade,
  type PartFounder,
  type SampleMade,
  type SecretTried,
} from "./key-jobs.ts";
import { slotCost } from "./slot-cost.ts";

const SAMPLE = { seed: 20, months: 12 } as const;

type Job<Kind extends KeyJob["kind"]> = Extract<KeyJob, { kind: Kind }>;

function open({ secrets }: Job<"open">, header: VaultHeader): KeysMade {
  const opened = [];
  for (const { seat, secret } of secrets) {
    const keys = openKeys(header, seat, secret);
    if (keys === "wrong-passphrase" || keys === "wrong-words") return { wrong: keys, seat };
    opened.push(keys);
  }
  const [first, second] = opened;
  if (first === undefined) throw new TwofoldError("bug", "no secret");
  return { keys: second === undefined ? first : keysTogether(first, second) };
}

/** Whether a secret opens its seat. The keys it opens are wiped at once, and leave this function by no way. */
function tried({ seat, secret }: Job<"confirm-secret">, header: VaultHeader): SecretTried {
  const keys = openKeys(header, seat, secret);
  if (keys === "wrong-passphrase" || keys === "wrong-words") return { tried: keys };
  wipeKeys(keys);
  return { tried: "right" };
}

/** A new partner's first two rows: their profile, and its copy in the shared space. */
function profileCommit(session: Session, partner: string, name: string, now: Job<"found">["now"]): Commit {
  const author = PartnerId.parse(partner);
  const made = createProfile({ name }, { id: RecordId.parse(base64(randomBytes(16))), author, now });
  const { original, copy } = shareRecord(made, { author, today: dayIn(now, "UTC"), sharedIds: new Set() });
  const commit = session.stage([
    { act: "put", space: "private", json: writeRecord(original) },
    { act: "put", space: "shared", json: writeRecord(copy) },
  ]);
  session.settle(commit);
  return commit;
}

function found({ name, cover, coverForB, passphrase, now }: Job<"found">): Founding & KeyNews {
  const { session, partner, words, commit } = foundVault({ cover, coverForB, passphrase, cost: slotCost() });
  const profile = profileCommit(session, partner, name, now);
  return { header: session.header, keys: session.keys, commits: [commit, profile], words };
}

/** The keys of a partner who takes a seat: the empty one under the cover kept for it, or a lost one under any that fits. */
async function takeSeat(
  { name, passphrase, now, ...lost }: Job<"join"> | Job<"invite-anew">,
  vault: Conversation,
): Promise<Joining & KeyNews> {
  const header = (await vault.hear()) as VaultHeader;
  const [seat, cover] = lost.kind === "join" ? (["b", header.coverForB] as const) : [lost.seat, lost.cover];
  const { hello, secret } = beginJoin(header, undefined, seat);
  vault.say(hello);
  const admission = (await vault.hear()) as Admission;
  const { joined, partner, words, session, commit } = completeJoin(secret, admission, {
    cover,
    passphrase,
    cost: slotCost(),
  });
  return { joined, commits: [commit, profileCommit(session, partner, name, now)], words };
}

type RemakeJob = Job<"change-passphrase"> | Job<"renew-words"> | Job<"start-anew">;

/** Other locks for a seat. A wrong secret is an answer. */
function remake(job: RemakeJob, header: VaultHeader): { readonly made: KeysRemade } & KeyNews {
  const { seat, current } = job;
  switch (job.kind) {
    case "change-passphrase": {
      const slot = changePassphrase(header, seat, current, job.next, slotCost());
      return { made: typeof slot === "string" ? { wrong: slot } : { slot }, words: [] };
    }
    case "renew-words": {
      const renewed = renewWords(header, seat, current, slotCost());
      if (typeof renewed === "string") return { made: { wrong: renewed }, words: [] };
      return { made: { slot: renewed.change }, words: renewed.words };
    }
    case "start-anew": {
      const anew = startAnew(header, seat, current, job.next, slotCost());
      if (typeof anew === "string") return { made: { wrong: anew }, words: [] };
      return { made: { renewal: anew.renewal }, words: anew.words };
    }
  }
}

/** A journal for one's own part. It holds nothing yet: the vault worker fills it. */
function foundPart({ passphrase }: Job<"take-my-part">, founder: PartFounder): Founding & KeyNews {
  const { session, words, commit } = foundVault({ ...founder, passphrase, cost: slotCost() });
  return { header: session.header, keys: session.keys, commits: [commit], words };
}

async function run(job: KeyJob, vault: Conversation): Promise<void> {
  switch (job.kind) {
    case "open":
      return vault.say(open(job, (await vault.hear()) as VaultHeader));
    case "confirm-secret":
      return vault.say(tried(job, (await vault.hear()) as VaultHeader));
    case "found": {
      const { words, ...founding } = found(job);
      vault.say(founding satisfies Founding);
      return self.postMessage({ words } satisfies KeyNews);
    }
    case "join":
    case "invite-anew": {
      const { words, ...joining } = await takeSeat(job, vault);
      vault.say(joining satisfies Joining);
      return self.postMessage({ words } satisfies KeyNews);
    }
    case "change-passphrase":
    case "renew-words":
    case "start-anew": {
      const { made, words } = remake(job, (await vault.hear()) as VaultHeader);
      vault.say(made);
      return self.postMessage({ words } satisfies KeyNews);
    }
    case "take-my-part": {
      const { words, ...founding } = foundPart(job, (await vault.hear()) as PartFounder);
      vault.say(founding satisfies Founding);
      return self.postMessage({ words } satisfies KeyNews);
    }
    case "sample": {
      const { header, rows, parts } = sampleVault({
        ...SAMPLE,
        until: dayIn(job.now, job.timeZone),
        passphrases: SAMPLE_PASSPHRASES,
        cost: KDF_FLOOR, // its passphrases stand on the screen
      });
      return vault.say({ header, rows, parts } satisfies SampleMade);
    }
  }
}

self.onmessage = async ({ data }: MessageEvent<{ job: unknown; port: MessagePort }>) => {
  const vault = converse(data.port);
  try {
    await sodiumReady;
    const job = KeyJob.safeParse(data.job);
    if (!job.success) throw new TwofoldError("bad-call", "key job");
    await run(job.data, vault);
  } catch (thrown) {
    vault.fail(thrown);
  }
};
