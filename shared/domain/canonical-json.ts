/** One text for one value: JSON without spaces, the keys of every object in the order of their UTF-16 code units (RFC 8785). */

/**
 * Writes JSON in its one canonical form [D2]: equal values give equal text, whatever order their keys came in. For values that came from
 * JSON or a schema: undefined fields are left out, as JSON.stringify does.
 */
export const canonicalJson = (value: unknown): string => JSON.stringify(ordered(value));

function ordered(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  const sorted = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, inner]) => [key, ordered(inner)]));
}
