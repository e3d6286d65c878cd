/** What somebody did for somebody: by need, and freely. Written so that either may be the giver; {gaps} are filled from slots. */
import type { PEOPLE } from "./joint-stock.ts";
import type { SampleNeed } from "./need-stock.ts";

export const CARE_FOR: Readonly<Record<SampleNeed, readonly string[]>> = {
  rest: [
    "Took {chore} for the week.",
    "Kept the evening free and the telephone away.",
    "Brought {drink} to the sofa and asked nothing.",
    "Got up with the cat so that the morning stayed quiet.",
    "Cancelled Saturday for both of us.",
  ],
  sleep: [
    "Read by the small lamp, in the other room.",
    "Put the alarm under the pillow.",
    "Made up the bed in the small room, with the good blanket.",
    "Stopped the talk at ten and took it up again at breakfast.",
  ],
  "safe-home": [
    "Went through the account together, to the last line.",
    "Sent a message from the last tram.",
    "Had the lock of the cellar door mended.",
    "Stayed awake until the street was quiet again.",
  ],
  quiet: [
    "Put both telephones in the drawer.",
    "Switched off the radio before anybody asked.",
    "Left {span} of peace after work.",
    "Did the planning sitting down, with paper.",
  ],
  touch: [
    "A long hug in the hall, coat still on.",
    "Rubbed the sore shoulder during the film.",
    "Lay down for {span} on Sunday.",
    "Held hands all the way {way}.",
  ],
  "care-for-my-health": [
    "Came along to the doctor's and sat in the waiting room.",
    "Carried the shopping up, all of it.",
    "Cooked something green.",
    "Asked about the appointment once, kindly.",
  ],
  company: [
    "Breakfast together before the early shift.",
    "A walk {way}, and the whole story of the week.",
    "Told me the thing nobody knows yet.",
    "An evening with two candles and no screen.",
  ],
  tenderness: [
    "A note in the coat pocket.",
    "Came back after the snappish word and said sorry.",
    "The silly name, in front of the caretaker.",
    "Kissed me at the door, twice, once for tomorrow.",
  ],
  "time-for-two": [
    "Took {weekday} afternoon off.",
    "Cooked {dish} together, slowly.",
    "Went to the market side by side.",
    "Blocked the evening in the calendar in ink.",
  ],
  "to-be-heard": [
    "Listened for {span} and mended nothing.",
    "Asked how it had gone with {kin}.",
    "Let me finish, and said it back to me.",
    "Asked once more when I said 'it's fine'.",
  ],
  "noticed-effort": [
    "Came by the workshop to look.",
    "Sat in the third row.",
    "Asked about it before I had my shoes off.",
    "Told friends about it, proudly, when I was in the room.",
  ],
  thanks: [
    "Said thank you for {chore}, in so many words.",
    "Named it on Sunday, without being asked.",
    "Took over the sandwiches.",
    "Told the family who had chosen the present.",
  ],
  "to-be-understood": [
    "Asked what it means to me first.",
    "Listened to the family story with {drink}, to the end.",
    "Wrote down with me what 'tidy' means; we laughed.",
    "Said: I'd see it differently, and I believe you.",
  ],
  "time-alone": [
    "Took the visitors alone.",
    "Kept Thursday clear.",
    "Shut the door from outside and kept everyone away for {span}.",
    "Asked before saying yes for both.",
  ],
  "own-say": [
    "Asked before moving anything.",
    "Let me do it the slow way.",
    "Gave me a day to think.",
    "Held the tongue about the dishwasher, visibly.",
  ],
  truth: [
    "Said the no at once, and kindly.",
    "Told me the rest of the story about the rent.",
    "Said what was really wanted, a four out of five.",
    "Told me about the change of plan the same day.",
  ],
  "plain-words": [
    "Sat down with the calendar and two pens.",
    "Said a day instead of 'soon'.",
    "Decided it with me on {weekday}.",
    "Wrote the new shifts up in the hall.",
  ],
  fun: [
    "Played cards until midnight.",
    "Danced in the kitchen to {tune}.",
    "Hid the cat toy in my shoe.",
    "Took me to the fair.",
  ],
  silliness: [
    "Read me something silly in bed.",
    "Left {chore} undone and came out with me.",
    "Made a speech to the tomatoes.",
  ],
  purpose: [
    "Talked about the next years until the pot was empty.",
    "Came along to help at the allotment kitchen.",
    "Listened to the unfinished idea and asked for more of it.",
  ],
  learning: [
    "Asked if I had enrolled, and stayed while I did.",
    "Took {chore} on course evenings.",
    "Read the application twice, with a pencil.",
    "Put up with {tune} every evening.",
  ],
  tidiness: [
    "Did the {room} together, timer and all.",
    "Carried the bags away.",
    "Cleared the desk and drew a line round it with tape.",
    "Ten minutes of tidying, every evening this week.",
  ],
  "shared-load": [
    "Took {chore} off my hands.",
    "Rang the landlord.",
    "Cooked on {weekday} and {weekday2}.",
    "Sat beside me while I filled in the forms.",
    "Carried the boxes.",
  ],
  "to-be-included": [
    "Came to get me from the bookcase.",
    "Translated every joke, even the bad ones.",
    "Had the picture taken again.",
    "Came along to the summer evening and danced.",
  ],
  "own-friends": [
    "Kept the evening free so that I could go out.",
    "Cooked for my friends and then left us alone.",
    "Wrote the invitation with me.",
  ],
  "kept-promises": ["Rang on {weekday}, as promised.", "Told me when it was paid.", "Kept it to themselves."],
};

