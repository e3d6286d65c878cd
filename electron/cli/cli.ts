/** The headless command: works on backup files without the app. JSON on stdout, sentences on stderr. */
import process from "node:process";
import { instantAt } from "#shared/base/time.ts";
import { parseCommand } from "./command.ts";
import { refusalOf } from "./outcome.ts";
import { run } from "./run.ts";
import { HELP, SENTENCES } from "./sentences.ts";

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

try {
  const command = parseCommand(process.argv.slice(2));
  if (command.name === "help") {
    process.stderr.write(HELP);
  } else {
    const answer = await run(command, {
      environment: process.env,
      now: instantAt(Date.now()),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      say,
    });
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    if (!answer.ok) {
      say(SENTENCES["not-in-order"]);
      process.exitCode = 1;
    }
  }
} catch (thrown) {
  const { code, detail } = refusalOf(thrown);
  process.stdout.write(`${JSON.stringify({ ok: false, error: code })}\n`);
  say(detail === "" ? SENTENCES[code] : `${SENTENCES[code]} (${detail})`);
  // Where, for developers; a message could hold what somebody wrote.
  if (code === "bug" && thrown instanceof Error) say((thrown.stack ?? "").replace(/^[^]*?\n(?= {4}at )/, ""));
  process.exitCode = 1;
}
