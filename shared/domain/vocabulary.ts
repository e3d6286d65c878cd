/**
 * Our own lists of needs and feelings, as keys in groups [D30]. What they are called stands in the text catalogues
 * (renderer/app/text/<language>/vocabulary.json), as `VocabularyTexts`. A record holds a key or a person's own word; both are welcome
 * everywhere. Keys are kept for ever: one may be added or leave the lists, but never comes to mean something else.
 */

/** Words for needs, by group, in the order they are offered. */
export const NEED_WORDS = {
  "safety-and-rest": [
    "rest",
    "sleep",
    "quiet",
    "calm-voices",
    "safe-home",
    "no-hurry",
    "steady-ground",
    "ease-about-money",
  ],
  "body-and-touch": [
    "touch",
    "to-be-held",
    "to-be-desired",
    "tenderness",
    "movement",
    "good-food",
    "fresh-air",
    "care-for-my-health",
  ],
  closeness: ["company", "warmth", "to-matter", "time-for-two", "fond-words", "small-signs", "trust", "to-be-missed"],
  "being-seen": [
    "to-be-heard",
    "to-be-understood",
    "thanks",
    "to-be-asked",
    "comfort",
    "to-be-taken-seriously",
    "noticed-effort",
    "liked-as-i-am",
  ],
  autonomy: [
    "time-alone",
    "own-say",
    "room-to-choose",
    "own-pace",
    "own-friends",
    "own-money",
    "place-of-my-own",
    "a-no-that-counts",
  ],
  honesty: ["plain-words", "truth", "kept-promises", "early-word", "owning-up", "openness", "nothing-hidden"],
  play: ["laughter", "fun", "surprise", "adventure", "silliness", "music-and-dancing", "idle-hours"],
  meaning: ["purpose", "stillness-or-faith", "beauty", "to-give-something", "shared-direction", "to-mourn", "hope"],
  growth: [
    "learning",
    "challenge",
    "encouragement",
    "to-make-things",
    "room-to-fail",
    "honest-opinion",
    "to-see-it-move-on",
  ],
  "order-and-help": [
    "to-be-able-to-plan",
    "a-hand",
    "fairness",
    "tidiness",
    "knowing-who-does-what",
    "things-finished",
    "time-to-prepare",
    "shared-load",
  ],
  belonging: [
    "family",
    "friends",
    "community",
    "to-be-included",
    "things-we-always-do",
    "to-be-welcome",
    "someone-on-my-side",
    "sense-of-home",
  ],
} as const;

/** Words for feelings, by group, the pleasant ones first. */
export const FEELING_WORDS = {
  glad: ["glad", "grateful", "light", "delighted", "proud", "playful", "amused", "hopeful", "moved", "content"],
  calm: ["calm", "rested", "safe", "at-ease", "settled", "relieved", "clear", "patient", "trusting", "peaceful"],
  close: ["close", "tender", "warm", "loved", "wanted", "understood", "seen", "at-home", "fond"],
  alive: ["awake", "eager", "curious", "brave", "strong", "inspired", "absorbed", "free", "refreshed", "surprised"],
  sad: ["sad", "disappointed", "downhearted", "heavy", "grieving", "hurt", "homesick", "wistful", "tearful", "empty"],
  lonely: ["lonely", "distant", "cut-off", "longing", "out-of-place", "shy", "numb", "unsure-of-us"],
  afraid: ["afraid", "anxious", "uneasy", "tense", "worried", "panicky", "insecure", "overwhelmed", "full-of-dread"],
  angry: [
    "angry",
    "annoyed",
    "irritated",
    "impatient",
    "furious",
    "bitter",
    "resentful",
    "jealous",
    "envious",
    "fed-up",
  ],
  tired: ["tired", "worn-out", "drained", "restless", "stretched-thin", "foggy", "listless", "sleepless"],
  torn: ["torn", "ashamed", "guilty", "embarrassed", "confused", "helpless", "stuck", "regretful", "doubtful"],
} as const;

export type NeedGroup = keyof typeof NEED_WORDS;
export type NeedKey = (typeof NEED_WORDS)[NeedGroup][number];
export type FeelingGroup = keyof typeof FEELING_WORDS;
export type FeelingKey = (typeof FEELING_WORDS)[FeelingGroup][number];

/** One language's texts for both lists: a catalogue that lacks one does not compile. */
export interface VocabularyTexts {
  readonly needs: {
    readonly groups: Readonly<Record<NeedGroup, string>>;
    readonly words: Readonly<Record<NeedKey, string>>;
  };
  readonly feelings: {
    readonly groups: Readonly<Record<FeelingGroup, string>>;
    readonly words: Readonly<Record<FeelingKey, string>>;
  };
}

/** How a need's word is said: the catalogue's text for a key of the list, one's own word as it is. */
export const needWord = (word: string, { needs }: VocabularyTexts): string => said(word, needs.words);

/** How a feeling is said: the catalogue's text for a key of the list, one's own word as it is. */
export const feelingWord = (word: string, { feelings }: VocabularyTexts): string => said(word, feelings.words);

const said = (word: string, texts: Readonly<Record<string, string>>): string =>
  Object.hasOwn(texts, word) ? (texts[word] ?? word) : word;
