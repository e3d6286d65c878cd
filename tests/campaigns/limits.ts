/**
 * Limits hold before work is done. While hostile inputs are read, every derivation and every allocation is watched: the page's
 * own arrays, libsodium's malloc and its memory, and the peak of the whole process. At the end the watch itself is tried.
 */
import process from "node:process";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { sodium, sodiumReady } from "#shared/crypto/sodium.ts";
import { hostileInputs } from "../support/hostile-inputs.ts";
import type { Figures } from "./figures.mjs";
import { type Asked, startTally } from "./tally.ts";

const MiB = 1024 * 1024;
/** The most one allocation may ask for: a row may have 8 MiB, and a reader fetches 16 chunks at once. */
const LARGEST_BYTES = 12 * MiB;
/** The most the process may grow by while all are read: a million rows are remembered by their numbers. */
const MOST_GROWTH_BYTES = 384 * MiB;

/** What libsodium's wrapper lets one see of its memory. */
interface Heap {
  HEAPU8: Uint8Array;
  _malloc: (bytes: number) => number;
}

interface Watch {
  derivations: number;
  largest: number;
  heapGrowth: number;
  stop(): void;
}

/** Counts derivations and finds the largest single allocation, in JavaScript and in libsodium, until it is stopped. */
function watch(): Watch {
  const { libsodium: heap } = sodium as unknown as { libsodium: Heap }; // there once libsodium is ready
  const { crypto_pwhash } = sodium;
  const { _malloc } = heap;
  const { Uint8Array: Bytes, ArrayBuffer: Buffers } = globalThis;
  const heapBefore = heap.HEAPU8.length;
  const watched: Watch = {
    derivations: 0,
    largest: 0,
    heapGrowth: 0,
    stop() {
      watched.heapGrowth = heap.HEAPU8.length - heapBefore;
      sodium.crypto_pwhash = crypto_pwhash;
      heap._malloc = _malloc;
      globalThis.Uint8Array = Bytes;
      globalThis.ArrayBuffer = Buffers;
    },
  };
  const note = (bytes: unknown): void => {
    if (typeof bytes === "number") watched.largest = Math.max(watched.largest, bytes);
  };
  const noting = <Constructor extends typeof Bytes | typeof Buffers>(constructor: Constructor): Constructor =>
    new Proxy(constructor, {
      construct(target, given: unknown[], asked) {
        note(given[0]);
        return Reflect.construct(target, given, asked === noted ? target : asked) as object;
      },
    });
  sodium.crypto_pwhash = ((...given: Parameters<typeof crypto_pwhash>) => {
    watched.derivations += 1;
    return crypto_pwhash(...given);
  }) as typeof crypto_pwhash;
  heap._malloc = (bytes) => {
    note(bytes);
    return _malloc(bytes);
  };
  let noted: unknown = null;
  globalThis.Uint8Array = noting(Bytes);
  noted = globalThis.Uint8Array;
  globalThis.ArrayBuffer = noting(Buffers);
  return watched;
}

const peakBytes = (): number => process.resourceUsage().maxRSS * 1024;

/** Runs the campaign; it has one form. */
export async function limits(asked: Asked): Promise<Figures> {
  await sodiumReady;
  const claim = "What claims to be too much is refused before a key is derived or room is made for it";
  const tally = startTally("limits", claim, asked);
  const inputs = await hostileInputs();
  const before = peakBytes();
  for (const { name, expected, read } of inputs) {
    const watched = watch();
    const answer = await read();
    watched.stop();
    if (answer !== expected) tally.wrong(`${name}: ${answer} for ${expected}`);
    else if (watched.derivations > 0) tally.wrong(`${name}: ${watched.derivations} derivations`);
    else if (watched.largest > LARGEST_BYTES) tally.wrong(`${name}: ${watched.largest} bytes asked for at once`);
    else if (watched.heapGrowth > LARGEST_BYTES) tally.wrong(`${name}: libsodium grew by ${watched.heapGrowth}`);
    else tally.count(expected === "noticed" || expected === "unreadable" ? "noticed" : "refused");
  }
  const growth = peakBytes() - before;
  if (growth > MOST_GROWTH_BYTES) tally.wrong(`the process grew by ${growth} bytes`);
  for (const what of untold(peakBytes())) tally.wrong(`the watch did not see ${what}`);
  return tally.figures();
}

/** The watch has to see what it watches for: a derivation at the floor, a large array, and what they do to the process. */
function* untold(peakBefore: number): Generator<string> {
  const watched = watch();
  sodium.crypto_pwhash(
    32,
    "a passphrase",
    sodium.randombytes_buf(16),
    KDF_FLOOR.passes,
    KDF_FLOOR.memoryBytes * 4,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  );
  if (watched.derivations !== 1) yield "a derivation";
  if (watched.largest <= LARGEST_BYTES) {
    const large = new Uint8Array(2 * LARGEST_BYTES).fill(1);
    if (watched.largest < large.length) yield "a large array";
  }
  watched.stop();
  if (watched.heapGrowth <= LARGEST_BYTES) yield "libsodium’s growth";
  const filler = Array.from({ length: 8 }, () => new Uint8Array(64 * MiB).fill(1));
  if (peakBytes() - peakBefore < MOST_GROWTH_BYTES) yield `the growth of the process by ${filler.length} arrays`;
}
