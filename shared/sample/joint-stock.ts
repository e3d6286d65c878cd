/** What the sample couple want, decide, give up, hold to and come through. Written so that either may be who says it; {gaps} are filled from slots. */
import type { AGREEMENT_TYPES } from "../domain/agreement.ts";
import type { BOUNDARY_KINDS } from "../domain/boundary.ts";
import type { MOMENTS } from "../domain/moment.ts";

export const GOALS = [
  { what: "Swim a whole length of the canal", why: "Because the water is there.", backing: "Come and hold the towel." },
  { what: "A bench on the balcony", why: "To sit in something green.", backing: "Carry the wood up with me." },
  { what: "Finish the evening course", why: "I began it twice already.", backing: "Take dinner on course nights." },
  { what: "See the sea in winter", why: "We always say it in summer.", backing: "Look for trains with me." },
  { what: "Two evenings a month for friends", why: "They ask, and I say later.", backing: "Keep those evenings free." },
  { what: "Learn {tune} by heart", why: "For the summer evening.", backing: "Put up with it." },
  { what: "A month without the late shift", why: "To sleep like other people.", backing: "Help me ask for it." },
  {
    what: "The small room as a workshop",
    why: "So that the kitchen is a kitchen.",
    backing: "A Saturday of clearing out.",
  },
] as const;

export const BACKINGS = [
  "I take {chore} on those evenings.",
  "I come along, and hold the towel.",
  "I ask how it is going, once a week and not more.",
  "I look after the money for it with you.",
  "I say nothing when it is late.",
] as const;

export const GOAL_ENDINGS = [
  "It is done, and it feels like ours.",
  "Half of it, and that half is good.",
  "It turned into something else on the way.",
  "Not this year, and that is all right.",
] as const;

export const DECISIONS = [
  { what: "Where to spend the summer", options: ["By the sea", "At home", "With {kin}"], choice: "A week each way." },
  {
    what: "Who takes the car on weekdays",
    options: ["By day", "By need", "Sell it"],
    choice: "By need, asked the day before.",
  },
  { what: "The new shelf or the old one", options: ["Buy", "Mend", "Neither"], choice: "Mend it, on {weekday}." },
  { what: "Lending money to a friend", options: ["Yes", "No", "Half"], choice: "Half, and not more." },
  {
    what: "Christmas with whom",
    options: ["With {kin}", "Just us", "Both, short"],
    choice: "Just us, and a visit after.",
  },
  {
    what: "The late class on Thursdays",
    options: ["Take it", "Wait for spring"],
    choice: "Take it, with dinner cooked ahead.",
  },
  { what: "A second cat", options: ["Yes", "No"], choice: "Not now; we ask again in spring." },
  { what: "Painting the hall", options: ["White", "Green", "Leave it"], choice: "Green, up to the shoulder." },
] as const;

/** Choices that take them longer. */
export const OPEN_DECISIONS = [
  {
    what: "A home further out, or this one",
    options: ["Further out", "Stay", "Look at it in a year"],
    choice: "We stay, and look again in a year.",
  },
  { what: "Fewer hours at work for one of us", options: ["Noa", "Sam", "Neither"], choice: "Each one day a month." },
  {
    what: "The empty half of the allotment",
    options: ["Give it back", "Fruit trees"],
    choice: "Two trees, and grass.",
  },
  { what: "Who is to have a key to our door", options: ["{kin}", "A neighbour", "Nobody"], choice: "A neighbour." },
] as const;

export const WANTED = [
  "Something that does not cost the whole weekend.",
  "To be asked before it is booked.",
  "What we had last time, only shorter.",
  "The quiet way, even if it is duller.",
  "Whatever leaves us {weekday}.",
] as const;

export const OUTCOME_WORDS = [
  "Better than I thought.",
  "I would do it again.",
  "It was mine to say, and I said it.",
  "I went along, and it shows.",
  "Neither here nor there.",
  "",
] as const;

