/** What the sample couple need: for each word what was noticed, felt and asked for. {gaps} are filled from slots. */
import type { WISHES } from "../domain/need.ts";
import type { NeedKey } from "../domain/vocabulary.ts";

export interface NeedStock {
  readonly noticed: readonly string[];
  readonly felt: readonly string[];
  readonly request: readonly string[];
  readonly wishes: readonly (typeof WISHES)[number][];
}

export const NEEDS = {
  rest: {
    noticed: [
      "I worked through three evenings in a row and yawned in the middle of a sentence.",
      "The alarm went at five, and there was still washing up from the night before.",
      "I fell asleep over {book} at half past eight.",
      "We have had something in the calendar every evening since last {weekday}.",
      "I sat in the car outside the house for {span} because nobody could ask me anything there.",
      "On Sunday I did {chore} until it was dark.",
    ],
    felt: [
      "Worn thin.",
      "Tired, and a little cross about being tired.",
      "Heavy in arms and legs.",
      "As if my battery had no bottom any more.",
    ],
    request: [
      "One evening this week with nothing in it, for me.",
      "Could you take {chore} until {weekday}, so that I can be in bed by ten?",
      "Let us cancel Saturday and not replace it with anything.",
      "An hour on the sofa after work before we talk about the day.",
      "I'd like to sleep in on {weekday}; please take the cat and the door.",
    ],
    wishes: ["time", "help", "space"],
  },
  sleep: {
    noticed: [
      "The light was on until one, three nights running.",
      "I have woken at four each night since {weekday}.",
      "Your alarm rings on my free days too.",
      "We talk about difficult things at eleven at night.",
    ],
    felt: ["Wide awake and helpless.", "Frayed.", "Nervous about going to bed, which is silly and true."],
    request: [
      "No serious topics after ten.",
      "Could you take the small lamp instead of the big one when you read?",
      "I'd like to sleep in the small room twice this week without it meaning anything.",
      "Please put your alarm on your side, and low.",
    ],
    wishes: ["change", "space"],
  },
  "safe-home": {
    noticed: [
      "We have not looked at the account since the rent went up.",
      "You came home at one and I had not known it would be late.",
      "The cellar door has not locked for {sum} weeks.",
      "There was shouting in the yard at night and I lay awake alone with it.",
    ],
    felt: ["Uneasy.", "My stomach was tight all morning.", "Jumpy."],
    request: [
      "Let us look at the numbers together on {weekday}, with biscuits.",
      "A message when it gets later than eleven.",
      "Could one of us call the caretaker about the lock, and could it be you?",
      "Hold me for a minute when I wake up frightened, even if it is nothing.",
    ],
    wishes: ["help", "change", "be-heard"],
  },
  quiet: {
    noticed: [
      "Radio, dishwasher and two conversations at the same time in the kitchen.",
      "There were {sum} people in the flat this week and none of them was me alone.",
      "We planned the holidays between the door and the stairs.",
      "My telephone buzzed all through dinner, and I let it.",
    ],
    felt: ["Worn thin.", "My head was a station.", "Irritable without a reason that would stand up."],
    request: [
      "The first {span} after coming home without questions.",
      "Telephones in the hall drawer at dinner, both of ours.",
      "One thing at a time, please, and the big ones sitting down.",
      "Let us leave the radio off in the mornings this week.",
    ],
    wishes: ["space", "change"],
  },
  touch: {
    noticed: [
      "We said good night from two different rooms all week.",
      "You walked past me in the kitchen and I noticed that I was waiting.",
      "The last time we sat on the sofa under one blanket was a fortnight ago, on a {weekday}.",
      "I asked for nothing and went to bed with my back cold.",
    ],
    felt: ["A bit invisible in my skin.", "Longing, and shy about it.", "Cool."],
    request: [
      "A long hug when you come home, before the shoes.",
      "Lie down with me for {span} on Sunday, without a plan.",
      "Rub my neck while we watch something.",
      "Hold my hand on the way to the tram again.",
    ],
    wishes: ["time", "change"],
  },
  "care-for-my-health": {
    noticed: [
      "I have put off the appointment for {sum} weeks.",
      "My back hurt and I carried the crates all the same.",
      "We have eaten bread for dinner four times this week.",
      "The cough is still there and I said 'it's nothing' again.",
    ],
    felt: ["Worried, and annoyed with myself.", "Old.", "Neglected, by me mostly."],
    request: [
      "Remind me to ring the doctor on {weekday}, once, kindly.",
      "Could you carry the shopping until my back is better?",
      "Cook something green with me on {weekday}.",
      "Come along to the appointment and sit in the waiting room.",
    ],
    wishes: ["help", "time"],
  },
  company: {
    noticed: [
      "We passed the keys to each other in the doorway for five days.",
      "I knew from {kin} how your week was, not from you.",
      "We sat at one table with two screens.",
      "You laughed at something on the telephone and I did not ask what it was.",
      "It was a good week with a great deal in it and hardly any us.",
    ],
    felt: ["Like a good flatmate.", "I missed you while you were sitting there.", "Far away."],
    request: [
      "An evening for the two of us before {weekday}, with the telephones in the drawer.",
      "Tell me one thing from your day that nobody else knows.",
      "Walk with me {way} on Saturday.",
      "Breakfast together once this week, even if it means getting up early.",
    ],
    wishes: ["time", "be-heard"],
  },
  tenderness: {
    noticed: [
      "We were correct with each other all week.",
      "You mended {broken} for me and we did not look at each other.",
      "I snapped about {chore} and you went quiet.",
      "There was no kiss at the door on {weekday}.",
    ],
    felt: ["Brittle.", "Sorry, and too proud to say so.", "Soft underneath and hard on top."],
    request: [
      "Be gentle with me tonight; I'll try to be too.",
      "Put a note in my pocket one of these days.",
      "A kiss at the door, in both directions.",
      "Call me by the silly name again.",
    ],
    wishes: ["change", "time"],
  },
  "time-for-two": {
    noticed: [
      "Our free evenings fell on different days for the third week.",
      "We postponed the lake again.",
      "I saw the calendar: the next empty {weekday} is in a month.",
      "The film we wanted to see is no longer on.",
    ],
    felt: ["Disappointed.", "Sad in a quiet way.", "As if we were a hobby."],
    request: [
      "Let us block one evening each week and treat it like a shift.",
      "Take {weekday} afternoon off with me this month.",
      "Cook {dish} with me on {weekday}, slowly.",
      "Come along to the market on Saturday, just to walk beside me.",
    ],
    wishes: ["time"],
  },
  "to-be-heard": {
    noticed: [
      "I told the story of the landlord and you had a solution before I had a middle.",
      "You looked at the telephone while I was talking about {kin}.",
      "I began three times and each time something boiled over.",
      "At dinner with friends I was told what I think.",
      "I said 'it's fine', and it was taken at its word.",
    ],
    felt: ["Small.", "Swallowed my own sentence.", "Lonely in the middle of a conversation."],
    request: [
      "Listen for {span} without mending anything; then ask me what I'd like.",
      "Let me finish, and tell me back what you heard.",
      "Ask me on {weekday} how it went with {kin}.",
      "When I say 'it's fine' in that voice, ask once more.",
    ],
    wishes: ["be-heard"],
  },
  "noticed-effort": {
    noticed: [
      "I finished the big order and nobody asked about it.",
      "I had my hair cut on {weekday}.",
      "I sang my eleven notes without a mistake, and we talked about the tram.",
      "I had prepared the whole weekend and it looked as if it had happened by itself.",
    ],
    felt: ["Like a piece of furniture that does the shopping.", "Overlooked.", "A bit ashamed of minding."],
    request: [
      "Ask me about it. I'd like to show you.",
      "Come by the workshop on {weekday} and look at the finished thing.",
      "Sit in the third row at the concert, where I can see you.",
      "Tell me one thing you noticed about me this week.",
    ],
    wishes: ["be-heard", "time"],
  },
  thanks: {
    noticed: [
      "I did {chore}, {chore2} and the call with the office, in one afternoon.",
      "I swapped a shift so that the parcel could come.",
      "I have made the sandwiches every morning since {weekday}.",
      "Your parents thanked you for the present that I had found.",
    ],
    felt: ["Taken for granted.", "Flat.", "Petty, and right."],
    request: [
      "Say it when something helped you. Two words are enough.",
      "Tell your mother who chose the scarf.",
      "Let us each name one thing on Sundays that the other did.",
      "Take the sandwiches this week, and I'll be the one who says thank you.",
    ],
    wishes: ["be-heard", "change"],
  },
  "to-be-understood": {
    noticed: [
      "You said 'just cancel it', and for me it is not a thing one just cancels.",
      "I went silent at the family table, and on the way home you asked what was wrong with me.",
      "We mean different things by 'tidy'; it has come up {sum} times.",
      "I was late because of a patient, and it was read as not wanting to come.",
    ],
    felt: ["Misread.", "Stubborn and sad.", "Far from my own words."],
    request: [
      "Ask what it means to me before you say what to do.",
      "Let me explain the family thing once, in peace, with {drink}.",
      "Believe me for an evening, even if you would see it differently.",
      "Let us write down what 'tidy' means, for fun.",
    ],
    wishes: ["be-heard"],
  },
  "time-alone": {
    noticed: [
      "I have not been to the {hobby} for {sum} weeks.",
      "Every free hour this week had two names on it.",
      "I said yes to the visit and felt my evening leave.",
      "I read in the bathroom because the door can be locked there.",
    ],
    felt: ["Crowded by people I love.", "Restless.", "I miss myself."],
    request: [
      "Thursday (or Tuesday) stays mine, whatever comes.",
      "Take the visitors on {weekday}, so that I can go {way} alone.",
      "Ask me before you say yes for both of us.",
      "Two hours on Sunday with the door shut; afterwards I'm all there.",
    ],
    wishes: ["space", "time"],
  },
  "own-say": {
    noticed: [
      "The shelf was moved while I was at work.",
      "You had answered {kin} for me.",
      "I was told how to load the dishwasher, from the other room.",
      "My bag was packed when I came home. It was kindly meant.",
    ],
    felt: ["Steered.", "Like a child with good intentions around it.", "Hot in the face."],
    request: [
      "Ask first, even when you're sure.",
      "Let me do {chore} my way, including the wrong way.",
      "I'd like to decide about my Saturdays by myself this month.",
      "Give me a day before I say yes.",
    ],
    wishes: ["space", "change"],
  },
  truth: {
    noticed: [
      "I heard by chance that you had already decided about the summer.",
      "You said you did not mind, and cleaned the stove at ten at night.",
      "I noticed that I told you half of the thing about the rent.",
      "We both said 'whatever you like' until nothing was left of the evening.",
    ],
    felt: ["On uncertain ground.", "Uneasy with my own half-truth.", "Tense, for no visible reason."],
    request: [
      "Tell me the no at once; I can carry a no.",
      "Let us both say what we want on a scale from one to five before we are polite.",
      "Ask me about the rent again. I'll tell you the rest.",
      "When plans change, tell me the same day.",
    ],
    wishes: ["change", "be-heard"],
  },
  "plain-words": {
    noticed: [
      "I thought you were fetching the parcel, you thought I was.",
      "'Soon' meant today to me and some time to you.",
      "We said we would think about it, {sum} weeks ago.",
      "The shifts changed and the calendar in the hall did not.",
    ],
    felt: ["Confused.", "Left hanging.", "Impatient."],
    request: [
      "Let us look at the calendar together on Sunday for {span}.",
      "Say a day when you say 'soon'.",
      "Decide with me by {weekday}: hut or sea.",
      "Write shift changes in the hall calendar the same evening.",
    ],
    wishes: ["change", "help"],
  },
  fun: {
    noticed: [
      "The board games have dust on them.",
      "We were sensible for a whole month.",
      "I saw two people racing shopping trolleys and was envious.",
      "You used to hide the cat toy in my shoe.",
    ],
    felt: ["Dry.", "Too grown-up.", "Bored in a friendly way."],
    request: [
      "Play something with me on {weekday}, and let me win or don't.",
      "Dance in the kitchen to one song a day this week.",
      "Surprise me with something useless.",
      "Let us go to the fair and eat something that is bad for us.",
    ],
    wishes: ["time"],
  },
  silliness: {
    noticed: [
      "All our sentences this week had a task in them.",
      "I reached for {chore} as soon as we were both at home.",
      "We laughed once, and it was at the cat.",
    ],
    felt: ["Leaden.", "Dutiful.", "Thirsty for nonsense."],
    request: [
      "One evening on which neither of us says the words 'should' and 'still'.",
      "Read something funny to me in bed.",
      "Let the {room} be as it is and come out with me.",
    ],
    wishes: ["time", "change"],
  },
  purpose: {
    noticed: [
      "I bound {sum} theses that nobody will ever open.",
      "I asked myself on the tram what the forms are for.",
      "{kin|cap} asked what we're saving for and I had no answer ready.",
      "I have not sung, made or mended anything for myself in weeks.",
    ],
    felt: ["Hollow.", "Thoughtful, rather grey.", "Searching."],
    request: [
      "Talk with me on {weekday} about what we want the next years for.",
      "Let us help at the allotment kitchen once this month.",
      "Listen to an idea that is not finished.",
    ],
    wishes: ["be-heard", "time"],
  },
  learning: {
    noticed: [
      "The course begins in {sum} weeks and I have not enrolled.",
      "I do the difficult bindings the way I learned them ten years ago.",
      "I wanted to apply for the team lead and then I tidied the drawer.",
      "I stopped practising because it is loud.",
    ],
    felt: ["Stuck, quite comfortably.", "Impatient with myself.", "Curious and a coward."],
    request: [
      "Ask me on {weekday} if I've enrolled.",
      "Take {chore} on course evenings until the summer.",
      "Read my application and tell me what you see.",
      "Bear with {tune} for half an hour a day.",
    ],
    wishes: ["help", "space"],
  },
  tidiness: {
    noticed: [
      "The {room} floor was under things again from {weekday} on.",
      "I looked for the tax folder for {span}.",
      "Three mugs, two plates and a bicycle pump on my desk.",
      "The bags for giving away have lived in the {room} for a month.",
    ],
    felt: ["Cluttered inside as well.", "Irritated.", "Unable to begin anything."],
    request: [
      "Let us do the {room} together on {weekday}, with the timer.",
      "Take the bags away this week, please.",
      "My desk stays mine, also when it's the nearest flat thing.",
      "Ten minutes together every evening before we sit down.",
    ],
    wishes: ["help", "change"],
  },
  "shared-load": {
    noticed: [
      "I did {chore} and {chore2} after a late shift.",
      "I carried {sum} boxes up to the third floor on my own.",
      "The application, the landlord and my father all fell into one week.",
      "I cooked on all the days that end in y.",
    ],
    felt: ["Too much for one person.", "Proud and close to tears.", "Alone with it."],
    request: [
      "Take {chore} off me until {weekday}.",
      "Ring the landlord for me; I'll write down what to say.",
      "Cook on {weekday} and {weekday2}, anything at all.",
      "Sit beside me while I do the forms.",
    ],
    wishes: ["help"],
  },
  "to-be-included": {
    noticed: [
      "At your colleague's party I stood by the bookcase for {span}.",
      "Everyone was talking in the dialect and laughing.",
      "The family picture was taken while I was in the kitchen.",
      "I have lived here for years, and on {weekday} someone asked where I'm visiting from.",
    ],
    felt: ["Outside the window.", "Polite and lonely.", "Homesick for no place in particular."],
    request: [
      "Come and get me when you see me standing by the bookcase.",
      "Translate the joke, even if it dies of it.",
      "Let us take the picture again with both of us in it.",
      "Come with me to the choir's summer evening (or the kiln party).",
    ],
    wishes: ["change", "time"],
  },
  "own-friends": {
    noticed: [
      "I have cancelled on my friends {sum} times since the spring.",
      "My oldest friend moved away and I have not spoken about it.",
      "All our invitations are for two.",
    ],
    felt: ["Thinned out.", "Guilty and wistful.", "As if I had only one address left."],
    request: [
      "Keep {weekday} evening free of us, so that I can see people.",
      "I'd like to go away with my friends for a weekend; say honestly how that is for you.",
      "Invite the two of them, and I'll cook {dish}.",
    ],
    wishes: ["space", "help"],
  },
  "kept-promises": {
    noticed: [
      "You said you'd ring on {weekday} and it slipped away.",
      "I found myself checking if the bill had been paid.",
      "I told you something in confidence and your sister knew about it.",
    ],
    felt: ["Careful.", "On guard, which I don't want to be with you.", "Disappointed."],
    request: [
      "Promise less, and then that.",
      "Things about my father stay between the two of us.",
      "Tell me when it is paid; then I can stop looking.",
    ],
    wishes: ["change", "be-heard"],
  },
} as const satisfies Partial<Record<NeedKey, NeedStock>>;

