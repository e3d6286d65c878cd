/** The catalogues of what comes after the door, in one piece that is loaded while a passphrase is being typed. */
import backup from "./text/en/backup.json";
import files from "./text/en/files.json";
import finding from "./text/en/finding.json";
import frame from "./text/en/frame.json";
import history from "./text/en/history.json";
import insights from "./text/en/insights.json";
import journal from "./text/en/journal.json";
import keptWords from "./text/en/kept-words.json";
import keys from "./text/en/keys.json";
import moving from "./text/en/moving.json";
import needs from "./text/en/needs.json";
import prompts from "./text/en/prompts.json";
import replies from "./text/en/replies.json";
import support from "./text/en/support.json";
import today from "./text/en/today.json";
import vocabulary from "./text/en/vocabulary.json";
import welcome from "./text/en/welcome.json";
import writing from "./text/en/writing.json";

export const placeTexts = {
  backup,
  files,
  finding,
  frame,
  history,
  insights,
  journal,
  keptWords,
  keys,
  moving,
  needs,
  prompts,
  replies,
  support,
  today,
  vocabulary,
  welcome,
  writing,
};