/** What one says in a check-in, question by question. */
export const CHECK_IN = {
  appreciation: [
    "You did {chore} on {weekday} without a word about it.",
    "You rang {kin} so that I did not have to.",
    "You waited with dinner, and were not cross.",
    "You left me the quiet hour after work.",
    "You mended {broken} while I slept.",
    "You asked twice, and heard the second answer.",
    "You laughed at the thing with the key. I needed that.",
  ],
  youNeed: [
    "A morning that begins late.",
    "To be asked how the week was, and to be let finish.",
    "Somebody else to do {chore} for once.",
    "An hour out of doors.",
    "To hear that the talk with {kin} was not your fault.",
    "I am not sure. Tell me.",
  ],
  wentWell: [
    "We stopped arguing before it was late.",
    "{weekday} evening, with the radio on.",
    "We said no to the visit, both of us.",
    "The shopping, of all things.",
    "We went to bed at the same time twice.",
  ],
  request: [
    "On {weekday}, be home by seven.",
    "Ask me before you say yes for both of us.",
    "Ten minutes about the money, with the list.",
    "Take {chore} this once.",
    "Do not read while I talk.",
  ],
  offer: [
    "I take {chore} this week.",
    "I ring {kin} on {weekday}.",
    "I keep {weekday} evening free.",
    "I cook on the late days.",
    "I go first in the cold bathroom.",
  ],
} as const;

export const SACRIFICES = [
  { what: "Stayed home from the choir tour.", gain: "A calm week for both." },
  { what: "Gave up the window desk days for the shared car.", gain: "The shifts fit." },
  { what: "Let the trip with friends go.", gain: "The boiler could be paid." },
  { what: "Took {chore} for a whole month.", gain: "You could finish the course." },
  { what: "Said no to the extra hours.", gain: "Evenings." },
  { what: "Went to {kin} instead of the allotment.", gain: "Nobody was alone that weekend." },
] as const;

export const CAME_BACK = [
  "The next tour is in the calendar.",
  "You took the month after.",
  "Nothing yet, and I can wait.",
  "",
] as const;
export const SACRIFICE_WHY = [
  "I did not want to ask.",
  "It was my turn.",
  "I wanted the peace.",
  "I was glad to.",
] as const;
export const SEEN_WORDS = [
  "I saw what that was. Thank you.",
  "I would not have managed without it.",
  "I did not know it was so much.",
] as const;

export const BOUNDARIES: readonly {
  readonly about: (typeof BOUNDARY_KINDS)[number];
  readonly says: string;
  readonly noticed: string;
  readonly body: string;
  readonly yesTo: string;
}[] = [
  {
    about: "mental",
    says: "No talk about work after ten.",
    noticed: "At night, in bed.",
    body: "My jaw is tight.",
    yesTo: "At breakfast, gladly.",
  },
  {
    about: "physical",
    says: "Ask before you tickle.",
    noticed: "When we fool about.",
    body: "I stop breathing.",
    yesTo: "A hug, any time.",
  },
  {
    about: "material",
    says: "My desk stays as I left it.",
    noticed: "After tidying days.",
    body: "Heat in the face.",
    yesTo: "The shelf beside it.",
  },
  {
    about: "emotional",
    says: "I do not carry messages between you and {kin}.",
    noticed: "On the telephone.",
    body: "A stone in the stomach.",
    yesTo: "To sit beside you while you ring.",
  },
  {
    about: "sexual",
    says: "A no in the morning needs no reason.",
    noticed: "On workdays.",
    body: "I go stiff.",
    yesTo: "Lying close, without more.",
  },
  {
    about: "mental",
    says: "I read my letters first.",
    noticed: "When the post comes.",
    body: "I talk fast.",
    yesTo: "To tell you the same evening.",
  },
];

export const EVENT_WORDS = [
  "We stopped in the middle.",
  "It was said once, and heard.",
  "I said it late, and it was heard.",
  "",
] as const;

export const REPAIRS = [
  { happened: "I did not ring on {weekday}, and you waited.", willDo: "It is in the calendar now, with a bell." },
  { happened: "I told {kin} what you had told me.", willDo: "I ask you before I tell anything of yours." },
  { happened: "I tidied your desk.", willDo: "I put it back as well as I can, and leave it." },
  { happened: "I was an hour late and said nothing.", willDo: "A message from the stop." },
] as const;

export const REPAIR_WORDS = ["Thank you for saying it.", "I need a few days.", "That helps.", ""] as const;

export const SEASONS_NAMED = ["The move", "The long cough", "The new shifts", "The winter of the boiler"] as const;