/** Care that belonged to no need in particular. */
export const FREE_CARE = [
  "Warmed the towel on the radiator.",
  "Filled the hot-water bottle and put it in the bed.",
  "Left a plate under a bowl, with a drawing on the napkin.",
  "Mended {broken}.",
  "Brought home {small}, or the nearest thing to it.",
  "Did {chore} before I noticed that it needed doing.",
  "Came to the stop with the umbrella.",
  "Rang in the lunch break just to ask.",
  "Made {dish} because it had been a long day.",
  "Pumped up my tyres.",
  "Sharpened the good knife.",
  "Fetched {book} from the library.",
  "Scraped the ice off the saddle.",
  "Picked the first tomato and gave me the bigger half.",
  "Put a chair out on the balcony, in the last sun.",
  "Rang {kin} when I could not face it.",
  "Sewed on the button I had been carrying about for weeks.",
  "Wrote out the recipe by hand.",
  "Kept the cat off the crossword.",
  "Sat on the edge of the bath and told me about the day.",
  "Let me have the window seat.",
  "Found my keys. Again.",
  "Went {way} with me though it was raining.",
  "Took the early tram so that we could have coffee.",
  "Learned {tune} to sing with me in the kitchen.",
  "Brought {drink} to the workshop at four.",
  "Made the bed with the summer sheets.",
  "Took the parcel to the post on the way.",
  "Said no to a visit for my sake.",
  "Put up the shelf, straight.",
  "Watched the match with me, and asked proper questions.",
  "Held the ladder.",
] as const;

/** Care from outside the two. */
export const CARE_BY_OTHERS = [
  "{neighbour|cap} took in the parcels and kept them for a week.",
  "{kin|cap} came for the afternoon and cooked.",
  "A colleague swapped shifts with me without asking why.",
  "My friend from the pool listened for two whole lengths of the canal.",
  "{neighbour|cap} fed the cat while we were away.",
  "The choir carried the heavy part for once.",
  "{kin|cap} drove me to the appointment.",
  "The people at the next plot watered our beans.",
  "An old friend wrote, exactly at the right time.",
  "My colleagues left me the window desk for the week.",
] as const;

/** Which of the people the two can turn to some of it came from, where they are among one's own. */
export const CARE_BY_PEOPLE: Partial<Record<(typeof CARE_BY_OTHERS)[number], (typeof PEOPLE)[number]["name"]>> = {
  "A colleague swapped shifts with me without asking why.": "A colleague from the workshop",
  "The choir carried the heavy part for once.": "The choir",
  "An old friend wrote, exactly at the right time.": "An old friend from school",
};

/** What somebody did for themselves, with a need of their own. */
export const SELF_CARE = [
  "Went to bed at nine, lamp off.",
  "Took the afternoon off and walked {way}.",
  "Said no, and stayed at home.",
  "Rang {kin} and talked it over.",
  "Went swimming (or running) before work.",
  "Made the appointment at last.",
  "Shut the door and read {book} for {span}.",
  "Cleared my desk and began again.",
  "Cooked {dish} for one, with a candle.",
  "Wrote it all down until it was small.",
] as const;

/** Why somebody gave, in the giver's private words. */
export const GIVING_REASONS = [
  "I wanted to.",
  "It was easy and it was there to be done.",
  "I like seeing that face.",
  "It was my turn, I thought.",
  "I had promised.",
  "I know what it is like.",
  "It cost me the evening, and I'd do it again.",
  "I was tired, and did it all the same; must not become a habit.",
  "I rather expected myself to.",
  "I wanted the week to end well.",
  "Because nobody else would have.",
  "",
  "",
  "",
  "",
] as const;
