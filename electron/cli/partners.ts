/** Whose notebooks a backup holds. */
import { TwofoldError } from "#shared/base/errors.ts";
import { PartnerId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { type Seat, takenSeats, type VaultHeader } from "#shared/vault/header.ts";

export interface NamedPartner {
  readonly id: PartnerId;
  readonly name: string;
}

/** The partners in the journal's order, by the names in their profiles among `records`. */
export function partnersOf(vault: VaultHeader, records: readonly JournalRecord[]): NamedPartner[] {
  return takenSeats(vault).map(({ seat, holder }) => {
    const id = PartnerId.parse(holder.identity.partner);
    const profile = records.find((record) => record.kind === "profile" && record.author === id);
    return { id, name: profile?.kind === "profile" ? profile.name : seat };
  });
}

/** Who has the notebook of a seat. */
export function partnerAt(vault: VaultHeader, seat: Seat): PartnerId {
  const taken = takenSeats(vault).find((each) => each.seat === seat);
  if (taken === undefined) throw new TwofoldError("bug", "opened by nobody");
  return PartnerId.parse(taken.holder.identity.partner);
}