/** Words of the list that the sample couple use. */
export type SampleNeed = keyof typeof NEEDS;

/** How a need came out, in its owner's words, by status. */
export const CLOSING_WORDS = {
  met: [
    "That was exactly it.",
    "It did me more good than I had thought.",
    "Simpler than I'd feared.",
    "I did not have to ask twice.",
    "I noticed it on {weekday}: I was lighter.",
    "Half of it was that you asked how it was.",
    "We have had it {sum} times now; let's keep it.",
    "",
    "",
    "",
  ],
  partly: [
    "A beginning. I'd like more of it.",
    "The first week yes, then it seeped away.",
    "It helped, though it was not quite what I meant.",
    "I got half of it and could have asked for the other half.",
    "The time was there, my head was elsewhere.",
    "",
    "",
  ],
  declined: [
    "It did not work out this time. I was told why, and that was all right.",
    "A no that I understand. I still have the need.",
    "Not at the moment. I'll voice it again.",
    "",
  ],
  "let-go": [
    "It passed by itself.",
    "It was about something else, I see now.",
    "The occasion is over.",
    "Not so important any more.",
    "",
  ],
} as const;

/** What a partner answers to a need, by reply. */
/** What one says to an entry the other shared. */
export const ENTRY_REPLIES = [
  "Thank you for letting me read this.",
  "I remember it a little differently, and I like yours.",
  "I had no idea. Tell me more on {weekday}?",
  "I laughed at the end.",
  "I read it twice.",
  "This helps me understand the week.",
  "I was there and saw only half of it.",
  "Can we keep this one?",
] as const;

