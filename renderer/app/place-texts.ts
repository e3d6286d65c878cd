/** The catalogues of what comes after the door, in one piece that is loaded while a passphrase is being typed. */
import backup from "./text/en/backup.json";
import frame from "./text/en/frame.json";
import insights from "./text/en/insights.json";
import journal from "./text/en/journal.json";
import keptWords from "./text/en/kept-words.json";
import keys from "./text/en/keys.json";
import needs from "./text/en/needs.json";
import support from "./text/en/support.json";
import today from "./text/en/today.json";
import vocabulary from "./text/en/vocabulary.json";
import welcome from "./text/en/welcome.json";

export const placeTexts = {
  backup,
  frame,
  insights,
  journal,
  keptWords,
  keys,
  needs,
  support,
  today,
  vocabulary,
  welcome,
};
