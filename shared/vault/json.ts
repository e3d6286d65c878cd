/** JSON from outside: its depth is measured before it is parsed [V2]. */
import { TwofoldError } from "../base/errors.ts";
import { text } from "../crypto/sodium.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** The deepest nesting of objects and arrays in JSON bytes; of anything else, some number. Never fails. */
function jsonDepth(bytes: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < bytes.length; at++) {
    switch (bytes[at]) {
      case QUOTE:
        // To the string's end in one inner loop: most bytes of a record are inside strings.
        for (at++; at < bytes.length && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        deepest = Math.max(deepest, ++depth);
        break;
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        depth--;
        break;
      default:
    }
  }
  return deepest;
}

/**
 * Parses JSON bytes into their text and value. Throws "over-limit" when nested deeper than `mostDeep`, "damaged"
 * for bytes that are not UTF-8.
 */
export function parseJson(
  bytes: Uint8Array,
  mostDeep: number,
): { readonly json: string; readonly value: unknown } | "not-json" {
  if (jsonDepth(bytes) > mostDeep) throw new TwofoldError("over-limit", "V2 depth");
  const json = text(bytes);
  try {
    return { json, value: JSON.parse(json) as unknown };
  } catch {
    return "not-json";
  }
}

/** The one text of a value made of objects, arrays, whole numbers, ASCII strings and null: keys sorted, no white space [V2]. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}