export const REPLY_WORDS = {
  yes: [
    "Yes. {weekday|cap}?",
    "Gladly. Thank you for saying it.",
    "Yes, I'll take {chore}.",
    "Of course. I had not seen it.",
    "Yes, and remind me if I forget; I want to.",
    "Yes. It would do me good too.",
    "I've written it in the calendar.",
    "Yes to all of it.",
    "",
    "",
  ],
  partly: [
    "Not this week, but the one after I'm on early shift.",
    "Half of it I can do at once. For the other half I need an idea.",
    "Yes to {weekday}, no to every week.",
    "I can listen; I can't change the shifts.",
    "I'd like to, for an hour. More is not in me just now.",
    "",
  ],
  "not-now": [
    "I can't at the moment. I'm worn out myself; ask me again on {weekday}.",
    "Not now: I need Saturday for my own things this time.",
    "I would be saying yes with a no behind it. Let's look for something else.",
    "I hear it. I have no hands free until the orders are out.",
    "This one I can't give you; perhaps your sister could come along?",
  ],
} as const;

/** What a receiver says of care that was felt. */
export const FELT_WORDS = [
  "I noticed it at once.",
  "That arrived.",
  "It made the evening.",
  "Thank you. I slept well.",
  "I felt thought of.",
  "More than you'd think.",
  "It was the small lamp that did it.",
  "A little, and that was enough.",
  "I was too tired to say so at the time.",
  "Good, and a bit too much at once.",
  "",
  "",
  "",
  "",
] as const;

/** A second sentence that what was noticed may get. */
export const NOTICED_TAILS = [
  "It was the second time this month.",
  "Nobody meant any harm by it.",
  "I only noticed on {weekday}, in the tram.",
  "It is a small thing, and it keeps coming back.",
  "That is how it looked from where I stood.",
  "It had been a long week for both of us.",
  "I said nothing at the time.",
  "Before the summer it was different.",
  "I might not have noticed if I had slept.",
  "On {weekday} it was better, on {weekday2} it was the same again.",
  "I am not saying it was anybody's fault.",
  "I wrote it down so that I would not have to carry it about.",
  "It went on for {span}.",
  "We both laughed, and I went to bed with a lump in my throat.",
  "It happened between {chore} and the door.",
  "I know that you had your own pack to carry.",
  "It is {sum} weeks ago and I still think of it.",
  "That evening I went {way} on my own.",
] as const;

/** Needs in a person's own word, now and then. */
export const OWN_WORDS = [
  "room to breathe",
  "a bit of mothering",
  "nobody's questions",
  "sea air",
  "to finish a thought",
  "Feierabend",
] as const;
