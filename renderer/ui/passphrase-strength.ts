/** How hard a passphrase is to guess. Loaded lazily: the lists of common words are larger than the rest of the app. */
export type Strength = 0 | 1 | 2 | 3 | 4;

/** The least strength a passphrase is accepted with. */
export const ENOUGH: Strength = 3;

/** Measures a passphrase; words about the person (a name) count as known to whoever guesses. */
export type Measure = (passphrase: string, known: readonly string[]) => Strength;

let loading: Promise<Measure> | null = null;

/** The measure with its lists of words, loaded once. Rejects when a part of the app cannot be loaded; a later call tries again. */
export function loadMeasure(): Promise<Measure> {
  loading ??= load().catch((thrown: unknown) => {
    loading = null;
    throw thrown;
  });
  return loading;
}

async function load(): Promise<Measure> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: 256,
  });
  return (passphrase, known) => zxcvbn.check(passphrase.slice(0, 256), [...known, "twofold"]).score;
}
