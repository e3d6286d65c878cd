/** The catalogues of what comes after the door, in one piece that is loaded while a passphrase is being typed. */
import agreements from "./text/en/agreements.json";
import backup from "./text/en/backup.json";
import boundaries from "./text/en/boundaries.json";
import checkIn from "./text/en/check-in.json";
import consent from "./text/en/consent.json";
import decisions from "./text/en/decisions.json";
import earlyNeeds from "./text/en/early-needs.json";
import files from "./text/en/files.json";
import finding from "./text/en/finding.json";
import frame from "./text/en/frame.json";
import goals from "./text/en/goals.json";
import history from "./text/en/history.json";
import insights from "./text/en/insights.json";
import inventory from "./text/en/inventory.json";
import journal from "./text/en/journal.json";
import keptWords from "./text/en/kept-words.json";
import keys from "./text/en/keys.json";
import moments from "./text/en/moments.json";
import moving from "./text/en/moving.json";
import needs from "./text/en/needs.json";
import ownWords from "./text/en/own-words.json";
import parts from "./text/en/parts.json";
import people from "./text/en/people.json";
import prompts from "./text/en/prompts.json";
import pulse from "./text/en/pulse.json";
import records from "./text/en/records.json";
import replies from "./text/en/replies.json";
import support from "./text/en/support.json";
import today from "./text/en/today.json";
import vocabulary from "./text/en/vocabulary.json";
import welcome from "./text/en/welcome.json";
import writing from "./text/en/writing.json";

export const placeTexts = {
  agreements,
  backup,
  boundaries,
  checkIn,
  consent,
  decisions,
  earlyNeeds,
  files,
  finding,
  frame,
  goals,
  history,
  insights,
  inventory,
  journal,
  keptWords,
  keys,
  moments,
  moving,
  needs,
  ownWords,
  parts,
  people,
  prompts,
  pulse,
  records,
  replies,
  support,
  today,
  vocabulary,
  welcome,
  writing,
};
