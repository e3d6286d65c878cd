/** What waits for its owner today, as pure functions of the records they can read. Nothing here is about what the other has not done. */
import { assertNever } from "../base/errors.ts";
import type { Day } from "../base/time.ts";
import type { Agreement } from "./agreement.ts";
import type { PartnerId, RecordId } from "./fields.ts";
import { agreementState, asShared, lookAgainOn, recordsAbout, reviewsOf } from "./joint.ts";
import type { JournalRecord } from "./record.ts";
import { isSharedNow, withoutCopies } from "./related.ts";
import { sealedState } from "./sealed.ts";

/** One thing that is due for one partner. */
export interface Due {
  readonly what: "agreement-review" | "promise" | "decision-outcome" | "boundary-review" | "intention-review" | "sign";
  readonly id: RecordId;
  /** Since when. */
  readonly since: Day;
}

/**
 * What is due for one of the two: agreements to look at again, promises whose day has come, decisions to say the outcome of, boundaries and
 * an intention to look at again, and what waits for one's signature. The longest due first.
 *
 * @param partners the two whose notebooks these are now
 * @param records own originals and vouched copies, one's own among them
 */
export function dueFor(
  me: PartnerId,
  partners: readonly PartnerId[],
  records: readonly JournalRecord[],
  today: Day,
): Due[] {
  const about = recordsAbout(records);
  return withoutCopies(records)
    .flatMap((record): Due[] => {
      switch (record.kind) {
        case "agreement": {
          const known = about(record.id);
          return ofAgreement(asShared(record, known), me, partners, known, today);
        }
        case "decision": {
          if (record.decidedOn !== null && record.author === me && record.original?.shared === null) {
            // Of what is one's own alone, one says it for oneself [D72].
            const isSaid = about(record.id).some(
              (each) => each.kind === "answer" && each.body.type === "decision-outcome" && each.author === me,
            );
            return isSaid ? [] : dueSince("decision-outcome", record.id, record.lookAgainOn);
          }
          // What was not decided has no outcome [D72], and who answers what is not shared is not told [D85].
          const isAsked = record.decidedOn !== null && isSharedNow(record);
          const state = sealedState({ subject: record.id, type: "decision-outcome" }, me, partners, about(record.id));
          const isOpen = state === "nobody" || state === "other";
          return isAsked && isOpen ? dueSince("decision-outcome", record.id, record.lookAgainOn) : [];
        }
        case "boundary": {
          const stands = record.author === me && record.letGoOn === null;
          return stands ? dueSince("boundary-review", record.id, record.reviewOn) : [];
        }
        case "intention": {
          const isOn = record.author === me && record.review === null;
          return isOn ? dueSince("intention-review", record.id, record.reviewOn) : [];
        }
        default:
          return [];
      }
    })
    .filter(({ since }) => since <= today)
    .sort((left, right) => (left.since < right.since ? -1 : left.since > right.since ? 1 : 0));
}

function ofAgreement(
  agreement: Agreement,
  me: PartnerId,
  partners: readonly PartnerId[],
  records: readonly JournalRecord[],
  today: Day,
): Due[] {
  const state = agreementState(agreement, partners, records);
  switch (state.kind) {
    case "proposed": {
      // Who proposed it is asked once the other has signed: until then it is theirs to change.
      const isAsked = isSharedNow(agreement) && (agreement.author !== me || state.signedBy.size > 0);
      return isAsked && !state.signedBy.has(me) ? dueSince("sign", agreement.id, today) : [];
    }
    case "holds": {
      const isFirst = reviewsOf(agreement, records).length === 0;
      const what = agreement.type === "promise" && isFirst ? "promise" : "agreement-review";
      return dueSince(what, agreement.id, lookAgainOn(agreement, records));
    }
    case "replaced":
    case "ended":
      return [];
    default:
      return assertNever(state);
  }
}

const dueSince = (what: Due["what"], id: RecordId, since: Day | null): Due[] =>
  since === null ? [] : [{ what, id, since }];
