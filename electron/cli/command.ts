/** The command line, parsed once into one of six commands. */
import { parseArgs } from "node:util";
import { z } from "#shared/base/zod.ts";
import { Day, Month } from "#shared/base/time.ts";
import { Refused } from "./outcome.ts";

/** Ten years, as far as a sample goes. */
const MOST_MONTHS = 120;

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most));
const path = z.string().min(1);

const Demo = z.strictObject({
  name: z.literal("demo"),
  out: path,
  seed: wholeNumber(0, 999_999_999),
  months: wholeNumber(1, MOST_MONTHS),
  until: Day.optional(),
  fast: z.boolean().default(false),
  "passphrase-file": path.optional(),
});
const Verify = z.strictObject({ name: z.literal("verify"), file: path, "passphrase-file": path.optional() });
const Export = z.strictObject({
  name: z.literal("export"),
  file: path,
  out: path,
  format: z.enum(["json", "markdown"]),
  "passphrase-file": path.optional(),
});
/** What both see, or one's own page; what is not said is told from the journal: who keeps it alone has one page. */
const view = z.enum(["shared", "mine"]).optional();
/** Measures look up to two years further back, which the calendar must still hold. */
const since1900 = (said: string): boolean => said >= "1900";
const Analyse = z.strictObject({
  name: z.literal("analyse"),
  file: path,
  from: Day.refine(since1900),
  to: Day.refine(since1900),
  view,
  "passphrase-file": path.optional(),
});
const Reflect = z.strictObject({
  name: z.literal("reflect"),
  file: path,
  month: Month.refine(since1900),
  view,
  "passphrase-file": path.optional(),
});
const Inspect = z.strictObject({ name: z.literal("inspect"), file: path });
const Help = z.strictObject({ name: z.literal("help") });

const Command = z.discriminatedUnion("name", [Demo, Verify, Export, Analyse, Reflect, Inspect, Help]);
export type Command = z.infer<typeof Command>;
export type CommandOf<N extends Command["name"]> = Extract<Command, { name: N }>;

const OPTIONS = {
  out: { type: "string" },
  seed: { type: "string" },
  months: { type: "string" },
  until: { type: "string" },
  fast: { type: "boolean" },
  format: { type: "string" },
  month: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  view: { type: "string" },
  "passphrase-file": { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the arguments after the program's name. Refuses an unknown flag, a flag of another command, anything left over and a window that ends before it begins. */
export function parseCommand(argv: readonly string[]): Command {
  const { values, positionals } = parsed(argv);
  const { help, ...options } = values;
  if (help === true || positionals.length === 0) {
    if (help !== true) throw new Refused("usage", "no command");
    return { name: "help" };
  }
  const [name, file, ...rest] = positionals;
  if (rest.length > 0) throw new Refused("usage", "too many arguments");
  const command = Command.safeParse({ name, ...(file === undefined ? {} : { file }), ...options });
  if (command.success) return inOrder(command.data);
  const issue = command.error.issues[0];
  const named = issue?.code === "unrecognized_keys" ? issue.keys.join(", ") : issue?.path.join(".");
  throw new Refused("usage", named);
}

function inOrder(command: Command): Command {
  if (command.name === "analyse" && command.from > command.to) throw new Refused("ends-before-it-begins");
  return command;
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch {
    // What parseArgs says may repeat a value: a passphrase somebody typed where none belongs.
    throw new Refused("usage", "unknown or incomplete flag");
  }
}