export const AGREEMENTS: readonly {
  readonly type: (typeof AGREEMENT_TYPES)[number];
  readonly says: string;
  readonly goodEnough: string;
}[] = [
  { type: "principle", says: "We ask before we decide for both.", goodEnough: "" },
  { type: "arrangement", says: "The kitchen is clear at night.", goodEnough: "Nothing on the stove." },
  { type: "promise", says: "I ring the landlord about the boiler.", goodEnough: "" },
  { type: "arrangement", says: "The bicycles stand in the cellar.", goodEnough: "By Sunday evening." },
  { type: "principle", says: "Nobody has to earn a free evening.", goodEnough: "" },
  { type: "promise", says: "I write to the course office.", goodEnough: "" },
  { type: "arrangement", says: "Shopping is written down before {weekday}.", goodEnough: "Three things on the list." },
  { type: "promise", says: "I mend {broken}.", goodEnough: "" },
];

export const REVIEW_WORDS = [
  "It holds.",
  "Most weeks.",
  "We forgot it twice and laughed.",
  "It needs another word.",
  "",
] as const;

export const MOMENTS_TOLD: Readonly<Record<(typeof MOMENTS)[number], readonly string[]>> = {
  "felt-seen": [
    "You had kept the article for me.",
    "You knew before I had my coat off.",
    "You told them what I had made.",
  ],
  grew: [
    "I asked for help before it was urgent.",
    "We differed about {kin} and stayed kind.",
    "I went alone, and it was good.",
  ],
  "came-through": [
    "The night at the hospital, side by side.",
    "The week without water.",
    "The talk we had been afraid of.",
  ],
};

export const PULSE_WORDS = [
  "A light day.",
  "Tired and content.",
  "Too much in it.",
  "We laughed at breakfast.",
  "",
  "",
  "",
  "",
] as const;

export const PEOPLE = [
  { name: "The neighbour upstairs", turnTo: "When the evenings are long.", reach: "Ring twice." },
  { name: "An old friend from school", turnTo: "To be told the truth.", reach: "Sundays, by telephone." },
  { name: "A colleague from the workshop", turnTo: "When work is too much.", reach: "At the coffee machine." },
  { name: "The choir", turnTo: "To sing it off.", reach: "Thursdays at seven." },
] as const;

export const EARLY = [
  {
    learned: "That asking made the grown-ups tired, and that the quiet child was the good one.",
    shows: "I wait until somebody notices, and then I am cross that it took so long.",
    askFor: "A hug when I come in, before the questions.",
  },
  {
    learned: "That help comes with a bill.",
    shows: "I say I can do it alone, and carry it up the stairs twice.",
    askFor: "Take one of the bags without asking.",
  },
] as const;

export const REVISITS = [
  "I asked this week, once, and nobody was tired.",
  "It still shows. I saw it a day earlier than last time.",
] as const;

export const INTENTIONS = [
  { says: "Say it the same day.", from: "swallowed-feelings" },
  { says: "One no a week, kindly.", from: "self-sacrifice" },
  { says: "Ask for help before the third bag.", from: "depending" },
  { says: "An evening alone, planned.", from: "standing-alone" },
  { says: "Let it be done the other way.", from: "control" },
] as const;

export const INTENTION_WORDS = [
  "Twice, and it was easier.",
  "I forgot, and remembered.",
  "Not this month.",
  "",
] as const;
export const INVENTORY_WORDS = ["Less than in spring.", "The same, and I see it now.", "", ""] as const;

/** Prompts of their own, and those of the library they do not want to see. */
export const PROMPTS_KEPT = {
  Noa: {
    hidden: ["us-03"],
    own: [
      { theme: "own-life", words: "What did I do this week that nobody asked for?" },
      { theme: "gratitude", words: "Something small that worked." },
    ],
  },
  Sam: { hidden: ["early-needs-04", "needs-02"], own: [{ theme: "us", words: "What made us laugh?" }] },
} as const;

export const OWN_WORDS_KEPT = {
  Noa: { needs: ["sea air"], feelings: ["wobbly"], judging: ["as if"], quiet: ["ridiculous"] },
  Sam: { needs: ["a proper nap"], feelings: ["fizzy"], judging: ["here we go"], quiet: [] },
} as const;
