import { addDays, type Day, type Week, weekOf } from "#shared/base/time.ts";
import type { Balance } from "#shared/domain/balance.ts";
import type { PartnerId } from "#shared/domain/fields.ts";

/** How many weeks back one may still write down. */
const WEEKS_BACK = 5;

/** The weeks up to the one of `today` of which a partner has no hours yet, the last first: there is one record a week [D79]. */
export function weeksToWrite(today: Day, me: PartnerId, balances: readonly Balance[]): Week[] {
  const written = new Set(balances.filter(({ author }) => author === me).map(({ week }) => week));
  return Array.from({ length: WEEKS_BACK }, (_, back) => weekOf(addDays(today, -7 * back))).filter(
    (week) => !written.has(week),
  );
}
